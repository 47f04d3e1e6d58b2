"""Room: audit. Compares the columns and the index rows of the log with the bytes they repeat.

The columns and indexes are what people search by, so a changed one hides an entry as well as a removed one would.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import Connection

from coordination.audit import bulk, sequencer, tables
from coordination.audit.findings import Finding
from coordination.audit.lease import Position
from coordination.database.types import microseconds

_SPAN = 12
"""Index rows are summed over 4,096 entries at a time."""
_PAGE = 50_000
_BYTES = (
    "SELECT l.seq, e.bytes FROM leaf l JOIN entry e ON e.id = l.entry AND e.at = l.at WHERE l.seq >= ? AND l.seq < ?"
)
_IDS = 200_000
# One statement, so one moment: the sequencer commits a number and its index rows together.
_BEYOND = "SELECT min(seq) FROM {table} WHERE seq > (SELECT coalesce(max(seq), -1) FROM leaf)"
_INDEXES = (("disclosure", "handle", "who saw this"), ("concern", "program", "whom this concerns"))


def columns(dialect: str) -> str:
    """The columns to select beside the bytes: the time in microseconds, then the texts."""
    at = "e.at" if dialect == "sqlite" else "(extract(epoch FROM e.at) * 1000000)::bigint"
    return f", {at}, " + ", ".join(f"e.{name}" for name in tables.PROJECTED[1:])


class Indexes:
    """Compares columns as rows go by, and sums what the index tables should hold.

    A sum of keyed 64-bit hashes does not depend on order, so neither side has to be sorted or kept in memory; the
    key is fresh, so nobody can have prepared rows that cancel out.
    """

    def __init__(self) -> None:
        self._key = secrets.randbits(62)
        self._sums: dict[str, dict[int, int]] = {table: defaultdict(int) for table, _, _ in _INDEXES}

    def take(self, rows: Iterable[bulk.Row]) -> Finding | None:
        """Compare the columns of some rows with their bytes; the first that differs."""
        key, seen, concerned = self._key, self._sums["disclosure"], self._sums["concern"]
        names = tables.PROJECTED[1:]
        for seq, _, data, at, *rest in rows:
            try:
                entry = json.loads(data)
                same = [entry[name] for name in names] == rest
                same = same and microseconds(datetime.fromisoformat(entry["at"])) == at
            except (KeyError, TypeError, ValueError):
                return Finding(seq=seq, sentence=f"The bytes of entry {seq} are not an entry of the access log.")
            if not same:
                return Finding(seq=seq, sentence=f"The columns of entry {seq} no longer say what its signed bytes say.")
            handles, programs = sequencer.index(entry)
            span = seq >> _SPAN
            seen[span] += sum([hash((key, handle, seq)) for handle in handles])
            concerned[span] += sum([hash((key, program, seq)) for program in programs])
        return None

    def compare(self, connection: Connection, size: int) -> list[Finding]:
        """Compare the index tables with what was summed of the first `size` entries; one finding a table.

        Entries numbered since the walk began are not its business: their index rows are left out, on PostgreSQL they
        may have been committed meanwhile. Rows for an entry that has no number are found whenever they were put in.
        """
        found = []
        for table, column, meaning in _INDEXES:
            ((beyond,),) = bulk.read(connection, _BEYOND.format(table=table))
            if beyond is not None:
                sentence = f"The index of {meaning} names entry {beyond}, which the log does not have."
                found.append(Finding(seq=beyond, sentence=sentence))
                continue
            stored = self._stored(connection, table, column, size)
            expected = self._sums[table]
            every = sorted(stored.keys() | expected.keys())
            spans = [span for span in every if stored.get(span, 0) != expected.get(span, 0)]
            if spans:
                seq = _first_difference(connection, table, column, spans[0] << _SPAN)
                sentence = f"The index of {meaning} was changed for entry {seq}."
                found.append(Finding(seq=seq, sentence=sentence))
        return found

    def _stored(self, connection: Connection, table: str, column: str, size: int) -> dict[int, int]:
        sums: dict[int, int] = defaultdict(int)
        key, last = self._key, bulk.Row(("", -1))
        pair = f"{column}, seq"
        query = f"SELECT {pair} FROM {table} WHERE ({pair}) > (?, ?) ORDER BY {pair} LIMIT {_PAGE}"  # noqa: S608 - our names
        while rows := bulk.read(connection, query, last):
            for name, seq in rows:
                if seq < size:
                    sums[seq >> _SPAN] += hash((key, name, seq))
            last = rows[-1]
        return sums


def _first_difference(connection: Connection, table: str, column: str, first: int) -> int:
    """The first entry of a span whose index rows are not those its bytes ask for."""
    last = first + (1 << _SPAN)
    query = f"SELECT {column}, seq FROM {table} WHERE seq >= ? AND seq < ?"  # noqa: S608 - names of our own tables
    rows = bulk.read(connection, query, (first, last))
    place, span = 0 if table == "disclosure" else 1, bulk.read(connection, _BYTES, (first, last))
    stored, expected = set(rows), {(name, seq) for seq, data in span for name in sequencer.named(data)[place]}
    return min((seq for _, seq in stored ^ expected), default=first)


def unnumbered(connection: Connection, position: Position) -> tuple[int, Sequence[Finding]]:
    """How many entries wait for a number, and a finding when one was passed over (put in behind the sequencer)."""
    ((low, high),) = bulk.read(connection, "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM entry")
    values: tuple[object, ...]
    if connection.dialect.name == "sqlite":
        passed, values = "e.id <= ?", (position.entry,)
    else:
        passed = "(e.id <= ? OR (e.xid, e.id) <= (CAST(CAST(? AS text) AS xid8), ?))"
        values = (position.floor, str(position.xid), position.entry)
    query = (
        f"SELECT count(*), min(CASE WHEN {passed} THEN e.id END) FROM entry e "  # noqa: S608 (our words)
        "WHERE e.id >= ? AND e.id < ? AND NOT EXISTS (SELECT 1 FROM leaf l WHERE l.entry = e.id)"
    )
    waiting, lost = 0, None
    for first in range(low, high + 1, _IDS):
        ((count, row),) = bulk.read(connection, query, (*values, first, first + _IDS))
        waiting, lost = waiting + count, lost if lost is not None else row
    if lost is None:
        return waiting, ()
    sentence = f"Row {lost} of the log has no number although later ones have: it was put in, or its number removed."
    return waiting, (Finding(seq=None, sentence=sentence),)
