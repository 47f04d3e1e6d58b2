"""Room: web. Signing in with a passkey, adding one with a code made in person, cutting one off.

Nothing is written before somebody is proved: the challenge travels in a signed cookie for ten minutes, bound to this
browser. Before sign-in there is no session to bind a form to, so these forms carry no CSRF token: the cookie's
challenge binds them, it is Lax, and a form of another site is refused (shape.same_site).
"""

from __future__ import annotations

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import passkeys, sessions
from coordination.door import cookie, shape
from coordination.door.gate import browser, current_actor, current_desk, current_hub, current_session, local_path
from coordination.door.policy import PUBLIC
from coordination.model.action import Action
from coordination.model.errors import Invalid, Refused
from coordination.model.passkey import CHALLENGE_LASTS, MOST_LABEL, Enrolling, PasskeyRefused
from coordination.model.session import NotOnRoster
from coordination.web import providers
from coordination.web.sent import act_key
from coordination.web.signin import passkey as protocol
from coordination.web.signin.passkey import ENROL, SIGN_IN, STEP_UP, UNLOCK, Ceremony, Site

pages = Blueprint("passkeys", __name__)

PENDING = "__Host-coordination-passkey"
REFUSED = 403
FAILED = 400


@pages.get("/passkey", action=PUBLIC)
def start() -> ResponseReturnValue:
    """Use a passkey: to sign in, to unlock this screen, or (?again) to show a fresh second factor."""
    session = current_session()
    purpose = SIGN_IN
    if session is not None and passkeys.of_session(session):
        purpose = UNLOCK if session.locked else STEP_UP if "again" in request.args else SIGN_IN
    ceremony = protocol.begin(purpose, current_hub().desk.now, session=session.handle if session else "")
    return _page("passkeys/use.html", ceremony, next=_next(), purpose=purpose)


@pages.post("/passkey", action=PUBLIC)
def use() -> ResponseReturnValue:
    """Judge what the device signed, and begin, unlock or step up a session."""
    try:
        response = _used()
    except (PasskeyRefused, NotOnRoster) as error:
        _count(Action.SESSION_START, error)
        response = _failed(error)
    except Refused as error:
        response = _failed(error)
    return _spent(response)


@pages.get("/passkey/new", action=PUBLIC)
def code() -> ResponseReturnValue:
    """Type the code that the administrator made, on the device that is to keep the passkey."""
    return render_template("passkeys/code.html", errors={}, site=_site(), refused=False)


@pages.post("/passkey/new", action=PUBLIC)
def check_code() -> ResponseReturnValue:
    """Show whom the code is for, and have the device make the passkey."""
    _ours()
    digest = passkeys.digest_of(request.form.get("code", "")[:40])
    person = passkeys.enrolling(current_hub().desk, digest)
    if person is None:
        return _no_such_code()
    return _make_page(digest, person, {})


@pages.post("/passkey/new/device", action=PUBLIC)
def add() -> ResponseReturnValue:
    """Judge what the device made, and keep it. The code is spent with it."""
    hub = current_hub()
    try:
        _ours()
        ceremony = protocol.unseal(request.cookies.get(PENDING), hub.cookie_key, hub.desk.now)
        if ceremony.purpose != ENROL:
            raise PasskeyRefused("ceremony_other")
        new = protocol.made(_site(), ceremony, request.form.get("answer", ""))
        passkeys.enrol(hub.desk, ceremony.code, request.form.get("label", ""), new, browser())
    except Invalid as invalid:
        person = passkeys.enrolling(hub.desk, ceremony.code)
        return _no_such_code() if person is None else _make_page(ceremony.code, person, invalid.fields)
    except PasskeyRefused as error:
        _count(Action.PASSKEY_ENROL, error)
        return _spent(_failed(error))
    return _spent(make_response(render_template("passkeys/added.html")))


