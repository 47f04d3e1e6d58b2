"""Room: audit. The tables of the access log, on both engines.

`entry` holds the canonical bytes as they were hashed, and columns that repeat some of them for searching; rows are
never changed. `leaf` numbers entries in their final order; `node` keeps every 256th interior hash; `disclosure` and
`concern` are the indexes of "who saw this" and of the agency auditor; `checkpoint` the signed notes; `sequencer` the
one row of the lease. On PostgreSQL `entry` is partitioned by month and carries its transaction (see postgresql.py).
`endings` is no part of the log, but waits to go to the same second path.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Identity, Integer, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.types import Bytes, Instant

_BIG = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives a growing number only to a column declared INTEGER."""

# INVARIANT: every column but `id` and `bytes` repeats a field of the bytes; PROJECTED lists them and `verify` compares.
entry: Final = Table(
    "entry",
    metadata,
    Column("id", _BIG, Identity(always=True), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("program", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", String(64), nullable=False),
    Column("session", String(64), nullable=False),
    Column("bytes", Bytes, nullable=False),
    comment="The access log. Written once, never changed; the columns repeat the bytes.",
    sqlite_autoincrement=True,
)
PROJECTED: Final = ("at", "actor", "kind", "program", "action", "outcome", "reason", "session")

leaf: Final = Table(
    "leaf",
    metadata,
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    Column("entry", _BIG, nullable=False, unique=True),
    Column("at", Instant, nullable=False),
    Column("hash", Bytes, nullable=False),
    comment="The final order: leaf number, entry, RFC 6962 leaf hash. `at` finds the month of the entry.",
)

node: Final = Table(
    "node",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("place", _BIG, primary_key=True, autoincrement=False),
    Column("hash", Bytes, nullable=False),
    comment="Interior hashes at levels 8, 16, 24… A cache: proofs are checked against signed roots.",
)

disclosure: Final = Table(
    "disclosure",
    metadata,
    Column("handle", String(64), primary_key=True),
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    comment="Which entries name a handle: who saw this child.",
    sqlite_with_rowid=False,
)

concern: Final = Table(
    "concern",
    metadata,
    Column("program", String(64), primary_key=True),
    Column("seq", _BIG, primary_key=True, autoincrement=False),
    comment="Which entries a program acted in, or had its information shown in.",
    sqlite_with_rowid=False,
)

checkpoint: Final = Table(
    "checkpoint",
    metadata,
    Column("size", _BIG, primary_key=True, autoincrement=False),
    Column("root", Bytes, nullable=False),
    Column("note", Text, nullable=False),
    Column("at", Instant, nullable=False),
    comment="Signed tree heads as C2SP tlog-checkpoint notes; each also lies at the second path.",
)

sequencer: Final = Table(
    "sequencer",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("size", _BIG, nullable=False),
    Column("xid", _BIG, nullable=False),
    Column("entry", _BIG, nullable=False),
    Column("floor", _BIG, nullable=False),
    Column("holder", String(64), nullable=False),
    Column("until", Instant),
    comment="One row: how many leaves, the last entry numbered (and its transaction), who holds the lease.",
)

endings: Final = Table(
    "endings",
    metadata,
    Column("id", _BIG, Identity(always=True), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("object", String(32), nullable=False),
    Column("at", Instant),
    Column(
        "more", Text
    ),  # of what closes a case to somebody (storage/closings.py): ids and coded words, joined by dots
)
"""A queue, filled by triggers and by endings.put: what ended, until the sequencer has written it to the second path."""

APPEND_ONLY: Final = (entry, leaf, node, disclosure, concern, checkpoint)
"""Tables whose rows no role may change or remove."""
TABLES: Final = (*APPEND_ONLY, sequencer, endings)
