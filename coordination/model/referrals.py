"""Room: model. A referral: a report owed by law, a case brought to a team, or one need brought to a service.

States are those of the closed-loop Task of SDOHCC 3.0.0 (HL7 FHIR R4; law-and-standards.md §3.7); who may set which,
and from where, is in referral_steps.py. `standing` is the sender's own word, as the requester's ServiceRequest status
is: what a confidential program does with a referral changes `state`, and never `standing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.form import Choice
from coordination.declare.information import InformationType
from coordination.declare.needs import NEEDS
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId, ReferralId
from coordination.model.program import Program


class Kind(StrEnum):
    """What is sent. A report is acknowledged and never declined; a case referral gives its recipient a place."""

    CASE = "case"
    REPORT = "report"
    SERVICE = "service"

    @property
    def words(self) -> str:
        """As it stands on a screen."""
        return {"case": "Case referral", "report": "Report", "service": "Service referral"}[self.value]


class Urgency(StrEnum):
    """How soon somebody must look (FHIR Task.priority)."""

    ROUTINE = "routine"
    URGENT = "urgent"


class State(StrEnum):
    """Where the recipient's work stands (FHIR TaskStatus, without the states that the profile leaves out)."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered_in_error"


class Standing(StrEnum):
    """What the sender has said of it: it stands, was taken back, or should never have been sent."""

    ACTIVE = "active"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered_in_error"


ENDED = frozenset({State.REJECTED, State.COMPLETED, State.FAILED, State.CANCELLED, State.ENTERED_IN_ERROR})

# What the young person said to it. A report owed by law does not wait for it (NOT_ASKED stands for that).
AGREEMENTS = (
    Choice(slug="agreed", title="The young person agreed"),
    Choice(slug="guardian_agreed", title="Whoever may decide for them agreed; the young person knows"),
    Choice(slug="could_not_ask", title="They could not be asked in time (urgent only)"),
    Choice(slug="declined", title="The young person does not want it"),
)
NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A record that goes along, by link: it is opened by the same rules as on the case, each time it is read."""

    record_id: RecordId
    program: Program
    information_type: InformationType


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralFacts:
    """What the policy and the loop may know of one referral; nothing that anybody wrote. Instants are UTC.

    need: slug of NEEDS, "" but for a service referral. opened_at: when the recipient first looked; never kept for a
    confidential one. asked: a question of the recipient waits for the sender. no_contact: FHIR orderDetail
    contacting-subject-prohibited.
    """

    referral_id: ReferralId
    handle: Handle
    case_id: CaseId
    case_reference: str
    kind: Kind
    need: str
    urgency: Urgency
    agreement: str
    no_contact: bool
    sender: Program
    recipient: Program
    sent_by: PersonId
    sent_by_name: str
    sent_at: datetime
    state: State
    standing: Standing
    changed_at: datetime
    opened_at: datetime | None
    asked: bool
    carried: tuple[Carried, ...] = ()

    @property
    def ended(self) -> bool:
        """Whether the recipient has nothing left to do; a report is done once it is acknowledged."""
        return self.state in ENDED or (self.kind is Kind.REPORT and self.state is State.ACCEPTED)

    @property
    def waiting(self) -> bool:
        """Whether nobody has answered yet."""
        return self.state is State.REQUESTED

    @property
    def need_words(self) -> str:
        """The need as it stands on a screen; of the other kinds, the kind."""
        return next((choice.title for choice in NEEDS if choice.slug == self.need), self.kind.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReferral:
    """A referral about to be sent. message: what the sender wrote; it is kept sealed."""

    referral_id: ReferralId
    handle: Handle
    case_id: CaseId
    kind: Kind
    need: str
    urgency: Urgency
    agreement: str
    no_contact: bool
    recipient_id: ProgramId
    record_ids: Mapping[RecordId, InformationType]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a referral's history. words: what was written with it. reason: coded, "" when none was asked."""

    step: str
    program_id: ProgramId
    program_name: str
    by: str
    at: datetime
    reason: str
    words: str
