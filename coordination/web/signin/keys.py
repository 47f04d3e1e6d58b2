"""Room: web. One provider's public keys: fetched from its pinned address, kept, renewed at most once a minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, Key, OctKey, RSAKey

from coordination.web.signin.fetch import JsonObject
from coordination.web.signin.refusals import Kind, TokenRefused

RENEW_AT_MOST_EVERY = timedelta(minutes=1)
RENEW_AT_LEAST_EVERY = timedelta(hours=12)
# A provider that is down is asked again only after this long, so that waiting people do not pile up on it.
ASK_AGAIN = timedelta(seconds=5)
MOST_KEYS = 64
SMALLEST_RSA_BITS = 2048
# Characters of base64url that 2,048 bits take; a shorter one is not even imported.
SHORTEST_RSA_MODULUS = 342
FAMILY = {"ES": "EC", "RS": "RSA", "PS": "RSA", "Ed": "OKP"}


class Keys:
    """The public signing keys of one issuer. Safe to share between threads."""

    def __init__(self, fetch: Callable[[], JsonObject]) -> None:
        """fetch: returns the issuer's JWK Set (RFC 7517 §5) or raises TokenRefused."""
        self._fetch = fetch
        self._lock = Lock()
        self._keys: tuple[Key, ...] = ()
        self._asked: datetime | None = None
        self._renewed: datetime | None = None

    def find(self, kid: str | None, algorithm: str, now: datetime) -> Key:
        """The one key that may have signed with this key id and algorithm; TokenRefused if there is none.

        Without a key id only a set of a single key will do (OIDC Core §10.1). An unknown id renews the set, at most
        once a minute, so that forged ids cannot turn the hub into a flood against the provider. A key withdrawn by
        the provider is trusted for 12 hours at most.
        """
        with self._lock:
            if self._stale(now) or self._named(kid) is None:
                self._renew(now)
            if self._stale(now):
                raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
            found = self._named(kid)
        if found is None:
            raise TokenRefused(Kind.KEY_UNKNOWN)
        if not _suits(found, algorithm):
            raise TokenRefused(Kind.KEY_UNSUITABLE)
        return found

    def _stale(self, now: datetime) -> bool:
        """Whether the keys were never fetched, or too long ago to be trusted."""
        return self._renewed is None or now - self._renewed >= RENEW_AT_LEAST_EVERY

    def _renew(self, now: datetime) -> None:
        """Fetch the set again unless that was tried just now; fresh old keys stay when the provider is silent."""
        pause = ASK_AGAIN if self._stale(now) else RENEW_AT_MOST_EVERY
        if self._asked is not None and now - self._asked < pause:
            return
        self._asked = now
        try:
            self._keys = read_keys(self._fetch())
        except TokenRefused:
            return
        self._renewed = now

    def _named(self, kid: str | None) -> Key | None:
        """The key of that id, or the only key when no id is given."""
        if kid is None:
            return self._keys[0] if len(self._keys) == 1 else None
        same = [key for key in self._keys if key.kid == kid]
        return same[0] if len(same) == 1 else None


def read_keys(document: JsonObject) -> tuple[Key, ...]:
    """The public signing keys of a JWK Set. Unknown, secret and private entries are left out, never used."""
    entries = document.get("keys")
    if not isinstance(entries, list) or len(entries) > MOST_KEYS:
        raise TokenRefused(Kind.KEY_UNSUITABLE)
    keys = [key for entry in entries if (key := _public(entry)) is not None]
    return tuple(keys)


def _public(entry: object) -> Key | None:
    """One JWK as a public signing key, or None if it is anything else."""
    if not isinstance(entry, dict) or entry.get("kty") == "oct" or entry.get("use", "sig") != "sig" or "d" in entry:
        return None
    if entry.get("kty") == "RSA" and len(str(entry.get("n", ""))) < SHORTEST_RSA_MODULUS:
        return None
    try:
        return JWKRegistry.import_key(entry)
    except (JoseError, ValueError, TypeError, KeyError):
        return None


def _suits(key: Key, algorithm: str) -> bool:
    """Whether the key is of the algorithm's family, of enough strength, and not bound to another algorithm."""
    if isinstance(key, OctKey) or key.key_type != FAMILY.get(algorithm[:2]):
        return False
    if key.alg is not None and key.alg != algorithm:
        return False
    if isinstance(key, RSAKey):
        return key.raw_value.key_size >= SMALLEST_RSA_BITS
    curves = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
    return not isinstance(key, ECKey) or key.curve_name == curves.get(algorithm)
