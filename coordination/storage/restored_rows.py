"""Room: storage. Rows of a backup put into an empty database, in the caller's one transaction.

What ended or was purged after the backup was made stays so: its rows are changed, or left out, on the way in; what
closed a case to somebody since is set again (closings.py, restaged.py). Every session has ended. A row that points to
another of its own table waits for that one.
"""

from __future__ import annotations

import json
from base64 import b64decode
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, text, update

from coordination.audit import bulk
from coordination.audit import tables as log
from coordination.audit.endings import Ending
from coordination.database.types import instant, microseconds
from coordination.model.errors import Invalid, Misconfigured, Unavailable
from coordination.storage import closings, ended_since, restaged
from coordination.storage.backup_rows import at_once, guarded, known_tables, name_cases, sealed
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import holdings
from coordination.storage.file_tables import record_files
from coordination.storage.record_tables import DESTROYED, agency_keys, data_keys, drafts, records
from coordination.storage.sessions import sessions
from coordination.storage.staging_endings import EVENT

RESTORED = "restored"
# The column that says when a thing of this kind ended, by its table.
ENDED = {
    "agencies": ("agency", "until"),
    "agreements": (ended_since.AGREEMENT, "ended_at"),
    "appointments": ("appointment", "until"),
    "authorities": ("authority", "ended_at"),
    "emergencies": ("emergency", "ended_at"),
    "issuers": ("issuer", "until"),
    "memberships": ("membership", "until"),
    "people": ("person", "until"),
    "places": ("place", "until"),
    "program_instruments": (ended_since.INSTRUMENT, "ended_at"),
    "programs": ("program", "until"),
    "record_files": ("file", "withdrawn_at"),
    "records": ("record", "withdrawn_at"),
    "releases": ("release", "revoked_at"),
    "staging_entries": (EVENT, "withdrawn_at"),
}
PURGED = {"agency_keys": ("agency_key", "agency_id"), "data_keys": ("data_key", "id")}
_OTHER = "This backup was made by another version of the hub: its tables are not those of this one."


