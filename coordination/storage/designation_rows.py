"""Room: storage. Designations: which program is the resource of which county, in which hours, asked in which order."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.model.directory import Designation
from coordination.model.ids import ProgramId
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory_tables import designations
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, programs

_OWN = len(PROGRAM_COLUMNS)


def facts_of_designations(
    cabinet: Cabinet, *, resource: str = "", areas: Iterable[str] | None = None, program_id: str = ""
) -> list[Designation]:
    """Designations in force of programs in force, by resource and rank: those of a resource, of areas, of a program."""
    query = (
        select(
            *PROGRAM_COLUMNS,
            designations.c.id.label("designation_id"),
            designations.c.resource,
            designations.c.area,
            designations.c.hours,
            designations.c.rank,
        )
        .select_from(designations)
        .join(programs, programs.c.id == designations.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(*(in_force(table, cabinet.now) for table in (designations, programs, agencies)))
        .order_by(designations.c.resource, designations.c.rank, programs.c.name, designations.c.area)
    )
    if resource:
        query = query.where(designations.c.resource == resource)
    if areas is not None:
        query = query.where(designations.c.area.in_(sorted(areas)))
    if program_id:
        query = query.where(designations.c.program_id == program_id)
    return [
        Designation(
            id=row.designation_id,
            resource=row.resource,
            area=row.area,
            program=program_of(row[:_OWN]),
            hours=row.hours,
            rank=row.rank,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_designation_program(cabinet: Cabinet, designation_id: str) -> ProgramId | None:
    """Whose designation in force it is, or None."""
    query = select(designations.c.program_id).where(
        designations.c.id == designation_id, in_force(designations, cabinet.now)
    )
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return ProgramId(found) if found else None


def designate(cabinet: Cabinet, grant: Grant, designation: Designation) -> None:
    """Designate a program."""
    del grant  # the log has who did
    write_designation(cabinet, designation)


def end(cabinet: Cabinet, grant: Grant, designation_id: str) -> None:
    """End a designation now."""
    del grant  # the log has who did
    close_designation(cabinet, designation_id)


def write_designation(cabinet: Cabinet, designation: Designation) -> None:
    """Write a designation; a roster load does, which casework/roster judges and logs."""
    values = {
        "id": designation.id,
        "program_id": designation.program.id,
        "resource": designation.resource,
        "area": designation.area,
        "hours": designation.hours,
        "rank": designation.rank,
        "since": cabinet.now,
    }
    cabinet.connection.execute(insert(designations).values(**values))


def close_designation(cabinet: Cabinet, designation_id: str) -> None:
    """End it now."""
    own = designations.c.id == designation_id
    cabinet.connection.execute(update(designations).where(own).values(until=cabinet.now))
