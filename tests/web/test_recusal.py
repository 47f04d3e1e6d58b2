"""Room: tests. Recusal through the door: shut out at once by one's own word, let in by the privacy officer alone."""

from __future__ import annotations

import re

import pytest

from coordination.casework import conflicts, notices
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

TOLD = "Somebody stepped back from a case. See its team."


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's, with police on it."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def step_back(community: Community, case: CaseId, slug: str = "det_lake", reason: str = "knows_family") -> int:
    return community.client(slug).send(f"/cases/{case}/recuse", {"reason": reason}).status_code


def test_who_steps_back_is_shut_out_from_the_next_request_on(community: Community, case: CaseId) -> None:
    page = community.client("det_lake").get(f"/cases/{case}").text
    assert "I know somebody in this case" in page
    assert step_back(community, case) == 303
    absent = community.client("det_lake").get(f"/cases/{new_id()}")
    shut = community.client("det_lake").get(f"/cases/{case}")
    assert (shut.status_code, absent.status_code) == (404, 404)
    assert str(case) not in community.client("det_lake").get("/cases").text
    assert community.client("ana_cps_worker").get(f"/cases/{case}").status_code == 200


def test_their_supervisor_is_told_and_nobody_else_is(community: Community, case: CaseId) -> None:
    step_back(community, case)
    told = {
        slug: TOLD in [one.title for one in notices.listed(community.desk, community.actor(slug))]
        for slug in ("sgt_lake", "sam_cps_supervisor", "ana_cps_worker", "det_lake")
    }
    assert told == {"sgt_lake": True, "sam_cps_supervisor": False, "ana_cps_worker": False, "det_lake": False}


def test_the_privacy_officer_of_their_agency_alone_lets_them_in_again(community: Community, case: CaseId) -> None:
    assert step_back(community, case, "ana_cps_worker") == 303
    (kept,) = conflicts.listed(community.desk, community.actor("pri_privacy"))
    for slug, status in (("ana_cps_worker", 403), ("sam_cps_supervisor", 403), ("pri_privacy", 303)):
        answer = community.client(slug).send(f"/conflicts/{kept.handle}/lift", {})
        assert (answer.status_code == 303) is (status == 303), slug
        inside = community.client("ana_cps_worker").get(f"/cases/{case}").status_code == 200
        assert inside is (slug == "pri_privacy"), slug


def test_why_is_a_code_in_the_access_log_and_an_unknown_one_changes_nothing(community: Community, case: CaseId) -> None:
    answer = community.client("det_lake").send(f"/cases/{case}/recuse", {"reason": "the father is my cousin"})
    assert answer.status_code == 422
    assert "Choose why you step back." in answer.text
    assert community.client("det_lake").get(f"/cases/{case}").status_code == 200
    step_back(community, case)
    (entry,) = [one for one in entries_of(community) if one["action"] == "conflict:recuse"]
    assert entry["purpose"] == "knows_family"


def test_the_form_sent_twice_is_one_entry_on_the_list(community: Community, case: CaseId) -> None:
    visitor = community.client("ana_cps_worker")
    key = re.findall(r'name="act_key" value="([^"]+)"', visitor.get(f"/cases/{case}").text)[-1]
    typed = {"reason": "knows_child", "act_key": key}
    assert [visitor.send(f"/cases/{case}/recuse", typed).status_code for _ in range(2)] == [303, 303]
    assert len(conflicts.listed(community.desk, community.actor("pri_privacy"))) == 1
