"""Room: storage. The outbox and the contacts: who is to learn that something waits for them, and how they are reached.

No row holds a name, a reference or a word of a case: only which kind of thing waits, for whom, and its handle.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

# How a person may be reached. No row: in the hub alone.
contacts = Table(
    "contacts",
    metadata,
    Column("person_id", Identifier, ForeignKey("people.id"), primary_key=True),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), nullable=False),  # whose key seals the address
    Column("address", Bytes),
    Column("mail", Boolean, nullable=False),
    Column("muted", Text, nullable=False),  # kinds that are not sent by mail, joined by one space
    Column("quiet_from", Integer),  # minutes after midnight in the program's zone
    Column("quiet_until", Integer),
    Column("pierce", Boolean, nullable=False),  # urgent ones come in quiet hours too
    Column("unsafe_at", Instant),  # since when the address is not safe to write to
    Column("set_at", Instant, nullable=False),
)

_LATER = Column("ended_at", Instant)
outbox = Table(
    "outbox",
    metadata,
    Column("id", Identifier, primary_key=True),
    # INVARIANT: one message for one cause and one recipient, however often the cause is noticed.
    Column("key", String(160), nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # for which the recipient acts
    Column("person_id", Identifier, ForeignKey("people.id")),  # empty: to an on-call line
    Column("line", Bytes),  # the on-call address or number, sealed under the program's agency's key
    Column("case_id", Identifier, ForeignKey("cases.id")),
    Column("object_handle", Identifier, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("seen_at", Instant),
    Column("next_at", Instant, nullable=False),  # when it is due; while claimed, when the claim lapses
    Column("claim", Identifier),  # of the worker that has it; another claim takes it over when `next_at` has passed
    Column("attempts", Integer, nullable=False),
    Column("tried_at", Instant),  # when it was last handed to the mail server
    _LATER,
    Column("outcome", String(32)),
    Index("ix_outbox_next_at", "next_at", sqlite_where=_LATER.is_(None), postgresql_where=_LATER.is_(None)),
    Index("ix_outbox_person_id_program_id_made_at", "person_id", "program_id", "made_at"),
    Index("ix_outbox_outcome_ended_at", "outcome", "ended_at"),
    Index("ix_outbox_object_handle_kind_made_at", "object_handle", "kind", "made_at"),
    info=net(Net.ADDRESSEE),
)
