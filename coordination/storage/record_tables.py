"""Room: storage. The tables of protected content: records, drafts, releases, requests, and the wrapped keys.

In plain: only ids, program, type, form, state and times. Everything anybody wrote is in `body`, an envelope under the
data key of (case, information type, owning program).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, ForeignKey, FromClause, Index, Integer, String, Table, and_, or_

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

DESTROYED = "destroyed"
"""Why a record or file is withdrawn, or a release stopped, when its key was purged."""

agency_keys = Table(
    "agency_keys",
    metadata,
    Column("agency_id", Identifier, ForeignKey("agencies.id"), primary_key=True),
    Column("wrapped", Bytes, nullable=False),
    Column("made_at", Instant, nullable=False),
)

data_keys = Table(
    "data_keys",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("information_type", String(64), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("agency_id", Identifier, ForeignKey("agencies.id"), nullable=False),
    Column("wrapped", Bytes, nullable=False),
    Column("made_at", Instant, nullable=False),
    Index("uq_data_keys_case", "case_id", "information_type", "program_id", unique=True),
    sqlite_with_rowid=False,
    info=net(Net.SEALED),
)

records = Table(
    "records",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("information_type", String(64), nullable=False),
    Column("form", String(64), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("first_id", Identifier, nullable=False),  # the record this is a version of; its own id when it is the first
    Column("corrects", Identifier, ForeignKey("records.id"), unique=True),  # two corrections of one record collide here
    Column("current", Boolean, nullable=False),
    Column("author_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("filed_at", Instant, nullable=False),  # recorded
    Column("learned_at", Instant),
    Column("happened_at", Instant),
    Column("happened_precision", String(16), nullable=False),  # instant, day, month or unknown
    Column("happened_zone", String(64), nullable=False),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", Identifier),
    Column("withdrawn_reason", String(32)),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    Index("ix_records_case_id_program_id_information_type", "case_id", "program_id", "information_type"),
    Index("ix_records_first_id", "first_id"),
    info=net(Net.SEALED),
)

drafts = Table(
    "drafts",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("information_type", String(64), nullable=False),
    Column("author_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("form", String(64), nullable=False),
    Column("form_version", Integer, nullable=False),
    Column("corrects", Identifier),
    Column("saved_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    Index("ix_drafts_author_id", "author_id"),
    info=net(Net.AUTHOR),
)

releases = Table(
    "releases",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False, index=True),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # the sharing program
    Column("purpose", String(64), nullable=False),
    Column("starts_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("ends_at_majority", Instant, index=True),  # 18th birthday, where somebody signed for a minor; or not known
    Column("signers_suffice", Boolean, nullable=False),
    Column("signers_encoded", Boolean, nullable=False),  # False: this regime's signer rules are "not encoded"
    Column("names_hub", Boolean, nullable=False),
    Column("recorded_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    Column("revoked_by", Identifier),
    Column("revoked_how", String(16)),  # oral or written
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),  # signers, statements, the paper's own words
    Index("ix_releases_program_id_case_id", "program_id", "case_id"),
    Index("ix_releases_expires_at", "expires_at"),  # for storage/alarm_rows
    info=net(Net.ABOUT),
)

release_recipients = Table(
    "release_recipients",
    metadata,
    Column("release_id", Identifier, ForeignKey("releases.id"), primary_key=True),
    Column("recipient_id", Identifier, primary_key=True),  # a program or an agency
    Column("recipient_kind", String(16), nullable=False),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    info=net(Net.ABOUT),
)

release_types = Table(
    "release_types",
    metadata,
    Column("release_id", Identifier, ForeignKey("releases.id"), primary_key=True),
    Column("information_type", String(64), primary_key=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Index("ix_release_types_case_id_information_type", "case_id", "information_type"),
    info=net(Net.ABOUT),
)

# Asking a program's supervisor to open a locked type.
requests = Table(
    "requests",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # the owning program that is asked
    Column("information_type", String(64), nullable=False),
    Column("asking_program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("asked_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("asked_at", Instant, nullable=False),
    Column("purpose", String(64), nullable=False),
    Column("answered_at", Instant),
    Column("answered_by", Identifier),
    Column("answer", String(16)),  # release, paper or no
    Index("ix_requests_program_id_answered_at", "program_id", "answered_at"),
    Index("ix_requests_case_id", "case_id"),
    Index("ix_requests_asked_at", "asked_at"),  # for storage/alarm_rows
    info=net(Net.PARTY),
)


def not_ended(source: FromClause, at: Any) -> ColumnElement[bool]:  # noqa: ANN401 - an instant, or its parameter
    """That a release of `source` was not stopped, and has not ended at 18 by `at`, whatever its last day."""
    grown = source.c.ends_at_majority
    return and_(source.c.revoked_at.is_(None), or_(grown.is_(None), grown > at))
