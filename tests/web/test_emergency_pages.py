"""Room: tests. Emergency access through the door: what it opens and never opens, who is told, who reviews it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordination.casework import alarms, cases, conflicts, emergencies, notices, records, teams
from coordination.model.ids import CaseId, new_id
from coordination.policy import decide as judge
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, Visitor

ASKED = {"reason": "child_missing", "words": "She left an hour ago.", "hours": "2", "told": "yes"}


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case by child protection with a note that the police are told exists, and do not see."""
    found = opened(community, "ana_cps_worker")
    assigned(community, found, "detectives", "sgt_lake", "det_lake")
    ana = community.actor("ana_cps_worker")
    records.file(community.desk, ana, found, "placement_note", {"setting": "foster"}, new_id())
    return found


def start(community: Community, case: CaseId, slug: str = "det_lake", **more: str) -> int:
    return community.client(slug).send(f"/cases/{case}/emergency", {**ASKED, **more}).status_code


def page(community: Community, case: CaseId, slug: str = "det_lake") -> str:
    return community.client(slug).get(f"/cases/{case}").text


def opens(community: Community, case: CaseId, slug: str = "det_lake") -> bool:
    shown = page(community, case, slug)
    return "you asked for emergency access" in shown


def test_it_opens_what_was_locked_for_its_hours_and_is_named_as_the_authority(
    community: Community, case: CaseId
) -> None:
    asked = community.client("det_lake").get(f"/cases/{case}/emergency").text
    assert "Placement" in asked
    assert not opens(community, case)
    assert start(community, case) == 303
    assert opens(community, case)
    assert "You have emergency access to this case" in page(community, case)
    assert entries_of(community)[-1]["action"] == "case:read"
    community.clock.forward(hours=1, minutes=59)
    assert opens(community, case)
    community.clock.forward(minutes=1)
    assert not opens(community, case)


def test_supervisors_of_the_user_and_of_the_data_are_told_at_once(community: Community, case: CaseId) -> None:
    assert start(community, case) == 303
    for slug in ("sgt_lake", "sam_cps_supervisor"):
        titles = [one.title for one in notices.listed(community.desk, community.actor(slug))]
        assert "Somebody used emergency access. Review it within three working days." in titles, slug
        queue = community.client(slug).get("/emergencies").text
        assert "She left an hour ago." in queue
        assert "Waits for your review" in queue
    assert notices.listed(community.desk, community.actor("int_harbor")) == []


def test_giving_it_back_ends_it(community: Community, case: CaseId) -> None:
    start(community, case)
    assert community.client("det_lake").send(f"/cases/{case}/emergency/end", {}).status_code == 303
    assert not opens(community, case)


def test_it_is_not_made_longer_while_it_runs(community: Community, case: CaseId) -> None:
    assert start(community, case) == 303
    assert start(community, case, hours="4") == 409
    community.clock.forward(hours=2)
    assert not opens(community, case)
    assert start(community, case) == 303


def _only(community: Community, slug: str) -> str:
    (line,) = emergencies.queue(community.desk, community.actor(slug))
    return str(line.facts.id)


def _review(community: Community, case: CaseId, slug: str, verdict: str) -> int:
    address = f"/cases/{case}/emergencies/{_only(community, 'sgt_lake')}/review"
    community.clock.forward(seconds=1)  # of somebody's many sessions the oldest is ended, and not this one
    visitor: Visitor = community.client(slug)
    return visitor.send(address, {"verdict": verdict}).status_code


def test_a_rejection_ends_it_tells_the_person_and_bars_them_from_asking_again(
    community: Community, case: CaseId
) -> None:
    start(community, case)
    assert _review(community, case, "sam_cps_supervisor", "rejected") == 303
    assert not opens(community, case)
    told = [one.title for one in notices.listed(community.desk, community.actor("det_lake"))]
    assert "A reviewer said that you should not have used emergency access." in told
    assert start(community, case) == 409
    assert "Rejected" in community.client("sgt_lake").get("/emergencies").text


def test_each_owner_reviews_once_and_the_notice_is_over_when_nobody_owes_a_review(
    community: Community, case: CaseId
) -> None:
    start(community, case)
    assert _review(community, case, "sam_cps_supervisor", "accepted") == 303
    assert _review(community, case, "sam_cps_supervisor", "rejected") == 409
    assert opens(community, case)
    assert _review(community, case, "sgt_lake", "accepted") == 303
    for slug in ("sgt_lake", "sam_cps_supervisor"):
        assert not [one for one in notices.listed(community.desk, community.actor(slug)) if "emergency" in one.title]


