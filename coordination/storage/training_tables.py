"""Room: storage. Certificates of people, and who is on a unit. Roster data about staff, and about no child."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

# What a person had, on which day, and until when. It is the person's, wherever they work; agency_id keeps it.
certificates = Table(
    "certificates",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False, index=True),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), nullable=False),
    Column("training", String(64), nullable=False),
    Column("completed", String(10), nullable=False),  # a day
    Column("ends", String(10), nullable=False),  # the last day on which it holds, or "" where no end is known
    Column("evidence", String(300), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("added_by", Identifier, ForeignKey("people.id")),  # empty for a roster load
    Column("ended_at", Instant),  # taken back: entered by mistake
    Index("ix_certificates_ends", "ends"),
)

unit_people = Table(
    "unit_people",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False, index=True),
    Column("unit", String(16), nullable=False),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("point", Boolean, nullable=False),  # the point person
    Column("since", Instant, nullable=False),
    Column("until", Instant),
)
