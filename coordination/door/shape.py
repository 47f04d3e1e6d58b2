"""Room: door. The shape of a request, judged before anything is read from it: what cannot be meant is refused (4xx).

Werkzeug would replace broken UTF-8 by U+FFFD and go on; a child's name would then be filed as something else.
"""

from __future__ import annotations

from urllib.parse import unquote_to_bytes, urlsplit

from flask import Request
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
    RequestURITooLarge,
    UnsupportedMediaType,
)

from coordination.model.ids import is_id

LARGEST_BODY = 256 * 1024  # bytes
MOST_FIELDS = 1_000
LONGEST_ADDRESS = 4_096  # bytes of path and query together
FORM = "application/x-www-form-urlencoded"
FILE = "multipart/form-data"
WITH_FILE = frozenset({"imports.check"})  # endpoints whose form carries a file; whoever takes it reads it strictly
MOST_PARTS = 20
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def fault(request: Request, public_url: str) -> HTTPException | None:
    """What is wrong with a request, or None. public_url: the hub's own origin; no other host name is answered."""
    return _host(request, public_url) or _address(request) or _body(request) or _ids(request)


def same_site(request: Request, public_url: str) -> bool:
    """Whether a form came from one of our own pages, as far as the browser says (Fetch Metadata; RFC 6454 Origin).

    "null" is what a browser sends as Origin of our own forms, since our pages send no referrer.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    return request.headers.get("Origin", "null") in {"null", public_url}


def _host(request: Request, public_url: str) -> HTTPException | None:
    asked = request.environ.get("HTTP_HOST", "").lower()
    default = {"https": ":443", "http": ":80"}[urlsplit(public_url).scheme]
    return (
        None
        if asked.removesuffix(default) == urlsplit(public_url).netloc.lower().removesuffix(default)
        else Elsewhere()
    )


def _address(request: Request) -> HTTPException | None:
    path = request.environ.get("PATH_INFO", "").encode("latin-1", "replace")
    query = request.query_string
    if len(path) + len(query) > LONGEST_ADDRESS:
        return RequestURITooLarge()
    if query.count(b"&") >= MOST_FIELDS or not (_is_text(path) and _is_text(_decoded(query))):
        return BadRequest()
    return None


def _body(request: Request) -> HTTPException | None:
    if request.content_length is not None and request.content_length > LARGEST_BODY:
        return RequestEntityTooLarge()
    body = request.get_data(cache=True) if request.method in WITH_BODY else b""
    if not body:
        return None
    if request.mimetype == FILE and request.endpoint in WITH_FILE:
        return RequestEntityTooLarge() if body.count(_boundary(request)) > MOST_PARTS else None
    if request.mimetype != FORM or request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        return UnsupportedMediaType()
    if body.count(b"&") >= MOST_FIELDS:
        return RequestEntityTooLarge()
    return None if _is_text(_decoded(body)) else BadRequest()


def _boundary(request: Request) -> bytes:
    """What parts the body of a form with a file (RFC 2046 §5.1.1); one that is empty parts nothing, and is refused."""
    return b"--" + request.mimetype_params.get("boundary", "").encode("latin-1", "replace")


def _ids(request: Request) -> HTTPException | None:
    """What could not be an id of ours is answered like what is absent, before it reaches a query."""
    for name, value in (request.view_args or {}).items():
        if name.endswith("_id") and not is_id(str(value)):
            return NotFound()
    return None


def _decoded(form: bytes) -> bytes:
    return unquote_to_bytes(form.replace(b"+", b" "))


def _is_text(raw: bytes) -> bool:
    """UTF-8 without NUL, which PostgreSQL could not keep."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return b"\0" not in raw


class Elsewhere(BadRequest):
    """The request names a host that is not this hub's (DNS rebinding, a poisoned link, a wrong bookmark)."""