def test_nobody_reviews_their_own(community: Community, case: CaseId) -> None:
    teams.assign(community.desk, community.actor("sgt_lake"), case, community.people["sgt_lake"], new_id())
    assert start(community, case, "sgt_lake") == 303
    assert _review(community, case, "sgt_lake", "accepted") == 404
    assert "You used this yourself" in community.client("sgt_lake").get("/emergencies").text


def test_what_nobody_reviewed_in_three_working_days_goes_to_all_of_them_again(
    community: Community, case: CaseId
) -> None:
    start(community, case)
    (line,) = emergencies.queue(community.desk, community.actor("sgt_lake"))
    community.clock.forward(seconds=(line.facts.review_due_at - community.clock.now).total_seconds() - 1)
    assert alarms.raise_due(community.desk) == 0
    community.clock.forward(seconds=1)
    assert alarms.raise_due(community.desk) >= 2
    assert alarms.raise_due(community.desk) == 0
    for slug in ("sgt_lake", "sam_cps_supervisor"):
        titles = [one.title for one in notices.listed(community.desk, community.actor(slug))]
        assert "A use of emergency access was not reviewed in time." in titles
        assert "Review overdue" in community.client(slug).get("/emergencies").text


def test_review_is_due_at_the_end_of_the_third_working_day(community: Community, case: CaseId) -> None:
    start(community, case)
    (line,) = emergencies.queue(community.desk, community.actor("sgt_lake"))
    days = line.facts.review_due_at - line.facts.starts_at
    assert timedelta(days=3) <= days <= timedelta(days=7)


def test_bad_input_gets_a_sentence_beside_each_field_and_keeps_the_words(community: Community, case: CaseId) -> None:
    worker = community.client("det_lake")
    shown = worker.send(f"/cases/{case}/emergency", {"reason": "curious", "words": "", "hours": "9"})
    assert shown.status_code == 422
    for sentence in (
        "Choose why you need this now.",
        "Write what is happening",
        "Choose 1 to 4 hours.",
        "Confirm that",
    ):
        assert sentence in shown.text
    kept = worker.send(f"/cases/{case}/emergency", {**ASKED, "hours": "9", "words": "She runs now."})
    assert "She runs now." in kept.text
    assert not opens(community, case)


def test_where_nothing_is_locked_there_is_nothing_to_open(community: Community) -> None:
    alone = opened(community, "ana_cps_worker")
    assert start(community, alone, "ana_cps_worker") == 422
    assert "Nothing is shown locked" in community.client("ana_cps_worker").get(f"/cases/{alone}/emergency").text


def test_the_conflict_list_and_a_hidden_case_refuse_as_if_nothing_were_there(
    community: Community, case: CaseId
) -> None:
    absent = community.client("det_lake").send(f"/cases/{new_id()}/emergency", ASKED)
    outside = community.client("int_harbor").send(f"/cases/{case}/emergency", ASKED)
    assert (outside.status_code, outside.data) == (absent.status_code, absent.data) == (404, absent.data)
    assert start(community, case) == 303
    sergeant, reference = community.actor("sgt_lake"), cases.read(community.desk, community.actor("sgt_lake"), case)
    target = f"person:{community.people['det_lake']}"
    conflicts.shut_out(community.desk, sergeant, reference.header.reference, target, new_id())
    assert community.client("det_lake").get(f"/cases/{case}").status_code == 404


def test_a_form_sent_twice_opens_it_once(community: Community, case: CaseId) -> None:
    worker, key = community.client("det_lake"), new_id()
    for _ in range(2):
        assert worker.send(f"/cases/{case}/emergency", ASKED, key=key).status_code == 303
    assert len(emergencies.queue(community.desk, community.actor("sgt_lake"))) == 1


def test_a_policy_that_forgets_its_end_turns_the_promise_red(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    start(community, case)
    community.clock.forward(hours=2)
    assert not opens(community, case)
    monkeypatch.setattr(judge, "_in_emergency_until", lambda facts, _now: facts.emergency_until)
    assert opens(community, case)
