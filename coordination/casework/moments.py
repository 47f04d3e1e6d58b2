"""Room: casework. Days and times as people write them, in their program's zone, and back to words on a screen.

Functions that read raise ValueError with the sentence for the person who typed.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.model.record import Happened, Precision

UNKNOWN = "unknown"
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_US_MONTH = re.compile(r"(\d{1,2})/(\d{4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::00(?:\.0+)?)?(?:\s*([ap])\.?m\.?)?", re.IGNORECASE)
_EARLIEST, _LATEST = 1900, 2200
_NOON = 12


def day(text: str) -> str:
    """A day, a month or "unknown", in one writing: YYYY-MM-DD, YYYY-MM or unknown. Takes 11/3/2026 too."""
    text = text.strip()
    if text.lower() == UNKNOWN:
        return UNKNOWN
    if match := _DAY.fullmatch(text):
        return _real(int(match[1]), int(match[2]), int(match[3])).isoformat()
    if match := _US_DAY.fullmatch(text):
        return _real(int(match[3]), int(match[1]), int(match[2])).isoformat()
    if match := _MONTH.fullmatch(text):
        return _real(int(match[1]), int(match[2]), 1).isoformat()[:7]
    if match := _US_MONTH.fullmatch(text):
        return _real(int(match[2]), int(match[1]), 1).isoformat()[:7]
    raise ValueError("Write the day like 2026-11-03, or the month like 2026-11, or “unknown”.")


def instant(text: str, zone: str) -> datetime:
    """A day with a time of day in `zone`, as an aware UTC datetime. Takes what a browser's own field sends, too.

    An instant already written with its offset (an answer as it is kept) is taken as it is.
    """
    text = text.strip()
    kept = _kept(text)
    if kept is not None:
        return kept
    written, _, clock = text.replace("T", " ", 1).partition(" ")
    match = _CLOCK.fullmatch(clock.strip())
    if not match:
        raise ValueError("Write the day and the time, like 2026-11-03 14:30.")
    on = day(written)
    if len(on) != len("2026-11-03"):
        raise ValueError("Write the day and the time, like 2026-11-03 14:30.")
    hour, minute = _hour(int(match[1]), match[3]), int(match[2])
    try:
        local_time = datetime.fromisoformat(on).replace(hour=hour, minute=minute, tzinfo=ZoneInfo(zone))
    except ValueError as error:
        raise ValueError("There is no such time of day.") from error
    at = local_time.astimezone(UTC)
    if at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local_time.replace(tzinfo=None):
        raise ValueError("The clocks were set forward then, so this time did not exist. Check it.")
    return at


def happened(text: str, zone: str) -> Happened:
    """When something happened, as exactly as it was written: a time, a day, a month, or unknown."""
    if not text.strip() or text.strip().lower() == UNKNOWN:
        return Happened(zone=zone)
    try:
        on = day(text)
    except ValueError:
        return Happened(at=instant(text, zone), precision=Precision.INSTANT, zone=zone)
    precision = Precision.DAY if len(on) == len("2026-11-03") else Precision.MONTH
    first = datetime.fromisoformat(on if precision is Precision.DAY else f"{on}-01")
    return Happened(at=first.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC), precision=precision, zone=zone)


def typed(at: Happened, zone: str) -> str:
    """As `happened` would read it again; empty when unknown. A day stays the day it was where it was told."""
    if at.at is None:
        return ""
    if at.precision is Precision.INSTANT:
        return typed_instant(at.at, zone)
    there = at.at.astimezone(ZoneInfo(at.zone))
    return f"{there:%Y-%m}" if at.precision is Precision.MONTH else f"{there:%Y-%m-%d}"


def typed_instant(at: datetime, zone: str) -> str:
    """An instant as a person of `zone` would type it: 2026-11-03 14:30."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"


def local(answer: str, zone: str) -> str:
    """A kept instant as a person of `zone` would type it; what is none comes back as it was."""
    kept = _kept(answer)
    return typed_instant(kept, zone) if kept is not None else answer


def words(at: datetime, zone: str) -> str:
    """An instant as it stands on a screen, with its zone named: 3 November 2026, 14:30 CST."""
    there = at.astimezone(ZoneInfo(zone))
    return f"{there.day} {there:%B %Y, %H:%M %Z}"


def happened_words(at: Happened, zone: str) -> str:
    """When it happened, in words, no more exactly than it is known."""
    if at.at is None:
        return "Unknown"
    if at.precision is Precision.INSTANT:
        return words(at.at, zone)
    there = at.at.astimezone(ZoneInfo(at.zone))
    return f"{there:%B %Y}" if at.precision is Precision.MONTH else f"{there.day} {there:%B %Y}"


def day_words(text: str) -> str:
    """A kept day in words: 3 November 2026, November 2026, or Unknown."""
    if text == UNKNOWN:
        return "Unknown"
    if _MONTH.fullmatch(text):
        return f"{date.fromisoformat(text + '-01'):%B %Y}"
    on = date.fromisoformat(text)
    return f"{on.day} {on:%B %Y}"


def _kept(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    # INVARIANT: within the years people may type, since a page that cannot reckon a time in its zone opens to nobody.
    return at.astimezone(UTC) if at.utcoffset() == timedelta(0) and _EARLIEST <= at.year <= _LATEST else None


def _real(year: int, month: int, number: int) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError("Write the year with four digits, such as 2026.")
    try:
        return date(year, month, number)
    except ValueError as error:
        raise ValueError("There is no such day in the calendar.") from error


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        raise ValueError("There is no such time of day.")
    return hour % _NOON + (_NOON if half.lower() == "p" else 0)
