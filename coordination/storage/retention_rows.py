"""Room: storage. Periods, holds and purges of one program: ids, dates and counts, and no word of what is kept.

INVARIANT: every query here is held to the actor's own program, and leaves out cases from which the conflict list or a
restriction shuts the actor out: whoever may not know of a case finds it on no list.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.actor import Actor
from coordination.model.deadline import State
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.retention import Destroyed, Hold, Period, Proposal, Stop
from coordination.storage import closings
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_facts import concerning, who
from coordination.storage.case_tables import cases, holdings, places
from coordination.storage.deadline_tables import deadlines
from coordination.storage.file_tables import record_files
from coordination.storage.missing_tables import missing_episodes
from coordination.storage.record_tables import drafts, records, releases
from coordination.storage.referral_tables import referral_steps
from coordination.storage.retention_tables import legal_holds, purges, retention_periods
from coordination.storage.roster import people

_SETTER = people.alias("setter")
_WRITTEN = (holdings, drafts, releases, referral_steps)
"""Whatever a program writes on a case, it leaves a row in one of these."""
Closed = tuple[CaseId, Handle, str, datetime]
"""Id, handle, reference and closing (UTC) of a case."""


def facts_of_period(cabinet: Cabinet, program_id: ProgramId) -> Period | None:
    """For how long the program keeps its records; None where it has set no period, and so keeps them."""
    query = (
        select(retention_periods, _SETTER.c.name)
        .join(_SETTER, _SETTER.c.id == retention_periods.c.set_by)
        .where(retention_periods.c.program_id == program_id, retention_periods.c.ended_at.is_(None))
    )
    row = cabinet.connection.execute(query).first()
    if row is None:
        return None
    return Period(
        id=row.id, handle=Handle(row.handle), months=row.months, basis=row.basis, set_by=row.name, set_at=row.set_at
    )


def set_period(cabinet: Cabinet, grant: Grant, handle: Handle, months: int | None, basis: str) -> None:
    """End the period of the actor's program and, unless months is None, begin another."""
    program = grant.actor.program_id
    cabinet.connection.execute(
        update(retention_periods)
        .where(retention_periods.c.program_id == program, retention_periods.c.ended_at.is_(None))
        .values(ended_at=cabinet.now)
    )
    if months is not None:
        row = {"id": new_id(), "handle": handle, "program_id": program, "months": months, "basis": basis}
        cabinet.connection.execute(
            insert(retention_periods).values(set_by=grant.actor.person_id, set_at=cabinet.now, **row)
        )


def facts_of_closed(
    cabinet: Cabinet, actor: Actor, before: datetime, most: int, case_id: CaseId | None = None
) -> list[Closed]:
    """Cases closed before an instant (UTC), longest first, on which the program has something that was not purged."""
    purged = select(purges.c.id).where(
        purges.c.case_id == cases.c.id,
        purges.c.program_id == actor.program_id,
        purges.c.decision == "confirmed",
        purges.c.decided_at >= cases.c.closed_at,
    )
    query = (
        select(cases.c.id, cases.c.handle, cases.c.reference, cases.c.closed_at)
        .where(cases.c.closed_at <= before, _wrote(actor), ~purged.exists(), *_told_of())
        .order_by(cases.c.closed_at, cases.c.id)
        .limit(most)
    )
    if case_id is not None:
        query = query.where(cases.c.id == case_id)
    rows = cabinet.connection.execute(query, who(actor))
    return [(CaseId(row.id), Handle(row.handle), row.reference, row.closed_at) for row in rows]


def facts_of_own_case(cabinet: Cabinet, actor: Actor, reference: str) -> tuple[CaseId, Handle] | None:
    """The case of a reference, open or closed, if the actor's program wrote on it and the actor may know of it."""
    query = select(cases.c.id, cases.c.handle).where(cases.c.reference == reference, _wrote(actor), *_told_of())
    row = cabinet.connection.execute(query, who(actor)).first()
    return None if row is None else (CaseId(row.id), Handle(row.handle))


