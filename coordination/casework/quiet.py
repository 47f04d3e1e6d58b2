"""Room: casework. Quiet hours: when a person does not want mail, by the clock on their program's wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.model.contact import Contact

DAY = 24 * 60  # minutes


def until(contact: Contact, now: datetime, zone: str) -> datetime | None:
    """The instant (UTC) at which the person's quiet hours end, or None when it is not quiet now. May pass midnight."""
    begins, ends = contact.quiet_from, contact.quiet_until
    if begins is None or ends is None or begins == ends:
        return None
    here = now.astimezone(ZoneInfo(zone))
    minute = here.hour * 60 + here.minute
    over_midnight = begins > ends
    if not (minute >= begins or minute < ends if over_midnight else begins <= minute < ends):
        return None
    day = here.date() + timedelta(days=1 if over_midnight and minute >= begins else 0)
    end = datetime(day.year, day.month, day.day, ends // 60, ends % 60, tzinfo=ZoneInfo(zone))
    # Where the clocks change in the night the end may already have passed on paper; a minute later is judged anew.
    return max(end.astimezone(UTC), now + timedelta(minutes=1))
