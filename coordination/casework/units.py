"""Room: casework. Units: a few people of one program who take all cases of a kind, kept by its supervisor.

Whom to ring for a unit, in this order: (1) a line of the on-call roster for that unit, of a desk or of somebody whose
credential is current; (2) whoever answers for the program, who is told to ask for the point person. A credential that
ran out takes its person off the line, and the unit's page says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from coordination.casework import on_call, training
from coordination.casework.desk import Desk, Work
from coordination.casework.directory_words import short
from coordination.casework.glance import glance
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import Handle, PersonId, ProgramId, new_id
from coordination.model.on_call import OnCall, Source
from coordination.model.program import Program
from coordination.model.unit import Mate, UnitFacts, UnitPage
from coordination.partners.catalog import Catalog
from coordination.partners.trainings import trainings, units
from coordination.policy.directory import keeps
from coordination.storage import directory, on_call_rows, unit_rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.unit_rows import OnUnit


def of_program(desk: Desk, program: Program, at: datetime) -> tuple[UnitFacts, ...]:
    """The units of a program for its page in the directory, which has been judged. Of a confidential one none."""
    with desk.consulting() as cabinet:
        return facts_of(cabinet, desk.catalog, [program], at)


def facts_of(cabinet: Cabinet, catalog: Catalog, programs: Sequence[Program], at: datetime) -> tuple[UnitFacts, ...]:
    """The units of these programs, those without anybody left out."""
    known, open_ones = units(), {one.id: one for one in programs if not one.confidential}
    found: dict[tuple[ProgramId, str], list[OnUnit]] = {}
    for place in unit_rows.facts_of_units(cabinet, open_ones):
        if place.unit in known:
            found.setdefault((place.program_id, place.unit), []).append(place)
    return tuple(_facts(cabinet, catalog, open_ones[key[0]], places, at) for key, places in found.items())


def page(desk: Desk, actor: Actor, program_id: ProgramId) -> UnitPage:
    """The units of a program for whoever keeps its on-call roster; Refused for everybody else, as for an absent one."""
    glance(desk, actor, Action.ON_CALL_EDIT)
    found: UnitPage | None = None
    with desk.consulting() as cabinet:
        facts = directory.facts_of_entry(cabinet, program_id)
        if facts is not None and keeps(actor, facts.program):
            found = UnitPage(
                program=facts.program,
                units=facts_of(cabinet, desk.catalog, [facts.program], cabinet.now),
                kinds=tuple(units().values()),
                people=tuple(on_call_rows.facts_of_people(cabinet, program_id)),
            )
    if found is None:
        desk.refuse(actor, Action.ON_CALL_EDIT, reason="absent")
    return found


def join(desk: Desk, actor: Actor, program_id: ProgramId, typed: Mapping[str, str], key: str) -> str:
    """Put somebody on a unit: `unit`, `person`, and `point` ("yes" makes them its point person). Invalid by field.

    Who lacks the credential that the unit asks for is refused. A second point person takes the place of the first.
    """
    place_id = new_id()

    def work(w: Work) -> str:
        program = _own(w.cabinet, actor, program_id)
        there = unit_rows.facts_of_units(w.cabinet, [program_id])
        made = _read(w.cabinet, desk.catalog, program, typed, place_id)
        before = next((one for one in there if (one.unit, one.person_id) == (made.unit, made.person_id)), None)
        if before is not None and before.point == made.point:
            raise Conflict("They are on this unit already.")
        ending = [before] if before else []
        if made.point:
            ending += [one for one in there if one.unit == made.unit and one.point]
        unit_rows.leave(w.cabinet, w.grant, {one.id for one in ending})
        unit_rows.join(w.cabinet, w.grant, made)
        for one in ending:
            if one.point and one.person_id != made.person_id:  # the point person before stays on the unit
                unit_rows.join(w.cabinet, w.grant, replace(one, id=new_id(), point=False))
        return place_id

    said = " ".join(typed.get(name, "") for name in ("unit", "person", "point"))
    objects, about = (Handle(place_id),), f"unit {program_id} {said}"
    return desk.act_general(actor, Action.ON_CALL_EDIT, work, key=key, about=about, objects=objects)


def leave(desk: Desk, actor: Actor, place_id: str, key: str) -> ProgramId:
    """Take somebody off a unit; another program's and an absent one are Refused alike. Returns the program's id."""

    def work(w: Work) -> str:
        program_id = unit_rows.facts_of_place_program(w.cabinet, place_id)
        program = _own(w.cabinet, actor, program_id or ProgramId(""))
        unit_rows.leave(w.cabinet, w.grant, [place_id])
        return program.id

    objects, about = (Handle(place_id),), f"unit place {place_id}"
    return ProgramId(desk.act_general(actor, Action.ON_CALL_EDIT, work, key=key, about=about, objects=objects))


def _own(cabinet: Cabinet, actor: Actor, program_id: ProgramId) -> Program:
    facts = directory.facts_of_entry(cabinet, program_id)
    if facts is None or not keeps(actor, facts.program):
        raise Refused(reason="absent")
    if facts.program.confidential:
        raise Invalid({"unit": "A confidential program names nobody here. Put its desk on the on-call roster."})
    return facts.program


def _read(cabinet: Cabinet, catalog: Catalog, program: Program, typed: Mapping[str, str], place_id: str) -> OnUnit:
    errors: dict[str, str] = {}
    unit, person = units().get(typed.get("unit", "")), PersonId(typed.get("person", ""))
    if unit is None:
        errors["unit"] = "Choose which unit it is."
    people = dict(on_call_rows.facts_of_people(cabinet, program.id))
    if person not in people:
        errors["person"] = "Choose somebody who works in this program."
    elif unit is not None and unit.credential and not _has(cabinet, catalog, person, unit.credential):
        need = trainings(catalog)[unit.credential]
        errors["person"] = f"Their “{need.title}” is not entered, or has run out. {need.help}"
    if errors or unit is None:
        raise Invalid(errors)
    return OnUnit(
        id=place_id,
        program_id=program.id,
        unit=unit.slug,
        person_id=person,
        name=people[person],
        point=typed.get("point", "") == "yes",
    )


def _has(cabinet: Cabinet, catalog: Catalog, person: PersonId, credential: str) -> bool:
    return training.facts_current(cabinet, catalog, person, credential)


def _facts(cabinet: Cabinet, catalog: Catalog, program: Program, places: Sequence[OnUnit], at: datetime) -> UnitFacts:
    unit, ids = units()[places[0].unit], [place.person_id for place in places]
    able = training.facts_holders(cabinet, catalog, ids, unit.credential) if unit.credential else set(ids)
    people = tuple(
        Mate(
            id=place.id,
            person_id=place.person_id,
            name=place.name,
            point=place.point,
            counts=place.person_id in able,
        )
        for place in places
    )
    facts = UnitFacts(unit=unit, program=program, people=people, on_call=on_call.facts_at(cabinet, program.id, at))
    return replace(facts, on_call=_on_call(cabinet, facts, at))


def _on_call(cabinet: Cabinet, facts: UnitFacts, at: datetime) -> OnCall:
    """Steps (1) and (2)."""
    able = {one.person_id for one in facts.able}
    for line in on_call_rows.facts_of_lines(cabinet, facts.program.id, since=at, until=at):
        if line.roster == facts.unit.slug and line.in_force(at) and (line.person_id is None or line.person_id in able):
            return OnCall(
                asked=facts.program.id,
                program_id=facts.program.id,
                program_name=f"{facts.program.name}, {facts.program.agency_name}",
                who=line.who,
                number=line.number,
                since=line.starts_at,
                until=line.ends_at,
                source=Source.ROSTER,
                sentence=f"{line.who}: {line.number}, until {short(line.ends_at, facts.program.zone)}.",
                person_id=line.person_id,
            )
    ask = f"Ask for {facts.point}, the point person." if facts.point else f"Ask for the {facts.unit.title.lower()}."
    said = facts.on_call
    return replace(said, sentence=f"{said.sentence} {ask}") if said.somebody else said
