"""Room: tests. A file in a real browser: refused, attached, taken out by another agency, withdrawn; pages by axe.

On one engine: what the database keeps is shown on both in tests/web/test_file_pages.py.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from coordination.demo.sheet import sheet
from tests.databases import SqliteStore
from tests.stories.stage import Stage, stage

PAPER: FilePayload = {
    "name": "../report\u202efdp.html",
    "mimeType": "text/html",
    "buffer": sheet("Made up for the story."),
}
FILM: FilePayload = {
    "name": "paper.pdf",
    "mimeType": "application/pdf",
    "buffer": b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom",
}


@pytest.mark.browser
@pytest.mark.slow
def test_a_paper_is_attached_and_taken_out(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures"))
    databases = sqlite_store.fresh()
    with stage(databases, tmp_path / "home", pictures) as here:
        address = worker_attaches(here)
        police_take_it_out(here, address)
        worker_withdraws(here, address)
        assert not here.faults, "\n".join(here.faults)
    sqlite_store.drop(databases)


def worker_attaches(here: Stage) -> str:
    page = here.go("Ana Brook", "/cases")
    page.get_by_role("link", name="Jade").click()
    page.get_by_role("link", name=re.compile("Report of suspected exploitation")).first.click()
    page.get_by_role("link", name="Attach a file").click()
    expect(page.get_by_role("heading", name="First: if it may show abuse of a child")).to_be_visible()
    here.look(page, "file-form")
    _fill(page, FILM)
    expect(page.locator("#file-error")).to_contain_text("Video and sound never go into the hub")
    expect(page.get_by_label("What it is, in your words")).to_have_value("School's own log")
    here.look(page, "file-form-errors")
    page.locator("#file").set_input_files(PAPER)
    page.get_by_role("button", name="Attach this file").click()
    expect(page.locator("main")).to_contain_text("School's own log")
    here.look(page, "file-attached")
    return "/" + "/".join(page.url.split("/")[3:])


def police_take_it_out(here: Stage, address: str) -> None:
    page = here.go("Leo Marsh", address)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download School's own log").click()
    assert re.fullmatch(r"file-[0-9a-f]{8}\.pdf", waiting.value.suggested_filename)
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")


def worker_withdraws(here: Stage, address: str) -> None:
    page = here.go("Ana Brook", address)
    page.get_by_role("link", name="Withdraw School's own log").click()
    here.look(page, "file-withdraw")
    page.get_by_text("It should not have been written down here").click()
    page.get_by_role("button", name="Withdraw this file").click()
    expect(page.locator("main")).not_to_contain_text("School's own log")
    page = here.go("Sam Reed", address)
    expect(page.locator("main")).to_contain_text("Withdrawn: It should not have been written down here")
    here.look(page, "file-withdrawn")


def _fill(page: Page, file: FilePayload) -> None:
    page.get_by_label("What it is, in your words").fill("School's own log")
    page.get_by_text("A document: a PDF, or the scan or photo of a paper").click()
    page.get_by_text("I have looked at it.").click()
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Attach this file").click()
