"""Room: web. Signing in and out: choose a provider, come back from it, choose an appointment, leave.

No row is written before somebody is proved: what a sign-in needs travels in a sealed cookie for ten minutes. The
session token is new at every sign-in, unlock, choice and step-up, so one fixed or seen before is worth nothing.
"""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from coordination.casework import passkeys, sessions, statements
from coordination.door import cookie
from coordination.door.gate import browser, current_desk, current_hub, current_session, local_path
from coordination.door.policy import PUBLIC, SIGNED_IN
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.ids import AppointmentId
from coordination.model.roster import Provider
from coordination.model.session import NotOnRoster, Proof, Session
from coordination.web import providers
from coordination.web.providers import Providers
from coordination.web.signin.flow import Identity, begin, complete
from coordination.web.signin.logout import logout_token, logout_url
from coordination.web.signin.pending import LIFETIME, Pending, seal, unseal
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.tokens import unverified_issuer

pages = Blueprint("signin", __name__)

PENDING = "__Host-coordination-signin"
NEXT = "__Host-coordination-next"
LONGEST_NEXT = 1_000  # characters of the page to go back to
REFUSED = 403
FAILED = 400


@pages.get("/sign-in", action=PUBLIC)
def start() -> ResponseReturnValue:
    """Choose an agency's provider; from a locked screen only the person's own is offered."""
    session = current_session()
    if session is not None and not session.locked:
        return redirect(_next(), 303)
    offered = providers.all_of_them()
    if session is not None:
        offered = [provider for provider in offered if provider.id == session.issuer_id]
    by_passkey = passkeys.of_session(session) or (session is None and passkeys.offered(current_desk()))
    page = render_template(
        "signin/start.html", providers=offered, next=_next(), locked=session is not None, by_passkey=by_passkey
    )
    return make_response(page)


@pages.get("/sign-in/<issuer_id>", endpoint="begin", action=PUBLIC)
def begin_here(issuer_id: str) -> ResponseReturnValue:
    """Go to one provider. From a locked screen it must ask again, and only the same person may come back."""
    provider = providers.by_id(issuer_id)
    if provider is None:
        raise NotFound
    session = current_session()
    if session is not None and session.locked and session.issuer_id == provider.id:
        return _go(provider, subject=session.subject, prompt="login")
    return _go(provider, prompt="login" if "again" in request.args else None)


@pages.get("/step-up", action=SIGNED_IN)
def step_up() -> ResponseReturnValue:
    """Prove a second factor again, to see where a child is."""
    session = _session()
    if passkeys.of_session(session):
        return redirect(url_for("passkeys.start", again="", next=_next()), 303)
    provider = providers.by_id(session.issuer_id)
    if provider is None:
        raise NotFound
    return _go(provider, subject=session.subject, step_up=True)


@pages.get("/sign-in/return", action=PUBLIC)
def callback() -> ResponseReturnValue:
    """Judge what the provider sent back, and begin, unlock or step up a session."""
    try:
        response = _returned()
    except TokenRefused as error:
        response = _failed(error)
    except NotOnRoster as error:
        if not error.noted:
            providers.count_stranger(_providers(), Action.SESSION_START, error.reason)
        response = make_response(render_template("signin/unknown.html", ask=error.ask), REFUSED)
    except Refused as error:
        response = make_response(render_template("signin/failed.html", sentence=error.sentence), REFUSED)
    # INVARIANT: a callback works once: the sign-in under way is dropped whatever came of it.
    for name in (PENDING, NEXT):
        response.delete_cookie(name, secure=True, httponly=True, samesite="Lax")
    return response


@pages.get("/choose", action=SIGNED_IN)
def choose() -> ResponseReturnValue:
    """With two appointments: which one to act in."""
    session = _session()
    if session.appointment_id is not None:
        return redirect(_next(), 303)
    if statements.due(current_desk(), session) is not None:
        return redirect(url_for("statements.read", next=_next()), 303)
    return make_response(_choose_page(session))


@pages.post("/choose", action=SIGNED_IN)
def choose_appointment() -> ResponseReturnValue:
    """Act in the chosen appointment from now on."""
    session = _session()
    chosen = request.form.get("appointment", "")
    if session.appointment_id is None and not chosen:
        errors = {"appointment": "Choose the work you are here for."}
        return make_response(_choose_page(session, errors), 422)
    token = sessions.choose(current_desk(), session, AppointmentId(chosen), browser())
    response = redirect(local_path(request.form.get("next", "/")), 303)
    cookie.put(response, token)  # type: ignore[arg-type]  # Flask's redirect says werkzeug's Response
    return response


