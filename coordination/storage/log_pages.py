"""Room: storage. Pages of the access log for one agency's auditor: found by the log's own indexes, read from its bytes.

Each program of the agency walks its own index from the newest entry down and stops at the page's length, so that a page
costs the same in a log of any size, and new entries never move an older page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, literal, select, union

from coordination.audit.entry import Entry, parse
from coordination.audit.grant import Grant
from coordination.audit.tables import concern, disclosure, entry, leaf
from coordination.model.oversight import Criteria, Watch
from coordination.storage.cabinet import Cabinet

_FOUND = and_(entry.c.id == leaf.c.entry, entry.c.at == leaf.c.at)
_ONE_PROGRAMS = select(concern.c.seq)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry by its number and instant (UTC). entry: None when its bytes are no entry any more."""

    seq: int
    at: datetime
    entry: Entry | None

    @classmethod
    def of(cls, seq: int, at: datetime, data: bytes) -> Read:
        """One row of the log as it was read."""
        try:
            return cls(seq=seq, at=at, entry=parse(data))
        except ValueError:
            return cls(seq=seq, at=at, entry=None)


def open_page(
    cabinet: Cabinet, grant: Grant, watch: Watch, criteria: Criteria, *, before: int | None, limit: int
) -> list[Read]:
    """The newest entries below `before` that the auditor may see, at most `limit`; one statement. Nobody, nothing.

    INVARIANT: an entry names a program of the agency, as the one that acted or whose information was shown, and was not
    made by another agency's confidential program.
    """
    if not watch.own or grant.actor.program.handle not in watch.own:
        return []
    chosen = (_of_case if criteria.case else _of_programs)(watch, criteria, before, limit).subquery()
    query = select(leaf.c.seq, leaf.c.at, entry.c.bytes).join(entry, _FOUND).join(chosen, chosen.c.seq == leaf.c.seq)
    rows = cabinet.connection.execute(query.order_by(leaf.c.seq.desc()))
    return [Read.of(seq, at, data) for seq, at, data in rows]


def open_newest(cabinet: Cabinet, grant: Grant) -> datetime | None:
    """The instant (UTC) of the newest entry that has its number, of whatever agency; None in an empty log."""
    query = select(leaf.c.at).order_by(leaf.c.seq.desc()).limit(1)
    return cabinet.connection.execute(query).scalar_one_or_none() if grant.actor.handle else None


def _of_programs(watch: Watch, criteria: Criteria, before: int | None, limit: int) -> Select[int]:
    """The newest of each program of the agency, and of those together the newest."""
    parts = [
        _walked(_ONE_PROGRAMS.where(concern.c.program == program), concern.c.seq, watch, criteria, before, limit)
        for program in sorted(watch.own)
    ]
    found = union(*(select(part.subquery().c.seq) for part in parts)).subquery()
    return select(found.c.seq).order_by(found.c.seq.desc()).limit(limit)


def _of_case(watch: Watch, criteria: Criteria, before: int | None, limit: int) -> Select[int]:
    """The newest that name a case, of those that concern the agency."""
    concerned = (concern.c.seq == disclosure.c.seq, concern.c.program.in_(sorted(watch.own)))
    ours = select(literal(1)).where(*concerned).limit(1)
    named = select(disclosure.c.seq).where(disclosure.c.handle == criteria.case, ours.scalar_subquery() == 1)
    return _walked(named, disclosure.c.seq, watch, criteria, before, limit)


def _walked(
    query: Select[int],
    seq: ColumnElement[int],
    watch: Watch,
    criteria: Criteria,
    before: int | None,
    limit: int,
) -> Select[int]:
    """The first `limit` of an index, from `before` down, whose entry is wanted.

    Unfiltered, nearly each entry is: a scalar subquery, which no planner turns into a join, makes it walk the index and
    stop. A filter may leave few of very many: then a join, which reads the log in one go where that is cheaper.
    """
    query = query.where(*([] if before is None else [seq < before]))
    wanted = _wanted(watch, criteria)
    if _is_narrow(criteria):
        query = query.join(leaf, leaf.c.seq == seq).join(entry, _FOUND).where(*wanted)
    else:
        looked_at = select(literal(1)).join_from(leaf, entry, _FOUND).where(leaf.c.seq == seq, *wanted)
        query = query.where(looked_at.scalar_subquery() == 1)
    return query.order_by(seq.desc()).limit(limit)


def _is_narrow(criteria: Criteria) -> bool:
    """Whether a filter is set that could leave few entries of many."""
    return any((criteria.person, criteria.action, criteria.outcome, criteria.since, criteria.until))


def _wanted(watch: Watch, criteria: Criteria) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [entry.c.program.not_in(sorted(watch.hidden))] if watch.hidden else []
    named = {"actor": criteria.person, "action": criteria.action, "outcome": criteria.outcome}
    found += [entry.c[name] == value for name, value in named.items() if value is not None]
    found += [leaf.c.at >= criteria.since] if criteria.since is not None else []
    found += [leaf.c.at < criteria.until] if criteria.until is not None else []
    return found
