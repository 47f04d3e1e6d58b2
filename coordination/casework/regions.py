"""Room: casework. Regions: a liaison's page of numbers and duties, and who is appointed one.

A liaison acts within their agency, as every role does (architecture §3): programs, trainings and deadlines are those of
the own agency that serve the region. What the directory says of others everybody may read, so it stands here too.
INVARIANT: nothing of a confidential program is counted, and no case is opened: content comes by membership alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from coordination.casework import administration, agency_forms, duties, training, units
from coordination.casework.desk import Desk
from coordination.model import context
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.administration import StaffLine, StaffPlace
from coordination.model.counties import COUNTIES
from coordination.model.directory import RESOURCES, counties_of, is_area
from coordination.model.errors import Invalid
from coordination.model.ids import AppointmentId, PersonId
from coordination.model.notice import WORKING
from coordination.model.program import Program
from coordination.model.region import Region, TrainingCount
from coordination.model.training import State, Trained
from coordination.storage import certificate_rows, designation_rows, region_rows
from coordination.storage.cabinet import Cabinet

HOMES = frozenset({"shelter", "housing"})


def read(desk: Desk, actor: Actor) -> Region:
    """The liaison's region as it stands now; logged. Refused for everybody who is none."""
    grant = desk.ask_general(actor, Action.REGION_READ)
    with desk.consulting(context=context.hub("counting")) as counting, desk.opened(grant) as cabinet:
        inside, outside = region_rows.facts_of_region_programs(cabinet, actor)
        return Region(
            areas=actor.oversees,
            programs=tuple(inside),
            elsewhere=tuple(outside),
            trainings=tuple(_trainings(desk, cabinet, actor, inside)),
            settings=tuple(region_rows.facts_of_settings(cabinet, counties_of(actor.oversees), HOMES)),
            lacking=tuple(_lacking(cabinet, actor)),
            units=units.facts_of(cabinet, desk.catalog, inside, cabinet.now),
            duties=tuple(duties.facts_of_region(counting, desk, actor, inside)),
        )


def _trainings(desk: Desk, cabinet: Cabinet, actor: Actor, programs: Sequence[Program]) -> list[TrainingCount]:
    """How the trainings stand that each program's people need for their cases. Staff are counted as they are."""
    staff = certificate_rows.facts_of_people_of(cabinet, [program.id for program in programs])
    found = []
    for program in programs:
        own = [one for one in staff if program in one.cases]
        people = training.facts_of_trained(cabinet, desk.catalog, actor, own, only=program)
        found += [_count(program, title, people) for title in _titles(people)]
    return found


def _titles(people: Sequence[Trained]) -> list[str]:
    return sorted({one.training.title for person in people for one in person.standings if one.needed})


def _count(program: Program, title: str, people: Sequence[Trained]) -> TrainingCount:
    states = [one.state for person in people for one in person.standings if one.needed and one.training.title == title]
    return TrainingCount(
        program=program,
        title=title,
        current=states.count(State.CURRENT) + states.count(State.ENDING),
        ending=states.count(State.ENDING),
        gone=states.count(State.LAPSED),
        missing=states.count(State.MISSING),
    )


def _lacking(cabinet: Cabinet, actor: Actor) -> list[tuple[str, tuple[str, ...]]]:
    """Counties of the region with the resources for which nobody is designated there."""
    designated = designation_rows.facts_of_designations(cabinet)
    found = []
    for code in sorted(counties_of(actor.oversees), key=lambda one: COUNTIES[one].label):
        there = {one.resource for one in designated if one.area in {code, COUNTIES[code].state}}
        if lacks := tuple(words for slug, words in RESOURCES.items() if slug not in there):
            found.append((COUNTIES[code].label, lacks))
    return found


# --- who is a liaison -------------------------------------------------------------------------------------------------


def appointment(
    desk: Desk, actor: Actor, person_id: PersonId, appointment_id: AppointmentId
) -> tuple[StaffLine, StaffPlace]:
    """An appointment in force of somebody of the administrator's agency, logged; else Refused, as for absent ones."""
    person = administration.person(desk, actor, person_id)
    place = next((one for one in person.lasting() if one.appointment_id == appointment_id), None)
    if place is None or place.role not in WORKING:
        desk.refuse(actor, Action.ROSTER_READ, reason="absent")
    return person, place


def appoint(
    desk: Desk, actor: Actor, person_id: PersonId, appointment_id: AppointmentId, areas: Sequence[str], key: str
) -> str:
    """Make an appointment a liaison's for these counties and states; none ends it. Invalid on `areas`.

    It is a line of the roster, so what guards the roster guards it: the own agency alone, and nobody for themselves.
    """
    person, place = appointment(desk, actor, person_id, appointment_id)
    if not all(is_area(code) for code in areas):
        raise Invalid({"areas": "Choose counties or states of the list."})
    line: Mapping[str, object] = {
        "issuer": person.issuer,
        "subject": person.subject,
        "program": place.program_slug,
        "role": place.role.value,
        "title": place.title,
        "oversees": sorted(set(areas)),
    }
    return agency_forms.put(desk, actor, {"appointments": [line]}, key, "areas")