def facts_of_stops(cabinet: Cabinet, program_id: ProgramId, asked: Collection[CaseId]) -> dict[CaseId, list[Stop]]:
    """What stands in the way of a purge on each of these cases, which the transaction has named; only where it does."""
    told, found_again = records.alias("told"), records.alias("found_again")
    stands = select(told.c.id).where(told.c.id == missing_episodes.c.record_id, told.c.withdrawn_at.is_(None)).exists()
    unsaid = select(found_again.c.id).where(
        found_again.c.id == missing_episodes.c.found_record_id, found_again.c.withdrawn_at.is_not(None)
    )
    missing = and_(stands, or_(missing_episodes.c.ended_at.is_(None), unsaid.exists()))
    running = deadlines.c.state.in_([State.RUNNING.value, State.PAUSED.value])
    conditions = (
        (Stop.HOLD, legal_holds, legal_holds.c.lifted_at.is_(None)),
        (Stop.DUTY, deadlines, running),
        (Stop.MISSING, missing_episodes, missing),
    )
    found: dict[CaseId, list[Stop]] = {}
    for stop, table, condition in conditions:
        query = select(table.c.case_id).distinct()
        query = query.where(table.c.program_id == program_id, table.c.case_id.in_(list(asked)), condition)
        for case in cabinet.connection.execute(query).scalars():
            found.setdefault(CaseId(case), []).append(stop)
    return found


def facts_of_amounts(
    cabinet: Cabinet, program_id: ProgramId, asked: Collection[CaseId]
) -> dict[CaseId, tuple[int, int]]:
    """How many records and files the program has on each of these cases, which the transaction has named."""
    found: dict[CaseId, tuple[int, int]] = {}
    counts = (
        select(table.c.case_id, func.count(column.distinct()))
        .where(table.c.program_id == program_id, table.c.case_id.in_(list(asked)))
        .group_by(table.c.case_id)
        for table, column in ((records, records.c.first_id), (record_files, record_files.c.id))
    )
    filed, attached = ({CaseId(row[0]): int(row[1]) for row in cabinet.connection.execute(query)} for query in counts)
    for case in asked:
        found[case] = filed.get(case, 0), attached.get(case, 0)
    return found


def facts_of_proposals(cabinet: Cabinet, actor: Actor, purge_id: str | None = None) -> list[Proposal]:
    """The purges of the actor's program that wait for a second person, oldest first."""
    waiting = (purges.c.decided_at.is_(None), purges.c.expires_at > cabinet.now)
    query = (
        select(purges, _SETTER.c.name)
        .join(cases, cases.c.id == purges.c.case_id)
        .join(_SETTER, _SETTER.c.id == purges.c.proposed_by)
        .where(purges.c.program_id == actor.program_id, *waiting, *_told_of())
        .order_by(purges.c.proposed_at, purges.c.id)
    )
    if purge_id is not None:
        query = query.where(purges.c.id == purge_id)
    return [
        Proposal(
            id=row.id,
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            program_id=ProgramId(row.program_id),
            period_id=row.period_id,
            proposed_by=PersonId(row.proposed_by),
            proposer=row.name,
            proposed_at=row.proposed_at,
            expires_at=row.expires_at,
        )
        for row in cabinet.connection.execute(query, who(actor))
    ]


def propose(cabinet: Cabinet, grant: Grant, case_id: CaseId, period: Period, handle: Handle, until: datetime) -> str:
    """Keep a proposal to purge what the actor's program has on a case; its id."""
    purge_id = new_id()
    cabinet.connection.execute(
        insert(purges).values(
            id=purge_id,
            handle=handle,
            case_id=case_id,
            program_id=grant.actor.program_id,
            period_id=period.id,
            proposed_by=grant.actor.person_id,
            proposed_at=cabinet.now,
            expires_at=until,
        )
    )
    return purge_id


def decide(cabinet: Cabinet, grant: Grant, purge_id: str, decision: str, destroyed: int | None = None) -> bool:
    """Write down what became of a purge that waits; False when somebody was quicker. destroyed: how many records."""
    done = cabinet.connection.execute(
        update(purges)
        .where(
            purges.c.id == purge_id,
            purges.c.program_id == grant.actor.program_id,
            purges.c.decided_at.is_(None),
            purges.c.expires_at > cabinet.now,
        )
        .values(decided_by=grant.actor.person_id, decided_at=cabinet.now, decision=decision, records=destroyed)
    )
    return done.rowcount == 1


