"""Room: tests. Somebody of North County who signs in with a passkey, enrolled by their administrator."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from coordination.casework import statements
from coordination.door import cookie
from coordination.model.ids import PersonId, new_id
from coordination.storage import accounts, roster
from coordination.storage.cabinet import Cabinet
from coordination.web.passkeys import PENDING
from tests.community import Community, Visitor, make_community
from tests.databases import Store
from tests.web.software_key import SoftwareKey

HOST = "localhost"
PORT = "8000"
ORIGIN = f"http://{HOST}:{PORT}"
NAME = "Una Vale"


@contextmanager
def named_community(store: Store, home: Path) -> Iterator[Community]:
    """The community at an address with a name, to which browsers bind passkeys."""
    made = make_community(store, home, PUBLIC_URL=ORIGIN)
    community = next(made)
    try:
        yield community
    finally:
        next(made, None)


def visitor(community: Community, slug: str | None = None) -> Visitor:
    """A browser at the named address."""
    found = community.client()
    if slug is not None:
        found.set_cookie(cookie.NAME, community.token(slug), domain=HOST, secure=True)
    return found


@dataclass(slots=True)
class Owner:
    """A person with a passkey, and the browser on their device."""

    community: Community
    administrator: Visitor
    browser: Visitor
    key: SoftwareKey
    person_id: str

    def options(self, path: str = "/passkey") -> dict[str, Any]:
        """What a page asks the device for; its challenge goes into the browser's cookie."""
        return asked(self.browser.get(path))

    def sign_in(self, answer: str | None = None, **form: str) -> TestResponse:
        """Use the passkey, or send this answer of its own."""
        answer = self.key.use(self.options()) if answer is None else answer
        return self.browser.post("/passkey", data={"answer": answer, **form})

    def token(self) -> str:
        """The session token in the browser."""
        held = self.browser.get_cookie(cookie.NAME, domain=HOST)
        return held.value if held else ""

    def administrator_again(self) -> Visitor:
        """The administrator, signed in afresh after time has passed."""
        self.administrator = visitor(self.community, "adm_north")
        return self.administrator

    def pending(self) -> str | None:
        """The ceremony under way in the browser."""
        held = self.browser.get_cookie(PENDING, domain=HOST)
        return held.value if held else None


def asked(page: TestResponse) -> dict[str, Any]:
    """The options in a page."""
    found = re.search(r'data-passkey="([^"]+)"', page.text)
    assert found is not None, page.text
    options: dict[str, Any] = json.loads(html.unescape(found[1]))
    return options


def send(browser: Visitor, path: str, form: dict[str, str]) -> TestResponse:
    """POST a form with its CSRF token from the named address."""
    return browser.post(path, data={"csrf_token": form_token(browser), "act_key": new_id(), **form})


def form_token(browser: Visitor) -> str:
    """The CSRF token that a page of this session would carry."""
    page = browser.get("/sessions").text
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found is not None, page
    return found[1]


def enrol(administrator: Visitor, community: Community, name: str = NAME, role: str = "worker") -> str:
    """Put somebody who signs in with a passkey on the roster; their id."""
    form = {"name": name, "way": "passkey:", "program": "cps", "role": role}
    assert send(administrator, "/agency/people", form).status_code == 303
    with community.desk.database.read() as connection:
        return str(connection.execute(select(roster.people.c.id).where(roster.people.c.name == name)).scalar_one())


def code_for(administrator: Visitor, person_id: str) -> str:
    """A one-time code, as the administrator reads it from the screen."""
    page = send(administrator, f"/agency/people/{person_id}/code", {})
    found = re.search(r'hub-code">([0-9A-Z-]{14})<', page.text)
    assert found is not None, page.text
    return found[1]


def add(browser: Visitor, code: str, key: SoftwareKey, label: str = "Work phone", **changed: Any) -> TestResponse:  # noqa: ANN401 - passed on
    """Add a passkey with a code, as its person would on their device."""
    page = browser.post("/passkey/new", data={"code": code})
    assert page.status_code == 200, page.text
    return browser.post("/passkey/new/device", data={"answer": key.make(asked(page), **changed), "label": label})


def owner(community: Community) -> Owner:
    """Enrol somebody and their passkey; nobody is signed in with it yet, and the statement is accepted."""
    administrator, browser = visitor(community, "adm_north"), visitor(community)
    person_id = enrol(administrator, community)
    key = SoftwareKey(domain=HOST, origin=ORIGIN)
    assert "Your passkey works" in add(browser, code_for(administrator, person_id), key).text
    desk = community.desk
    with desk.database.write() as connection:
        cabinet = Cabinet(connection=connection, keyring=desk.keyring, now=desk.now)
        accounts.accept(cabinet, PersonId(person_id), statements.in_force().version)
    return Owner(community, administrator, browser, key, person_id)
