"""Room: tests. A booth for stories of papers: the demo behind its own door without a server, its clock, and a browser.

The demo is that of tests/demo/told.py; whatever the browser asks for, Flask's client answers. So the hub's clock can be
turned to the day on which an order or a childhood ends.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Route, sync_playwright

from coordination.casework import sessions
from coordination.demo.calendar import Calendar
from coordination.demo.residents import RESIDENTS, issuer_of
from coordination.demo.village import Village
from coordination.hub import Hub, utc_now
from coordination.model.actor import Actor
from coordination.model.ids import new_id
from coordination.model.session import Browser as SessionBrowser
from coordination.model.session import Proof
from tests.community import AGENT, Clock, Visitor
from tests.community import HERE as ADDRESS
from tests.databases import SqliteStore
from tests.demo import told
from tests.demo.loaded import PROVIDER, Demo
from tests.stories.eyes import DESKTOP, Eyes
from tests.stories.stage import ARGUMENTS

HERE = "http://127.0.0.1:8000"


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
        visitor = self.demo.browser(subject)
        visitor.carry(self._token(subject))
        return visitor

    def acting(self, subject: str) -> Actor:
        """The person, signed in now."""
        found = sessions.find(self.demo.hub.desk, self._token(subject), browser=self._here())
        assert found is not None
        assert found.actor is not None
        return found.actor

    def _token(self, subject: str) -> str:
        agency, now = next(one.agency for one in RESIDENTS if one.subject == subject), self.clock.now
        issuer = issuer_of(PROVIDER, agency)
        proof = Proof(issuer=issuer, subject=subject, auth_time=now, asked_at=now, mfa=True, sid=new_id())
        return sessions.start(self.demo.hub.desk, proof, self._here())

    def _here(self) -> SessionBrowser:
        hub = self.demo.hub
        return SessionBrowser(source=hub.pseudonym(ADDRESS), device="Test", client=hub.pseudonym(AGENT))

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


@contextmanager
def booth_at(sqlite_store: SqliteStore, home: Path) -> Iterator[Booth]:
    """One copy of the demo and one browser; what the eyes found wrong fails at the end."""
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
