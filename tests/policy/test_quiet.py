"""Room: tests. Who may not do what on a case: because others would see that they are there, or before their order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.program import Program
from coordination.policy import decide as judge
from tests.policy.courthouse import COURT, GUARDIANS, legal_case
from tests.policy.village import HAVEN, NOW, POLICE, case, person, release, rulebook

NAMED = release(HAVEN, names_hub=True)


def _may(program: Program, action: Action, role: Role = Role.SUPERVISOR) -> bool:
    """Whether they may do this on a case on which their program has its place, and which was offered to it."""
    boss = person(program, role)
    facts = replace(case(boss), releases=(NAMED,), offered_to=program.id)
    return judge.decide(rulebook(), boss, action, facts, NOW).allowed


def test_a_confidential_program_restricts_no_case() -> None:
    """A restriction shows to those it leaves in."""
    assert _may(HAVEN, Action.CASE_READ)
    assert not _may(HAVEN, Action.CASE_RESTRICT)
    assert _may(POLICE, Action.CASE_RESTRICT)


def test_a_confidential_program_takes_over_no_case() -> None:
    """Whoever coordinates stands on every page of the case."""
    assert not _may(HAVEN, Action.CASE_ACCEPT_COORDINATION)
    assert _may(POLICE, Action.CASE_ACCEPT_COORDINATION)
    assert _may(POLICE, Action.CASE_ACCEPT_COORDINATION, Role.COORDINATOR)
    assert not _may(POLICE, Action.CASE_ACCEPT_COORDINATION, Role.WORKER)


@pytest.mark.parametrize("action", [Action.INTERVIEWER_NAME, Action.STAGING_TELL])
def test_a_confidential_program_tells_the_team_nothing_of_staging(action: Action) -> None:
    """Everybody on the case sees who told it."""
    assert not _may(HAVEN, action)
    assert _may(POLICE, action)


@pytest.mark.parametrize("action", [Action.EMERGENCY_START, Action.REFERRAL_BRING, Action.REFERRAL_SEND])
def test_who_works_by_an_order_begins_nothing_before_it_is_filed(action: Action) -> None:
    guardian = person(GUARDIANS)
    facts = replace(legal_case(guardian), coordinating_program_id=GUARDIANS.id)
    assert not judge.decide(rulebook(), guardian, action, facts, NOW).allowed
    ordered = replace(facts, ordered=frozenset({GUARDIANS.id}))
    assert judge.decide(rulebook(), guardian, action, ordered, NOW).allowed


@pytest.mark.parametrize("action", [Action.CONFLICT_LIFT, Action.CONFLICT_SET, Action.DISCLOSURE_READ])
def test_of_a_case_that_is_not_there_no_officer_keeps_anything(action: Action) -> None:
    officer = person(POLICE, Role.PRIVACY_OFFICER)
    assert judge.decide(rulebook(), officer, action, case(), NOW).allowed
    assert not judge.decide(rulebook(), officer, action, replace(case(), present=False), NOW).allowed


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.PRIVACY_OFFICER])
def test_who_works_on_no_case_asks_for_no_filings(role: Role) -> None:
    assert judge.decide_general(rulebook(), person(COURT), Action.FILING_LIST, NOW).allowed
    assert not judge.decide_general(rulebook(), person(COURT, role), Action.FILING_LIST, NOW).allowed
