"""Room: tests. What a program may not do, though its people may: before its papers or its order, in secret, as a court.

Each act is told as a world in which it is allowed, and the one thing about the program that forbids it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.acts import CONFLICT_ACTS, GENERAL_ACTS, REFERRAL_ACTS
from coordination.policy.decide import NO_CASE
from coordination.policy.live import WAIT_FOR_LIVE
from tests.policy.courthouse import COURT, GUARDIANS, legal_case
from tests.policy.referred import about, referral
from tests.policy.village import CLINIC, COUNTY, HAVEN, NOW, POLICE, allowed, case, person, release, rulebook

CASEWORKERS = {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}
WORKER, COORDINATOR, SUPERVISOR = Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR


def generally(actor: Actor, action: Action) -> bool:
    """Whether somebody may do what is about no one case."""
    return judge.decide_general(rulebook(), actor, action, NOW).allowed


def may(actor: Actor, action: Action, facts: CaseFacts) -> bool:
    """Whether somebody may, be it about this case or about none."""
    return generally(actor, action) if action in GENERAL_ACTS else allowed(actor, action, facts)


def led(action: Action, actor: Actor, facts: CaseFacts) -> CaseFacts:
    """The same case, with what else the action asks for: coordination, an offer of it, or a referral."""
    ours = actor.program
    if action in REFERRAL_ACTS:
        parties = (ours, CLINIC) if action is Action.REFERRAL_REOPEN else (CLINIC, ours)
        return about(facts, referral(*parties))
    if action is Action.CASE_ACCEPT_COORDINATION:
        return replace(facts, offered_to=ours.id)
    return replace(facts, coordinating_program_id=ours.id) if action is Action.REFERRAL_BRING else facts


# act: somebody who may do it while their program's papers with whoever runs the hub are filed
BEGUN: dict[Action, tuple[Program, Role]] = {
    Action.CASE_ACCEPT_COORDINATION: (POLICE, COORDINATOR),
    Action.CASE_IMPORT: (POLICE, WORKER),
    Action.CASE_OPEN: (POLICE, WORKER),
    Action.DRAFT_SAVE: (POLICE, WORKER),
    Action.FILE_ATTACH: (POLICE, WORKER),
    Action.RECORD_FILE: (POLICE, WORKER),
    Action.REFERRAL_ACCEPT: (POLICE, WORKER),
    Action.REFERRAL_BRING: (POLICE, WORKER),
    Action.REFERRAL_REOPEN: (POLICE, WORKER),
    Action.REFERRAL_SEND: (POLICE, WORKER),
    Action.RELEASE_NAME_HUB: (HAVEN, WORKER),
}


@pytest.mark.parametrize("action", BEGUN)
def test_a_program_begins_this_only_while_its_papers_with_the_operator_are_filed(action: Action) -> None:
    somebody = person(*BEGUN[action])
    facts = led(action, somebody, case(somebody))
    assert somebody.program.needs
    assert may(somebody, action, facts)
    lapsed = replace(somebody, program=replace(somebody.program, instruments=()))
    assert not may(lapsed, action, facts)


def test_those_are_all_that_wait_for_these_papers() -> None:
    assert set(BEGUN) == WAIT_FOR_LIVE


@pytest.mark.parametrize(
    ("action", "role"),
    [
        (Action.AUTHORITY_LIST, WORKER),
        (Action.AUTHORITY_PREVIEW, WORKER),
        (Action.AUTHORITY_RECORD, WORKER),
        (Action.CASE_ACCEPT_COORDINATION, COORDINATOR),
        (Action.EMERGENCY_START, WORKER),
        (Action.REFERRAL_BRING, WORKER),
        (Action.REFERRAL_SEND, WORKER),
        (Action.RELEASE_LIST, WORKER),
        (Action.RELEASE_PREVIEW, WORKER),
        (Action.RELEASE_RECORD, WORKER),
        (Action.REQUEST_MAKE, WORKER),
    ],
)
def test_whoever_works_by_appointment_shares_and_receives_nothing_before_the_order_is_on_file(
    action: Action, role: Role
) -> None:
    guardian = person(GUARDIANS, role)
    facts = led(action, guardian, legal_case(guardian))
    assert not may(guardian, action, facts)
    assert may(guardian, action, replace(facts, ordered=frozenset({GUARDIANS.id})))
    assert not may(guardian, action, replace(facts, ordered=frozenset({COUNTY.id})))  # another's order


@pytest.mark.parametrize(
    ("action", "role"),
    [
        (Action.CASE_ACCEPT_COORDINATION, COORDINATOR),
        (Action.CASE_RESTRICT, SUPERVISOR),
        (Action.CASE_UNRESTRICT, SUPERVISOR),
        (Action.DEMAND_RECORD, SUPERVISOR),
        (Action.EMERGENCY_START, WORKER),
        (Action.INTERVIEWER_NAME, SUPERVISOR),
        (Action.STAGING_TELL, WORKER),
        (Action.STAGING_WITHDRAW, WORKER),
    ],
)
def test_a_confidential_program_does_nothing_by_which_others_would_learn_that_it_is_there(
    action: Action, role: Role
) -> None:
    advocate = person(HAVEN, role)
    facts = led(action, advocate, replace(case(advocate), releases=(release(HAVEN, names_hub=True),)))
    assert allowed(advocate, Action.CASE_READ, facts)
    assert not allowed(advocate, action, facts)
    assert allowed(replace(advocate, program=replace(HAVEN, confidential=False)), action, facts)


@pytest.mark.parametrize("role", Role)
def test_coordination_is_accepted_by_whoever_may_coordinate_and_only_where_it_is_offered(role: Role) -> None:
    somebody = person(POLICE, role)
    offered = replace(case(somebody), offered_to=POLICE.id)
    may_coordinate = role in {COORDINATOR, SUPERVISOR}
    assert allowed(somebody, Action.CASE_ACCEPT_COORDINATION, offered) is may_coordinate
    for other in (replace(offered, offered_to=COUNTY.id), replace(offered, open=False), replace(offered, places=())):
        assert not allowed(somebody, Action.CASE_ACCEPT_COORDINATION, other)


@pytest.mark.parametrize(
    ("program", "role", "named"),
    [
        (POLICE, SUPERVISOR, True),
        (POLICE, WORKER, False),
        (COUNTY, WORKER, True),  # which coordinates
        (COUNTY, SUPERVISOR, True),
    ],
)
def test_the_interviewer_is_named_by_a_supervisor_on_the_case_or_by_whoever_coordinates(
    program: Program, role: Role, named: bool
) -> None:
    somebody = person(program, role)
    facts = case(somebody)
    assert allowed(somebody, Action.INTERVIEWER_NAME, facts) is named
    assert not allowed(somebody, Action.INTERVIEWER_NAME, replace(facts, open=False))


@pytest.mark.parametrize("action", CONFLICT_ACTS)
@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.SUPERVISOR])
def test_the_conflict_list_and_the_accounting_of_a_case_that_is_not_there_are_nobodys(
    action: Action, role: Role
) -> None:
    keeper = person(COUNTY, role)
    alone = {Action.CONFLICT_LIFT, Action.DISCLOSURE_SUSPEND}  # for the privacy officer
    there = case(keeper, member=False)
    assert allowed(keeper, action, there) is (role is Role.PRIVACY_OFFICER or action not in alone)
    for shut in (replace(there, present=False), replace(there, conflict=True), NO_CASE):
        assert not allowed(keeper, action, shut)


@pytest.mark.parametrize("role", Role)
def test_people_of_a_court_who_work_on_cases_list_what_was_filed_and_others_do_not(role: Role) -> None:
    assert generally(person(COURT, role), Action.FILING_LIST) is (role in CASEWORKERS)
    assert not generally(person(COUNTY, role), Action.FILING_LIST)


@pytest.mark.parametrize(
    "action", [Action.CASE_LIST, Action.DOCUMENT_LIST, Action.EMERGENCY_LIST, Action.DISCLOSURE_READ]
)
@pytest.mark.parametrize("role", Role)
def test_nobody_of_a_court_asks_for_lists_of_cases(action: Action, role: Role) -> None:
    assert not generally(person(COURT, role), action)
