"""The smallest hub there can be: a Flask app on 127.0.0.1 that does nothing but call the sign-in protocol.

Its pages are JSON. It keeps who is signed in in memory, drops the cookie of a sign-in before it is judged, and
remembers the ids of logout notices, as the protocol asks of its caller.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread

from flask import Flask, Response, jsonify, redirect, request
from werkzeug.serving import WSGIRequestHandler, make_server

from coordination.web.signin.flow import Identity, begin, complete
from coordination.web.signin.issuer import Issuer
from coordination.web.signin.logout import LogoutNotice, logout_token, logout_url
from coordination.web.signin.pending import seal, unseal
from coordination.web.signin.refusals import TokenRefused

COOKIE_KEY = "the key of this test's cookies, long enough"


def real_now() -> datetime:
    """Now. Providers written by others have clocks of their own, so these tests cannot choose the time."""
    return datetime.now(UTC)  # noqa: TID251  # see above


class Clock:
    """The real clock, which a test can push ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Now, and what it was pushed ahead."""
        return real_now() + self.ahead


@dataclass(slots=True)
class RelyingParty:
    """The running app. issuer is set by the test once the provider's address is known."""

    address: str
    now: Callable[[], datetime] = real_now
    issuer: Issuer | None = None
    signed_in: dict[str, Identity] = field(default_factory=dict)
    notices: list[LogoutNotice] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def callback(self) -> str:
        """Where the provider sends people back."""
        return f"{self.address}/callback"

    def provider(self) -> Issuer:
        """The provider in use."""
        assert self.issuer is not None
        return self.issuer


def _start(hub: RelyingParty) -> Response:
    """Send the browser to the provider; with ?step_up=1 for a second factor of the person signed in."""
    step_up = "step_up" in request.args
    who = hub.signed_in.get(request.cookies.get("hub", ""))
    url, pending = begin(
        hub.provider(),
        hub.callback,
        hub.now(),
        step_up=step_up,
        subject=who.subject if step_up and who else None,
        prompt=request.args.get("prompt"),
    )
    response = redirect(url)
    response.set_cookie("hub-signin", seal(pending, COOKIE_KEY), httponly=True, samesite="Lax")
    return response  # type: ignore[return-value]  # Flask's redirect says werkzeug's Response


def _callback(hub: RelyingParty) -> Response:
    """Judge what came back."""
    now = hub.now()
    pending = unseal(request.cookies.get("hub-signin"), COOKIE_KEY, now)
    identity = complete(hub.provider(), pending, request.args.items(multi=True), hub.callback, now)
    ticket = secrets.token_hex(16)
    hub.signed_in[ticket] = identity
    response = jsonify(subject=identity.subject, mfa=identity.mfa, name=identity.name, acr=identity.acr)
    response.set_cookie("hub", ticket, httponly=True, samesite="Lax")
    return response


def _leave(hub: RelyingParty) -> Response:
    """Sign out here and at the provider; with ?forget=1 without telling the provider who."""
    identity = hub.signed_in.pop(request.cookies.get("hub", ""), None)
    hint = None if identity is None or "forget" in request.args else identity.id_token
    url = logout_url(
        hub.provider(), hub.now(), id_token_hint=hint, post_logout_redirect_uri=f"{hub.address}/left", state="out-1"
    )
    return redirect(url or f"{hub.address}/left")  # type: ignore[return-value]


def _backchannel(hub: RelyingParty) -> Response:
    """Hear from the provider that a session is over."""
    notice = logout_token(hub.provider(), request.form["logout_token"], hub.now())
    if notice.jti in {seen.jti for seen in hub.notices}:
        return Response(status=400)
    hub.notices.append(notice)
    for ticket, who in list(hub.signed_in.items()):
        if who.subject == notice.subject and notice.sid in (None, who.sid):
            del hub.signed_in[ticket]
    return Response(status=200, headers={"Cache-Control": "no-store"})


def _app(hub: RelyingParty) -> Flask:
    """The app."""
    app = Flask("relying-party")
    app.add_url_rule("/start", "start", lambda: _start(hub))
    app.add_url_rule("/callback", "callback", lambda: _callback(hub))
    app.add_url_rule("/leave", "leave", lambda: _leave(hub))
    app.add_url_rule("/backchannel", "backchannel", lambda: _backchannel(hub), methods=["POST"])
    app.add_url_rule("/left", "left", lambda: jsonify(left=True, state=request.args.get("state")))
    app.add_url_rule("/me", "me", lambda: jsonify(signed_in=request.cookies.get("hub") in hub.signed_in))

    @app.errorhandler(TokenRefused)
    def refused(error: TokenRefused) -> tuple[Response, int]:
        hub.refusals.append(error.kind)
        return jsonify(refused=error.kind, sentence=error.sentence), 400

    @app.after_request
    def drop(response: Response) -> Response:
        if request.path == "/callback":
            response.delete_cookie("hub-signin")
        return response

    return app


class _Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@contextmanager
def relying_party(now: Callable[[], datetime] = real_now) -> Iterator[RelyingParty]:
    """Serve the app on a free port of 127.0.0.1."""
    hub = RelyingParty("", now)
    server = make_server("127.0.0.1", 0, _app(hub), threaded=True, request_handler=_Quiet)
    hub.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
