"""Room: casework. The form of a team's written protocol: what was typed becomes one, or Invalid by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from coordination.casework import directory_words as typed_as
from coordination.casework.moments import day
from coordination.declare.information import InformationType
from coordination.declare.staging import BY_SLUG, First
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.ids import Handle, ProtocolId
from coordination.model.protocol import NewProtocol, TeamProtocol
from coordination.model.training import day_at

Typed = Mapping[str, str | Sequence[str]]
LONGEST = 160
DAY = len("2026-11-03")


def read_protocol(
    typed: Typed, actor: Actor, whom: Collection[str], now: datetime, ids: tuple[ProtocolId, Handle]
) -> NewProtocol:
    """A protocol as it was typed: `document`, `dated`, `adopted_by`, `starts`, `staged`, `first`, `types`, `opens_on`.

    whom: for whom one may be. There is no default for what is seen first: a form that says nothing is refused.
    """
    wrong: dict[str, str] = {}
    document = typed_as.line(_text(typed, "document"), "document", wrong, most=LONGEST, required=True)
    adopted_by = typed_as.line(_text(typed, "adopted_by"), "adopted_by", wrong, most=LONGEST, required=True)
    today = day_at(now, actor.program.zone)
    dated, starts = _day(typed, "dated", wrong), _day(typed, "starts", wrong)
    if dated and dated > today:
        wrong["dated"] = "This day is still to come. Write the day that stands on the paper."
    if starts and starts < today:
        wrong["starts"] = "It cannot begin before today: what people saw until now, they saw."
    staged = _chosen(typed, "staged", whom, "Choose for whom the protocol is.", wrong)
    first = _first(typed, wrong)
    types = _types(typed, first, wrong)
    opens_on = _events(typed, first, wrong)
    if wrong or dated is None or starts is None or first is None:
        raise Invalid(wrong)
    begins = datetime(starts.year, starts.month, starts.day, tzinfo=ZoneInfo(actor.program.zone)).astimezone(UTC)
    protocol = TeamProtocol(
        id=ids[0],
        starts_at=begins,
        staged=frozenset(staged),
        first=first,
        types=types,
        opens_on=opens_on,
        document=document,
        dated=dated.isoformat(),
    )
    return NewProtocol(protocol=protocol, handle=ids[1], adopted_by=adopted_by)


def _first(typed: Typed, wrong: dict[str, str]) -> First | None:
    chosen = _text(typed, "first")
    if chosen not in list(First):
        wrong["first"] = "Choose what they see first, as your protocol says. The hub has no default."
        return None
    return First(chosen)


def _types(typed: Typed, first: First | None, wrong: dict[str, str]) -> frozenset[InformationType]:
    if first is First.LIMITED:
        return frozenset(
            map(InformationType, _chosen(typed, "types", list(InformationType), "Choose what is open first.", wrong))
        )
    if first is not None and _several(typed, "types"):
        wrong["types"] = "Types are chosen for “Limited” alone. Take the marks away, or choose “Limited”."
    return frozenset()


def _events(typed: Typed, first: First | None, wrong: dict[str, str]) -> frozenset[str]:
    if first is First.FULL and not _several(typed, "opens_on"):
        return frozenset()
    return frozenset(_chosen(typed, "opens_on", BY_SLUG, "Choose what opens the rest.", wrong))


def _text(typed: Typed, name: str) -> str:
    found = typed.get(name, "")
    return found if isinstance(found, str) else ""


def _several(typed: Typed, name: str) -> tuple[str, ...]:
    given = typed.get(name, ())
    return tuple(dict.fromkeys((given,) if isinstance(given, str) else given))


def _chosen(typed: Typed, name: str, known: Collection[str], sentence: str, wrong: dict[str, str]) -> tuple[str, ...]:
    found = _several(typed, name)
    if not found or not set(found) <= set(known):
        wrong[name] = sentence
        return ()
    return found


def _day(typed: Typed, name: str, wrong: dict[str, str]) -> date | None:
    """A whole day, or None with a sentence beside its field."""
    try:
        found = day(_text(typed, name)) if _text(typed, name).strip() else ""
    except ValueError:
        found = ""
    if len(found) != DAY or not found[0].isdigit():
        wrong[name] = "Write the day like 2026-11-03."
        return None
    return date.fromisoformat(found)
