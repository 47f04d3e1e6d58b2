"""Room: web. A person signs in: `begin` sends them to their provider, `complete` judges what comes back.

OpenID Connect Core 1.0 §3.1 (code flow) with PKCE S256 (RFC 7636), state, nonce, and `iss` (RFC 9207).
Proof: tests/web/signin/test_forgeries.py refuses each kind of forged callback and token by name.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from coordination.web.signin import claims as judge
from coordination.web.signin.discovery import Endpoints
from coordination.web.signin.exchange import Tokens, client, redeem
from coordination.web.signin.fetch import JsonObject
from coordination.web.signin.issuer import Issuer
from coordination.web.signin.pending import Pending
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings
from coordination.web.signin.tokens import open_signed

OLDEST_SIGN_IN = timedelta(hours=12)
OLDEST_STEP_UP = timedelta(minutes=5)
LONGEST_PARAMETER = 4096
ID_TOKEN_TYPES: frozenset[str | None] = frozenset({None, "jwt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who signed in, as their provider proved it. A person is (issuer, subject); no e-mail is ever read.

    auth_time: when they last proved themselves, UTC. mfa: with a second factor. sid: their session at the provider.
    id_token: kept by the caller only to sign out at the provider (id_token_hint); secret, never logged.
    """

    issuer: str
    subject: str
    sid: str | None
    acr: str | None
    amr: tuple[str, ...]
    auth_time: datetime
    mfa: bool
    name: str | None = field(repr=False)
    id_token: str = field(repr=False)


def begin(
    issuer: Issuer,
    redirect_uri: str,
    now: datetime,
    *,
    step_up: bool = False,
    subject: str | None = None,
    prompt: str | None = None,
) -> tuple[str, Pending]:
    """Start a sign-in: the provider's URL to send the browser to, and what to keep in the sealed cookie.

    step_up asks for a second factor proved within five minutes; give the signed-in `subject`, whom alone it may
    confirm. prompt: "login" to ask again (OIDC Core §3.1.2.1). TokenRefused when the provider does not answer.
    """
    with issuer.turn():
        endpoints = issuer.endpoints(now)
    settings = issuer.settings
    pending = Pending(
        issuer=settings.issuer,
        state=secrets.token_urlsafe(32),
        nonce=secrets.token_urlsafe(32),
        verifier=secrets.token_urlsafe(48),
        redirect_uri=redirect_uri,
        started=now,
        step_up=step_up,
        subject=subject,
    )
    asked = {"nonce": pending.nonce, "max_age": str(int(_oldest(pending).total_seconds()))}
    if step_up and settings.step_up_acr is not None:
        asked["acr_values"] = settings.step_up_acr
    if prompt is not None:
        asked["prompt"] = prompt
    with client(settings, endpoints, redirect_uri) as session:
        url, _ = session.create_authorization_url(
            endpoints.authorization, state=pending.state, code_verifier=pending.verifier, **asked
        )
    return str(url), pending


def complete(
    issuer: Issuer, pending: Pending, params: Iterable[tuple[str, str]], redirect_uri: str, now: datetime
) -> Identity:
    """Finish a sign-in: judge the callback, redeem its code, judge the ID token; Identity or TokenRefused.

    params: every name and value of the callback's query, repeats included (`request.args.items(multi=True)`).
    The caller drops the cookie before calling, so that a callback works once.
    """
    # (1) The sign-in that this answers: the hub's own, recent, with this provider, at this address.
    if pending.expired(now):
        raise TokenRefused(Kind.PENDING_EXPIRED)
    if pending.issuer != issuer.settings.issuer:
        raise TokenRefused(Kind.ISSUER_MISMATCH)
    if pending.redirect_uri != redirect_uri:
        raise TokenRefused(Kind.REDIRECT_MISMATCH)
    # (2) The callback, then (3) the code for tokens, then (4) the ID token.
    with issuer.turn():
        endpoints = issuer.endpoints(now)
        code = judge_callback(issuer.settings, endpoints, pending, params)
        tokens = redeem(issuer.settings, endpoints, pending, code)
        return judge_id_token(issuer, pending, tokens, code, now)


