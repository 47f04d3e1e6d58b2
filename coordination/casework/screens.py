"""Room: casework. Screens: which tool, what must be so before one is filed, filing it with its result, raising a tier.

A screen is a record on the form of its tool. It is not corrected: the answers were given then. It is run again, or its
tier is raised with a reason, as a newer version; nobody lowers one. What a tier obliges starts its deadlines in the
same commit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from coordination.casework import answers, deadlines, missing, moments, records, screen_results, training
from coordination.casework.answers import Answered, Typed
from coordination.casework.desk import Desk, Work
from coordination.casework.record_forms import ready_to_file
from coordination.casework.record_pages import granted, versions_of
from coordination.casework.screen_results import RAISED, RAISED_WHY, Result
from coordination.declare.information import InformationType
from coordination.declare.screening_tool import Obligation, ScreeningTool, Tier
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts, RecordFacts
from coordination.model.ids import CaseId, DraftId, Handle, RecordId, new_id
from coordination.model.record import Answer, Filing, Precision, Record
from coordination.partners.catalog import Catalog
from coordination.partners.tool_forms import EXACT_WORDS, FAMILY, INTERPRETER
from coordination.partners.trainings import trainings
from coordination.policy.claims import may_hold
from coordination.policy.tiers import evaluate
from coordination.storage import records as drawer
from coordination.storage.cabinet import Cabinet

NO_FAMILY = (
    "A family member, or somebody who came along, never interprets: they may be part of what is wrong. Use a "
    "professional interpreter, also by phone. Your answers are kept."
)
SAY_IT = "They told you something. Write down their exact words, or write that you did not hear the words yourself."
NOTHING_YET = (
    "Nothing was answered yes or no, so this is no screen yet. Your answers are kept as a draft, and the screening is "
    "still owed."
)
WITHDRAWN = "This tool was withdrawn: {why} Your answers are kept. The screening is still owed: use another tool."
UNTRAINED = (
    "Only somebody whose training is current runs this tool: {title}. {help} Your answers are kept, and the screening "
    "is still owed."
)
WHY_LIMIT = 2_000
# Forms that say that a child was missing, each of one partner type.
_MISSING = ("absence", "missing_child", "missing_report", "tribal_missing")


def tools(desk: Desk, actor: Actor, case_id: CaseId) -> tuple[ScreeningTool, ...]:
    """The tools that the actor's program may begin on this case. Refused where the actor may not file."""
    facts = desk.facts(actor, case_id)
    ready_to_file(desk, actor, facts, Action.RECORD_FILE)
    may = may_screen(desk, actor, facts)
    return tuple(tool for tool in tools_of(desk, actor) if may and not tool.withdrawn)


def may_screen(desk: Desk, actor: Actor, facts: CaseFacts) -> bool:
    """Whether the actor's program has a tool to begin, and may hold a screen of this child."""
    holds = may_hold(actor, facts, InformationType.SCREENING, desk.now)
    return holds and any(not tool.withdrawn for tool in tools_of(desk, actor))


def tools_of(desk: Desk, actor: Actor) -> tuple[ScreeningTool, ...]:
    """The newest version of each tool of the actor's program, withdrawn or not."""
    return desk.catalog.tools_of(actor.program.partner_type, actor.program.jurisdictions)


def tool_of(desk: Desk, actor: Actor, slug: str) -> ScreeningTool | None:
    """The newest version of one tool of the actor's program, withdrawn or not."""
    return next((tool for tool in tools_of(desk, actor) if tool.slug == slug), None)


def disclosed(tool: ScreeningTool, given: Mapping[str, Answer | Sequence[str]]) -> bool:
    """Whether the young person told, by what was answered or typed so far: the tool then stops asking."""
    return any(item.disclosure and tuple(_listed(given.get(item.slug, ()))) == ("yes",) for item in tool.items)


def refusals(tool: ScreeningTool, given: Mapping[str, Answer | Sequence[str]]) -> dict[str, str]:
    """What must not be, whether or not the screen is filed yet: a sentence a field."""
    return {INTERPRETER: NO_FAMILY} if FAMILY in _listed(given.get(INTERPRETER, ())) and tool.interviews else {}


def untrained(desk: Desk, actor: Actor, tool: ScreeningTool) -> str:
    """Why the actor may not run the tool, as a sentence; "" when their training for it is current (seed 003: "trained
    professionals")."""
    with desk.consulting() as cabinet:
        return facts_untrained(cabinet, desk.catalog, actor, tool)


