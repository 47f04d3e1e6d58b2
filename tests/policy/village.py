"""Room: tests. A small synthetic village for the policy: programs, people, releases and cases, made by name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from coordination.declare import Disclosure, InformationType, Jurisdiction, LegalAuthority, Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import (
    AgencyId,
    AppointmentId,
    CaseId,
    Handle,
    PersonId,
    ProgramId,
    ReleaseId,
    new_id,
)
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.rulebook import Rulebook, compile_rulebook
from tests.instrumented import held

NOW = datetime(2026, 5, 4, 15, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)
LAW = "state"


def program(
    partner_type: str,
    *regimes: Regime,
    confidential: bool = False,
    government: bool = True,
    agency: str | None = None,
) -> Program:
    """One program of an agency of its own, unless `agency` names one."""
    return Program(
        id=ProgramId(new_id()),
        handle=Handle(new_id()),
        agency_id=AgencyId(agency or new_id()),
        agency_name=f"{partner_type} agency",
        slug=partner_type,
        name=partner_type.replace("_", " "),
        partner_type=partner_type,
        regimes=frozenset(regimes or {Regime.CAPTA}),
        confidential=confidential,
        government=government,
        jurisdictions=frozenset({LAW}),
        zone="America/Chicago",
        instruments=held(frozenset(regimes or {Regime.CAPTA})),
    )


COUNTY = program("child_welfare", Regime.CAPTA)
POLICE = program("law_enforcement", Regime.INVESTIGATIVE)
WATCH = program("law_enforcement", Regime.INVESTIGATIVE, government=False)
CENTER = program("child_advocacy_center", Regime.VOCA, Regime.STATE_TEAM, government=False)
CLINIC = program("medical", Regime.HIPAA, government=False)
UNIT = program("substance_use", Regime.PART_2, government=False)
HAVEN = program("victim_advocacy", Regime.VAWA, Regime.FVPSA, Regime.VOCA, confidential=True, government=False)

RULE = Disclosure(
    slug="county_to_police",
    authority="team_law",
    sharing=frozenset({"child_welfare", "victim_advocacy", "child_advocacy_center", "substance_use"}),
    recipients=frozenset({"law_enforcement"}),
    types=frozenset(
        {
            InformationType.REPORT,
            InformationType.LOCATION,
            InformationType.REPORTER_IDENTITY,
            InformationType.ADVOCACY,
            InformationType.PSYCHOTHERAPY_NOTES,
            InformationType.SUBSTANCE_USE,
        }
    ),
    government_only=True,
)
STATE = Jurisdiction(
    slug=LAW,
    title="State law",
    authorities=(
        LegalAuthority(slug="team_law", title="Team law", citation="Stat. 1", sentence="the law lets the team see it."),
    ),
    disclosures=(RULE,),
)


@cache
def rulebook() -> Rulebook:
    """A rulebook whose one rule reaches as far as a plugin could try to reach."""
    return compile_rulebook((), (STATE,), "0" * 64)


def person(of: Program, role: Role = Role.WORKER, *, stepped_up_until: datetime | None = None) -> Actor:
    """Somebody acting for a program."""
    return Actor(
        person_id=PersonId(new_id()),
        handle=Handle(new_id()),
        name="Robin Example",
        appointment_id=AppointmentId(new_id()),
        role=role,
        program=of,
        session=Handle(new_id()),
        stepped_up_until=stepped_up_until,
    )


def release(
    sharing: Program,
    to: Iterable[ProgramId | AgencyId] = (),
    types: Iterable[InformationType] = (),
    *,
    names_hub: bool = False,
    days: int = 30,
) -> Release:
    """A release that began yesterday and runs `days` from now."""
    return Release(
        id=ReleaseId(new_id()),
        handle=Handle(new_id()),
        sharing_program_id=sharing.id,
        recipients=frozenset(to),
        types=frozenset(types),
        starts_at=NOW - DAY,
        expires_at=NOW + timedelta(days=days),
        names_hub=names_hub,
    )


def case(actor: Actor | None = None, *, member: bool = True, coordinating: Program = COUNTY) -> CaseFacts:
    """An open case on which every program of the village has its place and `actor` is a team member."""
    everybody = (COUNTY, POLICE, WATCH, CENTER, CLINIC, UNIT, HAVEN)
    membership = None
    if actor is not None and member:
        membership = Membership(person_id=actor.person_id, program_id=actor.program.id, since=NOW - DAY)
    return CaseFacts(
        case_id=CaseId(new_id()),
        handle=Handle(new_id()),
        present=True,
        coordinating_program_id=coordinating.id,
        places=tuple(Place(program=each, since=NOW - DAY) for each in everybody),
        membership=membership,
    )


def holding(facts: CaseFacts, of: Program, *types: InformationType) -> CaseFacts:
    """The same case on which `of` has filed under these types."""
    held = tuple(Holding(program=of, information_type=each) for each in types)
    return replace(facts, holdings=facts.holdings + held)


def allowed(actor: Actor, action: Action, facts: CaseFacts, now: datetime = NOW) -> bool:
    """The bare answer of the policy on one case."""
    return judge.decide(rulebook(), actor, action, facts, now).allowed


def seen(actor: Actor, facts: CaseFacts, now: datetime = NOW) -> dict[InformationType, Access]:
    """What the actor gets on reading the case, by type."""
    decision = judge.decide(rulebook(), actor, Action.CASE_READ, facts, now)
    return {line.information_type: line.access for one in decision.cases for line in one.types}
