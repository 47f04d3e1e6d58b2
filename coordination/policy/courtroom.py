"""Room: policy. What passes between a court and those who file with it: court information, and nothing else. Pure.

Judges stay out of case-specific team sharing (OVC TTAC, law-and-standards.md §7). So a court with a place gets
what others filed under *court*, and those who filed with it get what it filed. Neither release nor law adds to that.
"""

from __future__ import annotations

from datetime import datetime

from coordination.declare.information import InformationType
from coordination.model.facts import CaseFacts, Holding
from coordination.model.program import Program
from coordination.policy.claims import in_the_hub
from coordination.policy.floor import FILED_IN_COURT, forbidden

_COURT = InformationType.COURT


def between_court_and_party(viewer: Program, facts: CaseFacts, holding: Holding, now: datetime) -> bool:
    """Whether this holding of another program is open to `viewer`, one of the two being a court.

    INVARIANT: with two courts on a case nobody could say with which of them something was filed, so nothing passes.
    """
    owner = holding.program
    if holding.information_type is not _COURT or forbidden(holding, FILED_IN_COURT) is not None:
        return False
    if not in_the_hub(owner, facts, _COURT, now) or owner.court is viewer.court:
        return False
    court = owner if owner.court else viewer
    return _courts(facts, now) == {court.id} and (viewer.court or _party(viewer, facts))


def _courts(facts: CaseFacts, now: datetime) -> set[str]:
    return {place.program.id for place in facts.places if place.program.court and place.in_force(now)}


def _party(program: Program, facts: CaseFacts) -> bool:
    """Whether the program has filed with the court."""
    return any(held.program.id == program.id and held.information_type is _COURT for held in facts.holdings)
