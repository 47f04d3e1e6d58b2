"""Room: casework. The part of a roster file that is about the directory, checked by the same forms that people fill in.

It is applied after the rest of the file, in the same commit, to the programs as they then are. Whatever is wrong
takes all of the load back. What equals the line that is there is left untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from coordination.casework.designations import read_designations
from coordination.casework.directory_forms import one, read_entry, read_service
from coordination.casework.on_call import read_line
from coordination.casework.training_forms import read_certificate
from coordination.model.errors import Invalid
from coordination.model.ids import new_id
from coordination.model.program import Program
from coordination.model.roster import DirectoryLine, Loaded
from coordination.partners.catalog import Catalog
from coordination.partners.trainings import certifications, trainings
from coordination.storage import certificate_rows, designation_rows, directory, directory_changes, on_call_rows
from coordination.storage.cabinet import Cabinet


class Ground(NamedTuple):
    """What every line is checked against. programs: those in force, by slug."""

    cabinet: Cabinet
    catalog: Catalog
    programs: Mapping[str, Program]


def apply(cabinet: Cabinet, catalog: Catalog, lines: Sequence[DirectoryLine], loaded: Loaded) -> Loaded:
    """Write every line; what the whole load did. Raises Invalid by place, so that nothing of the file is kept."""
    if loaded.handles:
        directory_changes.refresh_terms(cabinet, loaded.handles)
    programs = {program.slug: program for program in directory.facts_of_programs_in_force(cabinet)}
    defects: dict[str, str] = {}
    for line in lines:
        owner = programs.get(line.program)
        if owner is None:
            defects[line.place] = f"There is no program {line.program!r}, or it has ended."
            continue
        try:
            done = _APPLY[line.section](Ground(cabinet, catalog, programs), owner, line)
        except Invalid as invalid:
            defects[line.place] = " ".join(f"{name}: {said}" for name, said in invalid.fields.items())
            continue
        loaded = replace(
            loaded,
            added=loaded.added + done.count("added"),
            changed=loaded.changed + done.count("changed"),
            ended=loaded.ended + done.count("ended"),
            handles=tuple(dict.fromkeys((*loaded.handles, *((owner.handle,) if done else ())))),
        )
    if defects:
        raise Invalid(defects, "The roster was not loaded. Nothing was changed.")
    return loaded


def _entry(ground: Ground, owner: Program, line: DirectoryLine) -> list[str]:
    cabinet, programs = ground.cabinet, ground.programs
    if line.ended:
        raise Invalid({"ended": "An entry does not end; end its program, or leave its words out."})
    fallback, typed = one(line.typed, "fallback"), dict(line.typed)
    if owner.confidential and one(typed, "address"):
        raise Invalid({"address": "A confidential program has no address here."})
    if fallback:
        typed["fallback"] = (programs[fallback].id if fallback in programs else fallback,)
    made = read_entry(typed, owner, {program.id for program in programs.values()})
    before = directory.facts_of_entry(cabinet, owner.id)
    if before is not None and before.entry == made:
        return []
    directory_changes.write_entry(cabinet, owner, made, None)
    return ["added" if before is None or before.verified.at is None else "changed"]


def _service(ground: Ground, owner: Program, line: DirectoryLine) -> list[str]:
    """A service goes by its name in its program. INVARIANT: free places are counted by people, never by a file."""
    cabinet = ground.cabinet
    name = one(line.typed, "name")
    known = next(
        (found for found in directory.facts_of_services(cabinet, owner.id) if found.service.name == name), None
    )
    if line.ended:
        if known is not None:
            directory_changes.close_service(cabinet, known.id)
        return ["ended"] if known is not None else []
    made = read_service(line.typed, owner, certifications(ground.catalog, owner))
    if known is None:
        directory_changes.write_service(cabinet, owner.id, made, None, service_id=new_id())
        return ["added"]
    made = replace(made, available=known.service.available)
    if made == known.service:
        return []
    directory_changes.rewrite_service(cabinet, known.id, made, None)
    return ["changed"]


def _on_call(ground: Ground, owner: Program, line: DirectoryLine) -> list[str]:
    """A line that is over already is passed by, so that last month's file can be loaded again."""
    cabinet = ground.cabinet
    people = on_call_rows.facts_of_people(cabinet, owner.id)
    typed = {name: one(line.typed, name) for name in line.typed}
    if typed["subject"]:
        person = on_call_rows.facts_of_subject(cabinet, typed["issuer"], typed["subject"])
        typed["person"] = person or "unknown"
    made = read_line(typed, owner, dict(people), line_id=new_id())
    if made.ends_at <= cabinet.now:
        return []
    there = on_call_rows.facts_of_lines(cabinet, owner.id, since=cabinet.now)
    known = next((found for found in there if replace(found, id=made.id) == made), None)
    if line.ended:
        if known is not None:
            on_call_rows.close_line(cabinet, known.id)
        return ["ended"] if known is not None else []
    if known is None:
        on_call_rows.write_line(cabinet, made)
    return [] if known else ["added"]


def _designation(ground: Ground, owner: Program, line: DirectoryLine) -> list[str]:
    cabinet = ground.cabinet
    done = []
    made = read_designations({"rank": ("1",), **{k: v for k, v in line.typed.items() if v != ("",)}}, owner)
    there = designation_rows.facts_of_designations(cabinet, program_id=owner.id, resource=made[0].resource)
    for one_ in made:
        known = next((found for found in there if found.area == one_.area), None)
        if known is not None and not line.ended and replace(known, id=one_.id) == one_:
            continue
        if known is not None:
            designation_rows.close_designation(cabinet, known.id)
        if not line.ended:
            designation_rows.write_designation(cabinet, one_)
        if known is not None or not line.ended:
            done.append("ended" if line.ended else "changed" if known is not None else "added")
    return done


def _certificate(ground: Ground, owner: Program, line: DirectoryLine) -> list[str]:
    """A certificate of somebody who works in the program; the same person, training and days are the same one."""
    cabinet, typed = ground.cabinet, {name: one(line.typed, name) for name in line.typed}
    person_id = on_call_rows.facts_of_subject(cabinet, typed["issuer"], typed["subject"])
    if person_id is None or person_id not in dict(on_call_rows.facts_of_people(cabinet, owner.id)):
        raise Invalid({"subject": "Nobody of this program is called so by this issuer."})
    made = read_certificate(
        typed,
        trainings(ground.catalog),
        person_id=person_id,
        agency_id=owner.agency_id,
        zone=owner.zone,
        now=cabinet.now,
        certificate_id=new_id(),
    )
    held = certificate_rows.facts_of_certificates(cabinet, [person_id]).get(person_id, [])
    known = next((found for found in held if replace(found, id=made.id, evidence=made.evidence) == made), None)
    if line.ended:
        if known is not None:
            certificate_rows.close_certificate(cabinet, known.id)
        return ["ended"] if known is not None else []
    if known is None:
        certificate_rows.write_certificate(cabinet, made, None)
    return [] if known else ["added"]


_Apply = Callable[[Ground, Program, DirectoryLine], list[str]]
_APPLY: Mapping[str, _Apply] = {
    "entries": _entry,
    "services": _service,
    "on_call": _on_call,
    "designations": _designation,
    "certificates": _certificate,
}
