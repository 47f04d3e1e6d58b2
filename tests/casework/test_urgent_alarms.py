"""Room: tests. What nobody opened, answered or finished in time is told of once, by route, by any number of workers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from coordination.casework import alarms, stalled, teams
from coordination.model.ids import CaseId, new_id
from coordination.model.notice import Kind
from coordination.storage import referral_facts
from coordination.storage.referral_tables import referrals
from tests.casework.nights import BACKUP, DESK, PHONE, deliver, told, urgent
from tests.casework.posted import Posted
from tests.casework.referred import sent, took
from tests.casework.story import entries_of


def test_unopened_for_half_an_hour_the_next_numbers_are_shown_and_everybody_is_told_once(
    night: Posted, night_case: CaseId
) -> None:
    community, page = night.community, f"/referrals/{urgent(night, night_case)}"
    deliver(night)
    community.clock.forward(minutes=29, seconds=59)
    assert alarms.raise_due(community.desk) == 0
    community.clock.forward(seconds=1)
    assert alarms.raise_due(community.desk) == 7
    assert alarms.raise_due(community.desk) == 0
    assert deliver(night) == [
        "2185550150@sms.example",  # whoever is on call, again
        "2185550160@sms.example",  # the desk behind her
        "2185550199@sms.example",  # the standing number
        "ana_cps_worker@work.example",
        "int_harbor@work.example",
        "sam_cps_supervisor@work.example",
        "sup_harbor@work.example",
    ]
    assert told(night, "ana_cps_worker") == ["Something that your program sent was not opened in time. Ring them."]
    assert told(night, "sup_harbor") == ["Something that was sent to your program waits too long."]
    text = community.client("ana_cps_worker").get(page).text
    assert "Nobody has opened it in time" in text
    for number in (PHONE, BACKUP, DESK):
        assert number in text
    raised = [one for one in entries_of(community) if one["action"] == "alarm:raise"]
    assert sorted(one["reason"] for one in raised) == [
        "on_call", "referral_overdue", "referral_unopened", "referral_urgent",
    ]  # fmt: skip


def test_opened_at_29_minutes_nobody_is_warned(night: Posted, night_case: CaseId) -> None:
    community, referral = night.community, urgent(night, night_case)
    deliver(night)
    community.clock.forward(minutes=29)
    assert community.client("sup_harbor").get(f"/referrals/{referral}").status_code == 200
    community.clock.forward(minutes=2)
    assert alarms.raise_due(community.desk) == 0
    assert deliver(night) == []
    assert told(night, "ana_cps_worker") == []
    assert "Nobody has opened it" not in community.client("ana_cps_worker").get(f"/referrals/{referral}").text


def test_two_workers_at_once_warn_once(night: Posted, night_case: CaseId) -> None:
    for need in ("education", "legal"):
        urgent(night, night_case, need=need)
    night.community.clock.forward(minutes=31)
    with ThreadPoolExecutor(2) as both:
        made = list(both.map(lambda _: alarms.raise_due(night.community.desk), range(2)))
    assert sum(made) == 14
    assert len(night.states("referral_unopened")) == 4
    assert sum(made) + 4 == len(night.states())  # and the two calls with their two letters at the sending


def test_what_was_resolved_meanwhile_is_not_sent_and_not_shown(night: Posted, night_case: CaseId) -> None:
    night.reach("sam_cps_supervisor", quiet_from=0, quiet_until=6 * 60)
    referral = urgent(night, night_case)
    night.community.clock.forward(minutes=31)
    alarms.raise_due(night.community.desk)
    assert "sam_cps_supervisor@work.example" not in deliver(night)
    assert told(night, "sam_cps_supervisor")
    night.community.client("int_harbor").get(f"/referrals/{referral}")
    night.community.clock.forward(hours=4)
    assert deliver(night) == []
    assert ("referral_unopened", "not_allowed") in night.states("referral_unopened")
    assert told(night, "sam_cps_supervisor") == []


def test_sent_again_it_rings_again_and_its_wait_begins_anew(night: Posted, night_case: CaseId) -> None:
    community, referral = night.community, urgent(night, night_case)
    community.clock.forward(minutes=31)
    alarms.raise_due(community.desk)
    took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
    assert told(night, "ana_cps_worker") == []
    took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert len(night.states("referral_urgent")) == 3
    assert told(night, "ana_cps_worker") == []  # the warning was about the first time
    community.clock.forward(minutes=30)
    assert alarms.raise_due(community.desk) == 7
    assert len(told(night, "ana_cps_worker")) == 1


ROUTES = [
    ("report", "detectives", "routine", {"days": 1}, Kind.REFERRAL_UNOPENED),
    ("service", "cac", "routine", {"days": 3}, Kind.REFERRAL_UNOPENED),
    ("case", "detectives", "routine", {"days": 2}, Kind.REFERRAL_UNOPENED),
]


@pytest.mark.parametrize(("kind", "to", "urgency", "wait", "told_of"), ROUTES, ids=[route[0] for route in ROUTES])
def test_each_route_tells_its_sender_and_both_supervisors_after_its_own_patience(
    night: Posted, night_case: CaseId, kind: str, to: str, urgency: str, wait: dict[str, float], told_of: Kind
) -> None:
    community = night.community
    sent(community, night_case, to, kind=kind, urgency=urgency)
    community.clock.forward(**wait)
    community.clock.forward(seconds=-1)
    assert alarms.raise_due(community.desk) == 0
    community.clock.forward(seconds=1)
    assert alarms.raise_due(community.desk) == 3
    assert [kind for kind, _ in night.states()].count(told_of.value) == 2  # Ana, and Sam, her supervisor
    assert len(night.states("referral_overdue")) == 1


def test_opened_and_not_answered_then_accepted_and_not_finished_are_each_told_once(
    night: Posted, night_case: CaseId
) -> None:
    community, referral = night.community, sent(night.community, night_case, "cac")
    community.client("int_harbor").get(f"/referrals/{referral}")
    community.clock.forward(days=7)
    alarms.raise_due(community.desk)
    assert told(night, "ana_cps_worker") == ["Something that your program sent was not answered in time. Ring them."]
    took(community, referral, "accept", "int_harbor")
    assert told(night, "ana_cps_worker") == []
    community.clock.forward(days=30)
    alarms.raise_due(community.desk)
    alarms.raise_due(community.desk)
    (title,) = told(night, "ana_cps_worker")
    assert "nothing was heard" in title
    took(community, referral, "complete", "int_harbor", reason="enrolled")
    assert told(night, "ana_cps_worker") == []


def test_when_the_sender_left_somebody_of_the_program_is_still_told(night: Posted, night_case: CaseId) -> None:
    community = night.community
    sent(community, night_case, "cac")
    teams.end_member(
        community.desk, community.actor("sam_cps_supervisor"), night_case, community.people["ana_cps_worker"], new_id()
    )
    community.clock.forward(days=3)
    alarms.raise_due(community.desk)
    assert len(night.states("referral_unopened")) == 1
    assert told(night, "sam_cps_supervisor")


def test_without_a_key_of_its_own_two_workers_would_warn_twice(
    night: Posted, night_case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    urgent(night, night_case)
    night.community.clock.forward(minutes=31)
    before = len(night.states())
    monkeypatch.setattr(stalled, "cause", lambda *_: new_id())
    monkeypatch.setattr(referral_facts, "_told", lambda *_: referrals.c.id.is_(None))
    alarms.raise_due(night.community.desk)
    alarms.raise_due(night.community.desk)
    assert len(night.states()) == before + 14
