"""Room: door. What goes wrong, as a page of constant bytes: the five errors, form tokens, 4xx, and the last resort.

INVARIANT: the answer to what is hidden and to what is absent is the same bytes; only the X-Request-Id header differs.
Each page is written once, when the door is made, so that writing it cannot fail or tell anything. Never a stack.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Response, g
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from coordination.door.app import Door
from coordination.door.log import where
from coordination.door.shape import Elsewhere
from coordination.model.errors import Conflict, HubError, Invalid, Refused, Unavailable

Write = Callable[["Trouble"], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One error page. sentences stand below each other; they are constant and tell nothing about any case."""

    status: int
    title: str
    sentences: tuple[str, ...]


TROUBLES: Mapping[str, Trouble] = {
    trouble_name: Trouble(status=status, title=title, sentences=sentences)
    for trouble_name, status, title, sentences in (
        ("malformed", 400, "We could not read that", ("Your browser sent something the hub cannot read. Nothing was changed.",)),
        ("elsewhere", 400, "Wrong address", ("This hub answers only at its own address. Check the address you typed.",)),
        (
            "form",
            400,
            "This form is out of date",
            ("Go back, load the page again and send the form once more. Nothing was changed.",),
        ),
        ("sign_in", 401, "Please sign in", ("You are not signed in, so nothing was changed.",)),
        (
            "absent",
            404,
            "This page is not available",
            (
                "Either there is no such page, or it is not open to you.",
                "If you think you should see it, ask your supervisor.",
            ),
        ),
        ("method", 405, "This page does not do that", ("Nothing was changed. Go back and try again.",)),
        ("conflict", 409, "Somebody else was first", ("Nothing of yours was saved. Load the page again to see what changed.",)),
        ("large", 413, "That is too much at once", ("A form can hold about 60 pages of text. Nothing was changed.",)),
        ("invalid", 422, "Please check what you typed", ("Some of it could not be taken. Nothing was changed.",)),
        ("broken", 500, "Something went wrong", ("It is our mistake and was noted. What you asked for was not finished.",)),
        (
            "unavailable",
            503,
            "The hub cannot work just now",
            ("It could not record this, so nothing was shown or changed. Try again in a few minutes.",),
        ),
    )
}
BY_STATUS = {404: "absent", 405: "method", 413: "large", 414: "malformed", 503: "unavailable"}


def answer_errors(door: Door, write: Write) -> None:
    """Write every page once, and answer every error from now on with one of them. `write` turns a Trouble to HTML."""
    pages = {name: (trouble.status, write(trouble).encode()) for name, trouble in TROUBLES.items()}

    def page(name: str, status: int | None = None) -> Response:
        usual, body = pages[name]
        response = Response(body, status=status or usual, mimetype="text/html")
        if name == "unavailable":
            response.headers["Retry-After"] = "30"
        return response

    def said(name: str, *sentences: str) -> Response:
        usual = TROUBLES[name]
        body = write(Trouble(status=usual.status, title=usual.title, sentences=(*sentences, *usual.sentences)))
        return Response(body, status=usual.status, mimetype="text/html")

    def on_hub_error(error: HubError) -> Response:
        g.trouble = error.reason if isinstance(error, Refused) else type(error).__name__.lower()
        match error:
            case Refused():
                return page("absent")
            case Unavailable():
                return page("unavailable")
            case Invalid():
                return said("invalid", *error.fields.values())
            case Conflict():
                return said("conflict", error.sentence)
            case _:
                return on_anything(error)

    def on_http_error(error: HTTPException) -> Response:
        g.trouble = type(error).__name__.lower()
        if isinstance(error, CSRFError):
            return page("form")
        if isinstance(error, Elsewhere):
            return page("elsewhere")
        code = error.code or 500
        name = BY_STATUS.get(code, "sign_in" if code == 401 else "malformed" if code < 500 else "broken")  # noqa: PLR2004
        return page(name, code)

    def on_anything(error: Exception) -> Response:
        door.log.error("failed", request_id=g.get("request_id", ""), error=type(error).__name__, where=where(error))
        return page("broken")

    door.register_error_handler(HubError, on_hub_error)
    door.register_error_handler(HTTPException, on_http_error)
    door.register_error_handler(Exception, on_anything)
    door.page_of = page
