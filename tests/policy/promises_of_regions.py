"""Room: tests. What the policy promises about liaisons: numbers of a region, and no case; goes on from the law side."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import Regime
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.policy import decide as judge
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, REFERRAL_ACTS
from tests.policy.promises import promise
from tests.policy.promises_of_the_law_side import PROMISES
from tests.policy.village import COUNTY, HAVEN, NOW, allowed, case, person, program, rulebook

__all__ = ["PROMISES"]
WORKING = {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}


def liaison(actor: Actor) -> Actor:
    """The same person, appointed for a region."""
    return replace(actor, oversees=frozenset({"27053"}))


def _reads(actor: Actor) -> bool:
    return judge.decide_general(rulebook(), actor, Action.REGION_READ, NOW).allowed


@promise
def a_region_is_read_by_its_liaison_alone() -> None:
    for role in Role:
        assert not _reads(person(COUNTY, role))
        assert _reads(liaison(person(COUNTY, role))) is (role in WORKING)


@promise
def nobody_of_a_confidential_program_or_a_court_has_a_region() -> None:
    for closed in (HAVEN, program("courts", Regime.JUDICIAL)):
        for role in Role:
            assert not _reads(liaison(person(closed, role)))


@promise
def a_region_opens_no_case() -> None:
    for role in (Role.WORKER, Role.SUPERVISOR, Role.ADMINISTRATOR):
        somebody = person(COUNTY, role)
        for facts in (case(somebody), case(member=False)):
            for action in (*CASE_ACTS, *CONFLICT_ACTS, *REFERRAL_ACTS):
                assert allowed(liaison(somebody), action, facts) == allowed(somebody, action, facts), action
