"""Room: tests. "Why can Officer X see this? Why can I not?" through the door."""

from __future__ import annotations

import re

import pytest

from coordination.casework import records, teams
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.casework.watched import CANARY, acts, morning, number
from tests.community import Community, Visitor

# What it asks of the database are the queries of the case page and of the log, which other files ask on both engines.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection filed a note and who reported; police, the center and an invited shelter's program are there."""
    case_id = opened(community, "ana_cps_worker")
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    assigned(community, case_id, "cac", "sup_harbor", "int_harbor")
    worker = community.actor("ana_cps_worker")
    records.file(community.desk, worker, case_id, "child_protection_note", {"note": CANARY}, new_id())
    records.file(community.desk, worker, case_id, "reporter", {"kind": "mandated"}, new_id())
    return case_id


def asked(community: Community, subject: str, case: CaseId, who: str, what: str) -> str:
    answer = community.client(subject).get(f"/cases/{case}/why", query_string={"who": who, "what": what})
    assert answer.status_code == 200, answer.text
    return answer.text


def of(community: Community, program: str, kind: str) -> str:
    return f"{community.programs[program].id}.{kind}"


def member(community: Community, program: str, subject: str) -> str:
    return f"{community.programs[program].id}.{community.people[subject]}"


def options(page: str, name: str) -> dict[str, str]:
    (chosen,) = re.findall(rf'<select[^>]* name="{name}".*?</select>', page, re.DOTALL)
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>(.*?)</option>', chosen))


def answer_of(page: str) -> str:
    found: list[str] = re.findall(
        r'<section class="hub-panel" aria-labelledby="answer">(.*?)</section>', page, re.DOTALL
    )
    assert len(found) == 1
    return found[0]


def test_owner_reads_why_an_officer_sees_it(community: Community, case: CaseId) -> None:
    leo = member(community, "detectives", "det_lake")
    said = answer_of(asked(community, "ana_cps_worker", case, leo, of(community, "cps", "child_protection")))
    assert "Leo Marsh can see “Child protection”" in said
    assert "42 USC 5106a(b)(2)(B)(ix)" in said
    mia = member(community, "cac", "int_harbor")
    said = answer_of(asked(community, "ana_cps_worker", case, mia, of(community, "cps", "child_protection")))
    assert "Mia Vale cannot see “Child protection”" in said
    assert "No law that is known here opens it without a release." in said
    said = answer_of(asked(community, "ana_cps_worker", case, leo, of(community, "cps", "reporter_identity")))
    assert "Leo Marsh cannot see" in said
    assert "(42 USC 5106a(b)(2)(B)(xviii))" in said


def test_the_case_page_leads_to_why_one_cannot_see_a_locked_type(community: Community, case: CaseId) -> None:
    visitor = community.client("int_harbor")
    page = visitor.get(f"/cases/{case}").text
    links = re.findall(rf'href="(/cases/{case}/why\?[^"]+)"', page)
    assert len(links) == len(re.findall(r"/requests/new\?", page)) > 0
    said = visitor.get(links[0].replace("&amp;", "&"))
    assert said.status_code == 200
    assert "You cannot see" in answer_of(said.text)
    assert "A release of the program that holds it would have to name your program" in answer_of(said.text)


def test_supervisor_asks_for_people_of_the_program(community: Community, case: CaseId) -> None:
    assigned_too(community, case, "sgt_lake")
    leo, note = member(community, "detectives", "det_lake"), of(community, "cps", "child_protection")
    assert "Leo Marsh can see" in answer_of(asked(community, "sgt_lake", case, leo, note))
    refused = community.client("det_lake").get(
        f"/cases/{case}/why", query_string={"who": member(community, "detectives", "sgt_lake"), "what": note}
    )
    assert refused.status_code == 422
    assert "as a supervisor for people of your program" in refused.text


def assigned_too(community: Community, case: CaseId, supervisor: str) -> None:
    teams.assign(community.desk, community.actor(supervisor), case, community.people[supervisor], new_id())


