"""Room: declare. A deadline rule: who owes what, in which time, after which event, and what proves that it was done.

A deadline is the duty of one program and of nobody else: the hub shows it, reminds of it and keeps the proof, and files
nothing itself (architecture §8). Source of the shape: law-and-standards.md §2.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coordination.declare.event import Event
from coordination.declare.information import InformationType


class Unit(StrEnum):
    """What the amount of a rule counts."""

    ELAPSED_HOURS = "elapsed_hours"  # real time; night, weekend and a changed clock make no difference
    HOURS_OF_WORKING_DAYS = "hours_of_working_days"  # hours without weekends and holidays
    CALENDAR_DAYS = "calendar_days"  # to the end of that local day
    CALENDAR_DAYS_TO_MONDAY = "calendar_days_to_monday"  # the same, and a day of the weekend gives way to the Monday
    WORKING_DAYS = "working_days"  # the same, weekends and holidays not counted
    DAYS_AFTER_RECEIPT = "days_after_receipt"  # calendar days after somebody else received something
    # The source says "immediately", or sets no time at all. The amount is then not the law's: after so many hours the
    # agency itself counts it as overdue, and until then it stands as at risk from the first instant.
    AT_ONCE = "at_once"

    @property
    def words(self) -> str:
        """As it stands behind a number."""
        return _UNITS[self]


_UNITS = {
    Unit.ELAPSED_HOURS: "hours",
    Unit.HOURS_OF_WORKING_DAYS: "hours, without weekends and holidays",
    Unit.CALENDAR_DAYS: "calendar days",
    Unit.CALENDAR_DAYS_TO_MONDAY: "calendar days (if that is a weekend, the Monday after)",
    Unit.WORKING_DAYS: "working days",
    Unit.DAYS_AFTER_RECEIPT: "days after it was received",
    Unit.AT_ONCE: "hours, which the agency set itself: the rule gives none",
}


class Basis(StrEnum):
    """Which of an event's times starts the clock."""

    HAPPENED = "happened"
    LEARNED = "learned"  # "information received", "discovers": the usual one


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """One duty. slug and version identify it for ever; a deadline keeps those it was started under.

    title: what has to be done, as a worker says it. event, basis, amount, unit: when it is due. at_once: the law says
    "immediately", and the amount is its outer limit. owed_by: partner types that owe it. information_type: under which
    the deadline and its proof are filed; whoever may not see that type does not see them. told: whom the proof names
    (police, NCMEC, the court…), "" where nobody is told. number: the proof needs their reference number.
    citation, quote, source: the law or policy, its own sentence, and where it was read. first_day, last_day: the local
    days on which an event still starts it. pause: the citation by which it may be paused, "" where the law has none.
    sent_to: partner types; a report or a case that the hub brought to one is the very thing the rule asks for.
    duty: rules of one duty are owed once on a case; a second event starts none while the first is running or met.
    government_only: only a program of government owes it ("any official"). proof_is: what its proof tells of, where
    that starts a further duty: the written report is due after the oral one.
    """

    slug: str
    version: int
    title: str
    event: Event
    amount: int
    unit: Unit
    owed_by: frozenset[str]
    information_type: InformationType
    citation: str
    quote: str
    source: str
    basis: Basis = Basis.LEARNED
    at_once: bool = False
    told: str = ""
    number: bool = False
    sent_to: frozenset[str] = frozenset()
    duty: str = ""
    first_day: date | None = None
    last_day: date | None = None
    pause: str = ""
    government_only: bool = False
    proof_is: Event | None = None

    def in_force(self, day: date) -> bool:
        """Whether an event of this local day starts it."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)
