"""Room: tests. Batteries B16 and B18 in a real browser: nothing typed runs, nothing is read by the Back button.

The corpus of tests/attacks/wicked.py stands on the pages of a case; a script that ran would set `window.pwned`, a
policy that had to stop one would be on the console. After signing out and after leaving quickly the page before is not
readable. A file of cases goes on by itself, works at 360 px and passes axe. No page beyond loopback is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Route, sync_playwright
from sqlalchemy import update

from coordination.casework import cases, records
from coordination.door import cookie
from coordination.model.ids import CaseId, new_id
from coordination.storage.roster import issuers
from tests.attacks.wicked import PAYLOADS
from tests.community import Community, issuer_of, make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.web.test_passkeys_in_a_browser import Pages, served, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.accessibility]
NAME = "Kestrel Readable"


@contextmanager
def seated(store: SqliteStore, home: Path, chromium: str) -> Iterator[tuple[Community, Pages, CaseId]]:
    """Ana in a real browser, with a case on which the corpus was typed."""
    port = free_port()
    address = f"http://localhost:{port}"
    with contextmanager(make_community)(store, home, PUBLIC_URL=address) as community:
        desk, ana = community.desk, community.actor("ana_cps_worker")
        case_id = cases.open_case(desk, ana, {"called": NAME, "aliases": PAYLOADS[1]}, new_id())
        for at in range(0, len(PAYLOADS), 3):
            typed = {"note": "\n".join(PAYLOADS[at : at + 3])}
            records.file(desk, ana, case_id, "child_protection_note", typed, new_id())
            cases.open_case(desk, ana, {"called": PAYLOADS[at], "age": PAYLOADS[at][:40]}, new_id())
        with served(community, port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            page = browser.new_context().new_page()
            page.route(lambda url: not url.startswith(address), _elsewhere)
            pages = Pages(page, address)
            sit_down(community, pages)
            try:
                yield community, pages, case_id
            finally:
                browser.close()


def sit_down(community: Community, pages: Pages) -> None:
    """Sign Ana in in this browser."""
    token = signed_in(community, "ana_cps_worker", pages.page.evaluate("navigator.userAgent"))
    held = {"name": cookie.NAME, "value": token, "domain": "localhost", "path": "/", "secure": True, "httpOnly": True}
    pages.page.context.add_cookies([held])  # type: ignore[list-item] # playwright's own shape


def _elsewhere(route: Route) -> None:
    route.fulfill(status=200, content_type="text/html", body="<title>The weather</title><p>Sunny.</p>")


def test_nothing_typed_runs_and_nothing_is_left_behind(
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    with seated(sqlite_store, tmp_path / "home", chromium_path) as (community, pages, case_id):
        page = pages.page
        dialogs: list[str] = []

        def heard(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", heard)

        # (1) B16: pages with the corpus on them.
        case = f"/cases/{case_id}"
        links = [f"/cases/{case_id}/print", "/cases", "/work", case]
        pages.go(case)
        links += page.eval_on_selector_all("a[href*='/records/']", "found => found.map(a => a.getAttribute('href'))")[
            :4
        ]
        for address in links:
            pages.go(address)
            assert page.evaluate("window.pwned") is None, address
            assert page.evaluate("document.querySelectorAll('script:not([src])').length") == 0, address
        assert dialogs == []
        assert pages.complaints == []

        # (2) A file of cases: mended, decided, filed in steps that go on by themselves.
        file = tmp_path / "cases.csv"
        rows = [f'"{one}"' for one in (chr(97 + at) * 7 for at in range(26))]
        wicked = ['"{}"'.format(one.replace('"', '""')) for one in PAYLOADS[:4]]
        file.write_text("\n".join(["called,born", *(f"{row}," for row in [*rows, *wicked]), "Crow,2011-13-45"]))
        pages.go("/cases/import")
        pages.look("import")
        page.set_input_files("#sheet", file)
        page.get_by_role("button", name="Check the file").click()
        pages.look("import-checked")
        assert "Row 32, “Date of birth, if known”" in page.inner_text("main")
        page.get_by_role("button", name="Open these cases").click()
        page.get_by_text("31 of 31 rows are done").wait_for()
        pages.look("import-done")
        assert page.evaluate("window.pwned") is None
        assert pages.complaints == []

        leaves_nothing_behind(community, pages, case)


def leaves_nothing_behind(community: Community, pages: Pages, case: str) -> None:
    """B18: leaving quickly, then signing out: the Back button shows nothing of the case, the browser keeps nothing."""
    page = pages.page
    pages.go(case)
    assert NAME in page.inner_text("body")
    page.locator("[data-leave]").first.click()
    page.get_by_text("Sunny.").wait_for()
    page.go_back()
    page.wait_for_load_state()
    assert NAME not in page.content()
    sit_down(community, pages)
    pages.go(case)
    assert NAME in page.inner_text("body")
    with community.desk.database.write() as connection:  # their provider is away, and not asked for beyond loopback
        gone = f"http://127.0.0.1:{free_port()}"
        connection.execute(update(issuers).where(issuers.c.url == issuer_of("ana_cps_worker")).values(url=gone))
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_load_state()
    assert NAME not in page.content()
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]


def test_a_page_that_lets_a_script_in_is_found(sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str) -> None:
    """Meta: the same words on a page that does not escape and has no policy set the sign that the other test reads."""
    with seated(sqlite_store, tmp_path / "home", chromium_path) as (_, pages, _):
        pages.page.set_content(f"<p>{PAYLOADS[0]}</p>")
        assert pages.page.evaluate("window.pwned") == 1
