"""Room: tests. The auditor's pages through the door: entries, filters, who saw a case, proof and copies."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from coordination.casework import log_sheet
from coordination.model.oversight import Narrowed
from tests.casework import watched
from tests.casework.watched import CANARY, acts, morning, number, reference_of
from tests.community import Community

SAFE_PATH = ("Safe Path", "Community Advocates", "Rosa Wren", "Gil Heath")


def test_auditor_lands_on_the_log(community: Community) -> None:
    morning(community)
    visitor = community.client("aud_north")
    assert visitor.get("/").headers["Location"] == "/access-log"
    text = visitor.get("/access-log").text
    assert "<title>Access log" in text
    for words in ("Leo Marsh", "Juvenile Detectives", "Read a case", "Refused", "CAPTA", "America/Chicago"):
        assert words in text
    assert "about a second behind" in text
    assert "2026, 09:00 CST" in text


def test_pages_of_another_auditor_never_name_a_confidential_program(community: Community) -> None:
    case_id = morning(community)
    visitor = community.client("aud_north")
    reference = reference_of(community, case_id)
    texts = [visitor.get(path).text for path in ("/access-log", f"/access-log?reference={reference}")]
    texts.append(visitor.send("/access-log/export", {"format": "csv"}).text)
    texts.append(visitor.send("/access-log/export", {"format": "jsonl"}).text)
    texts.append(visitor.send("/access-log/verify").text)
    for text in texts:
        assert not [word for word in (*SAFE_PATH, CANARY) if word in text]


def test_who_saw_this_case_by_its_reference(community: Community) -> None:
    case_id = morning(community)
    text = community.client("aud_north").get(f"/access-log?reference={reference_of(community, case_id).lower()}").text
    assert "Who saw this case" in text
    assert "Leo Marsh" in text
    assert "Signed in" not in re.sub(r"<option.*?</option>", "", text)


def test_a_wrong_filter_keeps_the_page_and_says_what_is_wrong(community: Community) -> None:
    morning(community)
    visitor = community.client("aud_north")
    for query in ("since=yesterday", "since=0001-01-01", "until=2026-13-01", "person=Leo", "action=x", "outcome=x"):
        answer = visitor.get(f"/access-log?{query}")
        assert answer.status_code == 422, query
        assert "usa-error-message" in answer.text
        assert "Leo Marsh" in answer.text


def test_a_number_that_is_none_begins_at_the_newest_entry(community: Community) -> None:
    morning(community)
    visitor = community.client("aud_north")
    for before in ("x", "-1", "9" * 40, "", "\uff11"):
        assert "Leo Marsh" in visitor.get("/access-log", query_string={"before": before}).text, before


def test_older_entries_are_a_link_away(community: Community) -> None:
    for _ in range(60):
        watched.write(community, community.actor("ana_cps_worker"), ())
    number(community)
    visitor = community.client("aud_north")
    first = visitor.get("/access-log?outcome=allowed").text
    (path,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert "outcome=allowed" in path
    second = visitor.get(path.replace("&amp;", "&")).text
    numbers = [re.findall(r"Entry (\d+)</span>", text) for text in (first, second)]
    assert len(numbers[0]) == 50
    assert int(numbers[1][0]) < int(numbers[0][-1])


def test_csv_copy_holds_what_the_page_shows(community: Community) -> None:
    morning(community)
    answer = community.client("aud_north").send("/access-log/export", {"format": "csv", "outcome": "refused"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="access-log.csv"'
    assert answer.mimetype == "text/csv"
    rows = list(csv.reader(io.StringIO(answer.text.lstrip("\ufeff"))))
    assert rows[0] == list(log_sheet.COLUMNS)
    assert [row[3] for row in rows[1:-1]] == ["Max Hill"]
    assert rows[-1][:2] == [log_sheet.END, "1 entries"]


def test_json_copy_holds_the_authorities(community: Community) -> None:
    morning(community)
    answer = community.client("aud_north").send("/access-log/export", {"format": "jsonl"})
    *lines, end = (json.loads(line) for line in answer.text.splitlines())
    assert end["end"]["entries"] == len(lines) > 5
    assert any(shown["authority"] and shown["citation"] for line in lines for shown in line["types"])


def test_a_copy_in_no_known_form_is_refused_with_a_sentence(community: Community) -> None:
    morning(community)
    answer = community.client("aud_north").send("/access-log/export", {"format": "exe"})
    assert answer.status_code == 422
    assert "Choose CSV or JSON lines." in answer.text


def test_verify_from_the_page_says_that_nothing_was_changed(community: Community) -> None:
    morning(community)
    answer = community.client("aud_north").send("/access-log/verify")
    assert answer.status_code == 200
    assert "Nothing was changed" in answer.text
    assert "access-log verify" in answer.text


def test_verify_from_the_page_finds_a_hand_edited_row(community: Community) -> None:
    morning(community)
    watched.tamper(community, "UPDATE entry SET bytes = ? WHERE id = (SELECT entry FROM leaf WHERE seq = 4)", b"{}")
    answer = community.client("aud_north").send("/access-log/verify")
    assert answer.status_code == 200
    assert "Entry 4 was changed" in answer.text
    assert "The log is not whole" in answer.text


def test_a_missing_key_file_is_503_for_the_auditor_and_changes_no_refusal(community: Community) -> None:
    """The policy is asked before the file: who may not verify cannot tell whether the hub has its key."""
    morning(community)
    worker, auditor = community.client("ana_cps_worker"), community.client("aud_north")
    usual = worker.send("/access-log/verify")
    community.hub.settings.signing_key_file.unlink()
    refused, answer = worker.send("/access-log/verify"), auditor.send("/access-log/verify")
    assert (refused.status_code, refused.data) == (404, usual.data) == (usual.status_code, usual.data)
    assert answer.status_code == 503


def test_the_sentence_about_a_day_stands_beside_that_day(community: Community) -> None:
    morning(community)
    text = community.client("aud_north").get("/access-log?until=0001-01-01").text
    assert 'id="until-error"' in text
    assert 'id="since-error"' not in text


@pytest.mark.parametrize("slug", ["ana_cps_worker", "adm_north", "sup_safe"])
def test_others_find_no_log(community: Community, slug: str) -> None:
    morning(community)
    visitor = community.client(slug)
    absent = visitor.get("/access-log/nothing-here")
    assert absent.status_code == 404
    for answer in (
        visitor.get("/access-log"),
        visitor.send("/access-log/verify"),
        visitor.send("/access-log/export", {"format": "csv"}),
    ):
        assert answer.status_code == 404
        assert answer.data == absent.data
    number(community)
    refused = acts(community, "aud_north" if slug != "sup_safe" else "aud_safe", Narrowed(outcome="refused"))
    assert {"Read the access log", "Took a copy of the access log"} <= {act.action for act in refused}


@pytest.mark.parametrize("path", ["/access-log/verify", "/access-log/export"])
def test_proof_and_copy_need_a_form_of_ours(community: Community, path: str) -> None:
    visitor = community.client("aud_north")
    assert visitor.post(path, data={"format": "csv"}).status_code == 400
    assert visitor.get(path).status_code == 405


def test_no_name_stands_in_an_address_of_the_page(community: Community) -> None:
    morning(community)
    addresses = re.findall(r'(?:href|action)="([^"]*)"', community.client("aud_north").get("/access-log").text)
    assert addresses
    for name in ("Leo", "Marsh", "Ana", "Brook", "Noor", "Field"):
        assert not [address for address in addresses if name.lower() in address.lower()]
