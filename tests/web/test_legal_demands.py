"""Room: tests. A legal demand for records is told to those whose records it asks for, and opens nothing to anybody."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.model.ids import CaseId, new_id
from coordination.storage.authority_tables import authorities as table
from tests.casework.story import entries_of
from tests.casework.test_releases import admit, open_case
from tests.community import Community
from tests.web.test_authority_pages import pages


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case with police and the center on the team, and advocates of whom nobody can know."""
    found = open_case(community)
    admit(community, found)
    return found


def demand(community: Community, *whose: str, **more: str) -> dict[str, object]:
    """A subpoena by a lawyer, as it is told of."""
    programs = [str(community.programs[slug].id) for slug in whose]
    typed = {"asked_by": "A lawyer, by canarymail", "asks": "Everything you have.", "due_on": "2026-12-04"}
    return {"programs": programs, **typed, **more}


def test_whose_records_are_asked_for_hears_at_once_and_others_learn_nothing(community: Community, case: CaseId) -> None:
    center, advocate = community.client("int_harbor"), community.client("adv_safe")
    before = pages(center, case), pages(advocate, case)
    boss = community.client("sgt_lake")
    form = boss.get(f"/cases/{case}/demands/new").text
    assert "Hand over nothing from these pages" in form
    assert "Safe Path" not in form
    assert boss.send(f"/cases/{case}/demands/new", demand(community, "cps")).status_code == 303
    sam = community.client("sam_cps_supervisor")
    assert "A legal demand for records of your program came." in sam.get("/notices").text
    told = sam.get(f"/cases/{case}/authorities").text
    assert "canarymail" in told
    assert "4 December 2026" in told
    assert "canarymail" in boss.get(f"/cases/{case}/authorities").text
    assert (pages(center, case), pages(advocate, case)) == before
    with community.desk.consulting([case]) as cabinet:
        (row,) = cabinet.connection.execute(select(table)).all()
    assert b"canarymail" not in row.body
    (entry,) = [one for one in entries_of(community) if one["action"] == "demand:record"]
    assert row.handle in str(entry["objects"])
    facts = community.desk.facts(community.actor("sam_cps_supervisor"), case)
    assert facts.authorities == ()  # to the policy there is no such paper


def test_what_is_missing_is_said_and_nobody_is_told(community: Community, case: CaseId) -> None:
    boss = community.client("sgt_lake")
    wrong: list[dict[str, object]] = [
        {"programs": []},
        {"programs": [str(community.programs["advocates"].id)]},
        {"due_on": "soon"},
        {"due_on": "9999-12-31"},
        {"asks": " "},
        {"asked_by": "a\u202eb"},
    ]
    for bad in wrong:
        shown = boss.send(f"/cases/{case}/demands/new", {**demand(community, "cps"), **bad})
        assert shown.status_code == 422, bad
        assert "Everything you have." in shown.text or "asks" in bad
    assert "A legal demand" not in community.client("sam_cps_supervisor").get("/notices").text


def test_only_a_supervisor_of_no_confidential_program_tells_of_one(community: Community, case: CaseId) -> None:
    absent = community.client("det_lake").get(f"/cases/{new_id()}/demands/new").data
    for slug in ("ana_cps_worker", "det_lake", "sup_safe", "adv_safe", "pri_privacy"):
        visitor = community.client(slug)
        assert visitor.get(f"/cases/{case}/demands/new").data == absent or slug == "pri_privacy"
        assert visitor.send(f"/cases/{case}/demands/new", demand(community, "cps")).status_code == 404, slug


def test_a_form_sent_twice_tells_of_one_demand(community: Community, case: CaseId) -> None:
    boss, key = community.client("sgt_lake"), new_id()
    for _ in range(2):
        assert boss.send(f"/cases/{case}/demands/new", demand(community, "cps"), key=key).status_code == 303
    with community.desk.consulting([case]) as cabinet:
        assert len(cabinet.connection.execute(select(table.c.id)).all()) == 1
