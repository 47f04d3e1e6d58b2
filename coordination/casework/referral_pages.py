"""Room: casework. What is shown of referrals: one with its history, a program's lists, and My work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coordination.casework import case_list, deadline_board, names, never_disclose, stalled, standing
from coordination.casework.desk import Desk
from coordination.casework.record_pages import in_words
from coordination.casework.record_words import Version
from coordination.casework.referrals import handles, look_up, veiled
from coordination.declare.core_forms import CHILD
from coordination.model import referral_line
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts
from coordination.model.ids import Handle, ReferralId
from coordination.model.on_call import OnCall
from coordination.model.program import Program
from coordination.model.record import Record
from coordination.model.referral_line import ReferralLine
from coordination.model.referral_page import Listed, MyWork
from coordination.model.referral_steps import STEPS, Side, Step, may_follow
from coordination.model.referrals import AGREEMENTS, Event, ReferralFacts, Urgency
from coordination.model.stalled import alarm
from coordination.policy import explain
from coordination.policy.audience import may
from coordination.policy.scope import scope
from coordination.storage import case_facts, list_facts, referral_facts, referrals, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPage:
    """The whole page. sent: the viewer's side is the sender's. steps: what the viewer may do now, each a button.

    carried: open records that go along, with their form's title, for the recipient alone. step_up: one of them waits
    for a second factor. travels: what the law has travel with them, each with its citation. beside: what the sender's
    partner type says beside its records. waits_for_release: a confidential program may read it, and answers under its
    release to the hub. agreement: what the young person said, in words. ring: whom its sender may ring now, first
    whoever is on call; when nobody opened it in time also those behind them.
    """

    line: ReferralLine
    sent: bool
    agreement: str
    events: Sequence[Event]
    steps: Sequence[Step]
    carried: Sequence[tuple[str, Version]]
    step_up: bool
    travels: Sequence[tuple[str, str]]
    beside: Sequence[str]
    waits_for_release: bool
    ring: Sequence[OnCall] = ()
    never: tuple[str, ...] = ()


CASES_SHOWN = 10
DEADLINES_SHOWN = 5
SORTS = ("urgent", "oldest", "newest")


def read(desk: Desk, actor: Actor, referral_id: ReferralId) -> ReferralPage:
    """One referral with its history and next steps; that its recipient has looked is kept the first time.

    Refused alike for what is absent, another program's, or hidden by conflict, restriction or a team one is not on.
    """
    facts = look_up(desk, actor, referral_id)
    grant = desk.ask(actor, Action.REFERRAL_READ, facts, objects=handles(desk, actor, facts))
    referral = facts.referral
    if referral is None:
        raise Refused(reason="absent")
    sent = referral.sender.id == actor.program_id
    if not sent and referral.opened_at is None and not actor.program.confidential:
        with desk.noting(grant) as cabinet:
            referrals.mark_opened(cabinet, grant, referral)
    unseen = veiled(desk, actor, facts)
    shown = [referral.sender.id] if unseen else [referral.sender.id, referral.recipient.id]
    with desk.opened(grant) as cabinet:
        events = referrals.open_events(cabinet, grant, referral, shown)
        carried = [] if sent else referrals.open_carried(cabinet, grant, referral)
        ring = stalled.ring(cabinet, referral) if sent else ()
    other = referral.recipient if sent else referral.sender
    if any(event.program_id == other.id for event in events):
        _put_down(desk, other)
    actions = may(actor, facts, desk.now)
    asked = names.asked_in([one for one in carried if one.form == CHILD.slug], names.audience_of(desk.catalog, actor))
    return ReferralPage(
        line=line_of(desk, actor, facts),
        sent=sent,
        agreement=next((one.title for one in AGREEMENTS if one.slug == referral.agreement), ""),
        events=events,
        steps=[step for step in STEPS.values() if _next(step, actions, referral, sent=sent, unseen=unseen)],
        carried=[
            (_title(desk, referral, one), in_words(desk, actor, referral.sender, one, 1, asked=asked))
            for one in carried
        ],
        step_up=any(access.access is Access.STEP_UP for access in grant.case.types),
        travels=list(dict.fromkeys(told for one in grant.case.types for told in explain.notices(desk.rulebook, one))),
        beside=standing.beside_records(desk.catalog, referral.sender) if carried else (),
        waits_for_release=not sent and Action.REFERRAL_ASK not in actions,
        ring=ring,
        never=never_disclose.named(carried),
    )


def _put_down(desk: Desk, other: Program) -> None:
    """Words that another program wrote, or the bare line that it brings a case, tell what a record of it would: so the
    same notices go onto the page."""
    if desk.travels is not None:
        desk.travels.update(desk.rulebook.travels(other))


def listed(desk: Desk, actor: Actor) -> Listed:
    """The referrals to and by the actor's program: one entry names those shown, in a constant number of statements."""
    with desk.consulting() as cabinet:
        received = referral_facts.facts_of_received(cabinet, actor.program_id)
        sent = referral_facts.facts_of_sent(cabinet, actor.program_id)
        found = case_facts.facts_of_referred(cabinet.connection, actor, [*received, *sent])
    shown = _allowed(desk, actor, Action.REFERRAL_LIST, found)
    desk.ask_many(actor, Action.REFERRAL_LIST, shown, objects=_named(desk, actor, shown))
    for facts in shown:
        if facts.referral is not None and facts.referral.sender.id != actor.program_id:
            _put_down(desk, facts.referral.sender)
    lines = [line_of(desk, actor, facts) for facts in shown]
    return Listed(
        received=tuple(one for one in lines if one.referral.recipient.id == actor.program_id),
        sent=tuple(one for one in lines if one.referral.sender.id == actor.program_id),
    )


