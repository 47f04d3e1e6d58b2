"""Room: casework. The form of an operator instrument: what was typed becomes one, or Invalid by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordination.casework import directory_words as typed_as
from coordination.casework.moments import day
from coordination.declare.instruments import BY_SLUG
from coordination.model.errors import Invalid
from coordination.model.ids import Handle, InstrumentId, ProgramId
from coordination.model.instrument import NewInstrument
from coordination.model.program import Program
from coordination.model.training import day_at

Typed = Mapping[str, str]
LONGEST = 160
DAY = len("2026-11-03")


def read_instrument(
    typed: Typed, programs: Mapping[ProgramId, Program], now: datetime, ids: tuple[InstrumentId, Handle]
) -> NewInstrument:
    """As it was typed: `program`, `kind`, `document`, `signed_on`, `for_program`, `for_operator`, and `ends` or "".

    programs: those of the agency. The last day counts whole, in the zone of the program.
    """
    wrong: dict[str, str] = {}
    program = programs.get(ProgramId(typed.get("program", "")))
    if program is None:
        wrong["program"] = "Choose one of your agency’s programs."
    kind = typed.get("kind", "")
    if kind not in BY_SLUG:
        wrong["kind"] = "Choose what kind of paper it is."
    elif program is not None and kind not in program.needs:
        wrong["kind"] = "This program does not need it. Choose what stands beside its name above."
    words = {
        name: typed_as.line(typed.get(name, ""), name, wrong, most=LONGEST, required=True)
        for name in ("document", "for_program", "for_operator")
    }
    zone = program.zone if program else "UTC"
    signed_on, ends = _day(typed, "signed_on", wrong), None
    if signed_on and signed_on > day_at(now, zone):
        wrong["signed_on"] = "This day is still to come. File it when it is signed."
    if typed.get("ends", "").strip():
        ends = _day(typed, "ends", wrong)
        if ends and ends < day_at(now, zone):
            wrong["ends"] = "This day is over. Write a last day that is still to come, or none."
    if wrong or program is None or signed_on is None:
        raise Invalid(wrong)
    return NewInstrument(
        id=ids[0],
        handle=ids[1],
        program_id=program.id,
        kind=kind,
        signed_on=signed_on.isoformat(),
        ends_at=_midnight(ends + timedelta(days=1), zone) if ends else None,
        **words,
    )


def _day(typed: Typed, name: str, wrong: dict[str, str]) -> date | None:
    """A whole day, or None with a sentence beside its field."""
    try:
        found = day(typed.get(name, "")) if typed.get(name, "").strip() else ""
    except ValueError:
        found = ""
    if len(found) != DAY or not found[0].isdigit():
        wrong[name] = "Write the day like 2026-11-03."
        return None
    return date.fromisoformat(found)


def _midnight(on: date, zone: str) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)
