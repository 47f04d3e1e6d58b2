"""Room: web. The checks that every token's claims share: issuer, audience, times, texts (OIDC Core §3.1.3.7)."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta

from coordination.web.signin.fetch import JsonObject
from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import IssuerSettings

SKEW = timedelta(seconds=60)
LONGEST_LIFETIME = timedelta(hours=24)
LONGEST_TEXT = 255
HALF_HASH = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}


def check_parties(settings: IssuerSettings, claims: JsonObject) -> None:
    """From this issuer, for this client, and for nobody else."""
    if claims.get("iss") != settings.issuer:
        raise TokenRefused(Kind.ISSUER_MISMATCH)
    audience = claims.get("aud")
    # An audience we do not know is an audience we do not trust (OIDC Core §3.1.3.7, step 3).
    if audience not in (settings.client_id, [settings.client_id]):
        raise TokenRefused(Kind.AUDIENCE_MISMATCH)
    if claims.get("azp", settings.client_id) != settings.client_id:
        raise TokenRefused(Kind.AUTHORIZED_PARTY_MISMATCH)


def check_times(claims: JsonObject, earliest: datetime, now: datetime) -> datetime:
    """exp, iat and nbf within 60 seconds of clock skew, issued at or after `earliest` (UTC); returns exp."""
    expires, issued = instant(claims, "exp"), instant(claims, "iat")
    if expires is None or issued is None:
        raise TokenRefused(Kind.CLAIM_MALFORMED)
    if expires <= now - SKEW:
        raise TokenRefused(Kind.EXPIRED)
    if issued > now + SKEW:
        raise TokenRefused(Kind.FROM_THE_FUTURE)
    if issued < earliest - SKEW:
        raise TokenRefused(Kind.ISSUED_TOO_EARLY)
    if expires - issued > LONGEST_LIFETIME:
        raise TokenRefused(Kind.LIFETIME_TOO_LONG)
    not_before = instant(claims, "nbf")
    if not_before is not None and not_before > now + SKEW:
        raise TokenRefused(Kind.NOT_YET_VALID)
    return expires


def instant(claims: JsonObject, name: str) -> datetime | None:
    """A NumericDate claim as UTC, None if absent; a text, a boolean or an impossible date is refused."""
    value = claims.get(name)
    if value is None and name not in claims:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused(Kind.CLAIM_MALFORMED)
    try:
        return datetime.fromtimestamp(value, UTC)
    except (OverflowError, ValueError, OSError) as error:
        raise TokenRefused(Kind.CLAIM_MALFORMED) from error


def text(claims: JsonObject, name: str) -> str | None:
    """A text claim of 1 to 255 characters, None if absent; anything else is refused."""
    if name not in claims:
        return None
    value = claims[name]
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_TEXT:
        raise TokenRefused(Kind.CLAIM_MALFORMED)
    return value


def subject(claims: JsonObject) -> str:
    """`sub`, required: at most 255 characters (OIDC Core §2), printable, without surrounding space."""
    value = claims.get("sub")
    if not isinstance(value, str) or not value or value != value.strip():
        raise TokenRefused(Kind.SUBJECT_MISSING)
    if len(value) > LONGEST_TEXT or not value.isprintable():
        raise TokenRefused(Kind.SUBJECT_MISSING)
    return value


def methods(claims: JsonObject) -> tuple[str, ...]:
    """`amr`: how the person proved themselves (RFC 8176); empty if absent."""
    value = claims.get("amr", [])
    if not isinstance(value, list) or not all(isinstance(method, str) for method in value):
        raise TokenRefused(Kind.CLAIM_MALFORMED)
    return tuple(value)


def check_half_hash(claims: JsonObject, name: str, value: str, algorithm: str, kind: Kind) -> None:
    """at_hash or c_hash, if there, must be the left half of the hash of `value` (OIDC Core §3.1.3.6).

    An algorithm whose hash is not known refuses (CVE-2026-28498: the library let it pass).
    """
    if name not in claims:
        return
    claimed, expected = claims[name], half_hash(value, algorithm)
    if not isinstance(claimed, str) or not claimed.isascii() or expected is None:
        raise TokenRefused(kind)
    if not hmac.compare_digest(claimed, expected):
        raise TokenRefused(kind)


def half_hash(value: str, algorithm: str) -> str | None:
    """The left half of the algorithm's hash, base64url; None when the algorithm names no hash we know."""
    chosen = hashlib.sha512 if algorithm == "EdDSA" else HALF_HASH.get(algorithm[2:])
    if chosen is None:
        return None
    digest = chosen(value.encode()).digest()
    return urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode("ascii")
