"""Room: tests. When something is due, against the oracle that walks minute by minute, and against deadlines by hand."""

from __future__ import annotations

import random
from collections.abc import Callable, Container
from datetime import UTC, date, datetime, timedelta

import pytest

from coordination.casework import due
from coordination.declare.deadline import Unit
from tests.oracles import due as oracle
from tests.oracles.due_examples import (
    AFCARS,
    CHICAGO,
    ELAPSED,
    EXAMPLES,
    GUAM,
    HOLIDAYS,
    NEW_YORK,
    PHOENIX,
    WORKING_HOUR,
    Example,
)

UNITS = {
    oracle.CALENDAR_DAYS: Unit.CALENDAR_DAYS,
    oracle.DAYS_AFTER_RECEIPT: Unit.DAYS_AFTER_RECEIPT,
    oracle.ELAPSED_HOURS: Unit.ELAPSED_HOURS,
    oracle.WORKING_DAYS: Unit.WORKING_DAYS,
    oracle.WORKING_HOURS: Unit.HOURS_OF_WORKING_DAYS,
}
SECOND = timedelta(seconds=1)
Due = Callable[[Unit, int, datetime, str, Container[date]], datetime]


def wrong(reckon: Due, examples: tuple[Example, ...] = EXAMPLES) -> list[str]:
    """The examples worked by hand on which this reckoning differs."""
    return [
        one.why
        for one in examples
        if reckon(UNITS[one.unit], one.amount, one.starts_at(), one.zone, HOLIDAYS) != one.due_at()
    ]


def test_every_deadline_worked_by_hand_is_due_at_that_very_second() -> None:
    assert wrong(due.due) == []


def test_holidays_of_the_library_are_those_that_the_united_states_kept() -> None:
    known = due.days_off("US")
    assert [day for day in sorted(HOLIDAYS) if day not in known] == []
    leap_year = [date(2024, 1, 1) + timedelta(days=n) for n in range(366)]  # of which every one is listed
    assert {day for day in leap_year if day in known} == {day for day in HOLIDAYS if day in leap_year}
    assert date(2024, 7, 4) not in due.days_off("")


def test_a_new_years_day_kept_in_the_old_year_counts_in_a_span_that_ends_there() -> None:
    start = datetime(2021, 12, 30, 18, tzinfo=UTC)
    assert due.due(Unit.WORKING_DAYS, 1, start, CHICAGO, due.days_off("US")) > datetime(2022, 1, 3, tzinfo=UTC)


@pytest.mark.parametrize("zone", [CHICAGO, NEW_YORK, PHOENIX, GUAM, "UTC"])
def test_any_start_in_any_zone_is_due_when_the_walk_says(zone: str) -> None:
    """Round the changes of the clocks, leap day, month ends and holidays, by chance but always the same."""
    chosen = random.Random(zone)
    edges = [(2024, 2, 28), (2024, 3, 9), (2024, 11, 2), (2024, 12, 31), (2024, 1, 31), (2023, 12, 22), (2025, 2, 28)]
    for year, month, day in edges:
        start = datetime(year, month, day, tzinfo=UTC) + timedelta(seconds=chosen.randrange(86_400))
        for unit, ours in UNITS.items():
            amount = chosen.choice([1, 2, 5])
            walked = oracle.due(unit, start, amount, zone, HOLIDAYS)
            assert due.due(ours, amount, start, zone, HOLIDAYS) == walked, (start, unit, amount)


@pytest.mark.parametrize(("ends", "last"), AFCARS)
def test_afcars_is_due_at_the_end_of_the_45th_day_or_of_the_monday_after(ends: date, last: date) -> None:
    start = datetime(ends.year, ends.month, ends.day, 12, tzinfo=UTC)
    found = due.due(Unit.CALENDAR_DAYS_TO_MONDAY, 45, start, "UTC", due.days_off("US"))
    assert found == datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=UTC)


def test_a_clock_that_forgets_holidays_or_zones_turns_red() -> None:
    def no_holidays(unit: Unit, amount: int, start: datetime, zone: str, _off: Container[date]) -> datetime:
        return due.due(unit, amount, start, zone, ())

    def in_utc(unit: Unit, amount: int, start: datetime, _zone: str, off: Container[date]) -> datetime:
        return due.due(unit, amount, start, "UTC", off)

    def a_second_late(unit: Unit, amount: int, start: datetime, zone: str, off: Container[date]) -> datetime:
        return due.due(unit, amount, start, zone, off) + SECOND

    assert wrong(no_holidays, WORKING_HOUR)
    assert wrong(in_utc)
    assert len(wrong(a_second_late, ELAPSED)) == len(ELAPSED)
