"""Room: casework. Deadlines in people's hands: tell of an event, prove, pause, let run on, withdraw.

Only the program that owes acts: its team members on the case and its supervisors. One that is hidden, or another
program's, is refused exactly as one that is absent. The hub files nothing itself: it keeps who did, and how.
"""

from __future__ import annotations

from collections.abc import Callable

from coordination.casework import deadline_form, deadlines
from coordination.casework.deadline_form import Typed
from coordination.casework.desk import Desk, Work
from coordination.declare.deadline import DeadlineRule
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import WITHDRAW_REASONS, DeadlineFacts, State
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DeadlineId, new_id
from coordination.policy.audience import audience
from coordination.policy.claims import may_hold
from coordination.policy.threshold import may_matter
from coordination.storage import case_facts, deadline_changes, deadline_facts, deadline_proofs
from coordination.storage.team_rows import bump

# Events that have a page of their own, which tells of them once; told here too, they would start everything twice.
TOLD_ELSEWHERE = frozenset(
    {
        Event.FOUND,
        Event.MISSING,
        Event.REPORT_CALLED_IN,
        Event.REPORT_RECEIVED,
        Event.SCREENED_IN_TRAFFICKING,
        Event.SCREENED_OUT,
        Event.TIER_AT_RISK,
        Event.TIER_CONFIRMED,
        Event.TIER_HIGH,
        Event.TIER_HIGH_REPORT,
        Event.TIER_MODERATE,
        Event.TOOL_POSITIVE,
        Event.TRAFFICKED_WHILE_MISSING,
    }
)
NOTHING = "No rule of that day asks anything of your program because of it. Check the times."
NO_PAUSE = "The law has no pause for this."
LATE = "It is overdue already, and no pause can undo that. Write down when it was done."


def offered(desk: Desk, actor: Actor, facts: CaseFacts) -> list[Event]:
    """The events that start something for the actor's program and have no page of their own."""
    places = (desk.catalog.jurisdictions.get(slug) for slug in actor.program.jurisdictions)
    rules = (rule for place in places if place is not None for rule in place.deadlines)
    found = {
        rule.event
        for rule in rules
        if deadlines.owes(actor.program, rule) and may_hold(actor, facts, rule.information_type, desk.now)
    }
    return sorted(found - TOLD_ELSEWHERE, key=lambda event: event.words)


def starting(desk: Desk, actor: Actor, case_id: CaseId) -> list[Event]:
    """What the form that tells of an event offers; logged as a look at the case's deadlines."""
    facts = desk.facts(actor, case_id)
    desk.ask(actor, Action.DEADLINE_START, facts)
    return offered(desk, actor, facts)


def start(desk: Desk, actor: Actor, case_id: CaseId, typed: Typed, key: str) -> None:
    """Tell of an event: what the actor's program owes because of it begins to run. Raises Invalid field by field."""
    facts = desk.facts(actor, case_id)
    if not desk.judge(actor, Action.DEADLINE_START, facts).allowed:
        desk.refuse(actor, Action.DEADLINE_START, facts)
    told = deadline_form.told(typed, offered(desk, actor, facts), actor.program.zone, desk.now)
    cause = new_id()

    def work(w: Work) -> str:
        started = deadlines.start(
            desk.catalog, w, told.event, cause=cause, learned_at=told.learned_at, happened=told.happened
        )
        if not started:
            raise Invalid({"learned_at": NOTHING})
        for kind in {one.information_type for one in started}:
            _show(desk, w, kind)
        return cause

    desk.act(actor, Action.DEADLINE_START, case_id, work, key=key, purpose=told.event.value)


def prove(desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId, typed: Typed, key: str) -> None:
    """Keep the proof that it was done, which stops it; a proof of one that is proved corrects the one before.

    Raises Invalid field by field, and Conflict when somebody proved it first. A closed case's deadlines are proved too.
    """
    one = _own(desk, actor, Action.DEADLINE_PROVE, case_id, deadline_id)
    rule = desk.catalog.deadline_rule(one.rule, one.rule_version)
    proof = deadline_form.proof(typed, rule, one, actor.program.zone, desk.now, actor.person_id)

    def work(w: Work, there: DeadlineFacts) -> None:
        deadline_proofs.prove(w.cabinet, w.grant, there, proof)
        deadlines.proved(desk.catalog, w, there, proof.done_at)

    _act(desk, actor, Action.DEADLINE_PROVE, one, work, key)


