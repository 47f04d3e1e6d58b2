"""Room: partners. The rules on teams and consultations of the jurisdictions, cross-checked."""

from __future__ import annotations

from collections.abc import Iterable

from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.team_rule import Quorum, TeamRule


def team_defects(places: Iterable[Jurisdiction]) -> list[str]:
    """Every defect of a rule on teams or consultations, as a sentence."""
    found: list[str] = []
    for place in places:
        if (rule := place.team_without_center) is not None:
            found += [f"{place.slug}, {rule.slug} {complaint}" for complaint in _team(rule)]
        if (quorum := place.consultation) is not None:
            found += [f"{place.slug}, {quorum.slug} {complaint}" for complaint in _quorum(quorum)]
    return found


def _team(rule: TeamRule) -> Iterable[str]:
    yield from _sourced(rule)
    if not rule.invitees or not all(one.partner_types and one.words.strip() for one in rule.invitees):
        yield "names nobody: each invitee has words and a partner type."


def _quorum(quorum: Quorum) -> Iterable[str]:
    yield from _sourced(quorum)
    if not quorum.seats or not all(seat.words.strip() and (seat.titles or seat.roles) for seat in quorum.seats):
        yield "has no seat that anybody could fill."
    if any(title != title.casefold() for seat in quorum.seats for title in seat.titles):
        yield "compares titles in lower case, and one is not."


def _sourced(rule: TeamRule | Quorum) -> Iterable[str]:
    for name in ("citation", "quote", "source"):
        if not getattr(rule, name).strip():
            yield f"has no {name}; a rule without its source is none."
