"""Room: casework. The form of a certificate: what was typed becomes one, or Invalid by field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from coordination.casework import directory_words as typed_as
from coordination.casework.moments import day
from coordination.declare.training import Training
from coordination.model.errors import Invalid
from coordination.model.ids import AgencyId, PersonId
from coordination.model.training import Certificate, day_at, months_later

DAY = len("2026-11-03")
WRITE_DAY = "Write the day like 2026-11-03."


def read_certificate(
    typed: Mapping[str, str],
    known: Mapping[str, Training],
    *,
    person_id: PersonId,
    agency_id: AgencyId,
    zone: str,
    now: datetime,
    certificate_id: str,
) -> Certificate:
    """A certificate as it was typed: `training`, `completed`, `ends`, `evidence`. Raises Invalid by field.

    Where the law says for how many months it holds, it ends then unless an earlier day is typed; where it does not, it
    ends on the day typed, or never. A license always has an end.
    """
    errors: dict[str, str] = {}
    training = known.get(typed.get("training", ""))
    if training is None:
        errors["training"] = "Choose a training of the list."
    completed = _day(typed.get("completed", ""), "completed", errors)
    ends = _day(typed.get("ends", ""), "ends", errors)
    evidence = typed_as.line(typed.get("evidence", ""), "evidence", errors, most=300, required=True)
    if not completed and "completed" not in errors:
        errors["completed"] = "Write the day on which it was completed or issued."
    elif completed > day_at(now, zone).isoformat():
        errors["completed"] = "This day is still to come. Enter it when it is done."
    if completed and training is not None and training.months is not None:
        latest = months_later(date.fromisoformat(completed), training.months).isoformat()
        if ends > latest:
            errors["ends"] = f"By {training.citation} it holds for {training.months} months, until {latest}."
        ends = ends or latest
    if training is not None and training.licensed and not ends and "ends" not in errors:
        errors["ends"] = "Write until which day the license holds."
    if ends and completed and ends < completed:
        errors["ends"] = "It cannot end before it was completed."
    if errors or training is None:
        raise Invalid(errors)
    return Certificate(
        id=certificate_id,
        person_id=person_id,
        training=training.slug,
        completed=completed,
        ends=ends,
        evidence=evidence,
        agency_id=agency_id,
        zone=zone,
    )


def _day(text: str, name: str, errors: dict[str, str]) -> str:
    """A whole day, or "" when nothing was typed."""
    if not text.strip():
        return ""
    try:
        found = day(text)
    except ValueError as error:
        errors[name] = str(error)
        return ""
    if len(found) != DAY or not found[0].isdigit():
        errors[name] = WRITE_DAY
        return ""
    return found
