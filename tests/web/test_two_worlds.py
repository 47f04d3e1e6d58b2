"""Room: tests. Non-interference: two worlds differ only in what one person may not learn of, who then cannot tell.

Each pair is one database copied twice. In the second copy others act behind the observer's back (tests/web/worlds.py);
then the observer does the same in both, with the same ids and tokens, and every answer is the same to the byte.
COORDINATION_TEST_WORLDS: how many pairs instead of those here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import func, select

from coordination.casework import search
from coordination.casework.desk import Desk
from coordination.model.actor import Actor
from coordination.model.case import Found
from coordination.storage.sessions import sessions
from tests.community import Community, build, opened_on
from tests.databases import Databases, Store
from tests.matrix.sites import Site
from tests.web.worlds import ACTS, Hidden, base, behind, dice, script

OBSERVERS = ("det_lake", "int_harbor", "adv_safe")
PAIRS = {"sqlite": 30, "postgresql": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Worlds:
    """Makes copies of one world."""

    store: Store
    home: Path
    sites: dict[str, Site]

    @property
    def kind(self) -> str:
        """The engine."""
        return "sqlite" if "Sqlite" in type(self.store).__name__ else "postgresql"

    def copy(self) -> Databases:
        """One more."""
        return self.store.fresh("world")

    def pair(self, seed: int) -> tuple[Hidden, list[str]]:
        """What was hidden, and each thing the observer did that was answered differently."""
        first, second = self.copy(), self.copy()
        try:
            with opened_on(second, self.home) as community:
                community.clock.forward(hours=2)
                observer = OBSERVERS[seed % len(OBSERVERS)]
                random = Random(seed)
                hidden = behind(Hidden(community=community, sites=self.sites, observer=observer, random=random))
                changed = self.seen(community, hidden, seed)
            with opened_on(first, self.home) as community:
                community.clock.forward(hours=2)
                usual = self.seen(community, hidden, seed)
        finally:
            for databases in (first, second):
                self.store.drop(databases)
        wrong = [what for (what, one), (_, other) in zip(usual, changed, strict=False) if one != other]
        return hidden, wrong or (["the number of pages"] if len(usual) != len(changed) else [])

    def seen(self, community: Community, hidden: Hidden, seed: int) -> list[tuple[str, object]]:
        """All that the observer got, an hour later."""
        community.clock.forward(hours=1)
        community.app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(self.home))
        with dice(seed):
            return list(script(community, hidden))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def worlds(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The world from which all are copied, built once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    home, sites = tmp_path_factory.mktemp("worlds") / "home", dict[str, Site]()

    def build_world(databases: Databases) -> None:
        build(databases)
        with opened_on(databases, home) as community:
            sites.update(base(community))

    store.make_template("world", build_world)
    return Worlds(store=store, home=home, sites=sites)


def test_what_is_hidden_from_somebody_changes_nothing_they_can_see(worlds: Worlds) -> None:
    count = int(os.environ.get("COORDINATION_TEST_WORLDS", PAIRS[worlds.kind]))
    wrong, done = [], set()
    for seed in range(count):
        hidden, different = worlds.pair(seed)
        done.update(hidden.done)
        wrong += [f"pair {seed}, {hidden.observer}, {hidden.done}: {what}" for what in different]
    assert not wrong, f"{len(wrong)}:\n" + "\n".join(wrong[:40])
    assert count < PAIRS["sqlite"] or done == {act.__name__ for act in ACTS}


def test_a_planted_leak_turns_the_comparison_red(worlds: Worlds, monkeypatch: pytest.MonkeyPatch) -> None:
    """A total over rows that the observer may not see, beside what they searched for."""
    usual = search.find

    def telling(desk: Desk, actor: Actor, words: str, *, period: str = "") -> Found:
        with desk.consulting() as cabinet:
            total = cabinet.connection.execute(select(func.count()).select_from(sessions)).scalar_one()
        found = usual(desk, actor, words, period=period)
        return replace(found, lines=tuple(replace(line, called=f"{line.called} {total}") for line in found.lines))

    monkeypatch.setattr(search, "find", telling)
    _, different = worlds.pair(0)
    assert different
    assert all(what.startswith("/search") for what in different)
