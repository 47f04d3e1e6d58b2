"""Room: tests. Referrals: sent to programs on no team, closed in a loop, and silent where silence is protected."""

from __future__ import annotations

import pytest

from coordination.casework import referral_pages, referrals, releases, restrictions, teams
from coordination.casework.records import file
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.referrals import Kind, State
from coordination.storage import referral_facts
from tests.casework.referred import sent, took
from tests.casework.story import assigned, entries_of, invited, opened
from tests.community import Community
from tests.matrix.filled import paper


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection."""
    return opened(community, "ana_cps_worker")


def page(community: Community, slug: str, referral: ReferralId) -> referral_pages.ReferralPage:
    """The page as this person gets it."""
    return referral_pages.read(community.desk, community.actor(slug), referral)


def state(community: Community, slug: str, referral: ReferralId) -> State:
    return page(community, slug, referral).line.referral.state


# --- the loop ---------------------------------------------------------------------------------------------------------


def test_sender_learns_of_a_decline_after_acceptance(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac")
    took(community, referral, "accept", "int_harbor")
    took(community, referral, "give_up", "int_harbor", reason="could_not_reach", words="Two letters, no answer.")
    seen = page(community, "ana_cps_worker", referral)
    assert seen.line.state == "Declined after accepting"
    assert [(one.step, one.reason, one.words) for one in seen.events][-1] == (
        "give_up",
        "could_not_reach",
        "Two letters, no answer.",
    )


def test_steps_go_only_where_the_closed_loop_lets_them(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac")
    for early in ("begin", "complete", "hold", "go_on", "give_up"):
        reason = {"complete": "enrolled", "hold": "waits_for_youth", "give_up": "unsafe"}.get(early, "")
        with pytest.raises(Conflict):
            took(community, referral, early, "int_harbor", reason=reason)
    took(community, referral, "accept", "int_harbor")
    took(community, referral, "hold", "int_harbor", reason="waits_for_youth")
    assert state(community, "int_harbor", referral) is State.ON_HOLD
    took(community, referral, "go_on", "int_harbor")
    took(community, referral, "complete", "int_harbor", reason="enrolled")
    with pytest.raises(Conflict):
        took(community, referral, "recall", "ana_cps_worker", reason="no_longer_needed")
    took(community, referral, "reopen", "ana_cps_worker", reason="still_needed")
    assert state(community, "int_harbor", referral) is State.REQUESTED


def test_report_is_acknowledged_and_never_declined(community: Community, case: CaseId) -> None:
    report = sent(community, case, "detectives", kind="report")
    with pytest.raises(Conflict):
        took(community, report, "decline", "det_lake", reason="no_capacity")
    with pytest.raises(Conflict):
        took(community, report, "accept", "det_lake")
    with pytest.raises(Conflict):
        took(community, report, "recall", "ana_cps_worker", reason="no_longer_needed")
    took(community, report, "acknowledge", "det_lake")
    assert page(community, "ana_cps_worker", report).line.state == "Acknowledged"
    with pytest.raises(Invalid):  # to government alone
        sent(community, case, "cac", kind="report")


def test_accepting_a_case_referral_gives_the_program_its_place(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac", kind="case")
    carla, ben = community.actor("coo_harbor"), community.actor("sup_harbor")
    assert community.desk.facts(ben, case).place_of(ben.program_id, community.clock.now) is None
    took(community, referral, "accept", "coo_harbor")
    assert community.desk.facts(ben, case).place_of(ben.program_id, community.clock.now) is not None
    teams.assign(community.desk, ben, case, carla.person_id, new_id())
    invited(community, case, "detectives")
    with pytest.raises(Invalid):
        sent(community, case, "detectives", kind="case")  # on the team already


def test_case_is_brought_by_whoever_may_invite_and_never_to_a_confidential_program(
    community: Community, case: CaseId
) -> None:
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    with pytest.raises(Refused):
        sent(community, case, "cac", by="det_lake", kind="case")
    with pytest.raises(Invalid):
        sent(community, case, "advocates", kind="case")


def test_referral_shows_its_recipient_the_referral_and_not_the_case(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac")
    seen = page(community, "int_harbor", referral)
    assert seen.events[0].words == "She would like to finish tenth grade."
    for slug in ("det_lake", "adv_safe", "aud_north", "adm_north"):
        with pytest.raises(Refused):
            page(community, slug, referral)
    with pytest.raises(Refused):
        teams.read(community.desk, community.actor("int_harbor"), case)


def test_restricted_case_sends_nothing_and_its_referrals_close(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac")
    ana = community.actor("ana_cps_worker")
    restrictions.restrict(community.desk, ana, case, [ana.person_id], new_id())
    with pytest.raises(Refused):
        page(community, "int_harbor", referral)
    with pytest.raises(Invalid) as refused:
        sent(community, case, "detectives")
    assert "restricted" in refused.value.fields["recipient"]


# --- one open referral ------------------------------------------------------------------------------------------------


def test_one_open_referral_for_a_need_and_target_from_the_same_sender(community: Community, case: CaseId) -> None:
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    first = sent(community, case, "cac")
    with pytest.raises(Conflict):
        sent(community, case, "cac")
    sent(community, case, "cac", need="legal")
    sent(community, case, "detectives")
    other = sent(community, case, "cac", by="det_lake")  # another sender's is nobody's business
    assert other != first
    took(community, first, "decline", "int_harbor", reason="no_capacity")
    again = sent(community, case, "cac")
    with pytest.raises(Conflict):  # the first would be a second open one
        took(community, first, "reopen", "ana_cps_worker", reason="still_needed")
    assert state(community, "int_harbor", again) is State.REQUESTED


# --- what the young person wants --------------------------------------------------------------------------------------


def test_nothing_is_sent_against_the_young_persons_will(community: Community, case: CaseId) -> None:
    for agreement, urgency in (("declined", "urgent"), ("could_not_ask", "routine"), ("", "urgent")):
        with pytest.raises(Invalid) as refused:
            sent(community, case, "cac", agreement=agreement, urgency=urgency)
        assert set(refused.value.fields) == {"agreement"}
    assert sent(community, case, "cac", agreement="could_not_ask", urgency="urgent")


def test_no_contact_is_a_hard_stop(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac", no_contact="yes")
    took(community, referral, "accept", "int_harbor")
    assert page(community, "int_harbor", referral).line.referral.no_contact
    for slug, reason in (("give_up", "could_not_reach"), ("give_up", "youth_declined"), ("complete", "youth_declined")):
        with pytest.raises(Invalid):
            took(community, referral, slug, "int_harbor", reason=reason)
    took(community, referral, "complete", "int_harbor", reason="waitlisted")


# --- what goes along --------------------------------------------------------------------------------------------------


def filed(community: Community, case: CaseId) -> str:
    answers = {"note": "She likes biology."}
    return str(
        file(community.desk, community.actor("ana_cps_worker"), case, "child_protection_note", answers, new_id())
    )


def test_record_goes_along_only_to_whom_the_law_opens_it(community: Community, case: CaseId) -> None:
    record = filed(community, case)
    with pytest.raises(Invalid) as refused:
        sent(community, case, "cac", records=(record,))
    assert "Child protection" in refused.value.fields["records"]
    assert "A release" in refused.value.fields["records"]
    referral = sent(community, case, "detectives", records=(record,))
    (one,) = page(community, "det_lake", referral).carried
    assert [line.words for line in one[1].lines] == [("She likes biology.",)]
    assert page(community, "ana_cps_worker", referral).carried == []
    (entry,) = [found for found in entries_of(community) if found["action"] == "referral:read"][:1]
    assert ["child_protection", community.programs["cps"].handle, "capta_ix"] in entry["shown"] or entry["shown"]


def test_record_stops_going_along_when_the_release_is_stopped(community: Community, case: CaseId) -> None:
    record = filed(community, case)
    invited(community, case, "cac")
    desk, ana = community.desk, community.actor("ana_cps_worker")
    to = (str(community.programs["cac"].id),)
    release = releases.record(desk, ana, case, paper(to, ("child_protection",)), new_id())
    referral = sent(community, case, "cac", records=(record,))
    assert len(page(community, "int_harbor", referral).carried) == 1
    releases.revoke(desk, ana, case, release, "oral", new_id())
    assert page(community, "int_harbor", referral).carried == []


def test_client_of_a_victim_service_is_told_of_only_under_a_release(community: Community, case: CaseId) -> None:
    assigned(community, case, "cac", "sup_harbor", "coo_harbor")
    invited(community, case, "detectives")
    with pytest.raises(Invalid) as refused:
        sent(community, case, "detectives", by="coo_harbor")
    assert "release" in refused.value.fields["recipient"]
    to = (str(community.programs["detectives"].id),)
    releases.record(community.desk, community.actor("coo_harbor"), case, paper(to, ("service_plan",)), new_id())
    assert sent(community, case, "detectives", by="coo_harbor")


# --- the log, and the lists -------------------------------------------------------------------------------------------


def test_every_act_and_reading_is_in_the_log_by_handles(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "cac")
    page(community, "int_harbor", referral)
    took(community, referral, "accept", "int_harbor")
    with community.desk.consulting() as cabinet:
        (one,) = referral_facts.facts_of_sent(cabinet, community.programs["cps"].id)
    about = [entry["action"] for entry in entries_of(community) if one.handle in entry["objects"]]
    assert about == ["referral:send", "referral:read", "referral:accept"]
    assert not [entry for entry in entries_of(community) if referral in str(entry)]


def test_my_work_is_one_entry_and_a_constant_number_of_statements(community: Community, case: CaseId) -> None:
    costs = []
    for need in ("legal", "education", "employment"):
        sent(community, case, "cac", need=need)
        sent(community, opened(community, "ana_cps_worker"), "cac", need=need)
        before = len(entries_of(community))
        with community.desk.database.count() as tally:
            found = referral_pages.my_work(community.desk, community.actor("int_harbor"))
        costs.append(tally.statements)
        assert len(entries_of(community)) == before + 2  # a sign-in and the list
        last = entries_of(community)[-1]
        assert last["action"] == "work:list"
        assert len(last["objects"]) >= len(found.received)
    assert costs[1] == costs[2]
    mine = referral_pages.my_work(community.desk, community.actor("ana_cps_worker"))
    assert len(mine.sent) == 6
    assert len(mine.cases) == 4
    urgent = sent(community, case, "cac", need="other", urgency="urgent")
    sorted_ = referral_pages.my_work(community.desk, community.actor("int_harbor"), "urgent").received
    assert sorted_[0].referral.referral_id == urgent
    newest = referral_pages.my_work(community.desk, community.actor("int_harbor"), "newest").received
    assert [one.at for one in newest] == sorted((one.at for one in newest), reverse=True)


def test_a_form_sent_twice_is_one_referral(community: Community, case: CaseId) -> None:
    desk, ana, key = community.desk, community.actor("ana_cps_worker"), new_id()
    form = {"recipient": str(community.programs["cac"].id), "need": "legal", "urgency": "routine"}
    form |= {"agreement": "agreed", "message": "Please."}
    kind = Kind.SERVICE
    first = referrals.send(desk, ana, case, kind, form, key)
    assert referrals.send(desk, ana, case, kind, form, key) == first
