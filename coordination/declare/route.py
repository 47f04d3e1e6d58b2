"""Room: declare. Routes: which response a report takes that was screened in, by its day and by who the offender is.

A route is effective-dated: an old report keeps the rule of its own day, whenever it is looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class CaregiverStatus(StrEnum):
    """What is known of the alleged offender: unknown is neither of the others."""

    __hash__ = str.__hash__

    CAREGIVER = "caregiver"
    NON_CAREGIVER = "non_caregiver"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One response. response: its name on screen. allegations: slugs of declare/intake.py that it is about.

    statuses: for which offenders. zone: whose midnight divides the days (IANA). first_day, last_day: the local days of
    a report that takes it, both within; None is open. below: the age, in years, under which the rule speaks of anybody.
    citation, quote, source: the rule, its own sentence, and where it was read.
    """

    slug: str
    response: str
    allegations: frozenset[str]
    statuses: frozenset[CaregiverStatus]
    zone: str
    citation: str
    quote: str
    source: str
    first_day: date | None = None
    last_day: date | None = None
    below: int = 18

    def day_of(self, received: datetime) -> date:
        """The local day of a report, there. received: aware."""
        return received.astimezone(ZoneInfo(self.zone)).date()

    def takes(self, received: datetime, status: CaregiverStatus) -> bool:
        """Whether a report of this instant about such an offender takes it."""
        return status in self.statuses and self.in_force(self.day_of(received))

    def in_force(self, day: date) -> bool:
        """Whether it is the rule for a report of this local day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)
