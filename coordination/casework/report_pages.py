"""Room: casework. What is shown of a report: who decided what, which response it takes, what is owed, what is next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coordination.casework import answers, intake, record_pages, routes
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk
from coordination.casework.record_words import Version
from coordination.casework.routes import Taken, age_on
from coordination.declare.core_forms import CHILD
from coordination.declare.deadline import DeadlineRule
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.declare.intake import (
    CALLED_IN,
    CONFIRMED,
    DECISION,
    OFFENDER,
    PROPOSAL,
    PROPOSED,
    RETURNED,
    SCREENED_IN,
    SCREENED_OUT,
    SCREENING_DECISION,
    STATE,
)
from coordination.declare.route import CaregiverStatus
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.deadline import Deadline, Standing
from coordination.model.ids import CaseId, RecordId
from coordination.model.record import Record
from coordination.storage import deadlines, records


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One duty that this report started: its rule where it is still declared, and how it stands now."""

    deadline: Deadline
    rule: DeadlineRule | None
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """A report at intake. history: every step of the decision, newest first. taken: the response, once it is confirmed.

    form: the fields of a proposal, where one may be made now. typed: what they begin with. decides: the viewer may
    confirm or return; why_not: why not, where a decision waits. closes: the viewer may close it.
    reporter: the form for who made it, where nobody filed it yet.
    """

    case_id: CaseId
    record_id: RecordId
    zone: str
    title: str
    state: str
    screened_out: bool
    history: tuple[Version, ...]
    taken: Taken | None
    owed: tuple[Owed, ...]
    form: Form | None
    typed: Mapping[str, str | list[str]]
    decides: bool
    why_not: str
    closes: bool
    reporter: bool


def read(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, *, typed: Typed | None = None) -> ReportPage:
    """The report's page, for whoever of its program may read it. Hidden, absent and another's are one refusal."""
    facts, report = intake.of_report(desk, actor, case_id, record_id, Action.CASE_READ)
    grant = record_pages.granted(desk, actor, Action.CASE_READ, facts, report)
    with desk.opened(grant) as cabinet:
        versions = records.open_versions(cabinet, grant, report.first_id)
        there = intake.chosen(records.open(cabinet, grant, forms=[SCREENING_DECISION.slug]), actor, report.first_id)
        steps = records.open_versions(cabinet, grant, there.first_id) if there else []
        children = records.open(cabinet, grant, forms=[CHILD.slug])
        rows = [one for one in deadlines.open(cabinet, grant) if one.cause == report.first_id]
        told = [head for head in facts.holdings if head.program.id == actor.program_id]
    state = str(there.answers[STATE]) if there else ""
    may_file = desk.judge(actor, Action.RECORD_FILE, facts).allowed
    form = desk.catalog.form(actor.program.partner_type, report.form, report.form_version)
    proposes = may_file and state in {"", RETURNED}
    why_not = _why_not(actor, there) if state == PROPOSED else ""
    return ReportPage(
        case_id=facts.case_id,
        record_id=versions[0].id,
        zone=actor.program.zone,
        title=form.title if form else "Report",
        state=state,
        screened_out=there is not None and there.answers.get(DECISION) == SCREENED_OUT,
        history=tuple(
            record_pages.in_words(desk, actor, actor.program, one, len(steps) - place)
            for place, one in enumerate(steps)
        ),
        taken=_taken(desk, actor, there, children) if there else None,
        owed=tuple(_owed(desk, one) for one in rows),
        form=PROPOSAL if proposes else None,
        typed=_typed(versions[0], there, actor, typed) if proposes else {},
        decides=state == PROPOSED and may_file and not why_not,
        why_not=why_not,
        closes=state == CONFIRMED and may_file,
        reporter=may_file and not any(one.information_type is InformationType.REPORTER_IDENTITY for one in told),
    )


def _why_not(actor: Actor, there: Record | None) -> str:
    if there is not None and there.author_id == actor.person_id:
        return intake.NOT_ALONE
    return "" if actor.role is Role.SUPERVISOR else intake.NOT_A_SUPERVISOR


def _taken(desk: Desk, actor: Actor, there: Record, children: Sequence[Record]) -> Taken | None:
    """The response of a report whose screening-in is confirmed, or was and is closed since."""
    if there.answers.get(DECISION) != SCREENED_IN or there.answers.get(STATE) in {PROPOSED, RETURNED}:
        return None
    called = intake.moment_of(there.answers)
    alleged = there.answers.get("alleges", ())
    status = CaregiverStatus(str(there.answers[OFFENDER]))
    found = routes.taken(desk.catalog, actor.program, called, status, tuple(alleged))
    own = [one for one in children if one.program_id == actor.program_id]
    if found.route is None or not own:
        return found
    age = age_on(str(own[0].answers.get("born", "")), found.route.day_of(called))
    return routes.taken(desk.catalog, actor.program, called, status, tuple(alleged), age=age)


def _owed(desk: Desk, one: Deadline) -> Owed:
    rule = desk.catalog.deadline_rule(one.rule, one.rule_version)
    return Owed(deadline=one, rule=rule, standing=one.standing(desk.now))


def _typed(report: Record, there: Record | None, actor: Actor, typed: Typed | None) -> Mapping[str, str | list[str]]:
    """What the fields begin with: what was typed, the proposal that came back, or the time of the report."""
    if typed is not None:
        kept = answers.keep(typed, PROPOSAL)
    elif there is not None:
        kept = answers.typed_again(PROPOSAL, there.answers, there.happened, there.learned_at, actor.program.zone)
    else:
        given = {CALLED_IN: report.learned_at.isoformat()} if report.learned_at else {}
        kept = answers.typed_again(PROPOSAL, given, report.happened, report.learned_at, actor.program.zone)
    several = {"alleges"}
    return {name: values if name in several else values[0] for name, values in kept.items() if values}
