"""Room: tests. A browser that treats the loopback as browsers do: it sends Secure cookies there over http too.

`requests` never does. Cookies are kept by host, as in a browser, not by port; redirects are followed one by one.
"""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from tests.providers.browser import Browser, Fields, Form

MOST_REDIRECTS = 12


class LoopbackBrowser(Browser):
    """One person's browser; `page` is what it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.cookies: dict[str, dict[str, str]] = {}

    def get(self, url: str) -> requests.Response:
        """Open an address, following redirects."""
        return self._follow("GET", url)

    def _send(self, form: Form, more: Fields) -> requests.Response:
        """Send a form as a browser does, Origin included."""
        url = urljoin(self.page.url, form.action) if form.action else self.page.url
        data = form.fields | more
        if form.method == "get":
            return self._follow("GET", url, params=data)
        return self._follow("POST", url, data=data, headers={"Origin": "/".join(self.page.url.split("/")[:3])})

    def _follow(self, method: str, url: str, **given: Any) -> requests.Response:  # noqa: ANN401 - as requests takes it
        for _ in range(MOST_REDIRECTS):
            host = urlsplit(url).hostname or ""
            held = self.cookies.setdefault(host, {})
            headers = {**given.pop("headers", {}), "Cookie": "; ".join(f"{name}={held[name]}" for name in held)}
            self.page = self.session.request(method, url, headers=headers, allow_redirects=False, timeout=10, **given)
            self.session.cookies.clear()
            self._keep(held)
            if not self.page.is_redirect:
                return self.page
            method, given, url = "GET", {}, urljoin(url, self.page.headers["Location"])
        raise AssertionError(f"too many redirects, the last to {url}")

    def _keep(self, held: dict[str, str]) -> None:
        for line in self.page.raw.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    held.pop(name, None)
                else:
                    held[name] = morsel.value
