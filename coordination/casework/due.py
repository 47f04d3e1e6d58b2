"""Room: casework. When a deadline is due: what a rule counts, from which instant, in which zone, over which holidays.

Time is an argument everywhere; nothing here looks at a clock.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from coordination.declare.deadline import Basis, DeadlineRule, Unit
from coordination.model.record import Happened, Precision

_DAY = timedelta(days=1)
_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)


def began(rule: DeadlineRule, happened: Happened, learned_at: datetime) -> datetime:
    """The instant from which the rule counts (UTC).

    Where only the day is known on which something happened, that day counts from its beginning, so that nobody is told
    too late. Where not even the day is known, the clock starts when the program learned of it.
    """
    known = happened.at if happened.precision in {Precision.INSTANT, Precision.DAY} else None
    return known if rule.basis is Basis.HAPPENED and known is not None else learned_at


def due(unit: Unit, amount: int, start: datetime, zone: str, days_off: Container[date]) -> datetime:
    """The last instant at which it is in time (UTC). days_off: the holidays, as local days."""
    return _UNITS[unit](amount, start, ZoneInfo(zone), days_off)


def at_risk(start: datetime, due_at: datetime) -> datetime:
    """When a deadline begins to be at risk: when a quarter of its time is left."""
    return due_at - (due_at - start) / 4


@lru_cache(maxsize=64)
def days_off(calendar: str) -> Container[date]:
    """The holidays of a calendar such as US or US-MN, as the `holidays` library has them; "" has none."""
    if not calendar:
        return frozenset()
    country, _, state = calendar.partition("-")
    return holidays.country_holidays(country, subdiv=state or None)


def _hours(amount: int, start: datetime, _zone: ZoneInfo, _days_off: Container[date]) -> datetime:
    return start.astimezone(UTC) + timedelta(hours=amount)


def _hours_of_working_days(amount: int, start: datetime, zone: ZoneInfo, days_off: Container[date]) -> datetime:
    left, at = timedelta(hours=amount), start.astimezone(UTC)
    while True:
        day = at.astimezone(zone).date()
        midnight = datetime.combine(day + _DAY, time(), zone).astimezone(UTC)
        if _works(day, days_off):
            if at + left <= midnight:
                return at + left
            left -= midnight - at
        at = midnight


def _days(amount: int, start: datetime, zone: ZoneInfo, _days_off: Container[date]) -> datetime:
    return _end_of(start.astimezone(zone).date() + timedelta(days=amount), zone)


def _days_to_monday(amount: int, start: datetime, zone: ZoneInfo, _days_off: Container[date]) -> datetime:
    day = start.astimezone(zone).date() + timedelta(days=amount)
    while day.weekday() >= _SATURDAY:
        day += _DAY
    return _end_of(day, zone)


def _working_days(amount: int, start: datetime, zone: ZoneInfo, days_off: Container[date]) -> datetime:
    day = start.astimezone(zone).date()
    while amount:
        day += _DAY
        amount -= _works(day, days_off)
    return _end_of(day, zone)


def _works(day: date, days_off: Container[date]) -> bool:
    return day.weekday() < _SATURDAY and day not in days_off


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, _LAST_SECOND, zone).astimezone(UTC)


_UNITS: Mapping[Unit, Callable[[int, datetime, ZoneInfo, Container[date]], datetime]] = {
    Unit.AT_ONCE: _hours,
    Unit.CALENDAR_DAYS: _days,
    Unit.CALENDAR_DAYS_TO_MONDAY: _days_to_monday,
    Unit.DAYS_AFTER_RECEIPT: _days,
    Unit.ELAPSED_HOURS: _hours,
    Unit.HOURS_OF_WORKING_DAYS: _hours_of_working_days,
    Unit.WORKING_DAYS: _working_days,
}
