"""Room: casework. Restore a backup into an empty hub: everything is checked before anything is written.

A restore keeps the purged purged and the revoked revoked: what the second path's list of endings has since the backup
is applied again on the way in, and without that list it refuses. The access log goes on where the backup ends. If more
of it was signed, that is said, and the old second path is set aside, never removed: it proves what is missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from coordination.audit import endings, renewal
from coordination.audit.endings import Ending
from coordination.audit.keeper import press
from coordination.audit.publication import Press
from coordination.casework import backup_manifest
from coordination.casework.desk import Desk, Noted
from coordination.crypto import archive, private_file
from coordination.model.action import Action
from coordination.model.backup import Manifest, Restored
from coordination.model.errors import Conflict, Invalid
from coordination.settings import Settings
from coordination.storage import backup_rows
from coordination.storage.backup_rows import Progress
from coordination.storage.cabinet import Cabinet
from coordination.storage.restored_rows import Inlet


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A backup that may be restored here. given_up: signed entries it lacks; second_path: whether one is there."""

    manifest: Manifest
    rows: Path
    keys: Path
    identities: Sequence[object]
    endings: tuple[Ending, ...]
    given_up: int
    second_path: bool


def check(
    settings: Settings,
    manifest_file: Path,
    keys_folder: Path | None,
    key_file: Path,
    *,
    without_endings: bool,
    give_up: bool,
    progress: Progress,
) -> Checked:
    """Check manifest, both files, key, endings and second path; writes nothing. Raises Invalid, one sentence each."""
    signing = press(settings)
    manifest = backup_manifest.read(manifest_file, signing.verifiers)
    keys_folder = keys_folder or manifest_file.parent
    rows, keys = manifest_file.parent / manifest.rows.name, keys_folder / manifest.keys.name
    identities = archive.identities(private_file.read(key_file))
    backup_manifest.check(manifest.rows, rows)
    backup_manifest.check(manifest.keys, keys)
    last = signing.last()
    signed = last.size if last else 0
    checked = Checked(
        manifest=manifest,
        rows=rows,
        keys=keys,
        identities=identities,
        endings=_endings(signing, manifest, without_endings=without_endings),
        given_up=max(0, signed - manifest.entries),
        second_path=last is not None,
    )
    if checked.given_up and not give_up:
        sentence = (
            f"The second path holds checkpoints for {signed} entries of the access log, and this backup has "
            f"{manifest.entries}: {checked.given_up} signed entries would be missing. Look for a newer backup. If "
            "there is none, restore with --give-up-signed-entries."
        )
        raise Invalid({"backup": sentence}, sentence)
    for path in (keys, rows):  # whole, so that a wrong key or a damaged file is met before anything is changed
        _read(path, checked, _nothing, progress)
    return checked


def _endings(signing: Press, manifest: Manifest, *, without_endings: bool) -> tuple[Ending, ...]:
    """What ended since the backup, and every purge ever; Invalid when the list is missing and nobody said to go on."""
    if without_endings:
        return ()
    found = endings.read(signing.second_path.folder, signing.verifiers)
    if found is None:
        sentence = (
            "The list of endings is missing at the second path, so releases that were stopped and keys that were "
            "purged since the backup would come back. Bring the second path here. If it is lost, restore with "
            "--without-endings, and then stop by hand what must be stopped."
        )
        raise Invalid({"endings": sentence}, sentence)
    purged = (one for one in found.lines if one.at is None)
    return (*purged, *found.after(manifest.endings))


def restore(desk: Desk, settings: Settings, checked: Checked, progress: Progress) -> Restored:
    """Put a checked backup into the empty database of `desk` (the owner's), all of it or nothing; logged.

    Every session has ended. Conflict when the database holds something; Invalid or Misconfigured, with nothing kept,
    when the backup and this hub do not belong together.
    """
    signing, manifest = press(settings), checked.manifest
    with desk.consulting() as cabinet:
        if not backup_rows.facts_of_emptiness(cabinet):
            raise Conflict("There is a hub in this database already. Restore into an empty one: nothing was changed.")
        if manifest.engine == "postgresql" and cabinet.connection.dialect.name == "sqlite":
            sentence = "A backup from PostgreSQL can be restored into PostgreSQL only."
            raise Invalid({"backup": sentence}, sentence)

    def work(cabinet: Cabinet) -> tuple[Inlet, Noted]:
        inlet = Inlet(cabinet, checked.endings)
        for path in (checked.rows, checked.keys):
            _read(path, checked, inlet.take, progress)
        inlet.finish()
        if checked.second_path:
            renewal.compare(cabinet.connection, signing.second_path)
        reason = f"given_up:{checked.given_up}" if checked.given_up else "command_line"
        return inlet, Noted(reason=reason, purpose=f"backup:{manifest.id}")

    inlet = desk.system(Action.BACKUP_RESTORE, work)
    if checked.given_up or not checked.second_path:
        with desk.consulting() as cabinet:
            renewal.renew(cabinet.connection, signing.second_path, desk.now)
    return Restored(
        rows=inlet.counts.total(),
        kept_shut=dict(inlet.kept_shut),
        given_up=checked.given_up,
    )


def _read(path: Path, checked: Checked, take: Callable[[bytes], None], progress: Progress) -> None:
    """Decrypt one file and take each line between its first and its last; Invalid when those do not belong."""
    lines = _Lines(checked, "keys" if path == checked.keys else "rows", take)
    size = path.stat().st_size
    done = checked.manifest.rows.size if path == checked.keys else 0
    whole = checked.manifest.rows.size + checked.manifest.keys.size
    with path.open("rb") as file:

        def piece(data: bytes) -> None:
            lines.feed(data)
            progress(done + min(file.tell(), size), whole)

        archive.read(file, piece, checked.identities)
    lines.finish()


class _Lines:
    """Pieces put together into lines. The first names backup and part, the last how many lines lie between."""

    def __init__(self, checked: Checked, part: str, take: Callable[[bytes], None]) -> None:
        self._first = {"backup": checked.manifest.id, "part": part}
        self._take, self._rest, self._count = take, b"", -1
        self._end: int | None = None

    def feed(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if self._count < 0:
                if json.loads(line) != self._first:
                    raise _swapped()
            elif line.startswith(b'{"end":'):
                self._end = int(json.loads(line)["end"])
                self._count -= 1
            else:
                self._take(line)
            self._count += 1

    def finish(self) -> None:
        if self._end != self._count or self._rest:
            raise _swapped()


def _swapped() -> Invalid:
    sentence = "A file of this backup does not hold what its manifest says. Nothing was restored."
    return Invalid({"backup": sentence}, sentence)


def _nothing(_line: bytes) -> None:
    """Only looked at."""
