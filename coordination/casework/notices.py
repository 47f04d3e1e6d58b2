"""Room: casework. Notices: telling people that something waits, in the commit of the act that makes it wait.

What an act's noun calls is `tell`: people of a program, by the roles of the kind. It may not change what the act
answers: whoever acts learns nothing of who is told. What is shown in the hub, and what is sent, is judged anew each
time (`may_know`): a notice about a case that closed to its reader, or about what is over, is not there and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from coordination.casework import region_alarms
from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, Handle, NoticeId, PersonId, ProgramId, is_id
from coordination.model.notice import (
    KINDS,
    OF_AGREEMENTS,
    OF_DEADLINES,
    OF_EMERGENCIES,
    OF_REFERRALS,
    OF_REGIONS,
    OF_TRAINING,
    WORKING,
    Kind,
    Message,
    Notice,
    NoticeFacts,
)
from coordination.model.stalled import still
from coordination.policy.audience import answers_to
from coordination.storage import (
    agreements,
    case_rows,
    certificate_rows,
    deadline_facts,
    emergency_rows,
    instruments,
    notice_rows,
    outbox,
    recipients,
    referral_facts,
)
from coordination.storage.cabinet import Cabinet


def tell(
    w: Work, kind: Kind, program_id: ProgramId, *, cause: str, about: Handle, person_id: PersonId | None = None
) -> None:
    """Tell the people of a program whom the kind concerns, or one of them. cause: what it is told once for (an id).

    about: the object's handle, for the access log. A confidential program's people are never told of a case.
    """
    outbox.put(w.cabinet, w.grant, messages(w.cabinet, kind, program_id, w.grant.case.case_id, cause, about, person_id))


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
    line = KINDS[kind]
    audience = recipients.facts_of_audience(
        cabinet, program_id, case_id, line.roles, person_id, addressed=line.addressed
    )
    return [to_person(kind, program_id, case_id, cause, about, person) for person in audience]


def to_person(
    kind: Kind, program_id: ProgramId, case_id: CaseId, cause: str, about: Handle, person_id: PersonId
) -> Message:
    """A message to one person, of whom storage/recipients has said that they may get it."""
    return Message(
        key=f"{_id(cause)}:{kind.value}:{person_id}",
        kind=kind,
        program_id=program_id,
        person_id=person_id,
        case_id=case_id,
        object_handle=about,
        urgent=KINDS[kind].urgent,
    )


def to_line(program_id: ProgramId, number: str, cause: str, about: Handle, place: int) -> Message:
    """An urgent message to a number of a program's on-call roster: constant words and the message's own id.

    place: of several that are rung for one cause, which; the number itself may not get into the key.
    """
    return Message(
        key=f"{_id(cause)}:{Kind.ON_CALL.value}:{program_id}:{place}",
        kind=Kind.ON_CALL,
        program_id=program_id,
        object_handle=about,
        line=number,
        urgent=True,
    )


def _id(cause: str) -> str:
    """INVARIANT: a cause is an id. A key lies in plain, so no address, name or reference may get into one."""
    if not is_id(cause):
        raise ValueError("The cause of a message is an id.")
    return cause


def listed(desk: Desk, actor: Actor) -> list[Notice]:
    """The actor's notices that they may know of now, newest first. One entry names the cases and referrals shown."""
    with desk.consulting() as cabinet:
        found = notice_rows.facts_of_notices(cabinet, actor.person_id, actor.program_id)
    known = _known(desk, actor, found)
    about = {(facts.case_id, facts.referral and facts.referral.handle): facts for _, facts in known}
    training, region = _of_training(desk, found), _of_region(desk, actor, found)
    agreed, filed = _of_agreements(desk, found), _of_instruments(desk, found)
    objects = list(dict.fromkeys(facts.referral.handle for _, facts in known if facts.referral))
    objects += [one.object_handle for one in (*training, *region, *agreed, *filed)]
    grant = desk.ask_many(actor, Action.NOTICE_LIST, list(about.values()), objects=objects)
    with desk.opened(grant) as cabinet:
        headers = case_rows.headers(cabinet, grant)
    lines = [
        _line(one, _address(one, facts), headers[facts.case_id].reference)
        for one, facts in known
        if facts.case_id in headers
    ]
    lines += [_line(one, "/training", "") for one in training]
    lines += [_line(one, "/region", "") for one in region]
    lines += [_line(one, "/agreements", "") for one in agreed]
    lines += [_line(one, "/instruments", "") for one in filed]
    return sorted(lines, key=lambda line: line.made_at, reverse=True)


def waiting(desk: Desk, actor: Actor) -> int:
    """How many new notices the actor may know of now: the number in the navigation. It names and opens nothing."""
    if actor.role not in WORKING:
        return 0
    with desk.consulting() as cabinet:
        found = notice_rows.facts_of_unseen(cabinet, actor.person_id, actor.program_id)
    about_no_case = (
        *_of_training(desk, found),
        *_of_region(desk, actor, found),
        *_of_agreements(desk, found),
        *_of_instruments(desk, found),
    )
    return len(_known(desk, actor, found)) + len(about_no_case)


