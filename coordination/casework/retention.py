"""Room: casework. Retention: for how long a program keeps its records, and how two people destroy them when it is over.

No period is the default, and keeps everything. What is due is a closed case whose period has run out; a legal hold, a
duty that is still owed and a missing child stop it, also between the proposal and the second person's word. Who does
this reads no record: references, dates and counts of the own program are all they see.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import answers
from coordination.casework.desk import Desk, Work
from coordination.declare.retention import Kept, RetentionRule
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, Handle, case_id_of, is_id, new_id
from coordination.model.program import Program
from coordination.model.retention import STOPS, Due, Period, Proposal, RetentionPage
from coordination.model.training import day_at, months_later
from coordination.partners.catalog import Catalog
from coordination.policy.decide import decide_general
from coordination.storage import act_keys, destroying, retention_rows
from coordination.storage.cabinet import Cabinet

WAITS = timedelta(days=14)
"""How long a proposal waits for the second person."""
LONGEST_MONTHS = 1_200
MOST = 50
BASIS = 200
DECIDED = "Somebody decided this a moment ago."
CHANGED = "The case was opened again, or the period was changed, after this was proposed. Nothing was destroyed."


def laws(catalog: Catalog, program: Program) -> tuple[RetentionRule, ...]:
    """The least times of keeping that were read and bind the program."""
    return tuple(
        rule
        for slug, place in catalog.jurisdictions.items()
        if slug in program.jurisdictions
        for rule in place.retentions
        if rule.regimes & program.regimes
    )


def least(rules: Collection[RetentionRule]) -> RetentionRule | None:
    """Of these rules the longest one about records: no period may be shorter."""
    return max((one for one in rules if one.kept is Kept.RECORDS), key=lambda one: one.months, default=None)


def due_at(closed_at: datetime, months: int, zone: str) -> datetime:
    """When a period ends (UTC): at the start of the day, in the program's zone, that many months after the closing."""
    day = months_later(day_at(closed_at, zone), months)
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)


def page(desk: Desk, actor: Actor) -> RetentionPage:
    """The page of the actor's program; its entry names the cases, holds and purges shown."""
    may(desk, actor, Action.RETENTION_LIST)
    with desk.consulting() as cabinet:
        period = retention_rows.facts_of_period(cabinet, actor.program_id)
        due = _due(cabinet, actor, period)
        holds = retention_rows.facts_of_holds(cabinet, actor)
        destroyed = retention_rows.facts_of_destroyed(cabinet, actor)
    shown = due[:MOST]
    handles = [*(one.handle for one in shown), *(one.handle for one in holds), *(one.handle for one in destroyed)]
    desk.ask_general(actor, Action.RETENTION_LIST, objects=dict.fromkeys(handles))
    with desk.consulting([one.case_id for one in shown]) as cabinet:
        cases = [one.case_id for one in shown]
        counted = retention_rows.facts_of_amounts(cabinet, actor.program_id, cases)
        stops = retention_rows.facts_of_stops(cabinet, actor.program_id, cases)
    return RetentionPage(
        period=period,
        laws=laws(desk.catalog, actor.program),
        due=tuple(
            replace(
                one,
                records=counted[one.case_id][0],
                files=counted[one.case_id][1],
                stops=tuple(stops.get(one.case_id, ())),
            )
            for one in shown
        ),
        more=len(due) > MOST,
        holds=tuple(holds),
        destroyed=tuple(destroyed),
        own=actor.person_id,
    )


def set_period(desk: Desk, actor: Actor, months: str, basis: str, key: str) -> None:
    """Set for how long the actor's program keeps its records after a case is closed; no months ends the period.

    Raises Invalid: not a number of months, no rule named, or shorter than a law that was read lets it be.
    """
    may(desk, actor, Action.RETENTION_SET)
    number, words = _period(months.strip(), basis, laws(desk.catalog, actor.program))
    handle = Handle(new_id())

    def work(w: Work) -> str:
        retention_rows.set_period(w.cabinet, w.grant, handle, number, words)
        return handle

    about = f"{number} {words}"
    desk.act_general(actor, Action.RETENTION_SET, work, key=key, about=about, objects=[handle])


