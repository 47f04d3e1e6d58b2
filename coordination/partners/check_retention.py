"""Room: partners. Least times of keeping, cross-checked: each says where it is from, whom it binds and for how long."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.regime import Regime
from coordination.declare.retention import Kept, RetentionRule


def retention_defects(places: Iterable[Jurisdiction]) -> list[str]:
    """Every defect as a sentence."""
    return [f"{place.slug}, {rule.slug} {said}" for place in places for rule in place.retentions for said in _of(rule)]


def _of(rule: RetentionRule) -> Iterable[str]:
    for name in ("title", "citation", "words"):
        if not getattr(rule, name).strip():
            yield f"has no {name}; a least time without its source is none."
    if rule.months < 1 or rule.kept not in set(Kept):
        yield "keeps something of the closed list for one month at least."
    if not rule.regimes or not all(isinstance(regime, Regime) for regime in rule.regimes):
        yield "binds nobody: name regimes of the closed list."
