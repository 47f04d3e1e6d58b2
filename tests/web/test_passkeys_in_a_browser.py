"""Room: tests. A real browser with a virtual authenticator: a person is enrolled, adds a passkey, signs in, is cut off.

The hub listens on the loopback by the name `localhost`, to which browsers bind passkeys. Pictures of each page, desktop
and phone, go to COORDINATION_TEST_PICTURES when that names a folder.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from coordination.casework import sessions
from coordination.door import cookie
from coordination.model.session import Browser, Proof
from tests.community import Community, issuer_of, make_community
from tests.databases import SqliteStore
from tests.providers.ports import free_port
from tests.stories.eyes import WANTED, Eyes

pytestmark = [pytest.mark.browser, pytest.mark.accessibility]


@contextmanager
def served(community: Community, port: int) -> Iterator[None]:
    """The hub's door on a real port."""
    server = make_server("127.0.0.1", port, community.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


class Pages:
    """Pages looked at: axe, the width of a phone, pictures, and whatever the browser complained of."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.eyes = Eyes(Path(os.environ.get(WANTED, "")))
        self.complaints: list[str] = []
        page.on("console", lambda line: self.complaints.append(line.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def look(self, title: str) -> None:
        """Axe finds nothing; nothing sticks out; a picture of both widths where somebody wants some."""
        self.page.wait_for_load_state()  # a click may have been answered, and the page not yet be there
        found = self.eyes.faults(self.page, title)
        assert not found, found


def signed_in(community: Community, slug: str, agent: str) -> str:
    """The token of somebody's session in the browser that says `agent`."""
    now, hub = community.clock.now, community.hub
    proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=now, asked_at=now, mfa=True)
    browser = Browser(source=hub.pseudonym("127.0.0.1"), device="Chrome on Linux", client=hub.pseudonym(agent))
    return sessions.start(community.desk, proof, browser)


def test_a_passkey_is_enrolled_used_and_cut_off_in_a_real_browser(  # noqa: PLR0915 - one story, told in order
    sqlite_store: SqliteStore, tmp_path: Path, chromium_path: str
) -> None:
    port = free_port()
    address = f"http://localhost:{port}"
    made = make_community(sqlite_store, tmp_path / "home", PUBLIC_URL=address)
    community = next(made)
    with served(community, port), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        office = Pages(browser.new_context().new_page(), address)
        agent = office.page.evaluate("navigator.userAgent")
        token = signed_in(community, "adm_north", agent)
        office.page.context.add_cookies(
            [
                {
                    "name": cookie.NAME,
                    "value": token,
                    "domain": "localhost",
                    "path": "/",
                    "secure": True,
                    "httpOnly": True,
                }
            ]
        )

        # (1) The administrator enrols Una.
        office.go("/")
        office.look("agency")
        office.page.get_by_role("link", name="Enrol a person").click()
        office.look("enrol")
        office.page.get_by_label("Name", exact=True).fill("Una Vale")
        office.page.get_by_text("A passkey: you hand over a code in person").click()
        office.page.get_by_label("Program").select_option(label="Child Protection")
        office.page.get_by_text("Worker: works on cases").click()
        office.page.get_by_role("button", name="Enrol").click()
        office.page.get_by_role("link", name="Una Vale").click()
        office.look("person")
        office.page.get_by_role("button", name="Make a code for a device").click()
        office.look("code")
        code = office.page.locator(".hub-code").inner_text()

        # (2) Una adds her device, and signs in with it.
        phone = Pages(browser.new_context().new_page(), address)
        devtools = phone.page.context.new_cdp_session(phone.page)
        devtools.send("WebAuthn.enable")
        device = devtools.send(
            "WebAuthn.addVirtualAuthenticator",
            {
                "options": {
                    "protocol": "ctap2",
                    "transport": "internal",
                    "hasResidentKey": True,
                    "hasUserVerification": True,
                    "isUserVerified": True,
                    "automaticPresenceSimulation": True,
                }
            },
        )["authenticatorId"]
        phone.go("/sign-in")
        phone.look("sign-in")
        phone.page.get_by_role("link", name="Sign in with a passkey").click()
        phone.look("use-passkey")
        phone.page.get_by_role("link", name="I have a code").click()
        phone.look("type-code")
        phone.page.get_by_label("Code", exact=True).fill(code)
        phone.page.get_by_role("button", name="Go on").click()
        phone.look("make-passkey")
        assert "Una Vale" in phone.page.inner_text("main")
        phone.page.get_by_label("What do you call this device?").fill("Work phone")
        phone.page.get_by_role("button", name="Add the passkey").click()
        phone.page.get_by_role("heading", name="Your passkey works").wait_for()
        phone.look("passkey-added")
        phone.page.get_by_role("link", name="Sign in with the passkey").click()
        phone.page.get_by_role("button", name="Use my passkey").click()

        # (3) The statement comes first, then her work.
        phone.page.get_by_role("heading", name="Confidentiality statement").wait_for()
        phone.look("statement")
        phone.page.get_by_role("button", name="Accept and go on").click()
        phone.look("statement-not-ticked")
        phone.page.get_by_text("I have read this statement and accept it.").click()
        phone.page.get_by_role("button", name="Accept and go on").click()
        phone.page.get_by_role("heading", name=re.compile("cases", re.IGNORECASE)).first.wait_for()
        phone.go("/sessions")
        phone.look("own-passkeys")

        # (4) A device that cannot verify its user is not enough: the browser itself refuses, and says so.
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
        phone.go("/passkey?again=1")
        phone.page.get_by_role("button", name="Use my passkey").click()
        phone.page.get_by_text("That did not work, or took too long.").wait_for()
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
        phone.page.get_by_role("button", name="Use my passkey").click()
        phone.page.get_by_role("heading", name=re.compile("cases", re.IGNORECASE)).first.wait_for()

        # (5) The phone is lost: one click, and it opens nothing.
        office.go("/agency")
        office.page.get_by_role("link", name="Una Vale").click()
        office.look("person-with-passkey")
        office.page.get_by_role("button", name=re.compile("Lost: cut it off")).click()
        office.look("person-cut-off")
        phone.go("/cases")
        assert phone.page.url.startswith(f"{address}/sign-in")

        # (6) The rest of the administrator's pages.
        for path, title in (
            ("/agency/places", "places"),
            ("/agency/programs/new", "new-program"),
            ("/agency/providers/new", "new-provider"),
            ("/agency/changes", "changes"),
            ("/agency/changes/new/agency", "propose-agency"),
            ("/agency/changes/new/program", "propose-program"),
            ("/agency/changes/new/appointment", "propose-appointment"),
            ("/agency/changes/new/issuer", "propose-issuer"),
        ):
            office.go(path)
            office.look(title)
        office.go("/agency/people/new")
        office.page.get_by_role("button", name="Enrol").click()
        office.look("enrol-errors")
        blocked = [line for line in (*office.complaints, *phone.complaints) if "Security Policy" in line]
        assert not blocked, blocked
        browser.close()
    next(made, None)