@pages.post("/passkeys/<passkey_id>/end", action=Action.PASSKEY_END)
def end(passkey_id: str) -> ResponseReturnValue:
    """The device is lost: cut it off, with every session that it began."""
    passkeys.end(current_desk(), current_actor(), passkey_id, act_key())
    return redirect(local_path(request.form.get("next", "/sessions")), 303)


# --- steps ------------------------------------------------------------------------------------------------------------


def _used() -> Response:
    hub, session = current_hub(), current_session()
    _ours()
    ceremony = protocol.unseal(request.cookies.get(PENDING), hub.cookie_key, hub.desk.now)
    if ceremony.purpose == ENROL or (session.handle if session else "") != ceremony.session:
        raise PasskeyRefused("ceremony_other")
    answer = request.form.get("answer", "")
    found = passkeys.known(hub.desk, protocol.credential_of(answer))
    if found is None:
        raise PasskeyRefused("passkey_unknown")
    seen = protocol.proved(_site(), ceremony, found, answer)
    token = passkeys.sign_in(
        hub.desk, found, seen, browser(), session=session, purpose=ceremony.purpose, limits=hub.limits
    )
    after = _next()
    begun = sessions.find(hub.desk, token, browser=browser(), limits=hub.limits)
    if begun is not None and begun.appointment_id is None:
        after = url_for("signin.choose", next=after)
    response = make_response(redirect(after, 303))
    cookie.put(response, token)
    return response


def _make_page(digest: str, person: Enrolling, errors: dict[str, str]) -> ResponseReturnValue:
    ceremony = protocol.begin(ENROL, current_hub().desk.now, code=digest)
    response = _page("passkeys/make.html", ceremony, person=person, errors=errors, typed=request.form, most=MOST_LABEL)
    response.status_code = 422 if errors else 200
    return response


def _page(template: str, ceremony: Ceremony, **values: object) -> Response:
    """A page with its challenge, which also goes into the cookie."""
    site = _site()
    person = values.get("person")
    options = ""
    if site.domain:
        options = (
            protocol.ask_new(site, ceremony, person) if isinstance(person, Enrolling) else protocol.ask(site, ceremony)
        )
    response = make_response(render_template(template, options=options, site=site, **values))
    response.set_cookie(
        PENDING,
        protocol.seal(ceremony, current_hub().cookie_key),
        max_age=int(CHALLENGE_LASTS.total_seconds()),
        secure=True,
        httponly=True,
        samesite="Lax",
    )
    return response


def _no_such_code() -> ResponseReturnValue:
    """Unknown, used and too old are the same answer."""
    _count(Action.PASSKEY_ENROL, PasskeyRefused("code_unknown"))
    errors = {"code": "This code does not work. It may be older than 15 minutes; ask your administrator for a new one."}
    return render_template("passkeys/code.html", errors=errors, site=_site(), refused=True), 422


def _failed(error: Refused) -> Response:
    """One sentence, nothing about why."""
    return make_response(
        render_template("signin/failed.html", sentence=error.sentence),
        REFUSED if isinstance(error, NotOnRoster) else FAILED,
    )


def _count(action: Action, error: PasskeyRefused | NotOnRoster) -> None:
    """Count the refusal of a stranger; what casework wrote down itself is not counted again."""
    if error.noted:
        return
    providers.count_stranger(providers.of_door(current_app), action, error.reason)


def _spent(response: Response) -> Response:
    """INVARIANT: an answer is judged once: the ceremony is dropped whatever came of it."""
    response.delete_cookie(PENDING, secure=True, httponly=True, samesite="Lax")
    return response


def _ours() -> None:
    if not shape.same_site(request, current_hub().settings.public_url):
        raise PasskeyRefused("other_site")


def _site() -> Site:
    settings = current_hub().settings
    return Site(domain=settings.passkey_domain, origin=settings.public_url)


def _next() -> str:
    wanted = request.values.get("next", "/")
    return local_path(wanted) if len(wanted) <= 1_000 else "/"  # noqa: PLR2004 - as signin_pages
