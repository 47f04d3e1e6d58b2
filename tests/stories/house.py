"""Room: tests. The house of short stories: one hub and whoever settled there, one browser, a page for each person.

The hub is served from this process. Whoever enters is signed in already, as in `test_two_at_night`: how people sign
in has stories of its own. Each story opens a case of its own; what it needs before its first scene is done by casework.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from playwright.sync_api import Page, expect, sync_playwright

from coordination.door import cookie
from tests.community import AGENT, Community, make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.stories.eyes import DESKTOP, Eyes
from tests.stories.stage import ARGUMENTS, Stage
from tests.web.test_passkeys_in_a_browser import served

Town = TypeVar("Town", bound=Community)


@dataclass(slots=True, kw_only=True)
class House(Stage, Generic[Town]):
    """A stage whose people go by their slugs, and whose clock is the community's."""

    town: Town

    def enter(self, name: str) -> Page:
        """The browser of this person, signed in; it says that it is the one in which the community signs people in."""
        if name not in self.pages:
            width, height = DESKTOP
            context = self.browser.new_context(viewport={"width": width, "height": height}, user_agent=AGENT)
            page = context.new_page()
            held = {"domain": "localhost", "path": "/", "secure": True, "httpOnly": True}
            cookies = [{"name": cookie.NAME, "value": self.town.token(name), **held}]
            context.add_cookies(cookies)  # type: ignore[arg-type] # as above
            page.on("console", lambda line: self._heard(line.text))
            page.on("pageerror", lambda error: self.faults.append(str(error)))
            self.pages[name] = page
        return self.pages[name]

    def leave(self) -> None:
        """Everybody closes the browser: what is done through casework in between would end their older sessions."""
        for page in self.pages.values():
            page.context.close()
        self.pages.clear()


@contextmanager
def house(
    store: SqliteStore, home: Path, pictures: Path, chromium: str, settle: Callable[[Community], Town]
) -> Iterator[House[Town]]:
    """The hub at work and a browser; both are stopped afterwards. pictures: where somebody asks for any."""
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(store, home, PUBLIC_URL=address)
    town = settle(next(made))
    with served(town, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield House(address=address, browser=browser, eyes=Eyes(pictures), town=town)
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


def hides(page: Page, *words: str) -> None:
    """Nothing of this stands on the page, and the page is there."""
    expect(page.locator("h1")).to_be_visible()
    said = page.content()
    for word in words:
        assert word not in said, word
