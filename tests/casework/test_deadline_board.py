"""Room: tests. The board: the program's own on cases one may enter, the most urgent first, in constant time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Select, insert, text

from coordination.casework import deadline_board, restrictions
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import State, level_at, next_look
from coordination.model.deadline_page import FEW, MOST_COUNTED, PAGE, Band, Board
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, new_id
from coordination.policy.scope import scope
from coordination.storage import deadline_board as drawer
from coordination.storage import deadline_tables
from tests.casework.overdue import told
from tests.casework.story import assigned, opened
from tests.community import ZONE, Community, make_community
from tests.databases import SqliteStore

MANY = 3_000  # of a program, besides those of the test


@pytest.fixture(scope="module")
def town(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("board") / "home")


def row(community: Community, case: CaseId, due: datetime, *, state: State = State.RUNNING) -> dict[str, Any]:
    """A deadline of child protection of a day's length, as far escalated as it should be."""
    began, at_risk, now = due - timedelta(hours=24), due - timedelta(hours=6), community.clock.now
    level = level_at(at_risk, due, now) if state is State.RUNNING else 0
    times = dict.fromkeys(("learned_at", "recorded_at", "began_at"), began)
    return {
        "id": new_id(),
        "handle": new_id(),
        "case_id": case,
        "program_id": community.programs["cps"].id,
        "information_type": "identity",
        "rule": "trafficked_to_police",
        "rule_version": 1,
        "event": "trafficking_identified",
        "cause": new_id(),
        "started_by": community.people["ana_cps_worker"],
        "happened_precision": "unknown",
        "happened_zone": ZONE,
        **times,
        "due_at": due,
        "at_risk_at": at_risk,
        "state": state.value,
        "level": level,
        "next_at": next_look(level, at_risk, due) if state is State.RUNNING else None,
        "done_at": due if state is State.MET else None,
    }


def put(community: Community, rows: list[dict[str, Any]]) -> None:
    with community.desk.database.write() as connection:
        connection.execute(insert(deadline_tables.deadlines), rows)


def read(community: Community, who: str, band: Band | None = None) -> Board:
    return deadline_board.read(community.desk, community.actor(who), band)


def lines(community: Community, who: str, band: Band | None = None) -> list[str]:
    return [one.id for shown in read(community, who, band).lines.values() for one in shown]


@pytest.fixture
def fresh(town: Community) -> CaseId:
    """A case of Ana's, on which nothing runs; nothing runs elsewhere."""
    with town.desk.database.write() as connection:
        connection.execute(deadline_tables.deadlines.delete())
    return opened(town, "ana_cps_worker")


def test_bands_come_overdue_at_risk_due_paused_done_and_each_the_soonest_first(town: Community, fresh: CaseId) -> None:
    now, hour = town.clock.now, timedelta(hours=1)
    due = [row(town, fresh, now + hour * hours) for hours in (20, -2, 3, 10, -30, 1)]
    paused = row(town, fresh, now + hour, state=State.PAUSED)
    done = [row(town, fresh, now - hour * hours, state=State.MET) for hours in (40, 4, 24 * 31)]
    put(town, [*due, paused, *done])
    order = [due[4], due[1], due[5], due[2], due[3], due[0], paused, done[1], done[0]]
    for who in ("ana_cps_worker", "sam_cps_supervisor"):
        assert lines(town, who) == [one["id"] for one in order], who
        assert list(read(town, who).counts.values()) == [2, 2, 2, 1, 2]


def test_at_each_edge_a_deadline_stands_in_one_band_and_no_other(town: Community, fresh: CaseId) -> None:
    second = timedelta(seconds=1)
    one = row(town, fresh, town.clock.now + timedelta(hours=24))
    put(town, [one])
    edges = (
        (one["at_risk_at"] - second, Band.DUE),
        (one["at_risk_at"], Band.AT_RISK),  # though no sweep has come by
        (one["due_at"], Band.AT_RISK),
        (one["due_at"] + second, Band.OVERDUE),
    )
    before = town.clock.now
    for at, band in edges:
        town.clock.now = at
        for who in ("ana_cps_worker", "sam_cps_supervisor"):
            counts = read(town, who).counts
            assert {found for found, count in counts.items() if count} == {band}, (who, at)
    town.clock.now = before


def test_after_a_clock_was_set_back_each_stands_once(town: Community, fresh: CaseId) -> None:
    before = town.clock.now
    town.clock.forward(hours=40)
    one = row(town, fresh, town.clock.now - timedelta(hours=1))  # told as overdue
    put(town, [one])
    town.clock.forward(hours=-20)
    for who in ("ana_cps_worker", "sam_cps_supervisor"):
        assert lines(town, who) == [one["id"]]
    town.clock.now = before


def test_a_worker_sees_their_own_cases_and_a_supervisor_the_programs(town: Community, fresh: CaseId) -> None:
    other = opened(town, "sam_cps_supervisor")
    mine, theirs = (row(town, case, town.clock.now + timedelta(hours=20)) for case in (fresh, other))
    put(town, [mine, theirs])
    assert lines(town, "ana_cps_worker") == [mine["id"]]
    assert set(lines(town, "sam_cps_supervisor")) == {mine["id"], theirs["id"]}
    assert lines(town, "det_lake") == lines(town, "coo_harbor") == []


