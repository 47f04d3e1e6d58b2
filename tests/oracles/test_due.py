"""Room: tests. The oracle of deadlines against deadlines worked by hand, and the hand's table against bad clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.oracles import due
from tests.oracles.due_examples import (
    AFCARS,
    CALENDAR_DAY,
    CHICAGO,
    ELAPSED,
    EXAMPLES,
    HOLIDAYS,
    WORKING_DAY,
    WORKING_HOUR,
    Example,
)

SECOND = timedelta(seconds=1)
Clock = Callable[[Example], datetime]


def _name(example: Example) -> str:
    return f"{example.amount} {example.unit} from {example.start} in {example.zone}"


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_worked_by_hand(example: Example) -> None:
    found = due.due(example.unit, example.starts_at(), example.amount, example.zone, HOLIDAYS)
    assert found == example.due_at()
    assert found.tzinfo is UTC


@pytest.mark.parametrize("example", EXAMPLES, ids=_name)
def test_the_offsets_written_by_hand_are_those_of_the_zone(example: Example) -> None:
    for instant in (example.starts_at(), example.due_at()):
        assert instant.astimezone(ZoneInfo(example.zone)).utcoffset() == instant.utcoffset()


@pytest.mark.parametrize(("ends", "last"), AFCARS)
def test_afcars_is_45_days_and_a_weekend_goes_to_monday(ends: date, last: date) -> None:
    assert due.afcars_due(ends) == last


def test_at_the_due_instant_it_is_in_time_and_a_second_later_it_is_not() -> None:
    at = datetime(2024, 9, 10, 4, 59, 59, tzinfo=UTC)
    assert due.in_time(at - SECOND, at)
    assert due.in_time(at, at)
    assert due.in_time(at.replace(microsecond=999_999), at)
    assert not due.in_time(at + SECOND, at)


# Clocks that programs often have. Each is wrong on at least one example, or the table would not notice it.
def _on_the_wall(example: Example) -> datetime:
    return (example.starts_at().astimezone(ZoneInfo(example.zone)) + timedelta(hours=example.amount)).astimezone(UTC)


def _days_of_24_hours(example: Example) -> datetime:
    return example.starts_at() + timedelta(days=example.amount)


def _days_of_utc(example: Example) -> datetime:
    return due.due(example.unit, example.starts_at(), example.amount, "UTC", HOLIDAYS)


def _no_holidays(example: Example) -> datetime:
    return due.due(example.unit, example.starts_at(), example.amount, example.zone)


def _holidays_on_their_own_date(example: Example) -> datetime:
    """4 July on 4 July, Christmas on the 25th: what is kept on another day is forgotten."""
    moved = {date(2021, 6, 18), date(2021, 12, 24), date(2022, 12, 26), date(2023, 11, 10), date(2026, 7, 3)}
    return due.due(example.unit, example.starts_at(), example.amount, example.zone, HOLIDAYS - moved)


def _holidays_of_the_year_alone(example: Example) -> datetime:
    """New Year's Day of the next year, kept on 31 December, is not in this year's list."""
    return due.due(example.unit, example.starts_at(), example.amount, example.zone, HOLIDAYS - {date(2021, 12, 31)})


def _elapsed(example: Example) -> datetime:
    return due.due(due.ELAPSED_HOURS, example.starts_at(), example.amount, example.zone)


@pytest.mark.parametrize(
    ("bad", "examples"),
    [
        (_on_the_wall, ELAPSED),
        (_elapsed, WORKING_HOUR),
        (_days_of_utc, WORKING_HOUR),
        (_no_holidays, WORKING_HOUR),
        (_holidays_on_their_own_date, WORKING_HOUR),
        (_holidays_of_the_year_alone, WORKING_HOUR),
        (_days_of_utc, WORKING_DAY),
        (_no_holidays, WORKING_DAY),
        (_holidays_on_their_own_date, WORKING_DAY),
        (_holidays_of_the_year_alone, WORKING_DAY),
        (_days_of_24_hours, CALENDAR_DAY),
        (_days_of_utc, CALENDAR_DAY),
    ],
)
def test_the_examples_notice_a_bad_clock(bad: Clock, examples: tuple[Example, ...]) -> None:
    assert [example.why for example in examples if bad(example) != example.due_at()]


@pytest.mark.parametrize(
    ("start", "amount", "unit"),
    [
        (datetime(2024, 1, 1, tzinfo=UTC), 0, due.ELAPSED_HOURS),
        (datetime(2024, 1, 1, microsecond=1, tzinfo=UTC), 1, due.ELAPSED_HOURS),
        (datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None), 1, due.ELAPSED_HOURS),
        (datetime(2024, 1, 1, tzinfo=UTC), 1, "fortnights"),
    ],
)
def test_what_it_cannot_judge_it_refuses(start: datetime, amount: int, unit: str) -> None:
    with pytest.raises(ValueError, match=r"whole second|No unit"):
        due.due(unit, start, amount, CHICAGO)
