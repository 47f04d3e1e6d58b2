"""Room: web. A signed token (JWS compact, RFC 7515) of one issuer: its header judged, its signature checked, its
claims returned unjudged. The allow-list here stands in front of the library (security.md I15)."""

from __future__ import annotations

import binascii
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass, field
from datetime import datetime

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from coordination.web.signin.fetch import JsonObject, strict_json
from coordination.web.signin.issuer import Issuer
from coordination.web.signin.refusals import Kind, TokenRefused

# Characters; the largest ID token seen from a provider with groups in it is under 6,000.
LONGEST_TOKEN = 16_384
COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# Headers that bring or point to a key. A token never says by which key it is to be checked.
KEY_BEARING = frozenset({"jku", "jwk", "x5u", "x5c"})
KNOWN_HEADERS = frozenset({"alg", "kid", "typ", "cty", "x5t", "x5t#S256"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedClaims:
    """Claims whose signature holds; nothing in them has been judged. Never printed."""

    algorithm: str
    claims: JsonObject = field(repr=False)


def open_signed(issuer: Issuer, token: str, types: frozenset[str | None], now: datetime) -> SignedClaims:
    """Check header and signature of a token said to come from this issuer.

    types: `typ` values accepted, lower case, None for an absent one (RFC 8725 §3.11: no token serves as another).
    """
    header = _header(token)
    algorithm = _judge(header, issuer.settings.algorithms, types)
    kid = header.get("kid")
    if kid is not None and not isinstance(kid, str):
        raise TokenRefused(Kind.MALFORMED)
    issuer.endpoints(now)
    key = issuer.keys.find(kid, algorithm, now)
    # INVARIANT: one key, chosen by us, and one algorithm, allowed by us. The library is never left to guess.
    registry = JWSRegistry(algorithms=[algorithm])
    try:
        signed = jws.deserialize_compact(token, key, registry=registry)
    except (JoseError, ValueError, TypeError) as error:
        raise TokenRefused(Kind.SIGNATURE_WRONG) from error
    claims = strict_json(signed.payload or b"")
    if claims is None:
        raise TokenRefused(Kind.MALFORMED)
    return SignedClaims(algorithm=algorithm, claims=claims)


def unverified_issuer(token: str) -> str | None:
    """Which issuer a token claims to be from, unproved: only to choose whose keys must prove it, else None."""
    try:
        _, payload = _parts(token)
    except TokenRefused:
        return None
    named = (strict_json(_decode(payload) or b"") or {}).get("iss")
    return named if isinstance(named, str) else None


def _header(token: str) -> JsonObject:
    """The protected header, read strictly."""
    protected, _ = _parts(token)
    header = strict_json(_decode(protected) or b"")
    if header is None:
        raise TokenRefused(Kind.MALFORMED)
    return header


def _parts(token: str) -> tuple[str, str]:
    """Header and payload of a compact token: three parts of which none is empty."""
    if len(token) > LONGEST_TOKEN or not COMPACT.fullmatch(token):
        raise TokenRefused(Kind.MALFORMED)
    protected, payload, _ = token.split(".")
    return protected, payload


def _judge(header: JsonObject, allowed: frozenset[str], types: frozenset[str | None]) -> str:
    """The algorithm to check with, after every reason to refuse the header has been looked for."""
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in allowed:
        raise TokenRefused(Kind.ALGORITHM_NOT_ALLOWED)
    if "crit" in header or "b64" in header:
        raise TokenRefused(Kind.CRITICAL_HEADER)
    if KEY_BEARING & header.keys():
        raise TokenRefused(Kind.KEY_IN_HEADER)
    if header.keys() - KNOWN_HEADERS:
        raise TokenRefused(Kind.MALFORMED)
    kind = header.get("typ")
    if kind is not None and not isinstance(kind, str):
        raise TokenRefused(Kind.TYPE_WRONG)
    if (None if kind is None else kind.lower().removeprefix("application/")) not in types:
        raise TokenRefused(Kind.TYPE_WRONG)
    return algorithm


def _decode(part: str) -> bytes | None:
    """Unpadded base64url to bytes, or None."""
    try:
        return urlsafe_b64decode(part.encode("ascii") + b"=" * (-len(part) % 4))
    except (binascii.Error, ValueError):
        return None
