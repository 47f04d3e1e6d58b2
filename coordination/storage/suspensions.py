"""Room: storage. Suspensions of an accounting: written by a program for itself, ended by their instant or by hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.disclosure import How, Suspension
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.suspension_tables import disclosure_suspensions as table

TABLE = "disclosure_suspensions"


def suspend(cabinet: Cabinet, grant: Grant, new: Suspension) -> None:
    """Keep a suspension of the actor's own program on the case of the grant."""
    actor = grant.actor
    there = replace(new, case_id=grant.case.case_id, program_id=actor.program_id)
    key_id, body = keys.seal(cabinet, grant, _drawer(there), actor.agency_id, there.official.encode())
    cabinet.connection.execute(
        insert(table).values(
            id=there.id,
            handle=there.handle,
            case_id=there.case_id,
            program_id=there.program_id,
            recipient=there.recipient,
            how=there.how.value,
            stated_at=there.stated_at,
            until=there.until,
            recorded_by=actor.person_id,
            recorded_at=cabinet.now,
            key_id=key_id,
            body=body,
        )
    )


def lift(cabinet: Cabinet, grant: Grant, suspension_id: str) -> None:
    """End one of the actor's own program before its time. Conflict when it is lifted already."""
    done = cabinet.connection.execute(
        update(table)
        .where(
            table.c.id == suspension_id,
            table.c.case_id == grant.case.case_id,
            table.c.program_id == grant.actor.program_id,
            table.c.lifted_at.is_(None),
        )
        .values(lifted_at=cabinet.now, lifted_by=grant.actor.person_id)
    )
    if done.rowcount != 1:
        raise Conflict("Somebody ended this already.")


def open_suspensions(cabinet: Cabinet, grant: Grant, programs: Collection[ProgramId]) -> list[Suspension]:
    """The suspensions that these programs wrote down on the grant's case, newest first.

    INVARIANT: `programs` are of the actor's own agency; who said so opens to the program itself alone.
    """
    query = (
        select(table)
        .where(table.c.case_id == grant.case.case_id, table.c.program_id.in_(sorted(programs)))
        .order_by(table.c.recorded_at.desc(), table.c.id)
    )
    found = []
    for row in cabinet.connection.execute(query):
        one = Suspension(
            id=row.id,
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            program_id=ProgramId(row.program_id),
            recipient=row.recipient,
            how=How(row.how),
            stated_at=row.stated_at,
            until=row.until,
            recorded_by=PersonId(row.recorded_by),
            recorded_at=row.recorded_at,
            lifted_at=row.lifted_at,
        )
        if one.program_id == grant.actor.program_id:
            said = keys.unseal_own(cabinet, grant, _drawer(one), row.key_id, row.body)
            one = replace(one, official=said.decode())
        found.append(one)
    return found


def _drawer(one: Suspension) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=one.id,
        case_id=one.case_id,
        information_type=InformationType.IDENTITY,
        program_id=one.program_id,
    )
