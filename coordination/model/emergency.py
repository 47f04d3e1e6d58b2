"""Room: model. Emergency access: one person, one case, one reason, at most four hours, told of at once, reviewed.

Architecture §8, security.md T18. It opens what the team is told exists and nothing that it is not told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.form import Choice
from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, EmergencyId, Handle, PersonId, ProgramId
from coordination.model.program import Program

MOST_HOURS = 4
REVIEW_DAYS = 3  # working days

# Why somebody asks: coded, since it is kept in plain and in the access log.
REASONS = (
    Choice(slug="danger_to_life", title="The young person’s life or body is in danger now"),
    Choice(slug="child_missing", title="The young person is missing and must be found now"),
    Choice(slug="danger_to_others", title="Somebody else is in danger now"),
    Choice(slug="medical", title="Somebody treats the young person now and must know"),
)


class Verdict(StrEnum):
    """What a reviewer said."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

    @property
    def words(self) -> str:
        """The words on screen."""
        return {"accepted": "It was needed", "rejected": "It should not have been used"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One program that must review it, and what it said. at and by are empty until then."""

    program_id: ProgramId
    program_name: str
    at: datetime | None = None
    by: str = ""
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyFacts:
    """One emergency access. Times are UTC; ended_at: given back, or stopped by a review, before its end."""

    id: EmergencyId
    handle: Handle
    case_id: CaseId
    case_reference: str
    program: Program
    person_id: PersonId
    person_name: str
    reason: str
    starts_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    review_due_at: datetime
    reviews: tuple[Review, ...]

    def runs(self, now: datetime) -> bool:
        """Whether it opens anything at `now`."""
        return now < self.expires_at and self.ended_at is None

    def review_of(self, program_id: ProgramId) -> Review | None:
        """The review that this program owes or gave."""
        return next((one for one in self.reviews if one.program_id == program_id), None)

    @property
    def rejected(self) -> bool:
        """Whether any reviewer said that it should not have been used."""
        return any(one.verdict is Verdict.REJECTED for one in self.reviews)

    @property
    def reason_words(self) -> str:
        """The reason as it stands on a screen."""
        return next((choice.title for choice in REASONS if choice.slug == self.reason), self.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opens:
    """What emergency access would open: one locked type of one program."""

    program: Program
    information_type: InformationType


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyPage:
    """The page that asks for it. until: the end of one that runs already. opens: what it would open, or opened.

    staged: the team's protocol keeps something back from the viewer, which it would not while this runs.
    """

    case_id: CaseId
    opens: tuple[Opens, ...]
    until: datetime | None
    staged: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyLine:
    """One line of the queue. words: what the person wrote; mine: the viewer's program owes a review.

    own: the viewer used it, and so may not review it. late: its review is overdue.
    """

    facts: EmergencyFacts
    words: str
    mine: bool
    own: bool
    late: bool
