"""Room: tests. Deadlines: an event starts what a program owes, once for each cause, and shows it to whom it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.casework import deadline_acts, deadline_board, deadline_pages, deadlines, records
from coordination.casework.desk import Work
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.deadline import Deadline, NewDeadline, Standing, State
from coordination.model.deadline_page import Band
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, DeadlineId, new_id
from coordination.storage import deadline_changes, deadline_facts
from coordination.storage import deadlines as drawer
from tests.casework import overdue
from tests.casework.story import assigned, opened
from tests.community import Community


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with the center on it."""
    return assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")


def told(community: Community, case: CaseId, who: str, cause: str) -> list[NewDeadline]:
    """What starts when this person tells that the child is missing, as a part of some act of theirs."""
    desk, started = community.desk, []

    def work(w: Work) -> str:
        started.extend(deadlines.start(desk.catalog, w, Event.MISSING, cause=cause, learned_at=w.now))
        return ""

    desk.act(community.actor(who), Action.RECORD_FILE, case, work, key=new_id(), about=new_id())
    return started


def shown(community: Community, case: CaseId, who: str) -> list[Deadline]:
    """The deadlines of the case that this person is shown."""
    desk, actor = community.desk, community.actor(who)
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return drawer.open(cabinet, grant)


def test_missing_child_starts_two_duties_of_24_hours_once_for_each_cause(community: Community, case: CaseId) -> None:
    cause = new_id()
    started = told(community, case, "ana_cps_worker", cause)
    assert {one.rule for one in started} == {"missing_to_police", "missing_to_ncmec"}
    assert {one.due_at - one.learned_at for one in started} == {timedelta(hours=24)}
    assert told(community, case, "ana_cps_worker", cause) == []
    assert len(shown(community, case, "ana_cps_worker")) == 2
    assert len(told(community, case, "ana_cps_worker", new_id())) == 2


def test_program_of_another_kind_owes_nothing_by_the_same_event(community: Community, case: CaseId) -> None:
    assert told(community, case, "coo_harbor", new_id()) == []


def test_deadline_is_absent_for_whom_its_type_is_not_open(community: Community, case: CaseId) -> None:
    told(community, case, "ana_cps_worker", new_id())
    assert shown(community, case, "coo_harbor") == []


def test_due_instant_is_in_time_and_one_second_later_is_not(community: Community, case: CaseId) -> None:
    told(community, case, "ana_cps_worker", new_id())
    one = shown(community, case, "ana_cps_worker")[0]
    second = timedelta(seconds=1)
    assert one.standing(one.at_risk_at - second) is Standing.DUE
    assert one.standing(one.at_risk_at) is Standing.AT_RISK
    assert one.standing(one.due_at) is Standing.AT_RISK
    assert one.standing(one.due_at + second) is Standing.BREACHED
    done = replace(one, state=State.MET, done_at=one.due_at)
    assert done.standing(one.due_at + second) is Standing.MET
    assert replace(done, done_at=one.due_at + second).standing(one.due_at + second) is Standing.MET_LATE


def test_its_whole_life_is_the_same_on_both_engines(community: Community, case: CaseId) -> None:
    """Told, proved, corrected, paused in the drawer, withdrawn, listed: whatever touches SQL, once an engine."""
    desk, ana, sam = community.desk, community.actor("ana_cps_worker"), community.actor("sam_cps_supervisor")
    one, other = overdue.told(community, case), overdue.told(community, case)
    deadline_acts.prove(desk, ana, case, one, overdue.proof(community), new_id())
    with pytest.raises(Conflict):
        deadline_acts.prove(desk, sam, case, one, overdue.proof(community), new_id())
    deadline_acts.prove(desk, sam, case, one, overdue.proof(community, seen="1", number="2"), new_id())
    assert [proof.number for proof, _ in deadline_pages.read(desk, ana, case, one).proofs] == ["2", "26-1187"]
    for change in (deadline_changes.pause, deadline_changes.resume):
        _changed(community, case, other, change)
    assert deadline_pages.read(desk, ana, case, other).standing is Standing.DUE
    for who in (ana, sam):  # by their membership, and by the place
        board = deadline_board.read(desk, who)
        assert {band: count for band, count in board.counts.items() if count} == {Band.DUE: 1, Band.DONE: 1}
        assert [line.id for lines in board.lines.values() for line in lines] == [other, one]
    deadline_acts.withdraw(desk, sam, case, other, "started_twice", new_id())
    assert deadline_board.read(desk, ana).counts[Band.DUE] == 0
    assert community.client("ana_cps_worker").get(f"/cases/{case}").text.count(f"/deadlines/{other}") == 1


def _changed(community: Community, case: CaseId, one: DeadlineId, change: Callable[..., None]) -> None:
    """A change in the drawer, beside any rule: no law that is loaded here has a pause."""

    def work(w: Work) -> str:
        found = deadline_facts.facts_of_deadline(w.cabinet, case, one)
        assert found is not None
        change(w.cabinet, w.grant, found)
        return one

    ana = community.actor("ana_cps_worker")
    community.desk.act(ana, Action.DEADLINE_PAUSE, case, work, key=new_id(), about=new_id())


def test_duty_stays_visible_when_the_last_record_of_its_type_is_withdrawn(community: Community, case: CaseId) -> None:
    ana = community.actor("ana_cps_worker")
    record = records.file(community.desk, ana, case, "missing_report", {"circumstances": "x"}, new_id())
    told(community, case, "ana_cps_worker", new_id())
    records.withdraw(community.desk, ana, case, record, "wrong_case", new_id())
    assert len(shown(community, case, "ana_cps_worker")) == 2
