"""Room: crypto. The bytes of a signed note: text, an empty line, and `— name base64` lines (c2sp.org/signed-note)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from coordination.model.errors import Invalid

KEY_ID_BYTES = 4
MOST_BYTES = 1_000_000
MOST_SIGNATURES = 100  # the specification asks for at least 16
_DASH = "— "  # U+2014 and a space


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One signature line: the key's name, its 4-byte id, and the signature's bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedNote:
    """A note that at least one known key signed. `unknown` holds the signatures that were ignored."""

    text: str
    verified: tuple[Signature, ...]
    unknown: tuple[Signature, ...]


def fault(sentence: str) -> Invalid:
    """Return the error for a note that cannot be taken."""
    return Invalid({"note": sentence}, sentence)


def is_name(name: str) -> bool:
    """Say whether a key may have this name: not empty, no Unicode space, no plus sign, no control character."""
    return bool(name) and not any(letter.isspace() or letter < " " or letter == "+" for letter in name)


def write_note(text: str, signatures: Sequence[Signature]) -> str:
    """Return the note of a text and its signatures; Invalid when it would not be one. Inverse of `read_note`."""
    lines = [f"{_DASH}{each.name} {base64.b64encode(each.key_id + each.signature).decode()}\n" for each in signatures]
    note = f"{text}\n{''.join(lines)}"
    if read_note(note) != (text, tuple(signatures)):
        raise fault("This text cannot be signed as a note.")
    return note


def read_note(note: str | bytes) -> tuple[str, tuple[Signature, ...]]:
    """Return a note's text and all its signatures, none of them verified yet; Invalid when it is malformed."""
    whole = _decoded(note)
    head, gap, tail = whole.rpartition("\n\n")
    if not gap or not tail.endswith("\n"):
        raise fault("A signed note ends with an empty line and signatures.")
    # Not splitlines: it also breaks at U+2028 and others, which a note's lines may hold.
    lines = tail[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise fault("This note has too many signatures.")
    return head + "\n", tuple(_signature(line) for line in lines)


def _decoded(note: str | bytes) -> str:
    try:
        whole = note.decode() if isinstance(note, bytes) else note
        size = len(whole.encode())
    except UnicodeError as error:
        raise fault("A signed note is UTF-8 text.") from error
    if size > MOST_BYTES:
        raise fault("This note is too long.")
    if any(letter < " " and letter != "\n" for letter in whole):
        raise fault("A signed note has no control characters.")
    return whole


def _signature(line: str) -> Signature:
    name, _space, encoded = line.removeprefix(_DASH).partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise fault("A signature line of this note is malformed.") from error
    if not line.startswith(_DASH) or not is_name(name) or len(decoded) <= KEY_ID_BYTES:
        raise fault("A signature line of this note is malformed.")
    return Signature(name=name, key_id=decoded[:KEY_ID_BYTES], signature=decoded[KEY_ID_BYTES:])
