"""Room: model. On call: who answers for a program at an instant, by which number, until when, and how that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from coordination.declare.staff_unit import UNITS
from coordination.model.directory import Designation
from coordination.model.ids import PersonId, ProgramId
from coordination.model.program import Program

# Which hours a line of the roster is for; a program's business hours stand in its directory entry. A line for a unit
# answers for that unit alone (casework/units.py).
ROSTERS: Mapping[str, str] = {
    "any": "All hours",
    "business": "Business hours only",
    "after_hours": "Outside business hours only",
    **{unit.slug: f"The {unit.title.lower()} only" for unit in UNITS},
}


class Source(StrEnum):
    """How it is known whom to ring."""

    ROSTER = "roster"  # a person or a desk on the on-call roster
    BUSINESS_NUMBER = "business_number"  # the program's number, in its business hours
    AFTER_HOURS_NUMBER = "after_hours_number"  # the program's number outside of them
    FALLBACK = "fallback"  # nobody there: the program it names for that
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCall:
    """Whom to ring for a program. number: as it is dialled, "" only when source is NOBODY.

    since, until: UTC; the answer is another from `until` on, None when that cannot be told. program_id: whose number it
    is, which for a fallback is not the program asked about. person_id: who is on call, when the roster names a person
    of the hub (so that a message can reach them). sentence: all of it in words, for a screen.
    """

    asked: ProgramId
    program_id: ProgramId
    program_name: str
    who: str
    number: str
    since: datetime | None
    until: datetime | None
    source: Source
    sentence: str
    person_id: PersonId | None = None

    @property
    def somebody(self) -> bool:
        """Whether there is a number to ring."""
        return self.source is not Source.NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallLine:
    """A line of the on-call roster. starts_at, ends_at: UTC. person_id: None for a desk or an answering service."""

    id: str
    program_id: ProgramId
    roster: str
    who: str
    number: str
    starts_at: datetime
    ends_at: datetime
    person_id: PersonId | None = None

    def in_force(self, at: datetime) -> bool:
        """Whether `at` lies in it; it ends at the very instant written on it."""
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a program's entry says for hours that no line of the roster covers."""

    program: Program
    business_hours: str
    business_number: str
    after_hours_number: str
    fallback_id: ProgramId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterPage:
    """A program's on-call roster as its keeper edits it. people: (id, name) of who may be put on it."""

    program: Program
    now: OnCall
    lines: tuple[OnCallLine, ...]
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """Whom to ring for a resource in a county. miles: how far the county is for which it is designated; 0 is this one.

    in_hours: whether its hours as this resource have begun; one outside them is a fallback and said to be.
    """

    designation: Designation
    on_call: OnCall
    miles: int
    in_hours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceAnswer:
    """All there is for one resource, to be tried in this order. sentence: what to know before ringing, or ""."""

    resource: str
    choices: tuple[Resource, ...]
    sentence: str
