"""Room: storage. The table of suspensions of an accounting: which recipient is not told of, and until when.

In plain: ids, the recipient's key and times. Who said so lies sealed, under the data key of the owning program.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, String, Table

from coordination.database.metadata import metadata
from coordination.database.net import Net, net
from coordination.database.types import Bytes, Identifier, Instant

disclosure_suspensions = Table(
    "disclosure_suspensions",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("case_id", Identifier, ForeignKey("cases.id"), nullable=False),
    Column("program_id", Identifier, ForeignKey("programs.id"), nullable=False),  # whose accounting it narrows
    Column("recipient", String(96), nullable=False),
    Column("how", String(16), nullable=False),  # oral, written or subpoena
    Column("stated_at", Instant, nullable=False),
    Column("until", Instant),
    Column("recorded_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("recorded_at", Instant, nullable=False),
    Column("lifted_at", Instant),
    Column("lifted_by", Identifier, ForeignKey("people.id")),
    Column("key_id", Identifier, nullable=False),
    Column("body", Bytes, nullable=False),  # the official's name and office
    Index("ix_disclosure_suspensions_case_id", "case_id"),
    info=net(Net.KNOWN),
)
