"""Room: tests. Writes many rows fast into both engines from the same tuples: COPY, or executemany on SQLite.

A row is a tuple in the order of the table's columns; an instant is whole microseconds since 1970 (UTC).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import psycopg
from sqlalchemy import Boolean, Table

from coordination.database.types import Bytes, Instant, instant
from tests.databases import Databases

Row = Sequence[Any]
_texts: dict[int, str] = {}


class Filler:
    """One database being filled, all in one transaction without foreign keys; `close` commits."""

    def __init__(self, databases: Databases) -> None:
        self._sqlite: sqlite3.Connection | None = None
        self._postgres: psycopg.Connection | None = None
        if databases.kind == "sqlite":
            self._sqlite = sqlite3.connect(databases.app.removeprefix("sqlite:///"), isolation_level=None)
            for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -600000", "temp_store = MEMORY"):
                self._sqlite.execute(f"PRAGMA {pragma}")
            self._sqlite.execute("BEGIN IMMEDIATE")
        else:
            dsn = databases.superuser.replace("postgresql+psycopg://", "postgresql://")
            self._postgres = psycopg.connect(dsn)
            # As in a dump's restore: no trigger looks at the rows, so no foreign key is checked a million times.
            self._postgres.execute("SET session_replication_role = replica")

    def write(self, table: Table, rows: Sequence[Row]) -> None:
        """Add these rows."""
        if not rows:
            return
        if self._sqlite is not None:
            places = ", ".join("?" * len(table.columns))
            named = ", ".join(f'"{column.name}"' for column in table.columns)  # a column of a migration lies last
            self._sqlite.executemany(f"INSERT INTO {table.name} ({named}) VALUES ({places})", rows)
        elif self._postgres is not None:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            text = _copy_text(table)
            with self._postgres.cursor() as cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
                copy.write("".join(map(text, rows)))

    def close(self) -> None:
        """Commit, tidy, and let go: what a database that has been in use for a year would have done by itself."""
        if self._sqlite is not None:
            self._sqlite.execute("COMMIT")
            self._sqlite.execute("PRAGMA synchronous = FULL")
            self._sqlite.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._sqlite.close()
        elif self._postgres is not None:
            self._postgres.commit()
            self._postgres.autocommit = True
            self._postgres.execute("VACUUM ANALYZE")
            self._postgres.execute("CHECKPOINT")
            self._postgres.close()

    def run(self, statements: Iterable[str]) -> None:
        """Run some statements in the same transaction."""
        for statement in statements:
            if self._sqlite is not None:
                self._sqlite.execute(statement)
            elif self._postgres is not None:
                self._postgres.execute(statement.encode())


def _copy_text(table: Table) -> Callable[[Row], str]:
    """How a row of this table is written for COPY."""
    kinds: Mapping[type, Callable[[Any], str]] = {Instant: _instant, Bytes: _bytes, Boolean: _truth}
    writers = [
        next((kinds[kind] for kind in kinds if isinstance(column.type, kind)), _text) for column in table.columns
    ]

    def write(row: Row) -> str:
        pairs = zip(writers, row, strict=True)
        return "\t".join(["\\N" if value is None else writer(value) for writer, value in pairs]) + "\n"

    return write


def _instant(count: int) -> str:
    """The few instants there are get written once."""
    if count not in _texts:
        _texts[count] = instant(count).isoformat()
    return _texts[count]


def _text(value: object) -> str:
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _bytes(data: bytes) -> str:
    return f"\\\\x{data.hex()}"


def _truth(value: object) -> str:
    return "t" if value else "f"