def facts_untrained(cabinet: Cabinet, catalog: Catalog, actor: Actor, tool: ScreeningTool) -> str:
    """The same within a transaction that is open already, at its instant."""
    needed = trainings(catalog).get(tool.training)
    if needed is None or training.facts_current(cabinet, catalog, actor.person_id, tool.training):
        return ""
    return UNTRAINED.format(title=needed.title, help=needed.help).replace("  ", " ")


def file(
    desk: Desk, actor: Actor, case_id: CaseId, slug: str, typed: Typed, key: str, *, draft_id: DraftId | None = None
) -> RecordId:
    """File a screen with its result and start what it obliges. Raises Invalid, or Conflict when the tool is
    withdrawn."""
    tool = tool_of(desk, actor, slug)
    form = desk.catalog.form(actor.program.partner_type, slug)
    if tool is None or form is None:
        desk.refuse(actor, Action.RECORD_FILE, reason="no_form")
    if tool.withdrawn:
        raise Conflict(WITHDRAWN.format(why=tool.withdrawn))
    if lacking := untrained(desk, actor, tool):
        raise Conflict(lacking)
    answered = answers.validate(form, typed, zone=actor.program.zone, now=desk.now)
    _complete(tool, answered)
    draft = records.draft_of(desk, actor, case_id, draft_id)
    filing = records.filing_of(form, answered)
    at = done_at(filing, desk.now, actor.program.zone)

    def work(w: Work) -> str:
        if lacking := facts_untrained(w.cabinet, desk.catalog, actor, tool):
            raise Conflict(lacking)  # a certificate that was taken back while this was typed counts no more
        verdict = evaluate(tool, filing.answers, episodes_of(w), at)
        whole = replace(filing, answers={**filing.answers, **screen_results.kept(tool, verdict)})
        done = records.keep(desk, w, whole, draft)
        _oblige(desk, w, verdict.obliges, filing, cause=filing.record_id, learned_at=at.astimezone(UTC))
        return done

    handles = [filing.handle] if draft is None else [filing.handle, draft.handle]
    about = f"{case_id} {form.slug}"
    return RecordId(desk.act(actor, Action.RECORD_FILE, case_id, work, key=key, about=about, objects=handles))


def episodes_of(w: Work) -> tuple[datetime, ...]:
    """When each missing episode of the child began (UTC), by what the actor's own program told: counted, never asked.

    What other programs told is left out, so that a score tells nothing of it. Older forms count too: what they tell of
    one day, or within an episode, is one.
    """
    program = w.grant.actor.program_id
    own = [one for one in drawer.open(w.cabinet, w.grant, forms=_MISSING) if one.program_id == program]
    days = {began.date(): began for one in own if (began := _began(one)) is not None}
    return tuple(missing.starts(w.cabinet, w.grant, of=program, also=days.values()))


def _began(record: Record) -> datetime | None:
    """When the child was last seen, or what the record says of when it happened."""
    seen = str(record.answers.get("last_seen_at", ""))
    return moments.instant(seen, "UTC") if seen else record.happened.at


def done_at(filing: Filing, now: datetime, zone: str) -> datetime:
    """The instant of the screen in the program's zone: as it was typed, else that of its filing."""
    exact = filing.happened.precision is Precision.INSTANT and filing.happened.at is not None
    return (filing.happened.at if exact and filing.happened.at else now).astimezone(ZoneInfo(zone))


def _complete(tool: ScreeningTool, answered: Answered) -> None:
    """Raises Invalid where what was answered is no screen, or was asked as it must not be."""
    given = answered.answers
    wrong = refusals(tool, given)
    if disclosed(tool, given) and not given.get(EXACT_WORDS):
        wrong[EXACT_WORDS] = SAY_IT
    if not any(given.get(item.slug) in {"yes", "no"} for item in tool.items):
        wrong[tool.items[0].slug] = NOTHING_YET
    if wrong:
        raise Invalid(wrong)


def _oblige(
    desk: Desk, w: Work, obliges: Sequence[Obligation], filing: Filing, *, cause: str, learned_at: datetime
) -> None:
    """Start what follows from a tier, each event once for this screen."""
    for event in dict.fromkeys(one.event for one in obliges if one.event is not None):
        deadlines.start(desk.catalog, w, event, cause=cause, learned_at=learned_at, happened=filing.happened)


def _listed(given: Answer | Sequence[str]) -> Sequence[str]:
    return (given,) if isinstance(given, str) else given


