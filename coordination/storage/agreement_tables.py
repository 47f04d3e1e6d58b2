"""Room: storage. Agreements between agencies and who signed them. Roster data about agencies, and about no child."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

# Its terms are never changed: another agreement follows. ended_at: a party ended it before its time.
agreements = Table(
    "agreements",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("title", String(160), nullable=False),
    Column("types", Text, nullable=False),  # slugs joined by one space
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("recorded_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("recorded_for", Identifier, ForeignKey("agencies.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Column("ended_by", Identifier, ForeignKey("people.id")),
    Column("ended_for", Identifier, ForeignKey("agencies.id")),
    Index("ix_agreements_ends_at", "ends_at"),
)

# An agency of an agreement; the last four are empty until its own officer confirmed.
agreement_parties = Table(
    "agreement_parties",
    metadata,
    Column("agreement_id", Identifier, ForeignKey("agreements.id"), primary_key=True),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), primary_key=True),
    Column("signatory", String(160), nullable=False),
    Column("signed_on", String(10), nullable=False),  # a day
    Column("confirmed_by", Identifier, ForeignKey("people.id")),
    Column("confirmed_at", Instant),
    Index("ix_agreement_parties_agency_id", "agency_id"),
)
