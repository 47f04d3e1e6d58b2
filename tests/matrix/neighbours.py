"""Room: tests. Cells for the partner types beside the four of the community: their programs as owners and as viewers.

They stand under every regime that the four do not, so that each rule of those regimes has a cell that it decides.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access, TypeAccess
from coordination.model.facts import Holding, Release
from coordination.model.ids import AppointmentId, Handle, PersonId, ProgramId
from coordination.model.program import Program
from coordination.policy import decide as judge
from tests.instrumented import held
from tests.matrix import cells, referral_oracle
from tests.matrix.oracle import Held, Situation, Viewer
from tests.matrix.oracle_of_partners import travels
from tests.plugins.ours import catalog, rulebook

WORDS = {Access.OPEN: "open", Access.KNOWN: "known", Access.STEP_UP: "step_up"}
STATES = ("none", "in_force", "expired", "revoked")


def of_type(partner_type: str, name: str = "", *more: Regime, law: frozenset[str] = cells.LAW) -> Program:
    """A program as the roster makes it of the partner type; more: regimes that the roster adds."""
    partner = catalog().partner_types[partner_type]
    return replace(
        cells.program("child_welfare", name or partner_type),
        partner_type=partner_type,
        regimes=partner.regimes | set(more),
        instruments=held(frozenset(partner.regimes | set(more))),
        confidential=partner.confidential,
        government=partner_type in {"child_welfare", "law_enforcement", "schools", "tribes"},
        jurisdictions=law,
    )


MAINE = frozenset({"us_federal", "us_maine"})
OWNERS = (
    of_type("medical"),
    # The roster refuses such a program (casework/roster_check.py); the policy hides its patients all the same.
    of_type("medical", "hospital_unit", Regime.PART_2),
    of_type("mental_health"),
    of_type("safe_housing"),
    of_type("schools"),
    of_type("substance_use"),
    of_type("tribes"),
    of_type("child_welfare", "tribal_child_welfare", Regime.TRIBAL),
    of_type("child_welfare", "maine_child_welfare", law=MAINE),
)
VIEWING = (
    of_type("law_enforcement"),
    of_type("child_welfare"),
    *(owner for owner in OWNERS if owner.slug in {"medical", "schools", "substance_use", "tribes"}),
)


def viewers() -> Iterator[tuple[Viewer, Actor]]:
    """A worker, a supervisor and an auditor of each program that looks, with and without a fresh second factor."""
    roles = (Role.WORKER, Role.SUPERVISOR, Role.AUDITOR)
    for here, role, stepped in itertools.product(VIEWING, roles, (False, True)):
        yield (
            Viewer(
                role=role.value,
                partner_type=here.partner_type,
                program=here.id,
                agency=here.agency_id,
                government=here.government,
                confidential=here.confidential,
                stepped_up=stepped,
            ),
            Actor(
                person_id=PersonId("me"),
                handle=Handle("me"),
                name="",
                appointment_id=AppointmentId("mine"),
                role=role,
                program=here,
                session=Handle("s"),
                stepped_up_until=cells.LATER if stepped else None,
            ),
        )


def situations(viewer: Viewer) -> Iterator[Situation]:
    """Placed or not, a member or not, restricted or not, with each state of the release to the hub."""
    for one in cells.situations(viewer):
        if not (one.offered or one.coordinates or one.conflict) and one.case_open:
            yield one


def held_by(owner: Program, kind: InformationType, state: str, *, alone: bool) -> Held:
    """One type of one program, with the release on it."""
    return Held(
        owner_program=owner.id,
        owner_agency=owner.agency_id,
        owner_partner_type=owner.partner_type,
        owner_confidential=owner.confidential,
        owner_regimes=frozenset(regime.value for regime in owner.regimes),
        owner_jurisdictions=owner.jurisdictions,
        information_type=kind.value,
        release_to_viewer=state,
        release_alone=alone,
    )


def given(owner: Program, actor: Actor, state: str, types: frozenset[InformationType]) -> tuple[Release, ...]:
    """The release of these types to the viewer, and with it a confidential program's release to the hub."""
    if state == "none" or owner.id == actor.program.id:
        return ()
    paper = replace(cells.release("given", owner, actor.program.id, state), types=types)
    hub = cells.release("hub of owner", owner, ProgramId("hub"), "in_force", hub=True)
    return (paper, hub) if owner.confidential else (paper,)


def sights_judged() -> Iterator[str | None]:
    """Each cell: None where policy and oracle agree on the sight and on what travels with it, else what differs."""
    every = frozenset(InformationType)
    for viewer, actor in viewers():
        for situation in situations(viewer):
            facts = cells.facts_of(actor, situation)
            for owner, state in itertools.product(OWNERS, STATES):
                filed = tuple(Holding(program=owner, information_type=kind) for kind in InformationType)
                asked = ((every, False), (frozenset({InformationType.PSYCHOTHERAPY_NOTES}), True))
                for types, alone in asked:
                    papers = given(owner, actor, state, types)
                    world = replace(facts, holdings=filed, releases=(*facts.releases, *papers))
                    (case,) = judge.decide(rulebook(), actor, Action.CASE_READ, world, cells.NOW).cases or (None,)
                    lines = {line.information_type: line for line in case.types} if case else {}
                    for kind in types:
                        held = held_by(owner, kind, state, alone=alone)
                        yield _difference(viewer, situation, held, lines.get(kind))


def _difference(viewer: Viewer, situation: Situation, held: Held, line: TypeAccess | None) -> str | None:
    expected = cells.expected_sight(viewer, situation, held)
    answer = WORDS[line.access] if line else "absent"
    notices = travels(viewer, held) if expected in {"open", "step_up"} else frozenset()
    told = [rulebook().notice(slug).citation for slug in line.notices] if line else []
    agree = answer == expected and len(told) == len(notices) and all(any(n in one for one in told) for n in notices)
    if agree:
        return None
    where = f"{held.information_type} of {held.owner_program}, {held.release_to_viewer}: {answer} {told}"
    return f"{where}; expected {expected} {sorted(notices)}: {viewer} {situation}"


def acts_judged() -> Iterator[str | None]:
    """Every action in these situations; a confidential treatment program acts as every confidential one does."""
    for viewer, actor in viewers():
        for situation in situations(viewer):
            facts = cells.facts_of(actor, situation)
            for action in [one for one in Action if one not in cells.SYSTEM]:
                expected = cells.settled(action, viewer, situation)
                if expected is None:
                    expected = referral_oracle.may(action.value, viewer, situation)
                agree = cells.allowed(actor, action, facts) == expected
                yield None if agree else f"{action.value}: {viewer} {situation}: expected {expected}"
