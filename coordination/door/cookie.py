"""Room: door. The one cookie of the hub: a random session token, which means nothing anywhere but here.

`__Host-` binds it to this exact origin (RFC 6265bis §4.1.3.2); browsers take it on https and on the loopback address.
Lax, since Strict is lost on the way back from the identity provider (dependencies.md §5).
"""

from __future__ import annotations

import base64
import hmac
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin

NAME = "__Host-coordination"
CSRF = "csrf_token"


def token() -> str:
    """The session token that the browser sent, or the empty string."""
    return request.cookies.get(NAME, "")


def put(response: Response, session_token: str) -> None:
    """Hand the browser its session; it forgets it when it is closed, and the hub sooner."""
    response.set_cookie(NAME, session_token, secure=True, httponly=True, samesite="Lax", path="/")


def drop(response: Response) -> None:
    """Take the session from the browser."""
    response.delete_cookie(NAME, secure=True, httponly=True, samesite="Lax", path="/")


class NoCookieSession(SessionInterface):
    """Flask's session, without its cookie: made anew for each request and never sent.

    INVARIANT: it holds nothing about a person. Its one value is what Flask-WTF compares a form's token with: a keyed
    digest of our own session token, so that a form is worth something in the session that it was made for, and only
    until that ends.
    """

    def open_session(self, app: Flask, request: Request) -> SessionMixin:
        """An empty session, with the form secret of whoever holds a session token."""
        held = request.cookies.get(NAME, "")
        values: dict[str, Any] = {CSRF: form_secret(_key(app), held)} if held else {}
        return SecureCookieSession(values)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Nothing is ever saved."""


def form_secret(key: bytes, session_token: str) -> str:
    """What binds a form to a session: HMAC-SHA256 of the token under the hub's cookie key."""
    digest = hmac.digest(key, b"form:" + session_token.encode(errors="replace"), "sha256")
    return base64.urlsafe_b64encode(digest).decode()


def _key(app: Flask) -> bytes:
    key = app.secret_key
    return key if isinstance(key, bytes) else str(key).encode()