def test_a_restricted_case_is_on_no_board_but_of_those_named(town: Community, fresh: CaseId) -> None:
    put(town, [row(town, fresh, town.clock.now + timedelta(hours=20))])
    restrictions.restrict(town.desk, town.actor("ana_cps_worker"), fresh, [], new_id())
    assert lines(town, "sam_cps_supervisor") == []
    assert read(town, "sam_cps_supervisor").counts[Band.DUE] == 0
    assert len(lines(town, "ana_cps_worker")) == 1


def test_whoever_works_on_no_cases_has_no_board(town: Community) -> None:
    for who in ("adm_north", "aud_north", "pri_privacy"):
        with pytest.raises(Refused):
            read(town, who)


def test_pages_of_a_band_have_no_gap_and_no_double(town: Community, fresh: CaseId) -> None:
    now = town.clock.now
    rows = [row(town, fresh, now + timedelta(hours=7 + place // 3)) for place in range(2 * PAGE + 5)]
    put(town, rows)
    for who in ("ana_cps_worker", "sam_cps_supervisor"):
        found, after = list[str](), None
        while True:
            board = deadline_board.read(town.desk, town.actor(who), Band.DUE, after)
            found += [one.id for one in board.lines[Band.DUE]]
            if (after := board.after) is None:
                break
        assert found == [one["id"] for one in sorted(rows, key=lambda one: (one["due_at"], one["id"]))]
        assert len(lines(town, who)) == FEW
    town.clock.forward(seconds=1)


def test_with_thousands_running_the_board_costs_what_it_costs_with_three(town: Community, fresh: CaseId) -> None:
    now, actor = town.clock.now, town.actor("sam_cps_supervisor")
    put(town, [row(town, fresh, now + timedelta(hours=hours)) for hours in (-1, 2, 20)])
    few = _statements(town, actor)
    put(town, [row(town, fresh, now + timedelta(minutes=place - MANY // 3)) for place in range(MANY)])
    board = deadline_board.read(town.desk, actor)
    assert board.counts[Band.OVERDUE] == board.counts[Band.DUE] == MOST_COUNTED
    assert _statements(town, actor) == few
    town.clock.forward(seconds=1)


def _statements(community: Community, actor: Actor) -> int:
    with community.desk.database.count() as tally:
        deadline_board.read(community.desk, actor)
    return tally.statements


def test_supervisors_pages_begin_at_their_place_in_the_index_on_both_engines(community: Community) -> None:
    """The plan: a range of the index of (program, state, level, due), never all of the program's rows, nor a sort."""
    case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    told(community, case)
    put(community, [row(community, case, community.clock.now + timedelta(minutes=place)) for place in range(400)])
    actor = community.actor("sam_cps_supervisor")
    within, now = scope(actor, Action.DEADLINE_LIST, community.clock.now), community.clock.now
    asked = {"program": actor.program_id, "person": actor.person_id, "now": now, "since": now}
    for band in (Band.OVERDUE, Band.AT_RISK, Band.DUE, Band.PAUSED):
        query = drawer.keys_query(within, band, after=False, size=PAGE)
        assert query is not None
        with community.desk.database.write() as connection:
            plan = _plan(connection, query.params(asked))
        assert "ix_deadlines_program_id_state_level_due_at_id" in plan, plan
        assert ("ix_deadlines_next_at_id" in plan) is (band is Band.AT_RISK), plan  # what the sweep did not see yet
        assert "SCAN deadlines" not in plan
        assert "Seq Scan on deadlines" not in plan


def _plan(connection: Connection, query: Select[Any]) -> str:
    """How the engine goes about it, with plans that read whole tables made dear."""
    lite = connection.dialect.name == "sqlite"
    if not lite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
    written = query.compile(connection.engine, compile_kwargs={"literal_binds": True})
    said = f"{'EXPLAIN QUERY PLAN' if lite else 'EXPLAIN'} {written}".replace("%%", "%")
    return "\n".join(str(tuple(row)) for row in connection.exec_driver_sql(said))


def test_a_board_that_forgets_the_scope_turns_red(
    town: Community, fresh: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: the driver without the rule lists the restricted case to the supervisor."""
    put(town, [row(town, fresh, town.clock.now + timedelta(hours=20))])
    restrictions.restrict(town.desk, town.actor("ana_cps_worker"), fresh, [], new_id())
    monkeypatch.setattr(drawer, "compile_scope", lambda *_: text("1 = 1"))
    drawer._statement.cache_clear()
    assert read(town, "sam_cps_supervisor").counts[Band.DUE] == 1
    monkeypatch.undo()
    drawer._statement.cache_clear()
    assert read(town, "sam_cps_supervisor").counts[Band.DUE] == 0
    assert lines(town, "sam_cps_supervisor") == []
