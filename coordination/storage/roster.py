"""Room: storage. The roster's tables: agencies, programs, issuers, people and their appointments.

Roster data is not protected content; who serves which child is, and that lives elsewhere.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, Text, UniqueConstraint

from coordination.database.metadata import metadata
from coordination.database.types import Bytes, Identifier, Instant

agencies = Table(
    "agencies",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("slug", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("government", Boolean, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    # The agreements it signed, ended ones too, as storage/program_facts reads them; written with the agreement itself.
    Column("agreements", Text, nullable=False, default="", server_default=""),
)

programs = Table(
    "programs",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), nullable=False, index=True),
    Column("slug", String(64), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("partner_type", String(64), nullable=False),
    Column("regimes", Text, nullable=False),  # slugs joined by one space
    Column("jurisdictions", Text, nullable=False),  # slugs joined by one space
    Column("confidential", Boolean, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("protocols", Text, nullable=False, default="", server_default=""),  # storage/protocols.py
    # The operator instruments on file, lapsed ones too (storage/instruments.py). INVARIANT: "" is: none, so not live.
    Column("instruments", Text, nullable=False, default="", server_default=""),
)

issuers = Table(
    "issuers",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("url", String(400), nullable=False, unique=True),
    Column("name", String(200), nullable=False),
    Column("client_id", String(200), nullable=False),
    Column("client_secret", Bytes),  # sealed under the root; empty for a public client
    Column("algorithms", String(200), nullable=False),  # joined by one space, pinned
    Column("mfa_acr", Text, nullable=False),  # acr values that prove a second factor, joined by one space
    Column("mfa_amr", Text, nullable=False),
    Column("step_up_acr", String(200), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
)

# An issuer speaks only for the agencies listed for it (security.md T12).
issuer_agencies = Table(
    "issuer_agencies",
    metadata,
    Column("issuer_id", Identifier, ForeignKey("issuers.id"), primary_key=True),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), primary_key=True),
)

people = Table(
    "people",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("issuer_id", Identifier, ForeignKey("issuers.id"), nullable=False),
    Column("subject", String(255), nullable=False),
    Column("name", String(200), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    UniqueConstraint("issuer_id", "subject"),
)

appointments = Table(
    "appointments",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False, index=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("role", String(32), nullable=False),
    Column("title", String(120), nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    # The region of a liaison: counties and states joined by one space, "" for everybody else (policy/acts.py).
    Column("oversees", String(4000), nullable=False, server_default=""),
    Index("ix_appointments_program_id_role", "program_id", "role"),
)
