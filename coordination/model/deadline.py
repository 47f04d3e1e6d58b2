"""Room: model. A deadline: one duty of one program on one case, running until proof of it is on file.

How it stands is worked out from its times at the moment of looking; only what people did is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.declare.event import Event
from coordination.declare.form import Choice
from coordination.declare.information import InformationType
from coordination.model.ids import CaseId, DeadlineId, Handle, PersonId, ProgramId
from coordination.model.record import Happened

SECOND = timedelta(seconds=1)
AGAIN = timedelta(hours=24)  # how long after it was due a supervisor is told once more: our choice, no seed says it
AT_RISK, OVERDUE, AGAIN_OVERDUE = 1, 2, 3  # how far one was escalated; 0: not at all

# Why one is withdrawn: coded, since it is kept in plain and in the access log.
WITHDRAW_REASONS = (
    Choice(slug="wrong_case", title="It was started on the wrong case"),
    Choice(slug="started_twice", title="It was started twice"),
    Choice(slug="did_not_happen", title="What started it did not happen"),
    Choice(slug="not_owed", title="Our program does not owe it"),
)


class State(StrEnum):
    """What people did about it."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    WITHDRAWN = "withdrawn"  # it was started in error; kept, with the reason


class Standing(StrEnum):
    """How it stands at an instant."""

    DUE = "due"
    AT_RISK = "at_risk"
    BREACHED = "breached"
    PAUSED = "paused"
    MET = "met"
    MET_LATE = "met_late"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> str:
        """The words on screen."""
        return _STANDINGS[self]


_STANDINGS = {
    Standing.DUE: "Due",
    Standing.AT_RISK: "At risk",
    Standing.BREACHED: "Overdue",
    Standing.PAUSED: "Paused",
    Standing.MET: "Done in time",
    Standing.MET_LATE: "Done late",
    Standing.WITHDRAWN: "Started in error",
}


class Channel(StrEnum):
    """How somebody was told or something was done; a proof names one."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    WEB_FORM = "web_form"
    EMAIL = "email"
    FAX = "fax"
    HUB = "hub"
    MAIL = "mail"
    STATE_SYSTEM = "state_system"
    OTHER = "other"

    @property
    def words(self) -> str:
        """The words on screen."""
        return _CHANNELS[self]


_CHANNELS = {
    Channel.IN_PERSON: "In person",
    Channel.PHONE: "By telephone",
    Channel.WEB_FORM: "On their web form",
    Channel.EMAIL: "By e-mail",
    Channel.FAX: "By fax",
    Channel.HUB: "Through this hub",
    Channel.MAIL: "By mail",
    Channel.STATE_SYSTEM: "In the state's own system",
    Channel.OTHER: "Another way",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeadline:
    """A deadline as it is started. cause: the id of what started it; the same cause starts a rule once.

    began_at: the instant from which the law counts. due_at: the last instant at which it is in time. All UTC.
    """

    deadline_id: DeadlineId
    handle: Handle
    information_type: InformationType
    rule: str
    rule_version: int
    event: Event
    cause: str
    happened: Happened
    learned_at: datetime
    began_at: datetime
    due_at: datetime
    at_risk_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What stopped it: when it was done (UTC), who did it, by which channel, whom they told, the reference number.

    told is "" where nobody has to be told, and said is what was added in words. place: 1, 2 …, a corrected proof is a
    newer one.
    """

    place: int
    done_at: datetime
    who: str
    channel: Channel
    told: str
    number: str
    said: str
    proved_at: datetime
    proved_by: PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineFacts:
    """What is asked before anything is opened: whose deadline it is, under which type and rule, and how it stands."""

    id: DeadlineId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    information_type: InformationType
    rule: str
    rule_version: int
    began_at: datetime
    due_at: datetime
    at_risk_at: datetime
    state: State
    level: int
    paused_at: datetime | None
    proofs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline as it lies in the drawer; all instants UTC. done_at: when what it asks for was done."""

    id: DeadlineId
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    information_type: InformationType
    rule: str
    rule_version: int
    event: Event
    cause: str
    happened: Happened
    learned_at: datetime
    recorded_at: datetime
    began_at: datetime
    due_at: datetime
    at_risk_at: datetime
    state: State
    level: int
    done_at: datetime | None = None
    proved_at: datetime | None = None
    paused_at: datetime | None = None
    ended_reason: str = ""

    @property
    def late_when_recorded(self) -> bool:
        """Whether it was over before anybody wrote it down: a late recording shows as late and hides nothing."""
        return self.recorded_at > self.due_at

    def standing(self, now: datetime) -> Standing:
        """How it stands at `now`; the due instant itself is still in time."""
        if self.state is State.WITHDRAWN:
            return Standing.WITHDRAWN
        if self.state is State.MET and self.done_at is not None:
            return Standing.MET if self.done_at <= self.due_at else Standing.MET_LATE
        if self.state is State.PAUSED:
            return Standing.PAUSED
        if now > self.due_at:
            return Standing.BREACHED
        return Standing.AT_RISK if now >= self.at_risk_at else Standing.DUE


def next_look(level: int, at_risk_at: datetime, due_at: datetime) -> datetime | None:
    """When the sweep has to look again at one that was escalated this far; None when nobody more will be told."""
    return {0: at_risk_at, AT_RISK: due_at + SECOND, OVERDUE: due_at + AGAIN + SECOND}.get(level)


def level_at(at_risk_at: datetime, due_at: datetime, now: datetime) -> int:
    """How far one that runs is to be escalated at `now`: at risk, overdue (a second after it was due), or again."""
    if now >= due_at + AGAIN + SECOND:
        return AGAIN_OVERDUE
    if now >= due_at + SECOND:
        return OVERDUE
    return AT_RISK if now >= at_risk_at else 0
