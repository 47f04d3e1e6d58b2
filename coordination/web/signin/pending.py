"""Room: web. A sign-in under way, carried by the browser in a signed cookie for ten minutes; no row before sign-in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from itsdangerous import BadData, URLSafeSerializer

from coordination.web.signin.refusals import Kind, TokenRefused

LIFETIME = timedelta(minutes=10)
SALT = "coordination.signin.pending.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What must come back unchanged. started: UTC. subject: the only person a step-up may confirm, else None."""

    issuer: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str
    started: datetime
    step_up: bool = False
    subject: str | None = None

    def expired(self, now: datetime) -> bool:
        """Older than ten minutes, or claimed to start in the future."""
        return not (timedelta(0) <= now - self.started <= LIFETIME)


def seal(pending: Pending, key: str | bytes) -> str:
    """Pending as cookie text, signed with the hub's cookie key. The browser may read it, not change it."""
    return _serializer(key).dumps(
        {
            "issuer": pending.issuer,
            "state": pending.state,
            "nonce": pending.nonce,
            "verifier": pending.verifier,
            "redirect_uri": pending.redirect_uri,
            "started": pending.started.isoformat(),
            "step_up": pending.step_up,
            "subject": pending.subject,
        }
    )


def unseal(cookie: str | None, key: str | bytes, now: datetime) -> Pending:
    """The sign-in under way; TokenRefused if the cookie is absent, forged or older than ten minutes."""
    try:
        fields: object = _serializer(key).loads(cookie or "")
    except BadData as error:
        raise TokenRefused(Kind.PENDING_FORGED) from error
    if not isinstance(fields, dict):
        raise TokenRefused(Kind.PENDING_FORGED)
    pending = _read(fields)
    if pending.expired(now):
        raise TokenRefused(Kind.PENDING_EXPIRED)
    return pending


def _read(fields: Mapping[str, object]) -> Pending:
    """Rebuild Pending from signed fields; a field of the wrong kind counts as forged."""
    try:
        subject = fields["subject"]
        return Pending(
            issuer=str(fields["issuer"]),
            state=str(fields["state"]),
            nonce=str(fields["nonce"]),
            verifier=str(fields["verifier"]),
            redirect_uri=str(fields["redirect_uri"]),
            started=datetime.fromisoformat(str(fields["started"])).astimezone(UTC),
            step_up=fields["step_up"] is True,
            subject=None if subject is None else str(subject),
        )
    except (KeyError, ValueError) as error:
        raise TokenRefused(Kind.PENDING_FORGED) from error


def _serializer(key: str | bytes) -> URLSafeSerializer:
    """The signer, bound to this one purpose by its salt."""
    return URLSafeSerializer(key, salt=SALT, signer_kwargs={"key_derivation": "hmac", "digest_method": _sha256})


def _sha256(data: bytes = b"") -> hashlib._Hash:
    """SHA-256 for the signer, whose own default is SHA-1."""
    return hashlib.sha256(data)
