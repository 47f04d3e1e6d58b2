"""Forgeries of a token's header, signature and shape."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable

from joserfc.jwk import ECKey, RSAKey

from coordination.web.signin.refusals import Kind
from tests.web.signin.forge import SECRET, Attempt, Change, Forgery, compact, encode, header, signing_key


def _unsigned(alg: str, signature: str) -> Change:
    """A token of algorithm none, in any spelling."""

    def change(tried: Attempt) -> None:
        tried.header["alg"] = alg
        body = f"{encode(json.dumps(tried.header).encode())}.{encode(json.dumps(tried.claims).encode())}"
        tried.retouch = lambda _: f"{body}.{signature}"

    return change


def _as_secret(secret: bytes) -> Change:
    """Signed by HS256 with something that is no secret to the attacker."""

    def change(tried: Attempt) -> None:
        tried.header["alg"] = "HS256"
        body = f"{encode(json.dumps(tried.header).encode())}.{encode(json.dumps(tried.claims).encode())}"
        tag = hmac.digest(secret, body.encode(), "sha256")
        tried.retouch = lambda _: f"{body}.{encode(tag)}"

    return change


def _published(alg: str, key: ECKey | RSAKey, /, **parameters: str) -> Change:
    """Signed properly by a key that the provider publishes but that will not do."""

    def change(tried: Attempt) -> None:
        tried.liar.keys.append(dict(key.as_dict(private=False)) | {"kid": "odd"} | parameters)
        tried.header |= {"alg": alg, "kid": "odd"}
        parts = json.dumps(tried.header).encode(), json.dumps(tried.claims).encode()
        tried.retouch = lambda _: compact(*parts, alg, key)

    return change


def _other_key(key: str, **parameters: str) -> Change:
    """Signed by a key that is not the one the header names."""

    def change(tried: Attempt) -> None:
        tried.key = key
        tried.header |= parameters

    return change


def _retouched(how: Callable[[str], str]) -> Change:
    """The finished token, altered."""

    def change(tried: Attempt) -> None:
        tried.retouch = how

    return change


def _signature(new: Callable[[str], str]) -> Change:
    """The token with another signature part."""
    return _retouched(lambda token: token.rpartition(".")[0] + "." + new(token.rpartition(".")[2]))


def _raw(header: bytes | None = None, payload: bytes | None = None) -> Change:
    """Properly signed over bytes that are not a proper header or payload."""

    def change(tried: Attempt) -> None:
        tried.raw_header, tried.raw_payload = header, payload

    return change


def _twice(name: str, value: str) -> Change:
    """A claim said twice, with the good one last."""

    def change(tried: Attempt) -> None:
        tried.raw_payload = (f'{{"{name}": "{value}", ' + json.dumps(tried.claims)[1:]).encode()

    return change


def _not_a_number(tried: Attempt) -> None:
    """An expiry that compares false with everything."""
    tried.claims["exp"] = float("nan")


def _same_id_twice(tried: Attempt) -> None:
    """A second key under the id of the first."""
    tried.liar.keys.append(dict(signing_key("attacker").as_dict(private=False)) | {"kid": "ec"})


def _shared_key_published(tried: Attempt) -> None:
    """A symmetric key in the provider's own key set."""
    tried.liar.keys.append({"kty": "oct", "k": encode(b"k" * 32), "kid": "shared"})
    tried.header["kid"] = "shared"
    _as_secret(b"k" * 32)(tried)


PUBLIC = json.dumps(signing_key("ec").as_dict(private=False)).encode()
PEM = signing_key("ec").as_pem(private=False)  # type: ignore[union-attr]
ATTACKER = dict(signing_key("attacker").as_dict(private=False))
RSA = RSAKey.generate_key(2048)
P384 = ECKey.generate_key("P-384")
HEADER = b'{"alg":"ES256","kid":"ec"}'

