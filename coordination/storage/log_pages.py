"""Room: storage. Pages of the access log for one agency's auditor: found by the log's own indexes, read from its bytes.

Each program of the agency walks its own index from the newest entry down and stops at the page's length, so that a page
costs the same in a log of any size, and new entries never move an older page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, select, union

from coordination.audit.entry import Entry, parse
from coordination.audit.grant import Grant
from coordination.audit.tables import concern, disclosure, entry, leaf
from coordination.model.oversight import Criteria, Watch
from coordination.storage.cabinet import Cabinet

_FOUND = and_(entry.c.id == leaf.c.entry, entry.c.at == leaf.c.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """An entry by its number and instant (UTC). entry: None when its bytes are no entry any more."""

    seq: int
    at: datetime
    entry: Entry | None


def open_page(
    cabinet: Cabinet, grant: Grant, watch: Watch, criteria: Criteria, *, before: int | None, limit: int
) -> list[Read]:
    """The newest entries below `before` that the auditor may see, at most `limit`; one statement. Nobody, nothing.

    INVARIANT: an entry names a program of the agency, as the one that acted or whose information was shown, and was not
    made by another agency's confidential program.
    """
    if not watch.own or grant.actor.program.handle not in watch.own:
        return []
    wanted = _wanted(watch, criteria, before)
    if criteria.case:  # a case has few enough entries to look at each
        ours = exists().where(concern.c.seq == disclosure.c.seq, concern.c.program.in_(sorted(watch.own)))
        chosen = select(disclosure.c.seq).where(disclosure.c.handle == criteria.case, ours).subquery()
    else:
        chosen = _newest(watch, wanted, before, limit).subquery()
        wanted = []
    query = select(leaf.c.seq, leaf.c.at, entry.c.bytes).join(entry, _FOUND).join(chosen, chosen.c.seq == leaf.c.seq)
    rows = cabinet.connection.execute(query.where(*wanted).order_by(leaf.c.seq.desc()).limit(limit))
    return [Read(seq=seq, at=at, entry=_entry(data)) for seq, at, data in rows]


def open_newest(cabinet: Cabinet, grant: Grant) -> datetime | None:
    """The instant (UTC) of the newest entry that has its number, of whatever agency; None in an empty log."""
    query = select(leaf.c.at).order_by(leaf.c.seq.desc()).limit(1)
    return cabinet.connection.execute(query).scalar_one_or_none() if grant.actor.handle else None


def _newest(watch: Watch, wanted: list[ColumnElement[bool]], before: int | None, limit: int) -> Select[int]:
    below = [] if before is None else [concern.c.seq < before]  # where the walk of the index begins
    parts = [
        select(concern.c.seq)
        .join(leaf, leaf.c.seq == concern.c.seq)
        .join(entry, _FOUND)
        .where(concern.c.program == program, *below, *wanted)
        .order_by(concern.c.seq.desc())
        .limit(limit)
        .subquery()
        for program in sorted(watch.own)
    ]
    found = union(*(select(part.c.seq) for part in parts)).subquery()
    return select(found.c.seq).order_by(found.c.seq.desc()).limit(limit)


def _wanted(watch: Watch, criteria: Criteria, before: int | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [] if before is None else [leaf.c.seq < before]
    if watch.hidden:
        found.append(entry.c.program.not_in(sorted(watch.hidden)))
    named = {"actor": criteria.person, "action": criteria.action, "outcome": criteria.outcome}
    found += [entry.c[name] == value for name, value in named.items() if value is not None]
    found += [leaf.c.at >= criteria.since] if criteria.since is not None else []
    found += [leaf.c.at < criteria.until] if criteria.until is not None else []
    return found


def _entry(data: bytes) -> Entry | None:
    try:
        return parse(data)
    except ValueError:
        return None
