"""Room: tests. SQLite: SIGKILL at every write and fsync of an act, and a disk that fails at each of them.

After a kill nothing acknowledged is lost and no act stands without its entry. After a disk error the hub says so,
changes nothing by halves, and goes on by itself when the disk does: the same form sent again does it once.
"""

from __future__ import annotations

import shutil
from itertools import count
from pathlib import Path

import pytest

from coordination.model.ids import new_id
from coordination.settings import Settings
from tests.faults import strace
from tests.faults.nursery import Nursery, environ_of, moved_in
from tests.faults.soundness import acknowledged, faults

pytestmark = [pytest.mark.power, pytest.mark.slow]

# The last of these is the one at which the process is killed: an act, the sequencer's step, SQLite's checkpoint.
KILLED = {
    "correct": ("correct",),
    "release": ("release",),
    "number": (*["read"] * 12, "number"),
    "checkpoint": ("correct", "file", "checkpoint"),
}
# The act, what comes before it, what the disk says at the nth call, and whether it goes on saying so.
FAILING: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "correct": ("correct", (), "EIO", "+"),
    "correct-once": ("correct", (), "EIO", ""),
    "number": ("number", ("read",) * 10, "EIO", "+"),
    "open": ("open", (), "EROFS", "+"),
    "revoke": ("revoke", ("release",), "ENOSPC", "+"),
}


def files(home: Path) -> list[Path]:
    """Where an act and its entry are kept."""
    copy = home / "checkpoints-copy"
    return [home / "hub.db", home / "hub.db-wal", copy / "leaves", copy / "checkpoints"]


def sound(home: Path) -> list[str]:
    """What is broken there now."""
    return faults(Settings.read(environ_of(home)), acknowledged(home))


def goes_on(nursery: Nursery, home: Path, act: str, key: str) -> None:
    """Another process opens the hub as it was left: the same form again does it once, and the next acts work."""
    with nursery.clerk(environ_of(home)) as clerk:
        assert clerk.do(act, key) == clerk.do(act, key)
        for other in ("file", "correct", "release", "read", "number"):
            clerk.do(other)
    assert sound(home) == []


@pytest.fixture(scope="module")
def begun(base: Path, nursery: Nursery, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub with a case, a record and a release, left cleanly."""
    home = tmp_path_factory.mktemp("begun") / "home"
    with nursery.clerk(moved_in(base, home)) as clerk:
        for act in ("open", "invite", "file", "correct", "release", "number", "leave"):
            clerk.do(act)
    return home


@pytest.mark.parametrize("acts", KILLED.values(), ids=KILLED)
def test_killed_at_every_write_and_fsync_it_is_whole_or_not_there(
    acts: tuple[str, ...], begun: Path, nursery: Nursery, folder: Path
) -> None:
    kills: dict[str, int] = {}
    home, key = folder / "home", new_id()
    for call in strace.KEEPING:
        for nth in count(1):
            with nursery.clerk(moved_in(begun, home)) as clerk:
                for act in ("meet", *acts[:-1]):
                    clerk.do(act)
                with strace.tampering(clerk.pid, call, "signal=SIGKILL", str(nth), files(home)):
                    clerk.tell(acts[-1], key)
                    said = clerk.hear()
            if said is None:
                kills[call] = nth
                assert sound(home) == [], (call, nth)
                if nth % 5 == 1:
                    goes_on(nursery, home, acts[-1], key)
            shutil.rmtree(home)
            if said is not None:  # it made fewer such calls: all were tried
                assert said[0] == "done"
                break
    assert kills["pwrite64"] > 5
    print(f"{acts[-1]}: killed at {sum(kills.values())} calls {kills}, lost 0")


@pytest.mark.parametrize("name", FAILING)
def test_a_disk_that_fails_at_any_write_leaves_a_whole_act_or_none_and_the_next_try_works(
    name: str, begun: Path, nursery: Nursery, folder: Path
) -> None:
    home, (act, before, error, on) = folder / "home", FAILING[name]
    tried = said_so = 0
    with nursery.clerk(moved_in(begun, home)) as clerk:
        clerk.do("meet")
        for call in strace.KEEPING:
            for nth in count(1):
                for earlier in before:
                    clerk.do(earlier)
                key = new_id()
                with strace.tampering(clerk.pid, call, f"error={error}", f"{nth}{on}", files(home)):
                    clerk.tell(act, key)
                    said = clerk.hear()
                assert said is not None
                assert said[0] == "done" or said == ("failed", "Unavailable")
                failed = said[0] == "failed"
                tried, said_so = tried + 1, said_so + failed
                assert sound(home) == [], (call, nth)
                made = clerk.do(act, key)  # the disk is back; the same form again
                assert made == clerk.do(act, key)
                assert sound(home) == [], (call, nth)
                if not failed:
                    break
    assert said_so > 5
    print(f"{name}: {error} from each of {tried} calls on, said so {said_so} times, lost 0")
