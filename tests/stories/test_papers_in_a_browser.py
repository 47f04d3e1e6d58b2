"""Room: tests. Papers that open information, in a real browser: an order for ten days, a guardian's order, SUD consent."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from coordination.casework import teams
from coordination.demo.residents import ZONE
from coordination.model.ids import CaseId, new_id
from tests.stories.booth import HERE, Booth, main
from tests.stories.hands import answer, tick

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ORDERED = "a court order opens just this to you"


def test_sud_records_come_with_the_notice_that_travels_on_the_page_and_on_paper(booth: Booth) -> None:
    case = booth.demo.case("doc_bay", "Sage")
    page = booth.go("doc_bay", case)
    expect(page.locator("main")).to_contain_text("42 CFR part 2 prohibits unauthorized use or disclosure")
    booth.look(page, "sage-case")
    page.get_by_role("link", name=re.compile("Treatment")).first.click()
    expect(page.locator("main")).to_contain_text("in any proceeding against the patient")
    page = booth.go("doc_bay", f"{case}/print")
    assert "42 CFR part 2 prohibits unauthorized use or disclosure" in main(page)
    assert "42 CFR 2.32" in main(page)
    for other in ("noa_south", "sup_south"):
        assert "Riverbend" not in booth.go(other, case).content(), other
        assert "Riverbend" not in booth.go(other, f"{case}/authorities").content(), other


def test_a_guardian_sees_nothing_until_the_order_that_appoints_her_is_filed(booth: Booth) -> None:
    case = booth.demo.case("gal_summer", _called(booth, "gal_summer", "Pax"))
    page = booth.go("gal_summer", case)
    expect(page.locator("main")).to_contain_text("File the order of appointment first")
    expect(page.locator("main")).not_to_contain_text("A neighbor saw Pax")
    assert booth.demo.browser("gal_summer").get(f"{case}/authorities").status_code == 404
    booth.look(page, "gal-before-the-order")
    page.get_by_role("link", name="File the order").click()
    today = booth.clock.now.astimezone(ZoneInfo(ZONE)).date().isoformat()
    for question, said in (
        ("order", "JV-26-140"),
        ("signed_on", today),
        ("appointed_as", "guardian_ad_litem"),
        ("appointed", "Ina Summer"),
        ("records", "Child protection's"),
        ("may_sign", "no"),
    ):
        answer(page, question, said)
    page.get_by_role("button", name=re.compile("^File this")).click()
    page = booth.go("gal_summer", case)
    expect(page.locator("main")).not_to_contain_text("File the order of appointment first")
    expect(page.get_by_role("heading", name="Not open to you")).to_be_visible()
    booth.look(page, "gal-after-the-order")
    # What the order opens is named by whose records they are, in a paper of theirs.
    boss = booth.go("sam_cps_supervisor", f"{case}/authorities/new")
    booth.look(boss, "paper-choose")
    boss.get_by_role("link", name="Court order", exact=True).click()
    tick(boss, "Report")
    tick(boss, "Guardians ad Litem, Voices for Children")
    boss.get_by_role("button", name="See who would gain what").click()
    expect(boss.locator("main")).to_contain_text("Please check what you typed")
    booth.look(boss, "paper-form-errors")
    boss.get_by_label(re.compile("Last day it is in force")).fill(_day(booth, 30))
    for question in ("court", "signed_on", "authorizes"):
        answer(boss, f"evidence_{question}", "JV-26-140: the guardian may read the report.")
    booth.look(boss, "paper-form")
    boss.get_by_role("button", name="See who would gain what").click()
    expect(boss.get_by_role("heading", level=1)).to_have_text("What would they see?")
    expect(boss.locator("main")).to_contain_text("Can read it: gained")
    booth.look(boss, "paper-preview")
    boss.get_by_role("button", name="Record this paper").click()
    booth.look(booth.go("sam_cps_supervisor", f"{case}/authorities"), "papers")
    page = booth.go("gal_summer", case)
    assert ORDERED in main(page)
    page.get_by_role("link", name=re.compile("Report of suspected exploitation")).first.click()
    expect(page.locator("main")).to_contain_text("A neighbor saw Pax")


def test_an_order_for_one_prosecutor_for_ten_days_ends_on_the_tenth_and_shows_to_no_colleague(booth: Booth) -> None:
    case = booth.demo.case("pros_hale", "Lark")
    chief = booth.demo.actor("pros_chief")
    teams.assign(booth.demo.hub.desk, chief, CaseId(case.rpartition("/")[2]), chief.person_id, new_id())
    page = booth.go("pros_hale", case)
    said = main(page)
    assert ORDERED in said
    assert "45 CFR 164.512(e)(1)(i)" in said
    booth.look(page, "order-case")
    papers = booth.go("pros_hale", f"{case}/authorities")
    expect(papers.locator("main")).to_contain_text("Placement")
    expect(papers.locator("main")).not_to_contain_text("CR-26-77")
    booth.look(papers, "order-of-a-recipient")
    page.goto(f"{HERE}{case}")
    page.get_by_role("link", name=re.compile("Placement")).first.click()
    expect(page.locator("main")).to_contain_text("With a cousin, for now.")
    note = urlsplit(page.url).path
    colleague = booth.go("pros_chief", case)
    assert ORDERED not in main(colleague)
    assert "No paper on this case concerns you." in main(booth.go("pros_chief", f"{case}/authorities"))
    assert booth.demo.browser("pros_chief").get(note).status_code == 404
    last = re.search(r"just this to you; it ends (\d+ \w+ \d{4})", said)
    assert last
    ends = datetime.strptime(last.group(1), "%d %B %Y").replace(tzinfo=ZoneInfo(ZONE)) + timedelta(days=1)
    assert booth.at(ends - timedelta(seconds=1), "pros_hale").get(note).status_code == 200
    assert booth.at(ends, "pros_hale").get(note).status_code == 404
    assert ORDERED not in main(booth.go("pros_hale", case))


def _called(booth: Booth, subject: str, child: str) -> str:
    """By what the person finds the case: the child's name, or the reference where the name is not theirs to read."""
    found = booth.demo.pages(subject)
    if child in found:
        return child
    return booth.demo.pages("eli_cps_worker")[child].header.reference


def _day(booth: Booth, ahead: int) -> str:
    return (booth.clock.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=ahead)).date().isoformat()
