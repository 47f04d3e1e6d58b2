"""Room: casework. What is typed about a deadline, and every sentence that bad input gets, beside its field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from coordination.casework import answers, moments
from coordination.casework.release_typed import text
from coordination.declare.deadline import DeadlineRule
from coordination.declare.event import Event
from coordination.declare.form import Choice
from coordination.model.deadline import Channel, DeadlineFacts, Proof
from coordination.model.errors import Invalid
from coordination.model.ids import PersonId
from coordination.model.record import Happened, Precision

Typed = Mapping[str, str | tuple[str, ...]]
_T = TypeVar("_T")

MOST_WORDS = 4_000
MOST_LINE = 200
CHANNELS = tuple(Choice(slug=channel.value, title=channel.words) for channel in Channel)
EARLY = "This is before it began. If that is right, write in “In words” how it came about."
FUTURE = "This is in the future. Check the date."
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event as it was told: when the program learned of it (UTC) and when it happened, as exactly as known."""

    event: Event
    learned_at: datetime
    happened: Happened


def told(typed: Typed, offered: Collection[Event], zone: str, now: datetime) -> Told:
    """What was typed into the form that tells of an event. Raises Invalid with a sentence per field."""
    wrong: dict[str, str] = {}
    event = next((one for one in offered if one.value == text(typed, "event")), None)
    if event is None:
        wrong["event"] = "Choose what happened."
    learned = _taken(wrong, "learned_at", lambda: _instant(typed, "learned_at", zone, now))
    happened = _taken(wrong, "happened_at", lambda: _happened(typed, zone, now))
    if wrong or event is None or learned is None or happened is None:
        raise Invalid(wrong)
    if happened.at is not None and happened.at > learned:
        raise Invalid({"happened_at": "You cannot have learned of it before it happened. Check both times."})
    return Told(event=event, learned_at=learned, happened=happened)


def proof(
    typed: Typed, rule: DeadlineRule | None, deadline: DeadlineFacts, zone: str, now: datetime, by: PersonId
) -> Proof:
    """The proof as typed. Raises Invalid with a sentence per field.

    rule None: no plugin here declares it any more; then it needs neither a recipient nor a number.
    """
    wrong: dict[str, str] = {}
    done_at = _taken(wrong, "done_at", lambda: _instant(typed, "done_at", zone, now))
    who = _taken(wrong, "who", lambda: _line(typed, "who", "Write who did it."))
    channel = next((one for one in Channel if one.value == text(typed, "channel")), None)
    if channel is None:
        wrong["channel"] = "Choose how it was done."
    recipient = "Write whom you told: a name, a desk or a badge number." if rule and rule.told else ""
    reference = "Write the reference number that they gave you." if rule and rule.number else ""
    told_to = _taken(wrong, "told", lambda: _line(typed, "told", recipient))
    number = _taken(wrong, "number", lambda: _line(typed, "number", reference))
    said = _taken(wrong, "said", lambda: answers.words(typed, "said", MOST_WORDS))
    if done_at is not None and done_at < deadline.began_at and not said and "said" not in wrong:
        wrong["done_at"] = EARLY
    if wrong or done_at is None or channel is None:
        raise Invalid(wrong)
    return Proof(
        place=_place(typed) + 1,
        done_at=done_at,
        who=who or "",
        channel=channel,
        told=told_to or "",
        number=number or "",
        said=said or "",
        proved_at=now,
        proved_by=by,
    )


def _place(typed: Typed) -> int:
    """How many proofs there were on the page on which this one was typed."""
    seen = text(typed, "seen")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) <= len("9999") else 0


def _taken(wrong: dict[str, str], field: str, read: Callable[[], _T]) -> _T | None:
    try:
        return read()
    except ValueError as error:
        wrong[field] = str(error)
        return None


def _line(typed: Typed, field: str, missing: str) -> str:
    """One line; `missing`: the sentence where there is none, or "" where there need not be."""
    found = answers.line(text(typed, field), MOST_LINE)
    if missing and not found:
        raise ValueError(missing)
    return found


def _instant(typed: Typed, field: str, zone: str, now: datetime) -> datetime:
    at = moments.instant(text(typed, field), zone)
    if at > now + _CLOCKS_DIFFER:
        raise ValueError(FUTURE)
    return at


def _happened(typed: Typed, zone: str, now: datetime) -> Happened:
    happened = moments.happened(text(typed, "happened_at"), zone)
    ahead = _CLOCKS_DIFFER if happened.precision is Precision.INSTANT else timedelta()
    if happened.at is not None and happened.at > now + ahead:
        raise ValueError(FUTURE)
    return happened
