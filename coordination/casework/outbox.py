"""Room: casework. The outbox at work: each due message is judged anew, logged, and handed to the mail server.

(1) nothing is claimed while the mail server is away, so an outage of a day costs no message an attempt; (2) a claim is
a lease, and a killed worker's messages are taken over when it lapses; (3) when a message is due, its recipient must
still hold an appointment and still be allowed to know, their address must be safe and their hours not quiet; (4) its
entry is committed before a byte leaves; (5) then it is sent and ended.

What can be promised: in the hub a notice is there exactly once. By mail a worker killed between (4) and (5) leaves it
unknown whether the mail went; it is sent again with the same Message-ID, which many mail systems drop as a duplicate
and SMTP does not promise to. Proof: tests/casework/test_outbox_in_trouble.py, tests/cli/test_worker.py.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol

from coordination.casework import quiet, region_alarms, stalled
from coordination.casework.desk import Desk, Noted
from coordination.casework.directory_words import digits
from coordination.casework.notices import may_know
from coordination.model.action import Action
from coordination.model.contact import Contact, Recipient
from coordination.model.errors import Unavailable
from coordination.model.ids import Handle, PersonId
from coordination.model.notice import (
    KINDS,
    OF_DEADLINES,
    OF_REFERRALS,
    OF_REGIONS,
    SUBJECT,
    TEXT,
    URGENT_SUBJECT,
    URGENT_TEXT,
    Claimed,
    Outcome,
)
from coordination.storage import (
    case_facts,
    contact_rows,
    deadline_facts,
    outbox,
    program_facts,
    recipients,
    referral_facts,
)
from coordination.storage.cabinet import Cabinet

BATCH = 20
LEASE = timedelta(minutes=5)  # longer than a batch takes at the carrier's own patience, and renewed at each message
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
GIVE_UP = timedelta(days=5)  # RFC 5321 §4.5.4.1: at least 4 to 5 days


UNLOGGED = Noted()
UNFORESEEN = "A message met an error that nobody foresaw. It waits, and is tried again in an hour."


class Delivery(Enum):
    """What the mail server said of one letter."""

    ACCEPTED = "accepted"
    LATER = "later"  # 4xx, or it hung up
    REFUSED = "refused"  # 5xx


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter to one recipient. key: the same for the same message however often it is sent."""

    to: str = field(repr=False)
    subject: str
    text: str
    key: str


class Line(Protocol):
    """An open way to the mail server."""

    def send(self, letter: Letter) -> Delivery:
        """Hand over one letter."""


class Carrier(Protocol):
    """How letters leave. address: the hub's own, which is all that a letter says. number_at: where numbers are reached.

    on: False where no mail server is set; notices are then in the hub alone.
    """

    on: bool
    address: str
    number_at: str

    def open(self) -> AbstractContextManager[Line]:
        """Reach the mail server; Unavailable when it is away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What is to be done with a claimed message: send `letter`, wait `until`, or end it as `outcome`."""

    letter: Letter | None = None
    until: datetime | None = None
    outcome: Outcome | None = None
    noted: Noted = UNLOGGED


