"""Room: casework. How long medical care helps after the last contact, with its source; offered, never pressed.

Read for this page on 2026-11-26, in the sources named; a protocol of the place itself is not encoded and a clinician
decides in any case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coordination.casework import moments

LOCAL = "Your place’s own protocol is not encoded here. Ask the clinician now: hours count."


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One kind of care. hours: the outer limit after the last contact that the source gives."""

    title: str
    hours: int
    sentence: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A window as it stands on the page. until: its end in words, "" without a last contact; over: it is past."""

    window: Window
    until: str
    over: bool


WINDOWS = (
    Window(
        title="Medicine against HIV (PEP)",
        hours=72,
        sentence="As soon as possible, best within 24 hours, and not later than 72 hours.",
        source="CDC, MMWR Recommendations and Reports 2025;74(1):1-56",
    ),
    Window(
        title="Emergency contraception",
        hours=120,
        sentence="Pills up to 120 hours (5 days), a device within 5 days. The sooner, the better it works.",
        source="MSD Manual, professional version; American Family Physician 2014;89(7):545",
    ),
    Window(
        title="Collecting evidence",
        hours=72,
        sentence="Mostly within 72 hours; some protocols say 7 to 10 days. So ask, even when 72 hours are over.",
        source="American Academy of Pediatrics (AAP)",  # read as law-and-standards.md §7 has it
    ),
)


def offers(last_contact: datetime | None, now: datetime, zone: str) -> tuple[Offer, ...]:
    """Every window, with its end where the last contact is known (UTC). None is ever left out because it is over."""
    found = []
    for window in WINDOWS:
        end = last_contact + timedelta(hours=window.hours) if last_contact is not None else None
        until = moments.words(end, zone) if end is not None else ""
        found.append(Offer(window=window, until=until, over=end is not None and now > end))
    return tuple(found)
