"""Room: audit. Proves that the access log is whole and unchanged, or says where it is not.

Everything is read again: (1) every signature, in the database and at the second path; (2) every entry's bytes, hashed
anew; (3) the tree over them, against every signed root; (4) on demand the columns and indexes that repeat the bytes.
An owner of the database who rewrites entries and recomputes every hash still lacks the signing key and the second path,
so (3) finds it, and the leaf hashes kept at the second path name the entry. Test: tests/audit/test_verify_attacks.py.
"""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import Connection

from coordination.audit import bulk, heads, lease, projections, tree
from coordination.audit.findings import Finding, Progress, Report
from coordination.audit.heads import Heads
from coordination.audit.second_path import SecondPath
from coordination.crypto.signing import Verifier

CHUNK = 32_768
_EXTENT = "SELECT coalesce(min(seq), 0), coalesce(max(seq) + 1, 0), count(*), count(DISTINCT entry) FROM leaf"
_NODES = "SELECT level, place, hash FROM node ORDER BY level, place"
# The span of row ids lets the database read one stretch of entries for one stretch of leaves. It is the span that these
# leaves name, so it changes no answer.
_ENTRIES = (
    "SELECT l.seq, l.hash, e.bytes{columns} FROM leaf l LEFT JOIN entry e ON e.id = l.entry AND e.at = l.at "
    "AND e.id >= (SELECT min(entry) FROM leaf WHERE seq >= ? AND seq < ?) "
    "AND e.id <= (SELECT max(entry) FROM leaf WHERE seq >= ? AND seq < ?) "
    "WHERE l.seq >= ? AND l.seq < ? ORDER BY l.seq"
)
_MERGE = "SELECT set_config('enable_nestloop', 'off', true)"
"""On PostgreSQL, for the rest of the transaction: a lookup per leaf costs twice what joining two stretches does."""


def verify(
    connection: Connection,
    verifiers: Sequence[Verifier],
    origin: str,
    second_path: SecondPath | None,
    *,
    columns: bool = False,
    progress: Progress = lambda _done, _all: None,
) -> Report:
    """Read the whole log and report. `columns` also compares every column and index row with the bytes.

    `verifiers` (the log's keys, a retired one included) and `origin` must come from outside the database. Without a
    second path only the database's own checkpoints are checked, and whoever owns the database can cut the log.
    """
    signed = heads.gather(connection, verifiers, origin, second_path)
    first, size, count, distinct = bulk.read(connection, _EXTENT)[0]
    found = list(signed.findings)
    walk = _Walk(connection, signed, second_path, columns=columns)
    found += walk.run(size, progress)
    if size < signed.last:
        cut = f"{signed.last} entries were signed but only {size} are there"
        sentence = f"{cut}: entries were cut off the end, or the database was rolled back."
        found.append(Finding(seq=size, sentence=sentence))
    if not found and (first or count != size):
        found.append(Finding(seq=None, sentence="The numbers of the entries do not run from 0 without a gap."))
    if distinct != count:
        found.append(Finding(seq=_repeated(connection), sentence="An entry stands in the log under two numbers."))
    waiting, lost = projections.unnumbered(connection, lease.position(connection))
    found += lost
    if not found and walk.nodes() != _nodes_of(connection, size):
        found.append(Finding(seq=None, sentence="The stored interior hashes are not those of the entries."))
    if columns and not found:
        found += walk.indexes.compare(connection, size)
    return Report(size=size, signed=min(signed.last, size), waiting=waiting, findings=tuple(found))


def _nodes_of(connection: Connection, size: int) -> list[bulk.Row]:
    """The stored interior hashes over the first `size` entries; more may have come since the walk began."""
    return [row for row in bulk.read(connection, _NODES) if (row[1] + 1) << row[0] <= size]


def _repeated(connection: Connection) -> int:
    query = "SELECT max(seq) FROM leaf GROUP BY entry HAVING count(*) > 1 ORDER BY 1 LIMIT 1"
    return int(bulk.read(connection, query)[0][0])


