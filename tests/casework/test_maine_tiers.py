"""Room: tests. What Maine's tiers oblige: each duty with the policy's own sentence, due at once, and owed once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from coordination_us_maine import tiers

from coordination.casework import deadlines
from coordination.casework.desk import Work
from coordination.declare.deadline import Unit
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.deadline import Deadline, Standing
from coordination.model.ids import CaseId, new_id
from coordination.storage import deadlines as drawer
from tests.casework.referred import sent, took
from tests.casework.story import opened
from tests.community import make_community
from tests.databases import SqliteStore
from tests.maine import Maine, settle

# The policy's own sentences, typed from the seed.
BODY_1 = (
    "a report to the appropriate county District Attorney will be made immediately (if not done so already) and a"
    " referral to the nearest Child Advocacy Center (CAC) will be made to convene a multidisciplinary team to address"
    " the complexity of the situation and form next steps to attain safety and services for the victim."
)
BODY_2 = (
    "a referral to the nearest CAC will be made to convene a multidisciplinary team to address the complexity of the"
    " situation and form next steps to attain safety and services for the victim. Information around all assessed risk"
    " factors should be shared and planned for within the MDT."
)
BODY_3 = (
    "a consultation meeting should be set up by the caseworker that includes a Program Administrator or Assistant"
    " Program Administrator and a Supervisor to plan for safety and next steps and to strategize around the running"
    " away behavior and other identified risk factors."
)
APPENDIX = (
    "Client identified in MACWIS as HT victim",
    "Report to District Attorney made",
    "Make referrals as necessary, especially to sexual assault support services",
)
OWED = {
    Event.TIER_CONFIRMED: {"me_confirmed_state_system", "me_confirmed_da_report", "me_confirmed_team"},
    Event.TIER_HIGH: {"me_high_team"},
    Event.TIER_HIGH_REPORT: {"me_high_da_report"},
    Event.TIER_MODERATE: {"me_consultation"},
    Event.TIER_AT_RISK: {"me_at_risk_referrals"},
}


@pytest.fixture(scope="module")
def maine(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maine]:
    """Maine's agencies, once. No SQL is new here."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("tiers") / "home"):
        yield settle(community)


@pytest.fixture
def case(maine: Maine) -> CaseId:
    """A case of child protection."""
    return opened(maine, "ocfs_worker")


def screen(maine: Maine, case: CaseId, *events: Event, who: str = "ocfs_worker") -> set[str]:
    """A screen that gave a tier tells of these events; the rules that start."""
    desk, cause = maine.desk, new_id()
    started: set[str] = set()

    def work(w: Work) -> str:
        for event in events:
            started.update(one.rule for one in deadlines.start(desk.catalog, w, event, cause=cause, learned_at=w.now))
        return ""

    desk.act(maine.actor(who), Action.RECORD_FILE, case, work, key=new_id(), about=new_id())
    return started


def owed(maine: Maine, case: CaseId) -> list[Deadline]:
    desk, actor = maine.desk, maine.actor("ocfs_worker")
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return drawer.open(cabinet, grant)


@pytest.mark.parametrize("event", OWED)
def test_tier_starts_these_duties_of_child_protection(maine: Maine, case: CaseId, event: Event) -> None:
    assert screen(maine, case, event) == OWED[event]


def test_every_duty_says_it_in_the_words_of_the_policy() -> None:
    said = (BODY_1, BODY_2, BODY_3, *APPENDIX)
    for rule in tiers.DEADLINES:
        assert any(rule.quote in sentence for sentence in said), rule.slug
        assert rule.unit is Unit.AT_ONCE, "the policy gives no hours, so no number of ours passes for its"
        assert "the rule gives none" in rule.unit.words
    assert {rule.slug for rule in tiers.DEADLINES} == set().union(*OWED.values())


def test_duty_is_due_at_once_and_overdue_only_by_the_agencys_own_hours(maine: Maine, case: CaseId) -> None:
    screen(maine, case, Event.TIER_CONFIRMED)
    (report,) = [one for one in owed(maine, case) if one.rule == "me_confirmed_da_report"]
    assert report.standing(report.began_at) is Standing.AT_RISK
    assert report.standing(report.began_at + timedelta(hours=24)) is Standing.AT_RISK
    assert report.standing(report.began_at + timedelta(hours=24, seconds=1)) is Standing.BREACHED


def test_second_screen_owes_no_second_report_and_no_second_team(maine: Maine, case: CaseId) -> None:
    """B.1: "(if not done so already)"."""
    assert screen(maine, case, Event.TIER_HIGH, Event.TIER_HIGH_REPORT) == {"me_high_team", "me_high_da_report"}
    assert screen(maine, case, Event.TIER_CONFIRMED) == {"me_confirmed_state_system"}
    assert screen(maine, case, Event.TIER_CONFIRMED) == set()
    assert len(owed(maine, case)) == 3


def test_report_that_the_district_attorney_has_already_is_not_owed_again(maine: Maine, case: CaseId) -> None:
    sent(maine, case, "da", by="ocfs_worker", kind="report")
    assert screen(maine, case, Event.TIER_CONFIRMED) == OWED[Event.TIER_CONFIRMED] - {"me_confirmed_da_report"}


def test_report_taken_back_is_owed(maine: Maine, case: CaseId) -> None:
    taken = sent(maine, case, "da", by="ocfs_worker", kind="report")
    took(maine, taken, "void", "ocfs_worker", reason="sent_twice")
    assert "me_confirmed_da_report" in screen(maine, case, Event.TIER_CONFIRMED)


def test_report_to_police_is_not_the_one_to_the_district_attorney(maine: Maine, case: CaseId) -> None:
    sent(maine, case, "pine_pd", by="ocfs_worker", kind="report")
    assert "me_confirmed_da_report" in screen(maine, case, Event.TIER_CONFIRMED)


def test_case_brought_to_the_center_is_the_referral_that_convenes_the_team(maine: Maine, case: CaseId) -> None:
    sent(maine, case, "pine_cac", by="ocfs_worker", kind="case")
    assert screen(maine, case, Event.TIER_HIGH) == set()


def test_programs_of_another_state_or_kind_owe_nothing_by_maines_tiers(maine: Maine, case: CaseId) -> None:
    elsewhere = opened(maine, "ana_cps_worker")
    assert screen(maine, elsewhere, *OWED, who="ana_cps_worker") == set()
