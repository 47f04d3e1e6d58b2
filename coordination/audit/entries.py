"""Room: audit. Writes entries of the access log and reads them back for those who may.

`insert` is one plain INSERT inside the caller's transaction: no head row to wait for, no hash to chain. What an auditor
sees has been numbered by the sequencer, which lags about a second.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, select, union
from sqlalchemy.exc import SQLAlchemyError

from coordination.audit import tables
from coordination.audit.entry import Entry, canonical, parse
from coordination.database.prepared import Prepared
from coordination.model.errors import Unavailable

_INSERT = Prepared(tables.entry.insert().inline())
_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An entry and its place in the log, counted from 0."""

    seq: int
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an auditor narrows a page to; None leaves a field open. `since` is included, `until` is not (UTC)."""

    actor: str | None = None
    action: str | None = None
    outcome: str | None = None
    since: datetime | None = None
    until: datetime | None = None


def projection(entry: Entry) -> dict[str, object]:
    """The columns of `entry` that repeat its bytes."""
    return {name: getattr(entry, name) for name in tables.PROJECTED}


def insert(connection: Connection, entry: Entry) -> None:
    """Add one entry to the log in the caller's transaction; it counts once that commits.

    Whatever keeps the table from taking the row (a right that was revoked, a missing month) is Unavailable, so that
    nothing is shown or changed, and no mistake of ours is looked for.
    """
    row = {**projection(entry), "bytes": canonical(entry)}
    try:
        _INSERT.run(connection, row)
    except SQLAlchemyError as error:
        raise Unavailable from error


def page(
    connection: Connection,
    programs: Iterable[str],
    before_seq: int | None = None,
    filters: Filters | None = None,
    limit: int = 50,
) -> list[Numbered]:
    """The newest entries that concern any of `programs`, below `before_seq`; at most 200. No programs, no entries.

    Each program walks its own index and stops at `limit`, so a page costs the same in a log of any size.
    """
    limit = max(0, min(limit, _MOST))
    concern = tables.concern
    newest = [
        _narrowed(
            select(concern.c.seq).where(concern.c.program == program), concern.c.seq, before_seq, filters or Filters()
        )
        .order_by(concern.c.seq.desc())
        .limit(limit)
        .subquery()
        for program in sorted(set(programs))
    ]
    if not newest:
        return []
    found = union(*(select(part.c.seq) for part in newest)).subquery()
    ordered = select(found.c.seq).order_by(found.c.seq.desc()).limit(limit)
    return _read(connection, ordered)


def of_handle(
    connection: Connection, handle: str, before_seq: int | None = None, filters: Filters | None = None, limit: int = 50
) -> list[Numbered]:
    """The newest entries that name `handle` among their objects: who saw or touched this; at most 200."""
    disclosure = tables.disclosure
    query = select(disclosure.c.seq).where(disclosure.c.handle == handle)
    narrowed = _narrowed(query, disclosure.c.seq, before_seq, filters or Filters())
    ordered = narrowed.order_by(disclosure.c.seq.desc()).limit(max(0, min(limit, _MOST)))
    return _read(connection, ordered)


def _narrowed(
    query: Select[tuple[int]], seq: ColumnElement[int], before: int | None, filters: Filters
) -> Select[tuple[int]]:
    """`query` below `before`, joined to the entry only when a filter asks for it."""
    if before is not None:
        query = query.where(seq < before)
    entry, leaf = tables.entry, tables.leaf
    named = {"actor": filters.actor, "action": filters.action, "outcome": filters.outcome}
    wanted: list[ColumnElement[bool]] = [entry.c[name] == value for name, value in named.items() if value is not None]
    wanted += [leaf.c.at >= filters.since] if filters.since is not None else []
    wanted += [leaf.c.at < filters.until] if filters.until is not None else []
    if not wanted:
        return query
    query = query.join(leaf, leaf.c.seq == seq)
    return query.join(entry, (entry.c.id == leaf.c.entry) & (entry.c.at == leaf.c.at)).where(*wanted)


def _read(connection: Connection, chosen: Select[tuple[int]]) -> list[Numbered]:
    """The chosen entries, newest first, read from their bytes: columns are for finding, bytes are what was signed."""
    numbers = [row.seq for row in connection.execute(chosen)]
    entry, leaf = tables.entry, tables.leaf
    query = (
        select(leaf.c.seq, entry.c.bytes)
        .join(entry, (entry.c.id == leaf.c.entry) & (entry.c.at == leaf.c.at))
        .where(leaf.c.seq.in_(numbers))
        .order_by(leaf.c.seq.desc())
    )
    return [Numbered(seq=seq, entry=parse(data)) for seq, data in connection.execute(query)]
