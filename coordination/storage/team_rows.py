"""Room: storage. Who is on a case: places of programs, memberships of people, invitations, and their last change."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import BindParameter, ColumnElement, FromClause, and_, bindparam, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.database.types import Instant
from coordination.model.actor import Actor, Role
from coordination.model.facts import Membership
from coordination.model.ids import AgencyId, CaseId, Handle, PersonId, ProgramId, new_id
from coordination.model.program import Program
from coordination.model.team import Colleague, Invitation, Teammate
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_rows import hour
from coordination.storage.case_tables import invitations, memberships, places
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, appointments, people, programs

WORK_ROLES = (Role.WORKER.value, Role.COORDINATOR.value, Role.SUPERVISOR.value)


def bump(
    cabinet: Cabinet, grant: Grant, case_id: CaseId, changed: Iterable[ProgramId], *, header: bool = False
) -> None:
    """Mark the case as changed for the team members of these programs, and of no others (policy/audience.py).

    A supervisor who is no team member sees their own program's information alone, so only the acting program's place
    is marked; header: the case itself changed (closed, a program joined), so the places of all these programs are.
    INVARIANT: to the hour, and never for a program that may not see what changed.
    """
    ids, to = sorted(set(changed)), hour(cabinet.now)
    supervised = ids if header else [program for program in ids if program == grant.actor.program_id]
    for table, whose in ((memberships, ids), (places, supervised)):
        if whose:
            cabinet.connection.execute(
                update(table)
                .where(
                    table.c.case_id == case_id,
                    table.c.program_id.in_(whose),
                    table.c.changed_at < to,
                    _in_force(table, cabinet),
                )
                .values(changed_at=to)
            )


def place(cabinet: Cabinet, grant: Grant, program_id: ProgramId, *, invited_by: ProgramId | None = None) -> None:
    """Begin a program's place on the grant's case. invited_by: who opened it, when not the actor's own program."""
    by = invited_by or grant.actor.program_id
    row = {"case_id": grant.case.case_id, "program_id": program_id, "invited_by": by}
    now = cabinet.now
    cabinet.connection.execute(insert(places).values(id=new_id(), since=now, changed_at=hour(now), **row))


def invite(cabinet: Cabinet, grant: Grant, program_id: ProgramId) -> None:
    """Keep that the actor's program invited a confidential one: a row of the inviting program, and nothing else."""
    cabinet.connection.execute(
        insert(invitations).values(
            id=new_id(),
            case_id=grant.case.case_id,
            program_id=grant.actor.program_id,
            invited_program_id=program_id,
            invited_at=cabinet.now,
        )
    )


_INVITED = Prepared(
    select(invitations.c.invited_program_id, agencies.c.name, programs.c.name, invitations.c.invited_at)
    .join(programs, programs.c.id == invitations.c.invited_program_id)
    .join(agencies, agencies.c.id == programs.c.agency_id)
    .where(invitations.c.case_id == bindparam("case"), invitations.c.program_id == bindparam("program"))
    .order_by(invitations.c.invited_at, invitations.c.id)
)


def invited(cabinet: Cabinet, grant: Grant) -> list[Invitation]:
    """The invitations that the actor's own program sent to confidential programs on this case, oldest first."""
    rows = _INVITED.rows(cabinet.connection, {"case": grant.case.case_id, "program": grant.actor.program_id})
    return [
        Invitation(program_id=ProgramId(program), program_name=f"{agency}, {name}", invited_at=at)
        for program, agency, name, at in rows
    ]


def end_place(cabinet: Cabinet, grant: Grant, program_id: ProgramId) -> None:
    """End a program's place on the grant's case now, and with it the memberships of its people."""
    for table in (places, memberships):
        cabinet.connection.execute(
            update(table)
            .where(table.c.case_id == grant.case.case_id, table.c.program_id == program_id, _in_force(table, cabinet))
            .values(until=cabinet.now)
        )


def join(cabinet: Cabinet, grant: Grant, person_id: PersonId) -> None:
    """Make a person a team member for the actor's program. The caller has checked that they are not one now."""
    row = {"case_id": grant.case.case_id, "program_id": grant.actor.program_id, "person_id": person_id}
    now = cabinet.now
    cabinet.connection.execute(insert(memberships).values(id=new_id(), since=now, changed_at=hour(now), **row))


