"""Room: casework. An urgent referral rings whoever is on call, and one that waits too long is told of, once a wait.

At its sending: the line on the roster, and its person, or the supervisors where it names no person of the hub. When
nobody has opened it in half an hour: everybody on the roster for that hour. Every route has its own patience
(model/stalled.py); its sender, the sender's supervisors and the recipient's hear of it.

INVARIANT: nobody rings a confidential program, and nothing tells its sender that it has not looked (issue 3, item 4).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from coordination.casework import on_call
from coordination.casework.desk import Work
from coordination.casework.directory_words import digits
from coordination.casework.notices import messages, to_line, to_person
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, ReferralId
from coordination.model.notice import SUPERVISORS, WORKING, Claimed, Kind, Message
from coordination.model.on_call import OnCall
from coordination.model.program import Program
from coordination.model.referrals import ReferralFacts, Standing, Urgency
from coordination.model.stalled import Alarm, alarm, since, still
from coordination.storage import outbox, recipients, referral_facts
from coordination.storage.cabinet import Cabinet


def call(w: Work, referral_id: ReferralId, handle: Handle, recipient: Program) -> None:
    """Ring whoever is on call for the recipient of an urgent referral, in the commit that sends it."""
    if recipient.confidential:
        return
    rung = on_call.calls(w.cabinet, recipient.id, w.now)[:1]
    why = cause(referral_id, w.now, "call")
    outbox.put(w.cabinet, w.grant, _calling(w.cabinet, recipient.id, w.grant.case.case_id, rung, why, handle))


def ring(cabinet: Cabinet, referral: ReferralFacts) -> tuple[OnCall, ...]:
    """Whom the sender of an urgent one may ring while nobody answers, whoever is on call first; () otherwise.

    When nobody opened it in time, those behind them on the roster too. Never of a confidential program.
    """
    waits = referral.waiting and referral.standing is Standing.ACTIVE and referral.urgency is Urgency.URGENT
    if referral.recipient.confidential or not waits:
        return ()
    first = on_call.facts_at(cabinet, referral.recipient.id, cabinet.now)
    if alarm(referral, cabinet.now) is not Alarm.UNOPENED:
        return (first,)
    rest = on_call.calls(cabinet, referral.recipient.id, cabinet.now)
    return (first, *(one for one in rest if digits(one.number) != digits(first.number)))


def still_rings(cabinet: Cabinet, message: Claimed, number: str) -> bool:
    """Whether a message to a number is still to be sent: nobody has opened the referral, and the roster has the number.

    What is about no referral to that program rings nobody.
    """
    found = referral_facts.facts_of_handles(cabinet, message.program_id, [message.object_handle])
    referral = found.get(message.object_handle)
    if referral is None or referral.recipient.id != message.program_id:
        return False
    if not still(Kind.ON_CALL, referral, message.made_at, cabinet.now):
        return False
    calls = on_call.calls(cabinet, message.program_id, cabinet.now)
    return digits(number) in {digits(one.number) for one in calls}


def cause(referral_id: ReferralId, begun: datetime, word: str) -> str:
    """An id for this wait of this referral, the same for every worker: what is told of it is told once. begun: `since`.

    It is a hash of a random id, so it says nothing about anybody.
    """
    return sha256(f"{referral_id} {begun.astimezone(UTC).isoformat()} {word}".encode()).hexdigest()[:32]


def due(cabinet: Cabinet) -> list[Message]:
    """What is to be told at the cabinet's instant of referrals that wait longer than their route allows."""
    found: list[Message] = []
    for referral in referral_facts.facts_of_stalled(cabinet):
        late = alarm(referral, cabinet.now)
        if late is not None:
            found += _late(cabinet, referral, late)
    return found


def _late(cabinet: Cabinet, referral: ReferralFacts, late: Alarm) -> list[Message]:
    begun, urgent = since(referral), referral.urgency is Urgency.URGENT
    why = cause(referral.referral_id, begun, late.value)
    told = [
        to_person(late.kind, referral.sender.id, referral.case_id, why, referral.handle, person)
        for person in _senders(cabinet, referral)
    ]
    recipient = referral.recipient
    if not recipient.confidential:
        told += messages(cabinet, Kind.REFERRAL_OVERDUE, recipient.id, referral.case_id, why, referral.handle)
    told = [replace(message, urgent=urgent) for message in told]
    if urgent and late is Alarm.UNOPENED and not recipient.confidential:
        again = cause(referral.referral_id, begun, "again")
        everybody = on_call.calls(cabinet, recipient.id, cabinet.now)
        told += _calling(cabinet, recipient.id, referral.case_id, everybody, again, referral.handle)
    return told


def _senders(cabinet: Cabinet, referral: ReferralFacts) -> list[PersonId]:
    """Whoever sent it and their supervisors; the program's team members on the case where none of them is left."""
    program, case = referral.sender.id, referral.case_id
    own = recipients.facts_of_audience(cabinet, program, case, WORKING, referral.sent_by)
    leads = recipients.facts_of_audience(cabinet, program, case, SUPERVISORS)
    found = list(dict.fromkeys([*own, *leads]))
    return found or recipients.facts_of_audience(cabinet, program, case, WORKING)


def _calling(
    cabinet: Cabinet, program_id: ProgramId, case_id: CaseId, rung: tuple[OnCall, ...], why: str, about: Handle
) -> list[Message]:
    """To each number, and to each person of the hub who has one of them; without any person, to the supervisors."""
    lines = [to_line(program_id, one.number, why, about, place) for place, one in enumerate(rung)]
    people: list[Message] = []
    for person in dict.fromkeys(one.person_id for one in rung if one.person_id):
        people += messages(cabinet, Kind.REFERRAL_URGENT, program_id, case_id, why, about, person)
    if not people:
        leads = recipients.facts_of_audience(cabinet, program_id, case_id, SUPERVISORS)
        people = [to_person(Kind.REFERRAL_URGENT, program_id, case_id, why, about, person) for person in leads]
    return [*lines, *people]
