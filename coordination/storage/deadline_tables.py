"""Room: storage. The tables of deadlines: who owes what on which case until when, and the sealed proofs.

In plain: ids, program, type, rule, event, state and times. What a proof says (whom they told, the reference number) is
an envelope under the data key of (case, information type, owing program), and under the net of row-level security.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

deadlines = Table(
    "deadlines",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # who owes it
    Column("information_type", String(64), nullable=False),
    Column("rule", String(64), nullable=False),
    Column("rule_version", Integer, nullable=False),
    Column("event", String(64), nullable=False),
    Column("cause", Identifier, nullable=False),  # the id of what started it
    Column("started_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("happened_at", Instant),
    Column("happened_precision", String(16), nullable=False),
    Column("happened_zone", String(64), nullable=False),
    Column("learned_at", Instant, nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("at_risk_at", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("level", Integer, nullable=False),  # how far it was escalated
    Column("next_at", Instant),  # when the sweep has to look at it again; empty when it is over
    Column("done_at", Instant),
    Column("proved_at", Instant),
    Column("proved_by", Identifier),
    Column("paused_at", Instant),
    Column("ended_reason", String(32)),
    UniqueConstraint("case_id", "program_id", "rule", "cause"),
    # A range of it for each level of escalation: the board costs the same however many run (storage/deadline_board).
    Index("ix_deadlines_program_id_state_level_due_at_id", "program_id", "state", "level", "due_at", "id"),
    Index("ix_deadlines_next_at_id", "next_at", "id"),
    info=net(Net.PARTY),
)

deadline_proofs = Table(
    "deadline_proofs",
    metadata,
    Column("deadline_id", Identifier, ForeignKey("deadlines.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),  # 1, 2 …: a corrected proof is a newer one
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    info=net(Net.SEALED),
)
