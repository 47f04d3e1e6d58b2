"""A browser for tests: follows redirects, keeps cookies by site, fills in and sends forms. No JavaScript."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests

Fields = dict[str, str]


@dataclass(slots=True)
class Form:
    """A form of a page: where it leads, its fields as they stand, and its buttons as (name, value, label)."""

    action: str
    method: str
    fields: Fields = field(default_factory=dict)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._label: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a form, or note a field or button of the form we are in."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif self.forms and tag == "input" and given.get("type") not in ("submit", "button"):
            if given.get("name") and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
                self.forms[-1].fields[given["name"]] = given.get("value", "")
        elif self.forms and tag in ("button", "input"):
            self.forms[-1].buttons.append((given.get("name", ""), given.get("value", ""), ""))
            self._label = [] if tag == "button" else None

    def handle_data(self, data: str) -> None:
        """Collect the label of the button we are in."""
        if self._label is not None:
            self._label.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Finish the label of a button."""
        if tag == "button" and self._label is not None and self.forms:
            name, value, _ = self.forms[-1].buttons[-1]
            self.forms[-1].buttons[-1] = name, value, " ".join("".join(self._label).split())
            self._label = None


class Browser:
    """One person's browser. `page` is what it shows."""

    def __init__(self) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.page = requests.Response()

    def get(self, url: str) -> requests.Response:
        """Open an address, following redirects."""
        self.page = self.session.get(url, timeout=10)
        return self.page

    def forms(self) -> list[Form]:
        """The forms of the page."""
        parser = _Forms()
        parser.feed(self.page.text)
        return parser.forms

    def press(self, label: str) -> requests.Response:
        """Press the button with this label, sending its form as it stands."""
        for form in self.forms():
            for name, value, text in form.buttons:
                if text == label:
                    return self._send(form, {name: value} if name else {})
        shown = [text for form in self.forms() for _, _, text in form.buttons]
        raise AssertionError(f"no button {label!r} on {self.page.url}: {shown}")

    def fill(self, index: int = 0, **fields: str) -> requests.Response:
        """Type into the form of that place on the page and send it with its first named button, as Enter does."""
        form = self.forms()[index]
        button = next(({name: value} for name, value, _ in form.buttons if name), {})
        return self._send(form, button | fields)

    def _send(self, form: Form, more: Fields) -> requests.Response:
        """Send a form as a browser does, Origin included."""
        url = urljoin(self.page.url, form.action) if form.action else self.page.url
        data = form.fields | more
        if form.method == "get":
            self.page = self.session.get(url, params=data, timeout=10)
        else:
            origin = "/".join(self.page.url.split("/")[:3])
            headers = {"Origin": origin, "Referer": self.page.url}
            self.page = self.session.post(url, data=data, headers=headers, timeout=10)
        return self.page
