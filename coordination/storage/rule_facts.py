"""Room: storage. The facts of every case in turn, for nobody in particular: to count what other rules would do."""

from __future__ import annotations

from sqlalchemy import select

from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.model.ids import AgencyId, AppointmentId, CaseId, Handle, PersonId, ProgramId
from coordination.model.program import Program
from coordination.storage import case_facts
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases

# No row names it: it has no place, no membership and no release anywhere.
_NOBODY = Actor(
    person_id=PersonId(""),
    handle=Handle(""),
    name="",
    appointment_id=AppointmentId(""),
    role=Role.WORKER,
    program=Program(
        id=ProgramId(""),
        handle=Handle(""),
        agency_id=AgencyId(""),
        agency_name="",
        slug="",
        name="",
        partner_type="",
        regimes=frozenset(),
        confidential=False,
        government=False,
        jurisdictions=frozenset(),
        zone="UTC",
    ),
    session=Handle(""),
)


def facts_of_page(cabinet: Cabinet, after: str, most: int) -> list[CaseFacts]:
    """The facts of at most `most` cases with an id beyond `after`, by id; never any narrative."""
    page = select(cases.c.id).where(cases.c.id > after).order_by(cases.c.id).limit(most)
    ids = [CaseId(case_id) for case_id in cabinet.connection.execute(page).scalars()]
    return case_facts.facts_of_many(cabinet.connection, _NOBODY, ids) if ids else []
