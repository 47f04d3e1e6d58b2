"""Room: declare. Staged reveal: what a team's written protocol may say is seen first, and what opens the rest.

A blind forensic interview is one in which the interviewer knows little beforehand; how little is the team's own rule.
The hub has no default (seed checklist, §2 row 17; issue 5, item 8). Both lists here are closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

INTERVIEWER = "interviewer"
"""Whom a protocol may name beside partner types: whoever was named the case's forensic interviewer."""


class First(StrEnum):
    """What those whom the protocol stages see before the event, of what other programs filed and they may see."""

    FULL = "full"
    LIMITED = "limited"
    NONE = "none"

    @property
    def words(self) -> str:
        """As it stands on a screen."""
        return _WORDS[self]


_WORDS = {
    First.FULL: "Full: all that they may see, from the start",
    First.LIMITED: "Limited: only the types chosen here",
    First.NONE: "None: only what their own program filed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StagingEvent:
    """Something that opens the rest once it is told. title: as in a list; sentence: after "when" or "until".

    Who may tell it: the interviewer, the team that coordinates, and team members of these partner types.
    """

    slug: str
    title: str
    sentence: str
    by_interviewer: bool = False
    by_coordinator: bool = False
    partner_types: frozenset[str] = frozenset()


INTERVIEW_DONE = StagingEvent(
    slug="interview_done",
    title="Interview done",
    sentence="the forensic interview is done",
    by_interviewer=True,
    by_coordinator=True,
)
CHARGE_FILED = StagingEvent(
    slug="charge_filed",
    title="Charge filed",
    sentence="a charge is filed",
    partner_types=frozenset({"prosecution"}),
)
EXAM_DONE = StagingEvent(
    slug="exam_done",
    title="Medical exam done",
    sentence="the medical exam is done",
    partner_types=frozenset({"medical"}),
)
REVIEW_HELD = StagingEvent(
    slug="review_held",
    title="Case review held",
    sentence="the team has held its case review",
    by_coordinator=True,
)
EVENTS = (INTERVIEW_DONE, CHARGE_FILED, EXAM_DONE, REVIEW_HELD)
BY_SLUG = {event.slug: event for event in EVENTS}
