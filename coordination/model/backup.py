"""Room: model. A backup: what its manifest says, and what came of making or restoring one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupFile:
    """One encrypted file. name: without a folder; size: bytes; digest: SHA-256 of the encrypted bytes, in hex."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What the hub signed about a backup. at: the instant it shows, UTC. engine: sqlite or postgresql.

    revision: the migration of its tables. entries, leaves: of the access log, written and numbered. endings: how far
    the list of endings at the second path went when it began.
    """

    id: str
    at: datetime
    engine: str
    revision: str
    entries: int
    leaves: int
    endings: str
    rows: BackupFile
    keys: BackupFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore did. kept_shut: how many things that ended since stayed so, by kind. given_up: signed entries of
    the access log that the backup did not have."""

    rows: int
    kept_shut: Mapping[str, int] = field(default_factory=dict)
    given_up: int = 0
