"""Room: crypto. Signed notes with Ed25519 as C2SP's signed-note sets them down, so that outside tools verify the log.

Source: https://c2sp.org/signed-note (key id, lines, limits) and golang.org/x/mod/sumdb/note (key strings); the latter's
published vectors are in tests/crypto/test_signing.py, where an independent implementation also checks what we sign.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from coordination.crypto import private_file
from coordination.crypto.note import OpenedNote, Signature, fault, is_name, read_note, write_note
from coordination.model.errors import Misconfigured

_ED25519 = b"\x01"  # the signature type that C2SP assigned
_PRIVATE = "PRIVATE+KEY+"


class Verifier:
    """A public key with the name and key id under which its signatures are known."""

    __slots__ = ("_public", "key_id", "name", "verifier_key")

    def __init__(self, name: str, public: Ed25519PublicKey) -> None:
        _refuse_bad_name(name)
        encoded = _ED25519 + public.public_bytes_raw()
        self._public = public
        self.name = name
        self.key_id = hashlib.sha256(name.encode() + b"\n" + encoded).digest()[:4]
        self.verifier_key = f"{name}+{self.key_id.hex()}+{base64.b64encode(encoded).decode()}"

    def __repr__(self) -> str:
        """Show the public key string."""
        return f"Verifier({self.verifier_key})"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a public key string `name+hash+base64`; Misconfigured when its parts do not belong together."""
        name, key = _parse_key(text.strip())
        verifier = cls(name, Ed25519PublicKey.from_public_bytes(key))
        if verifier.verifier_key != text.strip():
            raise Misconfigured("A verifier key is damaged: its parts do not belong together.")
        return verifier

    def verifies(self, text: str, signature: bytes) -> bool:
        """Say whether `signature` (64 bytes) is this key's over `text`."""
        try:
            self._public.verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


class Signer:
    """A private signing key. `verifier` is its public half; the private half is shown only to its file."""

    __slots__ = ("_private", "verifier")

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.verifier = Verifier(name, private.public_key())

    def __repr__(self) -> str:
        """Show the public half only."""
        return f"Signer({self.verifier.verifier_key})"

    @classmethod
    def generate(cls, name: str) -> Self:
        """Make a new key; `name` is best an address without scheme that is ours (hub.example.org/log)."""
        return cls(name, Ed25519PrivateKey.generate())

    @classmethod
    def create(cls, path: Path, name: str) -> Self:
        """Make a new key and keep it in a new private file; Misconfigured when the file exists or cannot be made."""
        signer = cls.generate(name)
        signer.save(path)
        return signer

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read a key file; Misconfigured when it is absent, open to others, or damaged."""
        return cls.parse(private_file.read(path))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a private key string `PRIVATE+KEY+name+hash+base64`; Misconfigured when it is not one."""
        stripped = text.strip()
        if not stripped.startswith(_PRIVATE):
            raise Misconfigured("A signing key is damaged: it does not begin as one.")
        name, seed = _parse_key(stripped.removeprefix(_PRIVATE))
        signer = cls(name, Ed25519PrivateKey.from_private_bytes(seed))
        if signer._private_text() != stripped:
            raise Misconfigured("A signing key is damaged: its parts do not belong together.")
        return signer

    def sign(self, text: str) -> Signature:
        """Return this key's signature over `text`."""
        signed = self._private.sign(text.encode())
        return Signature(name=self.verifier.name, key_id=self.verifier.key_id, signature=signed)

    def save(self, path: Path) -> None:
        """Keep the key in a new private file; Misconfigured when the file exists or cannot be made."""
        try:
            private_file.create(path, self._private_text() + "\n")
        except FileExistsError as error:
            raise Misconfigured(f"The key file {path.name} exists already and was kept.") from error
        except OSError as error:
            raise Misconfigured(f"The key file {path.name} cannot be written.") from error

    def _private_text(self) -> str:
        seed = base64.b64encode(_ED25519 + self._private.private_bytes_raw()).decode()
        return f"{_PRIVATE}{self.verifier.name}+{self.verifier.key_id.hex()}+{seed}"


def sign_note(text: str, *signers: Signer) -> str:
    """Return `text` (ending in a newline) as a note signed by each signer in turn; Invalid when it cannot be one."""
    return write_note(text, [signer.sign(text) for signer in signers])


def cosign_note(note: str, *signers: Signer) -> str:
    """Return the note with signatures added; those it has are kept, and one by the same key is replaced."""
    text, present = read_note(note)
    added = [signer.sign(text) for signer in signers]
    again = {(each.name, each.key_id) for each in added}
    return write_note(text, [*(each for each in present if (each.name, each.key_id) not in again), *added])


def open_note(note: str | bytes, verifiers: Iterable[Verifier]) -> OpenedNote:
    """Return a note's text once a known key's signature over it has been verified; otherwise Invalid.

    Signatures of unknown keys are ignored (name *and* key id decide); a wrong signature by a known key refuses the
    whole note, and so does a note that no known key signed.
    """
    known: dict[tuple[str, bytes], Verifier] = {}
    for verifier in verifiers:
        twin = known.setdefault((verifier.name, verifier.key_id), verifier)
        if twin.verifier_key != verifier.verifier_key:
            raise Misconfigured("Two verifier keys have the same name and key id.")
    text, signatures = read_note(note)
    verified: dict[tuple[str, bytes], Signature] = {}
    unknown: dict[Signature, None] = {}
    for signature in signatures:
        key = (signature.name, signature.key_id)
        if key not in known:
            unknown[signature] = None
        elif key not in verified:
            if not known[key].verifies(text, signature.signature):
                raise fault("A signature on this note is wrong.")
            verified[key] = signature
    if not verified:
        raise fault("No key that we know signed this note.")
    return OpenedNote(text=text, verified=tuple(verified.values()), unknown=tuple(unknown))


def _refuse_bad_name(name: str) -> None:
    if not is_name(name):
        raise Misconfigured("The name of a signing key must have no spaces and no plus sign.")


def _parse_key(text: str) -> tuple[str, bytes]:
    parts = text.split("+", 2)  # base64 may hold further plus signs, names may not
    try:
        name, _key_id, encoded = parts
        key = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error) as error:
        raise Misconfigured("A signing or verifier key is damaged.") from error
    if len(key) != 33 or key[:1] != _ED25519:  # noqa: PLR2004 - one type byte and 32 bytes of key
        raise Misconfigured("A signing or verifier key is not an Ed25519 key.")
    return name, key[1:]
