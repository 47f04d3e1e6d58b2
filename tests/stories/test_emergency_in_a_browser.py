"""Room: tests. A detective takes emergency access at night on a phone; child protection reviews it and says no."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from coordination.casework import records
from coordination.model.ids import new_id
from tests.casework.story import assigned, opened
from tests.community import make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.stories.hands import answer
from tests.stories.test_child_found import on_the_telephone
from tests.stories.test_two_at_night import Night
from tests.web.test_passkeys_in_a_browser import served

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]
NIGHT = datetime(2026, 11, 21, 8, 10, tzinfo=UTC)  # 02:10 in Chicago


def test_emergency_access_is_told_of_reviewed_and_rejected(
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    if pictures := os.environ.get("COORDINATION_TEST_PICTURES"):
        Path(pictures).mkdir(parents=True, exist_ok=True)
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(sqlite_store, tmp_path / "home", PUBLIC_URL=address)
    community = next(made)
    community.clock.now = NIGHT
    case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    note = {"setting": "foster"}
    records.file(community.desk, community.actor("ana_cps_worker"), case, "placement_note", note, new_id())
    with served(community, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        night = Night(community=community, browser=browser, address=address)
        detective = on_the_telephone(night, "det_lake")
        detective.go(f"/cases/{case}")
        expect(detective.page.locator("main")).to_contain_text("Not open to you")
        detective.page.get_by_role("link", name="Emergency access").click()
        answer(detective.page, "reason", "child_missing")
        detective.page.get_by_label("What is happening").fill("She left the house with a man in a car.")
        answer(detective.page, "hours", "2")
        answer(detective.page, "told", "yes")
        detective.look("emergency-ask")
        detective.page.get_by_role("button", name="Open it now").click()
        expect(detective.page.locator("main")).to_contain_text("You have emergency access to this case")
        expect(detective.page.locator("main")).to_contain_text("Placement note")
        detective.look("emergency-case")
        supervisor = on_the_telephone(night, "sam_cps_supervisor")
        supervisor.go("/emergencies")
        expect(supervisor.page.locator("main")).to_contain_text("She left the house with a man in a car.")
        supervisor.look("emergency-queue")
        supervisor.page.get_by_role("button", name="It should not have been used").click()
        expect(supervisor.page.locator("main")).to_contain_text("Rejected")
        detective.go(f"/cases/{case}")
        expect(detective.page.locator("main")).not_to_contain_text("You have emergency access")
        detective.go("/notices")
        expect(detective.page.locator("main")).to_contain_text("A reviewer said that you should not have used")
        assert not detective.complaints
        assert not supervisor.complaints
        browser.close()
    next(made, None)
