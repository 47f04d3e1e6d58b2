"""Verify a copy of a hub's access log without the hub: Python's standard library and `cryptography`, nothing of ours.

    python verify_access_log.py COPY --key KEY [--kept FILE]... [--proof FILE]

COPY  what `python -m coordination access-log export` wrote.
KEY   the log's public key, as you were given it when you began to watch; the copy's own word for it is not taken.
FILE  --kept: signed checkpoints you kept from earlier (the file `checkpoints` of the second path, or single notes);
      every one must be a beginning of this log, which is what finds a log that was cut short or rewritten.
      --proof: a tlog-proof from `access-log prove`, checked against the copy's own entry.

Prints what was found and ends with 0, or with 1 when anything is wrong. Specifications: RFC 6962 section 2 (the tree),
c2sp.org/signed-note, c2sp.org/tlog-checkpoint, c2sp.org/tlog-proof. It reads the copy once, line by line.
"""

from __future__ import annotations

import argparse
import json
import sys
from base64 import b64decode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "coordination-access-log@1"


class Wrong(Exception):
    """Something that does not hold."""


class Key:
    """A public key string `name+id+base64`."""

    def __init__(self, text: str) -> None:
        try:
            self.name, key_id, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
            self.id = sha256(self.name.encode() + b"\n" + raw).digest()[:4]
            if raw[:1] != b"\x01" or self.id.hex() != key_id:
                raise ValueError(key_id)
            self._public = Ed25519PublicKey.from_public_bytes(raw[1:])
        except ValueError as error:
            raise Wrong("The key is damaged.") from error

    def head(self, note: str) -> tuple[int, bytes]:
        """Size and root of a checkpoint signed by this key for the log of its own name."""
        text, gap, signatures = note.rpartition("\n\n")
        text += "\n"
        if not gap or not any(self._signed(text, line) for line in signatures.splitlines()):
            raise Wrong("A checkpoint is not signed by this key.")
        lines = text.splitlines()
        if len(lines) != 3 or lines[0] != self.name:  # noqa: PLR2004 - origin, size, root
            raise Wrong("A checkpoint belongs to another log.")
        return int(lines[1]), b64decode(lines[2], validate=True)

    def _signed(self, text: str, line: str) -> bool:
        mark, _, rest = line.partition(" ")
        name, _, encoded = rest.partition(" ")
        signature = b64decode(encoded)
        if (mark, name, signature[:4]) != ("—", self.name, self.id):
            return False
        try:
            self._public.verify(signature[4:], text.encode())
        except InvalidSignature:
            return False
        return True


class Tree:
    """The RFC 6962 root of the hashes so far: one hash for each complete subtree, largest first."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: bytes) -> None:
        """The next leaf hash."""
        self.size, count = self.size + 1, 1
        while self._peaks and self._peaks[-1][0] == count:
            leaf, count = node(self._peaks.pop()[1], leaf), count * 2
        self._peaks.append((count, leaf))

    def root(self) -> bytes:
        """The root of the tree of this size."""
        if not self._peaks:
            return sha256(b"").digest()
        *rest, (_, digest) = self._peaks
        for _, left in reversed(rest):
            digest = node(left, digest)
        return digest


def node(left: bytes, right: bytes) -> bytes:
    """The hash of an interior node."""
    return sha256(b"\x01" + left + right).digest()


def notes(text: str) -> Iterator[str]:
    """The checkpoints of a file: text, blank line, signatures, blank line, and so on."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    if len(parts) % 2:
        raise Wrong("A file of checkpoints is torn.")
    for body, signatures in zip(parts[::2], parts[1::2], strict=True):
        yield f"{body}\n\n{signatures.rstrip()}\n"


def check_proof(proof: str, key: Key, hashes: dict[int, bytes]) -> str:
    """Hold a tlog-proof against the copy's own entry; a sentence when it holds."""
    body, _, note = proof.partition("\n\n")
    lines = body.splitlines()
    if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "):
        raise Wrong("The proof is not a tlog-proof.")
    index, path = int(lines[1].removeprefix("index ")), [b64decode(line) for line in lines[2:]]
    size, root = key.head(note)
    digest, place, last = hashes.get(index, b""), index, size - 1
    for step in path:
        if place & 1 or place == last:
            digest = node(step, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = node(digest, step)
        place, last = place >> 1, last >> 1
    if not 0 <= index < size or last or digest != root:
        raise Wrong(f"The proof of entry {index} does not hold.")
    return f"The proof of entry {index} holds."


def check(copy: Path, key: Key, kept: list[str], proof: str | None) -> list[str]:
    """Read a copy once; the sentences of what was found. Raises Wrong at the first thing that does not hold."""
    heads: dict[int, bytes] = {}
    for note in kept:
        remember(heads, *key.head(note))
    tree, readable, hashes = Tree(), 0, dict[int, bytes]()
    with copy.open(encoding="utf-8") as lines:
        about = json.loads(next(lines))
        if about.get("format") != FORMAT:
            raise Wrong("This is not a copy of an access log.")
        for line in lines:
            found = json.loads(line)
            if "checkpoint" in found:
                remember(heads, *key.head(found["checkpoint"]))
                continue
            digest = b64decode(found["hash"])
            if found["seq"] != tree.size:
                raise Wrong(f"Entry {tree.size} is missing.")
            if "bytes" in found:
                readable += 1
                if sha256(b"\x00" + b64decode(found["bytes"])).digest() != digest:
                    raise Wrong(f"Entry {tree.size} was changed.")
            if proof is not None:
                hashes[tree.size] = digest
            tree.add(digest)
            if tree.size in heads and tree.root() != heads[tree.size]:
                raise Wrong(f"The entries up to {tree.size} are not those that were signed.")
    last = max(heads, default=0)
    if last > tree.size:
        raise Wrong(f"{last} entries were signed, but the copy has {tree.size}.")
    if last < tree.size or not heads:
        raise Wrong(f"The entries from {last} on are not under a signed checkpoint.")
    said = [f"{tree.size} entries hold against {len(heads)} signed checkpoints; {readable} of them can be read."]
    return [*said, check_proof(proof, key, hashes)] if proof is not None else said


def remember(heads: dict[int, bytes], size: int, root: bytes) -> None:
    """Keep a signed head; two different ones of one size are two logs."""
    if heads.setdefault(size, root) != root:
        raise Wrong(f"Two different logs of {size} entries were signed with this key.")


def main() -> int:
    """Check what the command line names."""
    parser = argparse.ArgumentParser(description="Verify a copy of a hub's access log.")
    parser.add_argument("copy", type=Path)
    parser.add_argument("--key", required=True)
    parser.add_argument("--kept", type=Path, action="append", default=[])
    parser.add_argument("--proof", type=Path)
    given = parser.parse_args()
    try:
        kept = [note for path in given.kept for note in notes(path.read_text(encoding="utf-8"))]
        proof = given.proof.read_text(encoding="utf-8") if given.proof else None
        print("\n".join(check(given.copy, Key(given.key), kept, proof)))
    except Wrong as wrong:
        print(f"WRONG: {wrong}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, StopIteration, AttributeError, IndexError) as error:
        print(f"WRONG: the files cannot be read ({type(error).__name__}).")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
