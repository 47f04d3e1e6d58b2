"""Room: tests. What waits urgently, through the door: first on My work, with how long; and a case lists its own."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from coordination.casework import cases, restrictions
from coordination.model.ids import CaseId, new_id
from coordination.model.referral_line import how_long
from coordination.storage import referral_facts
from tests.casework.referred import sent, took
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police on the team."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def order(text: str) -> list[str]:
    """Ids of the referrals on a page, as they stand."""
    return re.findall(r'href="/referrals/([0-9a-f]{32})"', text)


def test_my_work_shows_unopened_urgent_ones_first_with_how_long_they_have_waited(
    community: Community, case: CaseId
) -> None:
    routine = sent(community, case, "cac", need="other")
    community.clock.forward(hours=1)
    seen = sent(community, case, "cac", need="education", urgency="urgent")
    community.client("sup_harbor").get(f"/referrals/{seen}")
    community.clock.forward(minutes=30)
    first = sent(community, case, "cac", need="legal", urgency="urgent")
    community.clock.forward(minutes=10)
    second = sent(community, case, "cac", need="employment", urgency="urgent")
    community.clock.forward(minutes=5)
    for slug in ("int_harbor", "ana_cps_worker"):  # who got them, and who sent them
        text = community.client(slug).get("/work").text
        assert order(text)[:4] == [first, second, seen, routine], slug
        assert "<strong>Not opened for 15 minutes</strong>" in text
        assert "<strong>Not opened for 5 minutes</strong>" in text
        assert "Waits for 45 minutes" in text
        assert text.count("Not opened for") == 2


def test_of_a_confidential_program_my_work_says_no_wait_and_puts_nothing_first(
    community: Community, case: CaseId
) -> None:
    hushed = sent(community, case, "advocates", urgency="urgent")
    community.clock.forward(minutes=40)
    open_one = sent(community, case, "cac", urgency="urgent")
    community.clock.forward(minutes=1)
    text = community.client("ana_cps_worker").get("/work").text
    assert order(text) == [open_one, hushed]
    assert text.count("Not opened for") == 1
    assert "for 41 minutes" not in text
    assert "Waits for 41 minutes" in community.client("adv_safe").get("/work").text  # they may read their own clock


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        ({"seconds": 59}, "0 minutes"),
        ({"minutes": 1}, "1 minute"),
        ({"minutes": 119}, "119 minutes"),
        ({"hours": 2}, "2 hours"),
        ({"hours": 47}, "47 hours"),
        ({"days": 2}, "2 days"),
    ],
)
def test_a_wait_in_words(wait: dict[str, float], said: str) -> None:
    assert how_long(timedelta(**wait)) == said


def test_the_case_page_lists_the_programs_own_referrals_and_the_entry_names_them(
    community: Community, case: CaseId
) -> None:
    made = sent(community, case, "cac")
    theirs = sent(community, case, "cps", by="det_lake", kind="report")
    page = community.client("ana_cps_worker").get(f"/cases/{case}").text
    assert order(page) == [theirs, made]
    last = [one for one in entries_of(community) if one["action"] == "case:read"][-1]
    assert len(last["objects"]) == 3  # the case and both
    assert order(community.client("det_lake").get(f"/cases/{case}").text) == [theirs]  # not what others sent
    took(community, made, "accept", "int_harbor")
    assert "Accepted" in community.client("ana_cps_worker").get(f"/cases/{case}").text


def test_a_hidden_case_costs_what_an_absent_one_costs_whatever_was_sent_to_the_viewers_program_about_it(
    community: Community, case: CaseId
) -> None:
    def cost(slug: str, about: CaseId) -> tuple[int, int]:
        client = community.client(slug)
        client.get("/cases")
        with community.desk.database.count() as tally:
            client.get(f"/cases/{about}")
        return tally.statements, tally.commits

    hidden = cost("int_harbor", case)
    sent(community, case, "cac")
    assert cost("int_harbor", case) == hidden == cost("int_harbor", CaseId(new_id()))


def test_on_a_restricted_case_they_are_gone_with_it(community: Community, case: CaseId) -> None:
    made = sent(community, case, "detectives", kind="report")
    det = community.client("det_lake")
    assert made in det.get(f"/cases/{case}").text
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), case, [], new_id())
    assert det.get(f"/cases/{case}").status_code == 404
    assert made not in det.get("/work").text


def test_of_two_nets_each_keeps_others_referrals_off_the_case_page(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: the query reads every program's; the policy still holds; without both they would be there."""
    sent(community, case, "cac")
    usual, cps = referral_facts.facts_of_case, community.programs["cps"].id
    monkeypatch.setattr(referral_facts, "facts_of_case", lambda cabinet, _, about: usual(cabinet, cps, about))
    leo = community.actor("det_lake")
    assert cases.read(community.desk, leo, case).referrals == ()
    monkeypatch.setattr("coordination.policy.decide.holds", lambda *_: True)
    assert len(cases.read(community.desk, leo, case).referrals) == 1
