"""Room: storage. Who a message is for: people of a program by role when it is made, and as they stand when it is sent.

INVARIANT: nobody of a confidential program is found here. No row may say that it serves a child (architecture §3), and
a message about a case would.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Select, and_, exists, false, or_, select, true, tuple_

from coordination.model.actor import Actor, Role
from coordination.model.contact import Recipient
from coordination.model.ids import AppointmentId, CaseId, Handle, PersonId, ProgramId
from coordination.model.notice import WORKING
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import memberships
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, appointments, issuer_agencies, people, programs


def facts_of_audience(
    cabinet: Cabinet,
    program_id: ProgramId,
    case_id: CaseId,
    roles: Iterable[Role],
    person_id: PersonId | None = None,
    *,
    addressed: bool = False,
) -> list[PersonId]:
    """The people of a program who are to hear of something on a case, or of them the one person, if they still may.

    Nobody sees a case who is neither on its team nor a supervisor there, so nobody else gets a row. addressed: of a
    referral to the program, which all who work there may read, on the team or not.
    """
    on_the_team = exists().where(
        memberships.c.case_id == case_id,
        memberships.c.program_id == program_id,
        memberships.c.person_id == appointments.c.person_id,
        in_force(memberships, cabinet.now),
    )
    query = (
        select(appointments.c.person_id)
        .distinct()
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(
            appointments.c.program_id == program_id,
            appointments.c.role.in_(sorted(roles)),
            or_(appointments.c.role == Role.SUPERVISOR.value, on_the_team, true() if addressed else false()),
            programs.c.confidential.is_(False),
            in_force(appointments, cabinet.now),
            in_force(programs, cabinet.now),
        )
        .order_by(appointments.c.person_id)
    )
    if person_id is not None:
        query = query.where(appointments.c.person_id == person_id)
    return [PersonId(found) for found in cabinet.connection.execute(query).scalars()]


def facts_of_teams(
    cabinet: Cabinet, places: Collection[tuple[ProgramId, CaseId]]
) -> dict[tuple[ProgramId, CaseId], list[PersonId]]:
    """Who works on each of these cases for each of these programs now, in one statement."""
    return _by_place(
        cabinet,
        select(memberships.c.program_id, memberships.c.case_id, memberships.c.person_id)
        .distinct()
        .join(
            appointments,
            and_(
                appointments.c.person_id == memberships.c.person_id,
                appointments.c.program_id == memberships.c.program_id,
            ),
        )
        .join(programs, programs.c.id == memberships.c.program_id)
        .where(
            tuple_(memberships.c.program_id, memberships.c.case_id).in_(sorted(places)),
            appointments.c.role.in_(sorted(WORKING)),
            programs.c.confidential.is_(False),
            *(in_force(table, cabinet.now) for table in (memberships, appointments, programs)),
        )
        .order_by(memberships.c.person_id),
    )


def facts_of_leads(cabinet: Cabinet, asked: Collection[ProgramId]) -> dict[ProgramId, list[PersonId]]:
    """The supervisors of each of these programs now, in one statement."""
    query = (
        select(appointments.c.program_id, appointments.c.person_id)
        .distinct()
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(
            appointments.c.program_id.in_(sorted(asked)),
            appointments.c.role == Role.SUPERVISOR.value,
            programs.c.confidential.is_(False),
            in_force(appointments, cabinet.now),
            in_force(programs, cabinet.now),
        )
        .order_by(appointments.c.person_id)
    )
    found: dict[ProgramId, list[PersonId]] = {}
    for program, person in cabinet.connection.execute(query):
        found.setdefault(ProgramId(program), []).append(PersonId(person))
    return found


def _by_place(cabinet: Cabinet, query: Select[str, str, str]) -> dict[tuple[ProgramId, CaseId], list[PersonId]]:
    found: dict[tuple[ProgramId, CaseId], list[PersonId]] = {}
    for program, case, person in cabinet.connection.execute(query):
        found.setdefault((ProgramId(program), CaseId(case)), []).append(PersonId(person))
    return found


def facts_of_recipient(
    cabinet: Cabinet, person_id: PersonId, program_id: ProgramId, roles: Iterable[Role]
) -> Recipient | None:
    """The person as they stand now in that program: every appointment in force in one of these roles, as an actor.

    The same must hold as for signing in: person, appointment, program, agency in force, and an issuer that speaks for
    the agency. None when nobody has this id.
    """
    query = (
        select(
            people.c.handle,
            people.c.name,
            appointments.c.id.label("appointment_id"),
            appointments.c.role,
            appointments.c.oversees,
            *(column.label(f"p{place}") for place, column in enumerate(PROGRAM_COLUMNS)),
        )
        .join(appointments, appointments.c.person_id == people.c.id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(
            issuer_agencies,
            and_(issuer_agencies.c.issuer_id == people.c.issuer_id, issuer_agencies.c.agency_id == agencies.c.id),
        )
        .where(
            people.c.id == person_id,
            programs.c.id == program_id,
            programs.c.confidential.is_(False),
            appointments.c.role.in_(sorted(roles)),
            *(in_force(table, cabinet.now) for table in (people, appointments, programs, agencies)),
        )
        .order_by(appointments.c.role)
    )
    rows = cabinet.connection.execute(query).all()
    if not rows:
        handle = cabinet.connection.execute(select(people.c.handle).where(people.c.id == person_id)).scalar()
        return None if handle is None else Recipient(person_id=person_id, handle=Handle(handle), zone="UTC", actors=())
    program = program_of(rows[0][-len(PROGRAM_COLUMNS) :])
    return Recipient(
        person_id=person_id,
        handle=Handle(rows[0].handle),
        zone=program.zone,
        actors=tuple(
            Actor(
                person_id=person_id,
                handle=Handle(row.handle),
                name=row.name,
                appointment_id=AppointmentId(row.appointment_id),
                role=Role(row.role),
                program=program,
                session=Handle(""),
                oversees=frozenset(row.oversees.split()),
            )
            for row in rows
        ),
    )
