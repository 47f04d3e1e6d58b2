"""Room: audit. Signs the log: reads every new entry back from storage, hashes it again, and only then signs.

A log must never sign a head that contradicts one it signed before (C2SP tlog-checkpoint), and a bit that rotted
between writing and signing would be signed for ever (the CT log Yeti 2022 died of one). So each head is built on the
last one at the second path, from bytes read back; what does not fit is not signed. Test: tests/audit/test_sequencer.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from coordination.audit import bulk, checkpoint, lease, nodes, tables, tree
from coordination.audit.checkpoint import Checkpoint
from coordination.audit.second_path import SecondPath
from coordination.crypto.signing import Signer, Verifier
from coordination.model.errors import Unavailable

_BYTES = (
    "SELECT l.seq, l.hash, e.bytes FROM leaf l JOIN entry e ON e.id = l.entry AND e.at = l.at "
    "WHERE l.seq >= ? AND l.seq < ? ORDER BY l.seq"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What signing needs: the log's origin, its key, the second path, and the keys that signed before this one."""

    origin: str
    signer: Signer
    second_path: SecondPath
    retired: tuple[Verifier, ...] = ()

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """Every key that may have signed this log."""
        return (self.signer.verifier, *self.retired)

    def last(self) -> Checkpoint | None:
        """The newest checkpoint at the second path; Unavailable when it cannot be read, or somebody else signed it."""
        try:
            note = self.second_path.last_note()
        except OSError as error:
            raise Unavailable("The second path of the access log cannot be read.") from error
        try:
            return None if note is None else checkpoint.read(note, self.verifiers, self.origin)
        except ValueError as error:
            raise Unavailable(f"The last checkpoint at the second path cannot be used: {error}.") from error


def sign(connection: Connection, press: Press, now: datetime, most: int) -> Checkpoint | None:
    """Sign the next head, at most `most` entries on, in a write transaction; None when there is nothing new.

    Raises Unavailable when the stored log does not begin with what was signed last. Second path first, database after:
    a crash between leaves the note where it counts, and the next call completes the table.
    """
    last = press.last()
    size = lease.position(connection).size
    frontier = _begun(connection, last, size)
    if last is not None:
        _catch_up(connection, press, last, now)
    if size == frontier.size:
        return None
    first, end = frontier.size, min(size, frontier.size + most)
    heads = _heads(connection, first, end)
    hashes = list[bytes]()
    for digest in _reread(connection, first, end):
        frontier.append(digest)
        hashes.append(digest)
        if frontier.size in heads and frontier.root() != heads[frontier.size]:
            raise Unavailable(f"The access log is not the one signed at {frontier.size} entries; nothing was signed.")
    signed = checkpoint.sign(press.signer, press.origin, end, frontier.root())
    press.second_path.append(first, hashes, signed.note)
    _complete(connection, signed, now)
    return signed


def _begun(connection: Connection, last: Checkpoint | None, size: int) -> tree.Frontier:
    """The frontier at the last signed head, proven to be that head."""
    if last is None:
        return tree.Frontier()
    if size < last.size:
        said = f"The access log has {size} entries, but {last.size} were signed"
        raise Unavailable(f"{said}: the database was rolled back.")
    try:
        frontier = nodes.frontier(connection, last.size)
    except LookupError as error:
        raise Unavailable("The access log lacks entries that were signed; nothing was signed.") from error
    if frontier.root() != last.root:
        raise Unavailable(f"The access log is not the one signed at {last.size} entries; nothing was signed.")
    return frontier


def _reread(connection: Connection, first: int, end: int) -> Iterator[bytes]:
    """The leaf hashes first … end-1, computed anew from the entries' bytes and equal to the stored ones."""
    expected = first
    for seq, stored, data in bulk.read(connection, _BYTES, (first, end)):
        digest = tree.leaf_hash(data)
        if seq != expected or digest != stored:
            raise Unavailable(f"Entry {expected} of the access log changed in storage before it was signed.")
        expected += 1
        yield digest
    if expected != end:
        raise Unavailable(f"Entry {expected} of the access log is missing in storage; nothing was signed.")


def _heads(connection: Connection, first: int, end: int) -> dict[int, bytes]:
    """Roots already signed in the table beyond the second path (another host may have signed them)."""
    table = tables.checkpoint
    query = select(table.c.size, table.c.root).where(table.c.size > first, table.c.size <= end)
    return {row.size: row.root for row in connection.execute(query)}


def _catch_up(connection: Connection, press: Press, last: Checkpoint, now: datetime) -> None:
    """Have the table know every newer checkpoint of the second path: crashes in a row may have left several there."""
    stored = connection.execute(select(func.max(tables.checkpoint.c.size))).scalar() or 0
    if last.size <= stored:
        return
    for note in press.second_path.notes():
        signed = checkpoint.read(note, press.verifiers, press.origin)
        if signed.size > stored:
            _complete(connection, signed, now)


def _complete(connection: Connection, signed: Checkpoint, now: datetime) -> None:
    """Have the table know a checkpoint too."""
    table = tables.checkpoint
    if connection.execute(select(table.c.size).where(table.c.size == signed.size)).first() is None:
        row = {"size": signed.size, "root": signed.root, "note": signed.note, "at": now}
        connection.execute(insert(table), row)
