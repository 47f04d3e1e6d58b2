"""Room: tests. A person at their browser, by way of nginx: TLS is verified, and what did not arrive is sent again."""

from __future__ import annotations

import re
import time
from html import unescape

import requests

from coordination.demo.people import AGENCIES
from coordination.demo.residents import RESIDENTS
from tests.cli.loopback_browser import LoopbackBrowser
from tests.deploy.machine import SECONDS, Machine
from tests.providers.browser import Form

# A node went while it worked on this: nginx says so, and whoever sees it presses the button again.
NOT_ANSWERED = frozenset({502, 503, 504})


class Person:
    """A resident of the demo, signed in. `resent`: how often they had to press a button again."""

    def __init__(self, here: Machine, subject: str) -> None:
        self.here, self.resent = here, 0
        self.browser = LoopbackBrowser()
        self.browser.session.verify = str(here.authority)
        self._sign_in(next(one for one in RESIDENTS if one.subject == subject))

    @property
    def text(self) -> str:
        """What the page says."""
        return self.browser.page.text

    @property
    def path(self) -> str:
        """Where they are."""
        return self.browser.page.url.removeprefix(self.here.url)

    def open(self, path: str) -> int:
        """Ask for a page until something answers; its status."""
        end = time.monotonic() + SECONDS
        while True:
            try:
                status = self.browser.get(self.here.url + path).status_code
            except requests.ConnectionError:
                status = 502
            if status not in NOT_ANSWERED:
                return status
            assert time.monotonic() < end, self.text
            time.sleep(0.1)

    def send(self, page: str, action: str, **fields: str) -> str:
        """Fill in the form of a page and send it, the very same again while nobody answers; where it led."""
        assert self.open(page) == 200, f"{page}: {self.text}"
        shown = self.browser.page
        form = self._form(action)
        end = time.monotonic() + SECONDS
        while True:
            self.browser.page = shown
            try:
                status = self.browser._send(form, fields).status_code
            except requests.ConnectionError:
                status = 502
            if status == 200:
                return self.path
            assert status in NOT_ANSWERED, f"{action}: {status} {self.text}"
            assert time.monotonic() < end
            self.resent += 1
            time.sleep(0.1)

    def _form(self, action: str) -> Form:
        found = [form for form in self.browser.forms() if form.method == "post" and form.action.endswith(action)]
        assert found, (action, [form.action for form in self.browser.forms()])
        return found[0]

    def _sign_in(self, one: object) -> None:
        """By the pages alone: the agency, the provider, the yearly statement."""
        agency, name = AGENCIES[one.agency][0], one.name  # type: ignore[attr-defined] # a resident
        self.open("/")
        links = re.findall(r'<a[^>]*href="(/sign-in/[0-9a-f]{32}[^"]*)"[^>]*>(.*?)</a>', self.text, re.DOTALL)
        (link,) = [unescape(href) for href, text in links if agency in unescape(text)]
        self.open(link)
        self.browser.press(name)
        assert "/confidentiality" in self.path, self.text
        self.browser.page = self.browser._send(self._form("/confidentiality"), {"read": "yes"})
        assert self.browser.page.status_code == 200, self.text
