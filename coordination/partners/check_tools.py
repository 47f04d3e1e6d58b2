"""Room: partners. The screening tools of the plugins, cross-checked: items, rules, switches, sources, who runs them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from coordination.declare.core_forms import CORE_FORMS
from coordination.declare.event import Event
from coordination.declare.form import QuestionKind
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.partner import PartnerType
from coordination.declare.screening_tool import ScreeningTool, Tier, ToolKind
from coordination.declare.tree import (
    AllOf,
    Answered,
    AnyOf,
    AtLeast,
    Episodes,
    Node,
    Not,
    Since,
    Switched,
    Yes,
)
from coordination.partners.tool_forms import RESERVED

_WITH_TIERS = {ToolKind.INTERVIEW_TOOL, ToolKind.TAILORED_TOOL, ToolKind.TIERED_PROTOCOL}
_SOURCED = ("title", "citation", "quote")


def tool_defects(
    core: Sequence[ScreeningTool], partner_types: Sequence[PartnerType], jurisdictions: Sequence[Jurisdiction]
) -> list[str]:
    """Every defect of a tool as a sentence."""
    tools = [*core, *(tool for place in jurisdictions for tool in place.tools)]
    found = []
    versions = [(tool.slug, tool.version) for tool in tools]
    for slug, version in sorted({one for one in versions if versions.count(one) > 1}):
        found.append(f"tool {slug}, version {version} is declared twice.")
    forms = {form.slug for partner in partner_types for form in partner.forms} | {form.slug for form in CORE_FORMS}
    for tool in tools:
        where = f"tool {tool.slug} {tool.version}"
        found += [f"{where}: {sentence}" for sentence in _tool(tool, partner_types, forms)]
    return found


def _tool(tool: ScreeningTool, partner_types: Sequence[PartnerType], forms: set[str]) -> Iterable[str]:
    yield from _empty(tool, (*_SOURCED, "why"))
    if tool.slug in forms:
        yield "a form has this slug already."
    if tool.version < 1:
        yield "version starts at 1."
    if not tool.items:
        yield "a tool asks at least one thing."
    if tool.tiers and tool.kind is ToolKind.INDICATOR_LIST:
        yield "a list is considered and never scored, so it has no tiers."
    if not tool.tiers and tool.kind in _WITH_TIERS:
        yield f"a tool of this kind ({tool.kind.value}) comes to something, so it has tiers."
    yield from _slugs(tool)
    yield from _items(tool)
    yield from _run_by(tool, partner_types)
    for switch in tool.switches:
        yield from _empty(switch, (*_SOURCED, "on_words", "off_words"))
    for tier in tool.tiers:
        yield from (f"tier {tier.slug}: {sentence}" for sentence in _tier(tool, tier))
    if tool.entry_form and tool.entry_form not in forms:
        yield f"entry form {tool.entry_form!r} is no form of the plugins loaded."


def _slugs(tool: ScreeningTool) -> Iterable[str]:
    named = {
        "section": [section.slug for section in tool.sections],
        "item": [item.slug for item in tool.items],
        "tier": [tier.slug for tier in tool.tiers],
        "switch": [switch.slug for switch in tool.switches],
    }
    for what, slugs in named.items():
        yield from (f"{what} {slug!r} stands twice." for slug in sorted({s for s in slugs if slugs.count(s) > 1}))
        yield from (
            f"{what} {slug!r} is not a slug." for slug in slugs if not slug.isidentifier() or slug != slug.lower()
        )
    yield from (f"item {slug!r} is a question of every screen." for slug in named["item"] if slug in RESERVED)


def _items(tool: ScreeningTool) -> Iterable[str]:
    for item in tool.items:
        yield from _empty(item, ("title", "quote"))
        if item.kind not in {QuestionKind.YES_NO_UNKNOWN, QuestionKind.DATE}:
            yield f"item {item.slug}: asked as yes, no or unknown, or as a day."
        if item.disclosure and not tool.interviews:
            yield f"item {item.slug}: nobody tells anything to a tool that asks nobody."


def _run_by(tool: ScreeningTool, partner_types: Sequence[PartnerType]) -> Iterable[str]:
    screens = {partner.slug for partner in partner_types if InformationType.SCREENING in partner.holds}
    for slug in sorted(tool.run_by - screens):
        yield f"{slug!r} is not among the plugins loaded, or files no screens."


def _tier(tool: ScreeningTool, tier: Tier) -> Iterable[str]:
    yield from _empty(tier, _SOURCED)
    yield from _rule(tool, tier.rule)
    if bool(tier.alert) != bool(tier.alert_end):
        yield "an alert says when it ends, or that its source names no end."
    for duty in tier.obliges:
        yield from _empty(duty, ("words", "citation", "quote"))
        event: object = duty.event
        if event is not None and not isinstance(event, Event):
            yield f"event {event!r} is not of the closed list."
        if duty.when and duty.when not in {switch.slug for switch in tool.switches}:
            yield f"switch {duty.when!r} is not declared."


def _rule(tool: ScreeningTool, node: Node) -> Iterable[str]:
    """What is wrong with one node and those below it."""
    match node:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            yield from _filled(parts)
            for part in parts:
                yield from _rule(tool, part)
        case Not(part=part):
            yield from _rule(tool, part)
        case Switched(switch=switch, on=on, off=off):
            if switch not in {one.slug for one in tool.switches}:
                yield f"switch {switch!r} is not declared."
            yield from _rule(tool, on)
            yield from _rule(tool, off)
        case _:
            yield from _leaf(tool, node)


def _leaf(tool: ScreeningTool, node: object) -> Iterable[str]:
    """What is wrong with a node that has none below it; a plugin may have put anything there."""
    match node:
        case Yes(item=item):
            yield from _asked(tool, item)
        case AtLeast(count=count, items=items):
            if not 1 <= count <= len(set(items)) or len(set(items)) != len(items):
                yield f"at least {count} of {len(items)} items can not be, or is always."
            for item in items:
                yield from _asked(tool, item)
        case Answered(items=items):
            yield from _filled(items)
            for item in items:
                yield from _asked(tool, item)
        case Episodes(count=count, months=months):
            if count < 1 or (months is not None and months < 1):
                yield "episodes are counted from 1, over 1 month or more."
        case Since(item=item, day=day):
            yield from _asked(tool, item, QuestionKind.DATE)
            yield from _day(day)
        case _:
            yield f"{node!r} is no rule."


def _filled(parts: Sequence[object]) -> Iterable[str]:
    if not parts:
        yield "an empty rule holds for nobody."


def _day(text: str) -> Iterable[str]:
    try:
        date.fromisoformat(text)
    except ValueError:
        yield f"{text!r} is no day."


def _asked(tool: ScreeningTool, slug: str, kind: QuestionKind = QuestionKind.YES_NO_UNKNOWN) -> Iterable[str]:
    item = tool.item(slug)
    if item is None or item.kind is not kind:
        yield f"item {slug!r} is not asked, or not as {kind.value}."


def _empty(declared: object, names: Iterable[str]) -> Iterable[str]:
    slug = getattr(declared, "slug", "obligation")
    yield from (f"{slug}: {name} is empty." for name in names if not str(getattr(declared, name)).strip())
