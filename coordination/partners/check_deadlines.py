"""Room: partners. The deadline rules of the plugins, cross-checked; one defect refuses to start."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.declare.jurisdiction import Jurisdiction

_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")
MOST_HOURS = 24 * 366


def deadline_defects(places: Iterable[Jurisdiction]) -> list[str]:
    """Every defect of a deadline rule, as a sentence.

    A rule may name a partner type that is not loaded: a hub without a shelter owes nothing as one.
    """
    found: list[str] = []
    seen: set[tuple[str, int]] = set()
    for place in places:
        for rule in place.deadlines:
            where = f"{place.slug}, deadline {rule.slug}"
            found += [f"{where} {complaint}" for complaint in _rule(rule)]
            if (rule.slug, rule.version) in seen:
                found.append(f"{where} is declared twice.")
            seen.add((rule.slug, rule.version))
    return found


def _rule(rule: DeadlineRule) -> Iterable[str]:
    if not _SLUG.fullmatch(rule.slug) or rule.version < 1:
        yield "needs a slug and a version from 1."
    events = ((rule.event, Event), (rule.proof_is or rule.event, Event))
    closed = (*events, (rule.unit, Unit), (rule.basis, Basis), (rule.information_type, InformationType))
    if not all(isinstance(value, kind) for value, kind in closed):
        yield "names an event, a unit, a basis and an information type of the closed lists."
    if not 1 <= rule.amount <= MOST_HOURS:
        yield "is due after at least 1, and within a year."
    for name in ("title", "citation", "quote", "source"):
        if not getattr(rule, name).strip():
            yield f"has no {name}; a duty without its source is none."
    if not rule.owed_by:
        yield "is owed by nobody."
    for slug in sorted(rule.owed_by):
        if not _SLUG.fullmatch(slug):
            yield f"is owed by {slug!r}, which is not a slug."
    if rule.first_day and rule.last_day and rule.first_day > rule.last_day:
        yield "ends before it begins."
