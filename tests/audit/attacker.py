"""Room: tests. An attacker who owns the database: switches triggers off, edits any row, recomputes every hash.

What he lacks is the log's signing key and the second path.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from coordination.audit import bulk, sequencer, tables, tree
from coordination.audit.checkpoint import sign
from coordination.audit.entry import Entry, canonical
from coordination.audit.waiting import Found
from coordination.crypto.signing import Signer
from coordination.database.types import microseconds
from tests.audit.ground import ORIGIN


class Attacker:
    """Works inside one transaction of the owner's, which the test rolls back."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sqlite = connection.dialect.name == "sqlite"
        for table in tables.APPEND_ONLY:
            if self.sqlite:
                self.run(f"DROP TRIGGER {table.name}_no_update")
                self.run(f"DROP TRIGGER {table.name}_no_delete")
            else:
                self.run(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")

    def run(self, statement: str, values: Sequence[object] = ()) -> None:
        """One statement with ? for values."""
        mark = "?" if self.sqlite else "%s"
        self.connection.exec_driver_sql(statement.replace("?", mark), tuple(values))

    def drop_unique(self) -> None:
        """Let one entry have two numbers; SQLite needs the table made anew for that."""
        if not self.sqlite:
            self.run("ALTER TABLE leaf DROP CONSTRAINT uq_leaf_entry")
            return
        for statement in (
            "CREATE TABLE other AS SELECT * FROM leaf",
            "DROP TABLE leaf",
            "ALTER TABLE other RENAME TO leaf",
            "CREATE INDEX leaf_seq ON leaf (seq)",
            "CREATE INDEX leaf_entry ON leaf (entry)",
        ):
            self.run(statement)

    def order(self) -> list[int]:
        """The entries' row ids in the order of the log."""
        return [row[0] for row in bulk.read(self.connection, "SELECT entry FROM leaf ORDER BY seq")]

    def at(self, entry: Entry) -> object:
        """The instant as the driver stores it."""
        return microseconds(entry.at) if self.sqlite else entry.at

    def columns(self, entry: Entry) -> dict[str, object]:
        """A whole row that agrees with itself."""
        return {name: getattr(entry, name) for name in tables.PROJECTED} | {
            "at": self.at(entry),
            "bytes": canonical(entry),
        }

    def edit(self, row: int, entry: Entry) -> None:
        """Replace a row's bytes, and every column with them."""
        columns = self.columns(entry)
        places = ", ".join(f"{name} = ?" for name in columns)
        self.run(f"UPDATE entry SET {places} WHERE id = ?", [*columns.values(), row])

    def insert(self, entry: Entry) -> int:
        """Put in a row; its id."""
        columns = self.columns(entry)
        places = ", ".join("?" * len(columns))
        self.run(f"INSERT INTO entry ({', '.join(columns)}) VALUES ({places})", list(columns.values()))
        return int(bulk.read(self.connection, "SELECT max(id) FROM entry")[0][0])

    def rewrite(self, order: Sequence[int], keep_heads: int, forger: Signer | None = None) -> None:
        """Make everything agree with `order`: leaves, nodes, indexes, position. Heads above `keep_heads` go.

        A forger signs new heads with a key of his own, under the log's name.
        """
        at = "at" if self.sqlite else "at::text"
        rows = {row[0]: row for row in bulk.read(self.connection, f"SELECT id, {at}, bytes FROM entry")}
        for table in ("leaf", "node", "disclosure", "concern"):
            self.run(f"DELETE FROM {table}")
        self.run("DELETE FROM checkpoint WHERE size > ?", [keep_heads])
        frontier = tree.Frontier()
        found = [Found(entry=row, xid=0, at=rows[row][1], data=rows[row][2]) for row in order]
        sequencer._write(self.connection, found, frontier)
        self.run("UPDATE sequencer SET size = ?", [len(order)])
        if forger:
            note = sign(forger, ORIGIN, frontier.size, frontier.root()).note
            columns = "(size, root, note, at)"
            moment = 0 if self.sqlite else "2026-01-01T00:00:00Z"
            row = [frontier.size, frontier.root(), note, moment]
            self.run(f"INSERT INTO checkpoint {columns} VALUES (?, ?, ?, ?)", row)
