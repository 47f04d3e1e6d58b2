"""Room: tests. The sequencer's process killed at random while others write: no gap, no duplicate, the log verifies.

Statement by statement it is killed in tests/audit/test_sequencer_kill.py, call by call in test_kills.py.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coordination.audit import tables
from coordination.audit.second_path import SecondPath
from coordination.database.engine import Database
from coordination.settings import Settings
from tests.community import make_community
from tests.databases import Store
from tests.faults import strace
from tests.faults.nursery import TREE, Nursery, environ_of, moved_in
from tests.faults.soundness import acknowledged, faults

pytestmark = [pytest.mark.power, pytest.mark.slow]

SEED = 262
KILLS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A hub that clerks share: its settings, and the address of a role that sees everything."""

    environ: Mapping[str, str]
    reader: str

    @property
    def settings(self) -> Settings:
        """As a clerk reads them."""
        return Settings.read(self.environ)

    def counts(self) -> tuple[int, int]:
        """How many entries, and how many of them are numbered."""
        with closing(Database.open(self.reader, allow_owner=True)) as database, database.read() as rows:
            entries = rows.execute(select(func.count()).select_from(tables.entry)).scalar_one()
            return entries, rows.execute(select(func.count()).select_from(tables.leaf)).scalar_one()

    def sound(self) -> list[str]:
        """What is broken there now."""
        return faults(self.settings, acknowledged(self.settings.home), reader=self.reader)


@pytest.fixture
def place(engine_store: Store, tmp_path: Path) -> Iterator[Place]:
    """A hub on each engine in turn."""
    with contextmanager(make_community)(engine_store, tmp_path / "home") as community:
        known = community.databases
        environ = environ_of(community.hub.settings.home, known.app, known.sequencer)
        yield Place(environ=environ, reader=known.superuser or known.owner)


def test_killed_at_random_it_leaves_no_gap_and_no_duplicate(place: Place, nursery: Nursery) -> None:
    rng = random.Random(SEED)
    with nursery.clerk(place.environ) as writer:
        for act in ("meet", "open", "file"):
            writer.do(act)
        for _kill in range(KILLS):
            with nursery.clerk(place.environ) as sequencer:
                for _step in range(20):
                    writer.tell("read")
                    sequencer.tell("number")
                time.sleep(rng.uniform(0.005, 0.08))
                sequencer.kill()
            assert [writer.hear() is not None for _step in range(20)] == [True] * 20
            assert place.sound() == []
    finished(place, nursery)


def test_two_deaths_in_a_row_between_second_path_and_database_are_no_false_alarm(
    base: Path, folder: Path, nursery: Nursery
) -> None:
    home = folder / "home"
    environ = moved_in(base, home)
    here = Place(environ=environ, reader=environ["COORDINATION_DATABASE_URL"])
    notes = home / "checkpoints-copy" / "checkpoints"
    with nursery.clerk(environ) as clerk:
        for act in ("open", "number"):
            clerk.do(act)
    for _death in range(2):
        with nursery.clerk(environ) as clerk:
            for act in ("open", *["read"] * 11):
                clerk.do(act)
            with strace.tampering(clerk.pid, "fsync", "signal=SIGKILL", "1", [notes]):  # written, and not yet committed
                clerk.tell("number")
                assert clerk.hear() is None
        assert here.sound() == []
    finished(here, nursery)
    with closing(Database.open(here.reader)) as database, database.read() as rows:
        stored = set(rows.scalars(select(tables.checkpoint.c.note)))
    assert stored == set(SecondPath(home / "checkpoints-copy").notes())
    assert len(stored) == 3


def test_the_real_child_killed_leaves_a_sound_log(place: Place, nursery: Nursery) -> None:
    with nursery.clerk(place.environ) as writer:
        for act in ("open", *["read"] * 30):
            writer.do(act)
    own = {name: value for name, value in os.environ.items() if not name.startswith("COORDINATION_")}
    child = subprocess.Popen(
        [sys.executable, "-m", "coordination.cli.work"], cwd=TREE, stdin=subprocess.PIPE, env={**own, **place.environ}
    )
    assert child.stdin is not None
    until = time.monotonic() + 20
    while place.counts()[1] == 0 and time.monotonic() < until:
        time.sleep(0.02)
    child.kill()
    child.wait()
    child.stdin.close()
    finished(place, nursery)


def finished(place: Place, nursery: Nursery) -> None:
    """The next process numbers and signs the rest, and everything is sound."""
    assert place.sound() == []
    with nursery.clerk(place.environ) as last:
        for act in ("number", "leave"):
            last.do(act)
    entries, leaves = place.counts()
    assert entries == leaves > 20
    assert place.sound() == []
