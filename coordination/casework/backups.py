"""Room: casework. Make a backup: one instant of the whole hub, encrypted to named recipients, under a signed manifest.

Two files: the rows, and apart from them the wrapped keys, so that these can be kept elsewhere and for less time. The
root key is in neither: whoever holds both files and a recipient's key still reads nothing that anybody wrote. The entry
about a backup comes before its first byte, and so lies in it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from coordination.audit import endings
from coordination.casework import backup_manifest
from coordination.casework.desk import Desk, Noted
from coordination.casework.operating import snapshot
from coordination.crypto import archive
from coordination.crypto.signing import Signer
from coordination.model.action import Action
from coordination.model.backup import BackupFile, Manifest
from coordination.model.errors import Misconfigured
from coordination.model.ids import new_id
from coordination.settings import Settings
from coordination.storage import backup_rows
from coordination.storage.backup_rows import Progress
from coordination.storage.cabinet import Cabinet

LAST = "last-backup"  # in the data folder: the newest manifest, for `doctor`
ROWS, KEYS, MANIFEST = ".rows.age", ".keys.age", ".manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Where a backup lies."""

    manifest: Path
    rows: Path
    keys: Path


def make(
    desk: Desk, settings: Settings, to: Path, keys_to: Path, recipients: Sequence[str], progress: Progress
) -> Made:
    """Write a backup of this instant while everybody works on; logged. recipients: public keys of age (`age1…`).

    Raises Invalid on a recipient that is none, Misconfigured when a folder cannot be written; nothing is left then.
    """
    chosen, signer = archive.recipients(recipients), Signer.open(settings.signing_key_file)
    backup_id, now = new_id(), desk.now
    # Before the snapshot: what ends meanwhile comes after this mark, and is applied again by a restore.
    known = endings.read(settings.checkpoint_copy, [signer.verifier])
    desk.note_system(Action.BACKUP_MAKE, Noted(reason="command_line", purpose=f"backup:{backup_id}"))
    stem = f"coordination-{now:%Y%m%dT%H%M%SZ}-{backup_id[:8]}"
    made = Made(manifest=to / (stem + MANIFEST), rows=to / (stem + ROWS), keys=keys_to / (stem + KEYS))
    with _whole(made) as parts, snapshot(desk) as cabinet:
        entries_and_leaves = backup_rows.facts_of_sizes(cabinet)[::-1]
        revision = backup_rows.facts_of_revision(cabinet)
        rows = _write(parts.rows, _lines(cabinet, backup_id, progress, keys=False), chosen, made.rows.name)
        keys = _write(parts.keys, _lines(cabinet, backup_id, progress, keys=True), chosen, made.keys.name)
        manifest = Manifest(
            id=backup_id,
            at=now,
            engine=cabinet.connection.dialect.name,
            revision=revision,
            entries=entries_and_leaves[0],
            leaves=entries_and_leaves[1],
            endings=known.mark if known else endings.NOTHING,
            rows=rows,
            keys=keys,
        )
        note = backup_manifest.written(manifest, signer)
        with _new(parts.manifest) as file:
            file.write(note.encode())
    (settings.home / LAST).write_text(note, encoding="utf-8")
    return made


def _lines(cabinet: Cabinet, backup_id: str, progress: Progress, *, keys: bool) -> Iterator[bytes]:
    """A first line that says what this is, the rows, and a last line that says how many lines came before."""
    part, count = "keys" if keys else "rows", 0
    yield json.dumps({"backup": backup_id, "part": part}).encode() + b"\n"
    block = list[str]()
    for line in backup_rows.pour(cabinet, keys=keys, progress=progress):
        count += 1
        block.append(line)
        if len(block) == backup_rows.BATCH:
            yield "".join(block).encode()
            block.clear()
    yield "".join(block).encode() + json.dumps({"end": count}).encode() + b"\n"


def _write(path: Path, pieces: Iterator[bytes], to: Sequence[object], name: str) -> BackupFile:
    with _new(path) as file:
        counted = _Counted(file)
        archive.write(pieces, cast("BinaryIO", counted), to)
    return BackupFile(name=name, size=counted.size, digest=counted.digest.hexdigest())


class _Counted:
    """A file that remembers the hash and the number of what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.digest, self.size = file, sha256(), 0

    def write(self, data: bytes) -> int:
        """Write it, and remember."""
        self.digest.update(data)
        self.size += len(data)
        return self._file.write(data)

    def flush(self) -> None:
        """As a file does."""
        self._file.flush()


@contextmanager
def _new(path: Path) -> Iterator[BinaryIO]:
    """A new private file (0600), on disk at the end."""
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _whole(made: Made) -> Iterator[Made]:
    """The files under other names, which they give up once all are whole; the manifest last."""
    there = (made.rows, made.keys, made.manifest)
    parts = [path.with_name(path.name + ".part") for path in there]
    try:
        for folder in {path.parent for path in there}:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        yield Made(rows=parts[0], keys=parts[1], manifest=parts[2])
        for part, path in zip(parts, there, strict=True):
            part.replace(path)
    except OSError as error:
        raise Misconfigured(f"The backup cannot be written: {error.strerror}.") from error
    finally:
        for part in parts:
            part.unlink(missing_ok=True)
