"""Room: tests. Deadlines: an event starts what a program owes, once for each cause, and shows it to whom it is open."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.casework import deadlines
from coordination.casework.desk import Work
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.deadline import Deadline, NewDeadline, Standing
from coordination.model.ids import CaseId, new_id
from coordination.storage import deadlines as drawer
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
