"""Room: crypto. Random tokens, what is kept of them, keyed pseudonyms, and a comparison that takes constant time."""

from __future__ import annotations

import hashlib
import hmac
import secrets

TOKEN_BYTES = 32


def random_token() -> str:
    """Return 256 random bits as 43 characters that are safe in a cookie or an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def random_key() -> bytes:
    """Return 32 random bytes for `keyed_digest`."""
    return secrets.token_bytes(TOKEN_BYTES)


def token_digest(token: str) -> str:
    """Return the SHA-256 of a random token in 64 hex characters: what the database keeps instead of the token.

    Enough for tokens of 256 random bits; never for anything a person chose or that could be guessed.
    """
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_digest(key: bytes, text: str) -> str:
    """Return HMAC-SHA256 in 64 hex characters: a pseudonym for a source address that dies with its key (RFC 2104)."""
    return hmac.digest(key, text.encode(), "sha256").hex()


def equal_in_constant_time(left: str, right: str) -> bool:
    """Compare two secrets without telling, by the time it takes, where they differ."""
    return hmac.compare_digest(left.encode(), right.encode())