# --- raising a tier -------------------------------------------------------------------------------------------------


def raising(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId) -> Result:
    """The result whose tier is to be raised, for whoever may; refused as if the screen were absent."""
    facts, record, tool = _to_raise(desk, actor, case_id, record_id)
    grant = granted(desk, actor, Action.CASE_READ, facts, record)
    with desk.opened(grant) as cabinet:
        (there,) = [one for one in versions_of(cabinet, grant, record) if one.id == record_id]
    result = screen_results.result_of(desk.catalog, there, own=True, zone=actor.program.zone)
    if result is None or not result.graver:
        raise Conflict(f"The tier of this screen ({tool.title}) is the gravest there is.")
    return result


def raise_tier(desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId, typed: Typed, key: str) -> RecordId:
    """Raise the tier of a screen of the own program, with a reason. Raises Invalid, or Conflict when it was raised
    since.

    The tool's own answer stays on record beside it. Nobody lowers a tier: to a graver one, or not at all.
    """
    _, record, _ = _to_raise(desk, actor, case_id, record_id)
    why, wrong = "", {}
    try:
        why = answers.words(typed, "why", WHY_LIMIT)
    except ValueError as error:
        wrong["why"] = str(error)
    if not why:
        wrong.setdefault("why", "Say why. The tool's answers do not show it.")
    filing_id, handle = RecordId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        there = _standing(w, case_id, record_id)
        result = screen_results.result_of(desk.catalog, there, own=True, zone=actor.program.zone)
        chosen = _chosen(result, typed)
        if chosen is None:
            wrong["tier"] = "Choose a graver tier. A tier is raised, never lowered."
        if result is None or chosen is None or wrong:
            raise Invalid(wrong)
        raised = {**there.answers, RAISED: chosen.slug, RAISED_WHY: why}
        newer = _newer(there, filing_id, handle, raised)
        done = records.keep(desk, w, newer)
        follows = screen_results.obliged(result.tool, chosen)
        _oblige(desk, w, follows, newer, cause=there.first_id, learned_at=w.now)
        return done

    about = f"{case_id} {record_id}"
    objects = [record.handle, handle]
    return RecordId(desk.act(actor, Action.RECORD_CORRECT, case_id, work, key=key, about=about, objects=objects))


def may_raise(desk: Desk, actor: Actor, facts: CaseFacts, record: RecordFacts) -> bool:
    """Whether the actor may raise this screen's tier: whoever of the owning program may file on the case."""
    own = record.program_id == actor.program_id and not record.withdrawn
    return own and desk.judge(actor, Action.RECORD_CORRECT, facts).allowed


def _to_raise(
    desk: Desk, actor: Actor, case_id: CaseId, record_id: RecordId
) -> tuple[CaseFacts, RecordFacts, ScreeningTool]:
    facts, record = records.look_up(desk, actor, case_id, record_id)
    tool = desk.catalog.tool(record.form, record.form_version) if record is not None else None
    if record is None or tool is None or not tool.ranked or not may_raise(desk, actor, facts, record):
        desk.refuse(actor, Action.RECORD_CORRECT, facts, reason="absent")
    return facts, record, tool


def _standing(w: Work, case_id: CaseId, record_id: RecordId) -> Record:
    """The screen as it stands, in the act. Raises Refused, or Conflict when somebody raised it first."""
    facts = drawer.facts_of_record(w.cabinet, case_id, record_id)
    if facts is None or facts.withdrawn:
        raise Refused(reason="absent")
    if facts.corrected:
        raise Conflict(records.OVERTAKEN)
    found = [one for one in drawer.open_versions(w.cabinet, w.grant, facts.first_id) if one.id == record_id]
    if not found:
        raise Refused(reason="absent")
    return found[0]


def _chosen(result: Result | None, typed: Typed) -> Tier | None:
    slugs = _listed(typed.get("tier", ()))
    return next((tier for tier in result.graver if [tier.slug] == list(slugs)), None) if result else None


def _newer(there: Record, record_id: RecordId, handle: Handle, given: Mapping[str, Answer]) -> Filing:
    """The same screen, on the version it was given under, with its raised tier."""
    return Filing(
        record_id=record_id,
        handle=handle,
        information_type=there.information_type,
        form=there.form,
        form_version=there.form_version,
        answers=given,
        happened=there.happened,
        learned_at=there.learned_at,
        corrects=there.id,
    )
