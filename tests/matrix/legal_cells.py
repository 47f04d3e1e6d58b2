"""Room: tests. The cells of the matrix on the legal side: law offices, a court, who speaks for the child.

Beside cells.py, with its release states and roles; here also a release that names a whole agency, an order of
appointment, what was filed in court, and a second court.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts, Holding, Place, Release
from coordination.model.ids import AgencyId, AppointmentId, Handle, PersonId, ProgramId
from coordination.model.program import Program
from tests import instrumented
from tests.matrix import cells, neighbours
from tests.matrix.cells import BEFORE, LATER, facts_of, release
from tests.matrix.oracle import Held, Situation, Viewer

HALL = AgencyId("county_attorney")
REGIMES = {
    "child_protection_attorney": frozenset({Regime.ATTORNEY}),
    "child_representation": frozenset({Regime.APPOINTED}),
    "courts": frozenset({Regime.JUDICIAL}),
    "juvenile_justice": frozenset({Regime.JUVENILE}),
    "prosecution": frozenset({Regime.ATTORNEY, Regime.INVESTIGATIVE}),
    "victim_witness": frozenset({Regime.INVESTIGATIVE}),
}
UNDER_ONE_ROOF = {"child_protection_attorney", "prosecution", "victim_witness"}


def program(partner_type: str, name: str = "") -> Program:
    """A program of the legal side; the two law offices and victim-witness sit in one agency."""
    slug = name or partner_type
    return replace(
        cells.program("law_enforcement", slug),
        partner_type=partner_type,
        regimes=REGIMES[partner_type],
        instruments=instrumented.held(REGIMES[partner_type]),
        government=partner_type != "child_representation",
        agency_id=HALL if partner_type in UNDER_ONE_ROOF else AgencyId(f"agency-{slug}"),
    )


ELSEWHERE = program("courts", "other_court")
PROGRAMS = {slug: program(slug) for slug in REGIMES}
OWNERS = [*PROGRAMS.values(), program("prosecution", "second_team"), ELSEWHERE]
OWNERS += [cells.PROGRAMS["child_welfare"], cells.PROGRAMS["victim_advocacy"]]
# Where the legal side meets the law of the others: a notice that travels, a tribe's own word, treatment.
OWNERS += [one for one in neighbours.OWNERS if one.slug in {"maine_child_welfare", "substance_use", "tribes"}]
VIEWERS = [*PROGRAMS.values(), cells.PROGRAMS["child_welfare"]]


def viewers(roles: tuple[Role, ...]) -> Iterator[tuple[Viewer, Actor]]:
    """Somebody in each of these roles of each program; all have shown a second factor."""
    for role, here in itertools.product(roles, VIEWERS):
        yield (
            Viewer(
                role=role.value,
                partner_type=here.partner_type,
                program=here.id,
                agency=here.agency_id,
                government=here.government,
                confidential=False,
                stepped_up=True,
            ),
            Actor(
                person_id=PersonId("me"),
                handle=Handle("me"),
                name="",
                appointment_id=AppointmentId("mine"),
                role=role,
                program=here,
                session=Handle("s"),
                stepped_up_until=LATER,
            ),
        )


def situations() -> Iterator[Situation]:
    """Every combination that a sight could hang on."""
    for placed, member, shut, order, filed, two in itertools.product((False, True), repeat=6):
        if shut and not (placed and member):
            continue  # it shuts whoever is in; the others are out anyway
        yield Situation(
            present=True,
            case_open=True,
            viewer_program_placed=placed,
            viewer_member=member,
            coordinates=False,
            offered=False,
            conflict=shut,
            restricted=False,
            named=False,
            hub_release="none",
            order_on_file=order,
            filed_in_court=filed,
            two_courts=two,
        )


def facts(actor: Actor, situation: Situation) -> CaseFacts:
    """The facts of the situation, a court always on the case, and a second one where there are two."""
    found, mine = facts_of(actor, situation), actor.program
    first = mine if mine.court else PROGRAMS["courts"]
    courts = [first, ELSEWHERE] if situation.two_courts else [first]
    there = tuple(Place(program=court, since=BEFORE) for court in courts if court.id != mine.id)
    ordered = frozenset({mine.id}) if situation.order_on_file else frozenset[ProgramId]()
    filed = (Holding(program=mine, information_type=InformationType.COURT),) if situation.filed_in_court else ()
    return replace(found, places=(*found.places, *there), ordered=ordered, holdings=filed)


def given(owner: Program, actor: Actor, state: str, *, names_agency: bool) -> tuple[Release, ...]:
    """The owner's release to the viewer, by the name of the program or of the agency."""
    if state == "none" or owner.id == actor.program.id:
        return ()
    paper = release("given", owner, actor.program.id, state)
    if names_agency:
        paper = replace(paper, recipients=frozenset({actor.program.agency_id}))
    return (paper, *((release("hub of owner", owner, owner.id, "in_force", hub=True),) * owner.confidential))


def held(owner: Program, kind: InformationType, state: str, *, names_agency: bool) -> Held:
    """This type of the owner's as the oracle takes it."""
    return Held(
        owner_program=owner.id,
        owner_agency=owner.agency_id,
        owner_partner_type=owner.partner_type,
        owner_confidential=owner.confidential,
        owner_regimes=frozenset(regime.value for regime in owner.regimes),
        owner_jurisdictions=owner.jurisdictions,
        information_type=kind.value,
        release_to_viewer=state,
        names_agency=names_agency,
    )
