"""Room: storage. The tables of a case, its team, its restrictions and conflicts: places and dates, no narrative."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Identifier, Instant

cases = Table(
    "cases",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("reference", String(16), nullable=False, unique=True),  # random; what people say on the phone
    Column("opened_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("coordinating_program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("offered_to", Identifier, ForeignKey("programs.id")),
    Column("staging", Text, nullable=False, default="", server_default=""),  # storage/staging.py
    sqlite_with_rowid=False,
    info=net(Net.KNOWN),
)

# A program's dated place on a case. A confidential program's place begins with its release to the hub.
places = Table(
    "places",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("invited_by", Identifier, nullable=False),  # the program that opened the place
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("changed_at", Instant, nullable=False),  # to the hour: last change its supervisor may see
    Index("ix_places_program_id_changed_at_case_id", "program_id", "changed_at", "case_id"),
    Index("ix_places_case_id_program_id", "case_id", "program_id", "since", "until"),  # lists read it alone
    Index("ix_places_since", "since"),  # for storage/alarm_rows
    info=net(Net.ABOUT),
)

# An invitation to a confidential program: a row of the inviting program (program_id) and of nobody else.
invitations = Table(
    "invitations",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False, index=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("invited_program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("invited_at", Instant, nullable=False),
    info=net(Net.PARTY),
)

memberships = Table(
    "memberships",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    # INVARIANT: the last change *this member may see*, to the hour; a case-wide time would tell of hidden activity.
    Column("changed_at", Instant, nullable=False),
    # Lists read these two alone, so they hold the dates as well.
    Index(
        "ix_memberships_person_id_program_id_changed_at_case_id",
        "person_id",
        "program_id",
        "changed_at",
        "case_id",
        "since",
        "until",
    ),
    Index("ix_memberships_case_id_person_id", "case_id", "person_id", "program_id", "since", "until"),
    info=net(Net.ABOUT),
)

restrictions = Table(
    "restrictions",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False, index=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("set_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("lifted_at", Instant),
    info=net(Net.KNOWN),
)

restriction_names = Table(
    "restriction_names",
    metadata,
    Column("restriction_id", Identifier, ForeignKey("restrictions.id"), primary_key=True),
    Column("person_id", Identifier, ForeignKey("people.id"), primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    info=net(Net.KNOWN),
)

conflicts = Table(
    "conflicts",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False, index=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # of whoever set it
    Column("target_kind", String(16), nullable=False),  # person, program or agency
    Column("target_id", Identifier, nullable=False),
    Column("set_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("lifted_at", Instant),
    info=net(Net.KNOWN),
)

# One-time codes by which a confidential program names the case in its first act. The code itself is never stored.
hub_codes = Table(
    "hub_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("issued_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
    info=net(Net.KNOWN),
)

# What a program has filed at all, by type: the policy's facts, without opening a record.
holdings = Table(
    "holdings",
    metadata,
    Column("case_id", Identifier, ForeignKey("cases.id"), primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), primary_key=True),
    Column("information_type", String(64), primary_key=True),
    info=net(Net.ABOUT),
)

# When a person last looked at My cases, and the time before: "what changed since your last visit".
visits = Table(
    "visits",
    metadata,
    Column("person_id", Identifier, ForeignKey("people.id"), primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), primary_key=True),
    Column("seen_at", Instant, nullable=False),
    Column("before_at", Instant),
)

# The one-use key of every form: a second POST shows the first result.
act_keys = Table(
    "act_keys",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("person_id", Identifier, nullable=False),
    Column("action", String(64), nullable=False),
    Column("about", String(64), nullable=False),  # a digest, so that the row names no case
    Column("result", String(200), nullable=False),
    Column("done_at", Instant, nullable=False),
    UniqueConstraint("key", "person_id"),
)
