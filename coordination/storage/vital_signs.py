"""Room: storage. What `doctor` asks of the database: times and counts, nothing about anybody."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from sqlalchemy import func, select, text

from coordination.audit import lease
from coordination.audit import tables as log
from coordination.database.engine import Database
from coordination.storage.cabinet import Cabinet


def reach(url: str, *, owner: bool) -> None:
    """Open a database and ask it for one row. Raises Unavailable, or Misconfigured on a role with too many rights."""
    with closing(Database.open(url, allow_owner=owner, pool_size=1)) as database:
        database.ping()


def facts_of_time(cabinet: Cabinet) -> tuple[datetime | None, datetime | None]:
    """The database server's clock (None for a file, which has none), and the time of the newest entry of the log."""
    connection, entry = cabinet.connection, log.entry
    theirs = None
    if connection.dialect.name == "postgresql":
        theirs = connection.execute(text("SELECT clock_timestamp()")).scalar_one().astimezone(UTC)
    return theirs, connection.execute(select(entry.c.at).order_by(entry.c.id.desc()).limit(1)).scalar()


def facts_of_waiting(cabinet: Cabinet) -> int:
    """How many entries have no number yet, by their ids: exact but for ids that were never used."""
    newest = cabinet.connection.execute(select(func.max(log.entry.c.id))).scalar() or 0
    numbered = cabinet.connection.execute(select(func.max(log.leaf.c.entry))).scalar() or 0
    return max(0, newest - numbered)


def facts_of_checkpoint(cabinet: Cabinet) -> tuple[datetime | None, int]:
    """When the newest checkpoint was signed, and how many numbered entries it does not cover."""
    table = log.checkpoint
    row = cabinet.connection.execute(select(table.c.at, table.c.size).order_by(table.c.size.desc()).limit(1)).first()
    size = lease.position(cabinet.connection).size
    return (None, size) if row is None else (row.at, max(0, size - row.size))


def facts_of_signed(cabinet: Cabinet) -> int:
    """How many entries the newest stored checkpoint covers."""
    return int(cabinet.connection.execute(select(func.max(log.checkpoint.c.size))).scalar() or 0)
