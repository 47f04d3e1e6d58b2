"""Room: model. A week's hours as people write them, and whether an instant falls into them where they are kept.

Hours are wall-clock: "Mon-Fri 08:00-17:00" begins at eight by the clock on the wall in summer and in winter, so that
an instant is first turned into the zone's own time (tests/model/test_week.py crosses both changes of the clocks).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ALWAYS = "Always"
NOON = 12
AN_HOUR, A_DAY, A_WEEK = 60, 24 * 60, 7 * 24 * 60  # minutes
MOST = 400  # characters
SAY_HOW = "Write hours like “Mon-Fri 08:00-17:00, Sat 9:00-12:00”, or “Always”."
_ALL_DAY = {"always", "24/7", "24 hours", "any time"}
_PART = re.compile(
    r"(?P<first>[a-z]{3})[a-z]*(?:\s*[-–]\s*(?P<last>[a-z]{3})[a-z]*)?\s+(?P<begin>[^-–]+?)\s*[-–]\s*(?P<end>.+)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Week:
    """Spans of a week in minutes since Monday 00:00 by the wall clock, sorted; one may end after the week does."""

    spans: tuple[tuple[int, int], ...] = ()

    @property
    def always(self) -> bool:
        """Whether there is no hour outside."""
        return self.spans == ((0, A_WEEK),)

    def holds(self, at: datetime, zone: str) -> bool:
        """Whether the instant `at` (aware) falls into the hours, by the clock of `zone`."""
        here = at.astimezone(ZoneInfo(zone))
        minute = here.weekday() * A_DAY + here.hour * 60 + here.minute
        return any(begin <= minute < end or begin <= minute + A_WEEK < end for begin, end in self.spans)

    def changes(self, at: datetime, zone: str) -> tuple[datetime | None, datetime | None]:
        """The last and the next instant (UTC) at which the answer of `holds` changed; None when it never does."""
        if not self.spans or self.always:
            return None, None
        marks = sorted({mark % A_WEEK for span in self.spans for mark in span})
        here = at.astimezone(ZoneInfo(zone))
        monday = here.date() - timedelta(days=here.weekday())
        instants = [
            datetime(day.year, day.month, day.day, mark % A_DAY // 60, mark % 60, tzinfo=ZoneInfo(zone)).astimezone(UTC)
            for week in (-7, 0, 7)
            for mark in marks
            for day in (monday + timedelta(days=week + mark // A_DAY),)
        ]
        now = self.holds(at, zone)
        turns = [one for one in instants if self.holds(one, zone) != self.holds(one - timedelta(minutes=1), zone)]
        past = max((one for one in turns if one <= at and self.holds(one, zone) == now), default=None)
        coming = min((one for one in turns if one > at and self.holds(one, zone) != now), default=None)
        return past, coming

    def __str__(self) -> str:
        """In one writing, which `week` reads back: "Mon-Fri 08:00-17:00, Sat 09:00-12:00", "Always" or ""."""
        if self.always:
            return ALWAYS
        by_hours: dict[tuple[int, int], list[int]] = {}
        for begin, end in self.spans:
            by_hours.setdefault((begin % A_DAY, end - begin), []).append(begin // A_DAY)
        parts = [
            (run[0], f"{_days(run)} {_time(begin)}-{_time((begin + length) % A_DAY or A_DAY)}")
            for (begin, length), days in by_hours.items()
            for run in _runs(days)
        ]
        return ", ".join(said for _, said in sorted(parts))


@lru_cache(maxsize=4096)
def week(text: str) -> Week:
    """Hours as they were written. Raises ValueError with a sentence for whoever wrote them; "" is no hours at all."""
    text = text.strip().rstrip(".")
    if not text:
        return Week()
    if text.lower() in _ALL_DAY:
        return Week(((0, A_WEEK),))
    spans: set[tuple[int, int]] = set()
    for part in re.split(r"[,;]", text):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError(SAY_HOW)
        first = _day(match["first"])
        last = _day(match["last"]) if match["last"] else first
        begin, end = _minute(match["begin"]), _minute(match["end"])
        length = (end - begin) % A_DAY or A_DAY
        spans |= {
            (day % 7 * A_DAY + begin, day % 7 * A_DAY + begin + length)
            for day in range(first, last + 1 if last >= first else last + 8)
        }
    return _joined(spans)


def _joined(spans: set[tuple[int, int]]) -> Week:
    """Sorted; refused where two overlap, since one of them is then a slip of the pen."""
    found = sorted(spans)
    if sum(end - begin for begin, end in found) == A_WEEK and all(begin % A_DAY == 0 for begin, _ in found):
        return Week(((0, A_WEEK),))
    around = [*found, (found[0][0] + A_WEEK, found[0][1] + A_WEEK)]
    if any(later[0] < earlier[1] for earlier, later in pairwise(around)):
        raise ValueError("Two of these hours overlap. Check the days and the times.")
    return Week(tuple(found))


def _day(word: str) -> int:
    try:
        return DAYS.index(word.capitalize())
    except ValueError:
        raise ValueError(SAY_HOW) from None


def _minute(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(SAY_HOW)
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half:
        if not 1 <= hour <= NOON:
            raise ValueError("There is no such time of day.")
        hour = hour % NOON + (NOON if half.lower() == "p" else 0)
    if minute >= AN_HOUR or hour * 60 + minute > A_DAY:
        raise ValueError("There is no such time of day.")
    return hour * 60 + minute


def _time(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _runs(days: list[int]) -> list[list[int]]:
    """Days that follow each other, together."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _days(run: list[int]) -> str:
    return DAYS[run[0]] if len(run) == 1 else f"{DAYS[run[0]]}-{DAYS[run[-1]]}"