def deliver(desk: Desk, carrier: Carrier, most: int = BATCH, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Send what is due, a bounded number of messages a call; how many were claimed. Unavailable when mail is away.

    stopping: asked before each message; what is left of the batch is then free again at once.
    """
    with desk.consulting() as cabinet:
        if not outbox.facts_of_due(cabinet):
            return 0
    with carrier.open() as line:  # (1)
        with desk.database.write() as connection:  # (2) a claim tells of nobody, so it has no entry
            claimed = outbox.claim(Cabinet(connection=connection, keyring=desk.keyring, now=desk.now), most, LEASE)
        unforeseen: Exception | None = None
        for message in claimed:
            if stopping():
                _settle(desk, message, Step(until=desk.now))
                continue
            try:
                _one(desk, carrier, line, message)
            except Unavailable:
                raise  # the database is away: the claims lapse, and nothing is lost
            except Exception as error:  # noqa: BLE001 - one message that cannot be judged must not hold up all others
                unforeseen = error
                _settle(desk, message, Step(until=desk.now + LONGEST_PAUSE))
    if unforeseen is not None:
        raise Unavailable(UNFORESEEN) from unforeseen
    return len(claimed)


def _one(desk: Desk, carrier: Carrier, line: Line, message: Claimed) -> None:
    with desk.consulting() as cabinet:
        step = _step(desk, cabinet, carrier, message)
    if step.letter is not None:
        step = _logged(desk, carrier, message)
    if step.letter is not None:
        said = line.send(step.letter)  # (5)
        step = _after(desk.now, message, said)
    _settle(desk, message, step)


def _logged(desk: Desk, carrier: Carrier, message: Claimed) -> Step:
    """(4) Judge once more in the transaction that writes the entry, so that nothing changes in between."""

    def work(cabinet: Cabinet) -> tuple[Step, Noted]:
        step = _step(desk, cabinet, carrier, message)
        if step.letter is None:
            entry = step.noted if step.noted.outcome == "refused" else Noted(outcome="refused", reason="changed")
            return replace(step, noted=UNLOGGED), entry
        if not outbox.begin(cabinet, message, LEASE):
            return Step(), Noted(outcome="refused", reason="taken_over")
        return step, step.noted

    return desk.system(Action.NOTICE_SEND, work)


def _step(desk: Desk, cabinet: Cabinet, carrier: Carrier, message: Claimed) -> Step:
    """(3) What is to be done with it as things stand now."""
    if message.seen and not message.tried:
        return Step(outcome=Outcome.SEEN)
    if message.person_id is None:
        return _to_a_line(cabinet, carrier, message)
    return _to_a_person(desk, cabinet, carrier, message, message.person_id)


def _to_a_person(desk: Desk, cabinet: Cabinet, carrier: Carrier, message: Claimed, person_id: PersonId) -> Step:
    recipient = recipients.facts_of_recipient(cabinet, person_id, message.program_id, KINDS[message.kind].roles)
    if recipient is None or not _still_allowed(desk, cabinet, recipient, message):
        noted = _noted(cabinet, message, recipient.handle if recipient else None, outcome="refused")
        return Step(outcome=Outcome.NOT_ALLOWED, noted=noted)
    contact = contact_rows.facts_of_contact(cabinet, person_id)
    if not carrier.on or not _wants_mail(contact, message):
        return Step(outcome=Outcome.HUB_ONLY)
    if _too_old(cabinet, message):
        return Step(outcome=Outcome.DEAD)
    until = None if message.urgent and contact.pierce else quiet.until(contact, cabinet.now, recipient.zone)
    if until is not None:
        return Step(until=until)
    text = TEXT.format(address=carrier.address)
    letter = Letter(to=contact.address, subject=SUBJECT, text=text, key=_letter_key(message))
    return Step(letter=letter, noted=_noted(cabinet, message, recipient.handle))


def _to_a_line(cabinet: Cabinet, carrier: Carrier, message: Claimed) -> Step:
    line = outbox.facts_of_line(cabinet, message)
    if not stalled.still_rings(cabinet, message, line):
        return Step(outcome=Outcome.NOT_ALLOWED, noted=_noted(cabinet, message, None, outcome="refused"))
    to = f"{digits(line)}@{carrier.number_at}" if carrier.number_at else ""
    if not carrier.on or not to or _too_old(cabinet, message):
        return Step(outcome=Outcome.DEAD)  # a night call that cannot leave must be seen by an operator
    text = URGENT_TEXT.format(address=carrier.address, id=message.id)
    letter = Letter(to=to, subject=URGENT_SUBJECT, text=text, key=_letter_key(message))
    return Step(letter=letter, noted=_noted(cabinet, message, None))


def _still_allowed(desk: Desk, cabinet: Cabinet, recipient: Recipient, message: Claimed) -> bool:
    """Whether the policy would let the recipient know of it now, in any of their appointments in the program."""
    if message.kind in OF_REGIONS:
        return any(region_alarms.still(desk, actor) for actor in recipient.actors)
    if message.case_id is None:
        return bool(recipient.actors)
    about, handle = None, message.object_handle
    if message.kind in OF_DEADLINES and handle not in deadline_facts.facts_of_running(cabinet, [handle]):
        return False
    if message.kind in OF_REFERRALS:
        handles = [message.object_handle]
        about = referral_facts.facts_of_handles(cabinet, message.program_id, handles).get(message.object_handle)
    for actor in recipient.actors:
        facts = case_facts.facts(cabinet.connection, actor, message.case_id, at=cabinet.now)
        if may_know(desk, actor, message.kind, replace(facts, referral=about), message.made_at):
            return True
    return False


def _too_old(cabinet: Cabinet, message: Claimed) -> bool:
    return cabinet.now >= message.made_at + GIVE_UP


def _wants_mail(contact: Contact, message: Claimed) -> bool:
    return bool(contact.address) and contact.mail and not contact.unsafe and message.kind.value not in contact.muted


def _noted(cabinet: Cabinet, message: Claimed, person: Handle | None, *, outcome: str = "allowed") -> Noted:
    """The entry: a constant kind, who was written to, about which object; a confidential program's names no object."""
    program = program_facts.facts_of_programs(cabinet.connection, [message.program_id])[message.program_id]
    about = () if program.confidential else (message.object_handle,)
    reason = "mail" if outcome == "allowed" else "not_allowed"
    objects = (*((person,) if person else ()), *about)
    return Noted(program=program.handle, objects=objects, outcome=outcome, reason=reason)


def _after(now: datetime, message: Claimed, said: Delivery) -> Step:
    if said is Delivery.ACCEPTED:
        return Step(outcome=Outcome.SENT)
    if said is Delivery.REFUSED:
        return Step(outcome=Outcome.DEAD)
    return Step(until=now + pause(message.attempts + 1))


def _settle(desk: Desk, message: Claimed, step: Step) -> None:
    """Write down how it ended, or until when it waits. A refusal gets its entry in the same commit."""

    def write(cabinet: Cabinet) -> None:
        if step.outcome is not None:
            outbox.finish(cabinet, message, step.outcome)
        elif step.until is not None:
            outbox.defer(cabinet, message, step.until)

    def refused(cabinet: Cabinet) -> tuple[None, Noted]:
        write(cabinet)
        return None, step.noted

    if step.noted.outcome == "refused":
        desk.system(Action.NOTICE_SEND, refused)
        return
    with desk.database.write() as connection:
        write(Cabinet(connection=connection, keyring=desk.keyring, now=desk.now))


def pause(attempts: int) -> timedelta:
    """How long a message waits after its n-th attempt: doubled each time to an hour, less a random part up to half.

    The random part keeps messages that failed together from coming back together.
    """
    whole = min(FIRST_PAUSE * (1 << min(attempts - 1, 20)), LONGEST_PAUSE)
    return whole - whole * secrets.randbelow(501) / 1000


def _letter_key(message: Claimed) -> str:
    """The same for the same message, and nothing about it: its own random id."""
    return message.id
