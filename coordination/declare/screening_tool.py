"""Room: declare. A screening tool: what is asked, in which order, which tiers follow, and what they oblige.

The five kinds are those of the HHS guide for caseworkers (Screening). A tool raises concern and never certifies its
absence. Every tier, obligation and switch carries its citation and the source's own sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.event import Event
from coordination.declare.form import QuestionKind
from coordination.declare.tree import Node


class ToolKind(StrEnum):
    """The five kinds of screening (HHS guide): a list is considered, a tool documented, an interview asked."""

    INDICATOR_LIST = "indicator_list"
    INDICATOR_TOOL = "indicator_tool"
    INTERVIEW_TOOL = "interview_tool"
    TAILORED_TOOL = "tailored_tool"
    TIERED_PROTOCOL = "tiered_protocol"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenItem:
    """One thing that is asked: title in plain words, quote in the source's own.

    kind: YES_NO_UNKNOWN, or DATE where a rule needs a day. disclosure: a yes means that the young person told; the tool
    stops asking. own_only: it touches an information type that is closed more strictly than a screen, so the answer
    counts and is shown to the program that asked alone.
    """

    slug: str
    title: str
    quote: str
    kind: QuestionKind = QuestionKind.YES_NO_UNKNOWN
    hint: str = ""
    disclosure: bool = False
    own_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Items that stand on one page."""

    slug: str
    title: str
    items: tuple[ScreenItem, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A choice of the installation where the source contradicts itself or can be read two ways.

    on: what is done unless the installation says otherwise. on_words, off_words: the two readings.
    """

    slug: str
    title: str
    citation: str
    quote: str
    on_words: str
    off_words: str
    on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a tier obliges. event: starts what the program's own law makes it owe then (declare/deadline.py); without
    one nothing is timed. when: a switch that must be on for it.
    """

    words: str
    citation: str
    quote: str
    event: Event | None = None
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """One outcome. rule: when it holds. alert: the sentence that then stands on the case page, for whoever may see it.
    alert_end: the sentence beside it, on when the source ends the alert or that it names no end; with an alert alone.
    """

    slug: str
    title: str
    rule: Node
    citation: str
    quote: str
    obliges: tuple[Obligation, ...] = ()
    alert: str = ""
    alert_end: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningTool:
    """A tool: slug and version identify it for ever; a screen is read with the version it was given under.

    why: when this tool is the right one. quote: the source's sentence about the tool. tiers: the gravest first; the
    first whose rule holds is given. ranked: False where they are routes, of which none is graver. run_by: partner types
    whose programs run it; empty for every program that files screens. training: slug of the training its reader needs.
    interviews: the young person is asked, so who interprets is asked too. caution: said above the questions and with
    the result. entry_form: filing it says that the child entered care, for the coverage figure. withdrawn: why it is
    used no more; screens given under it stay readable.
    """

    slug: str
    version: int
    title: str
    kind: ToolKind
    why: str
    citation: str
    quote: str
    sections: tuple[Section, ...]
    run_by: frozenset[str] = frozenset()
    training: str = ""
    tiers: tuple[Tier, ...] = ()
    ranked: bool = True
    switches: tuple[Switch, ...] = ()
    interviews: bool = True
    caution: str = ""
    entry_form: str = ""
    withdrawn: str = ""

    @property
    def items(self) -> tuple[ScreenItem, ...]:
        """Every item, in the order it is asked."""
        return tuple(item for section in self.sections for item in section.items)

    def item(self, slug: str) -> ScreenItem | None:
        """The item of this slug, if the tool asks it."""
        return next((item for item in self.items if item.slug == slug), None)

    def tier(self, slug: str) -> Tier | None:
        """The tier of this slug, if the tool has it."""
        return next((tier for tier in self.tiers if tier.slug == slug), None)

    def is_on(self, slug: str) -> bool:
        """How a switch stands in this installation. Raises LookupError for a switch that the tool does not have."""
        return next(switch.on for switch in self.switches if switch.slug == slug)
