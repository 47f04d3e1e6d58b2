"""Room: tests. Every page that the hub has, as somebody of the demo meets it, in a real browser at 360 px.

The links of the demo's people are followed until each route that shows a page was met once. Axe finds nothing on any,
and none is wider than a telephone. The stories (tests/stories) look at the pages of the main flows at both widths.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Page, Route, sync_playwright
from sqlalchemy import select, update
from werkzeug.exceptions import HTTPException

from coordination.crypto.tokens import token_digest
from coordination.door.app import Door
from coordination.hub import utc_now
from coordination.storage.accounts import accounts
from coordination.storage.sessions import sessions
from tests.community import Visitor
from tests.demo.loaded import Demo
from tests.links import followed

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]

HERE = "http://127.0.0.1:8000"
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PHONE = {"width": 360, "height": 740}
WHO = (  # between them they are let in everywhere
    *("ana_cps_worker", "eli_cps_worker", "sam_cps_supervisor", "pri_privacy", "aud_north", "adm_north"),
    *("coo_harbor", "int_harbor", "clk_court", "adv_safe", "gal_summer", "vic_plum"),
)
STARTS = (
    "/",
    "/work",
    "/cases",
    "/deadlines",
    "/help",
    "/directory",
    "/requests",
    "/referrals",
    "/access-log",
    "/agency",
    "/contact",
)
PUBLIC = ("/sign-in", "/signed-out", "/passkey", "/passkey/new")
# No page of ours, or none that the demo's people can stand on.
NO_PAGE = {
    "consultations.new": "nobody in the demo is under Maine's law: tests/web/test_convening.py",
    "disclosures.paper": "a file to keep",
    "disclosures.sheet": "a file to keep",
    "documents.data": "a file to keep",
    "documents.paper": "a file to keep",
    "files.read": "a file to keep",
    "health.alive": "a word for machines",
    "health.ready": "a word for machines",
    "help.picture": "a picture",
    "home.home": "sends everybody on",
    "imports.template": "a file to keep",
    "authority_scans.take_out": "a file to keep",
    "release_papers.scan": "a file to keep",
    "screens.covered": "no program of the demo works in Connecticut: tests/web/test_screen_pages.py",
    "signin.begin": "sends to the provider",
    "signin.callback": "sends everybody on",
    "signin.choose": "nobody in the demo has two appointments: test_what_stands_before_the_first_page",
    "signin.step_up": "sends to the provider",
    "static": "files",
    "statements.read": "everybody in the demo has accepted it: as above",
}
LEAVES = ("/static/", "/sign-", "/step-up", "/choose")


def endpoint_of(door: Door, address: str) -> str:
    """Which route answers there."""
    try:
        return str(door.url_map.bind("127.0.0.1").match(urlsplit(address).path)[0])
    except HTTPException:
        return ""


def met(demo: Demo) -> dict[str, tuple[FlaskClient, str]]:
    """One page of each route: who stands on it, and where it is."""
    found: dict[str, tuple[FlaskClient, str]] = {}
    for subject in WHO:
        visitor = demo.browser(subject)
        for address, answer in followed(visitor, STARTS, records=40, leaves=LEAVES):
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found.setdefault(endpoint_of(demo.door, address), (visitor, address))
    stranger = demo.door.test_client()
    for address in PUBLIC:
        found.setdefault(endpoint_of(demo.door, address), (stranger, address))
    return found


def faults(page: Page) -> list[str]:
    """What axe says of a page, and whether it is too wide."""
    said = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    said += ["a piece of a template is shown"] if "Macro '" in page.inner_text("body") else []
    return said + ([f"{wide} px wide"] if wide > PHONE["width"] else [])


def looked_at(pages: dict[str, tuple[FlaskClient, str]], chromium: str) -> dict[str, list[str]]:
    """The faults of each page, by route, in one browser whose every request the hub's own door answers."""
    wrong: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]  # two numbers
        asking: list[FlaskClient] = []

        def answer(route: Route) -> None:
            parts = urlsplit(route.request.url)
            said = asking[0].get(parts.path + (f"?{parts.query}" if parts.query else ""))
            route.fulfill(status=said.status_code, headers=dict(said.headers), body=said.data)
            said.close()  # a static file

        page.route("**/*", answer)
        for endpoint, (visitor, address) in pages.items():
            asking[:] = [visitor]
            page.goto(f"{HERE}{address}")
            if found := faults(page):
                wrong[f"{endpoint} {address}"] = found
        browser.close()
    return wrong


@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_axe_finds_nothing_on_any_page_of_the_hub(demo: Demo, chromium_path: str) -> None:
    pages = met(demo)
    shown = {rule.endpoint for rule in demo.door.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert shown - set(pages) - set(NO_PAGE) == set()
    assert set(NO_PAGE) - shown == set()
    assert looked_at(pages, chromium_path) == {}


@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_what_stands_before_the_first_page_is_as_good(demo: Demo, chromium_path: str) -> None:
    """The choice of an appointment, and the yearly statement."""
    newcomer, token = demo.door.test_client(), demo.token("tri_cedar")
    assert isinstance(newcomer, Visitor)
    newcomer.carry(token)
    mine = sessions.c.token_digest == token_digest(token)
    person = select(sessions.c.person_id).where(mine).scalar_subquery()
    with demo.hub.desk.database.write() as connection:
        connection.execute(update(sessions).where(mine).values(appointment_id=None))
    assert "Cedar Nation" in newcomer.get("/choose").text
    wrong = looked_at({"signin.choose": (newcomer, "/choose")}, chromium_path)
    with demo.hub.desk.database.write() as connection:
        connection.execute(update(accounts).where(accounts.c.person_id == person).values(accepted_at=LONG_AGO))
    assert newcomer.get("/confidentiality").status_code == 200
    wrong |= looked_at({"statements.read": (newcomer, "/confidentiality")}, chromium_path)
    with demo.hub.desk.database.write() as connection:
        connection.execute(update(accounts).where(accounts.c.person_id == person).values(accepted_at=utc_now()))
    assert wrong == {}


@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_a_page_that_is_wrong_is_found(demo: Demo, chromium_path: str) -> None:
    """Meta: a page that holds a field without a name and a line that does not fit."""
    visitor = demo.browser("ana_cps_worker")

    class Careless:
        def get(self, address: str) -> object:
            said = visitor.get(address)
            said.data = said.data.replace(b"<main", b'<input><p style="width:900px">wide</p><main', 1)
            return said

    wrong = looked_at({"cases.mine": (Careless(), "/cases")}, chromium_path)  # type: ignore[dict-item]  # gets, and no more
    assert list(wrong) == ["cases.mine /cases"]
    assert any(said.startswith("label") for said in wrong["cases.mine /cases"])
