"""Room: tests. A referral nobody answers: alarms by route, told to its sender, never about a confidential program."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.casework import hub_codes, referral_pages, releases
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.referrals import Kind, Standing, State, Urgency
from coordination.model.stalled import ROUTES, Alarm, alarm
from coordination.storage import referral_facts
from tests.casework.referred import sent, took
from tests.casework.story import opened
from tests.community import Community
from tests.matrix.filled import paper
from tests.policy.referred import referral
from tests.policy.village import NOW

SECOND = timedelta(seconds=1)


def test_every_route_has_its_patience_and_urgent_ones_half_an_hour() -> None:
    assert set(ROUTES) == {(kind, urgency) for kind in Kind for urgency in Urgency}
    for (kind, urgency), patience in ROUTES.items():
        assert patience.opened <= patience.answered
        assert (patience.finished is None) == (kind is Kind.REPORT)
        if urgency is Urgency.URGENT:
            assert patience.opened == timedelta(minutes=30)
            assert patience.answered < ROUTES[kind, Urgency.ROUTINE].opened


@pytest.mark.parametrize("route", ROUTES, ids="-".join)
def test_alarm_rings_at_the_very_instant_of_its_route(route: tuple[Kind, Urgency]) -> None:
    patience = ROUTES[route]
    one = referral(kind=route[0], urgency=route[1])
    assert alarm(one, NOW + patience.opened - SECOND) is None
    assert alarm(one, NOW + patience.opened) is Alarm.UNOPENED
    seen = referral(kind=route[0], urgency=route[1], opened_at=NOW)
    assert alarm(seen, NOW + patience.answered - SECOND) is None
    assert alarm(seen, NOW + patience.answered) is Alarm.UNANSWERED
    begun = referral(kind=route[0], urgency=route[1], opened_at=NOW, state=State.ACCEPTED)
    late = NOW + timedelta(days=365)
    assert alarm(begun, late) is (None if patience.finished is None else Alarm.UNFINISHED)
    if patience.finished is not None:
        assert alarm(begun, NOW + patience.finished - SECOND) is None


@pytest.mark.parametrize("state", [State.REJECTED, State.COMPLETED, State.FAILED, State.CANCELLED])
def test_what_has_ended_rings_no_more(state: State) -> None:
    late = NOW + timedelta(days=365)
    assert alarm(referral(state=state), late) is None
    assert alarm(referral(standing=Standing.CANCELLED), late) is None


def stalled(community: Community) -> set[ReferralId]:
    with community.desk.consulting() as cabinet:
        return {one.referral_id for one in referral_facts.facts_of_stalled(cabinet)}


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection."""
    return opened(community, "ana_cps_worker")


def test_query_finds_exactly_what_the_function_says(community: Community, case: CaseId) -> None:
    made = [
        sent(community, case, "cac", need=need, urgency=urgency, agreement="agreed")
        for need, urgency in (("legal", "urgent"), ("education", "urgent"), ("employment", "routine"))
    ]
    made.append(sent(community, case, "detectives", kind="report", urgency="urgent"))
    page = referral_pages.read(community.desk, community.actor("int_harbor"), made[1])
    assert page.line.alarm is None
    took(community, made[2], "accept", "int_harbor")
    for wait in ({"minutes": 29}, {"minutes": 2}, {"hours": 3}, {"hours": 24}, {"days": 3}, {"days": 30}):
        community.clock.forward(**wait)
        with community.desk.consulting() as cabinet:
            everything = referral_facts.facts_of_sent(cabinet, community.programs["cps"].id)
        expected = {one.referral_id for one in everything if alarm(one, community.clock.now)}
        assert stalled(community) == expected, wait
    assert stalled(community) == set(made)


def test_urgent_and_unopened_for_half_an_hour_shows_on_the_senders_pages(community: Community, case: CaseId) -> None:
    made = sent(community, case, "detectives", kind="report", urgency="urgent")
    community.clock.forward(minutes=30)
    ana = community.client("ana_cps_worker")
    for path in ("/work", "/referrals", f"/referrals/{made}"):
        assert Alarm.UNOPENED.words in ana.get(path).text, path
    assert Alarm.UNOPENED.words not in community.client("det_lake").get(f"/referrals/{made}").text
    assert stalled(community) == set()  # he has opened it now


def test_no_alarm_is_ever_about_a_confidential_program_that_has_not_named_the_sender(
    community: Community, case: CaseId
) -> None:
    made, desk = sent(community, case, "advocates", urgency="urgent"), community.desk
    community.clock.forward(hours=25)
    assert stalled(community) == set()
    code, _ = hub_codes.issue(desk, community.actor("ana_cps_worker"), case, new_id())
    rosa = community.actor("adv_safe")
    releases.name_hub(desk, rosa, code, paper((), ("advocacy",)), new_id())
    assert stalled(community) == set()
    to = (str(community.programs["cps"].id),)
    naming = releases.record(desk, rosa, case, paper(to, ("advocacy",)), new_id())
    assert stalled(community) == {made}
    assert Alarm.UNANSWERED.words in community.client("ana_cps_worker").get("/work").text
    releases.revoke(desk, rosa, case, naming, "oral", new_id())
    assert stalled(community) == set()
    assert Alarm.UNOPENED.words not in community.client("ana_cps_worker").get("/work").text
