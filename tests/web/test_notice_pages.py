"""Room: tests. Notices in the hub: what waits, counted and shown only while its reader may know of it."""

from __future__ import annotations

import re

import pytest

from coordination.casework import conflicts, notices, requests, restrictions
from coordination.casework.notices import waiting
from coordination.model.ids import CaseId, new_id
from coordination.storage import requests as request_rows
from tests.casework.posted import case_with_a_locked_type
from tests.casework.story import entries_of
from tests.community import Community, Visitor


@pytest.fixture
def case(community: Community) -> CaseId:
    made = case_with_a_locked_type(community)
    program = community.programs["cps"].id
    asker = community.actor("coo_harbor")
    requests.make(community.desk, asker, made, program, "child_protection", "services", new_id())
    community.clock.forward(seconds=1)
    return made


def counted(visitor: Visitor, page: str = "/help") -> int:
    found = re.search(r'<span class="hub-count">(\d+)', visitor.get(page).text)
    return int(found[1]) if found else 0


def test_a_supervisor_is_told_counts_it_everywhere_and_marks_it_as_read(community: Community, case: CaseId) -> None:
    sam = community.client("sam_cps_supervisor")
    assert counted(sam) == counted(sam, "/cases") == 1
    page = sam.get("/notices")
    assert page.status_code == 200
    assert "Somebody asks your program to open information." in page.text
    assert f'href="/cases/{case}"' in page.text
    ids = re.findall(r'name="notice" value="([0-9a-f]{32})"', page.text)
    assert sam.send("/notices/seen", {"notice": ids}).status_code == 303
    assert counted(sam) == 0
    assert ">New<" not in sam.get("/notices").text
    listing = [one for one in entries_of(community) if one["action"] == "notice:list"]
    assert listing
    assert all(len(one["objects"]) == 1 for one in listing)


def test_who_asked_and_who_is_not_concerned_are_told_nothing(community: Community, case: CaseId) -> None:
    for slug in ("ana_cps_worker", "aud_north", "adm_north", "pri_privacy", "adv_safe", "sup_safe"):
        assert counted(community.client(slug)) == 0, slug


def _shut_out(community: Community, case: CaseId) -> None:
    with community.desk.consulting([case]) as cabinet:
        reference = request_rows.facts_of_requests(cabinet, community.programs["cps"].id)[0].case_reference
    target = f"person:{community.people['sam_cps_supervisor']}"
    conflicts.shut_out(community.desk, community.actor("pri_privacy"), reference, target, new_id())


def _restrict(community: Community, case: CaseId) -> None:
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), case, [], new_id())


@pytest.mark.parametrize("close", [_shut_out, _restrict], ids=lambda one: one.__name__)
def test_a_case_that_closed_to_its_reader_is_neither_shown_nor_counted(
    community: Community, case: CaseId, close: object
) -> None:
    sam = community.client("sam_cps_supervisor")
    assert counted(sam) == 1
    close(community, case)  # type: ignore[operator]
    assert counted(sam) == 0
    page = sam.get("/notices").text
    assert case not in page
    assert "Nothing waits for you." in page


def test_the_look_at_the_policy_is_what_hides_it(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Broken on purpose: without it the number still tells that something happens on the case."""
    _restrict(community, case)
    assert counted(community.client("sam_cps_supervisor")) == 0
    monkeypatch.setattr(notices, "may_know", lambda *_: True)
    assert waiting(community.desk, community.actor("sam_cps_supervisor")) == 1


def test_anothers_notice_is_answered_like_one_that_is_not_there(community: Community, case: CaseId) -> None:
    sam, other = community.client("sam_cps_supervisor"), community.client("sgt_lake")
    (theirs,) = re.findall(r'name="notice" value="([0-9a-f]{32})"', sam.get("/notices").text)
    answers = [other.send("/notices/seen", {"notice": one}) for one in (theirs, new_id(), "nonsense")]
    assert len({(one.status_code, one.data) for one in answers}) == 1
    assert counted(sam) == 1


def test_a_person_says_how_they_are_reached_and_finds_it_again(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    form = {
        "address": "ana@work.example",
        "mail": "yes",
        "kinds": ["assigned", "request_answered"],
        "quiet_from": "22:00",
        "quiet_until": "7:30",
        "pierce": "yes",
    }
    assert ana.send("/contact", form).status_code == 303
    page = ana.get("/contact").text
    for shown in ('value="ana@work.example"', 'value="22:00"', 'value="07:30"'):
        assert shown in page
    checked = re.findall(r'name="(\w+)" value="(\w+)" checked', page)
    assert set(checked) == {("mail", "yes"), ("kinds", "assigned"), ("kinds", "request_answered"), ("pierce", "yes")}
    assert "ana@work.example" not in community.client("sam_cps_supervisor").get("/contact").text


BAD: tuple[tuple[dict[str, object], str], ...] = (
    ({"address": "no address"}, "address"),
    ({"address": "a@b.example, c@d.example"}, "address"),
    ({"address": "a@b.example\r\nBcc: c@d.example"}, "address"),
    ({"address": "Ana <a@b.example>"}, "address"),
    ({"address": "a" * 250 + "@work.example"}, "address"),
    ({"quiet_from": "25:00", "quiet_until": "07:00"}, "quiet_from"),
    ({"quiet_from": "22:00"}, "quiet_until"),
    ({"quiet_until": "late", "quiet_from": "22:00"}, "quiet_until"),
    ({"kinds": "nonsense"}, "kinds"),
    ({"kinds": "on_call"}, "kinds"),
)


@pytest.mark.parametrize(("typed", "field"), BAD, ids=lambda one: str(one)[:40])
def test_what_cannot_be_taken_is_said_beside_the_field_and_changes_nothing(
    community: Community, typed: dict[str, object], field: str
) -> None:
    ana = community.client("ana_cps_worker")
    assert ana.send("/contact", {"address": "ana@work.example", "mail": "yes"}).status_code == 303
    answer = ana.send("/contact", {"address": "new@work.example", **typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert 'value="ana@work.example"' in ana.get("/contact").text


def test_an_address_lies_encrypted_and_under_its_agencys_key(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    ana.send("/contact", {"address": "ana@work.example", "mail": "yes"})
    with community.desk.consulting() as cabinet:
        (row,) = cabinet.connection.exec_driver_sql("SELECT address, agency_id FROM contacts").all()
    assert b"ana@" not in bytes(row.address)
    assert row.agency_id == community.agencies["north_county"]
