"""Room: model. How old somebody is on a day, from a birth date of which perhaps only the month or year is known.

Whoever was born on 29 February turns a year older on 1 March of a year without that day: until the day has come, an age
is not reached. An age that cannot be told is None and never a guess.
"""

from __future__ import annotations

import re
from datetime import date

_BORN = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_LAST = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


MAJORITY = 18
"""Years. Below it a parent or guardian may sign for the person."""


def turns_18(born: str) -> date | None:
    """The earliest day on which somebody may be 18, from what is known of their birth date; None when too little is.

    Of a month the first day; of 29 February the 28th in a year without that day, as some law counts (and `years_on`
    does not): whatever ends at 18 ends too early rather than too late.
    """
    found = _BORN.fullmatch(born)
    if found is None:
        return None
    year, month, number = int(found[1]) + MAJORITY, int(found[2]), int(found[3] or 1)
    try:
        return date(year, month, number)
    except ValueError:
        return date(year, month, 28) if (month, number) == (2, 29) else None


def years_on(day: date, born: str) -> int | None:
    """Whole years on a day. born: YYYY-MM-DD or YYYY-MM, as a form keeps it. None: unknown, or not yet born."""
    found = _BORN.fullmatch(born)
    if found is None:
        return None
    year, month, number = int(found[1]), int(found[2]), int(found[3] or 0)
    if not number:
        # Only the month is known: within it, the age is certain on its last day alone.
        if day.month == month and day.day != _LAST.get(month, 29):
            return None
        number = 1
    reached = (day.month, day.day) >= (month, number)
    years = day.year - year - (not reached)
    return years if years >= 0 else None
