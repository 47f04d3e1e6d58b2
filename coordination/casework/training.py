"""Room: casework. Training: who has had what, and the gate that others ask before a tool, a unit or a case.

`current` is that gate, and `facts_current` the same inside a transaction. What a program's people need comes from the
law that binds it (declare/training.py); a certificate is the person's, wherever they work, and says nothing of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coordination.casework.desk import Desk, Work
from coordination.casework.training_forms import read_certificate
from coordination.declare.training import Lapse, Training
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import Handle, PersonId, new_id
from coordination.model.program import Program
from coordination.model.training import Certificate, Standing, State, Trained, standing
from coordination.partners.catalog import Catalog
from coordination.partners.trainings import binding, trainings
from coordination.policy.training import keeps_training, reads_training
from coordination.storage import certificate_rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.certificate_rows import Staff


def current(desk: Desk, person_id: PersonId, slug: str) -> bool:
    """Whether somebody has a training (a slug) now. One that nobody declares is had by nobody."""
    with desk.consulting() as cabinet:
        return facts_current(cabinet, desk.catalog, person_id, slug)


def facts_current(cabinet: Cabinet, catalog: Catalog, person_id: PersonId, slug: str) -> bool:
    """The same within a transaction that is open already, at its instant."""
    return person_id in facts_holders(cabinet, catalog, [person_id], slug)


def facts_holders(cabinet: Cabinet, catalog: Catalog, person_ids: Sequence[PersonId], slug: str) -> set[PersonId]:
    """Those of these people who have a training now."""
    training = trainings(catalog).get(slug)
    if training is None:
        return set()
    held = certificate_rows.facts_of_certificates(cabinet, person_ids)
    return {one for one in person_ids if standing(training, held.get(one, ()), cabinet.now, needed=True).state.holds}


def facts_of_gaps(
    cabinet: Cabinet, catalog: Catalog, program: Program, person_ids: Sequence[PersonId]
) -> dict[PersonId, tuple[Standing, ...]]:
    """What each of these people would need on a case of this program and has not; who has all of it is left out."""
    certified = certificate_rows.facts_of_certified_settings(cabinet, [program.id]).get(program.id, set())
    needed = binding(catalog, program, certified)
    if not needed:
        return {}
    held = certificate_rows.facts_of_certificates(cabinet, person_ids)
    found = {
        person_id: tuple(
            one
            for one in (standing(need, held.get(person_id, ()), cabinet.now, needed=True) for need in needed)
            if not one.state.holds
        )
        for person_id in person_ids
    }
    return {person_id: gaps for person_id, gaps in found.items() if gaps}


def refusal(gaps: Iterable[Standing]) -> str:
    """The sentence of an assignment that a declared rule refuses for a gap; "" when none does."""
    return " ".join(one.sentence for one in gaps if one.training.lapsed is Lapse.REFUSE)


def known(desk: Desk) -> dict[str, Training]:
    """Every training and license that this hub knows, by slug."""
    return trainings(desk.catalog)


# --- pages ------------------------------------------------------------------------------------------------------------


def page(desk: Desk, actor: Actor) -> list[Trained]:
    """The people whose certificates the actor keeps, and the actor first; logged."""
    grant = desk.ask_general(actor, Action.CERTIFICATE_READ)
    with desk.opened(grant) as cabinet:
        own = certificate_rows.facts_of_person_at_work(cabinet, actor.person_id)
        kept = certificate_rows.facts_of_kept_people(cabinet, actor)
        staff = [*((own,) if own else ()), *(one for one in kept if one.person_id != actor.person_id)]
        return facts_of_trained(cabinet, desk.catalog, actor, staff)


def person(desk: Desk, actor: Actor, person_id: PersonId) -> tuple[Trained, list[Certificate]]:
    """One person with every certificate; logged. Refused alike for who is absent and who is not theirs."""
    with desk.consulting() as cabinet:
        staff = certificate_rows.facts_of_person_at_work(cabinet, person_id)
    if staff is None or not reads_training(actor, person_id, staff.programs):
        desk.refuse(actor, Action.CERTIFICATE_READ, reason="absent")
    grant = desk.ask_general(actor, Action.CERTIFICATE_READ, objects=[staff.handle])
    with desk.opened(grant) as cabinet:
        held = certificate_rows.facts_of_certificates(cabinet, [person_id]).get(person_id, [])
        return facts_of_trained(cabinet, desk.catalog, actor, [staff])[0], held


def enter(desk: Desk, actor: Actor, person_id: PersonId, typed: Mapping[str, str], key: str) -> str:
    """Enter a certificate: `training`, `completed`, `ends`, `evidence`. Invalid by field. Its id."""
    certificate_id = new_id()
    staff = _kept(desk, actor, person_id)

    def work(w: Work) -> str:
        found = certificate_rows.facts_of_person_at_work(w.cabinet, person_id)
        if found is None or not keeps_training(actor, person_id, found.programs):
            raise Refused(reason="absent")
        made = read_certificate(
            typed,
            trainings(desk.catalog),
            person_id=person_id,
            agency_id=actor.agency_id,
            zone=actor.program.zone,
            now=w.now,
            certificate_id=certificate_id,
        )
        certificate_rows.add(w.cabinet, w.grant, made)
        return certificate_id

    return desk.act_general(
        actor, Action.CERTIFICATE_EDIT, work, key=key, about=person_id, objects=[staff.handle, Handle(certificate_id)]
    )


def take_back(desk: Desk, actor: Actor, certificate_id: str, key: str) -> PersonId:
    """Take back a certificate that was entered by mistake. Refused alike when absent or not theirs to keep.

    The other keeper of the agency may take it back too. Returns the person's id.
    """
    with desk.consulting() as cabinet:
        holder = certificate_rows.facts_of_holder(cabinet, certificate_id)
    staff = _kept(desk, actor, holder or PersonId(""))

    def work(w: Work) -> str:
        held = certificate_rows.facts_of_certificates(w.cabinet, [staff.person_id]).get(staff.person_id, [])
        if certificate_id not in {one.id for one in held}:
            raise Conflict("It was taken back already.")
        certificate_rows.take_back(w.cabinet, w.grant, certificate_id)
        return staff.person_id

    objects = [staff.handle, Handle(certificate_id)]
    done = desk.act_general(actor, Action.CERTIFICATE_EDIT, work, key=key, about=certificate_id, objects=objects)
    return PersonId(done)


def facts_of_trained(
    cabinet: Cabinet, catalog: Catalog, actor: Actor, staff: Sequence[Staff], *, only: Program | None = None
) -> list[Trained]:
    """How every training stands of each: what their work on cases needs first, then whatever else they ever had.

    only: what this one of their programs needs is asked about alone.
    """
    declared = trainings(catalog)
    held = certificate_rows.facts_of_certificates(cabinet, [one.person_id for one in staff])
    settings = certificate_rows.facts_of_certified_settings(cabinet, {p.id for one in staff for p in one.cases})
    found = []
    for one in staff:
        own = held.get(one.person_id, [])
        needed: dict[str, Training] = {}
        for program in one.cases if only is None else (only,):
            needed |= {need.slug: need for need in binding(catalog, program, settings.get(program.id, ()))}
        others = [
            declared[slug] for slug in dict.fromkeys(c.training for c in own) if slug in declared and slug not in needed
        ]
        lines = [standing(need, own, cabinet.now, needed=True) for need in needed.values()]
        lines += [standing(other, own, cabinet.now, needed=False) for other in others]
        found.append(
            Trained(
                person_id=one.person_id,
                name=one.name,
                programs=tuple(program.name for program in one.programs),
                standings=tuple(line for line in lines if line.needed or line.state is not State.MISSING),
                kept=keeps_training(actor, one.person_id, one.programs),
            )
        )
    return found


def _kept(desk: Desk, actor: Actor, person_id: PersonId) -> Staff:
    """Somebody whose certificates the actor keeps, or the refusal that is the same for everybody else."""
    with desk.consulting() as cabinet:
        staff = certificate_rows.facts_of_person_at_work(cabinet, person_id)
    if staff is None or not keeps_training(actor, person_id, staff.programs):
        desk.refuse(actor, Action.CERTIFICATE_EDIT, reason="absent")
    return staff
