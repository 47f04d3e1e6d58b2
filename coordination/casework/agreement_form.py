"""Room: casework. The form of an agreement between agencies: what was typed becomes one, or Invalid by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import directory_words as typed_as
from coordination.casework.moments import day
from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.agreement import LONGEST_YEARS, NewAgreement
from coordination.model.errors import Invalid
from coordination.model.ids import AgencyId, AgreementId, Handle
from coordination.model.training import day_at, months_later

Typed = Mapping[str, str | Sequence[str]]
DAY = len("2026-11-03")
LONGEST = 160
WRITE_DAY = "Write the day like 2026-11-03."


def read_agreement(
    typed: Typed,
    actor: Actor,
    others: Collection[AgencyId],
    types: Collection[InformationType],
    now: datetime,
    ids: tuple[AgreementId, Handle],
) -> NewAgreement:
    """An agreement as it was typed: `title`, `parties`, `types`, `starts`, `ends`, `signatory`, `signed_on`.

    others, types: what may be chosen. starts, ends: its first and its last day, in the zone of the actor's agency.
    """
    wrong: dict[str, str] = {}
    title = typed_as.line(_text(typed, "title"), "title", wrong, most=LONGEST, required=True)
    parties = _chosen(typed, "parties", others, "Choose the other agencies that signed.", wrong)
    covered = _chosen(typed, "types", types, "Choose what may be shared under it.", wrong)
    today = day_at(now, actor.program.zone)
    starts, ends = _day(typed, "starts", wrong), _day(typed, "ends", wrong)
    if starts and ends and ends < starts:
        wrong["ends"] = "It cannot end before it begins."
    elif ends and ends < today:
        wrong["ends"] = "This day is over. Write a last day that is still to come."
    elif starts and ends and ends >= months_later(starts, 12 * LONGEST_YEARS):
        wrong["ends"] = (
            f"It can hold for at most {LONGEST_YEARS} years. Then the agencies look at it again (CJIS Security Policy, "
            "AC-21 and CA-3)."
        )
    signatory, signed_on = _signed(typed, today, wrong)
    if wrong or starts is None or ends is None:
        raise Invalid(wrong)
    return NewAgreement(
        id=ids[0],
        handle=ids[1],
        title=title,
        parties=(actor.agency_id, *map(AgencyId, parties)),
        types=frozenset(map(InformationType, covered)),
        starts_at=_midnight(starts, actor.program.zone),
        ends_at=_midnight(ends + timedelta(days=1), actor.program.zone),
        signatory=signatory,
        signed_on=signed_on,
    )


def read_signature(typed: Typed, actor: Actor, now: datetime) -> tuple[str, str]:
    """Who signed for the actor's agency, and on which day: `signatory`, `signed_on`. Raises Invalid by field."""
    wrong: dict[str, str] = {}
    found = _signed(typed, day_at(now, actor.program.zone), wrong)
    if wrong:
        raise Invalid(wrong)
    return found


def _signed(typed: Typed, today: date, wrong: dict[str, str]) -> tuple[str, str]:
    signatory = typed_as.line(_text(typed, "signatory"), "signatory", wrong, most=LONGEST, required=True)
    signed_on = _day(typed, "signed_on", wrong)
    if signed_on and signed_on > today:
        wrong["signed_on"] = "This day is still to come. Write it down when it is signed."
    return signatory, signed_on.isoformat() if signed_on else ""


def _text(typed: Typed, name: str) -> str:
    found = typed.get(name, "")
    return found if isinstance(found, str) else ""


def _chosen(typed: Typed, name: str, known: Collection[str], sentence: str, wrong: dict[str, str]) -> tuple[str, ...]:
    given = typed.get(name, ())
    found = tuple(dict.fromkeys((given,) if isinstance(given, str) else given))
    if not found or not set(found) <= set(known):
        wrong[name] = sentence
    return found


def _day(typed: Typed, name: str, wrong: dict[str, str]) -> date | None:
    """A whole day, or None with a sentence beside its field."""
    try:
        found = day(_text(typed, name)) if _text(typed, name).strip() else ""
    except ValueError:
        found = ""
    if len(found) != DAY or not found[0].isdigit():
        wrong[name] = WRITE_DAY
        return None
    return date.fromisoformat(found)


def _midnight(on: date, zone: str) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
