"""Room: crypto. The root key: a private file by default, or whatever wraps and unwraps (a KMS, Vault, an HSM)."""

from __future__ import annotations

import base64
import binascii
import os
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

from coordination.crypto import private_file
from coordination.crypto.envelope import KEY_BYTES, DataKey
from coordination.model.errors import Misconfigured, Unavailable


class RootKey(Protocol):
    """What stands at the top of the keyring. The agency keys below it are useless without it."""

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Return `key` encrypted and bound to `context`."""

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Return the key of `wrap`; Unavailable when root, context or a bit differs, or the service is away."""


class FileRootKey:
    """The default root: 32 random bytes in base64 in a file of mode 0600. Keep a copy apart from the backups."""

    __slots__ = ("_key", "_path", "_stamp")

    def __init__(self, key: bytes, path: Path | None = None) -> None:
        self._key = DataKey(key, "root")
        self._path = path
        self._stamp = _stamp(path)

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
        return cls(_key_in(path), path)

    @classmethod
    def alone(cls, path: Path) -> Self:
        """Read the root of one file and know of no other: to find what does not lie under it yet."""
        return cls(_key_in(path))

    def wrap(self, key: bytes, context: bytes) -> bytes:
        """Return `key` in an AES-256-GCM envelope bound to `context`.

        # INVARIANT: under the root that lies in the file now: a hub at work wraps nothing under one that was replaced.
        """
        stamp = _stamp(self._path)
        if self._path is not None and stamp not in {None, self._stamp}:
            self._key, self._stamp = DataKey(_key_in(self._path), "root"), stamp
        return self._key.seal(key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        """Return the key of `wrap`, or Unavailable. While the root is replaced, each of its files may be the one."""
        try:
            return self._key.unseal(wrapped, context)
        except Unavailable:
            for path in replacing(self._path) if self._path is not None else ():
                with suppress(Unavailable):
                    return DataKey(_key_in(path), "root").unseal(wrapped, context)
            raise


def next_of(path: Path) -> Path:
    """Where the root that will take the place of `path` lies meanwhile."""
    return path.with_name(path.name + ".next")


def old_of(path: Path) -> Path:
    """Where the root that was replaced lies until nothing is under it any more."""
    return path.with_name(path.name + ".old")


def replacing(path: Path) -> list[Path]:
    """The files of a root that are there: the present one, the next, the old."""
    return [file for file in (path, next_of(path), old_of(path)) if file.exists()]


def _key_in(path: Path) -> bytes:
    try:
        key = base64.b64decode(private_file.read(path).strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != KEY_BYTES:
        raise Misconfigured(f"The key file {path.name} does not hold a key of 32 bytes in base64.")
    return key


def _stamp(path: Path | None) -> tuple[int, int] | None:
    """Which file lies at a path; None when there is none."""
    try:
        facts = path.stat() if path is not None else None
    except OSError:
        return None
    return (facts.st_ino, facts.st_mtime_ns) if facts else None
