"""Room: storage. Operator instruments: the papers between programs and whoever runs the hub. About no child."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

# Nothing of a row ever changes but that it is ended. recorded_by is empty for what migration 0024 wrote.
program_instruments = Table(
    "program_instruments",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("kind", String(32), nullable=False),  # a slug of declare/instruments.py, or "grandfathered"
    Column("document", String(160), nullable=False),
    Column("signed_on", String(10), nullable=False),  # a day
    Column("for_program", String(160), nullable=False),
    Column("for_operator", String(160), nullable=False),
    Column("ends_at", Instant),
    Column("recorded_by", Identifier, ForeignKey("people.id")),
    Column("recorded_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Identifier, ForeignKey("people.id")),
    Index("ix_program_instruments_program_id", "program_id"),
    Index("ix_program_instruments_ends_at", "ends_at"),
)
