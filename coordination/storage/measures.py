"""Room: storage. Counts for whoever keeps the machine running. No id, handle, kind of case, program or agency."""

from __future__ import annotations

from sqlalchemy import func, select

from coordination.audit import tables
from coordination.model.measures import Measures
from coordination.model.notice import Outcome
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox
from coordination.storage.sessions import sessions


def facts_of_measures(cabinet: Cabinet) -> Measures:
    """One look at the counts, each by an index."""
    run = cabinet.connection.execute
    waiting, oldest = run(select(func.count(), func.min(outbox.c.made_at)).where(outbox.c.ended_at.is_(None))).one()
    ended = run(
        select(outbox.c.outcome, func.count()).where(outbox.c.ended_at.is_not(None)).group_by(outbox.c.outcome)
    ).all()
    last = run(select(func.max(tables.entry.c.id))).scalar() or 0
    numbered = run(select(func.max(tables.leaf.c.entry))).scalar() or 0
    signed = run(select(func.max(tables.checkpoint.c.at))).scalar()
    open_now = run(select(func.count()).select_from(sessions).where(sessions.c.ended_at.is_(None))).scalar_one()
    return Measures(
        waiting=waiting,
        oldest_seconds=max((cabinet.now - oldest).total_seconds(), 0) if oldest else 0.0,
        ended={outcome.value: 0 for outcome in Outcome} | {row[0]: row[1] for row in ended},
        unnumbered=max(last - numbered, 0),
        checkpoint_seconds=max((cabinet.now - signed).total_seconds(), 0) if signed else None,
        sessions=open_now,
    )
