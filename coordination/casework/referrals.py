"""Room: casework. Referrals: send one, go on with it step by step. What is shown of them is in referral_pages.

A referral is reached through the program that sent or received it, never by its bare id; one that is hidden is refused
exactly as one that is absent. What a confidential recipient does tells its sender nothing, not even by a refusal.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from coordination.casework import certification, referral_form, stalled
from coordination.casework.answers import words
from coordination.casework.desk import Desk, Work
from coordination.casework.records import draft_of
from coordination.casework.referral_form import MOST_WORDS, Proposed, Typed, unreachable
from coordination.casework.release_typed import text
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.case import RecordHead
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DraftId, Handle, ProgramId, ReferralId, case_id_of, new_id
from coordination.model.program import Program
from coordination.model.referral_steps import STEPS, Side, Step, may_follow
from coordination.model.referrals import Kind, NewReferral, ReferralFacts, State, Urgency
from coordination.policy.audience import answers_to, may_carry
from coordination.policy.decide import unheard_of
from coordination.storage import case_facts, case_rows, drafts, referral_facts, referrals, team_rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.team_rows import bump

SENDING: Mapping[Kind, Action] = {
    Kind.CASE: Action.REFERRAL_BRING,
    Kind.REPORT: Action.REFERRAL_SEND,
    Kind.SERVICE: Action.REFERRAL_SEND,
}
NO_CONTACT = "The young person does not want to be contacted. Choose another answer, or ask the sender."


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the form offers: programs that may be asked, and the own program's records with their form's title."""

    case_id: CaseId
    kind: Kind
    recipients: tuple[Program, ...]
    records: tuple[tuple[RecordHead, str], ...]
    brings: bool


def offer(desk: Desk, actor: Actor, case_id: CaseId, kind: Kind) -> Offer:
    """The choices of the form on one case; logged, since it shows the heads of the program's own records."""
    facts = desk.facts(actor, case_id)
    grant = desk.ask(actor, SENDING[kind], facts)
    with desk.opened(grant) as cabinet:
        heads = [head for head in case_rows.heads(cabinet, grant) if head.program_id == actor.program_id]
        programs = team_rows.facts_of_programs_at_work(cabinet)
    return Offer(
        case_id=facts.case_id,
        kind=kind,
        recipients=tuple(one for one in programs if _could_get(kind, actor, one)),
        records=tuple((head, _title(desk, actor.program, head.form, head.form_version)) for head in heads),
        brings=desk.judge(actor, Action.REFERRAL_BRING, facts).allowed,
    )


def send(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    kind: Kind,
    typed: Typed,
    key: str,
    *,
    draft_id: DraftId | None = None,
) -> ReferralId:
    """Send a referral; the draft it came from goes. Raises Invalid field by field, Conflict when the program has one
    open for need and target.

    The recipient may be on no team of the case. What it carries is judged by the rules that open it, here and again at
    each reading. An urgent one rings whoever is on call there.
    """
    offered = offer(desk, actor, case_id, kind)
    proposed = referral_form.check(kind, typed, offered.recipients, [head for head, _ in offered.records])
    new = _new(case_id, kind, proposed)
    draft = draft_of(desk, actor, case_id, draft_id)

    def work(w: Work) -> str:
        _judge(desk, w, kind, proposed)
        certification.ask(
            w.cabinet, desk.catalog, proposed.recipient, proposed.need, known=proposed.certification_known
        )
        referrals.send(w.cabinet, w.grant, new)
        if draft is not None:
            drafts.discard(w.cabinet, w.grant, draft.draft_id)
        if new.urgency is Urgency.URGENT:
            stalled.call(w, new.referral_id, new.handle, proposed.recipient)
        bump(w.cabinet, w.grant, case_id, [actor.program_id])
        return new.referral_id

    done = desk.act(
        actor,
        SENDING[kind],
        case_id,
        work,
        key=key,
        about=f"{case_id} {kind.value}",
        objects=[new.handle, *([draft.handle] if draft else [])],
        purpose=proposed.need or kind.value,
    )
    return ReferralId(done)


def take(desk: Desk, actor: Actor, referral_id: ReferralId, action: Action, typed: Typed, key: str) -> None:
    """Take one step. Conflict when somebody was first, Invalid on `reason` or `words`, Refused as if absent.

    typed: `reason`, `words`, and `step`, which of an action's steps it is, where it has several.
    """
    facts = look_up(desk, actor, referral_id)
    try:
        chosen = _step(action, text(typed, "step"))
        reason, said = _typed(chosen, typed)
    except Invalid:
        # Whoever may not take the step hears nothing about the form, whether the referral is there or not.
        if not desk.judge(actor, action, facts).allowed:
            desk.refuse(actor, action, facts, reason="absent")
        raise

    def work(w: Work) -> str:
        referral = w.facts.referral
        if referral is None:
            raise Refused(reason="absent")
        _follow(w, referral, chosen, reason)
        referrals.take(w.cabinet, w.grant, referral, chosen, reason=reason, words=said)
        if chosen.ends is State.REQUESTED and referral.urgency is Urgency.URGENT:
            stalled.call(w, referral.referral_id, referral.handle, referral.recipient)
        if chosen.slug == "accept" and referral.kind is Kind.CASE:
            _take_place(w, referral)
        bump(w.cabinet, w.grant, referral.case_id, _who_hear(w, referral))
        return referral_id

    desk.act(
        actor,
        action,
        facts.case_id,
        work,
        key=key,
        objects=handles(desk, actor, facts),
        purpose=reason,
        about=f"{facts.case_id} {referral_id}",
        completing=_about(actor, referral_id),
    )


