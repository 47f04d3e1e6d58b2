"""Room: tests. The house of short stories: one hub with Maine's agencies too, one browser, a page for each person.

The hub is served from this process. Whoever enters is signed in already, as in `test_two_at_night`: how people sign
in has stories of its own. Each story opens a case of its own; what it needs before its first scene is done by casework.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from coordination.casework import sessions
from coordination.door import cookie
from coordination.model.session import Browser, Proof
from tests.community import make_community
from tests.databases import SqliteStore
from tests.maine import Maine, issuer_of, settle
from tests.providers.ports import free_port
from tests.stories.eyes import DESKTOP, Eyes
from tests.stories.stage import ARGUMENTS, Stage
from tests.web.test_passkeys_in_a_browser import served


@dataclass(slots=True, kw_only=True)
class House(Stage):
    """A stage whose people go by their slugs, and whose clock is the community's."""

    maine: Maine

    def enter(self, name: str) -> Page:
        """The browser of this person, signed in."""
        if name not in self.pages:
            width, height = DESKTOP
            page = self.browser.new_context(viewport={"width": width, "height": height}).new_page()
            token = self._token(name, page.evaluate("navigator.userAgent"))
            held = {"domain": "localhost", "path": "/", "secure": True, "httpOnly": True}
            page.context.add_cookies([{"name": cookie.NAME, "value": token, **held}])  # type: ignore[typeddict-item] # as above
            page.on("console", lambda line: self.faults.append(line.text))
            page.on("pageerror", lambda error: self.faults.append(str(error)))
            self.pages[name] = page
        return self.pages[name]

    def _token(self, slug: str, agent: str) -> str:
        now, hub = self.maine.clock.now, self.maine.hub
        proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=now, asked_at=now, mfa=True)
        browser = Browser(source=hub.pseudonym("127.0.0.1"), device="Chrome", client=hub.pseudonym(agent))
        return sessions.start(self.maine.desk, proof, browser)


@contextmanager
def house(store: SqliteStore, home: Path, pictures: Path, chromium: str) -> Iterator[House]:
    """The hub at work and a browser; both are stopped afterwards. pictures: where somebody asks for any."""
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(store, home, PUBLIC_URL=address)
    maine = settle(next(made))
    with served(maine, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield House(address=address, browser=browser, eyes=Eyes(pictures), maine=maine)
        browser.close()
    next(made, None)


def press(page: Page, name: str) -> None:
    """A button or link with exactly this name, which leads to a page."""
    page.get_by_role("button", name=name, exact=True).or_(page.get_by_role("link", name=name, exact=True)).first.click()
    page.wait_for_load_state()


def reads(page: Page, *words: str) -> None:
    """The page says all of this."""
    for said in words:
        expect(page.locator("main")).to_contain_text(said)
