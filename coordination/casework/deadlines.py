"""Room: casework. Deadlines: an event starts each rule that the program owes something under, once for each cause.

They run with or without consent and stay with the program that owes them (architecture §8). What others see of one
obeys the policy: it is shown to whom its information type of that program is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.casework import due, owed_once
from coordination.casework.work import Work
from coordination.declare.deadline import DeadlineRule, Unit
from coordination.declare.event import Event
from coordination.declare.jurisdiction import Jurisdiction
from coordination.model.deadline import DeadlineFacts, NewDeadline
from coordination.model.ids import DeadlineId, Handle, new_id
from coordination.model.program import Program
from coordination.model.record import Happened
from coordination.partners.catalog import Catalog
from coordination.policy.claims import may_hold
from coordination.storage import deadlines


def start(
    catalog: Catalog, w: Work, event: Event, *, cause: str, learned_at: datetime, happened: Happened | None = None
) -> list[NewDeadline]:
    """Start what the actor's program owes because of `event`, in the commit of the act that tells of it.

    cause: the id of what is told (an episode, a record's first version, a referral): told again, nothing starts twice.
    learned_at: when the program learned of it (UTC). Returns what was started, soonest first.
    """
    actor, when = w.grant.actor, happened or Happened(zone=w.grant.actor.program.zone)
    started = []
    for place, rule in owed(catalog, actor.program, event, learned_at, when):
        if not may_hold(actor, w.facts, rule.information_type, w.now) or owed_once.done(catalog, w, rule):
            continue
        new = _new(place, rule, actor.program, cause, learned_at, when)
        if deadlines.start(w.cabinet, w.grant, w.facts.case_id, new):
            started.append(new)
    return sorted(started, key=lambda one: one.due_at)


def proved(catalog: Catalog, w: Work, one: DeadlineFacts, done_at: datetime) -> None:
    """Start the further duty that a first proof tells of, where its rule names one (UTC `done_at`)."""
    rule = catalog.deadline_rule(one.rule, one.rule_version)
    if rule is not None and rule.proof_is is not None and one.proofs == 0:
        start(catalog, w, rule.proof_is, cause=one.id, learned_at=done_at)


def owed(
    catalog: Catalog, program: Program, event: Event, learned_at: datetime, happened: Happened
) -> Iterator[tuple[Jurisdiction, DeadlineRule]]:
    """The rules under which this program owes something because of an event: the duty-holder's own law governs."""
    for slug in sorted(program.jurisdictions):
        if (place := catalog.jurisdictions.get(slug)) is None:
            continue
        for rule in place.deadlines:
            day = due.began(rule, happened, learned_at).astimezone(ZoneInfo(program.zone)).date()
            if rule.event is event and owes(program, rule) and rule.in_force(day):
                yield place, rule


def owes(program: Program, rule: DeadlineRule) -> bool:
    """Whether the duty is one of this program's, whatever the day."""
    return program.partner_type in rule.owed_by and (program.government or not rule.government_only)


def _new(
    place: Jurisdiction, rule: DeadlineRule, program: Program, cause: str, learned_at: datetime, happened: Happened
) -> NewDeadline:
    began = due.began(rule, happened, learned_at)
    due_at = due.due(rule.unit, rule.amount, began, program.zone, due.days_off(place.calendar))
    return NewDeadline(
        deadline_id=DeadlineId(new_id()),
        handle=Handle(new_id()),
        information_type=rule.information_type,
        rule=rule.slug,
        rule_version=rule.version,
        event=rule.event,
        cause=cause,
        happened=happened,
        learned_at=learned_at,
        began_at=began,
        due_at=due_at,
        at_risk_at=began if rule.unit is Unit.AT_ONCE else due.at_risk(began, due_at),
    )