class _Walk:
    """One pass over the entries in order; stops at the first bad one."""

    def __init__(self, connection: Connection, signed: Heads, second_path: SecondPath | None, *, columns: bool) -> None:
        self._connection, self._signed, self._second_path, self._columns = connection, signed, second_path, columns
        self._sizes = sorted(signed.roots)
        self._frontier = tree.Frontier()
        self._differs: int | None = None  # first leaf that the second path remembers otherwise
        self._proven = 0
        self.indexes = projections.Indexes()

    def nodes(self) -> list[bulk.Row]:
        """The interior hashes met on the way, in order."""
        return sorted(self._frontier.take_nodes())

    def run(self, size: int, progress: Progress) -> list[Finding]:
        """Read it all; the first fault in order of entries, or nothing."""
        dialect = self._connection.dialect.name
        if dialect == "postgresql":
            bulk.read(self._connection, _MERGE)
        query = _ENTRIES.format(columns=projections.columns(dialect) if self._columns else "")
        spans = [(first, min(size, first + CHUNK)) for first in range(0, size, CHUNK)]
        every = bulk.read_each(self._connection, query, [span * 3 for span in spans])
        for (first, last), rows in zip(spans, every, strict=True):
            fault = self._chunk(first, last, rows)
            if fault:
                return [fault]
            progress(last, size)
        return []

    def _chunk(self, first: int, last: int, rows: Sequence[bulk.Row]) -> Finding | None:
        """(2) and (4) for some rows, then (3). A fault in the bytes ends the chunk there."""
        digests, fault = list[bytes](), None
        for expected, row in enumerate(rows, first):
            seq, stored, data = row[:3]
            if seq != expected:
                word = "stands twice in" if seq < expected else "is missing from"
                at = min(seq, expected)
                fault = Finding(seq=at, sentence=f"Entry {at} {word} the log.")
            elif data is None:
                fault = Finding(seq=seq, sentence=f"The bytes of entry {seq} are gone, or its time was changed.")
            else:
                digest = sha256(b"\x00" + data).digest()
                if digest != stored:
                    fault = Finding(seq=seq, sentence=f"Entry {seq} was changed: its hash is no longer the one kept.")
            if fault:
                break
            digests.append(digest)
        if not fault and len(digests) < last - first:
            fault = Finding(seq=first + len(digests), sentence=f"Entry {first + len(digests)} is missing from the log.")
        earlier = self._prove(first, digests)
        if self._columns and not (fault or earlier):
            earlier = self.indexes.take(rows)
        return earlier or fault

    def _prove(self, first: int, digests: list[bytes]) -> Finding | None:
        """(3) Grow the tree and compare it with every signed root it passes."""
        if self._differs is None and self._second_path:
            outside = self._second_path.hashes(first, first + len(digests))
            if outside != digests[: len(outside)]:
                pairs = enumerate(zip(outside, digests, strict=False), first)
                self._differs = next(seq for seq, (kept, read) in pairs if kept != read)
        start = 0
        while self._sizes and self._sizes[0] <= first + len(digests):
            head = self._sizes.pop(0)
            self._frontier.extend(digests[start : head - first])
            start = head - first
            if self._frontier.root() != self._signed.roots[head]:
                return self._blame(head)
            if self._differs is not None and self._differs < head:
                return self._slander()
            self._proven = head
        self._frontier.extend(digests[start:])
        return None

    def _blame(self, head: int) -> Finding:
        """The tree is not the signed one: name the entry by the second path, else the span between two signatures."""
        if self._differs is not None and self._differs < head:
            said = f"Entry {self._differs} is not the one that was signed"
            return Finding(seq=self._differs, sentence=f"{said}: it was changed, moved, removed or put in.")
        said = f"The entries {self._proven} to {head - 1} are not those that were signed"
        sentence = f"{said}; the second path cannot say which."
        return Finding(seq=self._proven, sentence=sentence)

    def _slander(self) -> Finding:
        """The log is as signed, so it is the second path's own list that was changed."""
        sentence = f"The second path's leaf hash of entry {self._differs} was changed; the log was not."
        return Finding(seq=None, sentence=sentence)
