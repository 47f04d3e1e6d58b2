"""Room: tests. An authenticator in software (EC P-256), which does what it is asked, right or wrong.

W3C Web Authentication Level 2 §6.1 (authenticator data), §6.4 (attestation), §5.8.1 (client data).
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, BACKUP_ELIGIBLE, BACKED_UP, ATTESTED = 0x01, 0x04, 0x08, 0x10, 0x40


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass(slots=True, kw_only=True)
class SoftwareKey:
    """One passkey. counts: False says 0 for ever, as synced passkeys do. flags: beside attested data."""

    domain: str
    origin: str
    user: bytes = b""
    counts: bool = True
    flags: int = PRESENT | VERIFIED
    count: int = 0
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: Mapping[str, Any], **changed: Any) -> str:  # noqa: ANN401 - whatever a forgery needs
        """The answer to `navigator.credentials.create`. changed: parts to replace; see `_client` and `_data`."""
        self.user = decoded(options["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: changed.pop("algorithm", -7), -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        attested = bytes(16) + len(self.credential).to_bytes(2) + self.credential + cbor2.dumps(cose)
        data = self._data(changed, attested)
        client = self._client("webauthn.create", options["challenge"], changed)
        statement = {"fmt": changed.pop("fmt", "none"), "attStmt": changed.pop("attStmt", {}), "authData": data}
        response = {"clientDataJSON": encoded(client), "attestationObject": encoded(cbor2.dumps(statement))}
        return self._answer(response, changed)

    def use(self, options: Mapping[str, Any], **changed: Any) -> str:  # noqa: ANN401 - as above
        """The answer to `navigator.credentials.get`."""
        self.count += 1 if self.counts else 0
        data = self._data(changed)
        client = self._client("webauthn.get", options["challenge"], changed)
        signer = changed.pop("key", self.key)
        signed = changed.pop("signed", data + hashlib.sha256(client).digest())
        signature = signer.sign(signed, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": encoded(client),
            "authenticatorData": encoded(data),
            "signature": encoded(signature),
            "userHandle": encoded(self.user),
        }
        return self._answer(response, changed)

    def _data(self, changed: dict[str, Any], attested: bytes = b"") -> bytes:
        domain: bytes = hashlib.sha256(changed.pop("domain", self.domain).encode()).digest()
        flags = changed.pop("flags", self.flags) | (ATTESTED if attested else 0)
        count = int(changed.pop("count", self.count))
        return domain + bytes([int(flags)]) + count.to_bytes(4) + attested

    def _client(self, kind: str, challenge: str, changed: dict[str, Any]) -> bytes:
        told = {
            "type": changed.pop("type", kind),
            "challenge": changed.pop("challenge", challenge),
            "origin": changed.pop("origin", self.origin),
            "crossOrigin": False,
            **changed.pop("client", {}),
        }
        return json.dumps(told).encode()

    def _answer(self, response: dict[str, Any], changed: dict[str, Any]) -> str:
        response |= changed.pop("response", {})
        response = {name: value for name, value in response.items() if value is not None}
        own = encoded(self.credential)
        answer = {"id": own, "rawId": own, "type": "public-key", "response": response, **changed.pop("answer", {})}
        assert not changed, f"nobody looked at {sorted(changed)}"
        return json.dumps(answer)
