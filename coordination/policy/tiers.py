"""Room: policy. Reads a screening tool's rule tree on answers and counts: the tier, and which answers gave it. Pure.

Three values (Kleene's): what was not answered yes or no is not known, and a rule that rests on it neither holds nor
fails. Each reading brings along the items that decided it, so the trace is of the rule itself and of nothing beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from coordination.declare.form import QuestionKind
from coordination.declare.screening_tool import Obligation, ScreeningTool, Tier
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

Answers = Mapping[str, str | tuple[str, ...]]
"""What was answered, by item slug: yes, no, unknown, or a day. What was not asked is left out or empty."""

_TRUTH = {"yes": True, "no": False}
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a tool says. It never says that a child is not a victim.

    tier: the gravest that holds, or None. fired: the items whose answers gave it, in the tool's order. counted: the
    missing episodes that gave it (UTC). open: graver tiers that the answers not known could still give. unknown and
    not_asked: items without a yes or no. answered: whether anything was answered yes or no at all. obliges: what
    follows, as the installation's switches have it.
    """

    tier: Tier | None
    fired: tuple[str, ...]
    counted: tuple[datetime, ...]
    open: tuple[Tier, ...]
    unknown: tuple[str, ...]
    not_asked: tuple[str, ...]
    answered: bool
    obliges: tuple[Obligation, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """What one node came to: True, False or None (not known), and the items and episodes that decided it."""

    truth: bool | None
    items: frozenset[str] = frozenset()
    counted: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """What a tree is read on."""

    tool: ScreeningTool
    answers: Answers
    episodes: Sequence[datetime]
    at: datetime


def evaluate(tool: ScreeningTool, answers: Answers, episodes: Sequence[datetime], at: datetime) -> Verdict:
    """What `tool` says of these answers. episodes: when each missing episode began, one instant an episode, aware.

    at: the instant of the screen, aware; months are counted back on the wall clock of its zone. An episode that begins
    after `at` does not count. Raises ValueError on an instant without a zone.
    """
    if at.tzinfo is None or any(began.tzinfo is None for began in episodes):
        raise ValueError("Instants need a zone.")
    sheet = _Sheet(tool=tool, answers=answers, episodes=sorted({began.astimezone(UTC) for began in episodes}), at=at)
    graver: list[Tier] = []
    for tier in tool.tiers:
        found = _read(tier.rule, sheet)
        if found.truth:
            return _verdict(sheet, tier, found, tuple(graver))
        if found.truth is None:
            graver.append(tier)
    return _verdict(sheet, None, _Read(None), tuple(graver))


def months_before(at: datetime, months: int) -> datetime:
    """The same wall-clock time `months` earlier; a day that month does not have becomes its last (31 August → 28 or 29
    February)."""
    year, month = divmod(at.year * _MONTHS + at.month - 1 - months, _MONTHS)
    return at.replace(year=year, month=month + 1, day=min(at.day, _last_day(year, month + 1)))


def _last_day(year: int, month: int) -> int:
    """How many days the month has."""
    return (date(year + month // _MONTHS, month % _MONTHS + 1, 1) - timedelta(days=1)).day


def _verdict(sheet: _Sheet, tier: Tier | None, found: _Read, graver: tuple[Tier, ...]) -> Verdict:
    asked = [item.slug for item in sheet.tool.items if item.kind is QuestionKind.YES_NO_UNKNOWN]
    given = {slug: sheet.answers.get(slug) or "" for slug in asked}
    obliges = tier.obliges if tier else ()
    return Verdict(
        tier=tier,
        fired=tuple(item.slug for item in sheet.tool.items if item.slug in found.items),
        counted=tuple(sorted(found.counted)),
        open=graver,
        unknown=tuple(slug for slug, answer in given.items() if answer and answer not in _TRUTH),
        not_asked=tuple(slug for slug, answer in given.items() if not answer),
        answered=any(answer in _TRUTH for answer in given.values()),
        obliges=tuple(one for one in obliges if not one.when or sheet.tool.is_on(one.when)),
    )


def _truth(sheet: _Sheet, item: str) -> bool | None:
    return _TRUTH.get(str(sheet.answers.get(item, "")))


def _read(node: Node, sheet: _Sheet) -> _Read:
    """Read one node. Raises LookupError for a kind of node that this room does not know."""
    return _KINDS[type(node)](node, sheet)


def _together(parts: Iterable[_Read], *, truth: bool | None) -> _Read:
    found = list(parts)
    return _Read(
        truth,
        frozenset().union(*(one.items for one in found)),
        frozenset().union(*(one.counted for one in found)),
    )


def _all_of(node: AllOf, sheet: _Sheet) -> _Read:
    parts = [_read(part, sheet) for part in node.parts]
    failed = [one for one in parts if one.truth is False]
    if failed:
        return _together(failed, truth=False)
    return _together(parts, truth=True) if parts and all(one.truth for one in parts) else _Read(None)


def _any_of(node: AnyOf, sheet: _Sheet) -> _Read:
    parts = [_read(part, sheet) for part in node.parts]
    held = [one for one in parts if one.truth]
    if held:
        return _together(held, truth=True)
    return _together(parts, truth=False) if all(one.truth is False for one in parts) else _Read(None)


def _not(node: Not, sheet: _Sheet) -> _Read:
    part = _read(node.part, sheet)
    return _Read(None) if part.truth is None else _Read(not part.truth, part.items, part.counted)


def _yes(node: Yes, sheet: _Sheet) -> _Read:
    truth = _truth(sheet, node.item)
    return _Read(truth, frozenset() if truth is None else frozenset({node.item}))


def _at_least(node: AtLeast, sheet: _Sheet) -> _Read:
    given = {item: _truth(sheet, item) for item in node.items}
    held = frozenset(item for item, truth in given.items() if truth)
    if len(held) >= node.count:
        return _Read(True, held)
    denied = frozenset(item for item, truth in given.items() if truth is False)
    possible = len(given) - len(denied)
    return _Read(False, denied) if possible < node.count else _Read(None)


def _answered(node: Answered, sheet: _Sheet) -> _Read:
    given = frozenset(item for item in node.items if _truth(sheet, item) is not None)
    return _Read(True, given) if given else _Read(None)


def _episodes(node: Episodes, sheet: _Sheet) -> _Read:
    to = sheet.at.astimezone(UTC)
    since = months_before(sheet.at, node.months).astimezone(UTC) if node.months is not None else None
    counted = frozenset(one for one in sheet.episodes if one <= to and (since is None or since <= one))
    return _Read(True, counted=counted) if len(counted) >= node.count else _Read(False)


def _since(node: Since, sheet: _Sheet) -> _Read:
    """A month alone decides only where all of it lies on one side of the day."""
    text, limit = str(sheet.answers.get(node.item, "")), date.fromisoformat(node.day)
    try:
        first = date.fromisoformat(text if len(text) == len(node.day) else f"{text}-01")
    except ValueError:
        return _Read(None)
    last = first if len(text) == len(node.day) else first.replace(day=_last_day(first.year, first.month))
    used = frozenset({node.item})
    if limit <= first:
        return _Read(True, used)
    return _Read(False, used) if last < limit else _Read(None)


def _switched(node: Switched, sheet: _Sheet) -> _Read:
    return _read(node.on if sheet.tool.is_on(node.switch) else node.off, sheet)


_KINDS: Mapping[type, Callable[[Any, _Sheet], _Read]] = {
    AllOf: _all_of,
    Answered: _answered,
    AnyOf: _any_of,
    AtLeast: _at_least,
    Episodes: _episodes,
    Not: _not,
    Since: _since,
    Switched: _switched,
    Yes: _yes,
}
