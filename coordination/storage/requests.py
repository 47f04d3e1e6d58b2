"""Room: storage. Requests to open a locked type: rows without narrative, between an asking and an owning program."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RequestId
from coordination.model.request import RequestAnswer, RequestFacts
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.record_tables import requests
from coordination.storage.roster import people, programs

_MOST = 200


def make(cabinet: Cabinet, grant: Grant, request: RequestFacts) -> None:
    """Keep a new request of the actor's own program, on the case of the grant."""
    cabinet.connection.execute(
        insert(requests).values(
            id=request.request_id,
            handle=request.handle,
            case_id=grant.case.case_id,
            program_id=request.program_id,
            information_type=request.information_type.value,
            asking_program_id=grant.actor.program_id,
            asked_by=grant.actor.person_id,
            asked_at=cabinet.now,
            purpose=request.purpose,
        )
    )


def answer(cabinet: Cabinet, grant: Grant, request: RequestFacts, answered: RequestAnswer) -> None:
    """Answer a request to the actor's own program. Conflict when somebody answered it first."""
    changed = cabinet.connection.execute(
        update(requests)
        .where(
            requests.c.id == request.request_id,
            requests.c.case_id == grant.case.case_id,
            requests.c.program_id == grant.actor.program_id,
            requests.c.answered_at.is_(None),
        )
        .values(answered_at=cabinet.now, answered_by=grant.actor.person_id, answer=answered.value)
    )
    if changed.rowcount != 1:
        raise Conflict("Somebody answered this request first.")


def facts_of_request(cabinet: Cabinet, case_id: CaseId, request_id: RequestId) -> RequestFacts | None:
    """One request of this case, or None."""
    return next(iter(_facts(cabinet, and_(requests.c.id == request_id, requests.c.case_id == case_id))), None)


def facts_of_open(
    cabinet: Cabinet, case_id: CaseId, asking: ProgramId, owner: ProgramId, information_type: InformationType
) -> RequestFacts | None:
    """The unanswered request of one program to another for one type on this case, or None."""
    same = and_(
        requests.c.case_id == case_id,
        requests.c.asking_program_id == asking,
        requests.c.program_id == owner,
        requests.c.information_type == information_type.value,
        requests.c.answered_at.is_(None),
    )
    return next(iter(_facts(cabinet, same)), None)


def facts_of_requests(cabinet: Cabinet, program_id: ProgramId) -> list[RequestFacts]:
    """Requests to or by a program, unanswered first, then newest first; at most 200."""
    return _facts(cabinet, or_(requests.c.program_id == program_id, requests.c.asking_program_id == program_id))


def _facts(cabinet: Cabinet, chosen: ColumnElement[bool]) -> list[RequestFacts]:
    asking, owner = programs.alias("asking"), programs.alias("owner")
    query = (
        select(
            requests,
            cases.c.reference,
            owner.c.name.label("program_name"),
            asking.c.name.label("asking_name"),
            people.c.name.label("asked_by_name"),
        )
        .join(cases, cases.c.id == requests.c.case_id)
        .join(owner, owner.c.id == requests.c.program_id)
        .join(asking, asking.c.id == requests.c.asking_program_id)
        .join(people, people.c.id == requests.c.asked_by)
        .where(chosen)
        .order_by(requests.c.answered_at.is_not(None), requests.c.asked_at.desc(), requests.c.id)
        .limit(_MOST)
    )
    return [
        RequestFacts(
            request_id=RequestId(row.id),
            handle=Handle(row.handle),
            case_id=CaseId(row.case_id),
            case_reference=row.reference,
            program_id=ProgramId(row.program_id),
            program_name=row.program_name,
            information_type=InformationType(row.information_type),
            asking_program_id=ProgramId(row.asking_program_id),
            asking_program_name=row.asking_name,
            asked_by=row.asked_by_name,
            asked_at=row.asked_at,
            purpose=row.purpose,
            asked_by_id=PersonId(row.asked_by),
            answered_at=row.answered_at,
            answer=RequestAnswer(row.answer) if row.answer else None,
        )
        for row in cabinet.connection.execute(query)
    ]
