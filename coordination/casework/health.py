"""Room: casework. What `doctor` looks at: each thing is fine, or there is one sentence about it. Nothing is changed.

Every look stands alone: where one cannot be taken, that is its sentence, and the next is taken all the same.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from coordination.audit import endings
from coordination.audit.keeper import press
from coordination.casework import backup_manifest
from coordination.casework.backups import LAST
from coordination.casework.desk import Desk
from coordination.crypto import private_file
from coordination.crypto.root import FileRootKey, next_of, old_of
from coordination.crypto.signing import Signer
from coordination.model.errors import HubError, Misconfigured
from coordination.settings import Settings
from coordination.storage import vital_signs

SKEW = timedelta(seconds=5)
"""How far this machine's clock may be from the database's."""
LAG = 1_000
"""Entries that may wait for their number."""
CHECKPOINT_AGE = timedelta(minutes=5)
BACKUP_AGE = timedelta(days=2)
LEAST_FREE = 1024**3
"""Bytes that should be free on each disk, and one part in LEAST_PART."""
LEAST_PART = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One look. sentence: what to do or what is known; fine: whether it is in order."""

    name: str
    fine: bool
    sentence: str


Look = Callable[[], str]


class Trouble(Exception):
    """Something to look at, as one sentence."""


def looks(settings: Settings, desk: Callable[[], Desk], extra: tuple[tuple[str, Look], ...] = ()) -> Iterator[Line]:
    """Every line, as it is found. desk: opens the hub, or raises. extra: the caller's own looks (the migrations)."""
    found: list[Desk] = []

    def opened() -> str:
        found.append(desk())
        return "settings, plugins, keys and database fit together"

    yield _line("hub", opened)
    yield _line("file modes", lambda: _modes(settings))
    yield _line("root key", lambda: _root(settings))
    yield _line("database roles", lambda: _roles(settings))
    yield from (_line(name, look) for name, look in extra)
    if found:
        with closing(found[0].database):
            yield _line("clock", lambda: _clock(found[0]))
            yield _line("sequencer lag", lambda: _lag(found[0]))
            yield _line("checkpoint age", lambda: _checkpoint(found[0]))
            yield _line("second path", lambda: _second_path(settings, found[0]))
            yield _line("last backup", lambda: _backup(settings, found[0].now))
    yield _line("disk space", lambda: _disks(settings))


def _line(name: str, look: Look) -> Line:
    try:
        return Line(name=name, fine=True, sentence=look())
    except Trouble as trouble:
        return Line(name=name, fine=False, sentence=str(trouble))
    except HubError as error:
        return Line(name=name, fine=False, sentence=error.sentence)
    except OSError as error:
        return Line(name=name, fine=False, sentence=f"It could not be looked at: {error.strerror}.")


def _modes(settings: Settings) -> str:
    names = ("cookie.key", "source.key")
    files = [settings.root_key_file, settings.signing_key_file, *(settings.home / name for name in names)]
    for path in files:
        private_file.read(path)
    others = stat.S_IRWXG | stat.S_IRWXO
    for path in (settings.home, settings.checkpoint_copy, *_database_files(settings)):
        if path.exists() and path.stat().st_mode & others:
            raise Trouble(f"{path} is open to other users of this machine: run chmod go= on it.")
    return f"{len(files)} key files and the folders are private"


def _database_files(settings: Settings) -> list[Path]:
    if not settings.database_url.startswith("sqlite"):
        return []
    return [Path(settings.database_url.removeprefix("sqlite:///"))]


def _root(settings: Settings) -> str:
    FileRootKey.open(settings.root_key_file)
    for path in (next_of(settings.root_key_file), old_of(settings.root_key_file)):
        if path.exists():
            raise Trouble(
                f"{path.name} is there, so a rotation was cut off. Run: python -m coordination keys rotate root"
            )
    return "it is whole, and no rotation is under way"


