"""Room: storage. The sweep of deadlines: which have to be told of at an instant, and how far each was escalated then.

A worker claims rows and moves them in one transaction, so a second one gets others (SKIP LOCKED) or waits (SQLite has
one writer); what it moves must still stand as it was claimed. Nothing here opens a proof.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, func, not_, select, update

from coordination.database.types import Instant
from coordination.model.deadline import AGAIN, AGAIN_OVERDUE, AT_RISK, OVERDUE, SECOND, State, next_look
from coordination.model.errors import Unavailable
from coordination.model.ids import CaseId, DeadlineId, Handle, ProgramId
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadlines
from coordination.storage.roster import programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A deadline to be told of: whose, and how far it was escalated before. confidential: nobody may be told."""

    id: DeadlineId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    confidential: bool
    level: int
    next_at: datetime
    due_at: datetime
    at_risk_at: datetime


def facts_of_pending(cabinet: Cabinet) -> int:
    """How many deadlines have to be told of now."""
    query = select(func.count()).select_from(deadlines).where(deadlines.c.next_at <= cabinet.now)
    return int(cabinet.connection.execute(query).scalar_one())


def facts_of_ripe(cabinet: Cabinet, level: int) -> bool:
    """Whether any has to be escalated to this level now, so that nobody takes the writer's lock in vain."""
    query = select(deadlines.c.id).where(*_ripe(level, cabinet.now)).limit(1)
    return cabinet.connection.execute(query).first() is not None


def claim(cabinet: Cabinet, level: int, size: int) -> list[Pending]:
    """Up to `size` running deadlines that are to be escalated to this level now, held until the transaction ends."""
    query = (
        select(
            deadlines.c.id,
            deadlines.c.handle,
            deadlines.c.case_id,
            deadlines.c.program_id,
            programs.c.confidential,
            deadlines.c.level,
            deadlines.c.next_at,
            deadlines.c.due_at,
            deadlines.c.at_risk_at,
        )
        .join(programs, programs.c.id == deadlines.c.program_id)
        .where(*_ripe(level, cabinet.now))
        .order_by(deadlines.c.next_at, deadlines.c.id)
        .limit(size)
        .with_for_update(skip_locked=True, of=deadlines)
    )
    return [
        Pending(
            id=DeadlineId(row.id),
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            program_id=ProgramId(row.program_id),
            confidential=bool(row.confidential),
            level=row.level,
            next_at=row.next_at,
            due_at=row.due_at,
            at_risk_at=row.at_risk_at,
        )
        for row in cabinet.connection.execute(query)
    ]


def move(cabinet: Cabinet, claimed: list[Pending], level: int) -> None:
    """Note that these were escalated to this level. Unavailable, and nothing is told, when one stands otherwise now."""
    if not claimed:
        return
    rows = [
        {
            "own": one.id,
            "was": one.level,
            "looked_at": one.next_at,
            "next_look": next_look(level, one.at_risk_at, one.due_at),
        }
        for one in claimed
    ]
    moved = cabinet.connection.execute(_MOVE.values(level=level), rows)
    if moved.rowcount != len(rows):
        raise Unavailable("Deadlines changed while they were looked at; the next look takes them.")


def _ripe(level: int, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """What of them is to be escalated to this level and no further (model/deadline.level_at)."""
    overdue, again = deadlines.c.due_at <= now - SECOND, deadlines.c.due_at <= now - AGAIN - SECOND
    how_late = {AT_RISK: not_(overdue), OVERDUE: and_(overdue, not_(again)), AGAIN_OVERDUE: again}[level]
    running = deadlines.c.state == State.RUNNING.value
    return deadlines.c.next_at <= now, running, deadlines.c.level < level, how_late


_MOVE = (
    update(deadlines)
    .where(
        deadlines.c.id == bindparam("own"),
        deadlines.c.level == bindparam("was"),
        deadlines.c.next_at == bindparam("looked_at", type_=Instant()),
        deadlines.c.state == State.RUNNING.value,
    )
    .values(next_at=bindparam("next_look", type_=Instant()))
)
