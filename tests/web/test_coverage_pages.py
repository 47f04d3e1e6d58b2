"""Room: tests. The coverage figure, and on both engines a screen that is filed, read by others and raised."""

from __future__ import annotations

from coordination.casework import records, restrictions
from coordination.model.ids import new_id
from tests.casework.screening import ANA, LEO, SAM, governed, in_maine, ran, screened
from tests.casework.story import opened
from tests.community import Community


def test_a_screen_is_filed_read_by_police_and_raised_on_either_engine(community: Community) -> None:
    case = in_maine(community)
    ran(community, case, "2026-11-01")
    address = f"/cases/{case}/records/{screened(community, case, gang='yes')}"
    page = community.client(LEO).get(address).text
    assert "MODERATE RISK of human trafficking" in page
    assert "A missing episode that began 1 November 2026" in page
    done = community.client(ANA).send(f"{address}/tier", {"tier": "high", "why": "Her friend told me."})
    assert "HIGH RISK of human trafficking" in community.client(LEO).get(done.headers["Location"]).text


def test_coverage_counts_the_children_who_entered_care_and_names_those_who_wait(community: Community) -> None:
    """ "The Connecticut Department of Children and Families screens every child who enters its system for commercial
    sexual exploitation." """
    governed(community, "cps", "us_federal", "us_connecticut")
    desk, ana = community.desk, community.actor(ANA)
    entered = [opened(community, ANA) for _ in range(3)]
    opened(community, ANA)  # at home
    for one in entered:
        records.file(desk, ana, one, "placement_note", {"setting": "foster"}, new_id())
    screened(community, entered[0], "ct_entry_screen")
    taken_back = screened(community, entered[1], "ct_entry_screen")
    records.withdraw(desk, ana, entered[1], taken_back, "wrong_case", new_id())
    sam = community.client(SAM)
    page = sam.get("/screens/coverage").text
    assert "<strong>1 of 3</strong> (33 %)" in page
    waiting = [one for one in entered if f"/cases/{one}" in page]
    assert waiting == entered[1:]
    assert "Coverage: children who entered care" in sam.get("/work").text
    for slug in (ANA, LEO, "sgt_lake"):
        assert community.client(slug).get("/screens/coverage").status_code == 404


def test_coverage_leaves_out_a_case_that_is_closed_to_the_supervisor(community: Community) -> None:
    governed(community, "cps", "us_federal", "us_connecticut")
    case = opened(community, ANA)
    records.file(community.desk, community.actor(ANA), case, "placement_note", {"setting": "foster"}, new_id())
    sam = community.client(SAM)
    assert "0 of 1" in sam.get("/screens/coverage").text
    restrictions.restrict(community.desk, community.actor(ANA), case, [community.people[ANA]], new_id())
    page = sam.get("/screens/coverage").text
    assert "0 of 0" in page
    assert case not in page