def my_work(desk: Desk, actor: Actor, sort: str = "") -> MyWork:
    """What waits for the actor, under one entry that names all of it, in a constant number of statements.

    sort: of SORTS, for the referrals; unopened urgent ones first unless told otherwise, the longest wait before all.
    """
    within = scope(actor, Action.CASE_LIST, desk.now)
    with desk.consulting() as cabinet:
        found = list_facts.facts_of_page(cabinet, within, actor, of=CHILD.information_type, size=CASES_SHOWN)
        before = visits.facts_of_visit(cabinet, actor)
        sent_on = referral_facts.facts_of_going(cabinet, actor.program_id)
        going = case_facts.facts_of_referred(cabinet.connection, actor, sent_on)
        due = deadline_board.soonest(cabinet, within, actor, DEADLINES_SHOWN)
        owed, owing = deadline_board.facts_of(cabinet, actor, due)
    cases = [facts for _, facts in found]
    lines = [(facts, line_of(desk, actor, facts)) for facts in _allowed(desk, actor, Action.WORK_LIST, going)]
    named, open_ones = [facts for facts, one in lines if not one.over], [one for _, one in lines if not one.over]
    # What is shown of a referral was judged above and opens nothing, so the entry names it and the grant leaves it out.
    wider = {facts.case_id for facts in owed}
    many = [*(facts for facts in cases if facts.case_id not in wider), *owed]
    handles = [*_with_their_cases(desk, actor, named), *owing]
    grant = desk.ask_many(actor, Action.WORK_LIST, many, objects=handles)
    changed = {key.case_id: key.changed_at for key, _ in found}
    return MyWork(
        cases=tuple(case_list.lines(desk, actor, grant, cases, changed=changed, before=before)),
        received=tuple(_sorted((one for one in open_ones if one.referral.recipient.id == actor.program_id), sort)),
        sent=tuple(_sorted((one for one in open_ones if one.referral.sender.id == actor.program_id), sort)),
        last_visit=before,
        deadlines=tuple(deadline_board.lines(desk, actor, grant, due).values()),
    )


def _allowed(desk: Desk, actor: Actor, action: Action, many: Iterable[CaseFacts]) -> list[CaseFacts]:
    return [facts for facts in many if desk.judge(actor, action, facts).allowed]


def _named(desk: Desk, actor: Actor, shown: Sequence[CaseFacts]) -> list[Handle]:
    return [handle for facts in shown for handle in handles(desk, actor, facts)]


def _with_their_cases(desk: Desk, actor: Actor, shown: Sequence[CaseFacts]) -> list[Handle]:
    """The handles of referrals and of their cases; of neither while nothing may be named."""
    named = [(facts.handle, handles(desk, actor, facts)) for facts in shown]
    return [handle for case, own in named if own for handle in (case, *own)]


def line_of(desk: Desk, actor: Actor, facts: CaseFacts) -> ReferralLine:
    """The line of the referral among these facts, as the actor may know of it."""
    referral = facts.referral
    if referral is None:
        raise Refused(reason="absent")
    sent = referral.sender.id == actor.program_id
    late = alarm(referral, desk.now) if sent else None
    return referral_line.line(referral, sent=sent, veiled=veiled(desk, actor, facts), alarm=late, now=desk.now)


def _next(step: Step, actions: frozenset[Action], referral: ReferralFacts, *, sent: bool, unseen: bool) -> bool:
    side = Side.SENDER if sent else Side.RECIPIENT
    return step.side is side and step.action in actions and may_follow(step, referral, veiled=unseen)


def _sorted(lines: Iterable[ReferralLine], sort: str) -> list[ReferralLine]:
    if sort == "newest":
        return sorted(lines, key=lambda one: one.at, reverse=True)
    if sort == "oldest":
        return sorted(lines, key=lambda one: one.at)
    return sorted(
        lines,
        key=lambda one: (
            not one.unopened,
            one.alarm is None,
            one.referral.urgency is not Urgency.URGENT,
            one.referral.sent_at,
        ),
    )


def _title(desk: Desk, referral: ReferralFacts, record: Record) -> str:
    form = desk.catalog.form(referral.sender.partner_type, record.form, record.form_version)
    return form.title if form else record.form.replace("_", " ").capitalize()
