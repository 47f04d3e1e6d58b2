"""Room: crypto. Files that only named people can open: age's published format, by the library pyrage.

Source: age-encryption.org/v1 (X25519 recipients, a payload of ChaCha20-Poly1305 chunks whose last one is marked, so
that a file cut short does not open). `age` itself opens what is written here. A file says nothing of who wrote it:
that is what the signed manifest beside it is for (casework/backup_manifest.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

import pyrage

from coordination.model.errors import Invalid, Misconfigured

_KEY = "AGE-SECRET-KEY-1"
_DAMAGED = "This backup file is damaged or was cut short, so nothing was taken from it."


def recipients(keys: Sequence[str]) -> list[object]:
    """The public keys `age1…`; Invalid when one is none, or when there is no key at all."""
    found: list[object] = []
    for key in keys:
        try:
            found.append(pyrage.x25519.Recipient.from_str(key.strip()))
        except pyrage.RecipientError as error:
            sentence = f"{key.strip()[:70]!r} is not a public key of age: they begin with age1."
            raise Invalid({"recipient": sentence}, sentence) from error
    if not found:
        sentence = "Name at least one recipient. Without one nobody could open the backup."
        raise Invalid({"recipient": sentence}, sentence)
    return found


def identities(text: str) -> list[object]:
    """The private keys in an age key file: lines `AGE-SECRET-KEY-1…`, others are comments. Misconfigured if none."""
    lines = [line.strip() for line in text.splitlines() if line.strip().startswith(_KEY)]
    try:
        found: list[object] = [pyrage.x25519.Identity.from_str(line) for line in lines]
    except pyrage.IdentityError as error:
        raise Misconfigured("The key file holds a damaged private key of age.") from error
    if not found:
        raise Misconfigured(f"The key file holds no private key of age: a line that begins with {_KEY}.")
    return found


def write(pieces: Iterator[bytes], out: BinaryIO, to: Sequence[object]) -> None:
    """Encrypt pieces to the recipients as they come; nothing is kept in memory or written in clear."""
    pyrage.encrypt_io(_Source(pieces), out, to)


def read(source: BinaryIO, take: Callable[[bytes], None], by: Sequence[object]) -> None:
    """Decrypt, giving each verified piece to `take`. Invalid (one sentence) for a wrong key and for a damaged file.

    INVARIANT: what was taken counts only when this returns: a file cut short is found at its end.
    """
    sink = _Sink(take)
    try:
        pyrage.decrypt_io(source, sink, by)
    except pyrage.DecryptError as error:
        wrong = "matching keys" in str(error)
        sentence = "This key does not open the backup: it was made for other recipients." if wrong else _DAMAGED
        raise Invalid({"backup": sentence}, sentence) from error
    except OSError as error:
        if sink.failed is not None:
            raise sink.failed from error
        raise Invalid({"backup": _DAMAGED}, _DAMAGED) from error


class _Source:
    """A file that is read from pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def read(self, most: int = -1) -> bytes:
        """At most so many bytes; none at the end. An exception of the pieces goes through to the caller."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return b""
            self._rest = piece
        size = len(self._rest) if most < 0 else most
        given, self._rest = self._rest[:size], self._rest[size:]
        return given


class _Sink:
    """A file that gives what is written to a function; remembers what that function raised."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take = take
        self.failed: BaseException | None = None

    def write(self, data: bytes) -> int:
        """Pass it on."""
        try:
            self._take(bytes(data))
        except BaseException as error:
            self.failed = error
            raise
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""
