"""Room: tests. Drafts and requests through the door: a lock loses nothing, a supervisor answers."""

from __future__ import annotations

import re

import pytest

from coordination.casework import records
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, Visitor

CANARY = "canary-half-typed"
NOTE = "child_protection_note"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with the center."""
    return assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")


def hidden(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


def begun(client: Visitor, case: CaseId) -> dict[str, str]:
    """A form of the page, half filled in."""
    page = client.get(f"/cases/{case}/records/new?form={NOTE}")
    return {"form": NOTE, "draft": hidden(page.text, "draft"), "note": CANARY, "happened_at": "half a da"}


def test_a_button_keeps_a_draft_and_the_list_leads_back_to_it(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(client, case)
    assert client.send(f"/cases/{case}/drafts", typed).location == "/drafts"
    mine = client.get("/drafts")
    assert "Child protection note" in mine.text
    assert CANARY not in mine.text
    page = client.get(f"/drafts/{typed['draft']}")
    assert CANARY in page.text
    assert 'value="half a da"' in page.text
    assert hidden(page.text, "draft") == typed["draft"]


def test_while_typing_the_page_saves_and_is_told_when(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(client, case) | {"csrf_token": client.form_token(), "act_key": new_id()}
    for words in ("one", "two"):  # the form's one-use key is the same each time
        saved = client.post(f"/cases/{case}/drafts", data=typed | {"note": words}, headers={"HX-Request": "true"})
        assert saved.status_code == 200
        assert "Draft saved 21 November 2026, 09:00 CST" in saved.text
        assert "<html" not in saved.text
    assert "two" in client.get(f"/drafts/{typed['draft']}").text
    page = client.get(f"/cases/{case}/records/new?form={NOTE}").text
    assert "drafts.js" in page
    assert f'hx-post="/cases/{case}/drafts"' in page


def test_filing_lets_the_draft_go(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(client, case)
    client.send(f"/cases/{case}/drafts", typed)
    assert client.send(f"/cases/{case}/records/new", typed | {"happened_at": ""}).status_code == 303
    assert "You have no drafts" in client.get("/drafts").text


def test_a_form_sent_after_the_lock_is_kept_and_offered_after_sign_in(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(client, case)
    community.clock.forward(minutes=16)
    before = len(entries_of(community))
    page = client.send(f"/cases/{case}/records/new", typed)
    assert page.status_code == 423
    assert CANARY not in page.text
    assert "draft" in page.text
    assert "draft:save" in [entry["action"] for entry in entries_of(community)[before:]]
    assert client.get("/drafts").status_code == 423  # write-only: nothing can be read until they sign in again
    again = community.client("ana_cps_worker")
    assert "Child protection note" in again.get("/drafts").text
    assert CANARY in again.get(f"/drafts/{typed['draft']}").text


def test_a_correction_sent_after_the_lock_is_kept_too(community: Community, case: CaseId) -> None:
    actor, client = community.actor("ana_cps_worker"), community.client("ana_cps_worker")
    record = records.file(community.desk, actor, case, NOTE, {"note": "first"}, new_id())
    draft = new_id()
    community.clock.forward(minutes=16)
    page = client.send(f"/cases/{case}/records/{record}/correct", {"note": CANARY, "draft": draft})
    assert page.status_code == 423
    again = community.client("ana_cps_worker").get(f"/drafts/{draft}")
    assert CANARY in again.text
    assert f"/records/{record}/correct" in again.text


def test_a_locked_person_who_may_not_file_there_keeps_nothing(community: Community, case: CaseId) -> None:
    client = community.client("det_lake")
    community.clock.forward(minutes=16)
    page = client.send(f"/cases/{case}/records/new", {"form": "investigation_note", "note": CANARY})
    assert page.status_code == 423
    assert "You have no drafts" in community.client("det_lake").get("/drafts").text


def test_the_lock_page_says_so_when_what_was_sent_is_not_kept(community: Community, case: CaseId) -> None:
    """Records and referrals have drafts: who sends another form too late must not be told that nothing is lost."""
    client = community.client("ana_cps_worker")
    community.clock.forward(minutes=16)
    assert "Nothing is lost" in client.get("/cases").text
    for path in (f"/cases/{case}/releases", "/cases", f"/cases/{case}/close"):
        page = client.send(path, {"called": CANARY})
        assert page.status_code == 423
        assert "Nothing is lost" not in page.text
        assert "was not kept" in page.text
        assert CANARY not in page.text


def test_anothers_draft_and_none_are_the_same_bytes(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(client, case)
    client.send(f"/cases/{case}/drafts", typed)
    other = community.client("sam_cps_supervisor")
    assert other.get(f"/drafts/{typed['draft']}").data == other.get(f"/drafts/{new_id()}").data
    assert other.send(f"/drafts/{typed['draft']}/discard").status_code == 404
    assert client.send(f"/drafts/{typed['draft']}/discard").status_code == 303
    assert "You have no drafts" in client.get("/drafts").text


def test_a_request_goes_to_the_supervisor_who_says_no(community: Community, case: CaseId) -> None:
    actor = community.actor("ana_cps_worker")
    records.file(community.desk, actor, case, NOTE, {"note": CANARY}, new_id())
    asker, supervisor = community.client("coo_harbor"), community.client("sam_cps_supervisor")
    program = community.programs["cps"].id
    page = asker.get(f"/cases/{case}/requests/new?program={program}&type=child_protection")
    assert "North County Human Services, Child Protection" in page.text
    wanted = {"program": program, "type": "child_protection"}
    assert asker.send(f"/cases/{case}/requests/new", wanted).status_code == 422
    assert asker.send(f"/cases/{case}/requests/new", wanted | {"purpose": "services"}).status_code == 303
    assert "Waiting" in asker.get("/requests").text
    asked = asker.get(f"/cases/{case}/requests/new?program={program}&type=child_protection")
    assert "asked for this already" in asked.text
    inbox = supervisor.get("/requests").text
    assert "Carla Moss" in inbox
    assert f"/cases/{case}/releases/new?request=" in inbox
    action = re.search(r'action="([^"]*/refuse)"', inbox)
    assert action is not None
    assert community.client("ana_cps_worker").send(action[1]).status_code == 404
    assert supervisor.send(action[1]).status_code == 303
    assert supervisor.send(action[1]).status_code == 409
    assert "Answered: no" in asker.get("/requests").text


def test_what_cannot_be_asked_for_is_absent(community: Community, case: CaseId) -> None:
    asker, cps, safe = community.client("coo_harbor"), community.programs["cps"].id, community.programs["advocates"].id
    pages = {
        (page.status_code, page.data)
        for program, kind in ((cps, "placement"), (cps, "x"), (safe, "advocacy"), ("x", "report"), (new_id(), "report"))
        for page in [asker.get(f"/cases/{case}/requests/new?program={program}&type={kind}")]
    }
    assert {status for status, _ in pages} == {404}
    assert len(pages) == 1


def test_a_release_recorded_from_the_request_answers_it(community: Community, case: CaseId) -> None:
    worker = community.actor("ana_cps_worker")
    records.file(community.desk, worker, case, NOTE, {"note": CANARY}, new_id())
    asker, supervisor = community.client("coo_harbor"), community.client("sam_cps_supervisor")
    wanted = {"program": community.programs["cps"].id, "type": "child_protection", "purpose": "services"}
    asker.send(f"/cases/{case}/requests/new", wanted)
    link = re.search(r'href="(/cases/[^"]*/releases/new[^"]*)"', supervisor.get("/requests").text)
    assert link is not None
    form = supervisor.get(link[1].replace("&amp;", "&"))
    typed = {
        "request": hidden(form.text, "request"),
        "recipients": [community.programs["cac"].id],
        "types": ["child_protection"],
        "purpose": "services",
        "expires_on": "2026-12-01",
        "not_condition": "yes",
        "under_18": "yes",
        "signer_1_capacity": "parent",
        "signer_1_name": "Ada Wren",
        "signer_1_abuser": "no",
        "method": "paper",
    }
    preview = supervisor.send(f"/cases/{case}/releases/preview", typed)
    assert preview.status_code == 200
    assert hidden(preview.text, "request") == typed["request"]
    assert supervisor.send(f"/cases/{case}/releases", typed).status_code == 303
    assert "a release was recorded" in asker.get("/requests").text