def pause(desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId, key: str) -> None:
    """Let it stand still, where the law has a pause. Raises Conflict where it has none, and when it is too late."""
    one = _own(desk, actor, Action.DEADLINE_PAUSE, case_id, deadline_id)
    if not pausable(desk.catalog.deadline_rule(one.rule, one.rule_version)):
        raise Conflict(NO_PAUSE)

    def work(w: Work, there: DeadlineFacts) -> None:
        if there.state is State.RUNNING and w.now > there.due_at:
            raise Conflict(LATE)
        deadline_changes.pause(w.cabinet, w.grant, there)

    _act(desk, actor, Action.DEADLINE_PAUSE, one, work, key)


def resume(desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId, key: str) -> None:
    """Let it run on: it is due later by as long as it stood. Raises Conflict when it is not paused."""
    one = _own(desk, actor, Action.DEADLINE_RESUME, case_id, deadline_id)

    def work(w: Work, there: DeadlineFacts) -> None:
        deadline_changes.resume(w.cabinet, w.grant, there)

    _act(desk, actor, Action.DEADLINE_RESUME, one, work, key)


def withdraw(desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId, reason: str, key: str) -> None:
    """End one that was started in error, by a supervisor, for a coded reason; it stays to be seen."""
    one = _own(desk, actor, Action.DEADLINE_WITHDRAW, case_id, deadline_id)
    if reason not in {choice.slug for choice in WITHDRAW_REASONS}:
        raise Invalid({"reason": "Choose why it is withdrawn."})

    def work(w: Work, there: DeadlineFacts) -> None:
        deadline_changes.withdraw(w.cabinet, w.grant, there, reason)

    _act(desk, actor, Action.DEADLINE_WITHDRAW, one, work, key, purpose=reason)


def pausable(rule: DeadlineRule | None) -> bool:
    """Whether the law has a pause for it."""
    return rule is not None and bool(rule.pause)


def look_up(
    desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId
) -> tuple[CaseFacts, DeadlineFacts | None]:
    """The facts of a case and of one deadline on it; of a case that the actor cannot enter none is looked for, as of an
    absent one, so that a hidden deadline costs what an absent one costs."""
    with desk.consulting((case_id,)) as cabinet:
        facts = case_facts.facts(cabinet.connection, actor, case_id, at=cabinet.now)
        entered = may_matter(actor, facts, cabinet.now)
        return facts, deadline_facts.facts_of_deadline(cabinet, case_id, deadline_id) if entered else None


def _own(desk: Desk, actor: Actor, action: Action, case_id: CaseId, deadline_id: DeadlineId) -> DeadlineFacts:
    """The deadline, when the actor's program owes it and the actor may do this; refused as absent otherwise."""
    facts, one = look_up(desk, actor, case_id, deadline_id)
    if one is None or one.program_id != actor.program_id or not desk.judge(actor, action, facts).allowed:
        desk.refuse(actor, action, facts, reason="absent")
    return one


def _act(
    desk: Desk,
    actor: Actor,
    action: Action,
    one: DeadlineFacts,
    change: Callable[[Work, DeadlineFacts], None],
    key: str,
    *,
    purpose: str = "",
) -> None:
    """Change it as it stands while the case is held, and tell who can see it."""

    def work(w: Work) -> str:
        there = deadline_facts.facts_of_deadline(w.cabinet, one.case_id, one.id)
        if there is None:
            raise Refused(reason="absent")
        change(w, there)
        _show(desk, w, one.information_type)
        return one.id

    about = f"{one.case_id} {one.id}"
    desk.act(actor, action, one.case_id, work, key=key, about=about, objects=[one.handle], purpose=purpose)


def _show(desk: Desk, w: Work, kind: InformationType) -> None:
    program = w.grant.actor.program
    seen_by = audience(desk.rulebook, w.facts, program, kind, w.now)
    bump(w.cabinet, w.grant, w.facts.case_id, {*seen_by, program.id})
