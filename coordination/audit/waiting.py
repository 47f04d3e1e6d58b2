"""Room: audit. Finds committed entries that have no number yet, in an order that can never change afterwards.

On SQLite there is one writer at a time, so row numbers grow in the order of commits. On PostgreSQL a low row number may
commit late; entries are therefore taken by transaction, and only from transactions older than every one still running
(`pg_snapshot_xmin`): nothing can appear among them any more.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from coordination.audit import bulk
from coordination.audit.lease import Position

_SQLITE = "SELECT id, 0, at, bytes FROM entry WHERE id > ? ORDER BY id LIMIT ?"
# `e.xid` in the order, not `xid`: that would be the text of the select list, which no index serves (6 times slower).
_ORDERED = (
    "SELECT e.id, e.xid::text::bigint, e.at::text, e.bytes FROM entry e "
    "WHERE (e.xid, e.id) > (CAST(CAST(? AS text) AS xid8), ?) AND e.id > ? {bound} ORDER BY e.xid, e.id LIMIT ?"
)
_SETTLED = _ORDERED.format(bound="AND e.xid < pg_snapshot_xmin(pg_current_snapshot())")
_RESTORED = _ORDERED.format(bound="")


# A young partition has no statistics, and the planner then reads and sorts all that waits, for every batch. Until the
# end of this transaction it must walk the index, which has the order already: this doubles the speed of catching up.
_WALK = "SELECT set_config('enable_sort', 'off', true), set_config('enable_bitmapscan', 'off', true)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One waiting entry; `at` is the driver's own value, passed through to the leaf."""

    entry: int
    xid: int
    at: Any
    data: bytes


def exists(connection: Connection, position: Position) -> bool:
    """Whether an entry waits for a number."""
    return bool(batch(connection, position, 1)[0]) or _foreign(connection, position)


def batch(connection: Connection, position: Position, limit: int) -> tuple[list[Found], Position]:
    """The next entries to number, at most `limit`, and where that leaves the position (its size unchanged)."""
    if connection.dialect.name == "sqlite":
        rows = bulk.read(connection, _SQLITE, (position.entry, limit))
        return _taken(rows, position)
    bulk.read(connection, _WALK)
    if _foreign(connection, position):
        rows = bulk.read(connection, _RESTORED, (str(position.xid), position.entry, position.floor, limit))
        if not rows:
            # All that came with the restore is numbered; new rows get higher ids, from whatever transaction number.
            ((highest,),) = bulk.read(connection, "SELECT coalesce(max(entry), 0) FROM leaf")
            position = replace(position, xid=0, entry=0, floor=highest)
            return batch(connection, position, limit)
    else:
        rows = bulk.read(connection, _SETTLED, (str(position.xid), position.entry, position.floor, limit))
    return _taken(rows, position)


def _taken(rows: list[bulk.Row], position: Position) -> tuple[list[Found], Position]:
    found = [Found(entry=entry, xid=xid, at=at, data=data) for entry, xid, at, data in rows]
    return found, replace(position, xid=found[-1].xid, entry=found[-1].entry) if found else position


def _foreign(connection: Connection, position: Position) -> bool:
    """Whether this PostgreSQL has not yet reached the transaction numbered last: the database was restored elsewhere.

    Every row at or above that transaction then came with the restore, is settled, and has a lower id than any new row.
    """
    if connection.dialect.name == "sqlite" or not position.xid:
        return False
    query = "SELECT pg_snapshot_xmax(pg_current_snapshot()) <= CAST(CAST(? AS text) AS xid8)"
    ((behind,),) = bulk.read(connection, query, (str(position.xid),))
    return bool(behind)
