"""Room: door. Who is asking: each request is judged here before its view, and denied unless every step says otherwise.

(1) its shape; (2) a declared route with a policy; (3) a session in force, for all but the public routes; (4) a form of
our own, for whatever changes something; (5) an unlocked screen; (6) an appointment to act in. What the person may then
do is for the policy, asked by casework. Proof: tests/door/test_gate.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import replace
from time import perf_counter
from urllib.parse import urlencode

from flask import Response, g, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import NotFound

from coordination.casework.desk import Desk
from coordination.door import cookie, shape
from coordination.door.app import Door, current_hub
from coordination.door.policy import EVEN_WHEN_LOCKED, PUBLIC, SIGNED_IN, WITHOUT_CSRF
from coordination.model import context
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.session import Browser, Session

__all__ = (
    "CHOOSE",
    "SIGN_IN",
    "FindSession",
    "KeepTyped",
    "browser",
    "current_actor",
    "current_desk",
    "current_hub",
    "current_session",
    "guard",
    "local_path",
)

SIGN_IN = "/sign-in"
CHOOSE = "/choose"
LOCKED = 423  # RFC 4918 §11.3
METHODS = frozenset({"GET", "HEAD", "POST"})

FindSession = Callable[[Desk, str, Browser], Session | None]
# What a locked person had typed: (desk, session, endpoint, the route's arguments, the form). True when it was kept.
KeepTyped = Callable[[Desk, Session, str, Mapping[str, str], Mapping[str, list[str]]], bool]


class SignedIn(UserMixin):  # type: ignore[misc] # flask_login ships no types
    """What flask-login holds of a person: the session found in this very request, never remembered."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.id = session.handle


def guard(door: Door, find: FindSession, keep_typed: KeepTyped | None = None) -> None:
    """Stand at the door. find: the session of a token. keep_typed: keeps a form sent after the screen locked."""
    door.config.update(
        SECRET_KEY=door.hub.cookie_key,
        MAX_CONTENT_LENGTH=shape.LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=shape.LARGEST_BODY,
        SESSION_PROTECTION=None,  # our own session is bound to its browser by casework/sessions
        REMEMBER_COOKIE_NAME="\0",  # no browser can send it: there is no "remember me"
        WTF_CSRF_CHECK_DEFAULT=False,  # asked below, in its place in the order
        WTF_CSRF_TIME_LIMIT=None,  # a form lives as long as its session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no referrer; shape.same_site asks the browser instead
    )
    door.session_interface = cookie.NoCookieSession()
    forms = CSRFProtect(door)
    people = LoginManager(door)
    people.session_protection = None

    @people.request_loader  # type: ignore[untyped-decorator] # flask_login ships no types
    def load(_request: object) -> SignedIn | None:
        token = cookie.token()
        session = find(door.hub.desk, token, browser()) if token else None
        if session is None:
            return None
        g.session_handle = session.handle
        return SignedIn(session)

    @door.before_request
    def admit() -> ResponseReturnValue | None:
        g.request_id = secrets.token_hex(8)
        g.started = perf_counter()
        _shaped(door)
        return _admitted(door, forms, keep_typed)


def current_session() -> Session | None:
    """The session in force of whoever is asking, locked or not, or None. Looked up once in a request."""
    session: Session | None = getattr(current_user, "session", None)
    return session


def current_actor() -> Actor:
    """The person who is asking, in the appointment they chose: nobody else reaches a view that has an Action."""
    session = current_session()
    if session is None or session.actor is None:
        raise Refused(reason="no_appointment")
    return session.actor


def current_desk() -> Desk:
    """The hub's desk, which keeps this request's session awake in whatever it commits, works for whoever asks, and
    puts down which notices travel with what it opens.

    INVARIANT: for a visitor it works on nobody's behalf, and the database then shows nothing of any case.
    """
    session, desk = current_session(), current_hub().desk
    if session is None:
        return replace(desk, context=context.NOBODY)
    return replace(desk, seen=session.seen, context=context.of(session.actor), travels=traveling())


