"""Room: storage. The tables of authorities on file and of emergency access: who, what and until when; words sealed.

In plain only what the policy judges by. What the paper says, and why somebody asked for emergency access, is in `body`,
under the data key of (case, identity, the program of the row).
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

authorities = Table(
    "authorities",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # the sharing program
    Column("kind", String(64), nullable=False),  # slug of an AuthorityKind
    Column("starts_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("recorded_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Identifier),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    Index("ix_authorities_case_id_program_id", "case_id", "program_id"),
    info=net(Net.ABOUT),
)

authority_recipients = Table(
    "authority_recipients",
    metadata,
    Column("authority_id", Identifier, ForeignKey("authorities.id"), primary_key=True),
    Column("recipient_id", Identifier, primary_key=True),  # a program, an agency, or one person of those named
    Column("recipient_kind", String(16), nullable=False),  # program, agency or person
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    info=net(Net.ABOUT),
)

authority_types = Table(
    "authority_types",
    metadata,
    Column("authority_id", Identifier, ForeignKey("authorities.id"), primary_key=True),
    Column("information_type", String(64), primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Index("ix_authority_types_case_id_information_type", "case_id", "information_type"),
    info=net(Net.ABOUT),
)

# One person's emergency access to one case. program_id: the program the person acted for.
emergencies = Table(
    "emergencies",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ended_at", Instant),  # given back, or stopped by a supervisor or by whose data it is
    Column("ended_by", Identifier),
    Column("review_due_at", Instant, nullable=False),
    Column("escalated_at", Instant),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    Index("ix_emergencies_case_id_person_id_program_id", "case_id", "person_id", "program_id"),
    Index("ix_emergencies_program_id_review_due_at", "program_id", "review_due_at"),
    info=net(Net.ABOUT),
)

# Who has to review one: the supervisor's program, and each program whose information was opened. A row each.
emergency_reviews = Table(
    "emergency_reviews",
    metadata,
    Column("emergency_id", Identifier, ForeignKey("emergencies.id"), primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), primary_key=True),  # that reviews
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("reviewed_at", Instant),
    Column("reviewed_by", Identifier, ForeignKey("people.id")),
    Column("verdict", String(16)),  # accepted or rejected
    Index("ix_emergency_reviews_program_id_reviewed_at", "program_id", "reviewed_at"),
    info=net(Net.ABOUT),
)
