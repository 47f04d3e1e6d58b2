"""Room: storage. A deadline paused, going on, or withdrawn; whoever comes second changes nothing and is told."""

from __future__ import annotations

from sqlalchemy import update

from coordination.audit.grant import Grant
from coordination.model.deadline import DeadlineFacts, State, next_look
from coordination.model.errors import Conflict
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadlines

CHANGED = "Somebody changed this deadline first. Look at how it stands now."


def pause(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts) -> None:
    """Let a running deadline stand still; the sweep passes it over."""
    _change(cabinet, grant, deadline, State.RUNNING, state=State.PAUSED.value, paused_at=cabinet.now, next_at=None)


def resume(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts) -> None:
    """Let it run on; what was left of its time when it was paused is left now."""
    if deadline.paused_at is None:
        raise Conflict(CHANGED)
    stood = cabinet.now - deadline.paused_at
    at_risk_at, due_at = deadline.at_risk_at + stood, deadline.due_at + stood
    _change(
        cabinet,
        grant,
        deadline,
        State.PAUSED,
        state=State.RUNNING.value,
        paused_at=None,
        due_at=due_at,
        at_risk_at=at_risk_at,
        next_at=next_look(deadline.level, at_risk_at, due_at),
    )


def withdraw(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts, reason: str) -> None:
    """End one that was started in error. It is kept and shown, with the coded reason; what was proved stays proved."""
    if deadline.state not in {State.RUNNING, State.PAUSED}:
        raise Conflict(CHANGED)
    _change(
        cabinet,
        grant,
        deadline,
        deadline.state,
        state=State.WITHDRAWN.value,
        paused_at=None,
        next_at=None,
        ended_reason=reason,
    )


def _change(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts, was: State, **values: object) -> None:
    changed = (
        update(deadlines)
        .where(
            deadlines.c.id == deadline.id,
            deadlines.c.case_id == grant.case.case_id,
            deadlines.c.program_id == grant.actor.program_id,
            deadlines.c.state == was.value,
        )
        .values(**values)
    )
    if cabinet.connection.execute(changed).rowcount != 1:
        raise Conflict(CHANGED)
