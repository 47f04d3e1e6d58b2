"""Room: storage. The directory's tables: entries, addresses, services, their search terms, on-call lines, designations.

Nothing here is about a child or a person served, so a row's public id stands for it in the access log. An address lies
in a table of its own, into which a confidential program's never goes.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

directory_entries = Table(
    "directory_entries",
    metadata,
    Column("program_id", Identifier, ForeignKey("programs.id"), primary_key=True),
    Column("about", Text, nullable=False),
    Column("reach", Text, nullable=False),
    Column("business_hours", String(400), nullable=False),
    Column("business_number", String(60), nullable=False),
    Column("after_hours_number", String(60), nullable=False),
    Column("fallback_id", Identifier, ForeignKey("programs.id")),
    Column("verified_at", Instant),
    Column("verified_by", Identifier, ForeignKey("people.id")),
)

directory_addresses = Table(
    "directory_addresses",
    metadata,
    Column("program_id", Identifier, ForeignKey("directory_entries.program_id"), primary_key=True),
    Column("address", String(300), nullable=False),
)

services = Table(
    "services",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False, index=True),
    Column("name", String(200), nullable=False),
    Column("sort", String(80), nullable=False),  # the name as the list is ordered by it
    Column("needs", Text, nullable=False),  # slugs joined by one space, as areas and languages
    Column("areas", Text, nullable=False),
    Column("languages", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("eligibility", Text, nullable=False),
    Column("hours", String(400), nullable=False),
    Column("number", String(60), nullable=False),
    Column("capacity", Integer),
    Column("available", Integer),
    Column("available_at", Instant),
    Column("certification", String(200), nullable=False),
    Column("certified_until", String(10), nullable=False),  # a day, or ""
    Column("certification_kind", String(64), nullable=False, server_default=""),  # a slug of a jurisdiction, or ""
    Column("certification_number", String(80), nullable=False, server_default=""),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Column("verified_at", Instant),
    Column("verified_by", Identifier, ForeignKey("people.id")),
)

# What a search asks for, each term in the order of the list: a page is the beginning of one range of this index.
service_terms = Table(
    "service_terms",
    metadata,
    Column("term", String(120), primary_key=True),
    Column("sort", String(80), primary_key=True),
    Column("service_id", Identifier, ForeignKey("services.id"), primary_key=True, index=True),
)

on_call_lines = Table(
    "on_call_lines",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("roster", String(16), nullable=False),
    Column("person_id", Identifier, ForeignKey("people.id")),
    Column("who", String(200), nullable=False),
    Column("number", String(60), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("ends_at", Instant, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("ended_at", Instant),  # taken off the roster before its time
    Index("ix_on_call_lines_program_id_ends_at", "program_id", "ends_at"),
)

designations = Table(
    "designations",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False, index=True),
    Column("resource", String(32), nullable=False),
    Column("area", String(5), nullable=False),  # a county's code, or a state's letters
    Column("hours", String(400), nullable=False),  # "" is any hour
    Column("rank", Integer, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant),
    Index("ix_designations_resource_area", "resource", "area"),
)
