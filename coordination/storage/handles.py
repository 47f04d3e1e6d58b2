"""Room: storage. What the handles of log entries stand for, as far as an agency's auditor may know."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, exists, or_, select

from coordination.audit.grant import Grant
from coordination.model.actor import Actor
from coordination.model.ids import Handle
from coordination.model.oversight import Labels
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_rows import reference_of
from coordination.storage.case_tables import cases, places
from coordination.storage.roster import agencies, appointments, people, programs


def open_labels(cabinet: Cabinet, grant: Grant, actors: Iterable[str], objects: Iterable[str]) -> Labels:
    """Names of these people and of everybody who works or worked for the auditor's agency; references of these cases.

    Two statements. INVARIANT: a case gets its reference only if the agency has or had a place on it; other objects
    (records, releases, people on a case) get no label at all.
    """
    agency = grant.actor.agency_id
    works_here = (
        exists()
        .where(appointments.c.person_id == people.c.id, programs.c.id == appointments.c.program_id)
        .where(programs.c.agency_id == agency)
    )
    named = (
        select(people.c.handle, people.c.name, works_here.label("staff"))
        .where(or_(people.c.handle.in_(set(actors)), works_here))
        .order_by(people.c.name, people.c.handle)
    )
    rows = cabinet.connection.execute(named).all()
    placed = _placed(grant.actor)
    known = select(cases.c.handle, cases.c.reference).where(cases.c.handle.in_(set(objects)), placed)
    return Labels(
        people={Handle(row.handle): row.name for row in rows},
        staff=tuple((Handle(row.handle), row.name) for row in rows if row.staff),
        references={Handle(handle): reference for handle, reference in cabinet.connection.execute(known)},
    )


def facts_of_case_handle(cabinet: Cabinet, actor: Actor, reference: str) -> Handle | None:
    """The handle of the case of a reference, if the actor's agency has or had a place on it; else as if absent."""
    query = select(cases.c.handle).where(cases.c.reference == reference_of(reference), _placed(actor))
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return None if found is None else Handle(found)


def _placed(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        places.c.case_id == cases.c.id, programs.c.id == places.c.program_id, programs.c.agency_id == actor.agency_id
    )


def facts_of_agency_programs(cabinet: Cabinet, agency: str) -> set[Handle]:
    """Handles of every program of the agency of this slug, ended ones too."""
    query = (
        select(programs.c.handle).join(agencies, agencies.c.id == programs.c.agency_id).where(agencies.c.slug == agency)
    )
    return {Handle(handle) for handle in cabinet.connection.execute(query).scalars()}
