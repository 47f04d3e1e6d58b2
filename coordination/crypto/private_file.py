"""Room: crypto. Files that hold a key: made once, 0600, in a folder of their own, and refused when others can read."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path

from coordination.model.errors import Misconfigured

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MOST_BYTES = 4096
_CREDENTIAL = 0o440


def create(path: Path, content: str) -> None:
    """Write `content` to a new file, 0600, whole or not at all; one that exists is kept (FileExistsError)."""
    _make_folders(path.parent)
    # Written beside, then linked: another process that starts now sees no key or the whole key, never half of one.
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    sync_folder(path.parent)


def read(path: Path) -> str:
    """Return a key file's text; Misconfigured when absent, open to others, or in a folder that others may change."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Misconfigured(f"The key file {path.name} cannot be read.") from error
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Misconfigured(f"The key file {path.name} is not a plain file.")
        if facts.st_mode & _OTHERS & ~_granted(facts):
            raise Misconfigured(f"The key file {path.name} is open to other users: run chmod 600 on it.")
        if facts.st_uid not in {0, os.geteuid()}:
            raise Misconfigured(f"The key file {path.name} belongs to another user.")
        content = os.read(descriptor, _MOST_BYTES)
    finally:
        os.close(descriptor)
    if path.parent.stat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise Misconfigured(f"The folder of {path.name} can be changed by other users: run chmod 700 on it.")
    try:
        return content.decode("ascii")
    except UnicodeDecodeError as error:
        raise Misconfigured(f"The key file {path.name} does not hold a key.") from error


def _granted(facts: os.stat_result) -> int:
    """What the group may do without anybody else reading along.

    systemd hands a unit's credentials over as root's own, readable by the unit's user alone through an access control
    list; the list's mask then stands where a group's rights do (systemd.exec(5), LoadCredential=; acl(5)). Such a file
    cannot be written either, by which it is told from a key file that somebody opened to a group.
    """
    theirs = (facts.st_uid, facts.st_gid, stat.S_IMODE(facts.st_mode)) == (0, 0, _CREDENTIAL)
    return stat.S_IRGRP if theirs else 0


def _make_folders(folder: Path) -> None:
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk."""
    # Without it a power cut could forget the file's name after data was already encrypted under its key.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
