"""Room: crypto. AES-256-GCM envelopes, each bound to the place it was written for.

Source: NIST SP 800-38D; architecture.md §7. An envelope is one version byte, 12 bytes of fresh nonce, and the
ciphertext with its 16-byte tag.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from coordination.model.errors import Unavailable

VERSION = 1
KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
_CANNOT_OPEN = "This information cannot be opened now."


def canonical(*parts: str) -> bytes:
    """Return the parts as bytes that no other parts give: each as its length in characters, a colon, itself (UTF-8).

    Text is joined before it is encoded because this runs once for every field on a page (performance.md §3).
    """
    return "".join([f"{len(part)}:{part}" for part in parts]).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """Where an envelope belongs. Moved to any other row, case, type or program, it does not open.

    All are plain text, none empty; `format` is the version of what is inside.
    """

    table: str
    row: str
    case_id: str
    information_type: str
    program_id: str
    key_id: str
    format: int = 1

    def additional_data(self) -> bytes:
        """Return the associated data that AES-GCM authenticates beside the ciphertext."""
        places = (self.table, self.row, self.case_id, self.information_type, self.program_id, self.key_id)
        # INVARIANT: an empty place would bind to nothing, so two rows without a case could change places.
        if not all(places):
            raise Unavailable(_CANNOT_OPEN)
        return canonical("coordination/envelope", str(VERSION), str(self.format), *places)


class DataKey:
    """One AES-256-GCM key with its id; the key for one case, information type and owning program."""

    __slots__ = ("_cipher", "key_id")

    def __init__(self, key: bytes, key_id: str) -> None:
        if len(key) != KEY_BYTES:
            raise Unavailable(_CANNOT_OPEN)
        self._cipher = AESGCM(key)
        self.key_id = key_id

    def __repr__(self) -> str:
        """Show the id, never the key."""
        return f"DataKey({self.key_id})"

    def __reduce__(self) -> str:
        """Refuse to be pickled or copied: a key has no business in a file or a queue."""
        raise TypeError("A data key is not to be copied.")

    def seal(self, plaintext: bytes, additional_data: bytes) -> bytes:
        """Return an envelope of `plaintext` under a fresh random nonce."""
        nonce = os.urandom(NONCE_BYTES)
        return bytes((VERSION,)) + nonce + self._cipher.encrypt(nonce, plaintext, additional_data)

    def unseal(self, envelope: bytes, additional_data: bytes) -> bytes:
        """Return the plaintext; Unavailable, always with the same sentence, when anything at all is wrong."""
        if len(envelope) < 1 + NONCE_BYTES + TAG_BYTES or envelope[0] != VERSION:
            raise Unavailable(_CANNOT_OPEN)
        nonce, sealed = envelope[1 : 1 + NONCE_BYTES], envelope[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, sealed, additional_data)
        except InvalidTag as error:
            raise Unavailable(_CANNOT_OPEN) from error


def encrypt(key: DataKey, plaintext: bytes, binding: Binding) -> bytes:
    """Return an envelope that opens only with this key and this binding; Unavailable when the two name other keys."""
    _same_key(key, binding)
    return key.seal(plaintext, binding.additional_data())


def decrypt(key: DataKey, envelope: bytes, binding: Binding) -> bytes:
    """Return the plaintext of `encrypt`; Unavailable when key, binding or a single bit differs."""
    _same_key(key, binding)
    return key.unseal(envelope, binding.additional_data())


def _same_key(key: DataKey, binding: Binding) -> None:
    if key.key_id != binding.key_id:
        raise Unavailable(_CANNOT_OPEN)
