"""Room: casework. The directory: found and read by everybody signed in, kept by each program's own people.

Reading it is a glance (casework/glance): judged, and no entry when allowed. Each change is an act with its entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coordination.casework.desk import Desk, Work
from coordination.casework.directory_forms import Typed, read_entry, read_places, read_service
from coordination.casework.glance import glance
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.counties import COUNTIES
from coordination.model.directory import (
    LANGUAGES,
    NEEDS,
    Asked,
    EntryFacts,
    Found,
    ProgramPage,
    ServiceFacts,
    ServiceKey,
)
from coordination.model.errors import Refused
from coordination.model.ids import Handle, ProgramId, new_id
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.partners.trainings import certifications
from coordination.policy.directory import keeps
from coordination.storage import designation_rows, directory, directory_changes
from coordination.storage.cabinet import Cabinet


def asked(typed: Mapping[str, str]) -> Asked:
    """What is looked for. What is no need, county or language of ours is not asked about."""
    need, county, language = (typed.get(name, "") for name in ("need", "county", "language"))
    return Asked(
        need=need if need in NEEDS else "",
        county=county if county in COUNTIES else "",
        language=language if language in LANGUAGES else "",
        available=typed.get("available", "") == "yes",
        words=typed.get("words", "")[:120],
    )


def find(desk: Desk, actor: Actor, wanted: Asked, after: ServiceKey | None = None) -> Found:
    """A page of services that fit, by name. The words stand in no log; the directory is about no child."""
    glance(desk, actor, Action.DIRECTORY_READ)
    with desk.consulting() as cabinet:
        found = directory.facts_of_page(cabinet, wanted, after=after, size=directory.PAGE + 1)
    shown = found[: directory.PAGE]
    further = ServiceKey(sort=shown[-1].sort, service_id=shown[-1].id) if len(found) > len(shown) else None
    return Found(services=tuple(shown), after=further)


def covered(desk: Desk, actor: Actor, need: str) -> frozenset[str]:
    """The counties for which a service is listed that meets the need ("" is any): what the map shows."""
    glance(desk, actor, Action.DIRECTORY_READ)
    with desk.consulting() as cabinet:
        return directory.facts_of_coverage(cabinet, need if need in NEEDS else "", tuple(COUNTIES))


def programs(desk: Desk, actor: Actor) -> list[Program]:
    """Every program in force, by agency and name."""
    glance(desk, actor, Action.DIRECTORY_READ)
    with desk.consulting() as cabinet:
        return directory.facts_of_programs_in_force(cabinet)


def program(desk: Desk, actor: Actor, program_id: ProgramId, *, to: Action = Action.DIRECTORY_READ) -> ProgramPage:
    """One program with all it lists. to: read it, or change it, which is for its keepers alone; else Refused."""
    glance(desk, actor, to)
    page: ProgramPage | None = None
    with desk.consulting() as cabinet:
        facts = directory.facts_of_entry(cabinet, program_id)
        if facts is not None and (to is Action.DIRECTORY_READ or keeps(actor, facts.program)):
            page = ProgramPage(
                facts=facts,
                services=tuple(directory.facts_of_services(cabinet, program_id)),
                designations=tuple(designation_rows.facts_of_designations(cabinet, program_id=program_id)),
                editable=keeps(actor, facts.program),
            )
    if page is None:  # only now, since the refusal has a transaction of its own
        desk.refuse(actor, to, reason="absent")
    return page


def service(desk: Desk, actor: Actor, service_id: str) -> ServiceFacts:
    """One service, for whoever keeps it; another's and an absent one are Refused alike."""
    glance(desk, actor, Action.SERVICE_EDIT)
    with desk.consulting() as cabinet:
        found = directory.facts_of_service(cabinet, service_id)
    if found is None or not keeps(actor, found.program):
        desk.refuse(actor, Action.SERVICE_EDIT, reason="absent")
    return found


# --- changes ----------------------------------------------------------------------------------------------------------


def save_entry(desk: Desk, actor: Actor, program_id: ProgramId, typed: Typed, key: str) -> None:
    """Write what a program says of itself. Raises Invalid by field."""

    def work(w: Work) -> str:
        facts = _own_entry(w.cabinet, actor, program_id)
        known = {one.id for one in directory.facts_of_programs_in_force(w.cabinet)}
        directory_changes.save_entry(w.cabinet, w.grant, facts.program, read_entry(typed, facts.program, known))
        return program_id

    desk.act_general(actor, Action.DIRECTORY_EDIT, work, key=key, about=program_id, objects=(Handle(program_id),))


def add_service(desk: Desk, actor: Actor, program_id: ProgramId, typed: Typed, key: str) -> str:
    """List a service of a program; its id. Raises Invalid by field."""
    service_id = new_id()

    def work(w: Work) -> str:
        owner = _own_entry(w.cabinet, actor, program_id).program
        made = read_service(typed, owner, certifications(desk.catalog, owner))
        directory_changes.add_service(w.cabinet, w.grant, owner, made, service_id=service_id)
        return service_id

    objects = (Handle(service_id),)
    return desk.act_general(actor, Action.SERVICE_EDIT, work, key=key, about=f"add {program_id}", objects=objects)


def take_step(desk: Desk, actor: Actor, service_id: str, slug: str, typed: Typed, key: str) -> ProgramId:
    """Do with a service what `slug` of STEPS says. Raises Invalid by field. Returns the id of its program."""
    step = STEPS[slug]

    def work(w: Work) -> str:
        found = directory.facts_of_service(w.cabinet, service_id)
        if found is None or not keeps(actor, found.program):
            raise Refused(reason="absent")
        step(w, found, typed, desk.catalog)
        return found.program.id

    objects, about = (Handle(service_id),), f"{slug} {service_id}"
    return ProgramId(desk.act_general(actor, Action.SERVICE_EDIT, work, key=key, about=about, objects=objects))


def _change(w: Work, found: ServiceFacts, typed: Typed, catalog: Catalog) -> None:
    made = read_service(typed, found.program, certifications(catalog, found.program))
    directory_changes.change_service(w.cabinet, w.grant, found.id, made)


def _count(w: Work, found: ServiceFacts, typed: Typed, _: Catalog) -> None:
    directory_changes.count_places(w.cabinet, w.grant, found.id, read_places(typed, found.service))


def _end(w: Work, found: ServiceFacts, _: Typed, __: Catalog) -> None:
    directory_changes.end_service(w.cabinet, w.grant, found.id)


def _verify(w: Work, found: ServiceFacts, _: Typed, __: Catalog) -> None:
    directory_changes.verify_service(w.cabinet, w.grant, found.id)


# Describe it anew; say how many places are free (Invalid on `available`); take it out; say that all of it is right.
STEPS: Mapping[str, Callable[[Work, ServiceFacts, Typed, Catalog], None]] = {
    "change": _change,
    "count": _count,
    "end": _end,
    "verify": _verify,
}


def _own_entry(cabinet: Cabinet, actor: Actor, program_id: ProgramId) -> EntryFacts:
    facts = directory.facts_of_entry(cabinet, program_id)
    if facts is None or not keeps(actor, facts.program):
        raise Refused(reason="absent")
    return facts
