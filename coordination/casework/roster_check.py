"""Room: casework. A well-formed roster file compared with the catalog and with the roster as it stands."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence

from coordination.declare.regime import Regime
from coordination.model.directory import is_area
from coordination.model.notice import WORKING
from coordination.model.roster import AppointmentLine, IssuerLine, ProgramLine, RosterFacts, RosterFile
from coordination.partners.catalog import Catalog

BOTH_SIDES = "This person would work on both sides of the wall between two law offices of one agency."


def check(catalog: Catalog, known: RosterFacts, file: RosterFile) -> dict[str, str]:
    """Every defect by its place; empty when the file may be applied."""
    defects: dict[str, str] = {}
    agencies = known.agencies.keys() | {line.slug for line in file.agencies}
    issuers = {url: entry.line for url, entry in known.issuers.items()} | {line.url: line for line in file.issuers}
    programs = {slug: entry.line for slug, entry in known.programs.items()} | {p.slug: p for p in file.programs}
    people = known.people.keys() | {(line.issuer, line.subject) for line in file.people}

    appointed = {(place.issuer, place.subject) for place in file.appointments if not place.ended}
    appointed |= {(issuer, subject) for issuer, subject, *_ in known.appointments}

    _twice(defects, "agencies", [line.slug for line in file.agencies])
    _twice(defects, "programs", [line.slug for line in file.programs])
    _twice(defects, "issuers", [line.url for line in file.issuers])
    _twice(defects, "people", [(line.issuer, line.subject) for line in file.people])
    _twice(defects, "appointments", [(a.issuer, a.subject, a.program, a.role) for a in file.appointments])

    for number, line in enumerate(file.programs, 1):
        for sentence in _program(catalog, known, agencies, line):
            _add(defects, f"programs {number}", sentence)
    for number, issuer in enumerate(file.issuers, 1):
        for slug in sorted(issuer.agencies - agencies):
            _add(defects, f"issuers {number}", f"There is no agency {slug!r}.")
    for number, person in enumerate(file.people, 1):
        if person.issuer not in issuers:
            _add(defects, f"people {number}", f"There is no issuer {person.issuer!r}.")
        if person.email and (person.issuer, person.subject) not in appointed:
            _add(defects, f"people {number}", "An email needs an appointment: it lies under that agency's key.")
    for number, place in enumerate(file.appointments, 1):
        who = (place.issuer, place.subject)
        for sentence in (
            *_appointment(who, place.program, people, programs, issuers),
            *_region(catalog, place, programs),
        ):
            _add(defects, f"appointments {number}", sentence)
        if not place.ended and _both_sides(catalog, _programs_of(who, known, file), programs):
            _add(defects, f"appointments {number}", BOTH_SIDES)
    return defects


def _program(catalog: Catalog, known: RosterFacts, agencies: Iterable[str], line: ProgramLine) -> Iterable[str]:
    if line.agency not in agencies:
        yield f"There is no agency {line.agency!r}."
    if line.partner_type not in catalog.partner_types:
        yield f"There is no partner type {line.partner_type!r} among the plugins of this hub."
    # INVARIANT: a place on a case would tell that the child is a patient (42 CFR 2.13(c)); only a type that is never
    # seen before a release names the hub may stand under Part 2.
    partner = catalog.partner_types.get(line.partner_type)
    if Regime.PART_2 in line.regimes and partner is not None and not partner.confidential:
        yield "A unit under 42 CFR Part 2 is a program of its own, of a partner type that is confidential."
    for slug in sorted(line.jurisdictions - catalog.jurisdictions.keys()):
        yield f"There is no jurisdiction {slug!r} among the plugins of this hub."
    before = known.programs.get(line.slug)
    # INVARIANT: what a program filed stays under the law and the keys under which it was filed.
    if before is not None and before.line.partner_type != line.partner_type:
        yield "Its partner type cannot change: end this program and add another one."
    if before is not None and before.line.agency != line.agency:
        yield "It cannot move to another agency: end this program and add another one."


def _appointment(
    who: tuple[str, str],
    program: str,
    people: Iterable[tuple[str, str]],
    programs: Mapping[str, ProgramLine],
    issuers: Mapping[str, IssuerLine],
) -> Iterable[str]:
    if who not in people:
        yield f"There is no person {who[1]!r} of the issuer {who[0]!r}."
    if program not in programs:
        yield f"There is no program {program!r}."
    issuer = issuers.get(who[0])
    # INVARIANT: an issuer speaks only for the agencies listed for it (security.md T12).
    if program in programs and issuer is not None and programs[program].agency not in issuer.agencies:
        yield f"The issuer {who[0]!r} does not speak for the agency {programs[program].agency!r}."


def _region(catalog: Catalog, place: AppointmentLine, programs: Mapping[str, ProgramLine]) -> Iterable[str]:
    """A liaison's region: of somebody who works on cases, in a program that is neither confidential nor a court."""
    if not place.oversees:
        return
    if not all(is_area(code) for code in place.oversees):
        yield "oversees must name counties by code, or states by their two letters."
    if place.role not in WORKING:
        yield "Only a worker, coordinator or supervisor can be a liaison for a region."
    program = programs.get(place.program)
    partner = catalog.partner_types.get(program.partner_type) if program else None
    if program and partner and (partner.confidential or Regime.JUDICIAL in partner.regimes | program.regimes):
        yield "A liaison for a region is of no confidential program and of no court."


def _programs_of(who: tuple[str, str], known: RosterFacts, file: RosterFile) -> set[str]:
    """The programs in which this person would have an appointment after the load."""
    kept = {(key[2], key[3]) for key in known.appointments if key[:2] == who}
    lines = [line for line in file.appointments if (line.issuer, line.subject) == who]
    kept -= {(line.program, line.role) for line in lines if line.ended}
    return {program for program, _ in kept} | {line.program for line in lines if not line.ended}


def _both_sides(catalog: Catalog, slugs: Iterable[str], programs: Mapping[str, ProgramLine]) -> bool:
    """Whether among these programs are law offices of two kinds of one agency: no wall stands in one head."""
    lines = [programs[slug] for slug in slugs if slug in programs]
    partners = catalog.partner_types
    offices = {
        (line.agency, line.partner_type)
        for line in lines
        if line.partner_type in partners and Regime.ATTORNEY in partners[line.partner_type].regimes | line.regimes
    }
    return len({agency for agency, _ in offices}) < len(offices)


def _twice(defects: dict[str, str], section: str, keys: Sequence[Hashable]) -> None:
    seen: dict[Hashable, int] = {}
    for number, key in enumerate(keys, 1):
        if key in seen:
            _add(defects, f"{section} {number}", f"It stands here already as number {seen[key]}.")
        seen.setdefault(key, number)


def _add(defects: dict[str, str], place: str, sentence: str) -> None:
    defects[place] = " ".join(filter(None, (defects.get(place), sentence)))