def look_up(desk: Desk, actor: Actor, referral_id: ReferralId) -> CaseFacts:
    """The facts of a referral's case with the referral, by the same statements for an absent one; never raises."""
    with desk.consulting() as cabinet:
        referral = referral_facts.facts_of_referral(cabinet, actor.program_id, referral_id)
        case_id = referral.case_id if referral else case_id_of("")
        (facts,) = case_facts.facts_of_many(cabinet.connection, actor, [case_id])
    return replace(facts, referral=referral)


def handles(desk: Desk, actor: Actor, facts: CaseFacts) -> list[Handle]:
    """What the entry names beside the case: the referral, unless nothing may be named yet (policy/decide.py)."""
    referral = facts.referral
    return [] if referral is None or unheard_of(actor, facts, desk.now) else [referral.handle]


def veiled(desk: Desk, actor: Actor, facts: CaseFacts) -> bool:
    """Whether the viewer sent it and may not learn what became of it."""
    referral = facts.referral
    sent = referral is not None and referral.sender.id == actor.program_id
    return referral is not None and sent and not answers_to(referral.recipient, facts, referral.sender, desk.now)


def _about(actor: Actor, referral_id: ReferralId) -> Callable[[Cabinet, CaseFacts], CaseFacts]:
    """The referral as it stands while the case is held: an answer given a moment before is seen."""

    def complete(cabinet: Cabinet, facts: CaseFacts) -> CaseFacts:
        found = referral_facts.facts_of_referral(cabinet, actor.program_id, referral_id)
        return replace(facts, referral=found)

    return complete


def _could_get(kind: Kind, actor: Actor, program: Program) -> bool:
    """A report goes to government; a confidential program comes onto a case by its own release alone.

    A court has no team, and whoever works by an order of appointment is invited: until it is on file nothing reaches
    them.
    """
    if program.id == actor.program_id or program.court or program.by_order:
        return False
    return {Kind.CASE: not program.confidential, Kind.REPORT: program.government}.get(kind, True)


def _judge(desk: Desk, w: Work, kind: Kind, proposed: Proposed) -> None:
    """What must hold of the locked facts before it is sent."""
    sender, recipient = w.grant.actor.program, proposed.recipient
    if refused := unreachable(w.grant.actor, w.facts, recipient, w.now, kind):
        raise Invalid({"recipient": refused})
    carried = may_carry(desk.rulebook, w.facts, (sender, recipient), w.now)
    closed = sorted({kind.words for kind in proposed.records.values() if kind.value not in carried})
    if closed:
        raise Invalid({"records": f"They may not read: {', '.join(closed)}. A release that names them would open it."})


def _follow(w: Work, referral: ReferralFacts, step: Step, reason: str) -> None:
    """Whether this side may take the step from here."""
    sender = referral.sender.id == w.grant.actor.program_id
    if sender is not (step.side is Side.SENDER):
        raise Refused(reason="absent")
    unseen = sender and not answers_to(referral.recipient, w.facts, referral.sender, w.now)
    if not may_follow(step, referral, veiled=unseen):
        raise Conflict(referrals.OVERTAKEN)
    if referral.no_contact and reason in step.contacts:
        raise Invalid({"reason": NO_CONTACT})


def _take_place(w: Work, referral: ReferralFacts) -> None:
    """Accepting a case referral gives the program its place; its supervisor assigns the people (architecture §3)."""
    program = referral.recipient.id
    if w.facts.place_of(program, w.now) is None:
        team_rows.place(w.cabinet, w.grant, program, invited_by=referral.sender.id)
        seen_by = [place.program.id for place in w.facts.places if place.in_force(w.now)]
        bump(w.cabinet, w.grant, referral.case_id, seen_by, header=True)


def _who_hear(w: Work, referral: ReferralFacts) -> list[ProgramId]:
    """The acting program, and the sender where it may hear of it."""
    heard = answers_to(referral.recipient, w.facts, referral.sender, w.now)
    return [w.grant.actor.program_id, *([referral.sender.id] if heard else [])]


def _step(action: Action, slug: str) -> Step:
    """The step of this action; one that is not of it is absent."""
    of_action = [step for step in STEPS.values() if step.action is action]
    if len(of_action) == 1:
        return of_action[0]
    found = next((step for step in of_action if step.slug == slug), None)
    if found is None:
        raise Invalid({"step": "Choose what to do."})
    return found


def _typed(step: Step, typed: Typed) -> tuple[str, str]:
    """Reason and words as typed. Raises Invalid."""
    wrong: dict[str, str] = {}
    reason, said = text(typed, "reason"), ""
    if reason not in ({choice.slug for choice in step.reasons} or {""}):
        wrong["reason"] = "Choose one of the answers shown."
    try:
        said = words(typed, "words", MOST_WORDS)
    except ValueError as error:
        wrong["words"] = str(error)
    if step.wordy and not said and "words" not in wrong:
        wrong["words"] = "Write it down."
    if wrong:
        raise Invalid(wrong)
    return reason, said


def _new(case_id: CaseId, kind: Kind, proposed: Proposed) -> NewReferral:
    return NewReferral(
        referral_id=ReferralId(new_id()),
        handle=Handle(new_id()),
        case_id=case_id,
        kind=kind,
        need=proposed.need,
        urgency=proposed.urgency,
        agreement=proposed.agreement,
        no_contact=proposed.no_contact,
        recipient_id=proposed.recipient.id,
        record_ids=proposed.records,
        message=proposed.message,
    )


def _title(desk: Desk, owner: Program, form: str, version: int) -> str:
    found = desk.catalog.form(owner.partner_type, form, version)
    return found.title if found else form.replace("_", " ").capitalize()
