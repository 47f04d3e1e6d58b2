"""Forgeries around the token: the callback, the sign-in under way, the token endpoint, the discovery document."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from flask import Response

from coordination.web.signin.logout import EVENT
from coordination.web.signin.refusals import Kind
from tests.web.signin.forge import NOW, Attempt, Change, Forgery, at, claim, header, without


def _param(name: str, value: str | None) -> Change:
    """Set one parameter of the callback, or leave it out."""

    def change(tried: Attempt) -> None:
        tried.params = [(n, v) for n, v in tried.params if n != name] + ([] if value is None else [(name, value)])

    return change


def _again(name: str, value: str) -> Change:
    """Say one parameter a second time."""
    return lambda tried: tried.params.append((name, value))


def _pending(**changes: object) -> Change:
    """Another sign-in under way."""

    def change(tried: Attempt) -> None:
        tried.pending = replace(tried.pending, **changes)  # type: ignore[arg-type]

    return change


def _status(status: int, body: str = "{}", **headers: str) -> Change:
    """Another answer of the token endpoint."""

    def change(tried: Attempt) -> None:
        tried.respond = lambda: Response(body, status=status, headers=headers, content_type="application/json")

    return change


def _answer(**changes: object) -> Change:
    """A good answer with one part changed; None leaves it out."""
    return lambda tried: tried.answer.update(changes)


def _document(name: str, value: object) -> Change:
    """Another discovery document; the hub meets it fresh."""
    return lambda tried: tried.liar.document.update({name: value})


def _somewhere_else(tried: Attempt) -> None:
    """The callback arrives at another address than the one the code was asked for."""
    tried.redirect_uri += "/b"


REFUSED_CODE = json.dumps({"error": "invalid_grant"})
CALLBACK: dict[str, tuple[Kind, Change]] = {
    "state missing": (Kind.STATE_MISMATCH, _param("state", None)),
    "state empty": (Kind.STATE_MISMATCH, _param("state", "")),
    "state of another browser": (Kind.STATE_MISMATCH, _param("state", "B" * 43)),
    "state with letters beyond ascii": (Kind.STATE_MISMATCH, _param("state", "ж")),
    "state said twice": (Kind.CALLBACK_MALFORMED, _again("state", "B" * 43)),
    "provider does not name itself": (Kind.ISSUER_MISSING, _param("iss", None)),
    "provider names another": (Kind.ISSUER_MISMATCH, _param("iss", "http://127.0.0.1:9/b")),
    "provider says no": (Kind.PROVIDER_ERROR, _param("error", "access_denied")),
    "code missing": (Kind.CODE_MISSING, _param("code", None)),
    "code empty": (Kind.CODE_MISSING, _param("code", "")),
    "code said twice": (Kind.CALLBACK_MALFORMED, _again("code", "another")),
    "code of five thousand letters": (Kind.CALLBACK_MALFORMED, _param("code", "c" * 5000)),
    "sign-in begun eleven minutes ago": (Kind.PENDING_EXPIRED, _pending(started=NOW - timedelta(minutes=11))),
    "sign-in begun tomorrow": (Kind.PENDING_EXPIRED, _pending(started=NOW + timedelta(days=1))),
    "sign-in begun at another provider": (Kind.ISSUER_MISMATCH, _pending(issuer="http://127.0.0.1:9/b")),
    "sign-in begun for another address": (Kind.REDIRECT_MISMATCH, _somewhere_else),
}
ANSWERS: dict[str, tuple[Kind, Change]] = {
    "code used before": (Kind.CODE_REFUSED, _status(400, REFUSED_CODE)),
    "client not known": (Kind.CODE_REFUSED, _status(401, json.dumps({"error": "invalid_client"}))),
    "token endpoint broken": (Kind.PROVIDER_UNREACHABLE, _status(500)),
    "token endpoint sends us elsewhere": (Kind.PROVIDER_UNREACHABLE, _status(307, Location="/a/keys")),
    "token answer is a page": (Kind.PROVIDER_UNREACHABLE, _status(200, "<html>")),
    "token answer is a list": (Kind.PROVIDER_UNREACHABLE, _status(200, "[]")),
    "token answer without end": (Kind.PROVIDER_UNREACHABLE, _status(200, '{"a":"' + "a" * 300_000 + '"}')),
    "no id token": (Kind.ANSWER_INCOMPLETE, _answer(id_token=None)),
    "no access token": (Kind.ANSWER_INCOMPLETE, _answer(access_token=None)),
    "id token as a number": (Kind.ANSWER_INCOMPLETE, _answer(id_token=1)),
    "token of another kind": (Kind.TYPE_WRONG, _answer(token_type="mac")),
}
DOCUMENTS: dict[str, tuple[Kind, Change]] = {
    "document of another issuer": (Kind.ISSUER_MISMATCH, _document("issuer", "http://127.0.0.1:9/b")),
    "document without issuer": (Kind.ISSUER_MISMATCH, _document("issuer", None)),
    "code would go to a stranger": (Kind.DISCOVERY_REFUSED, _document("token_endpoint", "https://evil.example/t")),
    "keys would come from a stranger": (Kind.DISCOVERY_REFUSED, _document("jwks_uri", "http://127.0.0.1:9/keys")),
    "keys would come over plain http": (Kind.DISCOVERY_REFUSED, _document("jwks_uri", "http://keys.example/")),
    "keys would come from a file": (Kind.DISCOVERY_REFUSED, _document("jwks_uri", "file:///etc/passwd")),
    "browser would run a script": (Kind.DISCOVERY_REFUSED, _document("authorization_endpoint", "javascript:1")),
    "endpoint with a user name": (Kind.DISCOVERY_REFUSED, _document("token_endpoint", "http://127.0.0.1@evil/t")),
    "endpoint with an odd port": (Kind.DISCOVERY_REFUSED, _document("token_endpoint", "http://127.0.0.1:99999/t")),
    "endpoint missing": (Kind.DISCOVERY_REFUSED, _document("jwks_uri", None)),
    "sign-out would go to a stranger": (
        Kind.DISCOVERY_REFUSED,
        _document("end_session_endpoint", "https://evil.example"),
    ),
    "keys that send us elsewhere": (
        Kind.PROVIDER_UNREACHABLE,
        lambda tried: tried.liar.document.update(jwks_uri=f"{tried.liar.issuer}/away"),
    ),
    "keys that are no list": (Kind.PROVIDER_UNREACHABLE, lambda tried: setattr(tried.liar, "keys", {})),
    "keys by the hundred": (Kind.PROVIDER_UNREACHABLE, lambda tried: setattr(tried.liar, "keys", tried.liar.keys * 50)),
}
LOGOUTS: dict[str, tuple[Kind, Change]] = {
    "id token as logout token": (Kind.TYPE_WRONG, header(typ="JWT")),
    "logout token without type": (Kind.TYPE_WRONG, header(typ=None)),
    "logout token with a nonce": (Kind.NONCE_NOT_ALLOWED, claim("nonce", "n")),
    "logout without event": (Kind.EVENT_MISSING, without("events")),
    "logout with another event": (Kind.EVENT_MISSING, claim("events", {"http://example.org/event": {}})),
    "logout event as text": (Kind.EVENT_MISSING, claim("events", {EVENT: "yes"})),
    "logout events as a list": (Kind.EVENT_MISSING, claim("events", [EVENT])),
    "logout without id": (Kind.ID_MISSING, without("jti")),
    "logout id empty": (Kind.CLAIM_MALFORMED, claim("jti", "")),
    "logout of nobody": (Kind.SUBJECT_MISSING, lambda tried: [tried.claims.pop(name) for name in ("sub", "sid")]),
    "logout of a number": (Kind.SUBJECT_MISSING, claim("sub", 7)),
    "logout issued six minutes ago": (Kind.ISSUED_TOO_EARLY, at("iat", minutes=-7)),
    "logout issued in the future": (Kind.FROM_THE_FUTURE, at("iat", minutes=2)),
    "logout expired": (Kind.EXPIRED, at("exp", minutes=-2)),
    "logout without expiry": (Kind.CLAIM_MALFORMED, without("exp")),
    "logout for another client": (Kind.AUDIENCE_MISMATCH, claim("aud", "payroll")),
    "logout by another issuer": (Kind.ISSUER_MISMATCH, claim("iss", "http://127.0.0.1:9/b")),
    "logout signed by a stranger": (Kind.SIGNATURE_WRONG, lambda tried: setattr(tried, "key", "attacker")),
    "logout unsigned": (Kind.ALGORITHM_NOT_ALLOWED, header(alg="none")),
    "logout that brings its key": (Kind.KEY_IN_HEADER, header(jku="http://127.0.0.1:9/keys")),
}
CALLBACKS = [
    Forgery(name=name, kind=kind, change=change) for name, (kind, change) in (CALLBACK | ANSWERS | DOCUMENTS).items()
]
LOGOUT_TOKENS = [Forgery(name=name, kind=kind, change=change) for name, (kind, change) in LOGOUTS.items()]
