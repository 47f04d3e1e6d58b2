"""Room: tests. People of a court: no case, no team, no list of others; only what was filed with them."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import create_engine, text

from coordination.casework import teams
from coordination.model.errors import Conflict
from coordination.model.ids import new_id
from tests.plugins.legal_side import Courthouse
from tests.uploads import paper
from tests.web.test_referral_pages import FORM


def refusals(courthouse: Courthouse) -> int:
    """How many refusals the access log holds."""
    databases = courthouse.community.databases
    engine = create_engine(databases.superuser or databases.owner)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT count(*) FROM entry WHERE outcome = 'refused'")).scalar_one()
    engine.dispose()
    return int(found)


def test_court_gets_what_is_filed_and_gives_an_order_back(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    clerk = courthouse.client("clerk")
    assert "Nothing was filed" in clerk.get("/filings").text
    assert clerk.get(f"/filings/{courthouse.case_id}").status_code == 404  # nothing filed: no matter
    courthouse.file("sup_prosecutors", "court_filing", "motion to quash")
    courthouse.file("sup_prosecutors", "charging_decision", "counts one and two")
    courthouse.file("sup_prosecutors", "attorney_note", "our weakest witness")
    matters = clerk.get("/filings").text
    assert str(courthouse.case_id) in matters
    assert "Bluebird" not in matters
    page = clerk.get(f"/filings/{courthouse.case_id}").text
    assert "Filed with the court" in page
    assert "Decision about a defendant" not in page
    assert "Attorney note" not in page
    for nobody in ("Bluebird", "Ana Brook", "Child Protection"):
        assert nobody not in page
    (record,) = [
        part for part in page.split('"') if part.startswith(f"/filings/{courthouse.case_id}/") and "new" not in part
    ]
    assert "motion to quash" in clerk.get(record).text
    form = clerk.get(f"/filings/{courthouse.case_id}/new?form=court_order")
    assert form.status_code == 200
    refused = clerk.send(f"/filings/{courthouse.case_id}/new", {"form": "court_order", "says": " "})
    assert refused.status_code == 422
    given = clerk.send(
        f"/filings/{courthouse.case_id}/new", {"form": "court_order", "says": "The child is to be heard."}
    )
    assert given.status_code == 303
    assert "The child is to be heard." in clerk.get(given.headers["Location"]).text
    prosecutor = courthouse.client("sup_prosecutors").get(f"/cases/{courthouse.case_id}").text
    assert "Court order" in prosecutor
    assert "You see this because it was filed in court." in prosecutor
    outsider = courthouse.client("ana_cps_worker").get(f"/cases/{courthouse.case_id}").text
    assert "Court order" not in outsider


@pytest.mark.parametrize("person", ["clerk", "sup_bench"])
def test_court_has_no_case_page_and_no_door_to_one(courthouse: Courthouse, person: str) -> None:
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    record = courthouse.file("sup_prosecutors", "court_filing", "motion")
    number = record.rsplit("/", 1)[1]
    visitor, case = courthouse.client(person), f"/cases/{courthouse.case_id}"
    absent = visitor.get("/no-such-page")
    shut = ["/cases", "/search", "/cases/new", "/drafts", "/requests", "/conflicts", case, f"{case}/team", record]
    shut += [f"{case}/releases", f"{case}/records/new", f"{record}/history", f"{record}/correct"]
    for address in shut:
        before = refusals(courthouse)
        response = visitor.get(address)
        assert (response.status_code, response.data) == (404, absent.data), address
        assert refusals(courthouse) == before + 1, address
    assert visitor.get(f"/filings/{courthouse.case_id}/{number}").status_code == 200
    home = visitor.get("/")
    assert home.headers["Location"] == "/filings"
    page = visitor.get("/filings").text
    assert "My cases" not in page.split("<main")[0]
    assert "Filed with us" in page


def test_a_form_sent_twice_gives_one_order(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    courthouse.file("sup_prosecutors", "court_filing", "motion to quash")
    clerk, key = courthouse.client("clerk"), new_id()
    address, typed = f"/filings/{courthouse.case_id}/new", {"form": "court_order", "says": "The child is to be heard."}
    first, second = (clerk.send(address, typed, key=key) for _ in range(2))
    assert (second.status_code, second.headers["Location"]) == (303, first.headers["Location"])
    page = clerk.get(f"/filings/{courthouse.case_id}").text
    filed = {
        part for part in page.split('"') if part.startswith(f"/filings/{courthouse.case_id}/") and "new" not in part
    }
    assert len(filed) == 2  # the motion, and one order


def test_no_court_gets_a_referral_and_who_waits_for_an_order_sends_and_gets_none(courthouse: Courthouse) -> None:
    courthouse.invite("guardians", "prosecutors")
    courthouse.invite("bench", assign=False)
    ana, guardian = courthouse.client("ana_cps_worker"), courthouse.client("sup_guardians")
    address = f"/cases/{courthouse.case_id}/referrals"
    chosen = ana.get(f"{address}/new").text
    assert courthouse.programs["prosecutors"] in chosen
    for nobody in ("bench", "guardians"):
        assert courthouse.programs[nobody] not in chosen
        answer = ana.send(address, {**FORM, "recipient": courthouse.programs[nobody]})
        assert answer.status_code == 422
        assert "Choose a program from the list" in answer.text
    for page in ("/referrals", "/work", "/notices"):
        assert courthouse.client("clerk").get(page).status_code == 404
    sending = {**FORM, "recipient": courthouse.programs["prosecutors"]}
    assert guardian.get(f"{address}/new").status_code == 404
    assert guardian.send(address, sending).status_code == 404
    courthouse.file("sup_guardians", "appointment_order", "27-JV-26-100")
    assert guardian.send(address, sending).status_code == 303


def test_nobody_else_has_a_door_to_the_courts_file(courthouse: Courthouse) -> None:
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    record = courthouse.file("sup_prosecutors", "court_filing", "motion").rsplit("/", 1)[1]
    for person in ("sup_prosecutors", "ana_cps_worker", "sup_drug_court"):
        visitor = courthouse.client(person)
        for address in (f"/filings/{courthouse.case_id}", f"/filings/{courthouse.case_id}/{record}"):
            assert visitor.get(address).status_code == 404, person


def test_court_reads_of_a_case_by_no_other_number_than_what_was_filed(courthouse: Courthouse) -> None:
    """A record of another type is absent on the court's own page as well."""
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    courthouse.file("sup_prosecutors", "court_filing", "motion")
    decision = courthouse.file("sup_prosecutors", "charging_decision", "counts").rsplit("/", 1)[1]
    assert courthouse.client("clerk").get(f"/filings/{courthouse.case_id}/{decision}").status_code == 404


