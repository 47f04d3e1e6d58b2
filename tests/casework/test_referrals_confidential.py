"""Room: tests. Referrals to a confidential program: delivered, and silent where silence is protected."""

from __future__ import annotations

import pytest

from coordination.casework import referral_pages, releases
from coordination.casework.hub_codes import issue
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import CaseId, ReferralId, new_id
from coordination.model.referrals import Standing, State
from coordination.storage import referral_facts
from tests.casework.referred import sent, took
from tests.casework.story import entries_of, opened
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


def seen_by_sender(community: Community) -> list[tuple[ReferralId, str]]:
    """The lists of the sender, in their order, with what they say."""
    ana = community.actor("ana_cps_worker")
    lists = (
        referral_pages.listed(community.desk, ana).sent,
        referral_pages.my_work(community.desk, ana, "newest").sent,
    )
    return [(one.referral.referral_id, one.state) for lines in lists for one in lines]


def named(community: Community, case: CaseId, *recipients: str, hub: bool = True) -> None:
    """The advocates come onto the case, and name these programs in a release."""
    desk, rosa = community.desk, community.actor("adv_safe")
    if hub:
        code, _ = issue(desk, community.actor("ana_cps_worker"), case, new_id())
        releases.name_hub(desk, rosa, code, paper((), ("advocacy", "service_plan")), new_id())
    if recipients:
        to = tuple(str(community.programs[slug].id) for slug in recipients)
        releases.record(desk, rosa, case, paper(to, ("advocacy",)), new_id())


def test_sender_sees_only_delivered_whatever_a_confidential_program_does(community: Community, case: CaseId) -> None:
    referral = sent(community, case, "advocates")
    community.clock.forward(minutes=1)
    other = sent(community, case, "cac")
    lists = [seen_by_sender(community)]
    before = page(community, "ana_cps_worker", referral)
    assert before.line.state == "Delivered"
    named(community, case)
    community.clock.forward(days=20)
    page(community, "adv_safe", referral)
    took(community, referral, "ask", "adv_safe", words="When may we meet?")
    took(community, referral, "accept", "adv_safe")
    took(community, referral, "complete", "adv_safe", reason="service_given")
    after = page(community, "ana_cps_worker", referral)
    lists.append(seen_by_sender(community))
    assert lists[0] == lists[1]
    assert next(one for one, _ in lists[0]) == other
    assert (after.line.state, after.line.alarm, after.line.at) == (before.line.state, None, before.line.at)
    assert (after.events, after.steps) == (before.events, before.steps)
    with pytest.raises(Conflict):  # a second one would tell that the first had ended
        sent(community, case, "advocates")
    took(community, referral, "recall", "ana_cps_worker", reason="no_answer")
    assert page(community, "ana_cps_worker", referral).line.state == "Taken back"
    assert page(community, "adv_safe", referral).line.referral.standing is Standing.CANCELLED


def test_answer_goes_back_under_a_release_that_names_the_sender_and_stops_with_it(
    community: Community, case: CaseId
) -> None:
    referral = sent(community, case, "advocates")
    named(community, case, "cps")
    took(community, referral, "accept", "adv_safe", words="We will meet her.")
    seen = page(community, "ana_cps_worker", referral)
    assert (seen.line.state, seen.events[-1].words) == ("Accepted", "We will meet her.")
    rosa = community.actor("adv_safe")
    (naming,) = [one.id for one in releases.listed(community.desk, rosa, case) if not one.names_hub]
    releases.revoke(community.desk, rosa, case, naming, "oral", new_id())
    assert page(community, "ana_cps_worker", referral).line.state == "Delivered"


def test_confidential_program_reads_before_its_release_and_leaves_no_row_about_the_child(
    community: Community, case: CaseId
) -> None:
    referral = sent(community, case, "advocates")
    handles = {one for entry in entries_of(community) for one in entry["objects"]}
    seen = page(community, "adv_safe", referral)
    assert seen.waits_for_release
    assert seen.steps == []
    assert seen.events[0].words
    referral_pages.my_work(community.desk, community.actor("adv_safe"))
    referral_pages.listed(community.desk, community.actor("adv_safe"))
    program = community.programs["advocates"].handle
    own = [entry for entry in entries_of(community) if entry["program"] == program]
    assert not [entry["action"] for entry in own if handles & set(entry["objects"])]
    with pytest.raises(Refused):
        took(community, referral, "accept", "adv_safe")
    with community.desk.consulting() as cabinet:
        (one,) = referral_facts.facts_of_sent(cabinet, community.programs["cps"].id)
    assert (one.opened_at, one.state) == (None, State.REQUESTED)
