"""Room: door. What goes wrong, as a page of constant bytes: the five errors, form tokens, 4xx, and the last resort.

INVARIANT: the answer to what is hidden and to what is absent is the same bytes; only the X-Request-Id header differs.
Each page is written once, when the door is made, so that writing it cannot fail or tell anything. Never a stack.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, g, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from coordination.casework.instruments import waits
from coordination.door.app import Door
from coordination.door.gate import current_session
from coordination.door.log import where
from coordination.door.policy import UPLOADS
from coordination.door.shape import Elsewhere
from coordination.door.troubles import TROUBLES, Trouble
from coordination.model.action import Action
from coordination.model.errors import Conflict, HubError, Invalid, Refused, Unavailable

Write = Callable[[Trouble], str]
BY_STATUS = {401: "sign_in", 404: "absent", 405: "method", 413: "large", 500: "broken", 503: "unavailable"}
RETRY_SECONDS = "30"


def answer_errors(door: Door, write: Write) -> None:
    """Write every page once, and answer every error from now on with one of them. `write` turns a Trouble to HTML."""
    pages = ErrorPages(door, write)
    door.page_of = pages.page
    door.register_error_handler(HubError, pages.on_hub_error)
    door.register_error_handler(HTTPException, pages.on_http_error)
    door.register_error_handler(Exception, pages.on_anything)


def _not_live(door: Door) -> bool:
    """Whether what was asked for waits for the person's own program to be live: told of them and the route alone, so
    that it is the same for what is hidden and for what is absent."""
    session = current_session()
    if request.url_rule is None or session is None or session.actor is None:
        return False
    action = door.policy_of(request.url_rule, request.method)
    return isinstance(action, Action) and waits(session.actor, action, door.hub.desk.now)


class ErrorPages:
    """The pages, by the names of TROUBLES, and which error gets which."""

    def __init__(self, door: Door, write: Write) -> None:
        self._door = door
        self._log = door.log
        self._write = write
        self._written = {name: write(trouble).encode() for name, trouble in TROUBLES.items()}

    def page(self, name: str, status: int | None = None) -> Response:
        """One page, with its usual status unless another is given."""
        response = Response(self._written[name], status=status or TROUBLES[name].status, mimetype="text/html")
        if name == "unavailable":
            response.headers["Retry-After"] = RETRY_SECONDS
        return response

    def on_hub_error(self, error: HubError) -> Response:
        """The five."""
        g.trouble = error.reason if isinstance(error, Refused) else type(error).__name__.lower()
        match error:
            case Refused():
                return self.page("not_live" if _not_live(self._door) else "absent")
            case Unavailable():
                return self.page("unavailable")
            case Invalid():
                return self._said("invalid", *error.fields.values())
            case Conflict():
                return self._said("conflict", error.sentence)
            case _:
                return self.on_anything(error)

    def on_http_error(self, error: HTTPException) -> Response:
        """What Flask, Werkzeug and Flask-WTF refuse."""
        g.trouble = type(error).__name__.lower()
        if isinstance(error, CSRFError | Elsewhere):
            return self.page("form" if isinstance(error, CSRFError) else "elsewhere")
        status = error.code or 500
        if status == 413 and request.endpoint in UPLOADS:  # noqa: PLR2004 - RFC 9110 §15.5.14
            return self.page("large_file")
        usual = "malformed" if status < 500 else "broken"  # noqa: PLR2004 - RFC 9110 §15.6
        return self.page(BY_STATUS.get(status, usual), status)

    def on_anything(self, error: Exception) -> Response:
        """The last resort: our own mistake."""
        g.trouble = "mistake"
        self._log.error("failed", request_id=g.get("request_id", ""), error=type(error).__name__, where=where(error))
        return self.page("broken")

    def _said(self, name: str, *sentences: str) -> Response:
        """A page with sentences of the error's own, which say nothing but what to do (model/errors.py)."""
        usual = TROUBLES[name]
        body = self._write(Trouble(status=usual.status, title=usual.title, sentences=(*sentences, *usual.sentences)))
        return Response(body, status=usual.status, mimetype="text/html")
