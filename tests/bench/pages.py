"""Room: tests. The secured list and case page ÷ the same pages of a bare application, request by request in turn."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine, text

from coordination.casework import sessions
from coordination.model.actor import Actor
from coordination.model.ids import CaseId
from coordination.policy.audience import may
from coordination.web.app import create_app
from coordination.web.navigation import links
from tests.bench.bare_app import NAME, Bare
from tests.bench.figures import Figure, middle
from tests.bench.load import Loaded
from tests.bench.wsgi import Caller, Cost

WARM = 60
_VARIES = re.compile(rb'name="(csrf_token|act_key)" value="[^"]*"')
Say = Callable[[str], None]


def measure(loaded: Loaded, rounds: int, say: Say) -> list[Figure]:
    """Each page on one engine: CPU and wall ratios, queries, commits, and that both show the same HTML."""
    pair = Pair(loaded)
    mine, chosen = loaded.watched.mine, random.Random(1)
    figures = []
    for what, path in (
        ("case list", lambda: "/cases"),
        ("case page", lambda: f"/cases/{chosen.choice(mine)}"),
        ("My work", lambda: "/work"),
    ):
        figures += pair.compare(what, path, rounds, say)
    pair.bare.engine.dispose()
    return figures


class Pair:
    """The hub and the bare application over one database, and a browser at each."""

    def __init__(self, loaded: Loaded) -> None:
        self.loaded, hub = loaded, loaded.hub
        self.door = create_app(hub)
        token = loaded.token()
        actor = actor_of(loaded, token)
        base = hub.settings.public_url
        facts = hub.desk.facts(actor, CaseId(loaded.watched.mine[0]))
        actions = may(actor, facts, hub.desk.now)
        url = loaded.databases.superuser or loaded.databases.app  # plain: row-level security is not in its way
        self._actor = actor
        self.bare = Bare(url, actor, hub.settings, actions, hub.desk.now)
        self.secured = Caller(app=self.door, base_url=base, token=token)
        self.plain = Caller(app=self.bare.app, base_url=base)

    def compare(self, what: str, path: Callable[[], str], rounds: int, say: Say) -> list[Figure]:
        """Alternate the two, and a durable insert between them."""
        name, first = self.loaded.name, path()
        with self.door.test_request_context(first, base_url=self.loaded.hub.settings.public_url):
            self.bare.show(links(self.door, self._actor))
        for _ in range(min(WARM, rounds)):
            self.secured.get(path())
            self.plain.get(path())
            self.bare.note()
        same = self._same(first)
        self._find_backends()
        ours, theirs, notes = list[Cost](), list[Cost](), list[Cost]()
        for turn in range(rounds):
            asked = path()
            steps: list[Callable[[], None]] = [
                lambda: ours.append(self.secured.get(asked)),  # noqa: B023 - run in this turn
                lambda: theirs.append(self.plain.get(asked)),  # noqa: B023 - run in this turn
                lambda: notes.append(self.plain.cost_of(self.bare.note)),
            ]
            for step in steps if turn % 2 else reversed(steps):
                step()
            if turn % 50 == 49:
                say(f"{name}, {what}: {turn + 1} of {rounds} rounds")
        with self.loaded.hub.desk.database.count() as tally:
            self.secured.get(first)
        cpu = middle([cost.cpu for cost in theirs]) / middle([cost.cpu for cost in ours])
        both = [middle([cost.cpu + cost.server for cost in costs]) for costs in (theirs, ours)]
        floor = middle([cost.wall for cost in theirs]) + middle([cost.wall for cost in notes])
        wall = floor / middle([cost.wall for cost in ours])
        told = f"{_ms(theirs, 'cpu')} ÷ {_ms(ours, 'cpu')} ms; {same}"
        waited = f"({_ms(theirs, 'wall')} + {_ms(notes, 'wall')}) ÷ {_ms(ours, 'wall')} ms"
        queries = f"{tally.statements} statements in {tally.commits} transactions, of which one writes"
        figures = [
            Figure(what=f"{what}: CPU, bare ÷ secured", engine=name, value=cpu, target=0.5, at_least=True, detail=told),
            Figure(what=f"{what}: wall, (bare + one durable insert) ÷ secured", engine=name, value=wall, target=0.7,
                   at_least=True, detail=waited),
            Figure(what=f"{what}: writing commits", engine=name, value=writes(tally.texts), target=1, detail=queries),
        ]  # fmt: skip
        if self.secured.backends:
            detail = f"{both[0] * 1000:.2f} ÷ {both[1] * 1000:.2f} ms"
            figures.insert(1, Figure(what=f"{what}: CPU with the server's", engine=name, value=both[0] / both[1],
                                     detail=detail))  # fmt: skip
        return figures

    def _same(self, path: str) -> str:
        """Whether both answered with the same page but for form tokens, in words."""
        self.secured.get(path)
        self.plain.get(path)
        one, other = (_VARIES.sub(b"", caller.last.body) for caller in (self.secured, self.plain))
        for caller in (self.secured, self.plain):
            if not caller.last.status.startswith("200"):
                raise RuntimeError(f"{path} answered {caller.last.status}")
        if one == other:
            return f"the same {len(one):,} bytes of HTML"
        return f"HTML of {len(one):,} and {len(other):,} bytes"

    def _find_backends(self) -> None:
        """Which server processes work for whom."""
        if self.loaded.databases.kind == "postgresql" and Path("/proc/self/schedstat").exists():
            self.secured.backends = _backends(self.bare.engine, "coordination-hub")
            self.plain.backends = _backends(self.bare.engine, NAME)


def actor_of(loaded: Loaded, token: str) -> Actor:
    """Who holds this token."""
    session = sessions.find(loaded.hub.desk, token)
    assert session is not None
    assert session.actor is not None
    return session.actor


def writes(texts: list[str]) -> int:
    """How many commits write an entry of the access log; each transaction that writes begins with one."""
    return sum(text.startswith("INSERT INTO entry ") for text in texts)


def _backends(engine: Engine, application: str) -> list[int]:
    query = "SELECT pid FROM pg_stat_activity WHERE application_name = :name AND datname = current_database()"
    with engine.connect() as connection:
        return list(connection.execute(text(query), {"name": application}).scalars())


def _ms(costs: list[Cost], part: str) -> str:
    return f"{middle([getattr(cost, part) for cost in costs]) * 1000:.2f}"
