"""Room: storage. When a person last looked at My cases for a program, and the visit before that."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from coordination.database.prepared import Prepared
from coordination.model.actor import Actor
from coordination.policy.scope import Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import visits

NEW_VISIT = timedelta(hours=1)
"""Looks less than an hour apart are one visit, so that a reload or a way back does not clear the marks."""

_FIND = Prepared(
    select(visits.c.seen_at, visits.c.before_at).where(
        visits.c.person_id == bindparam("person"), visits.c.program_id == bindparam("program")
    )
)


def _marking(insert: Callable[[Table], sqlite.Insert] | Callable[[Table], postgresql.Insert]) -> Prepared:
    statement = insert(visits)
    seen = {"seen_at": statement.excluded.seen_at, "before_at": statement.excluded.before_at}
    return Prepared(statement.on_conflict_do_update(index_elements=["person_id", "program_id"], set_=seen))


_MARK = {"sqlite": _marking(sqlite.insert), "postgresql": _marking(postgresql.insert)}


def facts_of_visit(cabinet: Cabinet, actor: Actor) -> datetime | None:
    """The UTC instant against which changes are marked now: the end of the visit before this one, None if none."""
    rows = _FIND.rows(cabinet.connection, {"person": actor.person_id, "program": actor.program_id})
    if not rows:
        return None
    seen: datetime = rows[0][0]
    before: datetime | None = rows[0][1]
    return seen if cabinet.now - seen >= NEW_VISIT else before


def mark(cabinet: Cabinet, scope: Scope, actor: Actor, before: datetime | None) -> None:
    """Keep that the actor looked now at what lies in `scope`; before: what facts_of_visit said for this page."""
    del scope  # asked for so that nobody marks a visit to a list they did not draw
    row = {"person_id": actor.person_id, "program_id": actor.program_id, "seen_at": cabinet.now, "before_at": before}
    _MARK[cabinet.connection.dialect.name].run(cabinet.connection, row)
