"""Room: storage. Deadlines counted by rule and standing, for a liaison: numbers alone leave this drawer.

INVARIANT: neither a case nor a deadline nor an instant of one is read out. Not counted are confidential programs, cases
that are restricted or from which the conflict list shuts the liaison out, closed cases, what was started in error, and,
of other programs, information that is never shown locked: that there is any would tell.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, or_, select

from coordination.declare.information import NEVER_SHOWN_LOCKED
from coordination.model.actor import Actor
from coordination.model.deadline import Standing, State
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, conflicts, restrictions
from coordination.storage.deadline_tables import deadlines
from coordination.storage.roster import programs

LOOK_BACK = timedelta(days=90)  # over which what is done is counted; our choice, a quarter


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many deadlines of a rule stand so. own: of the liaison's own program, else of all the others together."""

    rule: str
    own: bool
    standing: Standing
    count: int


def facts_of_duties(cabinet: Cabinet, actor: Actor, program_ids: Collection[str]) -> list[Tally]:
    """The tallies of these programs; what is done counts when it was done within LOOK_BACK. One statement."""
    now = cabinet.now
    done = and_(deadlines.c.state == State.MET.value, deadlines.c.done_at > now - LOOK_BACK)
    standing = case(
        (deadlines.c.state == State.PAUSED.value, Standing.PAUSED.value),
        (and_(done, deadlines.c.done_at <= deadlines.c.due_at), Standing.MET.value),
        (done, Standing.MET_LATE.value),
        (deadlines.c.due_at < now, Standing.BREACHED.value),
        (deadlines.c.at_risk_at <= now, Standing.AT_RISK.value),
        else_=Standing.DUE.value,
    ).label("standing")
    own = case((deadlines.c.program_id == actor.program_id, literal(1)), else_=literal(0)).label("own")
    query = (
        counted(select(deadlines.c.rule, own, standing, func.count().label("held")), actor, program_ids)
        .where(or_(deadlines.c.state.in_((State.RUNNING.value, State.PAUSED.value)), done))
        .group_by(deadlines.c.rule, own, standing)
        .order_by(deadlines.c.rule)
    )
    return [
        Tally(rule=row.rule, own=bool(row.own), standing=Standing(row.standing), count=row.held)
        for row in cabinet.connection.execute(query)
    ]


def counted(query: Select[Any], actor: Actor, program_ids: Collection[str]) -> Select[Any]:
    """A query about the deadlines of these programs, held to those that this liaison's page counts."""
    targets = (actor.person_id, actor.program_id, actor.agency_id)
    return (
        query.join(cases, cases.c.id == deadlines.c.case_id)
        .join(programs, programs.c.id == deadlines.c.program_id)
        .where(
            deadlines.c.program_id.in_(sorted(program_ids)),
            or_(deadlines.c.program_id == actor.program_id, ~hushed()),
            *counted_at_all(),
            ~exists().where(
                conflicts.c.case_id == deadlines.c.case_id,
                conflicts.c.lifted_at.is_(None),
                conflicts.c.target_id.in_(targets),
            ),
        )
    )


def counted_at_all() -> tuple[ColumnElement[bool], ...]:
    """What holds of every deadline that any liaison's page counts, with its case and program joined."""
    return (
        programs.c.confidential.is_(False),
        cases.c.closed_at.is_(None),
        ~exists().where(restrictions.c.case_id == deadlines.c.case_id, restrictions.c.lifted_at.is_(None)),
    )


def hushed() -> ColumnElement[bool]:
    """Whether it is of a type that is never shown locked: then no other program is told that there is any."""
    return deadlines.c.information_type.in_(sorted(kind.value for kind in NEVER_SHOWN_LOCKED))
