"""Room: tests. Notices in a real browser, desktop and phone: what waits, the number beside it, how one is reached."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.databases import SqliteStore
from tests.stories.stage import stage

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]


def test_a_supervisor_reads_what_waits_and_says_how_they_are_reached(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    databases = sqlite_store.fresh()
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures")) / "notices"
    with stage(databases, tmp_path / "home", pictures) as play:
        page = play.go("Ivy Stone", "/notices")
        count = page.locator(".hub-count")
        assert count.is_visible()
        assert page.get_by_text("Your program was asked onto a case.").first.is_visible()
        play.look(page, "notices")
        page.get_by_role("button", name="Mark all as read").press("Enter")
        page.locator(".hub-count").wait_for(state="detached")
        play.look(page, "notices-read")
        page.get_by_role("link", name="Choose how you are reached by e-mail").click()
        page.get_by_label("Your work e-mail").fill("nonsense")
        page.get_by_role("button", name="Save").click()
        assert page.get_by_text("Write one e-mail address").first.is_visible()
        play.look(page, "contact-wrong")
        page.get_by_label("Your work e-mail").fill("ivy@lakeside.example")
        page.get_by_role("button", name="Save").click()
        page.wait_for_load_state()
        assert page.get_by_label("Your work e-mail").input_value() == "ivy@lakeside.example"
        play.look(page, "contact")
        assert not play.faults
    sqlite_store.drop(databases)