def mark_seen(desk: Desk, actor: Actor, notices: Iterable[NoticeId], key: str) -> None:
    """Mark the actor's own notices as seen. Another's id changes nothing, and is answered alike."""

    marked = sorted(notices)

    def work(w: Work) -> str:
        notice_rows.mark_seen(w.cabinet, w.grant, marked)
        return "seen"

    desk.act_general(actor, Action.NOTICE_MARK_SEEN, work, key=key, about=" ".join(marked))


def may_know(desk: Desk, actor: Actor, kind: Kind, facts: CaseFacts, made_at: datetime) -> bool:
    """Whether the actor may know of a message now. facts: of its case, with the referral for the kinds OF_REFERRALS.

    INVARIANT: the sender of a referral hears of what a confidential program has not done only while its releases name
    the hub and the sender, as on every page (architecture §3).
    """
    if kind in OF_REFERRALS:
        referral = facts.referral
        if referral is None or not still(kind, referral, made_at, desk.now):
            return False
        sent = referral.sender.id == actor.program_id
        if sent and not answers_to(referral.recipient, facts, referral.sender, desk.now):
            return False
    return desk.judge(actor, KINDS[kind].action, facts).allowed


def _known(desk: Desk, actor: Actor, found: Sequence[NoticeFacts]) -> list[tuple[NoticeFacts, CaseFacts]]:
    """Those that the actor may know of now, each with the facts of what it is about."""
    found = _running(desk, found)
    cases = list(dict.fromkeys(one.case_id for one in found if one.case_id is not None))
    if not cases:
        return []
    facts = {one.case_id: one for one in desk.facts_of_many(actor, cases)}
    handles = [one.object_handle for one in found if one.kind in OF_REFERRALS]
    with desk.consulting() as cabinet:
        sent = referral_facts.facts_of_handles(cabinet, actor.program_id, handles) if handles else {}
    about = [
        (one, replace(facts[one.case_id], referral=sent.get(one.object_handle) if one.kind in OF_REFERRALS else None))
        for one in found
        if one.case_id in facts
    ]
    return [(one, known) for one, known in about if may_know(desk, actor, one.kind, known, one.made_at)]


def _running(desk: Desk, found: Sequence[NoticeFacts]) -> Sequence[NoticeFacts]:
    """Those that are not over: a deadline that runs no more, a use of emergency access that nobody has to review."""
    due = [one.object_handle for one in found if one.kind in OF_DEADLINES]
    used = [one.object_handle for one in found if one.kind in OF_EMERGENCIES]
    if not due and not used:
        return found
    with desk.consulting() as cabinet:
        running = deadline_facts.facts_of_running(cabinet, due) if due else frozenset()
        waiting = emergency_rows.facts_of_waiting(cabinet, used) if used else frozenset()
    still_so = {*running, *waiting}
    return [one for one in found if one.kind not in OF_DEADLINES | OF_EMERGENCIES or one.object_handle in still_so]


def _of_training(desk: Desk, found: Sequence[NoticeFacts]) -> list[NoticeFacts]:
    """Those about a certificate that still ends: they are about no case, and went to who may read it."""
    about = [one for one in found if one.kind in OF_TRAINING]
    if not about:
        return []
    with desk.consulting() as cabinet:
        ending = certificate_rows.facts_of_still_ending(cabinet, {one.object_handle for one in about})
    return [one for one in about if one.object_handle in ending]


def _of_agreements(desk: Desk, found: Sequence[NoticeFacts]) -> list[NoticeFacts]:
    """Those about an agreement that is not over yet."""
    about = [one for one in found if one.kind in OF_AGREEMENTS]
    if not about:
        return []
    with desk.consulting() as cabinet:
        running = agreements.facts_of_still_running(cabinet, {one.object_handle for one in about})
    return [one for one in about if one.object_handle in running]


def _of_instruments(desk: Desk, found: Sequence[NoticeFacts]) -> list[NoticeFacts]:
    """Those about an operator instrument that is not over yet."""
    about = [one for one in found if one.kind is Kind.INSTRUMENT_ENDING]
    if not about:
        return []
    with desk.consulting() as cabinet:
        running = instruments.facts_of_still_running(cabinet, {one.object_handle for one in about})
    return [one for one in about if one.object_handle in running]


def _of_region(desk: Desk, actor: Actor, found: Sequence[NoticeFacts]) -> list[NoticeFacts]:
    """Those about the actor's region, while something in it is overdue still."""
    about = [one for one in found if one.kind in OF_REGIONS]
    if not about:
        return []
    return about if region_alarms.still(desk, actor) else []


def _line(one: NoticeFacts, address: str, reference: str) -> Notice:
    return Notice(
        id=one.id,
        title=KINDS[one.kind].title,
        address=address,
        case_reference=reference,
        made_at=one.made_at,
        new=one.seen_at is None,
    )


def _address(one: NoticeFacts, facts: CaseFacts) -> str:
    referral = facts.referral
    if one.kind in OF_EMERGENCIES:
        return "/emergencies"
    return f"/referrals/{referral.referral_id}" if referral else f"/cases/{one.case_id}{KINDS[one.kind].page}"
