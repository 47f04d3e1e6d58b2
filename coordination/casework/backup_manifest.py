"""Room: casework. The manifest of a backup: JSON in a signed note, so that nobody but this hub can have written it.

An encrypted file says who may open it and nothing of who made it: whoever knows a recipient's public key could make
one. The manifest names both files by their SHA-256, so a file that was changed, cut, or comes from another backup is
refused before any of it is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from coordination.crypto.signing import Signer, Verifier, open_note, sign_note
from coordination.model.backup import BackupFile, Manifest
from coordination.model.errors import Invalid

FORMAT = "coordination-backup@1"


def written(manifest: Manifest, signer: Signer) -> str:
    """The manifest as a signed note."""
    body = json.dumps({**asdict(manifest), "at": manifest.at.isoformat()}, sort_keys=True)
    return sign_note(f"{FORMAT}\n{signer.verifier.name}\n{body}\n", signer)


def read(path: Path, verifiers: Sequence[Verifier]) -> Manifest:
    """A manifest signed by a key of this hub; Invalid (one sentence) for anything else."""
    try:
        text = open_note(path.read_bytes(), verifiers).text
        said, name, body, *_ = text.split("\n")
        found = json.loads(body)
        files = {part: BackupFile(**found[part]) for part in ("rows", "keys")}
        manifest = Manifest(**{**found, "at": datetime.fromisoformat(found["at"]), **files})
    except (Invalid, OSError, ValueError, TypeError, KeyError) as error:
        sentence = f"{path.name} is not a manifest that this hub signed with its log.key."
        raise Invalid({"manifest": sentence}, sentence) from error
    plain = all(file.name == Path(file.name).name for file in files.values())
    if said != FORMAT or name not in {one.name for one in verifiers} or not plain:
        raise _fault(f"{path.name} is a manifest of another hub or version.")
    return manifest


def check(file: BackupFile, path: Path) -> None:
    """Invalid unless the file at `path` is, byte for byte, the one that the manifest names."""
    try:
        with path.open("rb") as source:
            size, digest = path.stat().st_size, file_digest(source, "sha256").hexdigest()
    except OSError as error:
        raise _fault(f"{path.name} cannot be read: {error.strerror}.") from error
    if (size, digest) != (file.size, file.digest):
        said = f"it has {size} bytes of {file.size}" if size != file.size else "some of its bytes differ"
        raise _fault(f"{path.name} was changed, cut short or swapped: {said}. Nothing was restored.")


def newest(paths: Sequence[Path], verifiers: Sequence[Verifier]) -> Manifest | None:
    """The newest of some manifests, or None when none of them can be read."""
    found = []
    for path in paths:
        try:
            found.append(read(path, verifiers))
        except Invalid:
            continue
    return max(found, key=lambda one: one.at, default=None)


def _fault(sentence: str) -> Invalid:
    return Invalid({"backup": sentence}, sentence)
