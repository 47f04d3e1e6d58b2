"""Room: tests. A report at 2 a.m. in a real browser: whom to ring, half an hour unopened, who is told, and answered.

The hub's own clock is moved; the worker's round is the one that `coordination work` makes. Pictures of both widths go
to COORDINATION_TEST_PICTURES when that names a folder; axe reads each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from coordination.casework import alarms
from coordination.door import cookie
from coordination.model.ids import CaseId
from tests.casework.almanac import Almanac
from tests.casework.nights import BACKUP, LINE, PHONE, TWO_AT_NIGHT
from tests.casework.story import opened
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.web.test_passkeys_in_a_browser import Pages, served, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]
MESSAGE = "She is at the bus station and has nowhere to sleep."


@dataclass(slots=True, kw_only=True)
class Night:
    """The hub at 2 a.m., a browser, and a way in for each person, anew whenever their screen has locked."""

    community: Community
    browser: Browser
    address: str

    def of(self, slug: str) -> Pages:
        """This person's browser, just signed in."""
        pages = Pages(self.browser.new_context().new_page(), self.address)
        token = signed_in(self.community, slug, pages.page.evaluate("navigator.userAgent"))
        pages.page.context.add_cookies(
            [
                {
                    "name": cookie.NAME,
                    "value": token,
                    "domain": "localhost",
                    "path": "/",
                    "secure": True,
                    "httpOnly": True,
                }
            ]
        )
        return pages

    def later(self, **wait: float) -> None:
        """Time passes, and the worker makes its round."""
        self.community.clock.forward(**wait)
        alarms.raise_due(self.community.desk)


@contextmanager
def fallen(store: SqliteStore, home: Path, chromium: str) -> Iterator[tuple[Night, CaseId]]:
    """Two at night: Leo is on call for the police, a desk behind him; Ana has a case open."""
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(store, home, PUBLIC_URL=address)
    community = next(made)
    almanac = Almanac(community=community)
    almanac.entry("detectives")
    almanac.on_call("detectives", **{**LINE, "who": "Watch commander", "number": BACKUP, "starts": "2026-11-22 17:00"})
    almanac.on_call("detectives", **LINE, who="", person=community.people["det_lake"], number=PHONE)
    community.clock.now = TWO_AT_NIGHT
    case = opened(community, "ana_cps_worker")
    with served(community, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield Night(community=community, browser=browser, address=address), case
        browser.close()
    next(made, None)


def test_a_report_at_two_in_the_morning_is_rung_warned_of_and_acknowledged(
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    with fallen(sqlite_store, tmp_path / "home", chromium_path) as (night, case):
        page = ana_reports(night, case)
        half_an_hour_later(night, page)
        leo_acknowledges(night)
        ana_hears(night, page, case)


def ana_reports(night: Night, case: CaseId) -> str:
    ana = night.of("ana_cps_worker")
    ana.go(f"/cases/{case}")
    ana.page.get_by_role("link", name="Send a referral").click()
    ana.page.get_by_role("link", name="Report", exact=True).click()
    ana.page.get_by_label(re.compile("To which program")).select_option(value=night.community.programs["detectives"].id)
    ana.page.get_by_text("Urgent: somebody must look now").click()
    ana.page.get_by_label(re.compile("What they need to know")).fill(MESSAGE)
    ana.page.get_by_role("button", name="Save as a draft").click()
    ana.page.get_by_role("link", name="Send a report").click()
    ana.look("night-draft-continued")
    ana.page.get_by_role("button", name="Send it").click()
    main = ana.page.locator("main")
    expect(main).to_contain_text("Ring them now")
    expect(main).to_contain_text(PHONE)
    expect(main).to_contain_text("Leo Marsh")
    expect(main).not_to_contain_text(BACKUP)
    ana.look("night-ring-them-now")
    return "/" + "/".join(ana.page.url.split("/")[3:])


def half_an_hour_later(night: Night, page: str) -> None:
    night.later(minutes=29)
    ana = night.of("ana_cps_worker")
    ana.go("/notices")
    expect(ana.page.locator("main")).to_contain_text("Nothing waits for you")
    night.later(minutes=2)
    ana = night.of("ana_cps_worker")
    ana.go("/notices")
    expect(ana.page.locator(".hub-count")).to_have_text(re.compile("1"))
    ana.look("night-notice")
    ana.page.locator("li", has_text="was not opened in time").get_by_role("link").click()
    main = ana.page.locator("main")
    expect(main).to_contain_text("Nobody has opened it in time")
    expect(main).to_contain_text("Ring them again")
    expect(main).to_contain_text(BACKUP)
    assert ana.page.url.endswith(page)
    ana.look("night-ring-them-again")
    ana.go("/work")
    expect(ana.page.locator("main")).to_contain_text("Not opened for 31 minutes")
    ana.look("night-work-of-sender")


def leo_acknowledges(night: Night) -> None:
    leo = night.of("det_lake")
    leo.go("/work")
    expect(leo.page.locator("main")).to_contain_text("Not opened for 31 minutes")
    leo.look("night-work-of-on-call")
    leo.go("/notices")
    leo.page.locator("li", has_text="Something urgent was sent").get_by_role("link").first.click()
    expect(leo.page.locator("main")).to_contain_text(MESSAGE)
    expect(leo.page.get_by_role("button", name="Decline")).to_have_count(0)
    leo.page.get_by_role("button", name="Acknowledge").click()
    expect(leo.page.locator("main")).to_contain_text("Acknowledged")


def ana_hears(night: Night, page: str, case: CaseId) -> None:
    ana = night.of("ana_cps_worker")
    ana.go(page)
    main = ana.page.locator("main")
    expect(main).to_contain_text("Acknowledged")
    expect(main).not_to_contain_text("Ring them")
    ana.go("/notices")
    expect(ana.page.locator("main")).to_contain_text("Nothing waits for you")
    ana.go(f"/cases/{case}")
    expect(ana.page.get_by_role("heading", name="Referrals")).to_be_visible()
    ana.look("night-case")
    assert not ana.complaints