def test_second_court_is_not_invited_while_one_takes_the_filings(courthouse: Courthouse) -> None:
    courthouse.invite("bench", assign=False)
    with pytest.raises(Conflict, match="A court receives the filings"):
        courthouse.invite("drug_court", assign=False)
    teams.end_place(
        courthouse.community.desk, courthouse.ana, courthouse.case_id, courthouse.programs["bench"], new_id()
    )
    courthouse.invite("drug_court", assign=False)


def test_a_paper_filed_with_the_court_reaches_its_clerk_and_an_order_on_paper_comes_back(
    courthouse: Courthouse,
) -> None:
    courthouse.invite("prosecutors")
    courthouse.invite("bench", assign=False)
    filed, case = courthouse.file("sup_prosecutors", "court_filing", "motion to quash"), f"/cases/{courthouse.case_id}"
    record = filed.rpartition("/")[2]
    attorney, clerk, outsider = (courthouse.client(slug) for slug in ("sup_prosecutors", "clerk", "ana_cps_worker"))
    typed = {"words": "The motion, signed", "shows": "document", "harmless": "yes", "file": paper()}
    for address, form in ((f"{case}/records/new", {"form": "court_filing"}), (f"{case}/records/{record}/files", {})):
        told = attorney.send(address, {**form, "would-see": "1"}).text
        row = told[told.index('id="would-see"') :].partition(">Program bench, ")[2].partition("</tr>")[0]
        assert row.count("Can read it") == 2, address  # today, since a filing of theirs is there, and then
    assert attorney.send(f"{case}/records/{record}/files", typed).status_code == 303
    link = re.compile(r'href="([^"]*/files/[0-9a-f]{32})"')
    (motion,) = link.findall(clerk.get(f"/filings/{courthouse.case_id}/{record}").text)
    assert clerk.get(motion).status_code == 200
    assert clerk.send(f"{case}/records/{record}/files", typed).status_code == 404  # it is not the court's own
    given = clerk.send(f"/filings/{courthouse.case_id}/new", {"form": "court_order", "says": "Denied."})
    order = given.headers["Location"].rpartition("/")[2]
    page = clerk.get(f"{case}/records/{order}/files/new").text
    assert "Back to the record" in page
    assert "What would they see?" not in page  # a court knows of nobody on the case
    asked = clerk.send(f"{case}/records/{order}/files", {**typed, "would-see": "1"})
    assert asked.status_code == 200
    assert "What would they see?" not in asked.text
    assert not link.findall(clerk.get(given.headers["Location"]).text)
    sent = clerk.send(f"{case}/records/{order}/files", typed)
    assert sent.headers["Location"] == f"/filings/{courthouse.case_id}/{order}"
    (paper_back,) = link.findall(clerk.get(sent.headers["Location"]).text)
    assert attorney.get(paper_back).status_code == 200
    for address in (motion, paper_back):
        assert outsider.get(address).status_code == 404
