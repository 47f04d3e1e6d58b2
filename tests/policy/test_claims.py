"""Room: tests. Each claim is true when it should be and false when it should not; odd clauses refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.policy.claims import JUDGES, AllOf, AnyOf, Claim, Not, all_of, any_of, holds
from coordination.policy.decide import NO_CASE
from tests.policy.courthouse import COURT, GUARDIANS
from tests.policy.referred import about, referral
from tests.policy.village import CLINIC, COUNTY, DAY, HAVEN, NOW, POLICE, SECOND, case, person, release

WORKER = person(COUNTY)
FACTS = case(WORKER)
ADVOCATE = person(HAVEN)
HUB = release(HAVEN, names_hub=True)
SENT = about(FACTS, referral())
CLERK, GUARDIAN = person(COURT), person(GUARDIANS)

Sight = tuple[Actor, CaseFacts]

# claim: (an actor and facts for which it holds), (and for which it does not)
BOTH_WAYS: dict[Claim, tuple[Sight, Sight]] = {
    Claim.ADDRESSED: ((person(CLINIC), SENT), (WORKER, SENT)),
    Claim.ADMITTED: (
        (WORKER, replace(FACTS, restricted=True, named=True)),
        (WORKER, replace(FACTS, restricted=True)),
    ),
    Claim.CASE_CLOSED: ((WORKER, replace(FACTS, open=False)), (WORKER, FACTS)),
    Claim.CASE_OPEN: ((WORKER, FACTS), (WORKER, NO_CASE)),
    Claim.COORDINATES: ((WORKER, FACTS), (person(POLICE), FACTS)),
    Claim.EXCLUDED: ((WORKER, replace(FACTS, conflict=True)), (WORKER, FACTS)),
    Claim.OFFERED: ((WORKER, replace(FACTS, offered_to=COUNTY.id)), (WORKER, FACTS)),
    Claim.ORDERED: ((GUARDIAN, replace(FACTS, ordered=frozenset({GUARDIANS.id}))), (GUARDIAN, FACTS)),
    Claim.PLACED: ((ADVOCATE, replace(case(ADVOCATE), releases=(HUB,))), (ADVOCATE, case(ADVOCATE))),
    Claim.PRESENT: ((WORKER, FACTS), (WORKER, NO_CASE)),
    Claim.SENT: ((WORKER, SENT), (person(CLINIC), SENT)),
    Claim.TEAM_MEMBER: ((WORKER, FACTS), (person(COUNTY), FACTS)),
    Claim.IS_ADMINISTRATOR: ((person(COUNTY, Role.ADMINISTRATOR), NO_CASE), (WORKER, NO_CASE)),
    Claim.IS_AUDITOR: ((person(COUNTY, Role.AUDITOR), NO_CASE), (WORKER, NO_CASE)),
    Claim.IS_COORDINATOR: ((person(COUNTY, Role.COORDINATOR), NO_CASE), (WORKER, NO_CASE)),
    Claim.IS_PRIVACY_OFFICER: ((person(COUNTY, Role.PRIVACY_OFFICER), NO_CASE), (WORKER, NO_CASE)),
    Claim.IS_SUPERVISOR: ((person(COUNTY, Role.SUPERVISOR), NO_CASE), (WORKER, NO_CASE)),
    Claim.IS_WORKER: ((WORKER, NO_CASE), (person(COUNTY, Role.SUPERVISOR), NO_CASE)),
    Claim.LIVE: ((person(POLICE), NO_CASE), (person(replace(POLICE, instruments=())), NO_CASE)),
    Claim.OF_APPOINTED_PROGRAM: ((GUARDIAN, NO_CASE), (WORKER, NO_CASE)),
    Claim.OF_CONFIDENTIAL_PROGRAM: ((ADVOCATE, NO_CASE), (WORKER, NO_CASE)),
    Claim.OF_COURT: ((CLERK, NO_CASE), (WORKER, NO_CASE)),
    Claim.OVERSEES: ((replace(WORKER, oversees=frozenset({"27053"})), NO_CASE), (WORKER, NO_CASE)),
}


@pytest.mark.parametrize("claim", Claim)
def test_claim_holds_when_it_should_and_not_otherwise(claim: Claim) -> None:
    yes, no = BOTH_WAYS[claim]
    assert holds(claim, *yes, NOW)
    assert not holds(claim, *no, NOW)
    assert holds(Not(claim), *no, NOW)
    assert not holds(Not(claim), *yes, NOW)


def test_every_claim_has_a_judge() -> None:
    assert set(JUDGES) == set(Claim)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (NOW - DAY, None, True),
        (NOW, None, True),
        (NOW + SECOND, None, False),
        (NOW - DAY, NOW + SECOND, True),
        (NOW - DAY, NOW, False),
    ],
)
def test_membership_and_place_run_from_their_first_instant_to_just_before_their_last(
    since: datetime, until: datetime | None, expected: bool
) -> None:
    assert FACTS.membership
    dated = replace(FACTS, membership=replace(FACTS.membership, since=since, until=until))
    assert holds(Claim.TEAM_MEMBER, WORKER, dated, NOW) is expected
    places = tuple(replace(place, since=since, until=until) for place in FACTS.places)
    assert holds(Claim.PLACED, WORKER, replace(FACTS, places=places), NOW) is expected


class Strange:
    """What is no clause at all; its name is the same in every test process."""

    def __repr__(self) -> str:
        return "strange"


UNKNOWN = Strange()


@pytest.mark.parametrize(
    "clause",
    [
        UNKNOWN,
        None,
        True,
        "present",
        AllOf(()),
        AnyOf(()),
        AllOf((Claim.PRESENT, UNKNOWN)),  # type: ignore[arg-type]
        AnyOf((UNKNOWN,)),  # type: ignore[arg-type]
        Not(UNKNOWN),  # type: ignore[arg-type]
        Not(AllOf(())),
        Not(AnyOf(())),
        Not(AllOf((Claim.IS_AUDITOR, UNKNOWN))),  # type: ignore[arg-type]
        Not(Not(AllOf(()))),
        Not(AnyOf((Claim.IS_AUDITOR, AllOf(())))),
        all_of(Claim.PRESENT, AllOf(())),
        any_of(Claim.IS_AUDITOR, AnyOf(())),
    ],
    ids=repr,
)
def test_unknown_or_empty_clause_refuses_however_deep(clause: object) -> None:
    assert not holds(clause, WORKER, FACTS, NOW)


def test_nested_clauses_mean_what_they_say() -> None:
    assert holds(all_of(Claim.PRESENT, any_of(Claim.IS_AUDITOR, Claim.IS_WORKER)), WORKER, FACTS, NOW)
    assert holds(Not(all_of(Claim.PRESENT, Claim.IS_AUDITOR)), WORKER, FACTS, NOW)
    assert not holds(Not(any_of(Claim.PRESENT, Claim.IS_AUDITOR)), WORKER, FACTS, NOW)
