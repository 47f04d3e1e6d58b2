"""Room: model. The half years by which foster care is reported: October to March and April to September.

Source: 45 CFR 1355.43(a), law-and-standards.md §2 C22: the file is due 45 days after the period, on 15 May and 14
November, and on the Monday after when that is a weekend. Whole days, no zone: a period is a matter of the calendar.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_SLUG = re.compile(r"(20[0-9]{2})-(04|10)")
_APRIL, _OCTOBER = 4, 10
_SATURDAY = 5


@dataclass(frozen=True, slots=True, order=True)
class ReportingPeriod:
    """One period, by its first day."""

    begins: date

    @property
    def slug(self) -> str:
        """The month in which it begins: 2026-04."""
        return f"{self.begins:%Y-%m}"

    @property
    def ends(self) -> date:
        """Its last day."""
        if self.begins.month == _APRIL:
            return date(self.begins.year, 9, 30)
        return date(self.begins.year + 1, 3, 31)

    @property
    def due(self) -> date:
        """The last day on which its file is in time."""
        day = date(self.ends.year, 5, 15) if self.begins.month == _OCTOBER else date(self.ends.year, 11, 14)
        return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day

    @property
    def due_words(self) -> str:
        """That day as it stands on a page."""
        return f"{self.due.day} {self.due:%B %Y}"

    @property
    def words(self) -> str:
        """As it stands on a page."""
        ends = self.ends
        return f"{self.begins:%B} {self.begins.year} to {ends:%B} {ends.year}"

    @property
    def before(self) -> ReportingPeriod:
        """The period before it."""
        return period_of(self.begins - timedelta(days=1))

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.begins <= day <= self.ends


def period_of(day: date) -> ReportingPeriod:
    """The period in which a day lies."""
    if _APRIL <= day.month < _OCTOBER:
        return ReportingPeriod(date(day.year, _APRIL, 1))
    return ReportingPeriod(date(day.year if day.month >= _OCTOBER else day.year - 1, _OCTOBER, 1))


def period_called(slug: str) -> ReportingPeriod | None:
    """The period of a slug; None when it is none."""
    found = _SLUG.fullmatch(slug)
    return ReportingPeriod(date(int(found[1]), int(found[2]), 1)) if found else None
