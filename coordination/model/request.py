"""Room: model. A request: a team member asks a program's supervisors to open an information type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.form import Choice
from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RequestId

# Why somebody asks: coded, since it is kept in plain and in the access log.
PURPOSES = (
    Choice(slug="child_safety", title="To keep the child safe now"),
    Choice(slug="investigation", title="To investigate what happened"),
    Choice(slug="prosecution", title="To prepare a prosecution"),
    Choice(slug="services", title="To arrange care or services"),
    Choice(slug="placement", title="To find or keep a safe place to live"),
    Choice(slug="case_review", title="To prepare a team meeting or case review"),
)


class RequestAnswer(StrEnum):
    """How a request ended."""

    NO = "no"
    PAPER = "paper"  # an order or other paper on file
    RELEASE = "release"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """One request: who is asked for what on which case, by whom, and how it was answered. Times are UTC.

    asked_by: name of the person who asked; case_reference: what people say on the phone. answered_at None: open.
    """

    request_id: RequestId
    handle: Handle
    case_id: CaseId
    case_reference: str
    program_id: ProgramId
    program_name: str
    information_type: InformationType
    asking_program_id: ProgramId
    asking_program_name: str
    asked_by: str
    asked_at: datetime
    purpose: str
    asked_by_id: PersonId | None = None
    answered_at: datetime | None = None
    answer: RequestAnswer | None = None

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.answered_at is None

    @property
    def purpose_words(self) -> str:
        """The purpose as it stands on a screen."""
        return next((choice.title for choice in PURPOSES if choice.slug == self.purpose), self.purpose)
