"""Room: storage. Retention periods of programs, legal holds and purges: choices, dates and ids, no narrative."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Identifier, Instant

# Roster-like: how long a program keeps its records after a case is closed, and the rule it goes by. About no case.
retention_periods = Table(
    "retention_periods",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False, index=True),
    Column("months", Integer, nullable=False),
    Column("basis", String(200), nullable=False),
    Column("set_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

legal_holds = Table(
    "legal_holds",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("reason", String(32), nullable=False),  # coded, as who asked is: nobody's own words
    Column("source", String(32), nullable=False),
    Column("set_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("set_at", Instant, nullable=False),
    Column("lifted_by", Identifier, ForeignKey("people.id")),
    Column("lifted_at", Instant),
    Index("ix_legal_holds_program_id_case_id", "program_id", "case_id"),
    info=net(Net.PARTY),
)

# A purge of what a program has on a case: proposed by one person, confirmed by another. records: how many it destroyed.
purges = Table(
    "purges",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("period_id", Identifier, ForeignKey("retention_periods.id"), nullable=False),
    Column("proposed_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("proposed_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("decided_by", Identifier, ForeignKey("people.id")),
    Column("decided_at", Instant),
    Column("decision", String(16)),  # confirmed, declined or taken_back
    Column("records", Integer),
    Index("ix_purges_program_id_case_id", "program_id", "case_id"),
    info=net(Net.PARTY),
)