def judge_callback(
    settings: IssuerSettings, endpoints: Endpoints, pending: Pending, params: Iterable[tuple[str, str]]
) -> str:
    """The code of a callback that belongs to this sign-in and comes from this provider."""
    pairs = list(params)
    given = dict(pairs)
    if len(given) != len(pairs) or any(len(value) > LONGEST_PARAMETER for value in given.values()):
        raise TokenRefused(Kind.CALLBACK_MALFORMED)
    if not hmac.compare_digest(given.get("state", "").encode(), pending.state.encode()):
        raise TokenRefused(Kind.STATE_MISMATCH)
    # RFC 9207 §2.4: a provider that names itself must do so on every answer, errors included.
    if "iss" not in given and endpoints.names_itself:
        raise TokenRefused(Kind.ISSUER_MISSING)
    if given.get("iss", settings.issuer) != settings.issuer:
        raise TokenRefused(Kind.ISSUER_MISMATCH)
    if "error" in given:
        raise TokenRefused(Kind.PROVIDER_ERROR)
    if not given.get("code"):
        raise TokenRefused(Kind.CODE_MISSING)
    return given["code"]


def judge_id_token(issuer: Issuer, pending: Pending, tokens: Tokens, code: str, now: datetime) -> Identity:
    """The person an ID token proves, after every check of OIDC Core §3.1.3.7 and the hub's own ages."""
    settings = issuer.settings
    signed = open_signed(issuer, tokens.id_token, ID_TOKEN_TYPES, now)
    claims = signed.claims
    judge.check_parties(settings, claims)
    judge.check_times(claims, pending.started, now)
    _check_nonce(claims, pending)
    hashes = (
        ("at_hash", tokens.access_token, Kind.ACCESS_HASH_MISMATCH),
        ("c_hash", code, Kind.CODE_HASH_MISMATCH),
    )
    for name, value, kind in hashes:
        judge.check_half_hash(claims, name, value, signed.algorithm, kind)
    identity = _identity(settings, claims, tokens.id_token)
    _check_sign_in(identity, pending, now)
    return identity


def _check_nonce(claims: JsonObject, pending: Pending) -> None:
    """The ID token was made for this very sign-in, and is not a logout token in disguise."""
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), pending.nonce.encode()):
        raise TokenRefused(Kind.NONCE_MISMATCH)
    if "events" in claims:
        raise TokenRefused(Kind.TYPE_WRONG)


def _identity(settings: IssuerSettings, claims: JsonObject, id_token: str) -> Identity:
    """Read the person out of claims whose signature and parties hold."""
    auth_time = judge.instant(claims, "auth_time")
    if auth_time is None:
        raise TokenRefused(Kind.AUTH_TIME_MISSING)
    acr, amr = judge.text(claims, "acr"), judge.methods(claims)
    return Identity(
        issuer=settings.issuer,
        subject=judge.subject(claims),
        sid=judge.text(claims, "sid"),
        acr=acr,
        amr=amr,
        auth_time=auth_time,
        mfa=acr in settings.mfa_acr or not settings.mfa_amr.isdisjoint(amr),
        name=_name(claims),
        id_token=id_token,
    )


def _name(claims: JsonObject) -> str | None:
    """A name to greet with; one that is missing or odd is left out, since nothing hangs on it."""
    name = claims.get("name")
    return name if isinstance(name, str) and 0 < len(name) <= judge.LONGEST_TEXT and name.isprintable() else None


def _check_sign_in(identity: Identity, pending: Pending, now: datetime) -> None:
    """Recent enough, by the person asked for, with a second factor where one was asked."""
    if identity.auth_time > now + judge.SKEW:
        raise TokenRefused(Kind.FROM_THE_FUTURE)
    if identity.auth_time < now - _oldest(pending) - judge.SKEW:
        raise TokenRefused(Kind.SIGN_IN_TOO_OLD)
    if pending.subject is not None and identity.subject != pending.subject:
        raise TokenRefused(Kind.PERSON_MISMATCH)
    if pending.step_up and not identity.mfa:
        raise TokenRefused(Kind.SECOND_FACTOR_MISSING)


def _oldest(pending: Pending) -> timedelta:
    """How long ago the person may have proved themselves."""
    return OLDEST_STEP_UP if pending.step_up else OLDEST_SIGN_IN