def propose(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> None:
    """Propose to destroy what the program has on a case that is due. Refused alike for what is absent and not due."""
    may(desk, actor, Action.PURGE_PROPOSE)
    case_id, handle = case_id_of(case_id), Handle(new_id())
    with desk.consulting() as cabinet:
        found = _due_one(cabinet, actor, case_id)
    if found is None:
        desk.refuse(actor, Action.PURGE_PROPOSE, reason="not_due")

    def work(w: Work) -> str:
        retention_rows.lock(w.cabinet, w.grant, case_id)
        there = _due_one(w.cabinet, actor, case_id)
        period = retention_rows.facts_of_period(w.cabinet, actor.program_id)
        if there is None or period is None:
            raise Refused(reason="not_due")
        _unstopped(there)
        if there.proposal is not None:
            raise Conflict("This purge is proposed already. Somebody else confirms it.")
        return retention_rows.propose(w.cabinet, w.grant, case_id, period, handle, w.now + WAITS)

    desk.act_general(
        actor, Action.PURGE_PROPOSE, work, key=key, about=case_id, cases=[case_id], objects=[found.handle, handle]
    )


def confirm(desk: Desk, actor: Actor, purge_id: str, key: str) -> None:
    """Confirm another person's proposal and destroy, in one commit; the keys are forgotten here at once.

    Refused alike for what is absent, over or one's own. Raises Invalid when something stops it by now, Conflict when
    somebody decided it at this moment.
    """
    may(desk, actor, Action.PURGE_CONFIRM)
    if sent_before(desk, actor, Action.PURGE_CONFIRM, key, purge_id):
        return
    found = _proposal(desk, actor, purge_id)
    if found is None or found.proposed_by == actor.person_id:
        desk.refuse(actor, Action.PURGE_CONFIRM, reason="absent" if found is None else "own_change")
    with desk.consulting() as cabinet:
        known = _due_one(cabinet, actor, found.case_id)
    forgotten: list[str] = []

    def work(w: Work) -> str:
        # INVARIANT: locked before it is judged again: a hold that was set meanwhile is seen, or waits for this to end.
        retention_rows.lock(w.cabinet, w.grant, found.case_id)
        if not retention_rows.facts_of_proposals(w.cabinet, actor, found.id):
            raise Conflict(DECIDED)
        there = _due_one(w.cabinet, actor, found.case_id)
        period = retention_rows.facts_of_period(w.cabinet, actor.program_id)
        if there is None or period is None or period.id != found.period_id:
            raise Invalid({"purge": CHANGED}, CHANGED)
        _unstopped(there)
        gone = destroying.destroy(w.cabinet, w.grant, found.case_id)
        if not retention_rows.decide(w.cabinet, w.grant, found.id, "confirmed", gone.records):
            raise Conflict(DECIDED)
        forgotten.extend(gone.key_ids)
        return found.id

    handles = [found.handle] if known is None else [known.handle, found.handle]
    desk.act_general(actor, Action.PURGE_CONFIRM, work, key=key, about=found.id, cases=[found.case_id], objects=handles)
    desk.keyring.forget(forgotten)


def decline(desk: Desk, actor: Actor, purge_id: str, key: str) -> None:
    """Decline another's proposal or take back one's own. Nothing is destroyed."""
    may(desk, actor, Action.PURGE_DECLINE)
    if sent_before(desk, actor, Action.PURGE_DECLINE, key, purge_id):
        return
    found = _proposal(desk, actor, purge_id)
    if found is None:
        desk.refuse(actor, Action.PURGE_DECLINE, reason="absent")
    decision = "taken_back" if found.proposed_by == actor.person_id else "declined"

    def work(w: Work) -> str:
        if not retention_rows.decide(w.cabinet, w.grant, found.id, decision):
            raise Conflict(DECIDED)
        return found.id

    desk.act_general(actor, Action.PURGE_DECLINE, work, key=key, about=found.id, objects=[found.handle])


def may(desk: Desk, actor: Actor, action: Action) -> None:
    """Refuse whoever does not keep their program's retention, before anything is looked up."""
    if not decide_general(desk.rulebook, actor, action, desk.now).allowed:
        desk.refuse(actor, action)


# --- steps ------------------------------------------------------------------------------------------------------------


def _due(cabinet: Cabinet, actor: Actor, period: Period | None, case_id: CaseId | None = None) -> list[Due]:
    """What is due, longest first; one more than a page shows, so that it can say that there is more."""
    if period is None:
        return []
    # No month is shorter than 28 days: whatever is due was closed before this.
    before = cabinet.now - timedelta(days=28 * period.months)
    closed = retention_rows.facts_of_closed(cabinet, actor, before, MOST + 1, case_id)
    stops = retention_rows.facts_of_stops(cabinet, actor.program_id, [case for case, *_ in closed])
    waiting = {one.case_id: one for one in retention_rows.facts_of_proposals(cabinet, actor)}
    found: Sequence[Due] = [
        Due(
            case_id=case,
            handle=handle,
            reference=reference,
            closed_at=closed_at,
            due_at=due_at(closed_at, period.months, actor.program.zone),
            stops=tuple(stops.get(case, ())),
            proposal=waiting.get(case),
        )
        for case, handle, reference, closed_at in closed
    ]
    return [one for one in found if one.due_at <= cabinet.now]


def _due_one(cabinet: Cabinet, actor: Actor, case_id: CaseId) -> Due | None:
    period = retention_rows.facts_of_period(cabinet, actor.program_id)
    return next(iter(_due(cabinet, actor, period, case_id)), None)


def _unstopped(due: Due) -> None:
    if due.stops:
        sentence = STOPS[due.stops[0]]
        raise Invalid({"purge": sentence}, sentence)


def _proposal(desk: Desk, actor: Actor, purge_id: str) -> Proposal | None:
    """A purge that waits, of the actor's own program, on a case that the actor may know of."""
    with desk.consulting() as cabinet:
        asked = purge_id if is_id(purge_id) else "0" * 32
        return next(iter(retention_rows.facts_of_proposals(cabinet, actor, asked)), None)


def sent_before(desk: Desk, actor: Actor, action: Action, key: str, about: str) -> bool:
    """Whether this very form was sent before: what it was about may be over since the first."""
    with desk.consulting() as cabinet:
        return act_keys.facts_of_key(cabinet, actor, key, action, about) is not None


def _period(months: str, basis: str, rules: Collection[RetentionRule]) -> tuple[int | None, str]:
    """The number of months and the rule's words; (None, "") to end the period."""
    if not months:
        return None, ""
    errors: dict[str, str] = {}
    number = int(months) if months.isascii() and months.isdigit() and len(months) <= len(str(LONGEST_MONTHS)) else 0
    shortest = least(rules)
    if not 1 <= number <= LONGEST_MONTHS:
        errors["months"] = f"Write a number of months from 1 to {LONGEST_MONTHS}, or leave it empty to keep everything."
    elif shortest is not None and number < shortest.months:
        errors["months"] = f"{shortest.citation} wants {shortest.months} months at least. {shortest.words}"
    words = ""
    try:
        words = answers.line(basis, BASIS)
        if not words:
            errors["basis"] = "Name the rule, for example your agency’s retention schedule and its number."
    except ValueError as error:
        errors["basis"] = str(error)
    if errors:
        raise Invalid(errors)
    return number, words
