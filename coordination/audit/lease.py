"""Room: audit. The sequencer's one row: how far the log is numbered, and which process may go on for now.

What keeps two processes from numbering at once is the transaction (an advisory lock on PostgreSQL, the writer's lock on
SQLite); the lease only keeps the others from trying.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, insert, select, text, update

from coordination.audit import tables

LENGTH: Final = timedelta(seconds=10)
_LOCK: Final = 0x61636365_73736C67
"""The advisory lock's number on PostgreSQL: "accesslg" in ASCII."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """How far the log is numbered: `size` leaves; the last entry taken is `entry`, written by transaction `xid`.

    `floor` (PostgreSQL) is the highest entry that came with a restored database: those are all numbered.
    """

    size: int = 0
    xid: int = 0
    entry: int = 0
    floor: int = 0


_FIELDS = tuple(tables.sequencer.c[name] for name in ("size", "xid", "entry", "floor"))


def position(connection: Connection) -> Position:
    """Where numbering stands; the beginning when it never ran."""
    row = connection.execute(select(*_FIELDS)).one_or_none()
    return Position(size=row.size, xid=row.xid, entry=row.entry, floor=row.floor) if row else Position()


def take(connection: Connection, holder: str, now: datetime) -> Position | None:
    """Take or keep the lease in a write transaction; None while another process holds it.

    A lease that ends further ahead than any lease lasts was taken by a clock that jumped, and does not count.
    """
    if not lock(connection):
        return None
    sequencer = tables.sequencer
    row = connection.execute(select(*_FIELDS, sequencer.c.holder, sequencer.c.until)).one_or_none()
    if row is None:
        first = {"one": 1, "size": 0, "xid": 0, "entry": 0, "floor": 0, "holder": holder, "until": now + LENGTH}
        connection.execute(insert(sequencer), first)
        return Position()
    if row.holder not in (holder, "") and row.until is not None and now < row.until <= now + LENGTH:
        return None
    return Position(size=row.size, xid=row.xid, entry=row.entry, floor=row.floor)


def lock(connection: Connection) -> bool:
    """Hold the numbering until this transaction ends; False when another transaction has it (PostgreSQL)."""
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _LOCK}).scalar())


def keep(connection: Connection, holder: str, now: datetime, reached: Position) -> None:
    """Write down how far numbering has come, in the transaction that wrote the leaves."""
    fields = {"size": reached.size, "xid": reached.xid, "entry": reached.entry, "floor": reached.floor}
    connection.execute(update(tables.sequencer).values(**fields, holder=holder, until=now + LENGTH))


def release(connection: Connection, holder: str) -> None:
    """Give the lease back at a clean stop."""
    sequencer = tables.sequencer
    connection.execute(update(sequencer).where(sequencer.c.holder == holder).values(holder="", until=None))
