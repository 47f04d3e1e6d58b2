"""Room: casework. Intake: a report is screened in or out by two people, and closed when what it obliges is proven.

The decision is one record about the report: a version for each step, so that its history says who proposed, who
confirmed or returned it, and when. Maine IV.D-2B A.1: "caseworkers and supervisor will work together".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from coordination.casework import answers, deadlines, notices, owed_once, record_beside, records
from coordination.casework.answers import Typed
from coordination.casework.desk import Desk, Work
from coordination.declare.core_forms import ABOUT
from coordination.declare.deadline import DeadlineRule
from coordination.declare.event import Event
from coordination.declare.intake import (
    ALLEGED,
    CALLED_IN,
    CLOSED,
    CONFIRMED,
    DECISION,
    PROPOSAL,
    PROPOSED,
    RETURNED,
    SAID,
    SCREENED_OUT,
    SCREENING_DECISION,
    STATE,
    TRAFFICKING,
)
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.deadline import State
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, Handle, RecordId, new_id
from coordination.model.notice import Kind
from coordination.model.record import Answer, Filing, Happened, Precision, Record
from coordination.storage import deadlines as deadline_rows
from coordination.storage import records as drawer
from coordination.storage import referral_facts

NOT_ALONE = "You proposed this yourself. Another person, a supervisor of your program, has to look at it."
NOT_A_SUPERVISOR = "A supervisor of your program decides on it."
UNPROVEN = (
    "This report cannot be closed yet. Still missing: {owed_once}. Send it from the hub, or write down on the deadline "
    "who was told, when, by which channel and their reference number."
)
_LONGEST = 2_000


def propose(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, key: str) -> RecordId:
    """Propose that a report be screened in or out. Raises Invalid, or Conflict when somebody proposed already."""
    _, report = of_report(desk, actor, case_id, record_id, Action.RECORD_FILE)
    answered = answers.validate(PROPOSAL, typed, zone=actor.program.zone, now=desk.now)
    called = moment_of(answered.answers)
    if called > desk.now:
        raise Invalid({CALLED_IN: "This is in the future. Check the date."})
    made = {**answered.answers, STATE: PROPOSED, ABOUT: report.first_id}

    def step(w: Work) -> tuple[Mapping[str, Answer], Record | None]:
        there = decision(w, report.first_id)
        if there is not None and there.answers.get(STATE) != RETURNED:
            raise Conflict("A decision on this report was proposed already. Look at it first.")
        return made, there

    return _act(desk, actor, _Step(case_id, report, key, Action.RECORD_FILE, PROPOSED), step)


def decide(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, key: str) -> RecordId:
    """Confirm or return what another person proposed, as a supervisor. Confirmed, it starts what is owed.

    typed: `verdict`, confirmed or returned; `supervisor_said`, needed to return it. Raises Invalid or Conflict.
    """
    _, report = of_report(desk, actor, case_id, record_id, Action.RECORD_CORRECT)
    verdict, said, wrong = "".join(typed.get("verdict", "")), "", {}
    try:
        said = answers.words(typed, SAID, _LONGEST)
    except ValueError as error:
        wrong[SAID] = str(error)
    if verdict not in {CONFIRMED, RETURNED}:
        wrong["verdict"] = "Choose whether you confirm it or return it."
    if verdict == RETURNED and not said and SAID not in wrong:
        wrong[SAID] = "Say what has to be looked at again."
    if actor.role is not Role.SUPERVISOR:
        wrong = {"verdict": NOT_A_SUPERVISOR}
    if wrong:
        raise Invalid(wrong)

    def step(w: Work) -> tuple[Mapping[str, Answer], Record | None]:
        there = decision(w, report.first_id)
        if there is None or there.answers.get(STATE) != PROPOSED:
            raise Conflict("There is nothing to decide now. Look at the newest version.")
        if there.author_id == actor.person_id:
            raise Invalid({"verdict": NOT_ALONE})
        return {**there.answers, STATE: verdict, SAID: said}, there

    return _act(desk, actor, _Step(case_id, report, key, Action.RECORD_CORRECT, verdict), step)


def close(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, key: str) -> RecordId:
    """Close a report that was decided. One screened out needs the proof of whom the law wants told: else Conflict."""
    _, report = of_report(desk, actor, case_id, record_id, Action.RECORD_CORRECT)

    def step(w: Work) -> tuple[Mapping[str, Answer], Record | None]:
        there = decision(w, report.first_id)
        if there is None or there.answers.get(STATE) != CONFIRMED:
            raise Conflict("Only a report with a confirmed decision can be closed.")
        if missing := unproven(desk, w, there):
            raise Conflict(UNPROVEN.format(owed_once="; ".join(rule.title for rule in missing)))
        return {**there.answers, STATE: CLOSED}, there

    return _act(desk, actor, _Step(case_id, report, key, Action.RECORD_CORRECT, CLOSED), step)


def of_report(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, action: Action
) -> tuple[CaseFacts, RecordFacts]:
    """The facts of a report of the actor's own program, for whoever may do this; any other is refused as if absent."""
    facts, record = records.look_up(desk, actor, case_id, record_id)
    if record is None or not record_beside.screens(desk, actor, record) or not desk.judge(actor, action, facts).allowed:
        desk.refuse(actor, action, facts, reason="absent")
    return facts, record


