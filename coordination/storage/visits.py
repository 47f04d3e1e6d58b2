"""Room: storage. When a person last looked at My cases for a program, and the visit before that."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from coordination.model.actor import Actor
from coordination.policy.scope import Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import visits

NEW_VISIT = timedelta(hours=1)
"""Looks less than an hour apart are one visit, so that a reload or a way back does not clear the marks."""


def facts_of_visit(cabinet: Cabinet, actor: Actor) -> datetime | None:
    """The UTC instant against which changes are marked now: the end of the visit before this one, None if none."""
    query = select(visits.c.seen_at, visits.c.before_at).where(
        visits.c.person_id == actor.person_id, visits.c.program_id == actor.program_id
    )
    row = cabinet.connection.execute(query).first()
    if row is None:
        return None
    seen: datetime = row.seen_at
    before: datetime | None = row.before_at
    return seen if cabinet.now - seen >= NEW_VISIT else before


def mark(cabinet: Cabinet, scope: Scope, actor: Actor, before: datetime | None) -> None:
    """Keep that the actor looked now at what lies in `scope`; before: what facts_of_visit said for this page."""
    del scope  # asked for so that nobody marks a visit to a list they did not draw
    insert = sqlite.insert if cabinet.connection.dialect.name == "sqlite" else postgresql.insert
    row = {"person_id": actor.person_id, "program_id": actor.program_id}
    seen = {"seen_at": cabinet.now, "before_at": before}
    statement = insert(visits).values(**row, **seen)
    cabinet.connection.execute(statement.on_conflict_do_update(index_elements=list(row), set_=seen))
