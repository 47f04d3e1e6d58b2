"""Room: storage. Who is on which unit of a program. Facts about staff, as the on-call roster is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import exists, insert, select, update

from coordination.audit.grant import Grant
from coordination.model.ids import PersonId, ProgramId
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import appointments, people
from coordination.storage.training_tables import unit_people


@dataclass(frozen=True, slots=True, kw_only=True)
class OnUnit:
    """Somebody's place on a unit."""

    id: str
    program_id: ProgramId
    unit: str
    person_id: PersonId
    name: str
    point: bool


def facts_of_units(cabinet: Cabinet, program_ids: Iterable[str]) -> list[OnUnit]:
    """Everybody on the units of these programs, the point person first, then by name.

    INVARIANT: who has no appointment in force there any more is on no unit of it.
    """
    works = exists().where(
        appointments.c.person_id == unit_people.c.person_id,
        appointments.c.program_id == unit_people.c.program_id,
        in_force(appointments, cabinet.now),
    )
    query = (
        select(unit_people, people.c.name)
        .join(people, people.c.id == unit_people.c.person_id)
        .where(
            unit_people.c.program_id.in_(sorted(program_ids)),
            works,
            in_force(unit_people, cabinet.now),
            in_force(people, cabinet.now),
        )
        .order_by(unit_people.c.program_id, unit_people.c.unit, unit_people.c.point.desc(), people.c.name, people.c.id)
    )
    return [
        OnUnit(
            id=row.id,
            program_id=ProgramId(row.program_id),
            unit=row.unit,
            person_id=PersonId(row.person_id),
            name=row.name,
            point=bool(row.point),
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_place_program(cabinet: Cabinet, place_id: str) -> ProgramId | None:
    """Whose unit a place is on, ended or not; None when there never was one."""
    query = select(unit_people.c.program_id).where(unit_people.c.id == place_id)
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return ProgramId(found) if found else None


def join(cabinet: Cabinet, grant: Grant, place: OnUnit) -> None:
    """Put somebody on a unit."""
    del grant  # the log has who did
    values = {
        "id": place.id,
        "program_id": place.program_id,
        "unit": place.unit,
        "person_id": place.person_id,
        "point": place.point,
        "since": cabinet.now,
    }
    cabinet.connection.execute(insert(unit_people).values(**values))


def leave(cabinet: Cabinet, grant: Grant, place_ids: Iterable[str]) -> None:
    """End places on a unit now."""
    del grant  # the log has who did
    own = unit_people.c.id.in_(sorted(place_ids))
    cabinet.connection.execute(
        update(unit_people).where(own, in_force(unit_people, cabinet.now)).values(until=cabinet.now)
    )
