"""Room: audit. A checkpoint: the signed size and root of the log, as C2SP tlog-checkpoint has it.

hub.example.org/access-log       the origin, given by the hub's settings
1500                             the number of entries
4E0gO1x…=                        the RFC 6962 root over them, base64

— hub.example.org/access-log Az3grl…=     the signature line of a C2SP signed-note (crypto/signing.py)
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from coordination.crypto.signing import Signer, Verifier, open_note, sign_note
from coordination.model.errors import Invalid

_LINES = 3
_HASH_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """One signed tree head. `note` is the whole signed text, `root` 32 bytes."""

    origin: str
    size: int
    root: bytes
    note: str


def body(origin: str, size: int, root: bytes) -> str:
    """The text that is signed: three lines, each ended by a newline."""
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n"


def sign(signer: Signer, origin: str, size: int, root: bytes) -> Checkpoint:
    """Sign one tree head. INVARIANT: the caller has re-hashed the log up to `size` from the last signed head on."""
    return Checkpoint(origin=origin, size=size, root=root, note=sign_note(body(origin, size, root), signer))


def read(note: str, verifiers: Iterable[Verifier], origin: str) -> Checkpoint:
    """The checkpoint of a note signed by a key of this log; ValueError (half a sentence) on any other note."""
    try:
        lines = open_note(note, verifiers).text.splitlines()
    except Invalid as error:
        raise ValueError("it is not signed by the key of this log") from error
    if len(lines) != _LINES or lines[0] != origin:
        raise ValueError("it belongs to another log")
    try:
        size, root = int(lines[1]), b64decode(lines[2], validate=True)
    except ValueError as error:
        raise ValueError("it is not written as C2SP tlog-checkpoint asks") from error
    if len(root) != _HASH_BYTES or body(origin, size, root) != "\n".join(lines) + "\n":
        raise ValueError("it is not written as C2SP tlog-checkpoint asks")
    return Checkpoint(origin=origin, size=size, root=root, note=note)
