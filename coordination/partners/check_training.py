"""Room: partners. Trainings, certifications and units, cross-checked: each says where it is from and whom it binds."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coordination.declare.core_trainings import CORE_TRAININGS
from coordination.declare.jurisdiction import Jurisdiction
from coordination.declare.staff_unit import UNITS
from coordination.declare.training import Certification, Lapse, Training
from coordination.model.directory import NEEDS

_SAID = ("title", "citation", "quote", "help")
LONGEST_UNIT = 16  # letters; an on-call line says its unit in this column


def defects(places: Sequence[Jurisdiction], known: Collection[str]) -> list[str]:
    """Every defect as a sentence. known: slugs of the partner types loaded."""
    certifications = [one for place in places for one in place.certifications]
    trainings = [*CORE_TRAININGS, *(one for place in places for one in place.trainings)]
    slugs = {one.slug for one in certifications}
    found = _twice("training", [one.slug for one in trainings]) + _twice(
        "certification", [o.slug for o in certifications]
    )
    for training in trainings:
        found += _training(training, slugs, known)
    for certification in certifications:
        found += _certification(certification)
    credentials = {one.slug for one in trainings}
    for unit in UNITS:
        if len(unit.slug) > LONGEST_UNIT or (unit.credential and unit.credential not in credentials):
            found.append(f"unit {unit.slug}: its slug is too long, or nobody declares its credential.")
    return found


def _training(one: Training, certifications: Collection[str], known: Collection[str]) -> list[str]:
    found = _empty("training", one)
    unknown = sorted((one.binds - set(known)) | (one.settings - set(certifications)))
    found += [f"training {one.slug}: {slug!r} is neither a partner type nor a certification." for slug in unknown]
    if one.months is not None and one.months < 1:
        found.append(f"training {one.slug}: months is a number above zero, or None.")
    return found


def _certification(one: Certification) -> list[str]:
    found = _empty("certification", one)
    if not one.needs or not one.needs <= NEEDS.keys():
        found.append(f"certification {one.slug}: needs are needs of the directory.")
    return found


def _empty(what: str, one: Training | Certification) -> list[str]:
    found = [f"{what} {one.slug}: {name} is empty." for name in _SAID if not getattr(one, name).strip()]
    rule = one.lapsed if isinstance(one, Training) else one.expired
    return found if rule in set(Lapse) else [*found, f"{what} {one.slug}: what follows is of the closed list."]


def _twice(what: str, slugs: Sequence[str]) -> list[str]:
    return [f"{what} {slug!r} is declared twice." for slug in sorted({slug for slug in slugs if slugs.count(slug) > 1})]
