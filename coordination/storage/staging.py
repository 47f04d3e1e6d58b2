"""Room: storage. What was told on a case about staging: written, and taken back, with the column that decisions read.

INVARIANT: a row and the text in `cases.staging` change in one transaction, which holds the case (desk.act locks it).
"""

from __future__ import annotations

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, StagingId
from coordination.model.staging import StagingEntry
from coordination.storage import staging_endings
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.roster import agencies, people, programs
from coordination.storage.staging_tables import staging_entries, staging_text


def entries(cabinet: Cabinet, grant: Grant) -> list[StagingEntry]:
    """What was told on the grant's case and stands, oldest first."""
    return [one for one in facts_of_entries(cabinet, grant.case.case_id) if one.withdrawn_at is None]


def facts_of_entries(cabinet: Cabinet, case_id: CaseId) -> list[StagingEntry]:
    """Everything that was told on a case, what was taken back too, oldest first."""
    table, named = staging_entries, people.alias("named")
    query = (
        select(table, named.c.name.label("person_name"), (agencies.c.name + ", " + programs.c.name).label("program"))
        .join(programs, programs.c.id == table.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .outerjoin(named, named.c.id == table.c.person_id)
        .where(table.c.case_id == case_id)
        .order_by(table.c.told_at, table.c.id)
    )
    return [
        StagingEntry(
            id=StagingId(row.id),
            handle=Handle(row.handle),
            kind=row.kind,
            person_id=PersonId(row.person_id) if row.person_id else None,
            person_name=row.person_name or "",
            program_id=ProgramId(row.program_id),
            program_name=row.program,
            told_at=row.told_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in cabinet.connection.execute(query)
    ]


def tell(
    cabinet: Cabinet, grant: Grant, ids: tuple[StagingId, Handle], kind: str, person_id: PersonId | None = None
) -> None:
    """Write down an event, or who is the interviewer. Conflict when that stands already."""
    case_id = grant.case.case_id
    standing = entries(cabinet, grant)
    if any((one.kind, one.person_id) == (kind, person_id) for one in standing):
        raise Conflict("This stands on the case already.")
    cabinet.connection.execute(
        insert(staging_entries).values(
            id=ids[0],
            handle=ids[1],
            case_id=case_id,
            program_id=grant.actor.program_id,
            kind=kind,
            person_id=person_id,
            told_by=grant.actor.person_id,
            told_at=cabinet.now,
        )
    )
    if person_id is not None:
        staging_endings.tell_interviewer(cabinet, grant, ids, person_id)
    _tell_the_case(cabinet, grant)


def withdraw(cabinet: Cabinet, grant: Grant, entry_id: StagingId) -> None:
    """Take it back: from the next request on, the case is as if it had not been told. Conflict when it was already."""
    table = staging_entries
    standing = [one for one in entries(cabinet, grant) if one.id == entry_id]
    done = cabinet.connection.execute(
        update(table)
        .where(table.c.id == entry_id, table.c.case_id == grant.case.case_id, table.c.withdrawn_at.is_(None))
        .values(withdrawn_by=grant.actor.person_id, withdrawn_at=cabinet.now)
    )
    if done.rowcount != 1 or not standing:
        raise Conflict("It was taken back already.")
    staging_endings.tell_withdrawn(cabinet, grant, standing[0])
    _tell_the_case(cabinet, grant)


def _tell_the_case(cabinet: Cabinet, grant: Grant) -> None:
    text = staging_text([(one.kind, one.person_id) for one in entries(cabinet, grant)])
    cabinet.connection.execute(update(cases).where(cases.c.id == grant.case.case_id).values(staging=text))
