"""Room: casework. Designated resources: for a county and an hour, the CAC, hospital or clinician to ring, in order.

When none is designated for a county, the nearest county's is named, with the distance between the middles of the two.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from coordination.casework import on_call
from coordination.casework.desk import Desk, Work
from coordination.casework.directory_forms import Typed, many, one
from coordination.casework.directory_words import hours
from coordination.casework.glance import glance
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.counties import COUNTIES
from coordination.model.directory import RESOURCES, Designation, area_words, is_area
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import Handle, ProgramId, new_id
from coordination.model.on_call import Resource, ResourceAnswer
from coordination.model.program import Program
from coordination.model.week import week
from coordination.policy.directory import keeps
from coordination.storage import designation_rows, directory
from coordination.storage.cabinet import Cabinet

EARTH = 3958.8  # miles, mean radius
RANKS = {"1": "First choice", "2": "Second choice", "3": "Third choice"}
MOST_SHOWN = 5
MOST_NEAR = 2


@lru_cache(maxsize=20_000)
def miles(here: str, there: str) -> float:
    """Miles as the crow flies between the middles of two counties (haversine)."""
    one_, other = COUNTIES[here], COUNTIES[there]
    across, along = radians(other.east - one_.east), radians(other.north - one_.north)
    half = sin(along / 2) ** 2 + cos(radians(one_.north)) * cos(radians(other.north)) * sin(across / 2) ** 2
    return 2 * EARTH * asin(sqrt(half))


def resource(desk: Desk, name: str, county: str, at: datetime) -> ResourceAnswer:
    """Whom to ring for a resource (a slug of RESOURCES) in a county (five digits) at `at`, best first.

    Judged by nobody: it is about no case, and its callers judge their own act. Always an answer, also of nobody.
    """
    with desk.consulting() as cabinet:
        return _answer(cabinet, name, county, at)


def for_county(desk: Desk, actor: Actor, county: str, at: datetime | None = None) -> tuple[ResourceAnswer, ...]:
    """Every resource of a county, for the page "On call now"."""
    glance(desk, actor, Action.DIRECTORY_READ)
    with desk.consulting() as cabinet:
        return tuple(_answer(cabinet, name, county, at or cabinet.now) for name in RESOURCES)


def add(desk: Desk, actor: Actor, program_id: ProgramId, typed: Typed, key: str) -> None:
    """Designate a program for areas: `resource`, `areas`, `hours`, `rank`. Raises Invalid by field."""

    def work(w: Work) -> str:
        facts = directory.facts_of_entry(w.cabinet, program_id)
        if facts is None or not keeps(actor, facts.program):
            raise Refused(reason="absent")
        made = read_designations(typed, facts.program)
        before = designation_rows.facts_of_designations(w.cabinet, program_id=program_id, resource=made[0].resource)
        for known in before:
            if any(known.area == one_.area for one_ in made):
                designation_rows.end(w.cabinet, w.grant, known.id)
        for one_ in made:
            designation_rows.designate(w.cabinet, w.grant, one_)
        return program_id

    desk.act_general(actor, Action.DESIGNATION_EDIT, work, key=key, about=program_id, objects=(Handle(program_id),))


def read_designations(typed: Typed, program: Program) -> list[Designation]:
    """What was typed, an area each, in order; or Invalid by field."""
    errors: dict[str, str] = {}
    name, areas, rank = one(typed, "resource"), many(typed, "areas"), one(typed, "rank")
    if name not in RESOURCES:
        errors["resource"] = "Choose what it is designated as."
    if not areas or not all(is_area(code) for code in areas):
        errors["areas"] = "Choose at least one county, or a whole state."
    if rank not in RANKS:
        errors["rank"] = "Choose when it is asked."
    said = hours(one(typed, "hours"), "hours", errors)
    if errors:
        raise Invalid(errors)
    return [
        Designation(id=new_id(), resource=name, area=code, program=program, hours=said, rank=int(rank))
        for code in sorted(areas)
    ]


def end(desk: Desk, actor: Actor, designation_id: str, key: str) -> ProgramId:
    """End a designation; another program's and an absent one are Refused alike. Returns the program's id."""

    def work(w: Work) -> str:
        program_id = designation_rows.facts_of_designation_program(w.cabinet, designation_id)
        facts = directory.facts_of_entry(w.cabinet, program_id or "")
        if facts is None or not keeps(actor, facts.program):
            raise Refused(reason="absent")
        designation_rows.end(w.cabinet, w.grant, designation_id)
        return facts.program.id

    objects = (Handle(designation_id),)
    done = desk.act_general(actor, Action.DESIGNATION_EDIT, work, key=key, about=designation_id, objects=objects)
    return ProgramId(done)


def _answer(cabinet: Cabinet, name: str, county: str, at: datetime) -> ResourceAnswer:
    here = COUNTIES[county]
    found = designation_rows.facts_of_designations(cabinet, resource=name)
    own = [one_ for one_ in found if one_.area in {county, here.state}]
    if own:
        choices = [_choice(cabinet, one_, at, 0) for one_ in own[:MOST_SHOWN]]
        return ResourceAnswer(resource=name, choices=_ordered(choices), sentence=_said(choices))
    near = sorted((_far(one_, county), one_.rank, one_.program.name, one_.id) for one_ in found)
    by_id = {one_.id: one_ for one_ in found}
    nearest_of = {by_id[id_].program.id: (id_, far) for far, _, _, id_ in reversed(near)}  # of a program its nearest
    chosen = sorted(nearest_of.values(), key=lambda pair: pair[1])[:MOST_NEAR]
    choices = [_choice(cabinet, by_id[id_], at, round(far)) for id_, far in chosen]
    if not choices:
        sentence = f"Nobody is designated for {here.label}, nor for any county near it. {on_call.DANGER}"
        return ResourceAnswer(resource=name, choices=(), sentence=sentence)
    nearest = area_words(frozenset({choices[0].designation.area}))
    sentence = f"Nobody is designated for {here.label}. The nearest is designated for {nearest}."
    return ResourceAnswer(resource=name, choices=_ordered(choices), sentence=sentence)


def _far(designation: Designation, county: str) -> float:
    """Miles to the area; to a whole state, to its nearest county."""
    codes = [code for code, one_ in COUNTIES.items() if designation.area in {code, one_.state}]
    return min(miles(county, code) for code in codes)


def _choice(cabinet: Cabinet, designation: Designation, at: datetime, far: int) -> Resource:
    kept = week(designation.hours)
    in_hours = not kept.spans or kept.holds(at, designation.program.zone)
    return Resource(
        designation=designation,
        on_call=on_call.facts_at(cabinet, designation.program.id, at),
        miles=far,
        in_hours=in_hours,
    )


def _ordered(choices: Sequence[Resource]) -> tuple[Resource, ...]:
    """Who is in their hours and answers comes first; then who answers; then the rest, each by rank."""
    return tuple(
        sorted(choices, key=lambda one_: (not (one_.in_hours and one_.on_call.somebody), not one_.on_call.somebody))
    )


def _said(choices: Sequence[Resource]) -> str:
    if any(one_.in_hours and one_.on_call.somebody for one_ in choices):
        return ""
    if any(one_.on_call.somebody for one_ in choices):
        return "It is outside the hours of everybody designated here. Ring the first that answers."
    return f"Nobody designated here answers now. {on_call.DANGER}"