def decision(w: Work, first_id: RecordId) -> Record | None:
    """The decision about a report as it stands, in an act."""
    found = drawer.open(w.cabinet, w.grant, forms=[SCREENING_DECISION.slug])
    return chosen(found, w.grant.actor, first_id)


def chosen(found: Sequence[Record], actor: Actor, first_id: RecordId) -> Record | None:
    """Among the open decisions that of the actor's program about this report.

    Two people who propose at once leave two: the one that went further counts, then the newer; the other is on record.
    """
    own = [one for one in found if one.program_id == actor.program_id and one.answers.get(ABOUT) == first_id]
    order = (RETURNED, PROPOSED, CONFIRMED, CLOSED)
    return max(own, key=lambda one: (order.index(str(one.answers.get(STATE))), one.filed_at, one.id), default=None)


def unproven(desk: Desk, w: Work, there: Record) -> list[DeadlineRule]:
    """The owed_once that stand between a screened-out report and its closing, by the law of the program."""
    if there.answers.get(DECISION) != SCREENED_OUT or not alleged(there.answers):
        return []
    program, called = w.grant.actor.program, moment_of(there.answers)
    rules = deadlines.owed(desk.catalog, program, Event.SCREENED_OUT, called, called_in(called, program.zone))
    rows = deadline_rows.open(w.cabinet, w.grant)
    about = str(there.answers[ABOUT])
    met = {one.rule for one in rows if one.cause == about and one.state is State.MET and one.program_id == program.id}
    of_case = referral_facts.facts_of_case(w.cabinet, program.id, w.facts.case_id)
    sent = [one for one in of_case if one.sender.id == program.id and one.sent_at >= called]
    return [rule for _, rule in rules if rule.slug not in met and not any(owed_once.is_it(rule, one) for one in sent)]


def alleged(given: Mapping[str, Answer]) -> frozenset[str]:
    """What of trafficking the report alleges; empty when it alleges none."""
    return TRAFFICKING.intersection(given.get(ALLEGED, ()))


def moment_of(given: Mapping[str, Answer]) -> datetime:
    """When the report was called in (UTC)."""
    return datetime.fromisoformat(str(given[CALLED_IN]))


def called_in(at: datetime, zone: str) -> Happened:
    """The instant of the call, as an event is told."""
    return Happened(at=at, precision=Precision.INSTANT, zone=zone)


def _start(desk: Desk, w: Work, first_id: RecordId, given: Mapping[str, Answer]) -> None:
    """What a confirmed decision obliges; the clock runs from the call and not from the decision."""
    if not alleged(given):
        return
    called = moment_of(given)
    event = Event.SCREENED_OUT if given.get(DECISION) == SCREENED_OUT else Event.SCREENED_IN_TRAFFICKING
    happened = called_in(called, w.grant.actor.program.zone)
    deadlines.start(desk.catalog, w, event, cause=first_id, learned_at=called, happened=happened)


def _tell(w: Work, ends: str, record_id: RecordId, there: Record | None) -> None:
    """Who has to go on: the supervisors of the program, or whoever proposed what was returned."""
    program, about = w.grant.actor.program_id, w.facts.handle
    if ends == PROPOSED:
        notices.tell(w, Kind.REPORT_TO_DECIDE, program, cause=record_id, about=about)
    if ends == RETURNED and there is not None:
        notices.tell(w, Kind.REPORT_RETURNED, program, cause=record_id, about=about, person_id=there.author_id)


@dataclass(frozen=True, slots=True)
class _Step:
    """What is done to the decision: on which case and report, with which key, as which action, and to what end."""

    case_id: CaseId
    report: RecordFacts
    key: str
    action: Action
    ends: str


def _act(
    desk: Desk, actor: Actor, one: _Step, step: Callable[[Work], tuple[Mapping[str, Answer], Record | None]]
) -> RecordId:
    """One step as a new version of the decision. step: gives its answers and the version that it follows, or raises."""
    record_id, handle = RecordId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        report = drawer.facts_of_record(w.cabinet, one.case_id, one.report.record_id)
        if report is None or report.withdrawn:
            raise Refused(reason="absent")
        given, there = step(w)
        filing = Filing(
            record_id=record_id,
            handle=handle,
            information_type=SCREENING_DECISION.information_type,
            form=SCREENING_DECISION.slug,
            form_version=SCREENING_DECISION.version,
            answers={slug: answer for slug, answer in given.items() if answer},
            happened=Happened(zone=actor.program.zone),
            learned_at=moment_of(given),
            corrects=there.id if there is not None else None,
        )
        done = records.keep(desk, w, filing)
        if one.ends == CONFIRMED:
            _start(desk, w, one.report.first_id, given)
        _tell(w, one.ends, record_id, there)
        return done

    about = f"{one.case_id} {one.report.first_id} {one.ends}"
    objects = [one.report.handle, handle]
    made = desk.act(actor, one.action, one.case_id, work, key=one.key, about=about, objects=objects, purpose=one.ends)
    return RecordId(made)
