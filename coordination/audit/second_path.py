"""Room: audit. The second path: a folder outside the database that remembers what was signed.

Two append-only files. `checkpoints` holds the signed notes one after the other (C2SP signed-note, a blank line
between); `leaves` holds every leaf hash under them, 32 bytes each, so that `verify` can name the first bad entry even
after somebody rewrote every hash in the database. Put it on another disk or host than the database.
"""

import os
from io import FileIO
from pathlib import Path
from typing import Final

from coordination.model.errors import Unavailable

HASH_BYTES: Final = 32
_TAIL_BYTES: Final = 65_536


class SecondPath:
    """The folder at the second path. One writer at a time (the sequencer holds the database's lock meanwhile)."""

    __slots__ = ("_checkpoints", "_leaves", "folder")

    def __init__(self, folder: Path) -> None:
        """Use `folder`, made private (0700) when it is new. Raises Unavailable when it cannot be made."""
        self.folder = folder
        self._checkpoints = folder / "checkpoints"
        self._leaves = folder / "leaves"
        try:
            if not folder.exists():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync_folder(folder.parent)
        except OSError as error:
            raise Unavailable("The folder for the signed checkpoints of the access log cannot be made.") from error

    def append(self, first: int, hashes: list[bytes], note: str) -> None:
        """Keep the leaf hashes from number `first` on, then the note that signs them; both on disk on return.

        Hashes that a crash left there without their note are compared, not replaced. Raises Unavailable when the disk
        refuses, or when what lies there already differs: then somebody changed the log after it was written down.
        """
        data = b"".join(hashes)
        try:
            with _opened(self._leaves) as leaves:
                there = os.pread(leaves.fileno(), len(data), first * HASH_BYTES)
                whole = len(there) - len(there) % HASH_BYTES
                if there[:whole] != data[:whole] or os.fstat(leaves.fileno()).st_size < first * HASH_BYTES:
                    raise Unavailable("The access log is not the one that the second path remembers: not signed.")
                _write(leaves.fileno(), data[whole:], first * HASH_BYTES + whole)
            with _opened(self._checkpoints) as checkpoints:
                end = checkpoints.seek(0, os.SEEK_END)
                if _torn(checkpoints.fileno(), end):
                    checkpoints.seek(0)
                    end = _complete(checkpoints.read())[1]
                os.ftruncate(checkpoints.fileno(), end)
                _write(checkpoints.fileno(), note.encode() + b"\n", end)
        except OSError as error:
            raise Unavailable("The second path of the access log cannot be written.") from error

    def notes(self) -> list[str]:
        """Every complete note, oldest first; a note torn by a power cut was never acknowledged and is left out."""
        return _complete(self._checkpoints.read_bytes())[0] if self._checkpoints.exists() else []

    def last_note(self) -> str | None:
        """The newest complete note, or None; reads only the end of the file."""
        if not self._checkpoints.exists():
            return None
        with self._checkpoints.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _TAIL_BYTES))
            tail = file.read()
        if size > _TAIL_BYTES:  # begin at a note: a signature line and a blank line end the one before
            tail = tail[tail.index(b"\n\n", tail.index("\n\n— ".encode()) + 2) + 2 :]
        notes = _complete(tail)[0]
        return notes[-1] if notes else None

    def hashes(self, first: int, last: int) -> list[bytes]:
        """The leaf hashes number first … last-1 that are there."""
        if not self._leaves.exists():
            return []
        with self._leaves.open("rb") as file:
            data = os.pread(file.fileno(), (last - first) * HASH_BYTES, first * HASH_BYTES)
        return [data[at : at + HASH_BYTES] for at in range(0, len(data) - len(data) % HASH_BYTES, HASH_BYTES)]


def _opened(path: Path) -> FileIO:
    """Open for reading and writing, made 0600 when new, the new name on disk too."""
    new = not path.exists()
    file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    if new:
        _sync_folder(path.parent)
    return file


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk: a new file or folder may be gone after a power cut otherwise."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _write(file: int, data: bytes, at: int) -> None:
    """Write all of `data` at an offset and wait until it is on disk."""
    while data:
        written = os.pwrite(file, data, at)
        data, at = data[written:], at + written
    os.fsync(file)


def _torn(file: int, size: int) -> bool:
    """Whether a file of checkpoints of this size does not end with a complete note."""
    return size > 0 and os.pread(file, 2, size - 2) != b"\n\n"


def _complete(data: bytes) -> tuple[list[str], int]:
    """The complete notes of a file and the offset where they end."""
    notes, start = list[str](), 0
    while (middle := data.find(b"\n\n", start)) >= 0 and (end := data.find(b"\n\n", middle + 2)) >= 0:
        notes.append(data[start : end + 1].decode())
        start = end + 2
    return notes, start