CASES: dict[str, tuple[Kind, Change]] = {
    "algorithm none without signature": (Kind.MALFORMED, _unsigned("none", "")),
    "algorithm none with a signature": (Kind.ALGORITHM_NOT_ALLOWED, _unsigned("none", "AAAA")),
    "algorithm none in mixed case": (Kind.ALGORITHM_NOT_ALLOWED, _unsigned("nOnE", "AAAA")),
    "hs256 keyed with the public key": (Kind.ALGORITHM_NOT_ALLOWED, _as_secret(PUBLIC)),
    "hs256 keyed with the public pem": (Kind.ALGORITHM_NOT_ALLOWED, _as_secret(PEM)),
    "hs256 keyed with the client secret": (Kind.ALGORITHM_NOT_ALLOWED, _as_secret(SECRET.encode())),
    "hs256 with a shared key the provider publishes": (Kind.ALGORITHM_NOT_ALLOWED, _shared_key_published),
    "real algorithm that is not pinned": (Kind.ALGORITHM_NOT_ALLOWED, _published("ES384", P384)),
    "algorithm missing": (Kind.ALGORITHM_NOT_ALLOWED, header(alg=None)),
    "algorithm as a list": (Kind.ALGORITHM_NOT_ALLOWED, header(alg=["ES256"])),
    "rs256 pointed at the ec key": (Kind.KEY_UNSUITABLE, _other_key("rsa", alg="RS256")),
    "es256 pointed at the rsa key": (Kind.KEY_UNSUITABLE, _other_key("ec", kid="rsa")),
    "curve of another algorithm": (Kind.KEY_UNSUITABLE, header(kid="p384")),
    "key bound to another algorithm": (Kind.KEY_UNSUITABLE, _published("RS256", RSA, alg="PS256")),
    "key for encryption": (Kind.KEY_UNKNOWN, _published("RS256", RSA, use="enc")),
    "key id published twice": (Kind.KEY_UNKNOWN, _same_id_twice),
    "key id unknown": (Kind.KEY_UNKNOWN, header(kid="yesterday")),
    "key id missing among several keys": (Kind.KEY_UNKNOWN, header(kid=None)),
    "key id as a path": (Kind.KEY_UNKNOWN, header(kid="../../../dev/null")),
    "key id as a query": (Kind.KEY_UNKNOWN, header(kid="x' UNION SELECT 'ec")),
    "key id as a number": (Kind.MALFORMED, header(kid=7)),
    "unknown critical header": (Kind.CRITICAL_HEADER, header(crit=["x-more"], **{"x-more": True})),
    "critical header naming a known one": (Kind.CRITICAL_HEADER, header(crit=["alg"])),
    "critical header that is empty": (Kind.CRITICAL_HEADER, header(crit=[])),
    "payload said to be unencoded": (Kind.CRITICAL_HEADER, header(b64=False)),
    "brings its own key": (Kind.KEY_IN_HEADER, _other_key("attacker", jwk=ATTACKER)),  # type: ignore[arg-type]
    "points to its own key set": (Kind.KEY_IN_HEADER, _other_key("attacker", jku="http://127.0.0.1:9/keys")),
    "points to its own certificate": (Kind.KEY_IN_HEADER, _other_key("attacker", x5u="http://127.0.0.1:9/cert")),
    "brings its own certificate": (Kind.KEY_IN_HEADER, header(x5c=["MIIB"])),
    "header nobody knows": (Kind.MALFORMED, header(sudo=True)),
    "signed by a stranger": (Kind.SIGNATURE_WRONG, _other_key("attacker")),
    "signature cut in half": (Kind.SIGNATURE_WRONG, _signature(lambda text: text[:43])),
    "signature of zeros": (Kind.SIGNATURE_WRONG, _signature(lambda _: encode(bytes(64)))),
    "signature of another token": (
        Kind.SIGNATURE_WRONG,
        _signature(lambda _: compact(HEADER, b"{}", "ES256", signing_key("ec")).split(".")[2]),
    ),
    "subject changed after signing": (
        Kind.SIGNATURE_WRONG,
        _retouched(lambda token: ".".join([token.split(".")[0], encode(b'{"sub":"boss"}'), token.split(".")[2]])),
    ),
    "logout token as id token": (Kind.TYPE_WRONG, header(typ="logout+jwt")),
    "access token as id token": (Kind.TYPE_WRONG, header(typ="at+jwt")),
    "type that is no text": (Kind.TYPE_WRONG, header(typ=1)),
    "two parts": (Kind.MALFORMED, _retouched(lambda token: token.rpartition(".")[0])),
    "five parts of an encrypted token": (Kind.MALFORMED, _retouched(lambda token: token + ".AAAA.AAAA")),
    "json serialization": (
        Kind.MALFORMED,
        _retouched(
            lambda token: json.dumps(dict(zip(("protected", "payload", "signature"), token.split("."), strict=True)))
        ),
    ),
    "padding in the parts": (Kind.MALFORMED, _retouched(lambda token: token + "==")),
    "line break in the token": (Kind.MALFORMED, _retouched(lambda token: token[:30] + "\n" + token[30:])),
    "token of twenty thousand characters": (Kind.MALFORMED, _retouched(lambda token: token + "A" * 20_000)),
    "algorithm said twice": (Kind.MALFORMED, _raw(header=b'{"alg":"none","alg":"ES256","kid":"ec"}')),
    "header that is a list": (Kind.MALFORMED, _raw(header=b'["ES256"]')),
    "payload that is a list": (Kind.MALFORMED, _raw(payload=b"[1]")),
    "payload that is no json": (Kind.MALFORMED, _raw(payload=b"\xff\xfe")),
    "subject said twice": (Kind.MALFORMED, _twice("sub", "boss")),
    "expiry that is not a number": (Kind.MALFORMED, _not_a_number),
}


def _with_p384(change: Change) -> Change:
    """The same, at a provider that also publishes a P-384 key."""

    def changed(tried: Attempt) -> None:
        tried.liar.keys.append(dict(P384.as_dict(private=False)) | {"kid": "p384"})
        change(tried)

    return changed


HEADERS = [
    Forgery(name=name, kind=kind, change=_with_p384(change) if "curve" in name else change)
    for name, (kind, change) in CASES.items()
]
