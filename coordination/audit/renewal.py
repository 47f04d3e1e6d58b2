"""Room: audit. The second path after a restore: compared with the restored log, or begun anew from it.

A restore that goes back behind a checkpoint leaves a log that the second path contradicts, for ever: that is what it
is for. The old folder is then renamed, with everything in it, and a new one is made of what the restored log still has;
the list of endings goes on in it. Whoever kept a later checkpoint can still prove what is missing.
"""

import shutil
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from sqlalchemy import Connection, select

from coordination.audit import tables
from coordination.audit.endings import FILE
from coordination.audit.second_path import SecondPath
from coordination.model.errors import Invalid, Unavailable

CHUNK = 32_768


def compare(connection: Connection, second_path: SecondPath) -> None:
    """Invalid unless the log begins with what the second path remembers, as far as both go."""
    leaf, first = tables.leaf, 0
    while outside := second_path.hashes(first, first + CHUNK):
        span = (leaf.c.seq >= first) & (leaf.c.seq < first + CHUNK)
        inside = list(connection.execute(select(leaf.c.hash).where(span).order_by(leaf.c.seq)).scalars())
        both = min(len(inside), len(outside))
        if [bytes(digest) for digest in inside[:both]] != outside[:both]:
            sentence = "The second path belongs to another access log than this backup. Nothing was restored."
            raise Invalid({"backup": sentence}, sentence)
        if both < CHUNK:
            return
        first += CHUNK


def renew(connection: Connection, second_path: SecondPath, now: datetime) -> Path | None:
    """Set the old folder aside and write a new one of the log's own checkpoints; where the old one lies now."""
    folder = second_path.folder
    aside: Path | None = None
    try:
        if any(folder.iterdir()):
            aside = folder.with_name(f"{folder.name}-before-restore-{now:%Y%m%dT%H%M%SZ}")
            folder.rename(aside)
        folder.mkdir(mode=0o700, exist_ok=True)
        if aside is not None and (aside / FILE).exists():
            shutil.copyfile(aside / FILE, folder / FILE)
            (folder / FILE).chmod(0o600)
    except OSError as error:
        raise Unavailable("The second path cannot be set aside; the database is restored. Do it by hand.") from error
    table, leaf = tables.checkpoint, tables.leaf
    notes = connection.execute(select(table.c.size, table.c.note).order_by(table.c.size)).all()
    for (first, _), (size, note) in pairwise([(0, ""), *notes]):
        span = (leaf.c.seq >= first) & (leaf.c.seq < size)
        hashes = connection.execute(select(leaf.c.hash).where(span).order_by(leaf.c.seq)).scalars()
        second_path.append(first, [bytes(digest) for digest in hashes], note)
    return aside
