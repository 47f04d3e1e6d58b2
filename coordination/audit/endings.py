"""Room: audit. Endings at the second path: what was stopped, ended or purged, so that no restore brings it back.

The file `endings` is append-only: signed notes one after the other (C2SP signed-note), each with the number of lines
before it, the SHA-256 of the whole file before it, and its lines "kind object microseconds" (or `-`), of some with one
word more.
So a line that was changed, removed or put in is found; only the newest notes could be cut off, and a backup remembers
how far the file went. Ids are random: without the database the file tells nothing about anybody.
"""

import os
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from coordination.audit import tables
from coordination.audit.publication import Press
from coordination.crypto.signing import Signer, Verifier, open_note, sign_note
from coordination.database.types import instant, microseconds
from coordination.model.errors import Invalid, Unavailable

FILE: Final = "endings"
MOST: Final = 2_000
"""Lines in one note; a note has a largest size."""
_CHANGED: Final = "The list of endings at the second path was changed or damaged, so it cannot be relied on."


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One thing that ended. kind: such as "release", "data_key"; at: UTC, None for what was purged.

    more: what a restore needs to put back that the case was closed to somebody (storage/closings.py); has no space.
    """

    kind: str
    object: str
    at: datetime | None
    more: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Endings:
    """A verified file. mark: how far it goes, as a backup remembers it."""

    lines: tuple[Ending, ...]
    marks: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The number of lines and the SHA-256 (base64) of the file so far."""
        return self.marks[-1]

    def after(self, mark: str) -> tuple[Ending, ...]:
        """The lines that came after a mark; Invalid when the file never had it: it was cut short or replaced."""
        if mark not in self.marks:
            sentence = "The list of endings at the second path is not the one this backup knew: it was cut or replaced."
            raise Invalid({FILE: sentence}, sentence)
        return self.lines[int(mark.partition(" ")[0]) :]


def waiting(connection: Connection, most: int = MOST) -> list[tuple[int, Ending]]:
    """What waits in the queue, oldest first, at most `most`."""
    table = tables.endings
    rows = connection.execute(select(table).order_by(table.c.id).limit(most))
    return [(row.id, Ending(kind=row.kind, object=row.object, at=row.at, more=row.more or "")) for row in rows]


def put(connection: Connection, ending: Ending) -> None:
    """Queue one ending, in the transaction in which it ends: for a table whose rows have no trigger that does."""
    row = {"kind": ending.kind, "object": ending.object, "at": ending.at, "more": ending.more or None}
    connection.execute(insert(tables.endings).values(row))


def keep(connection: Connection, press: Press) -> int:
    """Write what waits to the second path and take it off the queue, in a write transaction; how many lines.

    The file first: a crash between leaves a line in it twice, which changes nothing. An absent file is begun, so that
    one that is missing later was removed.
    """
    found, file = waiting(connection), press.second_path.folder / FILE
    if not found and file.exists():
        return 0
    append(file, press.signer, (one for _, one in found))
    table = tables.endings
    connection.execute(delete(table).where(table.c.id.in_([row for row, _ in found])))
    return len(found)


def append(file: Path, signer: Signer, lines: Iterable[Ending]) -> None:
    """Add one note; on disk on return. Raises Unavailable when the disk refuses or the file is not ours."""
    try:
        known = _complete(file.read_bytes()) if file.exists() else []
        mark = _after(known, signer.verifier)
        text = f"{_origin(signer.verifier)}\n{mark}\n" + "".join(f"{_line(one)}\n" for one in lines)
        end, data = sum(map(len, known)), sign_note(text, signer).encode() + b"\n"
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(descriptor, end)  # a note torn by a power cut was never acknowledged
            while data:
                written = os.pwrite(descriptor, data, end)
                data, end = data[written:], end + written
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        _sync_folder(file.parent)
    except OSError as error:
        raise Unavailable("The list of endings at the second path cannot be written.") from error
    except Invalid as error:
        raise Unavailable(error.sentence) from error


def read(folder: Path, verifiers: Iterable[Verifier]) -> Endings | None:
    """The verified list at a second path; None when there is none. Invalid when any of it was changed."""
    file, keys = folder / FILE, list(verifiers)
    if not file.is_file():
        return None
    lines, marks, digest = list[Ending](), [_mark(0, b"")], sha256()
    for note in _complete(file.read_bytes()):
        mark, *rest = _opened(note, keys)
        if mark != marks[-1]:
            raise Invalid({FILE: _CHANGED}, _CHANGED)
        lines += map(_ending, rest)
        digest.update(note)
        marks.append(f"{len(lines)} {b64encode(digest.digest()).decode()}")
    return Endings(lines=tuple(lines), marks=tuple(marks))


def _opened(note: bytes, verifiers: Iterable[Verifier]) -> list[str]:
    """The mark and the lines of a note; Invalid when no key of this log signed it."""
    keys = list(verifiers)
    try:
        head, *rest = open_note(note[:-1], keys).text.splitlines()
    except Invalid as error:
        raise Invalid({FILE: _CHANGED}, _CHANGED) from error
    if head not in map(_origin, keys) or not rest:
        raise Invalid({FILE: _CHANGED}, _CHANGED)
    return rest


def _after(known: list[bytes], verifier: Verifier) -> str:
    """The mark that the next note carries. It hashes all that is there."""
    if not known:
        return _mark(0, b"")
    mark, *rest = _opened(known[-1], [verifier])
    return _mark(int(mark.partition(" ")[0]) + len(rest), b"".join(known))


def _complete(data: bytes) -> list[bytes]:
    """The complete notes of a file, each with the blank line that ends it."""
    parts = data.split(b"\n\n")[:-1]  # text, signature, text, signature, and what is torn
    return [b"%b\n\n%b\n\n" % pair for pair in zip(parts[::2], parts[1::2], strict=False)]


def _origin(verifier: Verifier) -> str:
    return f"{verifier.name}/endings"


def _mark(count: int, data: bytes) -> str:
    return f"{count} {b64encode(sha256(data).digest()).decode()}"


def _line(one: Ending) -> str:
    words = (one.kind, one.object, "-" if one.at is None else str(microseconds(one.at)), one.more)
    return " ".join(word for word in words if word)


def _ending(line: str) -> Ending:
    kind, what, at, *more = line.split(" ")
    return Ending(kind=kind, object=what, at=None if at == "-" else instant(int(at)), more="".join(more))


NOTHING: Final = _mark(0, b"")
"""The mark of a list that has not begun."""


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
