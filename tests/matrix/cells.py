"""Room: tests. The cells of the matrix: every viewer in every situation, as the oracle and as the policy take them.

The oracle (oracle.py) was written from the documents by somebody who had not seen the rules. Where its author marked a
doubt and the project decided otherwise, the decision stands in `settled` with its reason (and in DECISIONS.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts, Membership, Place, Release
from coordination.model.ids import AgencyId, AppointmentId, CaseId, Handle, PersonId, ProgramId, ReleaseId
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, REFERRAL_ACTS, SYSTEM_ACTS
from tests.instrumented import held
from tests.matrix import oracle, referral_oracle
from tests.matrix.oracle import Held, Situation, Viewer
from tests.plugins.ours import rulebook
from tests.policy.referred import about, referral

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
BEFORE, LATER = NOW - timedelta(days=9), NOW + timedelta(days=9)
LAW = frozenset({"us_federal", "us_minnesota"})
REGIMES = {
    "child_welfare": frozenset({Regime.CAPTA}),
    "law_enforcement": frozenset({Regime.INVESTIGATIVE}),
    "child_advocacy_center": frozenset({Regime.VOCA, Regime.STATE_TEAM}),
    "victim_advocacy": frozenset({Regime.VAWA, Regime.FVPSA, Regime.VOCA}),
}
GOVERNMENT = frozenset({"child_welfare", "law_enforcement"})
SYSTEM = SYSTEM_ACTS
HUB = ("none", "in_force", "expired", "revoked")


def program(partner_type: str, name: str = "") -> Program:
    slug = name or partner_type
    return Program(
        id=ProgramId(slug),
        handle=Handle(slug),
        agency_id=AgencyId(f"agency-{slug}"),
        agency_name=slug,
        slug=slug,
        name=slug,
        partner_type=partner_type,
        regimes=REGIMES[partner_type],
        confidential=partner_type == "victim_advocacy",
        government=partner_type in GOVERNMENT,
        instruments=held(REGIMES[partner_type]),
        jurisdictions=LAW,
        zone="America/Chicago",
    )


PROGRAMS = {partner: program(partner) for partner in REGIMES}
OWNERS = [*PROGRAMS.values(), program("child_welfare", "next_county"), program("victim_advocacy", "shelter")]


KEPT_BY_THE_OFFICER = {
    Action.CONFLICT_LIFT,
    Action.CONFLICT_SET,
    Action.DISCLOSURE_EXPORT,
    Action.DISCLOSURE_READ,
    Action.DISCLOSURE_SUSPEND,
}


def settled(action: Action, viewer: Viewer, situation: Situation) -> bool | None:
    """Where the oracle marked a doubt and the project answered it: the answer that stands, or None.

    - A supervisor who is no team member records a release of her program's information and withdraws its records: the
      request to open lands with her, and a wrongly filed record must not wait for its author (issue 2, parts 3 and 4).
      So with an order or other paper, of which most kinds are for her alone to file (issue 5, part 3).
    - A confidential program never accepts coordination: the whole team would see it. Nor does it tell others here that
      a demand for records came.
    - A confidential program restricts no case: whoever stays in would see that somebody did, and who could have.
    - A restriction does not stop the privacy officer: both protect, and the conflict list only ever closes more.
    """
    entering = oracle.may("case:read", viewer, situation)
    sharing = {Action.AUTHORITY_PREVIEW, Action.AUTHORITY_RECORD, Action.RELEASE_PREVIEW, Action.RELEASE_RECORD}
    if action in sharing:
        return oracle.may("release:list", viewer, situation) and situation.case_open
    if action is Action.RECORD_WITHDRAW:
        return entering
    if action in {Action.CASE_RESTRICT, Action.CASE_UNRESTRICT} and viewer.confidential and not situation.coordinates:
        return False
    if action in {Action.CASE_ACCEPT_COORDINATION, Action.DEMAND_RECORD} and viewer.confidential:
        return False
    if action in KEPT_BY_THE_OFFICER and viewer.role == "privacy_officer":
        return oracle.may(action.value, viewer, replace(situation, restricted=False))
    return None


# CAPTA (ix): the oracle kept safety_plan with a doubt, the plugin left it out with a reason; the stricter holds.
SETTLED_BY_RELEASE_ONLY = frozenset({"safety_plan"})


def expected_sight(viewer: Viewer, situation: Situation, held: Held) -> str:
    answer = oracle.sees(viewer, situation, held)
    by_law = held.owner_partner_type == "child_welfare" and held.owner_program != viewer.program
    if held.information_type in SETTLED_BY_RELEASE_ONLY and by_law and held.release_to_viewer != "in_force":
        return "known" if answer in {"open", "known"} else answer
    return answer


def viewers() -> Iterator[tuple[Viewer, Actor]]:
    each = list(itertools.product(Role, PROGRAMS, (False, True)))
    Random(7).shuffle(each)
    for number, (role, partner, stepped) in enumerate(each):
        here = PROGRAMS[partner]
        viewer = Viewer(
            role=role.value,
            partner_type=partner,
            program=here.id,
            agency=here.agency_id,
            government=here.government,
            confidential=here.confidential,
            stepped_up=stepped,
            oversees=number % 2 == 0,  # every other one is a liaison
        )
        actor = Actor(
            person_id=PersonId("me"),
            handle=Handle("me"),
            name="",
            appointment_id=AppointmentId("mine"),
            role=role,
            program=here,
            session=Handle("s"),
            stepped_up_until=LATER if stepped else None,
            oversees=frozenset({"27053"} if viewer.oversees else ()),
        )
        yield viewer, actor


def situations(viewer: Viewer) -> Iterator[Situation]:
    flags = (False, True)
    each = list(itertools.product(flags, repeat=6))
    Random(7).shuffle(each)  # so that the first few are as different as all are
    for case_open, placed, member, coordinates, offered, conflict in each:
        for restricted, named in ((False, False), (True, False), (True, True)):
            for hub in HUB if viewer.confidential else HUB[:1]:
                if viewer.confidential and hub == "in_force" and not placed:
                    continue  # the release that names the hub and the place are one commit
                yield Situation(
                    present=True,
                    case_open=case_open,
                    viewer_program_placed=placed,
                    viewer_member=member,
                    coordinates=coordinates,
                    offered=offered,
                    conflict=conflict,
                    restricted=restricted,
                    named=named,
                    hub_release=hub,
                )
    yield Situation(
        present=False,
        case_open=False,
        viewer_program_placed=False,
        viewer_member=False,
        coordinates=False,
        offered=False,
        conflict=False,
        restricted=False,
        named=False,
        hub_release="none",
    )


def release(name: str, sharing: Program, recipient: ProgramId, state: str, *, hub: bool = False) -> Release:
    return Release(
        id=ReleaseId(name),
        handle=Handle(name),
        sharing_program_id=sharing.id,
        recipients=frozenset({recipient}),
        types=frozenset(InformationType),
        starts_at=BEFORE,
        expires_at=NOW if state == "expired" else LATER,
        revoked_at=NOW if state == "revoked" else None,
        names_hub=hub,
    )


def facts_of(actor: Actor, situation: Situation) -> CaseFacts:
    if not situation.present:
        return CaseFacts(case_id=CaseId("c"), handle=Handle(""), present=False)
    mine = actor.program
    here = (Place(program=mine, since=BEFORE),) if situation.viewer_program_placed else ()
    joined = Membership(person_id=actor.person_id, program_id=mine.id, since=BEFORE)
    hub = situation.hub_release
    return CaseFacts(
        case_id=CaseId("c"),
        handle=Handle("c"),
        present=True,
        open=situation.case_open,
        coordinating_program_id=mine.id if situation.coordinates else ProgramId("other"),
        offered_to=mine.id if situation.offered else None,
        places=here,
        membership=joined if situation.viewer_member else None,
        restricted=situation.restricted,
        named=situation.named,
        conflict=situation.conflict,
        releases=() if hub == "none" else (release("hub", mine, ProgramId("hub"), hub, hub=True),),
    )


def allowed(actor: Actor, action: Action, facts: CaseFacts) -> bool:
    if action in CASE_ACTS or action in CONFLICT_ACTS or action in REFERRAL_ACTS:
        return judge.decide(rulebook(), actor, action, facts, NOW).allowed
    return judge.decide_general(rulebook(), actor, action, NOW).allowed


def referrals_judged(viewer: Viewer, actor: Actor, situation: Situation, facts: CaseFacts) -> Iterator[str | None]:
    """The acts about one referral, when it was sent by the viewer's program, and when it was sent to it."""
    other = next(one for one in OWNERS if one.id != actor.program_id)
    for word, parties in (("sent", (actor.program, other)), ("received", (other, actor.program))):
        known = about(facts, referral(*parties)) if situation.present else facts
        for action in REFERRAL_ACTS:
            expected = referral_oracle.may(action.value, viewer, replace(situation, referral=word))
            agree = allowed(actor, action, known) == expected
            yield None if agree else f"{action.value}, {word}: {viewer} {situation}: expected {expected}"