def facts_of_destroyed(
    cabinet: Cabinet, actor: Actor, case_id: CaseId | None = None, most: int = 50
) -> list[Destroyed]:
    """What the actor's program had destroyed, newest first; of one case, or of all that the actor may know of."""
    query = (
        select(purges, cases.c.reference, retention_periods.c.months, retention_periods.c.basis)
        .join(cases, cases.c.id == purges.c.case_id)
        .join(retention_periods, retention_periods.c.id == purges.c.period_id)
        .where(purges.c.program_id == actor.program_id, purges.c.decision == "confirmed", *_told_of())
        .order_by(purges.c.decided_at.desc(), purges.c.id)
        .limit(most)
    )
    if case_id is not None:
        query = query.where(purges.c.case_id == case_id)
    return [
        Destroyed(
            handle=Handle(row.handle),
            reference=row.reference,
            at=row.decided_at,
            months=row.months,
            basis=row.basis,
            records=row.records or 0,
        )
        for row in cabinet.connection.execute(query, who(actor))
    ]


def facts_of_holds(cabinet: Cabinet, actor: Actor, handle: Handle | None = None) -> list[Hold]:
    """The holds of the actor's program that stand, newest first."""
    query = (
        select(legal_holds, cases.c.reference, _SETTER.c.name)
        .join(cases, cases.c.id == legal_holds.c.case_id)
        .join(_SETTER, _SETTER.c.id == legal_holds.c.set_by)
        .where(legal_holds.c.program_id == actor.program_id, legal_holds.c.lifted_at.is_(None), *_told_of())
        .order_by(legal_holds.c.set_at.desc(), legal_holds.c.id)
    )
    if handle is not None:
        query = query.where(legal_holds.c.handle == handle)
    return [
        Hold(
            id=row.id,
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            reference=row.reference,
            reason=row.reason,
            source=row.source,
            set_by=row.name,
            set_at=row.set_at,
        )
        for row in cabinet.connection.execute(query, who(actor))
    ]


def hold(cabinet: Cabinet, grant: Grant, case_id: CaseId, handle: Handle, reason: str, source: str) -> None:
    """Set a hold of the actor's program on a case. A purge that is confirmed at this moment waits, or is waited for."""
    lock(cabinet, grant, case_id)
    by = {"program_id": grant.actor.program_id, "set_by": grant.actor.person_id}
    row = {"id": new_id(), "handle": handle, "case_id": case_id, "reason": reason, "source": source, **by}
    closings.close(cabinet, grant, closings.HOLD, row)


def lift(cabinet: Cabinet, grant: Grant, hold_id: str) -> bool:
    """Lift a hold of the actor's program; False when somebody was quicker."""
    done = cabinet.connection.execute(
        update(legal_holds)
        .where(
            legal_holds.c.id == hold_id,
            legal_holds.c.program_id == grant.actor.program_id,
            legal_holds.c.lifted_at.is_(None),
        )
        .values(lifted_at=cabinet.now, lifted_by=grant.actor.person_id)
    )
    if done.rowcount == 1:
        closings.tell_lifted(cabinet, grant, [hold_id])
    return done.rowcount == 1


def lock(cabinet: Cabinet, grant: Grant, case_id: CaseId) -> None:
    """Hold the case's row until the act commits, so that a hold, a reopening and a purge come one after another."""
    del grant  # whoever acts has one
    cabinet.connection.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update()).all()


def _wrote(actor: Actor) -> ColumnElement[bool]:
    mine = (
        select(table.c.case_id).where(table.c.case_id == cases.c.id, table.c.program_id == actor.program_id).exists()
        for table in _WRITTEN
    )
    placed = select(places.c.id).where(places.c.case_id == cases.c.id, places.c.program_id == actor.program_id)
    return and_(placed.exists(), or_(*mine))


def _told_of() -> tuple[ColumnElement[bool], ...]:
    _restricted, unnamed, conflict = concerning(cases.c.id)
    return ~unnamed, ~conflict
