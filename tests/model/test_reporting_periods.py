"""Room: tests. Reporting periods and ages: edges, leap days, weekends, and dates of which only a month is known."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from coordination.model.age import years_on
from coordination.model.reporting_period import period_called, period_of

# law-and-standards.md §2 C22: "periods Oct-Mar, Apr-Sep; due 15 May / 14 Nov (45 d; weekend -> Monday)".
EDGES = [
    ("2026-03-31", "2025-10"),
    ("2026-04-01", "2026-04"),
    ("2026-09-30", "2026-04"),
    ("2026-10-01", "2026-10"),
    ("2026-12-31", "2026-10"),
    ("2027-01-01", "2026-10"),
    ("2028-02-29", "2027-10"),
]


@pytest.mark.parametrize(("day", "slug"), EDGES)
def test_a_day_lies_in_one_period_to_the_last_day_of_it(day: str, slug: str) -> None:
    period = period_of(date.fromisoformat(day))
    assert period.slug == slug
    assert period.holds(date.fromisoformat(day))
    assert not period.holds(period.begins - timedelta(days=1))
    assert not period.holds(period.ends + timedelta(days=1))
    assert period_called(slug) == period
    assert period.before.ends == period.begins - timedelta(days=1)


@pytest.mark.parametrize("slug", ["", "2026-05", "2026", "2026-10-01", "26-10", "x"])
def test_what_is_no_period_is_none(slug: str) -> None:
    assert period_called(slug) is None


@pytest.mark.parametrize(
    ("slug", "due"),
    [
        ("2025-10", "2026-05-15"),  # a Friday
        ("2026-04", "2026-11-16"),  # 14 November is a Saturday
        ("2026-10", "2027-05-17"),  # 15 May is a Saturday
        ("2027-04", "2027-11-15"),  # 14 November is a Sunday
        ("2027-10", "2028-05-15"),  # a Monday itself
    ],
)
def test_the_file_is_due_45_days_on_and_on_monday_after_a_weekend(slug: str, due: str) -> None:
    period = period_called(slug)
    assert period is not None
    assert period.due == date.fromisoformat(due)
    assert (period.due - period.ends).days in {45, 46, 47}


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2014-10-01", "2026-09-30", 11),
        ("2014-09-30", "2026-09-30", 12),
        ("2008-11-22", "2026-11-21", 17),
        ("2008-11-21", "2026-11-21", 18),
        ("2001-11-22", "2026-11-21", 24),
        ("2001-11-21", "2026-11-21", 25),
        ("2008-02-29", "2026-02-28", 17),  # until the day has come, the age is not reached
        ("2008-02-29", "2026-03-01", 18),
        ("2008-02-29", "2028-02-29", 20),
        ("2014-09", "2026-09-30", 12),  # whichever day it was, it has come
        ("2014-09", "2026-09-29", None),
        ("2014-09", "2026-08-31", 11),
        ("2014-09", "2026-10-01", 12),
        ("2027-01-01", "2026-11-21", None),  # not born yet: a mistake, and no age
        ("", "2026-11-21", None),
        ("unknown", "2026-11-21", None),
        ("about 14", "2026-11-21", None),
    ],
)
def test_an_age_is_whole_years_on_that_day_or_none(born: str, day: str, years: int | None) -> None:
    assert years_on(date.fromisoformat(day), born) == years
