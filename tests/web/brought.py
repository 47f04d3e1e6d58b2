"""Room: tests. A file of cases, sent to be checked and then opened, as a browser does it."""

from __future__ import annotations

import html
import io
import re

from werkzeug.test import TestResponse

from coordination.model.ids import new_id
from tests.community import Visitor


def uploaded(visitor: Visitor, text: str | bytes, name: str = "Wren and Lark.csv") -> TestResponse:
    """Send a file to be checked."""
    raw = text if isinstance(text, bytes) else text.encode()
    data = {"csrf_token": visitor.form_token(), "act_key": new_id(), "sheet": (io.BytesIO(raw), name)}
    return visitor.post("/cases/import", data=data, content_type="multipart/form-data")


def carried(page: str) -> dict[str, object]:
    """What the page's form sends on, but for its CSRF token."""
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page[page.index("/cases/import/open") :])
    return {name: html.unescape(value) for name, value in hidden if name != "csrf_token"}


def brought(visitor: Visitor, page: str, **more: object) -> TestResponse:
    """Press the button of the page."""
    form = carried(page) | more
    return visitor.send("/cases/import/open", form, key=str(form["act_key"]))