@pages.post("/sign-out", action=SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session here, then go on to the provider so that it ends its own."""
    session = _session()
    id_token = sessions.sign_out(current_desk(), session, browser())
    response = make_response(render_template("signin/leaving.html", onward=_onward(session, id_token)))
    cookie.drop(response)
    return response


@pages.get("/signed-out", action=PUBLIC)
def signed_out() -> ResponseReturnValue:
    """Where the provider sends the person after it signed them out."""
    return make_response(render_template("signin/signed_out.html"))


@pages.post("/sign-in/back-channel", action=PUBLIC)
def backchannel_logout() -> ResponseReturnValue:
    """A provider tells that a session is over (Back-Channel Logout 1.0 §2.5); 200 when done, 400 when refused."""
    token = request.form.get("logout_token", "")
    provider = providers.by_url(unverified_issuer(token))
    try:
        if provider is None:
            raise TokenRefused(Kind.ISSUER_MISMATCH)
        providers.signing_in_at(provider)
        notice = logout_token(_providers().issuer(provider), token, current_desk().now)
    except TokenRefused as error:
        providers.count_stranger(_providers(), Action.SESSION_END, error.kind.value)
        return Response(status=FAILED)
    taken = sessions.end_by_provider(
        current_desk(), notice.issuer, subject=notice.subject, sid=notice.sid, jti=notice.jti, browser=browser()
    )
    if not taken:
        providers.count_stranger(_providers(), Action.SESSION_END, "logout_replayed")
    return Response(status=200 if taken else FAILED)


# --- steps ------------------------------------------------------------------------------------------------------------


def _go(
    provider: Provider, *, subject: str | None = None, prompt: str | None = None, step_up: bool = False
) -> ResponseReturnValue:
    """Send the browser to the provider, with what must come back unchanged sealed in a cookie."""
    hub = current_hub()
    providers.signing_in_at(provider)
    try:
        url, pending = begin(
            _providers().issuer(provider),
            _return_address(),
            hub.desk.now,
            step_up=step_up,
            subject=subject,
            prompt=prompt,
        )
    except TokenRefused as error:
        return _failed(error)
    response = redirect(url, 303)
    for name, value in ((PENDING, seal(pending, hub.cookie_key)), (NEXT, _next())):
        response.set_cookie(
            name, value, max_age=int(LIFETIME.total_seconds()), secure=True, httponly=True, samesite="Lax"
        )
    return response


def _returned() -> Response:
    """A judged callback turned into a session, or what the protocol or the roster refuses."""
    hub, session = current_hub(), current_session()
    pending = unseal(request.cookies.get(PENDING), hub.cookie_key, hub.desk.now)
    provider = providers.by_url(pending.issuer)
    if provider is None:
        raise TokenRefused(Kind.ISSUER_MISMATCH)
    providers.signing_in_at(provider)
    answer = request.args.items(multi=True)
    identity = complete(_providers().issuer(provider), pending, answer, _return_address(), hub.desk.now)
    token = _token(session, pending, _proof(identity, pending))
    after = local_path(request.cookies.get(NEXT, "/"))
    found = sessions.find(hub.desk, token, browser=browser(), limits=hub.limits)
    if found is not None and found.appointment_id is None:
        after = url_for("signin.choose", next=after)
    response = make_response(redirect(after, 303))
    cookie.put(response, token)
    return response


def _token(session: Session | None, pending: Pending, proof: Proof) -> str:
    """What the sealed cookie says this sign-in was for, done."""
    hub = current_hub()
    if pending.step_up:
        if session is None:
            raise Refused("Your session ended meanwhile. Please sign in again.", reason="session_ended")
        return sessions.step_up(hub.desk, session, proof, browser(), limits=hub.limits)
    if pending.subject is not None and session is not None:
        return sessions.unlock(hub.desk, session, proof, browser())
    return sessions.start(hub.desk, proof, browser(), replaces=session, limits=hub.limits)


def _proof(identity: Identity, pending: Pending) -> Proof:
    """What the protocol proved, in the words of casework."""
    return Proof(
        issuer=identity.issuer,
        subject=identity.subject,
        auth_time=identity.auth_time,
        asked_at=pending.started,
        mfa=identity.mfa,
        sid=identity.sid or "",
        acr=identity.acr or "",
        id_token=identity.id_token,
    )


def _failed(error: TokenRefused) -> Response:
    """A sign-in that did not work: one sentence, nothing about why; counted, and logged at most once a minute."""
    providers.count_stranger(_providers(), Action.SESSION_START, error.kind.value)
    away = error.kind is Kind.PROVIDER_UNREACHABLE
    sentence = (
        "Your agency's sign-in page does not answer now. Please try again in a minute." if away else error.sentence
    )
    return make_response(render_template("signin/failed.html", sentence=sentence), 503 if away else FAILED)


def _onward(session: Session, id_token: str | None) -> str | None:
    """Where the provider signs the person out, or None when it has no such page or does not answer."""
    provider = providers.by_id(session.issuer_id)
    if provider is None:
        return None
    back = current_hub().settings.public_url + url_for("signin.signed_out")
    try:
        return logout_url(
            _providers().issuer(provider),
            current_desk().now,
            id_token_hint=id_token,
            post_logout_redirect_uri=back,
            state=secrets.token_urlsafe(16),
        )
    except TokenRefused:
        return None


def _choose_page(session: Session, errors: dict[str, str] | None = None) -> str:
    offers = sessions.offers(current_desk(), session)
    return render_template("signin/choose.html", offers=offers, errors=errors or {}, typed={}, next=_next())


def _session() -> Session:
    session = current_session()
    if session is None:
        raise Refused(reason="no_session")
    return session


def _next() -> str:
    """The page to go to afterwards: a path on this hub and nothing else."""
    wanted = request.values.get("next", "/")
    return local_path(wanted) if len(wanted) <= LONGEST_NEXT else "/"


def _return_address() -> str:
    """INVARIANT: from the settings, never from what the request says its host is."""
    return current_hub().settings.public_url + url_for("signin.callback")


def _providers() -> Providers:
    return providers.of_door(current_app)
