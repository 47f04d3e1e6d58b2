"""Room: storage. Referrals: sent once, gone on with step by step, their words opened for either side alone."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import CaseId, ProgramId, ReferralId, new_id
from coordination.model.record import Record
from coordination.model.referral_steps import SENT, Step, holds_slot, standing_after, state_after
from coordination.model.referrals import Event, Kind, NewReferral, ReferralFacts, Standing, State
from coordination.storage import keys, records
from coordination.storage.cabinet import Cabinet
from coordination.storage.referral_tables import referral_links, referral_steps, referral_words, referrals
from coordination.storage.roster import people, programs

TABLE = "referral_words"
OVERTAKEN = "Somebody was first: this referral has gone on meanwhile. Nothing of yours was saved."
TWICE = "Your program has an open one to this program already. Go on with that one, or take it back first."


def send(cabinet: Cabinet, grant: Grant, referral: NewReferral) -> None:
    """Keep a new referral of the actor's own program. Conflict when the same sender has one open for need and target.

    Another sender's is no matter: it is not looked at, and changes nothing here.
    """
    actor, here = grant.actor, {"case_id": grant.case.case_id, "program_id": grant.actor.program_id}
    row = {
        "id": referral.referral_id,
        "handle": referral.handle,
        "recipient_id": referral.recipient_id,
        "kind": referral.kind.value,
        "need": referral.need,
        "urgency": referral.urgency.value,
        "agreement": referral.agreement,
        "no_contact": referral.no_contact,
        "state": State.REQUESTED.value,
        "standing": Standing.ACTIVE.value,
        "asked": False,
        "sent_by": actor.person_id,
        "sent_at": cabinet.now,
        "changed_at": cabinet.now,
        "slot": 1,
    }
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(referrals).values(**row, **here))
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    links = [
        {"referral_id": referral.referral_id, "record_id": record, "information_type": kind.value, **here}
        for record, kind in referral.record_ids.items()
    ]
    if links:
        cabinet.connection.execute(insert(referral_links), links)
    _step(cabinet, grant, referral.referral_id, referral.kind, SENT, "", referral.message)


def take(cabinet: Cabinet, grant: Grant, referral: ReferralFacts, step: Step, *, reason: str, words: str) -> None:
    """Take a step that the caller has judged. Conflict when the referral has gone on since `referral` was read."""
    after = state_after(step, referral)
    values: dict[str, object] = {
        "state": after.value,
        "standing": standing_after(step, referral).value,
        "changed_at": cabinet.now,
        "slot": 1 if holds_slot(step, referral) else None,
    }
    if step.asked is not None:
        values["asked"] = step.asked
    if after is State.REQUESTED and step.ends is State.REQUESTED:
        values |= {"sent_at": cabinet.now, "sent_by": grant.actor.person_id, "opened_at": None}
    here = (referrals.c.id == referral.referral_id, referrals.c.case_id == grant.case.case_id)
    unchanged = (referrals.c.state == referral.state.value, referrals.c.standing == referral.standing.value)
    try:
        with cabinet.connection.begin_nested():
            done = cabinet.connection.execute(update(referrals).where(*here, *unchanged).values(values))
    except IntegrityError as error:
        raise Conflict(TWICE) from error
    if done.rowcount != 1:
        raise Conflict(OVERTAKEN)
    _step(cabinet, grant, referral.referral_id, referral.kind, step.slug, reason, words)


def mark_opened(cabinet: Cabinet, grant: Grant, referral: ReferralFacts) -> None:
    """Keep that the recipient has looked. Never of a confidential one: that it read would be an answer (§3)."""
    if grant.actor.program.confidential:
        return
    mine = (referrals.c.id == referral.referral_id, referrals.c.recipient_id == grant.actor.program_id)
    cabinet.connection.execute(
        update(referrals).where(*mine, referrals.c.opened_at.is_(None)).values(opened_at=cabinet.now)
    )


def open_events(cabinet: Cabinet, grant: Grant, referral: ReferralFacts, of: Collection[ProgramId]) -> list[Event]:
    """The steps that these programs took, oldest first, with what was written; for the people of either side."""
    if grant.actor.program_id not in {referral.sender.id, referral.recipient.id}:
        raise Refused(reason="not_party")
    query = (
        select(
            referral_steps.c.id,
            referral_steps.c.step,
            referral_steps.c.program_id,
            programs.c.name.label("program_name"),
            people.c.name.label("by"),
            referral_steps.c.at,
            referral_steps.c.reason,
            referral_words.c.key_id,
            referral_words.c.body,
        )
        .join(programs, programs.c.id == referral_steps.c.program_id)
        .join(people, people.c.id == referral_steps.c.person_id)
        .outerjoin(referral_words, referral_words.c.step_id == referral_steps.c.id)
        .where(referral_steps.c.referral_id == referral.referral_id, referral_steps.c.program_id.in_(list(of)))
        .order_by(referral_steps.c.number)
    )
    parties = (referral.sender.id, referral.recipient.id)
    found = []
    for row in cabinet.connection.execute(query).all():
        writer = ProgramId(row.program_id)
        drawer = _drawer(referral.case_id, referral.kind, row.id, writer)
        words = b""
        with suppress(keys.Destroyed):  # its writer's records were purged; that the step was taken stays
            words = keys.unseal_sent(cabinet, grant, drawer, parties, row.key_id, row.body) if row.body else b""
        found.append(
            Event(
                step=row.step,
                program_id=writer,
                program_name=row.program_name,
                by=row.by,
                at=row.at,
                reason=row.reason,
                words=words.decode(),
            )
        )
    return found


def open_carried(cabinet: Cabinet, grant: Grant, referral: ReferralFacts) -> list[Record]:
    """The records that go along, as far as the grant opens their types; withdrawn ones are closed to everybody."""
    chosen = {one.record_id for one in referral.carried}
    return records.open(cabinet, grant, chosen=chosen) if chosen else []


def _step(
    cabinet: Cabinet, grant: Grant, referral_id: ReferralId, kind: Kind, step: str, reason: str, words: str
) -> None:
    actor, step_id, case_id = grant.actor, new_id(), grant.case.case_id
    here = {"referral_id": referral_id, "case_id": case_id, "program_id": actor.program_id}
    before = select(func.count()).where(referral_steps.c.referral_id == referral_id)
    number = cabinet.connection.execute(before).scalar_one() + 1
    row = {"id": step_id, "person_id": actor.person_id, "number": number, "step": step, "reason": reason}

    cabinet.connection.execute(insert(referral_steps).values(at=cabinet.now, **row, **here))
    if words:
        drawer = _drawer(case_id, kind, step_id, actor.program_id)
        key_id, body = keys.seal(cabinet, grant, drawer, actor.program.agency_id, words.encode())
        cabinet.connection.execute(insert(referral_words).values(step_id=step_id, key_id=key_id, body=body, **here))


def _drawer(case_id: CaseId, kind: Kind, step_id: str, program_id: ProgramId) -> keys.Drawer:
    """Whose key seals the words: the writing program's, for reports apart from the rest."""
    filed = InformationType.REPORT if kind is Kind.REPORT else InformationType.SERVICE_PLAN
    return keys.Drawer(table=TABLE, row=step_id, case_id=case_id, information_type=filed, program_id=program_id)
