"""Room: tests. What lies in the hub offers itself as the proof of a duty, and a click keeps it; nothing else does."""

from __future__ import annotations

import re
from html import unescape

import pytest

from coordination.casework import missing
from coordination.declare.missing_forms import CONTACT, CONTACT_1
from coordination.model.deadline import Channel, Deadline, State
from coordination.model.ids import CaseId, EpisodeId, new_id
from tests.casework.overdue import shown
from tests.casework.referred import sent, took
from tests.casework.story import assigned, opened
from tests.casework.test_missing import told
from tests.community import Community
from tests.maine import Maine
from tests.web.at_intake import OUT, owed, screened

ONE_ENGINE = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
KEEP = "Keep this as the proof"
TALK = {
    "with": "police", "happened_at": "2026-11-20 21:40", "how": "phone", "whom": "Sergeant Lake", "number": "26-1242",
}  # fmt: skip


def one_click(text: str) -> list[tuple[str, dict[str, str]]]:
    """The forms of the page that keep what is offered: where each is sent, and with what."""
    forms = re.findall(r'<form[^>]*action="([^"]*/prove)"[^>]*>(.*?)</form>', text, re.DOTALL)
    return [
        (
            path,
            {name: unescape(value) for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', body)},
        )
        for path, body in forms
        if KEEP in body
    ]


def states(found: list[Deadline]) -> dict[str, State]:
    return {one.rule: one.state for one in found}


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with police on it."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def talked(community: Community, case: CaseId, episode: EpisodeId, **typed: str) -> str:
    ana = community.actor("ana_cps_worker")
    missing.add(community.desk, ana, case, episode, CONTACT.slug, {**TALK, **typed}, new_id())
    return f"/cases/{case}/missing/{episode}"


@ONE_ENGINE
def test_a_talk_of_the_contact_log_proves_the_report_that_it_was_by_one_click(
    community: Community, case: CaseId
) -> None:
    page = talked(community, case, told(community, case))
    client = community.client("ana_cps_worker")
    ((path, typed),) = one_click(client.get(page).text)  # NCMEC was not told, so nothing is offered for it
    assert f'href="{path.removesuffix("/prove")}"' in client.get(page).text  # the duty, among what is to do
    assert client.send(path, typed).status_code == 303
    proved = client.get(path.removesuffix("/prove")).text
    for said in ("Police: Sergeant Lake", "26-1242", Channel.PHONE.words, "20 November 2026, 21:40", "Ana Brook"):
        assert said in proved
    assert one_click(client.get(page).text) == []
    assert states(shown(community, case))["missing_to_police"] is State.MET
    assert states(shown(community, case))["missing_to_ncmec"] is State.RUNNING


@ONE_ENGINE
@pytest.mark.parametrize("missing_one", ["how", "whom", "number"])
def test_a_talk_that_lacks_something_is_filled_in_and_completed_by_hand(
    community: Community, case: CaseId, missing_one: str
) -> None:
    page = talked(community, case, told(community, case), **{missing_one: ""})
    client = community.client("ana_cps_worker")
    text = client.get(page).text
    assert one_click(text) == []
    (path,) = re.findall(r'<a href="([^"]*)">Complete it as the proof', text)
    form = client.get(path).text
    assert "Something is missing for a proof" in form
    assert 'value="2026-11-20 21:40"' in form
    assert states(shown(community, case))["missing_to_police"] is State.RUNNING


@ONE_ENGINE
def test_neither_an_older_talk_nor_one_of_another_episode_or_program_is_offered(
    community: Community, case: CaseId
) -> None:
    episode = told(community, case)
    page = talked(community, case, episode, happened_at="2026-11-20 20:59")
    talked(community, case, episode, **{"with": "other"})
    theirs = told(community, case, "det_lake")
    leo = community.actor("det_lake")
    missing.add(community.desk, leo, case, theirs, CONTACT.slug, TALK, new_id())
    assert one_click(community.client("ana_cps_worker").get(page).text) == []
    assert (
        one_click(community.client("det_lake").get(page).text) == []
    )  # what child protection owes, police do not prove


def test_a_talk_on_the_old_form_is_read_as_it_was_asked() -> None:
    assert (CONTACT_1.version, CONTACT.version) == (1, 2)
    assert {asked.slug for asked in CONTACT.questions} - {asked.slug for asked in CONTACT_1.questions} == {
        "how",
        "whom",
    }


def test_a_report_sent_and_acknowledged_offers_itself_and_stops_nothing_by_itself(maine: Maine) -> None:
    case = maine.case()
    screened(maine, case, maine.report(case), OUT)
    (one,) = owed(maine, case)
    address = f"/cases/{case}/deadlines/{one.id}"
    other = sent(maine, case, "pine_pd", by="ocfs_worker", kind="report")  # police are not the district attorney
    took(maine, other, "acknowledge", "pine_pd_supervisor")
    report = sent(maine, case, "da", by="ocfs_worker", kind="report")
    assert one_click(maine.client("ocfs_worker").get(address).text) == []  # nobody acknowledged it yet
    took(maine, report, "acknowledge", "da_worker")
    assert [found.state for found in owed(maine, case)] == [State.RUNNING]
    worker = maine.client("ocfs_worker")
    ((path, typed),) = one_click(worker.get(address).text)
    assert (typed["channel"], typed["told"]) == ("hub", "Pine District Attorney, Prosecution")
    assert worker.send(path, typed).status_code == 303
    assert [found.state for found in owed(maine, case)] == [State.MET]
    assert Channel.HUB.words in worker.get(address).text
    assert one_click(worker.get(address).text) == []
