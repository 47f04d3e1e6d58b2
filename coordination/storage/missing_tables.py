"""Room: storage. The tables of missing episodes: one open at a time for a program on a case, and who let a poster go.

In plain: ids, program and times. What anybody wrote lies in records, under the data key of the type *missing*.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Identifier, Instant

missing_episodes = Table(
    "missing_episodes",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("record_id", Identifier, ForeignKey("records.id"), nullable=False),  # the record that opened it
    Column("opened_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("found_record_id", Identifier, ForeignKey("records.id")),  # the first record that says it ended
    Column("ended_by", Identifier, ForeignKey("people.id")),
    Column("ended_at", Instant),
    # 1 while the child is missing, else empty: empty ones never collide.
    Column("slot", Integer),
    UniqueConstraint("case_id", "program_id", "slot"),
    Index("ix_missing_episodes_case_id_opened_at", "case_id", "opened_at"),
    info=net(Net.PARTY),
)

missing_approvals = Table(
    "missing_approvals",
    metadata,
    Column("record_id", Identifier, ForeignKey("records.id"), primary_key=True),  # one version of a poster draft
    Column("side", String(24), primary_key=True),  # child_protection or police
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("episode_id", Identifier, ForeignKey("missing_episodes.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # of whoever lets it go
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("approved_at", Instant, nullable=False),
    Index("ix_missing_approvals_episode_id", "episode_id"),
    info=net(Net.PARTY),
)
