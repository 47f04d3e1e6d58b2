"""Room: tests. Every defect a screening tool can have stops the start; an installation's choices are set and hashed."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import replace

import pytest

from coordination.declare import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Episodes,
    Event,
    InformationType,
    Jurisdiction,
    Not,
    Obligation,
    PartnerType,
    QuestionKind,
    ScreeningTool,
    ScreenItem,
    Section,
    Since,
    Switch,
    Switched,
    Tier,
    ToolKind,
    Yes,
    hook,
)
from coordination.declare.tree import Node
from coordination.model.errors import Misconfigured
from coordination.partners.catalog import fingerprint
from coordination.partners.check_tools import tool_defects
from coordination.partners.load import assemble
from coordination.partners.tool_choices import choose
from coordination.settings import Settings
from tests.partners.samples import PARTNER, PLACE
from tests.plugins.ours import MODULES

SCREENS = replace(PARTNER, holds=PARTNER.holds | {InformationType.SCREENING})
ITEMS = (
    ScreenItem(slug="told", title="Told", quote="q", disclosure=True, hint="h."),
    ScreenItem(slug="seen", title="Seen", quote="q", own_only=True),
    ScreenItem(slug="day", title="Day", quote="q", kind=QuestionKind.DATE),
)
SWITCH = Switch(slug="both", title="Both?", citation="c", quote="q", on_words="Yes", off_words="No")
RULE = AnyOf(
    (
        AllOf((Yes("told"), Not(Yes("seen")))),
        AtLeast(2, ("told", "seen")),
        Episodes(2, months=6),
        Since("day", "2024-07-01"),
        Switched("both", Answered(("seen",)), Yes("seen")),
    )
)
DUTY = Obligation(event=Event.TIER_HIGH, words="Do it", citation="c", quote="q", when="both")
TIER = Tier(
    slug="high", title="High", rule=RULE, citation="c", quote="q", obliges=(DUTY,), alert="Look.", alert_end="No end."
)
TOOL = ScreeningTool(
    slug="sample_tool",
    version=1,
    title="A sample",
    kind=ToolKind.TIERED_PROTOCOL,
    why="When you try it.",
    citation="c",
    quote="q",
    sections=(Section(slug="all", title="All", items=ITEMS, lead="Begin."),),
    run_by=frozenset({SCREENS.slug}),
    training="sample_training",
    tiers=(TIER,),
    switches=(SWITCH,),
    caution="Careful.",
    entry_form=SCREENS.forms[0].slug,
)


def ruled(rule: Node) -> ScreeningTool:
    """The sample with another rule."""
    return replace(TOOL, tiers=(replace(TIER, rule=rule),))


def asking(*items: ScreenItem) -> ScreeningTool:
    """The sample with other items."""
    return replace(TOOL, sections=(replace(TOOL.sections[0], items=items),))


def found(*tools: ScreeningTool) -> str:
    return " ".join(tool_defects((), [SCREENS], [replace(PLACE, tools=tools)]))


def test_a_sound_tool_has_no_defect() -> None:
    assert found(TOOL) == ""


@pytest.mark.parametrize("kind", ToolKind)
def test_each_of_the_five_kinds_can_be_declared(kind: ToolKind) -> None:
    assert found(replace(TOOL, kind=kind, tiers=() if kind is ToolKind.INDICATOR_LIST else TOOL.tiers)) == ""


DEFECTS = {
    "declared twice": (TOOL, TOOL),
    "citation is empty": (replace(TOOL, citation=" "),),
    "quote is empty": (replace(TOOL, quote=""),),
    "why is empty": (replace(TOOL, why=""),),
    "a form has this slug already": (replace(TOOL, slug=SCREENS.forms[0].slug),),
    "version starts at 1": (replace(TOOL, version=0),),
    "asks at least one thing": (replace(TOOL, sections=()),),
    "never scored, so it has no tiers": (replace(TOOL, kind=ToolKind.INDICATOR_LIST),),
    "comes to something, so it has tiers": (replace(TOOL, tiers=()),),
    "item 'told' stands twice": (asking(*ITEMS, ITEMS[0]),),
    "tier 'high' stands twice": (replace(TOOL, tiers=(TIER, TIER)),),
    "section 'all' stands twice": (replace(TOOL, sections=TOOL.sections * 2),),
    "switch 'both' stands twice": (replace(TOOL, switches=(SWITCH, SWITCH)),),
    "item 'To ld' is not a slug": (asking(*ITEMS, replace(ITEMS[1], slug="To ld")),),
    "is a question of every screen": (asking(*ITEMS, replace(ITEMS[1], slug="exact_words")),),
    "asked as yes, no or unknown": (asking(*ITEMS, replace(ITEMS[1], slug="text", kind=QuestionKind.TEXT)),),
    "seen: quote is empty": (asking(ITEMS[0], replace(ITEMS[1], quote=""), ITEMS[2]),),
    "nobody tells anything": (replace(TOOL, interviews=False),),
    "is not among the plugins loaded": (replace(TOOL, run_by=frozenset({"nobody"})),),
    "off_words is empty": (replace(TOOL, switches=(replace(SWITCH, off_words=""),)),),
    "high: quote is empty": (replace(TOOL, tiers=(replace(TIER, quote=""),)),),
    "an alert says when it ends": (replace(TOOL, tiers=(replace(TIER, alert_end=""),)),),
    "words is empty": (replace(TOOL, tiers=(replace(TIER, obliges=(replace(DUTY, words=""),)),)),),
    "is not of the closed list": (replace(TOOL, tiers=(replace(TIER, obliges=(replace(DUTY, event="soon"),)),)),),  # type: ignore[arg-type]  # as below
    "switch 'neither' is not declared": (
        replace(TOOL, tiers=(replace(TIER, obliges=(replace(DUTY, when="neither"),)),)),
    ),
    "is no form of the plugins loaded": (replace(TOOL, entry_form="no_form"),),
    "an empty rule holds for nobody": (ruled(AnyOf(())),),
    "item 'absent' is not asked": (ruled(Not(Yes("absent"))),),
    "item 'day' is not asked, or not as yes_no_unknown": (ruled(Yes("day")),),
    "item 'told' is not asked, or not as date": (ruled(Since("told", "2024-07-01")),),
    "at least 3 of 2 items": (ruled(AtLeast(3, ("told", "seen"))),),
    "at least 0 of 1 items": (ruled(AtLeast(0, ("told",))),),
    "at least 1 of 2 items": (ruled(AtLeast(1, ("told", "told"))),),
    "episodes are counted from 1": (ruled(AllOf((Episodes(0),))),),
    "'soon' is no day": (ruled(Since("day", "soon")),),
    "switch 'other' is not declared": (ruled(Switched("other", Yes("told"), Yes("seen"))),),
    "is no rule": (ruled(AllOf(("yes",))),),  # type: ignore[arg-type]  # that it is none is the test
}


@pytest.mark.parametrize(("sentence", "tools"), DEFECTS.items(), ids=list(DEFECTS))
def test_every_defect_is_said_in_a_sentence(sentence: str, tools: tuple[ScreeningTool, ...]) -> None:
    assert sentence in found(*tools)


def test_a_tool_for_programs_that_file_no_screens_is_a_defect() -> None:
    assert "files no screens" in " ".join(tool_defects((), [PARTNER], [replace(PLACE, tools=(TOOL,))]))


# --- the rules hash -------------------------------------------------------------------------------------------------


def changed(value: object) -> object:  # noqa: PLR0911 - one answer a kind of value
    """Another value of the same kind."""
    match value:
        case Event():
            return Event.FOUND
        case bool():
            return not value
        case str():
            return value + "x"
        case int():
            return value + 1
        case frozenset():
            return value | {"another"}
        case tuple():
            return (*value, *value[:1]) if value else ("another",)
        case _:
            return "another"


def variants(node: object) -> Iterator[object]:
    """The declaration with one field, at any depth, changed."""
    if not dataclasses.is_dataclass(node) or isinstance(node, type):
        return
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        yield replace(node, **{field.name: changed(value)})
        for place, item in enumerate(value) if isinstance(value, tuple) else ():
            for variant in variants(item):
                yield replace(node, **{field.name: (*value[:place], variant, *value[place + 1 :])})
        if dataclasses.is_dataclass(value):
            yield from (replace(node, **{field.name: variant}) for variant in variants(value))


def test_the_rules_hash_changes_with_every_field_of_a_tool() -> None:
    hashes = [fingerprint(variant) for variant in variants(TOOL)]
    assert len(hashes) > 60
    assert fingerprint(TOOL) not in hashes


def test_all_and_any_of_the_same_parts_are_two_rules() -> None:
    parts = (Yes("told"), Yes("seen"))
    assert fingerprint(ruled(AllOf(parts))) != fingerprint(ruled(AnyOf(parts)))
    assert fingerprint(ruled(Not(Yes("told")))) != fingerprint(ruled(Yes("told")))


# --- what an installation chose -------------------------------------------------------------------------------------


def test_a_choice_turns_the_switch_and_changes_the_rules_hash() -> None:
    place = replace(PLACE, tools=(TOOL,))
    (off,) = choose([place], ["sample_tool.both=off"])
    assert [switch.on for switch in off.tools[0].switches] == [False]
    assert choose([place], ["sample_tool.both=on"]) == [place]
    assert choose([place], []) == [place]
    chosen = assemble(MODULES, ["maine_appendix_a.high_tells_da=off"])
    assert chosen.rules_hash != assemble(MODULES).rules_hash
    tool = chosen.tool("maine_appendix_a")
    assert tool
    assert not tool.is_on("high_tells_da")
    assert tool.is_on("zero_is_no_tier")


@pytest.mark.parametrize("choice", ["sample_tool.both", "sample_tool.both=maybe", "both=on", "=off", ".both=on"])
def test_a_choice_that_is_none_is_refused_with_its_shape(choice: str) -> None:
    with pytest.raises(Misconfigured, match=r"tool\.switch=off"):
        choose([replace(PLACE, tools=(TOOL,))], [choice])


def test_a_choice_of_what_no_tool_has_is_refused() -> None:
    with pytest.raises(Misconfigured, match=r"sample_tool\.neither, which no tool loaded has"):
        choose([replace(PLACE, tools=(TOOL,))], ["sample_tool.neither=off"])


def test_choices_are_a_setting() -> None:
    read = Settings.read({"COORDINATION_SCREENING": "a.b=off, c.d=on"})
    assert read.screening == ("a.b=off", "c.d=on")
    assert Settings.read({}).screening == ()


# --- which tools a program has --------------------------------------------------------------------------------------


def test_a_program_begins_with_the_newest_version_and_reads_each() -> None:
    newer = replace(TOOL, version=2, title="A newer sample")
    catalog = assemble([_Plugin((TOOL, newer))])
    offered = {one.slug: one.version for one in catalog.tools_of(SCREENS.slug, frozenset({PLACE.slug}))}
    assert offered["sample_tool"] == 2
    old, new = catalog.form(SCREENS.slug, "sample_tool", 1), catalog.form(SCREENS.slug, "sample_tool")
    assert old
    assert new
    assert (old.title, new.title) == ("A sample", "A newer sample")


def test_a_withdrawn_tool_says_so_and_its_screens_stay_readable() -> None:
    catalog = assemble([_Plugin((TOOL, replace(TOOL, version=2, withdrawn="The source was repealed.")))])
    said = {one.slug: one.withdrawn for one in catalog.tools_of(SCREENS.slug, frozenset({PLACE.slug}))}
    assert said == {"sample_tool": "The source was repealed.", "hhs_indicators": "", "hhs_risk_factors": ""}
    assert catalog.form(SCREENS.slug, "sample_tool", 1)


def test_a_tool_is_of_its_own_jurisdiction() -> None:
    catalog = assemble([_Plugin((TOOL,))])
    assert "sample_tool" not in {one.slug for one in catalog.tools_of(SCREENS.slug, frozenset({"elsewhere"}))}


class _Plugin:
    """A plugin module by other means."""

    def __init__(self, tools: tuple[ScreeningTool, ...]) -> None:
        self._place = replace(PLACE, tools=tools)

    @hook
    def partner_type(self) -> PartnerType:
        """Its partner type."""
        return SCREENS

    @hook
    def jurisdiction(self) -> Jurisdiction:
        """Its jurisdiction."""
        return self._place