def test_nobody_asks_about_what_others_hold_and_another_program_sees(community: Community, case: CaseId) -> None:
    mia, note = member(community, "cac", "int_harbor"), of(community, "cps", "child_protection")
    answer = community.client("det_lake").get(f"/cases/{case}/why", query_string={"who": mia, "what": note})
    assert answer.status_code == 422
    assert "usa-error-message" in answer.text
    assert 'aria-labelledby="answer"' not in answer.text


def test_what_is_hidden_is_answered_as_what_is_not_there(community: Community, case: CaseId) -> None:
    visitor = community.client("det_lake")
    assert "reporter_identity" not in visitor.get(f"/cases/{case}/why").text
    hidden = ("reporter_identity", "education", "x", "")
    texts = {same(visitor, case, of(community, "cps", kind)) for kind in hidden} | {same(visitor, case, "x" * 300)}
    assert len(texts) == 1
    people = (f"{community.programs['advocates'].id}", new_id(), member(community, "advocates", "adv_safe"))
    what = of(community, "detectives", "report")
    assert len({visitor.get(f"/cases/{case}/why?who={who}&what={what}").text for who in people}) == 1


def same(visitor: Visitor, case: CaseId, what: str) -> str:
    answer = visitor.get(f"/cases/{case}/why", query_string={"who": "me", "what": what})
    assert answer.status_code == 422
    return answer.text


def test_whoever_may_not_enter_the_case_gets_what_an_absent_one_gives(community: Community, case: CaseId) -> None:
    for subject in ("adv_safe", "sup_safe", "adm_north", "aud_north", "coo_harbor"):
        visitor = community.client(subject)
        texts = {visitor.get(f"/cases/{one}/why").text for one in (case, new_id())}
        assert len(texts) == 1
        assert visitor.get(f"/cases/{case}/why").status_code in {403, 404}


def test_the_page_names_nobody_whom_the_team_page_does_not(community: Community, case: CaseId) -> None:
    page = community.client("det_lake").get(f"/cases/{case}/why").text
    assert set(options(page, "who").values()) == {
        "You",
        "Ana Brook, North County Human Services, Child Protection",
        "Mia Vale, Harbor Children&#39;s Advocacy Center, Advocacy Center",
        "Whoever works on this case for North County Human Services, Child Protection",
        "Whoever works on this case for Harbor Children&#39;s Advocacy Center, Advocacy Center",
    }
    assert CANARY not in page
    assert "Wren" not in page


def test_that_it_was_asked_is_logged_and_opens_nothing(community: Community, case: CaseId) -> None:
    asked(community, "det_lake", case, "me", of(community, "cps", "child_protection"))
    entry = entries_of(community)[-1]
    assert (entry["action"], entry["outcome"]) == ("case:explain", "allowed")
    assert len(entry["objects"]) == 1
    assert not entry.get("shown")


def test_auditor_reads_why_from_the_entry_alone(community: Community) -> None:
    morning(community)
    visitor = community.client("aud_north")
    (seq,) = [act.seq for act in acts(community, "aud_north") if act.person == "Leo Marsh" and act.types][:1]
    listed = visitor.get("/access-log").text
    assert f'href="/access-log/entries/{seq}"' in listed
    page = visitor.get(f"/access-log/entries/{seq}").text
    assert "Leo Marsh" in page
    assert "42 USC 5106a(b)(2)(B)(ix)" in page
    assert community.desk.rulebook.rules_hash in page
    assert "They are in force today." in page
    assert CANARY not in page
    number(community)
    assert acts(community, "aud_north")[0].action == "Read the access log"


def test_an_entry_of_others_and_one_that_is_not_there_are_the_same(community: Community) -> None:
    morning(community)
    own = {act.seq for act in acts(community, "aud_north")}
    hidden = next(seq for seq in range(1, max(own)) if seq not in own)
    visitor = community.client("aud_north")
    answers = [visitor.get(f"/access-log/entries/{seq}") for seq in (hidden, 10**6, 10**40, "x", "\uff11", "-1")]
    assert [answer.status_code for answer in answers] == [404] * 6
    assert len({answer.text for answer in answers}) == 1
    assert community.client("det_lake").get(f"/access-log/entries/{max(own)}").status_code in {403, 404}
