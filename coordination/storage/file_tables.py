"""Room: storage. The tables of files: one row a file, and its content in parts; and the scans of papers.

In plain: ids, program, type, state and times. What it is called, its kind and its size lie in `body`, and the content
in its parts: envelopes under the data key of the record it belongs to.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

record_files = Table(
    "record_files",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
    Column("information_type", String(64), nullable=False),
    Column("first_id", Identifier, ForeignKey("records.id"), nullable=False),  # the record, in all of its versions
    Column("author_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("withdrawn_at", Instant),
    Column("withdrawn_by", Identifier),
    Column("withdrawn_reason", String(32)),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),
    Index("ix_record_files_first_id", "first_id"),
    info=net(Net.SEALED),
)

record_file_parts = Table(
    "record_file_parts",
    metadata,
    Column("file_id", Identifier, ForeignKey("record_files.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("body", Bytes, nullable=False),
    info=net(Net.SEALED),
)


def _scans(name: str, paper: str, papers: str) -> Table:
    """The scans of papers of one kind, in sealed parts; which paper each belongs to is all that is said in plain."""
    return Table(
        name,
        metadata,
        Column(paper, Identifier, ForeignKey(f"{papers}.id"), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
        Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),
        Column("key_id", Identifier, nullable=False),
        Column("body", Bytes, nullable=False),
        info=net(Net.SEALED),
    )


release_scans = _scans("release_scans", "release_id", "releases")
authority_scans = _scans("authority_scans", "authority_id", "authorities")
