"""Room: storage. Changes of the roster outside the proposer's agency, which wait for a second administrator."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

role_changes = Table(
    "role_changes",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("kind", String(32), nullable=False),
    Column("lines", Text, nullable=False),  # a fragment of a roster file, JSON; never a secret
    Column("agency_id", Identifier, ForeignKey("agencies.id")),  # whose administrator confirms; empty for a new agency
    Column("proposed_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("proposed_for", Identifier, ForeignKey("agencies.id"), nullable=False),  # the proposer's own agency
    Column("proposed_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("decided_by", Identifier, ForeignKey("people.id")),
    Column("decided_at", Instant),
    Column("decision", String(16)),  # confirmed, declined or taken_back
)
