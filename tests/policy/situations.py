"""Room: tests. Situations from a seed, each told twice: as facts of the policy, and as a Cedar context.

Each has one record of one program, one viewer, and perhaps a release, a paper, an agreement, an emergency, each of them
right, or wrong in one of the ways that matter: more opens than by chance, and every edge of time occurs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from coordination.declare import Disclosure, InformationType, Jurisdiction, LegalAuthority, Regime
from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.declare.staging import BY_SLUG, First
from coordination.model.actor import Actor, Role
from coordination.model.facts import AuthorityOnFile, CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import (
    AgencyId,
    AgreementId,
    AppointmentId,
    AuthorityId,
    CaseId,
    Handle,
    PersonId,
    ProgramId,
    ProtocolId,
    ReleaseId,
)
from coordination.model.program import Agreement, Program
from coordination.model.protocol import TeamProtocol
from coordination.policy.rulebook import Rulebook, compile_rulebook
from tests.oracles.disclosures_words import SIDES, Side
from tests.plugins import ours

NOW = datetime.fromisoformat("2026-05-04T15:00:00+00:00")
DAY = timedelta(days=1)
FAR = 2**40
TYPES = list(InformationType)
# Beside the plugins' own law, some that reaches as far as a plugin could try to reach.
REACHING = Jurisdiction(
    slug="reaching",
    title="State law",
    authorities=(LegalAuthority(slug="reach", title="Reach", citation="Stat. 1", sentence="the law says so."),),
    disclosures=tuple(
        Disclosure(
            slug=f"reach_{asks}",
            authority="reach",
            sharing=frozenset({"child_welfare", "prosecution", "safe_housing", "schools", "tribes", "substance_use"}),
            recipients=frozenset({"law_enforcement", "medical", "child_protection_attorney", "courts"}),
            types=frozenset(TYPES[asks::2]),
            government_only=bool(asks),
            agreement=not asks,
        )
        for asks in (0, 1)
    ),
)


def book() -> Rulebook:
    """The law of the plugins and the reaching one."""
    found = ours.catalog()
    return compile_rulebook(found.partner_types.values(), (*found.jurisdictions.values(), REACHING), "0" * 64)


@dataclass(frozen=True, slots=True)
class Situation:
    """Who asks about which case, and the same in Cedar's terms."""

    actor: Actor
    facts: CaseFacts
    context: dict[str, Any]


def situations(seed: int, count: int) -> Iterator[Situation]:
    """So many of them, always the same for a seed."""
    dice = random.Random(seed)
    for _ in range(count):
        yield _situation(dice)


def _situation(dice: random.Random) -> Situation:
    kind = dice.choice(TYPES)
    paper_kind = dice.choice(KINDS)
    if paper_kind.types and dice.random() < 0.5:
        kind = dice.choice(sorted(paper_kind.types))
    owner, viewer = _programs(dice, kind, paper_kind)
    actor = _actor(viewer, dice.choice([*Role, *[Role.WORKER] * 14]))
    given = _release(dice, owner, viewer, kind)
    hubs = tuple(_hub(dice, one) for one in dict.fromkeys((owner, viewer)))
    paper = _paper(dice, owner, viewer, kind, paper_kind.slug)
    member, place = _stay(dice), _stay(dice)
    filed = (Holding(program=viewer, information_type=InformationType.COURT),) if dice.random() < 0.4 else ()
    owners_place = Place(program=owner, since=NOW - 9 * DAY)
    emergency = dice.choice([None, None, NOW, NOW + timedelta(seconds=1), NOW - DAY])
    lead, told, interviewers = _staging(dice, owner, viewer, kind)
    facts = CaseFacts(
        case_id=CaseId("case"),
        handle=Handle("case"),
        present=True,
        places=(
            *((owners_place,) * (owner.id != viewer.id)),
            Place(program=viewer, since=place[0], until=place[1]),
            *((Place(program=lead, since=NOW - 9 * DAY),) if lead.id == "lead" else ()),
        ),
        coordinating_program_id=lead.id,
        told=told,
        interviewers=interviewers,
        membership=Membership(person_id=actor.person_id, program_id=viewer.id, since=member[0], until=member[1]),
        restricted=dice.random() < 0.06,
        named=dice.random() < 0.5,
        conflict=dice.random() < 0.03,
        holdings=(Holding(program=owner, information_type=kind), *filed),
        releases=(given, *hubs),
        ordered=frozenset({viewer.id} if dice.random() < 0.8 else ()),
        authorities=(paper,),
        emergency_until=emergency,
    )
    return Situation(actor=actor, facts=facts, context=_told(actor, owner, facts, kind))


