"""Room: casework. What a change of rules would open or close: line by line, and for the cases of this hub in numbers.

The numbers are made of facts alone (who has a place, which types are filed), never of content; the entry of the access
log that says so is committed first. INVARIANT: programs whose very clients are a secret are in no number (architecture
§8: no role of the whole hub sees a confidential program's rows), and a number from 1 to 10 is not told apart
(law-and-standards.md §4). No total is given from which one could be worked out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from coordination.casework.desk import Desk
from coordination.casework.rules_file import RuleSet
from coordination.casework.work import Noted
from coordination.model.action import Action
from coordination.model.facts import CaseFacts
from coordination.model.matrix import Open
from coordination.model.program import Program
from coordination.policy.audience import access_of_members
from coordination.policy.floor import EXISTENCE_PROTECTED
from coordination.policy.rulebook import Rulebook
from coordination.storage import rule_facts

SMALLEST = 11
PAGE = 500  # cases read at a time, so that nothing is held for long
# sharing partner type, receiving partner type, information type in words, and whether it would open
Cell = tuple[str, str, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The lines that only the new rules have, and those that only the old ones have."""

    opened: tuple[Open, ...]
    closed: tuple[Open, ...]


def diff(old: RuleSet, new: RuleSet) -> Diff:
    """What is open under one of the two alone. A line that rests on another rule or citation now is in both parts."""
    return Diff(opened=tuple(sorted(new.opens - old.opens)), closed=tuple(sorted(old.opens - new.opens)))


def sentences(lines: Iterable[Open]) -> Iterator[str]:
    """Lines in plain words, those that differ by their type alone as one."""
    order = sorted(lines, key=lambda one: (_but_type(one), one.information_type))
    for _, alike in groupby(order, key=_but_type):
        cells = list(alike)
        one, types = cells[0], "; ".join(cell.information_type for cell in cells)
        who = f"{one.recipient} (government agencies only)" if one.government else one.recipient
        by = f"rule {one.rule} of {one.jurisdiction}, " if one.rule else ""
        yield f"{one.sharing} → {who}: {types} (by {by}{one.authority}, {one.citation})"


def _but_type(one: Open) -> tuple[object, ...]:
    return one._replace(information_type="")


def counts(desk: Desk, old: Rulebook, new: Rulebook) -> list[tuple[Cell, int]]:
    """How many (case, sharing program, receiving program, type) of this hub would open or close; logged first.

    Only what members of a program get by their place counts: restrictions and the conflict list close more.
    """
    desk.note_system(Action.RULES_COMPARE, Noted(outcome="allowed", reason=Action.RULES_COMPARE.value))
    now, found, after = desk.now, Counter[Cell](), ""
    while True:
        with desk.consulting() as cabinet:
            page = rule_facts.facts_of_page(cabinet, after, PAGE)
        for facts in page:
            found.update(_changed(facts, old, new, now))
        if len(page) < PAGE:
            return sorted(found.items())
        after = page[-1].case_id


def told(count: int) -> str:
    """A number as it may be told."""
    return str(count) if count >= SMALLEST else "from 1 to 10"


def _changed(facts: CaseFacts, old: Rulebook, new: Rulebook, now: datetime) -> Iterator[Cell]:
    for place in facts.places:
        viewer = place.program
        if not place.in_force(now) or _secret(viewer):
            continue
        for held in facts.holdings:
            owner, kind = held.program, held.information_type
            # Only the law differs between the two, so a pair that it treats alike is not asked about.
            if owner.id == viewer.id or _secret(owner) or old.between(owner, viewer) == new.between(owner, viewer):
                continue
            before, then = (access_of_members(book, facts, owner, kind, viewer, now) == "open" for book in (old, new))
            if before is not then:
                yield owner.partner_type, viewer.partner_type, kind.words, then


def _secret(program: Program) -> bool:
    return program.confidential or not program.regimes.isdisjoint(EXISTENCE_PROTECTED)
