"""Room: casework. A screen while it is answered: section by section, in any order, kept as a draft as it goes.

A disclosure stops the tool: no other section is shown, only the exact words and whom to call. A tool that was withdrawn
or changed meanwhile loses nobody's work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from coordination.casework import record_words, screens
from coordination.casework.answers import Typed, keep
from coordination.casework.desk import Desk
from coordination.casework.record_forms import Blank, blank, looked, ready_to_file
from coordination.casework.record_words import Line
from coordination.declare.form import Question
from coordination.declare.screening_tool import ScreeningTool
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, DraftId
from coordination.partners.tool_forms import DONE_AT, EXACT_WORDS, HEARD_BY, INTERPRETER, OWN_TERMS
from coordination.policy.claims import may_hold

BEFORE, WORDS, FINISH = "before", "words", "finish"
CHANGED = (
    "This tool was changed since you began (version {then}, now {now}). Your answers to what is still asked are here. "
    "Look through them before you file."
)
FIRST = "Are they safe now, hurt, hungry, tired? Screening can wait for that."
_BEFORE = (DONE_AT, INTERPRETER, OWN_TERMS)
_WORDS = (EXACT_WORDS, HEARD_BY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One section of the sheet. answered: how many of its questions have an answer."""

    slug: str
    title: str
    lead: str
    questions: tuple[Question, ...]
    answered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A screen that is being answered.

    here: the part on the page. parts: those that can be gone to; after a disclosure the last two alone. stopped: the
    young person told. terms: the words they use. changed: said when the tool was changed or withdrawn since. told_part:
    where the answer stands that stopped it. untrained: why the viewer may not run the tool, "" when they may.
    given: what was answered, where the tool takes no more answers.
    """

    blank: Blank
    tool: ScreeningTool
    parts: tuple[Part, ...]
    here: Part
    stopped: bool
    terms: str
    changed: str = ""
    told_part: str = ""
    untrained: str = ""
    given: tuple[Line, ...] = ()

    @property
    def following(self) -> str:
        """The part after this one; the last leads nowhere further."""
        slugs = [part.slug for part in self.parts]
        at = slugs.index(self.here.slug) if self.here.slug in slugs else -1
        return slugs[min(at + 1, len(slugs) - 1)]


def begin(
    desk: Desk,
    actor: Actor,
    case_id: CaseId,
    slug: str,
    *,
    typed: Typed | None = None,
    draft_id: str = "",
    at: str = "",
    look: bool = False,
) -> Sheet:
    """The sheet of a tool, empty or with what was `typed`. Refused as a form that does not exist where it is not
    theirs. look: with what others would see of it."""
    facts = desk.facts(actor, case_id)
    tool = screens.tool_of(desk, actor, slug)
    form = desk.catalog.form(actor.program.partner_type, slug)
    if tool is None or form is None or not may_hold(actor, facts, form.information_type, desk.now):
        desk.refuse(actor, Action.RECORD_FILE, facts, reason="no_form")
    ready_to_file(desk, actor, facts, Action.RECORD_FILE)
    found = blank(desk, actor, facts, form, keep(typed or {}, form), draft_id=DraftId(draft_id))
    return sheet(desk, actor, looked(desk, actor, facts, found) if look else found, at)


def sheet(desk: Desk, actor: Actor, found: Blank, at: str = "") -> Sheet:
    """A form of a tool, opened anew or resumed, as a sheet at the part asked for."""
    tool = desk.catalog.tool(found.form.slug)
    if tool is None:
        desk.refuse(actor, Action.DRAFT_OPEN, reason="no_form")
    stopped = screens.disclosed(tool, found.typed)
    every = _parts(tool, found)
    told = next((part.slug for part in every if stopped and _tells(tool, part, found.typed)), "")
    # What stopped it can be looked at again, since a finger slips; nothing else is asked any more.
    parts = tuple(part for part in every if not stopped or part.slug in {WORDS, FINISH})
    shown = [*parts, *(part for part in every if part.slug == told)]
    here = next((part for part in shown if part.slug == at), parts[0])
    terms = " ".join(found.typed.get(OWN_TERMS, ()))
    made = Sheet(blank=found, tool=tool, parts=parts, here=here, stopped=stopped, terms=terms, told_part=told)
    if tool.withdrawn:
        return replace(made, changed=screens.WITHDRAWN.format(why=tool.withdrawn), given=_given(found))
    if lacking := screens.untrained(desk, actor, tool):
        return replace(made, untrained=lacking, given=_given(found))
    changed = CHANGED.format(then=found.begun_with, now=tool.version) if found.begun_with else ""
    return replace(made, changed=changed)


def _given(found: Blank) -> tuple[Line, ...]:
    """What was answered, in words, where the tool takes no more answers."""
    return record_words.lines(found.form, {slug: tuple(one) for slug, one in found.typed.items()}, found.zone)


def part_of(tool: ScreeningTool, field: str) -> str:
    """The part in which a question stands, to show what is wrong beside it."""
    found = next((one.slug for one in tool.sections if field in {item.slug for item in one.items}), "")
    return found or (WORDS if field in _WORDS else BEFORE)


def _parts(tool: ScreeningTool, found: Blank) -> tuple[Part, ...]:
    asked = {question.slug: question for question in found.form.questions}

    def part(slug: str, title: str, lead: str, slugs: Sequence[str]) -> Part:
        questions = tuple(asked[one] for one in slugs if one in asked)
        answered = sum(bool(found.typed.get(one.slug)) for one in questions)
        return Part(slug=slug, title=title, lead=lead, questions=questions, answered=answered)

    before = part(BEFORE, "Before you begin", FIRST, _BEFORE)
    sections = (part(one.slug, one.title, one.lead, [item.slug for item in one.items]) for one in tool.sections)
    words = part(WORDS, "Exact words", "", _WORDS)
    finish = part(FINISH, "Look through and file", "", ())
    return tuple(one for one in (before, *sections, words, finish) if one.questions or one is finish)


def _tells(tool: ScreeningTool, part: Part, typed: Mapping[str, Sequence[str]]) -> bool:
    asked = {question.slug for question in part.questions}
    return any(item.disclosure and item.slug in asked and typed.get(item.slug) for item in tool.items)