def _programs(dice: random.Random, kind: InformationType, paper: AuthorityKind) -> tuple[Program, Program]:
    sides = list(SIDES.values())
    one, other = dice.choice(sides), dice.choice(sides)
    if dice.random() < 0.1:  # what law reaches
        one, other = SIDES["child_welfare"], dice.choice([SIDES["law_enforcement"], SIDES["medical_county"]])
    elif dice.random() < 0.5:  # what the paper reaches
        one = dice.choice([side for side in sides if not paper.sharing or paper.sharing & side.regimes])
        other = dice.choice([side for side in sides if not paper.recipients or side.partner in paper.recipients])
    elif dice.random() < 0.1:
        one = SIDES["courts"]
    owner = _program(dice, one, "owner", "owner")
    if dice.random() < 0.1:
        return owner, owner
    viewer = _program(dice, other, "viewer", dice.choice(["viewer", "viewer", "viewer", "owner"]))
    since, until = _stay(dice)
    agreement = Agreement(
        id=AgreementId("agreement"),
        parties=frozenset({owner.agency_id, viewer.agency_id}),
        types=frozenset({kind if dice.random() < 0.8 else dice.choice(TYPES)}),
        starts_at=since,
        ends_at=until or NOW + 99 * DAY,
    )
    return replace(owner, agreements=(agreement,)), viewer


def _staging(
    dice: random.Random, owner: Program, viewer: Program, kind: InformationType
) -> tuple[Program, frozenset[str], frozenset[PersonId]]:
    """Who coordinates, with a protocol or without; what was told; who was named the interviewer."""
    protocol = TeamProtocol(
        id=ProtocolId("protocol"),
        starts_at=dice.choice([NOW - DAY, NOW - DAY, NOW, NOW + timedelta(seconds=1)]),
        staged=frozenset(dice.sample(["interviewer", viewer.partner_type, "nobody else"], 2)),
        first=dice.choice(list(First)),
        types=_some(dice, kind),
        opens_on=frozenset(dice.sample(sorted(BY_SLUG), 2)),
        document="Protocol",
        dated="2026-01-02",
    )
    staged = dice.random() < 0.3
    third = replace(_program(dice, SIDES["child_welfare"], "lead", "lead"), confidential=False)
    lead = dice.choice([owner, viewer, third, third])
    if staged and lead is third and dice.random() < 0.9:
        lead = replace(third, protocols=(protocol,))
    told = frozenset(dice.sample(sorted(BY_SLUG), 1)) if dice.random() < 0.2 else frozenset[str]()
    people = {PersonId("person")} if staged and dice.random() < 0.5 else {PersonId("colleague")}
    return lead, told, frozenset(people)


def _program(dice: random.Random, side: Side, id_: str, agency: str) -> Program:
    return Program(
        id=ProgramId(id_),
        handle=Handle(id_),
        agency_id=AgencyId(f"agency of {agency}"),
        agency_name=agency,
        slug=side.slug,
        name=side.slug,
        partner_type="child_protection_attorney" if side.partner == "civil_legal" else side.partner,
        regimes=frozenset(Regime(one) for one in side.regimes),
        confidential=side.confidential if dice.random() < 0.9 else not side.confidential,
        government=side.government,
        jurisdictions=frozenset(dice.sample(["us_federal", "us_maine", "reaching"], dice.choice([1, 2, 3]))),
        zone="America/Chicago",
    )


def _actor(program: Program, role: Role) -> Actor:
    return Actor(
        person_id=PersonId("person"),
        handle=Handle("person"),
        name="Robin Example",
        appointment_id=AppointmentId("appointment"),
        role=role,
        program=program,
        session=Handle("session"),
        stepped_up_until=NOW + DAY,
    )


def _stay(dice: random.Random) -> tuple[datetime, datetime | None]:
    """From when until when: in force nine times of ten, else over or to come, by a second or by a day."""
    if dice.random() < 0.9:
        return NOW - dice.choice([timedelta(), DAY]), dice.choice([None, NOW + timedelta(seconds=1), NOW + DAY])
    return dice.choice([(NOW - DAY, NOW), (NOW - 2 * DAY, NOW - DAY), (NOW + timedelta(seconds=1), NOW + DAY)])


def _recipients(dice: random.Random, viewer: Program) -> frozenset[ProgramId | AgencyId]:
    named: list[ProgramId | AgencyId] = [viewer.id, viewer.id, viewer.id, viewer.agency_id, ProgramId("other")]
    return frozenset({dice.choice(named)})


def _some(dice: random.Random, kind: InformationType) -> frozenset[InformationType]:
    return frozenset(dice.choice([{kind}, {kind}, {kind}, {kind, dice.choice(TYPES)}, {dice.choice(TYPES)}]))


def _release(dice: random.Random, owner: Program, viewer: Program, kind: InformationType) -> Release:
    since, until = _stay(dice)
    return Release(
        id=ReleaseId("release"),
        handle=Handle("release"),
        sharing_program_id=owner.id,
        recipients=_recipients(dice, viewer) if dice.random() < 0.4 else frozenset(),
        types=_some(dice, kind),
        starts_at=since,
        expires_at=until or NOW + 99 * DAY,
        revoked_at=dice.choice([None, None, None, NOW, NOW + timedelta(seconds=1)]),
        signers_suffice=dice.random() < 0.9,
    )


