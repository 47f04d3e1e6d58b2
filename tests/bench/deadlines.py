"""Room: tests. Deadlines: the sweep of a state's hundred thousand, the board ÷ a bare page, and the board as they grow.

The bare page is the hub's own template over the same rows, with nobody signed in: the first ten of each band and
counts up to the same limit, by hand-written statements on the same index.
"""

from __future__ import annotations

import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, render_template
from sqlalchemy import Connection, insert, select, update

from coordination.casework import sweep
from coordination.database.engine import Database
from coordination.model.actor import Actor
from coordination.model.deadline import State, level_at, next_look
from coordination.model.deadline_page import FEW, MOST_COUNTED, Band
from coordination.model.ids import CaseId, new_id
from coordination.policy.audience import may
from coordination.storage.case_tables import cases
from coordination.storage.deadline_board import RECENT
from coordination.storage.deadline_tables import deadlines
from coordination.web.navigation import links
from tests.bench.bare_app import Bare
from tests.bench.figures import Figure, middle
from tests.bench.load import Say
from tests.bench.wsgi import Caller, Cost
from tests.casework.story import opened
from tests.community import ZONE, Community, make_community
from tests.databases import Store

CASES, FEW_ROWS, BATCH = 40, 100, 2_000
WHO = "sam_cps_supervisor"


def measure(store: Store, many: int, requests: int, say: Say) -> list[Figure]:
    """The figures of one engine."""
    figures: list[Figure] = []
    with TemporaryDirectory() as folder:
        for community in make_community(store, Path(folder) / "home"):
            figures += _measured(community, many, requests, say)
    return figures


def _measured(community: Community, many: int, requests: int, say: Say) -> list[Figure]:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[community.databases.kind]
    own = [opened(community, "ana_cps_worker") for _ in range(CASES)]
    _fill(community, own, FEW_ROWS)
    few, _ = _boards(community, requests)
    _fill(community, own, many)
    say(f"{name}: {many:,} deadlines run")
    ours, bare = _boards(community, requests)
    cpu = [middle([cost.cpu for cost in costs]) for costs in (bare, ours)]
    wall = [middle([cost.wall for cost in costs]) for costs in (few, ours)]
    took = _sweep(community, say)
    return [
        Figure(what=f"sweep of {many:,} deadlines", engine=name, value=took, target=60, unit="s",
               detail=f"{many / max(took, 1e-9):,.0f} a second, each with its notices and the entry of its batch"),
        Figure(what="board of deadlines: CPU, bare ÷ secured", engine=name, value=cpu[0] / cpu[1], target=0.2,
               at_least=True, detail=f"{cpu[0] * 1000:.2f} ÷ {cpu[1] * 1000:.2f} ms"),
        Figure(what=f"board with {many:,} running ÷ with {FEW_ROWS}", engine=name, value=wall[1] / wall[0], target=2,
               detail=f"{wall[1] * 1000:.2f} ÷ {wall[0] * 1000:.2f} ms"),
    ]  # fmt: skip


def _fill(community: Community, own: list[CaseId], many: int) -> None:
    """So many deadlines of one program, swept, spread over the bands as a state has them."""
    with community.desk.database.write() as connection:
        for first in range(0, many, BATCH):
            rows = [
                _row(community, own[place % CASES], place, many) for place in range(first, min(first + BATCH, many))
            ]
            connection.execute(insert(deadlines), rows)
    if community.databases.kind == "postgresql":  # as autovacuum does while a table grows
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner, owner.write() as connection:
            connection.exec_driver_sql("ANALYZE deadlines")


def _row(community: Community, case: str, place: int, many: int) -> dict[str, Any]:
    """One of `many`: a tenth is overdue, and what is left spreads over a month."""
    now = community.clock.now
    due = now + timedelta(days=30) * (place - many / 10) / many
    began, at_risk = due - timedelta(days=2), due - timedelta(hours=12)
    level = level_at(at_risk, due, now)
    times = dict.fromkeys(("learned_at", "recorded_at", "began_at"), began)
    return {
        "id": new_id(), "handle": new_id(), "case_id": case, "program_id": community.programs["cps"].id,
        "information_type": "identity", "rule": "trafficked_to_police", "rule_version": 1,
        "event": "trafficking_identified", "cause": new_id(), "started_by": community.people["ana_cps_worker"],
        "happened_precision": "unknown", "happened_zone": ZONE, **times, "due_at": due, "at_risk_at": at_risk,
        "state": State.RUNNING.value, "level": level, "next_at": next_look(level, at_risk, due),
    }  # fmt: skip


