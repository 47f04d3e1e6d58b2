"""A provider that lies: real HTTP on loopback, answering whatever a test tells it, and a signer that breaks the rules.

An Attempt is a sign-in that would succeed; each forgery changes one thing in it and names the refusal it must meet.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from threading import Thread
from typing import Any

from flask import Flask, Response, jsonify
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.jws import JWSRegistry
from werkzeug.serving import WSGIRequestHandler, make_server

from coordination.web.signin import flow, logout
from coordination.web.signin.claims import half_hash
from coordination.web.signin.issuer import connect
from coordination.web.signin.pending import Pending
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
REDIRECT = "http://127.0.0.1:9/callback"
CLIENT = "hub"
SECRET = "a-client-secret-of-the-hub-0123456789"
ACCESS, CODE = "access-token-text", "code-text"


def seconds(moment: datetime) -> int:
    """A moment as NumericDate."""
    return int(moment.timestamp())


@cache
def signing_key(name: str) -> Key:
    """A key that lasts for the whole run: "ec", "rsa", "attacker", or another name for another EC key."""
    if name.startswith("rsa"):
        return RSAKey.generate_key(2048, {"kid": name, "use": "sig"})
    return ECKey.generate_key("P-256", {"kid": name, "use": "sig"})


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def compact(header: bytes, payload: bytes, algorithm: str, key: Key) -> str:
    """A signed token over any bytes at all, sane or not."""
    message = f"{encode(header)}.{encode(payload)}"
    signature = JWSRegistry.algorithms[algorithm].sign(message.encode(), key)
    return f"{message}.{encode(signature)}"


class Liar:
    """The provider. Its document, key set and token answer are for the test to change."""

    def __init__(self, origin: str) -> None:
        self.issuer = f"{origin}/a"
        self.document: dict[str, Any] = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            "authorization_response_iss_parameter_supported": True,
        }
        self.keys: list[dict[str, Any]] = [dict(signing_key(n).as_dict(private=False)) for n in ("ec", "rsa")]
        self.answer: Callable[[], Response] = lambda: Response(status=500)
        self.asked: dict[str, int] = {"keys": 0, "document": 0}

    def settings(self) -> IssuerSettings:
        """How the hub pins this provider."""
        return IssuerSettings(issuer=self.issuer, client_id=CLIENT, client_secret=SECRET)


@contextmanager
def liar() -> Iterator[Callable[[], Liar]]:
    """Serve a liar; each call of what is yielded puts a fresh, honest one in its place."""
    app = Flask("liar")
    current: dict[str, Liar] = {}

    def count(name: str, body: object) -> Response:
        current["liar"].asked[name] += 1
        return jsonify(body)

    document = "/a/.well-known/openid-configuration"
    app.add_url_rule(document, "document", lambda: count("document", current["liar"].document))
    app.add_url_rule("/a/keys", "keys", lambda: count("keys", {"keys": current["liar"].keys}))

    @app.post("/a/token")
    def token() -> Response:
        return current["liar"].answer()

    app.add_url_rule("/a/away", "away", lambda: Response(status=302, headers={"Location": "/a/keys"}))
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()

    def fresh() -> Liar:
        current["liar"] = Liar(f"http://127.0.0.1:{server.server_port}")
        return current["liar"]

    try:
        yield fresh
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(WSGIRequestHandler):
    """Logs nothing."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@dataclass(slots=True, kw_only=True)
