"""Room: casework. The directory's forms: what was typed becomes an Entry or an Offering, or Invalid by field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from coordination.casework import directory_words as typed_as
from coordination.casework.moments import day
from coordination.declare.training import Certification
from coordination.model.directory import LANGUAGES, NEEDS, Entry, Offering, is_area
from coordination.model.errors import Invalid
from coordination.model.ids import ProgramId
from coordination.model.program import Program

Typed = Mapping[str, Sequence[str]]  # field: what was typed, or all that was chosen


def one(typed: Typed, name: str) -> str:
    """The one answer to a field, "" when there is none."""
    found = typed.get(name, ())
    return found if isinstance(found, str) else next(iter(found), "")


def many(typed: Typed, name: str) -> frozenset[str]:
    """Everything that was chosen."""
    found = typed.get(name, ())
    return frozenset((found,) if isinstance(found, str) else found) - {""}


def read_entry(typed: Typed, program: Program, known: Collection[ProgramId]) -> Entry:
    """What a program says of itself. known: programs that may be named as fallback.

    INVARIANT: there is no address to read for a confidential program, and its words may not hold one.
    """
    errors: dict[str, str] = {}
    fallback = one(typed, "fallback")
    if fallback and (fallback not in known or fallback == program.id):
        errors["fallback"] = "Choose another program of the list."
    entry = Entry(
        about=typed_as.words(one(typed, "about"), "about", errors),
        reach=typed_as.words(one(typed, "reach"), "reach", errors, most=600),
        address=None
        if program.confidential
        else typed_as.line(one(typed, "address"), "address", errors, most=300) or None,
        business_hours=typed_as.hours(one(typed, "business_hours"), "business_hours", errors),
        business_number=typed_as.number(one(typed, "business_number"), "business_number", errors),
        after_hours_number=typed_as.number(one(typed, "after_hours_number"), "after_hours_number", errors),
        fallback_id=ProgramId(fallback) if fallback else None,
    )
    if entry.business_number and not entry.business_hours and "business_hours" not in errors:
        errors["business_hours"] = "Write the hours in which this number is answered."
    if program.confidential:
        for name in ("about", "reach"):
            typed_as.no_address(one(typed, name), name, errors)
    if errors:
        raise Invalid(errors)
    return entry


def read_service(typed: Typed, program: Program, kinds: Mapping[str, Certification]) -> Offering:
    """A service as it was described. kinds: the certifications that the program's jurisdictions declare."""
    errors: dict[str, str] = {}
    needs, areas, languages = many(typed, "needs"), many(typed, "areas"), many(typed, "languages")
    if not needs or not needs <= NEEDS.keys():
        errors["needs"] = "Choose at least one need that this service meets."
    if not areas or not all(is_area(code) for code in areas):
        errors["areas"] = "Choose at least one county, or a whole state."
    if not languages <= LANGUAGES.keys():
        errors["languages"] = "Choose languages of the list."
    capacity, available = (typed_as.count(one(typed, name), name, errors) for name in ("capacity", "available"))
    if capacity is not None and available is not None and available > capacity:
        errors["available"] = "There cannot be more free places than places."
    kind, ends = one(typed, "certification_kind"), _day(one(typed, "certified_until"), "certified_until", errors)
    if kind and kind not in kinds:
        errors["certification_kind"] = "Choose a certification of the list."
    elif kind and not ends and "certified_until" not in errors:
        errors["certified_until"] = "Write until which day it is certified."
    made = Offering(
        name=typed_as.line(one(typed, "name"), "name", errors, most=200, required=True),
        needs=needs,
        areas=areas,
        about=typed_as.words(one(typed, "about"), "about", errors),
        eligibility=typed_as.words(one(typed, "eligibility"), "eligibility", errors, most=600),
        languages=languages,
        hours=typed_as.hours(one(typed, "hours"), "hours", errors),
        number=typed_as.number(one(typed, "number"), "number", errors),
        capacity=capacity,
        available=available,
        certification=typed_as.line(one(typed, "certification"), "certification", errors, most=200),
        certified_until=ends,
        certification_kind=kind,
        certification_number=typed_as.line(one(typed, "certification_number"), "certification_number", errors, most=80),
    )
    if program.confidential:
        for name in ("name", "about", "eligibility", "certification", "certification_number"):
            typed_as.no_address(one(typed, name), name, errors)
    if errors:
        raise Invalid(errors)
    return made


def read_places(typed: Typed, service: Offering) -> Offering:
    """The service with the number of places that are free now."""
    errors: dict[str, str] = {}
    available = typed_as.count(one(typed, "available"), "available", errors)
    if available is None and not errors:
        errors["available"] = "Write how many places are free now; 0 when there is none."
    if available is not None and service.capacity is not None and available > service.capacity:
        errors["available"] = f"There are {service.capacity} places in all."
    if errors:
        raise Invalid(errors)
    return replace(service, available=available)


def as_typed(service: Offering) -> dict[str, Sequence[str]]:
    """A service as its form shows it."""
    return {
        "name": service.name,
        "needs": sorted(service.needs),
        "areas": sorted(service.areas),
        "about": service.about,
        "eligibility": service.eligibility,
        "languages": sorted(service.languages),
        "hours": service.hours,
        "number": service.number,
        "capacity": "" if service.capacity is None else str(service.capacity),
        "available": "" if service.available is None else str(service.available),
        "certification": service.certification,
        "certified_until": service.certified_until,
        "certification_kind": service.certification_kind,
        "certification_number": service.certification_number,
    }


def _day(text: str, name: str, errors: dict[str, str]) -> str:
    if not text.strip():
        return ""
    try:
        found = day(text)
        date.fromisoformat(found)
    except ValueError:
        errors[name] = "Write the day like 2026-11-03."
        return ""
    return found
