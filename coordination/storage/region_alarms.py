"""Room: storage. Whom an overdue deadline concerns as liaison of its region, and whether one there is overdue still.

INVARIANT: what duty_counts leaves out reaches no liaison here either: confidential programs, cases that are restricted,
closed, or from which the conflict list shuts the liaison out, and of other programs what is never shown locked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from coordination.model.actor import Actor
from coordination.model.deadline import AGAIN, SECOND, State
from coordination.model.directory import counties_of
from coordination.model.ids import AgencyId, DeadlineId, Handle, PersonId, ProgramId
from coordination.model.notice import WORKING
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, conflicts
from coordination.storage.deadline_tables import deadlines
from coordination.storage.duty_counts import counted, counted_at_all, hushed
from coordination.storage.region_rows import facts_of_region_programs, facts_of_served
from coordination.storage.roster import agencies, appointments, people, programs


@dataclass(frozen=True, slots=True, kw_only=True)
class Liaison:
    """A liaison as a message finds them. about: the handle of the program in which they are one."""

    person_id: PersonId
    program_id: ProgramId
    agency_id: AgencyId
    about: Handle
    counties: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    case_id: str
    program_id: ProgramId
    agency_id: AgencyId
    hushed: bool


def facts_of_liaisons_of(
    cabinet: Cabinet, deadline_ids: Collection[DeadlineId]
) -> Mapping[DeadlineId, tuple[Liaison, ...]]:
    """The liaisons whose page counts each of these deadlines, in at most five statements."""
    owed = _owed(cabinet, deadline_ids)
    liaisons = _liaisons(cabinet, {one.agency_id for one in owed.values()}) if owed else []
    if not liaisons:
        return {}
    served = facts_of_served(cabinet, {one.program_id for one in owed.values()})
    shut_out = _shut_out(cabinet, {one.case_id for one in owed.values()})
    return {
        own: tuple(
            liaison
            for liaison in liaisons
            if liaison.agency_id == one.agency_id
            and served.get(one.program_id, frozenset()) & liaison.counties
            and (liaison.program_id == one.program_id or not one.hushed)
            and not {(one.case_id, target) for target in _targets(liaison)} & shut_out
        )
        for own, one in owed.items()
    }


def facts_of_still_overdue(cabinet: Cabinet, actor: Actor) -> bool:
    """Whether anything that the liaison's page counts is still overdue a day after it was due."""
    inside, _ = facts_of_region_programs(cabinet, actor)
    late = deadlines.c.due_at <= cabinet.now - AGAIN - SECOND
    query = select(deadlines.c.id).where(deadlines.c.state == State.RUNNING.value, late)
    return cabinet.connection.execute(counted(query, actor, {one.id for one in inside}).limit(1)).first() is not None


def _owed(cabinet: Cabinet, deadline_ids: Collection[DeadlineId]) -> dict[DeadlineId, _Owed]:
    query = (
        select(deadlines.c.id, deadlines.c.case_id, deadlines.c.program_id, programs.c.agency_id, hushed())
        .join(cases, cases.c.id == deadlines.c.case_id)
        .join(programs, programs.c.id == deadlines.c.program_id)
        .where(deadlines.c.id.in_(sorted(deadline_ids)), *counted_at_all())
    )
    return {
        DeadlineId(own): _Owed(
            case_id=case_id, program_id=ProgramId(program), agency_id=AgencyId(agency), hushed=bool(quiet)
        )
        for own, case_id, program, agency, quiet in cabinet.connection.execute(query)
    }


def _liaisons(cabinet: Cabinet, agency_ids: Collection[AgencyId]) -> list[Liaison]:
    query = (
        select(
            appointments.c.person_id,
            appointments.c.program_id,
            appointments.c.oversees,
            programs.c.agency_id,
            programs.c.handle,
        )
        .distinct()
        .join(people, people.c.id == appointments.c.person_id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(
            programs.c.agency_id.in_(sorted(agency_ids)),
            appointments.c.oversees != "",
            appointments.c.role.in_(sorted(WORKING)),
            programs.c.confidential.is_(False),
            *(in_force(table, cabinet.now) for table in (people, appointments, programs, agencies)),
        )
        .order_by(appointments.c.person_id)
    )
    return [
        Liaison(
            person_id=PersonId(person),
            program_id=ProgramId(program),
            agency_id=AgencyId(agency),
            about=Handle(handle),
            counties=counties_of(frozenset(areas.split())),
        )
        for person, program, areas, agency, handle in cabinet.connection.execute(query)
    ]


def _targets(liaison: Liaison) -> tuple[str, ...]:
    return liaison.person_id, liaison.program_id, liaison.agency_id


def _shut_out(cabinet: Cabinet, case_ids: Collection[str]) -> set[tuple[str, str]]:
    query = select(conflicts.c.case_id, conflicts.c.target_id).where(
        conflicts.c.case_id.in_(sorted(case_ids)), conflicts.c.lifted_at.is_(None)
    )
    return {(case_id, target) for case_id, target in cabinet.connection.execute(query)}
