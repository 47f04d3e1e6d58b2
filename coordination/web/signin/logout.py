"""Room: web. Signing out, both ways: the hub sends the person to the provider, or the provider tells the hub.

OpenID Connect RP-Initiated Logout 1.0 and Back-Channel Logout 1.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from coordination.web.signin import claims as judge
from coordination.web.signin.issuer import Issuer
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.tokens import open_signed

EVENT = "http://schemas.openid.net/event/backchannel-logout"
OLDEST_NOTICE = timedelta(minutes=5)
LOGOUT_TOKEN_TYPES: frozenset[str | None] = frozenset({"logout+jwt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LogoutNotice:
    """A provider says that a session (sid), or all sessions of a person (subject), are over.

    At least one of the two is there; with both, only that session ends. The caller refuses a jti seen before and
    may forget it after `expires` (UTC).
    """

    issuer: str
    subject: str | None
    sid: str | None
    jti: str
    expires: datetime


def logout_token(issuer: Issuer, token: str, now: datetime) -> LogoutNotice:
    """Judge a logout token posted by the provider (Back-Channel Logout §2.6); LogoutNotice or TokenRefused."""
    with issuer.turn():
        claims = open_signed(issuer, token, LOGOUT_TOKEN_TYPES, now).claims
    judge.check_parties(issuer.settings, claims)
    expires = judge.check_times(claims, now - OLDEST_NOTICE, now)
    if "nonce" in claims:
        raise TokenRefused(Kind.NONCE_NOT_ALLOWED)
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(EVENT), dict):
        raise TokenRefused(Kind.EVENT_MISSING)
    jti = judge.text(claims, "jti")
    if jti is None:
        raise TokenRefused(Kind.ID_MISSING)
    subject = judge.subject(claims) if "sub" in claims else None
    sid = judge.text(claims, "sid")
    if subject is None and sid is None:
        raise TokenRefused(Kind.SUBJECT_MISSING)
    # An expired notice is refused with 60 s of skew, so its jti must be remembered that much longer.
    return LogoutNotice(issuer=issuer.settings.issuer, subject=subject, sid=sid, jti=jti, expires=expires + judge.SKEW)


def logout_url(
    issuer: Issuer, now: datetime, *, id_token_hint: str | None, post_logout_redirect_uri: str, state: str
) -> str | None:
    """Where to send the browser so that the provider signs the person out too; None if it offers no such page.

    id_token_hint: the ID token kept at sign-in; without it most providers ask the person to confirm.
    """
    with issuer.turn():
        end_session = issuer.endpoints(now).end_session
    if end_session is None:
        return None
    asked = {"client_id": issuer.settings.client_id, "post_logout_redirect_uri": post_logout_redirect_uri}
    asked |= {"state": state} | ({} if id_token_hint is None else {"id_token_hint": id_token_hint})
    return f"{end_session}{'&' if '?' in end_session else '?'}{urlencode(asked)}"
