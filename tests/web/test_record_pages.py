"""Room: tests. The pages of records through the door: filed, read, corrected, withdrawn; nothing typed is ever lost."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from coordination.casework import records, teams
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, opened
from tests.community import Community

CANARY = "canary-under-the-bridge"
REPORT = "suspected_exploitation_report"
NOTE = "child_protection_note"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    return assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")


def filed(community: Community, case: CaseId, form: str = REPORT, **typed: str) -> str:
    """The address of a record that the child-protection worker filed."""
    answered = typed or {"what_happened" if form == REPORT else "note": CANARY}
    actor = community.actor("ana_cps_worker")
    return f"/cases/{case}/records/{records.file(community.desk, actor, case, form, answered, new_id())}"


def bare(response: TestResponse) -> bytes:
    """The page without what is new in each: form tokens and one-use keys."""
    return re.sub(rb'name="(csrf_token|act_key)" value="[^"]*"', b"", response.data)


def test_a_worker_chooses_a_form_files_it_and_reads_it(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    choice = client.get(f"/cases/{case}/records/new")
    assert "Report of suspected exploitation" in choice.text
    assert "Safe contact" in choice.text
    page = client.get(f"/cases/{case}/records/new?form={REPORT}")
    assert "Lakeside Police Department, Juvenile Detectives" in page.text
    assert "Harbor" not in page.text.split("Who will be able to see this")[1].split("</section>")[0]
    sent = client.send(f"/cases/{case}/records/new", {"form": REPORT, "what_happened": CANARY})
    assert sent.status_code == 303
    assert CANARY in client.get(sent.location).text


def test_a_wrong_field_gets_a_sentence_beside_it_and_the_rest_is_kept(community: Community, case: CaseId) -> None:
    typed = {"form": REPORT, "what_happened": CANARY, "happened_on": "soon", "concerns": ["online", "other"]}
    page = community.client("ana_cps_worker").send(f"/cases/{case}/records/new", typed)
    assert page.status_code == 422
    assert CANARY in page.text
    assert 'value="soon"' in page.text
    assert page.text.count("checked") == 2
    assert 'id="happened_on-error"' in page.text


@pytest.mark.parametrize("text", ["a\x07b", "x" * 10_001, "\u202e"])
def test_what_cannot_be_kept_is_a_sentence_and_never_a_500(community: Community, case: CaseId, text: str) -> None:
    page = community.client("ana_cps_worker").send(
        f"/cases/{case}/records/new", {"form": REPORT, "what_happened": text}
    )
    assert page.status_code == 422
    assert 'id="what_happened-error"' in page.text


def test_a_form_that_the_program_does_not_have_is_absent(community: Community, case: CaseId) -> None:
    client = community.client("det_lake")
    for form in (NOTE, "nonsense", "../../etc"):
        assert client.get(f"/cases/{case}/records/new", query_string={"form": form}).status_code == 404
        assert client.send(f"/cases/{case}/records/new", {"form": form, "note": "x"}).status_code == 404


def test_sent_twice_it_is_filed_once(community: Community, case: CaseId) -> None:
    client, key = community.client("ana_cps_worker"), new_id()
    typed = {"form": NOTE, "note": "once"}
    first, second = (client.send(f"/cases/{case}/records/new", typed, key=key) for _ in range(2))
    assert first.location == second.location


def test_a_hidden_record_and_an_absent_one_are_the_same_bytes(community: Community, case: CaseId) -> None:
    hidden = filed(community, case, "reporter", kind="mandated")
    other = filed(community, opened(community, "ana_cps_worker"))
    client = community.client("det_lake")
    pages = {
        (page.status_code, page.data)
        for tail in ("", "/history", "/correct", "/withdraw", "/reported")
        for page in (
            client.get(hidden + tail),
            client.get(f"/cases/{case}/records/{new_id()}{tail}"),
            client.get(other + tail),
            client.get(f"/cases/{case}/records/{other[-32:]}{tail}"),
            client.get(f"/cases/{case}/records/not-an-id{tail}"),
        )
    }
    assert len(pages) == 1
    assert {status for status, _ in pages} == {404}


def test_two_people_correct_one_record_and_the_second_keeps_what_they_typed(community: Community, case: CaseId) -> None:
    record, supervisor = filed(community, case, NOTE), community.actor("sam_cps_supervisor")
    teams.assign(community.desk, supervisor, case, supervisor.person_id, new_id())
    one, two = community.client("ana_cps_worker"), community.client("sam_cps_supervisor")
    form = two.get(f"{record}/correct")
    assert CANARY in form.text
    won = one.send(f"{record}/correct", {"form": NOTE, "note": "the first one"})
    assert won.status_code == 303
    page = two.send(f"{record}/correct", {"form": NOTE, "note": "my own words", "seen": "no"})
    assert page.status_code == 409
    assert "the first one" in page.text
    assert "my own words" in page.text
    action = re.search(r'action="([^"]*/correct)"', page.text)
    assert action is not None
    assert action[1] == f"{won.location}/correct"
    again = two.send(action[1], {"form": NOTE, "note": "my own words"})
    assert "my own words" in two.get(again.location).text
    assert "Version 3 of 3" in two.get(again.location).text


def test_a_wrong_correction_keeps_what_was_typed(community: Community, case: CaseId) -> None:
    record = filed(community, case, NOTE)
    page = community.client("ana_cps_worker").send(f"{record}/correct", {"note": "", "seen": "yes", "present": "A B"})
    assert page.status_code == 422
    assert 'value="A B"' in page.text
    assert CANARY not in page.text


def test_history_shows_every_version(community: Community, case: CaseId) -> None:
    record, client = filed(community, case, NOTE), community.client("ana_cps_worker")
    client.send(f"{record}/correct", {"note": "mended"})
    page = client.get(f"{record}/history")
    assert CANARY in page.text
    assert "mended" in page.text


def test_withdrawing_asks_why_and_closes_the_record(community: Community, case: CaseId) -> None:
    record, client = filed(community, case), community.client("ana_cps_worker")
    assert client.send(f"{record}/withdraw", {}).status_code == 422
    assert client.send(f"{record}/withdraw", {"reason": "wrong_case"}).status_code == 303
    assert client.get(record).status_code == 404
    assert community.client("det_lake").get(record).status_code == 404
    page = community.client("sam_cps_supervisor").get(record)
    assert page.status_code == 200
    assert "Who had read it" in page.text
    assert CANARY in page.text


def test_suspicion_pages_say_that_saving_is_not_a_report_and_whom_to_call(community: Community, case: CaseId) -> None:
    record, note = filed(community, case), filed(community, case, NOTE)
    client = community.client("ana_cps_worker")
    for path in (f"/cases/{case}/records/new?form={REPORT}", record, f"{record}/history", f"{record}/reported"):
        page = client.get(path)
        assert "Saving this is not a mandated report" in page.text, path
        assert "has not set the state hotline number" in page.text
        assert "1-888-373-7888" in page.text
        assert "humantraffickinghotline.org" in page.text
    assert "mandated" not in client.get(note).text


def test_the_report_made_is_recorded_and_shown(community: Community, case: CaseId) -> None:
    record, client = filed(community, case), community.client("ana_cps_worker")
    wrong = client.send(f"{record}/reported", {"told": "County intake"})
    assert wrong.status_code == 422
    assert 'value="County intake"' in wrong.text
    typed = {"told": "County intake", "happened_at": "2026-11-21 08:30", "number": "MN-1"}
    assert client.send(f"{record}/reported", typed).status_code == 303
    assert "recorded by Ana Brook, made 21 November 2026, 08:30 CST" in client.get(record).text


def test_whoever_writes_down_a_report_can_ask_who_would_see_it_and_nothing_is_kept(
    community: Community, case: CaseId
) -> None:
    record, client = filed(community, case), community.client("ana_cps_worker")
    typed = {"told": "County intake", "happened_at": "2026-11-21 08:30", "number": "MN-1"}
    asked = client.send(f"{record}/reported", {**typed, "would-see": "1"})
    assert (asked.status_code, asked.text.count('id="would-see"')) == (200, 1)
    assert 'value="County intake"' in asked.text
    assert "recorded by Ana Brook" not in client.get(record).text


def test_what_was_typed_is_in_no_address_title_or_log_line(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    sent = client.send(f"/cases/{case}/records/new", {"form": REPORT, "what_happened": CANARY, "happened_on": CANARY})
    pages = [sent]
    sent = client.send(f"/cases/{case}/records/new", {"form": REPORT, "what_happened": CANARY})
    pages += [sent, client.get(sent.location), client.get(f"{sent.location}/correct")]
    for page in pages:
        title = re.search(r"<title>(.*?)</title>", page.text)
        assert CANARY not in (title[1] if title else "")
        assert CANARY not in str(page.headers)
    logged = community.logged.getvalue()
    assert "/cases/<case_id>/records/<record_id>" in logged
    assert CANARY not in logged
    assert case not in logged


def test_a_record_page_is_never_kept_by_the_browser(community: Community, case: CaseId) -> None:
    page = community.client("ana_cps_worker").get(filed(community, case))
    assert page.headers["Cache-Control"] == "no-store"


def test_whereabouts_ask_for_a_second_factor_first(community: Community, case: CaseId) -> None:
    record = filed(community, case, "safe_contact", where=CANARY)
    page = community.client("ana_cps_worker").get(record)
    assert page.status_code == 303
    assert "step-up" in page.location
    assert CANARY not in page.text


def test_a_page_without_a_script_or_style_of_its_own(community: Community, case: CaseId) -> None:
    client = community.client("ana_cps_worker")
    for path in (f"/cases/{case}/records/new?form={REPORT}", filed(community, case), "/drafts", "/requests"):
        text = client.get(path).text
        assert not re.search(r"<style|<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=", text), path