def _hub(dice: random.Random, program: Program) -> Release:
    since, until = _stay(dice)
    return Release(
        id=ReleaseId(f"hub {program.id}"),
        handle=Handle("hub"),
        sharing_program_id=program.id,
        recipients=frozenset(),
        types=frozenset(TYPES if dice.random() < 0.8 else dice.sample(TYPES, 9)),
        starts_at=since,
        expires_at=until or NOW + 99 * DAY,
        names_hub=True,
    )


def _paper(dice: random.Random, owner: Program, viewer: Program, kind: InformationType, slug: str) -> AuthorityOnFile:
    since, until = _stay(dice)
    return AuthorityOnFile(
        id=AuthorityId("paper"),
        handle=Handle("paper"),
        kind=slug,
        sharing_program_id=owner.id,
        recipients=_recipients(dice, viewer),
        types=_some(dice, kind),
        starts_at=since,
        expires_at=until or NOW + 99 * DAY,
        ended_at=dice.choice([None, None, None, NOW, NOW + timedelta(seconds=1)]),
        persons=dice.choice(
            [frozenset(), frozenset(), frozenset({PersonId("person")}), frozenset({PersonId("colleague")})]
        ),
    )


def _told(actor: Actor, owner: Program, facts: CaseFacts, kind: InformationType) -> dict[str, Any]:
    """The same for Cedar: words, sets of words, seconds since 1970."""
    viewer, given, (paper,) = actor.program, facts.releases[0], facts.authorities
    hubs = {one.sharing_program_id: one for one in facts.releases[1:]}
    place = facts.place_of(viewer.id, NOW)
    return {
        "now": _seconds(NOW),
        "type": str(kind),
        "role": str(actor.role),
        "viewer": _of(viewer),
        "owner": _of(owner),
        "place": _runs(place.since, place.until) if place else _runs(NOW + DAY, NOW),
        "member": _runs(facts.membership.since, facts.membership.until) if facts.membership else _runs(NOW, NOW),
        "restricted": facts.restricted,
        "named": facts.named,
        "conflict": facts.conflict,
        "ordered": viewer.id in facts.ordered,
        "viewer_hub": _runs(hubs[viewer.id].starts_at, hubs[viewer.id].expires_at),
        "owner_hub": _runs(hubs[owner.id].starts_at, hubs[owner.id].expires_at, hubs[owner.id].types),
        "release": {
            **_runs(given.starts_at, NOW if given.revoked_at else given.expires_at, given.types),  # stopped is stopped
            "suffices": given.signers_suffice,
            "recipients": sorted(given.recipients),
        },
        "alone": len(given.types) == 1,
        "paper": {
            **_runs(paper.starts_at, _first(paper.expires_at, paper.ended_at), paper.types),
            "kind": paper.kind,
            "recipients": sorted(paper.recipients),
        },
        "for_this_person": not paper.persons or actor.person_id in paper.persons,
        "agreement": _agreement(owner),
        "emergency": _seconds(facts.emergency_until) if facts.emergency_until else 0,
        **_as_staged(facts, actor),
        "courts": [place.program.id for place in facts.places if place.program.court and place.in_force(NOW)],
        "party": any(h.program.id == viewer.id and h.information_type == "court" for h in facts.holdings),
    }


def _as_staged(facts: CaseFacts, actor: Actor) -> dict[str, Any]:
    (lead,) = {place.program for place in facts.places if place.program.id == facts.coordinating_program_id}
    protocols = [
        {
            "since": _seconds(one.starts_at),
            "staged": sorted(one.staged),
            "first": str(one.first),
            "types": sorted(one.types),
            "opens_on": sorted(one.opens_on),
        }
        for one in lead.protocols
    ]
    none = {"since": FAR, "staged": [], "first": "full", "types": [], "opens_on": []}
    return {
        "protocol": next(iter(protocols), none),
        "coordinates": lead.id == actor.program_id,
        "interviewing": actor.person_id in facts.interviewers,
        "told": sorted(facts.told),
    }


def _of(program: Program) -> dict[str, Any]:
    return {
        "program": program.id,
        "agency": program.agency_id,
        "partner": program.partner_type,
        "regimes": sorted(program.regimes),
        "confidential": program.confidential,
        "government": program.government,
        "jurisdictions": sorted(program.jurisdictions),
    }


def _agreement(owner: Program) -> dict[str, Any]:
    for one in owner.agreements:
        return _runs(one.starts_at, one.ends_at, one.types)
    return _runs(NOW, NOW, frozenset())


def _runs(since: datetime, until: datetime | None, types: frozenset[InformationType] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"since": _seconds(since), "until": _seconds(until) if until else FAR}
    return found if types is None else {**found, "types": sorted(types)}


def _first(one: datetime, other: datetime | None) -> datetime:
    return one if other is None else min(one, other)


def _seconds(at: datetime) -> int:
    return int(at.timestamp())
