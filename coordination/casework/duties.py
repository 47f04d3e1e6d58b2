"""Room: casework. A liaison's deadlines as words: of the own program each number, of all the others together a band.

Nothing is summed over the two, and no rate is made of them, so that no small number can be worked out.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from coordination.casework import deadline_pages
from coordination.casework.desk import Desk
from coordination.declare.deadline import DeadlineRule
from coordination.model.actor import Actor
from coordination.model.deadline import Standing
from coordination.model.ids import ProgramId
from coordination.model.program import Program
from coordination.model.region import DutyCount, banded
from coordination.storage import duty_counts
from coordination.storage.cabinet import Cabinet
from coordination.storage.duty_counts import Tally

# In the order of the page.
SHOWN = (Standing.BREACHED, Standing.AT_RISK, Standing.DUE, Standing.PAUSED, Standing.MET, Standing.MET_LATE)


def facts_of_region(cabinet: Cabinet, desk: Desk, actor: Actor, programs: Sequence[Program]) -> list[DutyCount]:
    """The rules under which these programs owe or owed something, with how their deadlines stand, by title."""
    ids: set[ProgramId] = {program.id for program in programs}
    tallies = duty_counts.facts_of_duties(cabinet, actor, ids)
    rules = {rule.slug: rule for place in desk.catalog.jurisdictions.values() for rule in place.deadlines}
    named = {slug: rules.get(slug) for slug in sorted({tally.rule for tally in tallies})}
    found = [_count(slug, rule, tallies, here=actor.program_id in ids) for slug, rule in named.items()]
    return sorted(found, key=lambda one: one.title)


def _count(slug: str, rule: DeadlineRule | None, tallies: Sequence[Tally], *, here: bool) -> DutyCount:
    counted = {(one.own, one.standing): one.count for one in tallies if one.rule == slug}
    own = {standing.words: str(counted.get((True, standing), 0)) for standing in SHOWN}
    others = {standing.words: banded(counted.get((False, standing), 0)) for standing in SHOWN}
    return DutyCount(
        title=deadline_pages.title(rule, slug),
        citation=rule.citation if rule else "",
        own=MappingProxyType(own if here else {}),
        others=MappingProxyType(others),
    )