def traveling() -> set[str]:
    """The slugs of the notices that travel with whatever this request has opened so far."""
    if "travels" not in g:
        g.travels = set()
    found: set[str] = g.travels
    return found


def browser() -> Browser:
    """Where this request comes from: pseudonyms of address and browser, and a browser family to recognise."""
    hub = current_hub()
    says = request.headers.get("User-Agent", "")[:400]
    return Browser(source=hub.pseudonym(request.remote_addr or ""), device=_family(says), client=hub.pseudonym(says))


def local_path(text: str) -> str:
    """`text` if it is a path on this hub, else the front page: nobody is sent elsewhere by a prepared link."""
    safe = text.startswith("/") and not text.startswith(("//", "/\\")) and text.isprintable() and "\\" not in text
    return text if safe else "/"


def _shaped(door: Door) -> None:
    fault = shape.fault(request, door.hub.settings.public_url)  # (1)
    if fault is not None:
        raise fault
    if request.routing_exception is not None:  # (2)
        raise request.routing_exception


def _admitted(door: Door, forms: CSRFProtect, keep_typed: KeepTyped | None) -> ResponseReturnValue | None:
    if request.url_rule is None or request.endpoint is None:
        raise NotFound
    policy = door.policy_of(request.url_rule, request.method)
    session = None if request.endpoint == "static" or policy is PUBLIC else current_session()
    if session is None and policy is not PUBLIC:  # (3)
        return _to_sign_in(door)
    if request.method in shape.WITH_BODY and request.endpoint not in WITHOUT_CSRF:  # (4)
        if not shape.same_site(request, door.hub.settings.public_url):
            raise CSRFError("The form came from another site.")
        if shape.carries_a_file(request) and (fault := shape.fault_of_upload(request)):
            raise fault
        forms.protect()
    if session is None or request.endpoint in EVEN_WHEN_LOCKED:
        return None
    if session.locked:  # (5)
        return _lock_page(door, session, keep_typed)
    if policy is not SIGNED_IN and session.actor is None:  # (6)
        return redirect(CHOOSE, 303)
    return None


def _to_sign_in(door: Door) -> ResponseReturnValue:
    if request.method in shape.WITH_BODY or _is_fragment():
        response = door.page_of("sign_in")
        response.headers["HX-Refresh"] = "true"  # htmx loads the whole page anew, and comes here again
        return response
    return redirect(f"{SIGN_IN}?{_next_query(request.full_path)}", 303)


def _lock_page(door: Door, session: Session, keep_typed: KeepTyped | None) -> Response:
    """A page that shows nothing and loses nothing: what was typed is handed on before it is drawn."""
    kept, sent = False, request.method in shape.WITH_BODY
    if sent and keep_typed is not None:
        form = {name: values for name, values in request.form.lists() if name != cookie.CSRF}
        arguments = {name: str(value) for name, value in (request.view_args or {}).items()}
        writing = replace(session, actor=session.writer)  # for this one call: nothing is shown or opened in it
        kept = keep_typed(door.hub.desk, writing, request.endpoint or "", arguments, form)
    after = "/" if sent else request.full_path
    page = render_template("errors/locked.html", kept=kept, sent=sent, again=f"{SIGN_IN}?{_next_query(after)}")
    response = Response(page, status=LOCKED, mimetype="text/html")
    response.headers["HX-Refresh"] = "true"
    return response


def _next_query(path: str) -> str:
    return urlencode({"next": local_path(path.removesuffix("?"))})


def _is_fragment() -> bool:
    """Whether htmx asked for a part of a page, which must not be answered with a whole other one."""
    return request.headers.get("HX-Request") == "true"


def _family(says: str) -> str:
    """The browser family and system that a person would recognise, without versions."""
    families = (("Edg", "Edge"), ("Firefox", "Firefox"), ("Chrom", "Chrome"), ("Safari", "Safari"))
    systems = (("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac", "Mac"))
    family = next((name for sign, name in families if sign in says), "A browser")
    return f"{family} on {next((name for sign, name in (*systems, ('Linux', 'Linux')) if sign in says), 'a computer')}"
