"""Room: storage. Restrictions: a case closed to all but the persons named, until it is lifted."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select, update

from coordination.audit.grant import Grant
from coordination.model.ids import CaseId, PersonId, ProgramId, new_id
from coordination.model.team import RestrictionFacts
from coordination.storage import closings
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import restriction_names, restrictions


def facts_of_restrictions(cabinet: Cabinet, case_id: CaseId) -> list[RestrictionFacts]:
    """The restrictions in force on a case, oldest first, with the persons each of them names."""
    query = (
        select(
            restrictions.c.id,
            restrictions.c.program_id,
            restrictions.c.set_by,
            restrictions.c.set_at,
            restriction_names.c.person_id,
        )
        .outerjoin(restriction_names, restriction_names.c.restriction_id == restrictions.c.id)
        .where(restrictions.c.case_id == case_id, restrictions.c.lifted_at.is_(None))
        .order_by(restrictions.c.set_at, restrictions.c.id)
    )
    rows = list(cabinet.connection.execute(query))
    return [
        RestrictionFacts(
            id=row.id,
            program_id=ProgramId(row.program_id),
            set_by=PersonId(row.set_by),
            set_at=row.set_at,
            named=frozenset(PersonId(other.person_id) for other in rows if other.id == row.id and other.person_id),
        )
        for row in {row.id: row for row in rows}.values()
    ]


def restrict(cabinet: Cabinet, grant: Grant, named: Iterable[PersonId]) -> None:
    """Close the grant's case to all but these persons."""
    restriction_id, case_id, program_id = new_id(), grant.case.case_id, grant.actor.program_id
    restriction = {"id": restriction_id, "case_id": case_id, "program_id": program_id, "set_by": grant.actor.person_id}
    closings.close(cabinet, grant, closings.RESTRICTION, restriction)
    for person in sorted(set(named)):
        row = {"restriction_id": restriction_id, "person_id": person, "case_id": case_id, "program_id": program_id}
        closings.close(cabinet, grant, closings.NAMED, row)


def lift(cabinet: Cabinet, grant: Grant, ids: Collection[str]) -> None:
    """Lift these restrictions of the grant's case now."""
    cabinet.connection.execute(
        update(restrictions)
        .where(
            restrictions.c.case_id == grant.case.case_id,
            restrictions.c.id.in_(ids),
            restrictions.c.lifted_at.is_(None),
        )
        .values(lifted_at=cabinet.now)
    )
    closings.tell_lifted(cabinet, grant, ids)
