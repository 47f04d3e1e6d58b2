"""Forgeries of a token's claims, each properly signed by the provider's own key."""

from __future__ import annotations

from collections.abc import Callable

from coordination.web.signin.claims import half_hash
from coordination.web.signin.logout import EVENT
from coordination.web.signin.refusals import Kind
from tests.web.signin.forge import ACCESS, CLIENT, Attempt, Change, Forgery, at, claim, without


def _issuer(how: Callable[[str], object]) -> Change:
    """The issuer's name, altered."""
    return lambda tried: tried.claims.update(iss=how(tried.claims["iss"]))


def _from_elsewhere(tried: Attempt) -> None:
    """Signed by another agency's provider, which asserts a person of this one."""
    tried.key = "other"
    tried.header["kid"] = "other"


def _from_elsewhere_same_id(tried: Attempt) -> None:
    """The same, under a key id that this provider uses too."""
    tried.key = "other"


SUBJECTS = {
    "subject empty": "",
    "subject as a number": 7,
    "subject of blanks": "  ",
    "subject with a space at its end": "dana ",
    "subject with a line break": "dana\nboss",
    "subject too long": "d" * 256,
}
TIMES: dict[str, tuple[Kind, Change]] = {
    "expired an hour ago": (Kind.EXPIRED, at("exp", hours=-1)),
    "expired just beyond the skew": (Kind.EXPIRED, at("exp", seconds=-60)),
    "expiry missing": (Kind.CLAIM_MALFORMED, without("exp")),
    "expiry as text": (Kind.CLAIM_MALFORMED, claim("exp", "9999999999")),
    "expiry as a boolean": (Kind.CLAIM_MALFORMED, claim("exp", True)),
    "expiry beyond all calendars": (Kind.CLAIM_MALFORMED, claim("exp", 10**300)),
    "expiry in ten years": (Kind.LIFETIME_TOO_LONG, at("exp", hours=24 * 3650)),
    "issued in the future": (Kind.FROM_THE_FUTURE, at("iat", seconds=61)),
    "issue time missing": (Kind.CLAIM_MALFORMED, without("iat")),
    "issue time null": (Kind.CLAIM_MALFORMED, claim("iat", None)),
    "issued before the sign-in began": (Kind.ISSUED_TOO_EARLY, at("iat", minutes=-10)),
    "not yet valid": (Kind.NOT_YET_VALID, at("nbf", seconds=61)),
    "start as text": (Kind.CLAIM_MALFORMED, claim("nbf", "now")),
    "proof of the person missing": (Kind.AUTH_TIME_MISSING, without("auth_time")),
    "proof of the person thirteen hours old": (Kind.SIGN_IN_TOO_OLD, at("auth_time", hours=-13)),
    "proof of the person in the future": (Kind.FROM_THE_FUTURE, at("auth_time", seconds=61)),
    "proof of the person as text": (Kind.CLAIM_MALFORMED, claim("auth_time", "today")),
}
PARTIES: dict[str, tuple[Kind, Change]] = {
    "issuer of another agency": (Kind.ISSUER_MISMATCH, claim("iss", "http://127.0.0.1:9/b")),
    "issuer with a slash more": (Kind.ISSUER_MISMATCH, _issuer(lambda iss: iss + "/")),
    "issuer in capitals": (Kind.ISSUER_MISMATCH, _issuer(str.upper)),
    "issuer as a list": (Kind.ISSUER_MISMATCH, _issuer(lambda iss: [iss])),
    "issuer claim missing": (Kind.ISSUER_MISMATCH, without("iss")),
    "signed by another agency's provider": (Kind.KEY_UNKNOWN, _from_elsewhere),
    "signed by another agency's provider under our key id": (Kind.SIGNATURE_WRONG, _from_elsewhere_same_id),
    "audience is another client": (Kind.AUDIENCE_MISMATCH, claim("aud", "payroll")),
    "audience with a stranger beside us": (Kind.AUDIENCE_MISMATCH, claim("aud", [CLIENT, "payroll"])),
    "audience that begins like us": (Kind.AUDIENCE_MISMATCH, claim("aud", CLIENT + "-2")),
    "audience empty": (Kind.AUDIENCE_MISMATCH, claim("aud", [])),
    "audience missing": (Kind.AUDIENCE_MISMATCH, without("aud")),
    "authorized party is another client": (Kind.AUTHORIZED_PARTY_MISMATCH, claim("azp", "payroll")),
    "authorized party null": (Kind.AUTHORIZED_PARTY_MISMATCH, claim("azp", None)),
}
BINDINGS: dict[str, tuple[Kind, Change]] = {
    "nonce missing": (Kind.NONCE_MISMATCH, without("nonce")),
    "nonce of another sign-in": (Kind.NONCE_MISMATCH, claim("nonce", "A" * 43)),
    "nonce empty": (Kind.NONCE_MISMATCH, claim("nonce", "")),
    "nonce as a list": (Kind.NONCE_MISMATCH, lambda tried: tried.claims.update(nonce=[tried.claims["nonce"]])),
    "hash of another access token": (Kind.ACCESS_HASH_MISMATCH, claim("at_hash", half_hash("another", "ES256"))),
    "hash by another algorithm": (Kind.ACCESS_HASH_MISMATCH, claim("at_hash", half_hash(ACCESS, "ES512"))),
    "access hash empty": (Kind.ACCESS_HASH_MISMATCH, claim("at_hash", "")),
    "access hash as a number": (Kind.ACCESS_HASH_MISMATCH, claim("at_hash", 1)),
    "hash of another code": (Kind.CODE_HASH_MISMATCH, claim("c_hash", half_hash("another", "ES256"))),
    "logout event in an id token": (Kind.TYPE_WRONG, claim("events", {EVENT: {}})),
    "subject missing": (Kind.SUBJECT_MISSING, without("sub")),
    "profile as a list": (Kind.CLAIM_MALFORMED, claim("acr", ["https://refeds.org/profile/mfa"])),
    "methods as text": (Kind.CLAIM_MALFORMED, claim("amr", "mfa")),
    "methods that are no texts": (Kind.CLAIM_MALFORMED, claim("amr", [["mfa"]])),
    "session id as a number": (Kind.CLAIM_MALFORMED, claim("sid", 1)),
    "session id too long": (Kind.CLAIM_MALFORMED, claim("sid", "s" * 256)),
}


def _one_factor(tried: Attempt) -> None:
    """The provider proved a password only."""
    tried.claims |= {"acr": "https://refeds.org/profile/sfa", "amr": ["pwd"]}


STEP_UP: dict[str, tuple[Kind, Change]] = {
    "step-up without second factor": (Kind.SECOND_FACTOR_MISSING, _one_factor),
    "step-up with a word like the right one": (
        Kind.SECOND_FACTOR_MISSING,
        lambda tried: tried.claims.update(acr="https://refeds.org/profile/mfa/", amr=["mfa-later"]),
    ),
    "step-up by another person": (Kind.PERSON_MISMATCH, claim("sub", "erin")),
    "step-up proved too long ago": (Kind.SIGN_IN_TOO_OLD, at("auth_time", minutes=-7)),
}
CLAIMS = [
    *(Forgery(name=name, kind=kind, change=change) for name, (kind, change) in (TIMES | PARTIES | BINDINGS).items()),
    *(Forgery(name=n, kind=Kind.SUBJECT_MISSING, change=claim("sub", value)) for n, value in SUBJECTS.items()),
    *(Forgery(name=name, kind=kind, change=change, step_up=True) for name, (kind, change) in STEP_UP.items()),
]
