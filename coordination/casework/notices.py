"""Room: casework. Notices: telling people that something waits, in the commit of the act that makes it wait.

What an act's noun calls is `tell` (people of a program, by the roles of the kind) or `ring` (an on-call line). Neither
may change what the act answers: whoever acts learns nothing of who is told. What is shown in the hub is judged anew at
each look: a notice about a case that closed to its reader is not there, and is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, NoticeId, PersonId, ProgramId, is_id
from coordination.model.notice import KINDS, WORKING, Kind, Message, Notice, NoticeFacts
from coordination.storage import case_rows, notice_rows, outbox, recipients
from coordination.storage.cabinet import Cabinet


def tell(
    w: Work, kind: Kind, program_id: ProgramId, *, cause: str, about: Handle, person_id: PersonId | None = None
) -> None:
    """Tell the people of a program whom the kind concerns, or one of them. cause: what it is told once for (an id).

    about: the object's handle, for the access log. A confidential program's people are never told of a case.
    """
    outbox.put(w.cabinet, w.grant, messages(w.cabinet, kind, program_id, w.grant.case.case_id, cause, about, person_id))


def ring(w: Work, program_id: ProgramId, line: str, *, cause: str, about: Handle) -> None:
    """Send an urgent message to an on-call line (an address or a number): constant words and the message's own id."""
    message = Message(
        key=f"{_id(cause)}:{Kind.ON_CALL.value}:{program_id}",
        kind=Kind.ON_CALL,
        program_id=program_id,
        object_handle=about,
        line=line,
        urgent=True,
    )
    outbox.put(w.cabinet, w.grant, [message])


def messages(
    cabinet: Cabinet,
    kind: Kind,
    program_id: ProgramId,
    case_id: CaseId,
    cause: str,
    about: Handle,
    person_id: PersonId | None = None,
) -> list[Message]:
    """One message for each person of the program whom the kind concerns."""
    return [
        Message(
            key=f"{_id(cause)}:{kind.value}:{person}",
            kind=kind,
            program_id=program_id,
            person_id=person,
            case_id=case_id,
            object_handle=about,
            urgent=KINDS[kind].urgent,
        )
        for person in recipients.facts_of_audience(cabinet, program_id, case_id, KINDS[kind].roles, person_id)
    ]


def _id(cause: str) -> str:
    """INVARIANT: a cause is an id. A key lies in plain, so no address, name or reference may get into one."""
    if not is_id(cause):
        raise ValueError("The cause of a message is an id.")
    return cause


def listed(desk: Desk, actor: Actor) -> list[Notice]:
    """The actor's notices that they may know of now, newest first. One entry names the cases shown."""
    with desk.consulting() as cabinet:
        found = notice_rows.facts_of_notices(cabinet, actor.person_id, actor.program_id)
    facts = _facts(desk, actor, found)
    grant = desk.ask_many(actor, Action.NOTICE_LIST, list(facts.values()))
    with desk.opened(grant) as cabinet:
        headers = case_rows.headers(cabinet, grant)
    return [
        Notice(
            id=one.id,
            title=KINDS[one.kind].title,
            address=f"/cases/{one.case_id}{KINDS[one.kind].page}",
            case_reference=headers[one.case_id].reference,
            made_at=one.made_at,
            new=one.seen_at is None,
        )
        for one in found
        if one.case_id in headers and _may_know(desk, actor, one, facts)
    ]


def waiting(desk: Desk, actor: Actor) -> int:
    """How many new notices the actor may know of now: the number in the navigation. It names and opens nothing."""
    if actor.role not in WORKING:
        return 0
    with desk.consulting() as cabinet:
        found = notice_rows.facts_of_unseen(cabinet, actor.person_id, actor.program_id)
    facts = _facts(desk, actor, found)
    return sum(_may_know(desk, actor, one, facts) for one in found)


def mark_seen(desk: Desk, actor: Actor, notices: Iterable[NoticeId], key: str) -> None:
    """Mark the actor's own notices as seen. Another's id changes nothing, and is answered alike."""

    marked = sorted(notices)

    def work(w: Work) -> str:
        notice_rows.mark_seen(w.cabinet, w.grant, marked)
        return "seen"

    desk.act_general(actor, Action.NOTICE_MARK_SEEN, work, key=key, about=" ".join(marked))


def _facts(desk: Desk, actor: Actor, found: Iterable[NoticeFacts]) -> Mapping[CaseId, CaseFacts]:
    cases = list(dict.fromkeys(one.case_id for one in found if one.case_id is not None))
    return {facts.case_id: facts for facts in desk.facts_of_many(actor, cases)} if cases else {}


def _may_know(desk: Desk, actor: Actor, one: NoticeFacts, facts: Mapping[CaseId, CaseFacts]) -> bool:
    about = facts.get(one.case_id) if one.case_id else None
    return about is not None and desk.judge(actor, KINDS[one.kind].action, about).allowed
