"""Room: casework. What is shown of deadlines: the page of one, and the lines of a case.

One entry is written for each page and names the deadline; what is hidden is refused exactly as what is absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from coordination.audit.grant import Grant
from coordination.casework import evidence, moments
from coordination.casework.deadline_acts import look_up, pausable
from coordination.casework.desk import Desk
from coordination.declare.deadline import DeadlineRule
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.deadline import WITHDRAW_REASONS, Deadline, DeadlineFacts, Proof, Standing
from coordination.model.deadline_page import DeadlineLine, DeadlinePage
from coordination.model.errors import Refused
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, DeadlineId, ProgramId
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.policy.audience import may
from coordination.storage import deadline_proofs, deadlines, people_rows

_RUNNING = frozenset({Standing.DUE, Standing.AT_RISK, Standing.BREACHED})
_ENDED = frozenset({Standing.MET, Standing.MET_LATE, Standing.WITHDRAWN})
_UNITS = ((24 * 60, "day"), (60, "hour"), (1, "minute"))  # minutes in each


def read(desk: Desk, actor: Actor, case_id: CaseId, deadline_id: DeadlineId) -> DeadlinePage:
    """One deadline with its proofs. Refused (reason "step_up") while its type waits for a second factor."""
    facts, one = look_up(desk, actor, case_id, deadline_id)
    if one is None:
        desk.refuse(actor, Action.DEADLINE_READ, facts, reason="absent")
    grant = _granted(desk, actor, facts, one)
    with desk.opened(grant) as cabinet:
        found = deadlines.open(cabinet, grant, [deadline_id])
        if not found:
            raise Refused(reason="absent")
        proofs = deadline_proofs.open_proofs(cabinet, grant, found[0])
        names = people_rows.facts_of_names(cabinet, [proof.proved_by for proof in proofs])
        offers = evidence.offers(desk.catalog, actor, facts, cabinet, grant, found[0])
    shown = tuple((proof, names.get(proof.proved_by, "")) for proof in proofs)
    return replace(_page(desk, actor, facts, found[0], shown), offers=offers)


def lines(
    catalog: Catalog, facts: CaseFacts, actor: Actor, found: Iterable[Deadline], now: datetime
) -> list[DeadlineLine]:
    """The lines of a case's own page, what is still to be done first: whose each is stands beside it where it is not
    the viewer's own program's."""
    owners = {held.program.id: held.program for held in facts.holdings}
    return [
        line(catalog, one, now, owner="" if one.program_id == actor.program_id else _owner(owners, one.program_id))
        for one in sorted(found, key=lambda one: one.standing(now) in _ENDED)
    ]


def line(catalog: Catalog, one: Deadline, now: datetime, *, owner: str = "", case: str = "") -> DeadlineLine:
    """A deadline as a line."""
    return DeadlineLine(
        id=one.id,
        case_id=one.case_id,
        title=title(catalog.deadline_rule(one.rule, one.rule_version), one.rule),
        standing=one.standing(now),
        due_at=one.due_at,
        recorded_late=one.late_when_recorded,
        left=left(one, now),
        owner=owner,
        case=case,
    )


def left(one: Deadline, now: datetime) -> str:
    """How much time is left, or by how much it is over: in days from two days on, in hours from two hours on."""
    if one.standing(now) not in _RUNNING:
        return ""
    minutes = int(abs(one.due_at - now).total_seconds()) // 60
    number, unit = next((minutes // size, unit) for size, unit in _UNITS if minutes >= 2 * size or size == 1)
    return f"{number} {unit}{'' if number == 1 else 's'} {'over' if now > one.due_at else 'left'}"


def title(rule: DeadlineRule | None, slug: str) -> str:
    """What has to be done; the rule's slug in words when no plugin here declares it any more."""
    return rule.title if rule else slug.replace("_", " ").capitalize()


def _granted(desk: Desk, actor: Actor, facts: CaseFacts, one: DeadlineFacts) -> Grant:
    """The Grant of the page, whose entry names the deadline; refused as if it were absent."""
    found = {
        access.access
        for case in desk.judge(actor, Action.DEADLINE_READ, facts).cases
        for access in case.types
        if (access.program_id, access.information_type) == (one.program_id, one.information_type)
    }
    if Access.STEP_UP in found:
        desk.refuse(actor, Action.DEADLINE_READ, facts, reason="step_up")
    if Access.OPEN not in found:
        desk.refuse(actor, Action.DEADLINE_READ, facts, reason="absent")
    return desk.ask(actor, Action.DEADLINE_READ, facts, objects=[one.handle])


def _page(
    desk: Desk, actor: Actor, facts: CaseFacts, one: Deadline, proofs: tuple[tuple[Proof, str], ...]
) -> DeadlinePage:
    rule, zone = desk.catalog.deadline_rule(one.rule, one.rule_version), actor.program.zone
    actions, own = may(actor, facts, desk.now), one.program_id == actor.program_id
    owners = {held.program.id: held.program for held in facts.holdings}
    ended = next((choice.title for choice in WITHDRAW_REASONS if choice.slug == one.ended_reason), "")
    return DeadlinePage(
        deadline=one,
        standing=one.standing(desk.now),
        left=left(one, desk.now),
        title=title(rule, one.rule),
        limit=f"{rule.amount} {rule.unit.words}" if rule else "",
        at_once=bool(rule and rule.at_once),
        citation=rule.citation if rule else "",
        quote=rule.quote if rule else "",
        event=one.event,
        owner=_owner(owners, one.program_id),
        information_type=one.information_type,
        happened=moments.happened_words(one.happened, zone),
        proofs=proofs,
        own=own and Action.DEADLINE_PROVE in actions,
        may_withdraw=own and Action.DEADLINE_WITHDRAW in actions,
        needs_told=rule.told if rule else "",
        needs_number=bool(rule and rule.number),
        pause=rule.pause if rule and pausable(rule) else "",
        ended=ended,
    )


def _owner(owners: Mapping[ProgramId, Program], program_id: ProgramId) -> str:
    found = owners.get(program_id)
    return f"{found.agency_name}, {found.name}" if found else ""
