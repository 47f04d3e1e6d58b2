"""Room: crypto. The root key: a private file by default, or whatever wraps and unwraps (a KMS, Vault, an HSM)."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from typing import Protocol, Self

from coordination.crypto import private_file
from coordination.crypto.envelope import KEY_BYTES, DataKey
from coordination.model.errors import Misconfigured


class RootKey(Protocol):
    """What stands at the top of the keyring. The agency keys below it are useless without it."""

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Return `key` encrypted and bound to `context`."""

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Return the key of `wrap`; Unavailable when root, context or a bit differs, or the service is away."""


class FileRootKey:
    """The default root: 32 random bytes in base64 in a file of mode 0600. Keep a copy apart from the backups."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = DataKey(key, "root")

    def __repr__(self) -> str:
        """Show no key."""
        return "FileRootKey()"

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new root in a new file (and a 0700 folder where it is missing); Misconfigured when one is there."""
        try:
            private_file.create(path, base64.b64encode(os.urandom(KEY_BYTES)).decode() + "\n")
        except FileExistsError as error:
            raise Misconfigured(f"The key file {path.name} exists already and was kept.") from error
        except OSError as error:
            raise Misconfigured(f"The key file {path.name} cannot be written.") from error
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read the root; Misconfigured when the file is absent, open to others, or does not hold exactly one key."""
        text = private_file.read(path).strip()
        try:
            key = base64.b64decode(text, validate=True)
        except binascii.Error:
            key = b""
        if len(key) != KEY_BYTES:
            raise Misconfigured(f"The key file {path.name} does not hold a key of 32 bytes in base64.")
        return cls(key)

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Return `key` in an AES-256-GCM envelope bound to `context`."""
        return self._key.seal(key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Return the key of `wrap`, or Unavailable."""
        return self._key.unseal(wrapped, context)
