"""Room: tests. The tools of these tests, broken on purpose: they find what they are there to find."""

from __future__ import annotations

import random
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from coordination.settings import Settings
from tests.faults import strace
from tests.faults.disk import SECTOR, Disk, Fate
from tests.faults.nursery import Nursery, environ_of, moved_in
from tests.faults.soundness import acknowledged, faults
from tests.faults.strace import Call

pytestmark = pytest.mark.power

HOME = Path("/home/of/hub")
FILE = HOME / "hub.db"

PLANTED = {
    "An acknowledged correct is lost.": "DELETE FROM act_keys WHERE action = 'record:correct'",
    "An acknowledged file is lost.": "UPDATE act_keys SET result = 'x' WHERE action = 'record:file'",
    "An acknowledged revoke is lost.": "UPDATE releases SET revoked_at = NULL",
    "Something was shown, and its entry is lost.": "DELETE FROM entry WHERE action = 'case:read'",
    "releases: 1 done, 0 logged.": "DELETE FROM entry WHERE action = 'release:record'",
    "withdrawn: 0 done, 1 logged.": "UPDATE records SET withdrawn_at = NULL",
    "No entry names a row of releases.": "UPDATE releases SET handle = 'another'",
    "The key of one of records is gone.": "DELETE FROM data_keys",
    "sessions: 0 done, 2 logged.": "DELETE FROM sessions",
    "The access log: The bytes of entry 3 are gone, or its time was changed.": "DELETE FROM entry WHERE id = 4",
}


@pytest.fixture(scope="module")
def worked(base: Path, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub in which a little of everything was done."""
    home = tmp_path_factory.mktemp("worked") / "home"
    with nursery.clerk(moved_in(base, home)) as clerk:
        for act in ("open", "read", "invite", "file", "correct", "withdraw", "release", "revoke", "number", "leave"):
            clerk.do(act)
    assert faults(Settings.read(environ_of(home)), acknowledged(home)) == []
    return home


@pytest.mark.parametrize("sentence", PLANTED)
def test_a_planted_loss_is_found(sentence: str, worked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = Settings.read(moved_in(worked, home))
    with closing(sqlite3.connect(home / "hub.db")) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")  # as the owner of the file could
        raw.execute(PLANTED[sentence])
    found = faults(settings, acknowledged(home))
    damaged = [one for one in found if one.startswith("The file is damaged")]  # a foreign key that points to nothing
    assert sentence in found or damaged, found


def test_a_damaged_file_is_found(worked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = Settings.read(moved_in(worked, home))
    with (home / "hub.db").open("r+b") as file:
        file.seek(4096 * 8)
        file.write(bytes(4096 * 20))
    (found,) = faults(settings, acknowledged(home))
    assert found.startswith("The file is damaged")


def test_a_process_that_strace_may_not_watch_is_one_sentence() -> None:
    ended = subprocess.Popen(["true"])
    ended.wait()
    with pytest.raises(AssertionError, match="strace could not watch"), strace.watching(ended.pid):
        pass


def test_a_machine_without_strace_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AssertionError, match="apt-get install"), strace.watching(1):
        pass


@pytest.fixture
def disk() -> Disk:
    return Disk(folder=HOME)


def wrote(data: bytes, at: int = 0, path: Path = FILE) -> Call:
    return Call(name="pwrite64", path=path, data=data, at=at)


def made(path: Path = FILE) -> Call:
    return Call(name="openat", path=path, creates=True)


def synced(path: Path) -> Call:
    return Call(name="fsync", path=path)


def after(disk: Disk, fate: Fate = Fate.DROPPED, seed: int = 0) -> bytes | None:
    """What is in the file after a cut, None when its name is gone."""
    return disk.cut(fate, random.Random(seed)).get(Path("hub.db"))


def replayed(disk: Disk, *calls: Call) -> Disk:
    for call in calls:
        disk.replay(call)
    return disk


def test_only_what_was_fsynced_is_certain(disk: Disk) -> None:
    replayed(disk, made(), synced(HOME), wrote(b"first"), synced(FILE), wrote(b"later", 5))
    assert after(disk) == b"first"
    assert {after(disk, Fate.PREFIX, seed) for seed in range(20)} == {b"first", b"firstlater"}


def test_a_new_name_is_certain_once_its_folder_was_fsynced(disk: Disk) -> None:
    replayed(disk, made(), wrote(b"first"), synced(FILE))
    assert after(disk) is None
    assert after(replayed(disk, synced(HOME))) == b"first"
    assert after(replayed(disk, Call(name="unlink", path=FILE))) == b"first"
    assert after(replayed(disk, synced(HOME))) is None


def test_a_write_is_torn_at_sectors(disk: Disk) -> None:
    replayed(disk, made(), synced(HOME), wrote(b"x" * (3 * SECTOR), 100))
    left = [after(disk, Fate.SCATTERED, seed) or b"" for seed in range(60)]
    kept = {bytes(b > 0 for b in one).count(1) for one in left}
    assert {0, 3 * SECTOR, SECTOR, SECTOR - 100} <= kept
    assert len({len(one) for one in left}) > 2


def test_cutting_a_file_waits_for_its_fsync_too(disk: Disk) -> None:
    cut = Call(name="ftruncate", path=FILE, at=2)
    replayed(disk, made(), synced(HOME), wrote(b"first"), synced(FILE), cut)
    assert after(disk) == b"first"
    assert after(replayed(disk, synced(FILE))) == b"fi"