class Attempt:
    """A sign-in about to succeed. Everything may be changed; `token` and `answer` replace what would be built."""

    liar: Liar
    pending: Pending
    settings: IssuerSettings
    claims: dict[str, Any]
    header: dict[str, Any]
    params: list[tuple[str, str]]
    key: str = "ec"
    now: datetime = NOW
    redirect_uri: str = REDIRECT
    raw_header: bytes | None = None
    raw_payload: bytes | None = None
    retouch: Callable[[str], str] = str
    answer: dict[str, Any] = field(default_factory=dict)
    respond: Callable[[], Response] | None = None

    def token(self) -> str:
        """The token as the attempt stands."""
        header = self.raw_header or json.dumps(self.header).encode()
        payload = self.raw_payload or json.dumps(self.claims).encode()
        key = signing_key(self.key)
        signed = compact(header, payload, "RS256" if isinstance(key, RSAKey) else "ES256", key)
        return self.retouch(signed)

    def sign_in(self) -> flow.Identity:
        """Let the hub judge it."""
        body = {"id_token": self.token(), "access_token": ACCESS, "token_type": "Bearer", **self.answer}
        self.liar.answer = self.respond or (lambda: jsonify({k: v for k, v in body.items() if v is not None}))
        return flow.complete(connect(self.settings), self.pending, self.params, self.redirect_uri, self.now)

    def sign_out(self) -> logout.LogoutNotice:
        """Let the hub judge it as a logout token."""
        return logout.logout_token(connect(self.settings), self.token(), self.now)


def attempt(made: Liar, *, step_up: bool = False, subject: str | None = None) -> Attempt:
    """A sign-in that would succeed at this provider."""
    settings = made.settings()
    issuer = connect(settings)
    _, pending = flow.begin(issuer, REDIRECT, NOW - timedelta(seconds=20), step_up=step_up, subject=subject)
    claims = {
        "iss": made.issuer,
        "sub": "dana",
        "aud": CLIENT,
        "exp": seconds(NOW + timedelta(minutes=5)),
        "iat": seconds(NOW),
        "auth_time": seconds(NOW - timedelta(minutes=1)),
        "nonce": pending.nonce,
        "acr": "https://refeds.org/profile/mfa",
        "amr": ["pwd", "mfa"],
        "sid": "session-1",
        "at_hash": half_hash(ACCESS, "ES256"),
    }
    params = [("code", CODE), ("state", pending.state), ("iss", made.issuer)]
    header = {"alg": "ES256", "kid": "ec", "typ": "JWT"}
    return Attempt(liar=made, pending=pending, settings=settings, claims=claims, header=header, params=params)


def logout_attempt(made: Liar) -> Attempt:
    """A logout token that would be believed."""
    ready = attempt(made)
    for name in ("nonce", "auth_time", "acr", "amr", "at_hash"):
        del ready.claims[name]
    ready.claims |= {"jti": "notice-1", "events": {logout.EVENT: {}}}
    ready.header["typ"] = "logout+jwt"
    return ready


Change = Callable[[Attempt], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgery:
    """One kind of forgery: its name, the one change that makes it, and the refusal it must meet."""

    name: str
    kind: Kind
    change: Change
    step_up: bool = False

    def refusal(self, made: Liar) -> Kind | None:
        """What the hub says to it at sign-in; None if it is let in."""
        tried = attempt(made, step_up=self.step_up, subject="dana" if self.step_up else None)
        self.change(tried)
        return refusal(tried.sign_in)

    def logout_refusal(self, made: Liar) -> Kind | None:
        """What the hub says to it as a logout token; None if it is believed."""
        tried = logout_attempt(made)
        self.change(tried)
        return refusal(tried.sign_out)


def refusal(act: Callable[[], object]) -> Kind | None:
    """The kind with which an act is refused, or None."""
    try:
        act()
    except TokenRefused as refused:
        return refused.kind
    return None


def claim(name: str, value: object) -> Change:
    """Set one claim."""
    return lambda tried: tried.claims.update({name: value})


def without(name: str) -> Change:
    """Leave one claim out."""
    return lambda tried: tried.claims.__delitem__(name)


def header(**values: object) -> Change:
    """Set header parameters; a value of None leaves one out."""

    def change(tried: Attempt) -> None:
        tried.header = {k: v for k, v in (tried.header | values).items() if v is not None}

    return change


def at(name: str, **shift: float) -> Change:
    """Set a time claim to NOW shifted by hours, minutes or seconds."""
    return claim(name, seconds(NOW + timedelta(**shift)))
