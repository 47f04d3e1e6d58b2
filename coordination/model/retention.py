"""Room: model. How long a program keeps its records, what stops a purge, and what was destroyed. No word of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.retention import RetentionRule
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId

# Coded, since the list is kept by people who read no case: nobody's own words lie in plain.
HOLD_REASONS: Mapping[str, str] = {
    "litigation": "A lawsuit is under way or expected",
    "subpoena": "A subpoena was served",
    "court_order": "A court ordered that it be kept",
    "public_records": "A public-records request is open",
    "investigation": "An investigation or audit is open",
    "request_of_the_person": "The person asked for their own records",
    "counsel": "Our lawyer said so, for another reason",
}
HOLD_SOURCES: Mapping[str, str] = {
    "court": "A court",
    "prosecution": "A prosecutor",
    "defense": "A lawyer of the defense",
    "civil": "A lawyer in a civil matter",
    "own_counsel": "Our own lawyer",
    "government": "A government body",
    "person": "The young person or their family",
}


class Stop(StrEnum):
    """What stands in the way of a purge; the most important first."""

    HOLD = "hold"
    DUTY = "duty"
    MISSING = "missing"


STOPS: Mapping[Stop, str] = {
    Stop.HOLD: "A legal hold is set on this case, so nothing of it is destroyed. Lift the hold first, if it is over.",
    Stop.DUTY: "Your program still owes something by law on this case. Prove that it was done, or withdraw it, first.",
    Stop.MISSING: "Your program told of a child who is missing, and nobody has told that the child was found.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """How long a program keeps its records after a case is closed, and by which rule. months is above zero."""

    id: str
    handle: Handle
    months: int
    basis: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A purge that waits for a second person until `expires_at` (UTC)."""

    id: str
    handle: Handle
    case_id: CaseId
    program_id: ProgramId
    period_id: str
    proposed_by: PersonId
    proposer: str
    proposed_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A closed case on which a program has something left. stops: what is in the way. due_at: when the period ended.

    records, files: how many, and nothing of what they are. proposal: the purge that waits, if one does.
    """

    case_id: CaseId
    handle: Handle
    reference: str
    closed_at: datetime
    due_at: datetime
    stops: tuple[Stop, ...] = ()
    records: int = 0
    files: int = 0
    proposal: Proposal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A legal hold of a program on a case; reason and source are slugs. Only the program that set it sees it."""

    id: str
    handle: Handle
    case_id: CaseId
    reference: str
    reason: str
    source: str
    set_by: str
    set_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Destroyed:
    """What a program had on a case was destroyed at this instant, under this rule of its own."""

    handle: Handle
    reference: str
    at: datetime
    months: int
    basis: str
    records: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPage:
    """The page of a program: its period, what is due, which holds stand, what was destroyed. own: who looks.

    laws: least times that were read and bind the program. more: whether more is due than the page shows.
    """

    period: Period | None
    laws: tuple[RetentionRule, ...]
    due: tuple[Due, ...]
    more: bool
    holds: tuple[Hold, ...]
    destroyed: tuple[Destroyed, ...]
    own: PersonId
