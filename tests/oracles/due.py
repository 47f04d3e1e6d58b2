"""Room: tests. The oracle of deadlines: when something is due, found by walking through time step by step.

Written by somebody who has not read the hub's arithmetic; it imports nothing of the hub and no calendar of holidays.
It is slow on purpose: it never adds up days or hours, it walks minute by minute on the world's clock, looks at the wall
clock of the zone, and stops. LAW = the law and standards note, 2: "`elapsed hours` (C1,C2,C6) vs `hours excluding
weekends/holidays` (C8) vs `calendar days` (C10,C11) vs `days after receipt evidence` (C17). Trigger is *information
received / discovered*, not record created".

Semantics taken:
- elapsed hours: real hours, on the world's clock;
- hours without weekends and holidays: real hours, of which only those count that pass on a working day of the zone; the
  answer is the instant at which the last has passed (so a Friday's last hour ends at Saturday 00:00, not on Monday);
- calendar days: the last second (23:59:59) of the n-th local day after the day of the start;
- working days: the last second of the n-th local working day after the day of the start;
- days after receipt: calendar days from the receipt that is proven.
A working day is Monday to Friday and no holiday. Instants are aware and on a whole second. Examples: due_examples.py.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

ELAPSED_HOURS = "elapsed hours"
WORKING_HOURS = "hours without weekends and holidays"
WORKING_DAYS = "working days"
CALENDAR_DAYS = "calendar days"
DAYS_AFTER_RECEIPT = "days after receipt"
UNITS = (ELAPSED_HOURS, WORKING_HOURS, WORKING_DAYS, CALENDAR_DAYS, DAYS_AFTER_RECEIPT)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
SATURDAY = 5


def due(unit: str, start: datetime, amount: int, zone: str, holidays: AbstractSet[date] = frozenset()) -> datetime:
    """The last instant, in UTC, at which it is still in time.

    `start`: when the clock starts (what was learned or received), aware, on a whole second. `amount`: of the unit, from
    one up. `zone`: an IANA name. `holidays`: the local days on which a holiday is kept (the observed day).
    """
    if start.tzinfo is None or start.microsecond or amount < 1:
        raise ValueError("An aware instant on a whole second, and at least one.")
    here = ZoneInfo(zone)
    now = start.astimezone(UTC)
    if unit == ELAPSED_HOURS:
        return _after_seconds(now, amount * 3600)
    if unit == WORKING_HOURS:
        return _after_working_seconds(now, amount * 3600, here, holidays)
    if unit == WORKING_DAYS:
        return _end_of_day(now, amount, here, holidays)
    if unit in (CALENDAR_DAYS, DAYS_AFTER_RECEIPT):
        return _end_of_day(now, amount, here, None)
    raise ValueError(f"No unit {unit}.")


def in_time(stopped: datetime, due_at: datetime) -> bool:
    """Whether it was done in time: at the due instant it still is, one second later it is not.

    Parts of a second are left out, so that 23:59:59.7 is still that day.
    """
    return stopped.replace(microsecond=0) <= due_at


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < SATURDAY and day not in holidays


def _after_seconds(now: datetime, seconds: int) -> datetime:
    """So many seconds later; the world's clock knows neither summer time nor zones."""
    while seconds >= 60:
        now, seconds = now + MINUTE, seconds - 60
    while seconds > 0:
        now, seconds = now + SECOND, seconds - 1
    return now


def _after_working_seconds(now: datetime, seconds: int, here: ZoneInfo, holidays: AbstractSet[date]) -> datetime:
    """Walks on, and counts a step only when it lies in a working day. Zones change day on a whole minute."""
    while seconds > 0:
        whole = now.second == 0 and seconds >= 60
        step, length = (MINUTE, 60) if whole else (SECOND, 1)
        if is_working_day(now.astimezone(here).date(), holidays):
            seconds -= length
        now += step
    return now


def _end_of_day(now: datetime, amount: int, here: ZoneInfo, holidays: AbstractSet[date] | None) -> datetime:
    """Walks on until so many local days that count have begun and the last of them is over; then one second back.

    The day of the start is not counted. `holidays` None: every day counts.
    """
    day, left = now.astimezone(here).date(), amount
    while now.second:
        now += SECOND
    while True:
        today = now.astimezone(here).date()
        if today != day and left == 0:
            return now - SECOND
        if today != day and (holidays is None or is_working_day(today, holidays)):
            left -= 1
        day = today
        now += MINUTE


def afcars_due(period_ends: date) -> date:
    """The last local day on which an AFCARS file may be sent.

    LAW C22: "periods Oct-Mar, Apr-Sep; due **15 May / 14 Nov** (45 d; weekend -> Monday)", 45 CFR 1355.43(a).
    Of holidays the rule says nothing. `period_ends`: 31 March or 30 September.
    """
    day = period_ends
    for _ in range(45):
        day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day
