"""Room: door. The shape of a request, judged before anything is read from it: what cannot be meant is refused (4xx).

Werkzeug would replace broken UTF-8 by U+FFFD and go on; a child's name would then be filed as something else.
"""

from __future__ import annotations

from io import BytesIO
from typing import IO
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

from coordination.door.policy import UPLOADS
from coordination.model.ids import is_id

LARGEST_BODY = 256 * 1024  # bytes
# A form with a file. More than the largest file, so that one that is too large gets a sentence beside its field.
LARGEST_UPLOAD = 12 * 1024 * 1024
MOST_PARTS = 12
MOST_FIELDS = 1_000
LONGEST_ADDRESS = 4_096  # bytes of path and query together
FORM = "application/x-www-form-urlencoded"
WITH_A_FILE = "multipart/form-data"
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class OurRequest(Request):
    """A request whose files stay in memory: Werkzeug would write a large one to a file on disk, unencrypted."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        """Memory, which the limit of the body bounds (werkzeug.formparser: "can be overridden")."""
        return BytesIO()


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


def carries_a_file(request: Request) -> bool:
    """Whether this is a form that may carry a file, sent as such."""
    return request.endpoint in UPLOADS and request.method in WITH_BODY and request.mimetype == WITH_A_FILE


def fault_of_upload(request: Request) -> HTTPException | None:
    """What is wrong with a form that carries a file. Read only after it is known who asks: it may be large."""
    request.max_content_length = LARGEST_UPLOAD
    request.max_form_parts = MOST_PARTS
    said = [text for pair in request.form.items(multi=True) for text in pair]
    # Werkzeug puts U+FFFD for what is no UTF-8; nobody types that.
    return BadRequest() if any("\0" in text or "\ufffd" in text for text in said) else None


def _body(request: Request) -> HTTPException | None:
    if carries_a_file(request):
        # Nothing is read yet: the gate asks first who it is.
        known = request.content_length is not None and request.content_length <= LARGEST_UPLOAD
        return None if known else RequestEntityTooLarge()
    if request.content_length is not None and request.content_length > LARGEST_BODY:
        return RequestEntityTooLarge()
    body = request.get_data(cache=True) if request.method in WITH_BODY else b""
    if not body:
        return None
    if request.mimetype != FORM or request.mimetype_params.get("charset", "utf-8").lower() != "utf-8":
        return UnsupportedMediaType()
    if body.count(b"&") >= MOST_FIELDS:
        return RequestEntityTooLarge()
    return None if _is_text(_decoded(body)) else BadRequest()


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
