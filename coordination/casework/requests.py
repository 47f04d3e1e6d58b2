"""Room: casework. Requests: ask a program's supervisors to open a locked type; answer with a no or a release.

Only what the policy says is known to exist can be asked for, so a request never tells of anything hidden.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coordination.casework import notices
from coordination.casework.desk import Desk, Work
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Invalid, Refused
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, ProgramId, RequestId, new_id
from coordination.model.notice import Kind
from coordination.model.request import PURPOSES, RequestAnswer, RequestFacts
from coordination.policy.audience import shows_itself_to
from coordination.policy.decision import CaseDecision
from coordination.storage import requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What could be asked for on a case: one locked type of one program, with its name."""

    case_id: CaseId
    program_id: ProgramId
    program_name: str
    information_type: InformationType
    earlier: RequestFacts | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """The requests of a program: to it, for its supervisors to answer, and by it."""

    received: tuple[RequestFacts, ...]
    made: tuple[RequestFacts, ...]


def wish(desk: Desk, actor: Actor, case_id: CaseId, program_id: ProgramId, information_type: str) -> Wish:
    """The page that asks. Refused, as if absent, for whatever is not lawfully known to the actor to exist."""
    facts = desk.facts(actor, case_id)
    kind = _type(information_type)
    decision = desk.judge(actor, Action.REQUEST_MAKE, facts)
    known = kind is not None and any(_known(case, program_id, kind) for case in decision.cases)
    if kind is None or not known or not may_ask(actor, facts, program_id, desk.now):
        desk.refuse(actor, Action.REQUEST_MAKE, facts, reason="absent")
    desk.ask(actor, Action.TEAM_READ, facts)
    with desk.consulting() as cabinet:
        earlier = requests.facts_of_open(cabinet, case_id, actor.program_id, program_id, kind)
    return Wish(
        case_id=case_id,
        program_id=program_id,
        program_name=_program_name(facts, program_id),
        information_type=kind,
        earlier=earlier,
    )


def make(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    program_id: ProgramId,
    information_type: str,
    purpose: str,
    key: str,
) -> RequestId:
    """Ask. When the actor's program already waits for the same, that request is the answer and nothing is added."""
    if purpose not in {choice.slug for choice in PURPOSES}:
        raise Invalid({"purpose": "Choose why you ask."})
    kind = _type(information_type)
    if kind is None:
        desk.refuse(actor, Action.REQUEST_MAKE, desk.facts(actor, case_id), reason="absent")
    request = RequestFacts(
        request_id=RequestId(new_id()),
        handle=Handle(new_id()),
        case_id=case_id,
        case_reference="",
        program_id=program_id,
        program_name="",
        information_type=kind,
        asking_program_id=actor.program_id,
        asking_program_name="",
        asked_by="",
        asked_at=desk.now,
        purpose=purpose,
    )

    def work(w: Work) -> str:
        if not any(
            (access.program_id, access.information_type, access.access) == (program_id, kind, Access.KNOWN)
            for access in w.grant.case.types
        ):
            raise Refused(reason="absent")
        if not may_ask(actor, w.facts, program_id, w.now):
            raise Refused(reason="not_named")
        earlier = requests.facts_of_open(w.cabinet, case_id, actor.program_id, program_id, kind)
        if earlier is not None:
            return earlier.request_id
        requests.make(w.cabinet, w.grant, request)
        notices.tell(w, Kind.REQUEST_WAITING, program_id, cause=request.request_id, about=request.handle)
        return request.request_id

    about, objects = f"{case_id} {program_id} {kind.value}", [request.handle]
    done = desk.act(actor, Action.REQUEST_MAKE, case_id, work, key=key, about=about, objects=objects, purpose=purpose)
    return RequestId(done)


def may_ask(actor: Actor, facts: CaseFacts, program_id: ProgramId, now: datetime) -> bool:
    """Whether the program asked may learn who asks: a request shows the asking program's and person's names."""
    asked = [held.program for held in facts.holdings if held.program.id == program_id]
    return any(shows_itself_to(actor.program, facts, program, now) for program in asked)


def listed(desk: Desk, actor: Actor) -> Listed:
    """The requests to and by the actor's program, on cases the actor may see; the unanswered first."""
    with desk.consulting() as cabinet:
        found = requests.facts_of_requests(cabinet, actor.program_id)
    cases = list(dict.fromkeys(request.case_id for request in found))
    grant = desk.ask_many(actor, Action.REQUEST_LIST, desk.facts_of_many(actor, cases))
    seen = set(grant.case_ids())
    shown = [request for request in found if request.case_id in seen]
    supervises = actor.role is Role.SUPERVISOR
    return Listed(
        received=tuple(one for one in shown if one.program_id == actor.program_id and supervises),
        made=tuple(one for one in shown if one.asking_program_id == actor.program_id),
    )


def refuse(desk: Desk, actor: Actor, case_id: CaseId, request_id: RequestId, key: str) -> None:
    """Answer with a no. By a supervisor of the program that was asked; Conflict when somebody answered first."""
    facts = desk.facts(actor, case_id)
    with desk.consulting() as cabinet:
        request = requests.facts_of_request(cabinet, case_id, request_id)
    # The policy first: a request on a case that is hidden costs what one costs that is not there.
    judged = desk.judge(actor, Action.REQUEST_ANSWER, facts)
    if request is None or request.program_id != actor.program_id or not judged.allowed:
        desk.refuse(actor, Action.REQUEST_ANSWER, facts, reason="absent")

    def work(w: Work) -> str:
        requests.answer(w.cabinet, w.grant, request, RequestAnswer.NO)
        _tell_asker(w, request)
        return request_id

    about = f"{case_id} {request_id}"
    desk.act(actor, Action.REQUEST_ANSWER, case_id, work, key=key, about=about, objects=[request.handle])


def settle(
    w: Work,
    request_id: str,
    recipients: Collection[ProgramId],
    types: Collection[InformationType],
    answer: RequestAnswer = RequestAnswer.RELEASE,
) -> None:
    """Mark a request as answered by the release or paper that this very work records, when it gives what was asked.

    For casework/releases and authorities, inside their own act. Another program's request, or one already answered,
    stays as it is.
    """
    request = requests.facts_of_request(w.cabinet, w.grant.case.case_id, RequestId(request_id))
    if request is None or not request.waiting or request.program_id != w.grant.actor.program_id:
        return
    if request.asking_program_id in recipients and request.information_type in types:
        requests.answer(w.cabinet, w.grant, request, answer)
        _tell_asker(w, request)


def _tell_asker(w: Work, request: RequestFacts) -> None:
    asker = request.asked_by_id
    notices.tell(
        w,
        Kind.REQUEST_ANSWERED,
        request.asking_program_id,
        cause=request.request_id,
        about=request.handle,
        person_id=asker,
    )


def _known(case: CaseDecision, program_id: ProgramId, kind: InformationType) -> bool:
    return any(
        (access.program_id, access.information_type, access.access) == (program_id, kind, Access.KNOWN)
        for access in case.types
    )


def _type(slug: str) -> InformationType | None:
    try:
        return InformationType(slug)
    except ValueError:
        return None


def _program_name(facts: CaseFacts, program_id: ProgramId) -> str:
    return next(
        (f"{one.program.agency_name}, {one.program.name}" for one in facts.holdings if one.program.id == program_id),
        "",
    )
