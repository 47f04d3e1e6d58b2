"""Room: storage. The tables of referrals: who sent what kind to whom, its steps, the records that go along, the words.

In plain: ids, kind, need, coded reasons, states and times. Everything anybody wrote is an envelope in referral_words,
under the data key of (case, information type, writing program), and under the net of row-level security.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

referrals = Table(
    "referrals",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # the sender
    Column("recipient_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("need", String(32), nullable=False),
    Column("urgency", String(16), nullable=False),
    Column("agreement", String(32), nullable=False),
    Column("no_contact", Boolean, nullable=False),
    Column("state", String(24), nullable=False),
    Column("standing", String(24), nullable=False),
    Column("asked", Boolean, nullable=False),
    Column("sent_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("sent_at", Instant, nullable=False),  # the last time it was sent: sending it again begins anew
    Column("changed_at", Instant, nullable=False),
    Column("opened_at", Instant),  # never for a confidential recipient
    # 1 while it is the sender's open one for this need and target, else empty: empty ones never collide.
    Column("slot", Integer),
    UniqueConstraint("case_id", "program_id", "recipient_id", "kind", "need", "slot"),
    Index("ix_referrals_recipient_id_changed_at", "recipient_id", "changed_at"),
    Index("ix_referrals_program_id_sent_at", "program_id", "sent_at"),
    Index("ix_referrals_state_urgency_changed_at", "state", "urgency", "changed_at"),
    info=net(Net.PARTY),
)

referral_steps = Table(
    "referral_steps",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("referral_id", Identifier, ForeignKey("referrals.id"), nullable=False),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # of whoever took the step
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … of one referral: two at once collide here
    Column("step", String(24), nullable=False),
    Column("reason", String(32), nullable=False),
    Column("at", Instant, nullable=False),
    UniqueConstraint("referral_id", "number"),
    info=net(Net.PARTY),
)

referral_links = Table(
    "referral_links",
    metadata,
    Column("referral_id", Identifier, ForeignKey("referrals.id"), primary_key=True),
    Column("record_id", Identifier, ForeignKey("records.id"), primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # whose record it is: the sender's
    Column("information_type", String(64), nullable=False),
    info=net(Net.PARTY),
)

referral_words = Table(
    "referral_words",
    metadata,
    Column("step_id", Identifier, ForeignKey("referral_steps.id"), primary_key=True),
    Column("referral_id", Identifier, ForeignKey("referrals.id"), nullable=False, index=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    info=net(Net.SEALED),
)
