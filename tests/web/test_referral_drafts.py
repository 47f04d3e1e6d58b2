"""Room: tests. A referral being written outlives a lock: kept as a draft of its writer, continued, gone when sent."""

from __future__ import annotations

import re

import pytest

from coordination.model.ids import CaseId
from tests.casework.story import entries_of, opened
from tests.community import Community, Visitor

CANARY = "canary-half-typed"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection."""
    return opened(community, "ana_cps_worker")


def hidden(text: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', text)
    assert found is not None
    return found[1]


def begun(community: Community, client: Visitor, path: str, **typed: str) -> dict[str, str]:
    """The page's own hidden fields, half filled in."""
    text = client.get(path).text
    fields = {name: hidden(text, name) for name in ("kind", "form", "draft")}
    to = community.programs["cac"].id
    return {**fields, "recipient": to, "urgency": "urgent", "message": CANARY, "no_contact": "yes", **typed}


def test_a_button_keeps_it_and_the_list_leads_back_to_the_same_form(community: Community, case: CaseId) -> None:
    client, page = community.client("ana_cps_worker"), f"/cases/{case}/referrals/new"
    typed = begun(community, client, page, need="education")
    assert client.send(f"/cases/{case}/drafts", typed).location == "/drafts"
    listed = client.get("/drafts").text
    assert "Send a service referral" in listed
    assert CANARY not in listed
    text = client.get(f"/drafts/{typed['draft']}").text
    assert CANARY in text
    assert f'value="{typed["recipient"]}" selected' in text
    assert re.search(r'value="education"[^>]*checked', text)
    assert re.search(r'name="no_contact"[^>]*checked', text)
    assert hidden(text, "draft") == typed["draft"]
    assert "drafts.js" in text
    sent = client.send(f"/cases/{case}/referrals", {**typed, "agreement": "agreed"})
    assert sent.status_code == 303
    assert "You have no drafts" in client.get("/drafts").text


@pytest.mark.parametrize(
    ("page", "to", "title"),
    [
        ("referrals/new", "referrals", "Send a service referral"),
        ("referrals/new?kind=report", "referrals", "Send a report"),
        ("referrals/case", "referrals/case", "Bring a case to a program"),
    ],
)
def test_sent_after_the_lock_it_is_kept_and_offered_after_sign_in(
    community: Community, case: CaseId, page: str, to: str, title: str
) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(community, client, f"/cases/{case}/{page}")
    community.clock.forward(minutes=16)
    before = len(entries_of(community))
    locked = client.send(f"/cases/{case}/{to}", typed)
    assert locked.status_code == 423
    assert CANARY not in locked.text
    assert "draft" in locked.text
    assert "draft:save" in [entry["action"] for entry in entries_of(community)[before:]]
    assert client.get("/drafts").status_code == 423
    again = community.client("ana_cps_worker")
    assert title in again.get("/drafts").text
    text = again.get(f"/drafts/{typed['draft']}").text
    assert CANARY in text
    assert hidden(text, "kind") == typed["kind"]
    assert community.client("sam_cps_supervisor").get(f"/drafts/{typed['draft']}").status_code == 404


def test_bad_input_keeps_the_same_draft(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    typed = begun(community, client, f"/cases/{case}/referrals/new")
    wrong = client.send(f"/cases/{case}/referrals", typed)
    assert wrong.status_code == 422
    assert hidden(wrong.text, "draft") == typed["draft"]


def test_who_may_not_send_there_keeps_nothing(community: Community, case: CaseId) -> None:
    client = community.client("det_lake")
    community.clock.forward(minutes=16)
    typed = {"kind": "service", "form": "referral:service", "message": CANARY}
    assert client.send(f"/cases/{case}/referrals", typed).status_code == 423
    assert "You have no drafts" in community.client("det_lake").get("/drafts").text