def leave(cabinet: Cabinet, grant: Grant, person_id: PersonId) -> None:
    """End a person's membership for the actor's program now; it shows on their next request."""
    cabinet.connection.execute(
        update(memberships)
        .where(
            memberships.c.case_id == grant.case.case_id,
            memberships.c.program_id == grant.actor.program_id,
            memberships.c.person_id == person_id,
            _in_force(memberships, cabinet),
        )
        .values(until=cabinet.now)
    )


def _held_at(table: FromClause, now: BindParameter[datetime] | datetime) -> ColumnElement[bool]:
    return and_(table.c.since <= now, or_(table.c.until.is_(None), table.c.until > now))


_NOW = bindparam("now", type_=Instant())
_TITLED = and_(
    appointments.c.person_id == memberships.c.person_id,
    appointments.c.program_id == memberships.c.program_id,
    appointments.c.role.in_(bindparam("roles", expanding=True)),
    _held_at(appointments, _NOW),
)
_MATES = Prepared(
    select(memberships.c.person_id, people.c.name, appointments.c.title, memberships.c.program_id, memberships.c.since)
    .join(people, people.c.id == memberships.c.person_id)
    .outerjoin(appointments, _TITLED)
    .where(
        memberships.c.case_id == bindparam("case"),
        memberships.c.program_id.in_(bindparam("programs", expanding=True)),
        _held_at(memberships, _NOW),
    )
    .order_by(people.c.name, people.c.id, appointments.c.id),
    "programs",
    "roles",
)


def teammates(cabinet: Cabinet, grant: Grant, of: Iterable[ProgramId]) -> list[Teammate]:
    """The people on the grant's case for these programs, which the caller took from policy.audience.places_seen."""
    asked = {"case": grant.case.case_id, "programs": list(of), "now": cabinet.now, "roles": WORK_ROLES}
    found: dict[tuple[str, str], Teammate] = {}
    for person, name, title, program, since in _MATES.rows(cabinet.connection, asked):
        mate = Teammate(
            person_id=PersonId(person), name=name, title=title or "", program_id=ProgramId(program), since=since
        )
        found.setdefault((person, program), mate)
    return list(found.values())


def facts_of_membership(cabinet: Cabinet, case_id: CaseId, actor: Actor, person_id: PersonId) -> Membership | None:
    """A person's membership in force for the actor's own program on a case."""
    query = select(memberships.c.since, memberships.c.until).where(
        memberships.c.case_id == case_id,
        memberships.c.program_id == actor.program_id,
        memberships.c.person_id == person_id,
        _in_force(memberships, cabinet),
    )
    row = cabinet.connection.execute(query).first()
    if row is None:
        return None
    return Membership(person_id=person_id, program_id=actor.program_id, since=row.since, until=row.until)


def facts_of_colleagues(cabinet: Cabinet, of: Iterable[ProgramId]) -> list[Colleague]:
    """Everybody with an appointment in force that may work on cases, in these programs, by name (roster data)."""
    query = (
        select(
            people.c.id,
            people.c.handle,
            people.c.name,
            appointments.c.title,
            appointments.c.role,
            appointments.c.program_id,
            programs.c.agency_id,
        )
        .join(appointments, appointments.c.person_id == people.c.id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(
            appointments.c.program_id.in_(list(of)),
            appointments.c.role.in_(WORK_ROLES),
            _in_force(appointments, cabinet),
            _in_force(people, cabinet),
        )
        .order_by(people.c.name, people.c.id, appointments.c.id)
    )
    return [
        Colleague(
            person_id=PersonId(person),
            handle=Handle(handle),
            name=name,
            title=title,
            role=role,
            program_id=ProgramId(program),
            agency_id=AgencyId(agency),
        )
        for person, handle, name, title, role, program, agency in cabinet.connection.execute(query)
    ]


def facts_of_programs_at_work(cabinet: Cabinet) -> list[Program]:
    """Every program in force, by agency and name (roster data)."""
    query = (
        select(*PROGRAM_COLUMNS)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(_in_force(programs, cabinet), _in_force(agencies, cabinet))
        .order_by(agencies.c.name, programs.c.name, programs.c.id)
    )
    return [program_of(tuple(row)) for row in cabinet.connection.execute(query)]


def _in_force(table: FromClause, cabinet: Cabinet) -> ColumnElement[bool]:
    return _held_at(table, cabinet.now)
