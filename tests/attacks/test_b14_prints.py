"""Room: tests. Battery B14, prints: the mark of who printed it, when and under which number is on every sheet of paper.

The page is printed to PDF by a real browser, once as it is and once without its mark. Sheet by sheet, what is drawn
must be more with the mark than without (it is faint, so each sheet calls up one drawing of it). The location, which is
not printed unless asked for: tests/web/test_prints.py.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from coordination.casework import records
from coordination.model.ids import new_id
from tests.attacks.test_b16_b18_in_a_browser import seated
from tests.databases import SqliteStore

pytestmark = [pytest.mark.browser]
OBJECT = re.compile(rb"\n(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
STREAM = re.compile(rb"stream\r?\n(.*)\r?\nendstream", re.DOTALL)
SHEETS = 4


def drawn(page: Page) -> list[int]:
    """Bytes of drawing on each sheet of the print."""
    return list(_sheets(page.pdf(format="Letter")))


def _sheets(pdf: bytes) -> Iterator[int]:
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    for body in objects.values():
        found = CONTENTS.search(body)
        if found is not None and re.search(rb"/Type /Page\b", body):
            stream = STREAM.search(objects[int(found[1])])
            assert stream is not None
            yield len(zlib.decompress(stream[1]))


def without(page: Page, selector: str) -> None:
    """Take something out of the page."""
    page.evaluate("selector => document.querySelectorAll(selector).forEach(one => one.remove())", selector)


def test_every_sheet_of_a_long_print_bears_the_mark(
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    with seated(sqlite_store, tmp_path / "home", chromium_path) as (community, pages, case_id):
        ana, page = community.actor("ana_cps_worker"), pages.page
        typed = {"note": "She waited at the bus station until it was dark. " * 160}
        for _ in range(4):
            records.file(community.desk, ana, case_id, "child_protection_note", typed, new_id())
        pages.go(f"/cases/{case_id}/print")
        marked = drawn(page)
        without(page, ".hub-watermark")
        plain = drawn(page)
        assert len(marked) == len(plain) >= SHEETS
        assert all(more > less + 40 for more, less in zip(marked, plain, strict=True)), (marked, plain)
        # Meta: a page that has lost its mark is found, since nothing more can be taken away.
        without(page, ".hub-watermark")
        assert drawn(page) == plain
