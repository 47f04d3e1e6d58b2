"""Room: storage. The conflict list: who may not enter a case, whatever their role; seen by its keepers alone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.actor import Actor, Role
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.team import ConflictFacts
from coordination.storage import closings
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, conflicts
from coordination.storage.roster import agencies, people, programs

_SETTER = people.alias("setter")
_PERSON, _PROGRAM, _AGENCY = people.alias("shut_person"), programs.alias("shut_program"), agencies.alias("shut_agency")


def facts_of_conflicts(cabinet: Cabinet, actor: Actor) -> list[ConflictFacts]:
    """What of the conflict list the actor keeps, newest first: ids and handles, to be named in the entry and opened."""
    rows = cabinet.connection.execute(_kept(actor).order_by(conflicts.c.set_at.desc(), conflicts.c.id))
    return [
        ConflictFacts(
            id=row.id,
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            reference=row.reference,
            program_id=ProgramId(row.program_id),
            target_kind=row.target_kind,
            target_name=row.target_name or "",
            set_by=PersonId(row.set_by),
            set_by_name=row.setter_name,
            set_at=row.set_at,
        )
        for row in rows
    ]


def set_conflict(cabinet: Cabinet, grant: Grant, *, handle: Handle, kind: str, target: str) -> None:
    """Shut a person, program or agency out of the grant's case."""
    row = {
        "id": new_id(),
        "handle": handle,
        "case_id": grant.case.case_id,
        "program_id": grant.actor.program_id,
        "target_kind": kind,
        "target_id": target,
        "set_by": grant.actor.person_id,
    }
    closings.close(cabinet, grant, closings.CONFLICT, row)


def lift(cabinet: Cabinet, grant: Grant, conflict_id: str) -> None:
    """Let them in again, as far as the other rules do."""
    cabinet.connection.execute(
        update(conflicts)
        .where(
            conflicts.c.id == conflict_id,
            conflicts.c.case_id == grant.case.case_id,
            conflicts.c.lifted_at.is_(None),
        )
        .values(lifted_at=cabinet.now)
    )
    closings.tell_lifted(cabinet, grant, [conflict_id])


def _kept(actor: Actor) -> Select[tuple[object, ...]]:
    name = func.coalesce(_PERSON.c.name, _PROGRAM.c.name, _AGENCY.c.name).label("target_name")
    return (
        select(
            conflicts.c.id,
            conflicts.c.handle,
            conflicts.c.case_id,
            cases.c.reference,
            conflicts.c.program_id,
            conflicts.c.target_kind,
            name,
            conflicts.c.set_by,
            _SETTER.c.name.label("setter_name"),
            conflicts.c.set_at,
        )
        .join(cases, cases.c.id == conflicts.c.case_id)
        .join(programs, programs.c.id == conflicts.c.program_id)
        .join(_SETTER, _SETTER.c.id == conflicts.c.set_by)
        .outerjoin(_PERSON, _PERSON.c.id == conflicts.c.target_id)
        .outerjoin(_PROGRAM, _PROGRAM.c.id == conflicts.c.target_id)
        .outerjoin(_AGENCY, _AGENCY.c.id == conflicts.c.target_id)
        .where(conflicts.c.lifted_at.is_(None), or_(_set_by(actor), _of_their_agency(actor)), ~_shut_out(actor))
    )


def _shut_out(actor: Actor) -> ColumnElement[bool]:
    """INVARIANT: whoever is shut out of a case finds it on no list, their own keeping of it included."""
    other = conflicts.alias("against")
    return exists().where(
        other.c.case_id == conflicts.c.case_id,
        other.c.lifted_at.is_(None),
        other.c.target_id.in_((actor.person_id, actor.program_id, actor.agency_id)),
    )


def _set_by(actor: Actor) -> ColumnElement[bool]:
    return and_(conflicts.c.set_by == actor.person_id, conflicts.c.program_id == actor.program_id)


def _of_their_agency(actor: Actor) -> ColumnElement[bool]:
    """A privacy officer keeps their agency's list; a confidential program's only when they are its own officer."""
    if actor.role is not Role.PRIVACY_OFFICER:
        return false()
    reached = or_(programs.c.confidential.is_(False), programs.c.id == actor.program_id)
    return and_(programs.c.agency_id == actor.agency_id, reached)
