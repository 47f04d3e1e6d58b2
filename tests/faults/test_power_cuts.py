"""Room: tests. Power cuts on SQLite: what a real process wrote and fsynced is cut at 200 points, twice each.

Each cut is rebuilt as a disk would be found: once without anything that was not fsynced, once with a random part of it
(a first stretch, or scattered sectors). Red under `synchronous=NORMAL`, which the meta-test shows with the same tools.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordination.settings import Settings
from tests.faults import strace
from tests.faults.clerk import ACKS
from tests.faults.disk import Disk, Fate
from tests.faults.nursery import Nursery, environ_of, moved_in
from tests.faults.soundness import Acks, acknowledged, faults

pytestmark = [pytest.mark.power, pytest.mark.slow]

CUTS = 200
SEED = 260
DAY = (
    *("open", "read", "invite", "assign", "file", "correct", "number", "file", "withdraw", "release", "revoke"),
    *("open", "invite", "file", "correct", "checkpoint", "read", "file", "release", "number", "revoke", "file"),
    *("correct", "correct", "withdraw", "number", "checkpoint"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """A day's work: where it was done, what was there before, its calls, and what was acknowledged."""

    base: Path
    before: Path
    home: Path
    calls: list[strace.Call]
    acks: Acks


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One power cut: after how many calls, what became of the rest, the files left, and how many acks came before."""

    after: int
    fate: Fate
    files: dict[Path, bytes]
    acks: int


def work_a_day(nursery: Nursery, base: Path, home: Path, **options: str) -> Recording:
    """Have a clerk work two rounds of the day, recorded."""
    environ, trace = moved_in(base, home), home.with_name("trace")
    with nursery.clerk(environ, **options) as clerk:
        before = home.with_name("before")
        shutil.copytree(home, before)
        with strace.recording(clerk.pid, trace):
            for act in DAY * 2:
                clerk.do(act)
        clerk.kill()
    return Recording(base=base, before=before, home=home, calls=strace.read(trace), acks=acknowledged(home))


def cuts(recording: Recording, count: int, seed: int) -> Iterator[Cut]:
    """`count` points spread over the whole day, two cuts at each."""
    rng = random.Random(seed)
    points = set(rng.sample(range(1, len(recording.calls) + 1), count))
    disk, acks = Disk.of(recording.base, recording.before, recording.home), 0
    for done, call in enumerate(recording.calls, 1):
        disk.replay(call)
        acks += call.name == "write" and call.path.name == ACKS
        if done in points:
            for fate in (Fate.DROPPED, rng.choice((Fate.PREFIX, Fate.SCATTERED))):
                yield Cut(after=done, fate=fate, files=disk.cut(fate, rng), acks=acks)


def rebuilt(cut: Cut, home: Path) -> Settings:
    """The folder as it would be found when the power is back."""
    for name, data in cut.files.items():
        file = home / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.write_bytes(data)
        file.chmod(0o600)
    return Settings.read(environ_of(home))


@pytest.fixture(scope="module")
def recording(nursery: Nursery, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """A day under the pragmas of the product."""
    return work_a_day(nursery, base, tmp_path_factory.mktemp("day") / "home")


def test_two_hundred_power_cuts_lose_nothing_acknowledged(recording: Recording, nursery: Nursery, folder: Path) -> None:
    assert len(recording.acks) == 2 * len(DAY)
    assert len(recording.calls) > 4 * CUTS
    tried, met = 0, set[tuple[int, Fate]]()
    for number, cut in enumerate(cuts(recording, CUTS, SEED)):
        home = folder / str(number)
        settings = rebuilt(cut, home)
        assert faults(settings, recording.acks[: cut.acks]) == [], (cut.after, cut.fate)
        if number % 20 == 0:  # and the hub goes on from there
            with nursery.clerk(environ_of(home)) as clerk:
                for act in ("open", "file", "read", "number"):
                    clerk.do(act)
            assert faults(settings, [*recording.acks[: cut.acks], *acknowledged(home)]) == []
        tried, met = tried + 1, met | {(cut.acks, cut.fate)}
        shutil.rmtree(home)
    assert tried == 2 * CUTS
    assert len(met) > 40  # the points lie all over the day
    print(f"power cuts: {tried} at {CUTS} points of {len(recording.calls)} calls, lost 0")


def test_the_same_cuts_are_red_under_synchronous_normal(nursery: Nursery, base: Path, folder: Path) -> None:
    weak = work_a_day(nursery, base, folder / "home", synchronous="NORMAL")
    losses = lost = 0
    for number, cut in enumerate(cuts(weak, 40, SEED)):
        home = folder / str(number)
        found = faults(rebuilt(cut, home), weak.acks[: cut.acks])
        missing = sum("acknowledged" in sentence for sentence in found)
        losses, lost = losses + (missing > 0), lost + missing
        shutil.rmtree(home)
    assert losses >= 20
    print(f"under synchronous=NORMAL: {losses} of 80 cuts lost {lost} acknowledged acts")
