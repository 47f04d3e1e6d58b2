"""Room: storage. The driver of the board: which deadlines of the viewer's program they may see, the most urgent first.

For whoever sees a case by its place alone (supervisors) a page is the top rows of one index, a range of it for each
level of escalation, each row held to the whole scope; so it costs the same with ten and with 100,000 running. For
everybody else it is driven from their own memberships. The level only says where in the index to look: how one stands
is worked out from its times, here as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, or_, select, union_all

from coordination.database.prepared import Prepared
from coordination.database.types import Identifier, Instant
from coordination.model.actor import Actor
from coordination.model.deadline import AGAIN_OVERDUE, State
from coordination.model.deadline_page import Band, DeadlineKey
from coordination.model.ids import CaseId, DeadlineId
from coordination.policy import scope as tree
from coordination.policy.scope import Relation, Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import memberships
from coordination.storage.deadline_tables import deadlines
from coordination.storage.scope import compile_scope, fold, slotted

RECENT = timedelta(days=30)
LEVELS = range(AGAIN_OVERDUE + 1)
_NOW, _SINCE = bindparam("now", type_=Instant()), bindparam("since", type_=Instant())


def keys(
    cabinet: Cabinet, scope: Scope, actor: Actor, band: Band | None, *, after: DeadlineKey | None = None, size: int
) -> list[DeadlineKey]:
    """Up to `size` places of one band, or of all that run (None), the soonest first; what is done the latest first.

    after: the last one of the page before.
    """
    shape, values = slotted(scope)
    statement = _statement(shape, band, after=after is not None, size=size)
    if statement is None:
        return []
    asked: dict[str, object] = {"person": actor.person_id, "program": actor.program_id}
    asked |= {"now": cabinet.now, "since": cabinet.now - RECENT, **_after(after)}
    rows = statement.rows(cabinet.connection, values | asked)
    return [DeadlineKey(due_at=due, deadline_id=DeadlineId(own), case_id=CaseId(case)) for due, own, case in rows]


def keys_query(scope: Scope, band: Band | None, *, after: bool, size: int) -> Select[tuple[datetime, str, str]] | None:
    """The statement of `keys`, whose plan the tests read; None when the scope reaches nothing."""
    branches = _branches(scope, band, after=after, size=size)
    if not branches:
        return None
    union = union_all(*branches).subquery()
    query = select(union.c.due_at, union.c.id, union.c.case_id)
    return query.order_by(*_order(union, band)).limit(size)


@lru_cache(maxsize=256)
def _statement(shape: Scope, band: Band | None, *, after: bool, size: int) -> Prepared | None:
    query = keys_query(shape, band, after=after, size=size)
    return None if query is None else Prepared(query)


def _branches(
    scope: Scope, band: Band | None, *, after: bool, size: int
) -> Sequence[Select[tuple[datetime, str, str]]]:
    whole = fold(scope)
    if isinstance(whole, tree.Constant) and not whole.value:
        return []
    by_place = fold(scope, lambda part: False if _is(part, Relation.MEMBERSHIP) else None)
    driver = deadlines.alias("d")
    if isinstance(by_place, tree.Constant) and not by_place.value:
        return [_of_memberships(driver, scope, band, after=after, size=size)]
    return [
        _of_level(
            _unswept() if band is Band.AT_RISK and level == 0 else driver, level, scope, band, after=after, size=size
        )
        for level in LEVELS
        if band is not Band.DUE or level == 0
    ]


def _of_level(
    driver: FromClause, level: int, scope: Scope, band: Band | None, *, after: bool, size: int
) -> Select[tuple[datetime, str, str]]:
    here = and_(driver.c.program_id == _id("program"), compile_scope(scope, driver.c.case_id), driver.c.level == level)
    return _top(driver, here, band, after=after, size=size)


def _of_memberships(
    driver: FromClause, scope: Scope, band: Band | None, *, after: bool, size: int
) -> Select[tuple[datetime, str, str]]:
    """Of the cases that the viewer is on the team of: as many rows as those have deadlines."""
    mine = memberships.alias("mine")
    own = select(mine.c.case_id).where(mine.c.person_id == _id("person"), mine.c.program_id == _id("program"))
    within = compile_scope(scope, mine.c.case_id)
    on_them = driver.c.case_id.in_(own.where(within))
    return _top(driver, and_(driver.c.program_id == _id("program"), on_them), band, after=after, size=size)


def _unswept() -> FromClause:
    """Of those nobody was told of yet, only those the sweep has still to look at can be at risk: a minute's worth.

    INVARIANT: found first, by their own index. Left to the planner, that of the board is read through instead, which
    took tens of milliseconds where 100,000 run (tests/bench/deadlines.py).
    """
    c = deadlines.c
    columns = (c.id, c.case_id, c.program_id, c.state, c.level, c.due_at, c.at_risk_at)
    return select(*columns).where(c.next_at <= _NOW).cte("unswept").prefix_with("MATERIALIZED")


def _top(
    driver: FromClause, within: ColumnElement[bool], band: Band | None, *, after: bool, size: int
) -> Select[tuple[datetime, str, str]]:
    """The first rows of a range; a subquery, since SQLite takes no LIMIT inside a UNION."""
    query = select(driver.c.due_at, driver.c.id, driver.c.case_id).where(within, *_in_band(driver, band))
    if after:
        at, own = bindparam("after_at", type_=Instant()), _id("after_id")
        ties = and_(driver.c.due_at == at, driver.c.id < own if band is Band.DONE else driver.c.id > own)
        beyond = driver.c.due_at < at if band is Band.DONE else driver.c.due_at > at
        # The first comparison alone lets the index begin at the right row; the second settles ties.
        query = query.where(driver.c.due_at <= at if band is Band.DONE else driver.c.due_at >= at)
        query = query.where(or_(beyond, ties))
    top = query.order_by(*_order(driver, band)).limit(size).subquery()
    return select(top.c.due_at, top.c.id, top.c.case_id)


def _in_band(driver: FromClause, band: Band | None) -> Sequence[ColumnElement[bool]]:
    running = driver.c.state == State.RUNNING.value
    told = driver.c.level > 0  # also when a clock was set back since
    match band:
        case Band.OVERDUE:
            return running, driver.c.due_at < _NOW
        case Band.AT_RISK:
            return running, driver.c.due_at >= _NOW, or_(told, driver.c.at_risk_at <= _NOW)
        case Band.DUE:
            return running, driver.c.due_at >= _NOW, driver.c.level == 0, driver.c.at_risk_at > _NOW
        case Band.PAUSED:
            return (driver.c.state == State.PAUSED.value,)
        case Band.DONE:
            return driver.c.state == State.MET.value, driver.c.due_at >= _SINCE
        case None:
            return (running,)


def _order(source: FromClause, band: Band | None) -> tuple[ColumnElement[object], ...]:
    if band is Band.DONE:
        return source.c.due_at.desc(), source.c.id.desc()
    return source.c.due_at, source.c.id


def _after(after: DeadlineKey | None) -> Mapping[str, object]:
    return {} if after is None else {"after_at": after.due_at, "after_id": after.deadline_id}


def _is(part: Scope, relation: Relation) -> bool:
    return isinstance(part, tree.Has) and part.relation is relation


def _id(name: str) -> ColumnElement[str]:
    return bindparam(name, type_=Identifier())