class Inlet:
    """Takes lines and writes rows. counts: rows by table. kept_shut: what the endings closed, by kind."""

    def __init__(self, cabinet: Cabinet, endings: Iterable[Ending]) -> None:
        self._cabinet = cabinet
        self._tables = {table.name: table for table in known_tables(cabinet)}
        self._endings = tuple(endings)
        self._ended = {(one.kind, one.object): one.at for one in self._endings}
        self._agencies: dict[str, bytes] = {}
        self._there: dict[str, set[str]] = defaultdict(set)
        self._held: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
        self._table: Table | None = None
        self._columns: list[str] = []
        self._batch: list[dict[str, Any]] = []
        self._purged: list[tuple[str, str, str]] = []
        self._kept: set[tuple[str, str, str]] = set()
        self.counts: Counter[str] = Counter()
        self.kept_shut: Counter[str] = Counter()

    def take(self, line: bytes) -> None:
        """One line of `backup_rows.pour`."""
        found = json.loads(line)
        if isinstance(found, dict):
            self.flush()
            table, self._columns = self._tables.get(found["table"]), found["columns"]
            extra = {"xid"} if found["table"] == log.entry.name else set()
            if table is None or not set(self._columns) - extra <= {column.name for column in table.columns}:
                raise Misconfigured(_OTHER)
            self._table = table
            return
        row = self._changed(dict(zip(self._columns, map(_value, found), strict=True)))
        if row is not None:
            self._batch.append(row)
        if self._table is not None and len(self._batch) >= at_once(self._table):
            self.flush()

    def flush(self) -> None:
        """Write what was taken."""
        if self._table is None:
            return
        table, rows, self._batch = self._table, self._batch, []
        pointer = _pointer(table)
        if pointer is not None:
            rows = self._ordered(table, pointer, rows)
        if rows:
            self._write(table, rows)
            self.counts[table.name] += len(rows)

    def finish(self) -> None:
        """After the last line: nothing may be held back, and the counters of the database go on after the rows."""
        self.flush()
        if any(self._held.values()):
            raise Invalid({"backup": _OTHER}, _OTHER)
        connection = self._cabinet.connection
        self._let_go()
        self.kept_shut += closings.close_again(self._cabinet, self._endings)
        self.kept_shut += restaged.close_again(self._cabinet, self._endings)
        ended_since.close_again(self._cabinet, self._endings)
        if connection.dialect.name != "postgresql":
            return
        identities = connection.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE is_identity = 'YES' AND table_schema = current_schema()"
            )
        ).all()
        for name, column in identities:
            if name in self._tables:  # a partition shares its parent's
                connection.execute(
                    text(
                        f"SELECT setval(pg_get_serial_sequence('{name}', '{column}'), "  # noqa: S608 - names of our tables
                        f"greatest(1, (SELECT coalesce(max({column}), 1) FROM {name})))"
                    )
                )

    def _let_go(self) -> None:
        """What lay under purged keys is gone too: nobody is told that a program has what nothing opens any more."""
        connection, now = self._cabinet.connection, self._cabinet.now
        for case_id, kind, program_id in sorted(set(self._purged) - self._kept):
            if connection.dialect.name == "postgresql":
                name_cases(connection, [case_id])
            for table in (holdings, drafts, records, record_files):
                columns = table.c.case_id, table.c.information_type, table.c.program_id
                chosen = [column == value for column, value in zip(columns, (case_id, kind, program_id), strict=True)]
                if table in (holdings, drafts):
                    connection.execute(delete(table).where(*chosen))
                    continue
                connection.execute(update(table).where(*chosen).values(withdrawn_reason=DESTROYED))
                still = table.c.withdrawn_at.is_(None)
                connection.execute(update(table).where(*chosen, still).values(withdrawn_at=now))

    def _changed(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """A row as it goes in; None for one that was purged."""
        name = self._table.name if self._table is not None else ""
        if name in PURGED:
            kind, key = PURGED[name]
            if (kind, row[key]) in self._ended:
                self.kept_shut[kind] += 1
                if name == data_keys.name:
                    self._purged.append(_of_key(row))
                return None
            self._opens(name, row)
            if name == data_keys.name:
                self._kept.add(_of_key(row))
        elif name in ENDED:
            kind, column = ENDED[name]
            at = self._ended.get((kind, row["id"]))
            if at is not None and row[column] is None:
                self.kept_shut[kind] += 1
                row[column] = at
        elif name == sessions.name and row["ended_at"] is None:
            row |= {"ended_at": self._cabinet.now, "ended_reason": RESTORED, "id_token": None}
        elif name == log.sequencer.name:
            row |= {"holder": "", "until": None}
        return row

    def _opens(self, name: str, row: Mapping[str, Any]) -> None:
        """Every wrapped key must open under the root that is here, or nothing is restored at all."""
        keyring = self._cabinet.keyring
        try:
            if name == agency_keys.name:
                self._agencies[row["agency_id"]] = row["wrapped"]
                keyring.check_agency_key(row["agency_id"], row["wrapped"])
            elif name == data_keys.name:
                agency = self._agencies.get(row["agency_id"], b"")
                keyring.open_data_key(row["agency_id"], agency, row["id"], row["wrapped"])
        except Unavailable as error:
            sentence = "The root key of this hub does not open the keys of this backup: put the root of that time here."
            raise Misconfigured(sentence) from error

    def _ordered(self, table: Table, pointer: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Rows whose target is there; the others wait for it."""
        there, ready = self._there[table.name], list[dict[str, Any]]()
        waiting = rows
        while waiting:
            row = waiting.pop(0)
            if row[pointer] is not None and row[pointer] not in there:
                self._held[table.name, row[pointer]].append(row)
                continue
            ready.append(row)
            there.add(row["id"])
            waiting += self._held.pop((table.name, row["id"]), [])
        return ready

    def _write(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        connection = self._cabinet.connection
        dialect = connection.dialect.name
        columns, entries = list(self._columns), table.name == log.entry.name
        if entries and dialect == "sqlite" and "xid" in columns:
            columns.remove("xid")
        if entries and dialect == "postgresql" and "xid" not in columns:
            # From SQLite, where row numbers are the order: 0 lets them come before any transaction of this server.
            columns, rows = [*columns, "xid"], [{**row, "xid": 0} for row in rows]
        values = [tuple(_native(row[name], dialect) for name in columns) for row in rows]
        if sealed(connection, table):
            name_cases(connection, sorted({row["case_id"] for row in rows}))
        if guarded(connection, table):
            bulk.insert(connection, table.name, columns, values)
        else:
            bulk.write(connection, table.name, columns, values)


def _pointer(table: Table) -> str | None:
    """The column by which a row points to another of its own table."""
    found = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    return str(found[0]) if found else None


def _of_key(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """The case, type and program that a data key is for."""
    return row["case_id"], row["information_type"], row["program_id"]


def _value(value: object) -> object:
    if isinstance(value, dict):
        return b64decode(value["b"]) if "b" in value else instant(value["t"])
    return value


def _native(value: object, dialect: str) -> object:
    if dialect == "sqlite" and isinstance(value, datetime):
        return microseconds(value)
    return value
