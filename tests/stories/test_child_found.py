"""Room: tests. A foster child missing on Friday night, found on Sunday at 2 a.m., debriefed: in a real browser, 360 px.

Ana tells and rings; on the page of the found child she saves part by part, is interrupted, goes on when she is back,
and debriefs. Axe reads each page at both widths. Two people at once: tests/web/test_missing_pages.py.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from coordination.model.ids import CaseId
from tests.casework.story import assigned, opened
from tests.community import make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.stories.hands import answer
from tests.stories.test_two_at_night import Night
from tests.web.test_passkeys_in_a_browser import Pages, served

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]
FRIDAY_NIGHT = datetime(2026, 11, 21, 4, 10, tzinfo=UTC)  # 22:10 in Chicago
SUNDAY_TWO = datetime(2026, 11, 22, 8, 20, tzinfo=UTC)  # 02:20 there


def test_foster_child_missing_on_friday_found_on_sunday_at_two_and_debriefed(
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    if pictures := os.environ.get("COORDINATION_TEST_PICTURES"):
        Path(pictures).mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(sqlite_store, tmp_path / "home", PUBLIC_URL=address)
    community = next(made)
    community.clock.now = FRIDAY_NIGHT
    case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    with served(community, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        night = Night(community=community, browser=browser, address=address)
        friday(night, case)
        community.clock.now = SUNDAY_TWO
        sunday(night, case)
        browser.close()
    next(made, None)


def friday(night: Night, case: CaseId) -> None:
    ana = on_the_telephone(night, "ana_cps_worker")
    ana.go(f"/cases/{case}")
    ana.page.get_by_role("link", name="Missing or found").click()
    ana.page.get_by_role("link", name="The child is missing").click()
    fill(ana.page, "record-happened", "2026-11-20 21:00")
    for name, value in (("kind", "ran_away"), ("from_where", "foster_home"), ("in_care", "yes")):
        answer(ana.page, name, value)
    ana.look("missing-new")
    ana.page.get_by_role("button", name="Save: the child is missing").click()
    main = ana.page.locator("main")
    expect(main).to_contain_text("Report the missing child to police, for entry into NCIC")
    expect(main).to_contain_text("Until 21 November 2026, 22:10 CST")
    expect(main).to_contain_text("Nobody has said when to talk with them next")
    ana.page.get_by_role("link", name="Write down a talk").click()
    answer(ana.page, "with", "police")
    fill(ana.page, "happened_at", "2026-11-20 22:05")
    fill(ana.page, "next_at", "2026-11-21 10:00")
    ana.page.get_by_role("button", name="Save this part").click()
    expect(main).to_contain_text("Next: 21 November 2026, 10:00 CST")
    ana.look("missing-episode")
    assert not ana.complaints


def sunday(night: Night, case: CaseId) -> None:
    ana = on_the_telephone(night, "ana_cps_worker")
    ana.go(f"/cases/{case}/missing/found")
    main = ana.page.locator("main")
    expect(main.get_by_role("heading", level=2).first).to_have_text("First: how are they?")
    ana.look("found-page")
    answer(ana.page, "hungry", "yes")
    ana.page.get_by_role("button", name="Save: how they are").click()
    expect(main).to_contain_text("Saved by Ana Brook")
    found = ana.page.locator("#missing_found")
    fill(ana.page, "record-happened", "2026-11-19 02:00")
    found.get_by_role("button", name=re.compile("^Save")).click()
    expect(main).to_contain_text("cannot have been found before that")
    ana.look("found-before-missing")
    fill(ana.page, "record-happened", "2026-11-22 02:00")
    found.get_by_role("button", name=re.compile("^Save")).click()
    expect(main).to_contain_text("Meet with the youth: are they safe, what do they need, screen")
    expect(main).to_contain_text("Until 23 November 2026, 02:00 CST")
    expect(main).to_contain_text("no clock runs")
    care = ana.page.locator("#found_care")
    care.locator("[name=last_contact]").fill("2026-11-21 23:00")
    care.get_by_role("button", name=re.compile("^Save")).click()
    expect(main).to_contain_text("until 24 November 2026, 23:00 CST")
    night.community.clock.forward(minutes=40)
    again = on_the_telephone(night, "ana_cps_worker")
    again.go(f"/cases/{case}/missing/found")
    again.look("found-resumed")
    again.page.get_by_role("link", name="Runaway debriefing").click()
    again.page.locator("label").filter(has_text="It was not safe there").click()
    fill(again.page, "why_words", "Nobody asked me.")
    again.look("found-debriefing")
    again.page.get_by_role("button", name="Save this part").click()
    shown = again.page.locator("main")
    expect(shown).to_contain_text("Nobody asked me.")
    expect(shown).to_contain_text("Found 22 November 2026, 02:00 CST")
    again.look("found-episode")
    assert not again.complaints


def on_the_telephone(night: Night, slug: str) -> Pages:
    """This person, just signed in, on a screen of 360 px."""
    pages = night.of(slug)
    pages.page.set_viewport_size({"width": 360, "height": 740})
    return pages


def fill(page: Page, name: str, text: str) -> None:
    page.locator(f"[name={name}]").first.fill(text)