def _roles(settings: Settings) -> str:
    """Each address is reached as its role, and the app and the sequencer are neither owner nor superuser."""
    addresses = {
        "COORDINATION_DATABASE_URL": (settings.database_url, False),
        "COORDINATION_SEQUENCER_URL": (settings.sequencer_url, False),
        "COORDINATION_MIGRATION_URL": (settings.migration_url, True),
    }
    for name, (url, owner) in addresses.items():
        try:
            vital_signs.reach(url, owner=owner)
        except HubError as error:
            raise Trouble(f"{name}: {error.sentence}") from error
    if settings.database_url.startswith("sqlite"):
        return "one SQLite file, which has no roles"
    if len({url for url, _ in addresses.values()}) < len(addresses):
        raise Trouble("Two of the three database addresses are the same: each role has its own (database_roles.sql).")
    return "the three roles are reached, and none has more rights than it should"


def _clock(desk: Desk) -> str:
    with desk.consulting() as cabinet:
        theirs, newest = vital_signs.facts_of_time(cabinet)
        ours = desk.now
    if theirs is not None and abs(theirs - ours) > SKEW:
        raise Trouble(
            f"This clock and the database's are {_words(abs(theirs - ours))} apart. Check time synchronisation."
        )
    if newest is not None and newest > ours + SKEW:
        raise Trouble(f"The newest log entry lies {_words(newest - ours)} ahead: this clock went back. Check it.")
    return "it agrees with the database and with the log"


def _lag(desk: Desk) -> str:
    with desk.consulting() as cabinet:
        waiting = vital_signs.facts_of_waiting(cabinet)
    if waiting > LAG:
        raise Trouble(f"{waiting} entries wait for their number. Is `serve` or `work` running, and is its log quiet?")
    return f"{waiting} entries wait for their number"


def _checkpoint(desk: Desk) -> str:
    with desk.consulting() as cabinet:
        at, uncovered = vital_signs.facts_of_checkpoint(cabinet)
        age = None if at is None else cabinet.now - at
    if uncovered and (age is None or age > CHECKPOINT_AGE):
        said = "never" if age is None else f"{_words(age)} ago"
        raise Trouble(f"The last checkpoint was signed {said}, and {uncovered} entries came since. Is `serve` running?")
    return "every entry is under a checkpoint" if not uncovered else f"signed {_words(age or timedelta())} ago"


def _second_path(settings: Settings, desk: Desk) -> str:
    signing = press(settings)
    last = signing.last()
    if last is None:
        raise Trouble("No checkpoint lies there yet. Start the hub once, and look again.")
    with desk.consulting() as cabinet:
        stored = vital_signs.facts_of_signed(cabinet)
    if stored > last.size:
        raise Trouble(
            f"It knows {last.size} entries and the database {stored}: it was cut, or another is in its place."
        )
    if endings.read(settings.checkpoint_copy, signing.verifiers) is None:
        raise Trouble("The list of endings is missing there. A restore would bring back what was stopped.")
    if not os.access(settings.checkpoint_copy, os.W_OK):
        raise Trouble("This user may not write there.")
    if settings.checkpoint_copy.stat().st_dev == settings.home.stat().st_dev:
        raise Trouble("It lies on the same disk as the hub. Put it on another one: COORDINATION_CHECKPOINT_COPY.")
    return f"{last.size} entries are signed there, on another disk"


def _backup(settings: Settings, now: datetime) -> str:
    path = settings.home / LAST
    if not path.exists():
        raise Trouble("No backup was made from this folder yet. Run: python -m coordination backup --help")
    manifest = backup_manifest.read(path, [Signer.open(settings.signing_key_file).verifier])
    age = now - manifest.at
    if age > BACKUP_AGE:
        raise Trouble(f"The last backup was made {_words(age)} ago. Make one each day.")
    return f"made {_words(age)} ago"


def _disks(settings: Settings) -> str:
    folders = {settings.home, settings.checkpoint_copy, *(path.parent for path in _database_files(settings))}
    for folder in sorted(path for path in folders if path.exists()):
        usage = shutil.disk_usage(folder)
        if usage.free < LEAST_FREE or usage.free < usage.total // LEAST_PART:
            raise Trouble(f"Only {usage.free // 2**20} MB are free under {folder}. A full disk stops the hub.")
    if not any(path.exists() for path in folders):
        raise Misconfigured(f"There is no folder {settings.home}.")
    return "enough is free"


def _words(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    for size, word in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {word}"
    return f"{seconds} seconds"
