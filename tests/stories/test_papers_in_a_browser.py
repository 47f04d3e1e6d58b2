"""Room: tests. Papers that open information, in a real browser: an order for ten days, a guardian's order, a consent.

The demo of tests/demo/told.py behind its own door, without a server: whatever the browser asks for, Flask's client
answers. So the hub's clock can be turned to the day on which an order ends.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from coordination.casework import sessions, teams
from coordination.demo.calendar import Calendar
from coordination.demo.residents import RESIDENTS, ZONE, issuer_of
from coordination.demo.village import Village
from coordination.hub import Hub, utc_now
from coordination.model.ids import CaseId, new_id
from coordination.model.session import Browser as SessionBrowser
from coordination.model.session import Proof
from tests.community import AGENT, Clock, Visitor
from tests.community import HERE as ADDRESS
from tests.databases import SqliteStore
from tests.demo import told
from tests.demo.loaded import PROVIDER, Demo
from tests.stories.eyes import DESKTOP, Eyes
from tests.stories.hands import answer, tick
from tests.stories.stage import ARGUMENTS

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = "http://127.0.0.1:8000"
ORDERED = "a court order opens just this to you"


@dataclass(slots=True, kw_only=True)
class Booth:
    """The demo, its clock, and a page of the browser for each person, with eyes that look for faults."""

    demo: Demo
    clock: Clock
    browser: Browser
    eyes: Eyes
    pages: dict[str, Page] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def go(self, subject: str, path: str) -> Page:
        """The person opens this page."""
        if subject not in self.pages:
            width, height = DESKTOP
            page = self.browser.new_page(viewport={"width": width, "height": height})
            page.route("**/*", lambda route: self._answer(subject, route))
            self.pages[subject] = page
        self.pages[subject].goto(f"{HERE}{path}")
        return self.pages[subject]

    def look(self, page: Page, title: str) -> None:
        """Axe finds nothing, and nothing is wider than its screen."""
        self.faults += self.eyes.faults(page, title)

    def at(self, when: datetime, subject: str) -> Visitor:
        """It is now then, and the person has signed in again; their browser."""
        self.clock.now = when.astimezone(UTC)
        agency, now = next(one.agency for one in RESIDENTS if one.subject == subject), self.clock.now
        issuer = issuer_of(PROVIDER, agency)
        proof = Proof(issuer=issuer, subject=subject, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        hub, visitor = self.demo.hub, self.demo.browser(subject)
        here = SessionBrowser(source=hub.pseudonym(ADDRESS), device="Test", client=hub.pseudonym(AGENT))
        visitor.carry(sessions.start(hub.desk, proof, here))
        return visitor

    def _answer(self, subject: str, route: Route) -> None:
        asked, parts = route.request, urlsplit(route.request.url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        visitor = self.demo.browser(subject)
        if asked.method == "POST":
            kind = asked.headers["content-type"]
            headers = {"Referer": f"{self.demo.settings.public_url}/", "Origin": self.demo.settings.public_url}
            said = visitor.post(path, data=asked.post_data_buffer, content_type=kind, headers=headers)
        else:
            said = visitor.get(path)
        while said.status_code in {302, 303}:  # a page that a route answers is not sent on by the browser
            said = visitor.get(said.headers["Location"])
        route.fulfill(status=said.status_code, headers=dict(said.headers), body=said.data)
        said.close()


@pytest.fixture(scope="module")
def booth(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Booth]:
    """One copy of the demo and one browser for all three stories."""
    home = tmp_path_factory.mktemp("papers")
    databases, settings = told.copied(sqlite_store, home / "home")
    clock = Clock(utc_now())
    with closing(Hub.open(settings, clock=clock)) as hub, sync_playwright() as playwright:
        demo = Demo(hub=hub, settings=settings, village=Village(hub.desk, Calendar(clock.now), PROVIDER))
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        eyes = Eyes(Path(os.environ.get("COORDINATION_TEST_PICTURES", home / "pictures")))
        found = Booth(demo=demo, clock=clock, browser=browser, eyes=eyes)
        yield found
        browser.close()
        assert not found.faults, "\n".join(found.faults)
    sqlite_store.drop(databases)


def main(page: Page) -> str:
    """What stands on the page, in one line."""
    return " ".join(page.locator("main").inner_text().split())


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
