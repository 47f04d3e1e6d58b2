"""Room: storage. Server-side sessions, the token hashed; found by token, by issuer and sid, by issuer and subject."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from coordination.database.metadata import metadata
from coordination.database.types import Bytes, Identifier, Instant

sessions = Table(
    "sessions",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False, index=True),
    Column("appointment_id", Identifier, ForeignKey("appointments.id")),  # empty until one of two is chosen
    Column("issuer_id", Identifier, ForeignKey("issuers.id"), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("sid", String(255), nullable=False),
    Column("acr", String(255), nullable=False),
    Column("started_at", Instant, nullable=False),
    Column("authenticated_at", Instant, nullable=False),
    Column("last_seen_at", Instant, nullable=False),
    Column("stepped_up_until", Instant),
    Column("locked_at", Instant),
    Column("ended_at", Instant),
    Column("ended_reason", String(32)),
    Column("source", String(64), nullable=False),
    Column("device", String(120), nullable=False),  # the browser family the person would recognise, no version
    Column("client", String(64), nullable=False),  # digest of what the browser says of itself
    Column("id_token", Bytes),  # sealed under the root, for signing out at the provider; gone when the session ends
    Index("ix_sessions_issuer_id_sid", "issuer_id", "sid"),
    Index("ix_sessions_issuer_id_subject", "issuer_id", "subject"),
)

# Ids of back-channel logout tokens already taken, so that a replay does nothing.
logout_tokens = Table(
    "logout_tokens",
    metadata,
    Column("issuer_id", Identifier, primary_key=True),
    Column("jti", String(255), primary_key=True),
    Column("taken_at", Instant, nullable=False),
)