def _boards(community: Community, requests: int) -> tuple[list[Cost], list[Cost]]:
    """The secured board and the bare one, in turns."""
    actor, hub = community.actor(WHO), community.hub
    community.clock.forward(seconds=1)  # of somebody's many sessions the oldest is ended, and not this one
    token = community.token(WHO)
    secured = Caller(app=community.app, base_url=hub.settings.public_url, token=token)
    bare = _Board(community, actor)
    plain = Caller(app=bare.app, base_url=hub.settings.public_url)
    with community.app.test_request_context("/deadlines", base_url=hub.settings.public_url):
        bare.show(links(community.app, actor))
    ours, theirs = list[Cost](), list[Cost]()
    for turn in range(requests + 1):  # the first is to warm up
        ours.append(secured.get("/deadlines"))
        theirs.append(plain.get("/deadlines"))
        for caller in (secured, plain):
            if not caller.last.status.startswith("200"):
                raise RuntimeError(f"/deadlines answered {caller.last.status} in turn {turn}")
    bare.engine.dispose()
    return ours[1:], theirs[1:]


def _sweep(community: Community, say: Say) -> float:
    """Seconds in which every one of them is told of, as after a hub that was away."""
    with community.desk.database.write() as connection:
        connection.execute(update(deadlines).values(level=0, next_at=community.clock.now, due_at=community.clock.now))
    community.clock.forward(hours=1)
    began = time.perf_counter()
    sweep.sweep(community.desk, lambda done, whole: say(f"{community.databases.kind}: {done:,} of {whole:,} swept"))
    return time.perf_counter() - began


class _Board(Bare):
    """The bare application with a board."""

    def __init__(self, community: Community, actor: Actor) -> None:
        databases, desk = community.databases, community.desk
        url, now = databases.superuser or databases.app, desk.now
        case = desk.facts(actor, _one_case(community))
        super().__init__(url, actor, community.hub.settings, may(actor, case, now), now)
        board = Blueprint("deadlines", __name__)
        board.add_url_rule("/deadlines", "index", self._board)
        board.add_url_rule("/cases/<case_id>/deadlines/<deadline_id>", "read", str)
        self.app.register_blueprint(board)
        self._program, self._at = actor.program_id, now
        self._frame["notices_waiting"] = lambda: 0

    def _board(self) -> str:
        with self.engine.connect() as connection:
            found = {band: self._of(connection, band) for band in Band}
        board = SimpleNamespace(
            counts={band: len(rows) for band, rows in found.items()},
            lines={band: rows[:FEW] for band, rows in found.items()},
            band=None,
        )
        page = {"board": board, "bands": Band, "most": MOST_COUNTED, "further": ""}
        return render_template("deadlines/index.html", **page, **self._frame)

    def _of(self, connection: Connection, band: Band) -> list[SimpleNamespace]:
        now, running = self._at, deadlines.c.state == State.RUNNING.value
        within = {
            Band.OVERDUE: (running, deadlines.c.due_at < now),
            Band.AT_RISK: (running, deadlines.c.due_at >= now, deadlines.c.level == 1),
            Band.DUE: (running, deadlines.c.due_at >= now, deadlines.c.level == 0),
            Band.PAUSED: (deadlines.c.state == State.PAUSED.value,),
            Band.DONE: (deadlines.c.state == State.MET.value, deadlines.c.due_at >= now - RECENT),
        }[band]
        query = (
            select(deadlines.c.id, deadlines.c.case_id, deadlines.c.due_at, cases.c.reference)
            .join(cases, cases.c.id == deadlines.c.case_id)
            .where(deadlines.c.program_id == self._program, *within)
            .order_by(deadlines.c.level, deadlines.c.due_at)
            .limit(MOST_COUNTED)
        )
        standing = SimpleNamespace(value="due", words=band.words)
        return [
            SimpleNamespace(
                id=row.id, case_id=row.case_id, due_at=row.due_at, title="Report it", standing=standing,
                recorded_late=False, case=row.reference, owner="",
            )
            for row in connection.execute(query)
        ]  # fmt: skip


def _one_case(community: Community) -> CaseId:
    with community.desk.consulting() as cabinet:
        return CaseId(cabinet.connection.execute(select(cases.c.id).limit(1)).scalar_one())
