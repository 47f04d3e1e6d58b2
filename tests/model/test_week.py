"""Room: tests. Weekly hours are read as people write them, and kept by the clock on the wall, summer and winter."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.model.week import A_DAY, A_WEEK, Week, week

CHICAGO = "America/Chicago"
OFFICE = "Mon-Fri 08:00-17:00"


def at(text: str, zone: str = CHICAGO, fold: int = 0) -> datetime:
    """A wall-clock time of the zone as an instant."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("24/7", "Always"),
        ("always", "Always"),
        ("Mon-Sun 0:00-24:00", "Always"),
        ("monday - friday 8am - 5pm", OFFICE),
        ("Mon-Fri 8:00-17:00; sat 9-12", f"{OFFICE}, Sat 09:00-12:00"),
        ("Fri-Mon 5 p.m.-8 a.m.", "Mon 17:00-08:00, Fri-Sun 17:00-08:00"),
        ("Sun 12am-12pm", "Sun 00:00-12:00"),
    ],
)
def test_hours_are_kept_in_one_writing_which_reads_back(typed: str, kept: str) -> None:
    assert str(week(typed)) == kept
    assert week(kept) == week(typed)


@pytest.mark.parametrize(
    "typed", ["all day", "Mon", "Mon 25:00-26:00", "Foo 8-9", "Mon 8-12, Mon 11-14", "Mon 13pm-14pm", "Mon 8:60-9:00"]
)
def test_hours_that_cannot_be_meant_are_a_sentence(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\."):
        week(typed)


def test_the_office_opens_at_eight_by_the_wall_clock_in_summer_and_in_winter() -> None:
    hours = week(OFFICE)
    for day in ("2026-03-06", "2026-03-09", "2026-10-30", "2026-11-02"):  # the Fridays and Mondays of both changes
        assert not hours.holds(at(f"{day} 07:59"), CHICAGO)
        assert hours.holds(at(f"{day} 08:00"), CHICAGO)
        assert not hours.holds(at(f"{day} 17:00"), CHICAGO)
    assert at("2026-03-06 08:00").hour != at("2026-03-09 08:00").hour  # the instants do differ by an hour


def test_hours_past_midnight_and_past_the_end_of_the_week() -> None:
    night = week("Sun 20:00-06:00")
    assert night.holds(at("2026-11-22 23:00"), CHICAGO)
    assert night.holds(at("2026-11-23 05:59"), CHICAGO)  # Monday
    assert not night.holds(at("2026-11-23 06:00"), CHICAGO)


def test_the_next_change_crosses_the_changes_of_the_clocks() -> None:
    hours = week(OFFICE)
    assert hours.changes(at("2026-03-07 12:00"), CHICAGO) == (at("2026-03-06 17:00"), at("2026-03-09 08:00"))
    assert hours.changes(at("2026-11-01 01:30", fold=1), CHICAGO) == (at("2026-10-30 17:00"), at("2026-11-02 08:00"))
    assert week("Always").changes(at("2026-11-01 01:30"), CHICAGO) == (None, None)
    assert week("").changes(at("2026-11-01 01:30"), CHICAGO) == (None, None)


@given(
    st.sampled_from([OFFICE, "Sun 20:00-06:00", "Mon 00:00-24:00, Wed 09:00-10:00", "Sat-Sun 10:00-18:00"]),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - made aware by `timezones`
)
def test_until_the_next_change_the_answer_stays_the_same(typed: str, instant: datetime) -> None:
    hours = week(typed)
    past, coming = hours.changes(instant, CHICAGO)
    assert past is not None
    assert coming is not None
    assert past <= instant < coming
    assert hours.holds(coming, CHICAGO) != hours.holds(instant, CHICAGO)
    step = (coming - instant) / 7
    assert all(hours.holds(instant + step * n, CHICAGO) == hours.holds(instant, CHICAGO) for n in range(7))
    assert coming - instant <= timedelta(days=8)


def test_spans_are_minutes_of_a_week() -> None:
    assert week("Always") == Week(((0, A_WEEK),))
    assert week("Tue 00:30-01:00").spans == ((A_DAY + 30, A_DAY + 60),)
