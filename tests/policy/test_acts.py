"""Room: tests. Every action stands in exactly one table; every clause is made of claims; deny is the default."""

from __future__ import annotations

import pytest

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.policy import decide as judge
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, REFERRAL_ACTS, SYSTEM_ACTS
from coordination.policy.claims import AllOf, AnyOf, Claim, Not
from tests.policy.village import COUNTY, HAVEN, NOW, allowed, case, person, rulebook

CASEWORKERS = {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}
EVERYBODY = set(Role)
KEEPERS = {Role.SUPERVISOR, Role.ADMINISTRATOR}


@pytest.mark.parametrize("action", Action)
def test_every_action_stands_in_exactly_one_table(action: Action) -> None:
    assert sum(action in table for table in (CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, REFERRAL_ACTS, SYSTEM_ACTS)) == 1


def test_lists_that_begin_without_a_case_are_judged_on_each_case_too() -> None:
    assert set(MAY_ASK) <= {*CASE_ACTS, *CONFLICT_ACTS, *REFERRAL_ACTS}


@pytest.mark.parametrize("table", [CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, REFERRAL_ACTS])
def test_every_clause_is_sound(table: dict[Action, object]) -> None:
    def sound(clause: object) -> bool:
        if isinstance(clause, AllOf | AnyOf):
            return bool(clause.parts) and all(sound(part) for part in clause.parts)
        if isinstance(clause, Not):
            return isinstance(clause.part, Claim)
        return isinstance(clause, Claim)

    for action, clause in table.items():
        assert sound(clause), action


@pytest.mark.parametrize("action", sorted(SYSTEM_ACTS))
@pytest.mark.parametrize("role", Role)
def test_acts_of_the_system_are_done_by_no_person(action: Action, role: Role) -> None:
    somebody = person(COUNTY, role)
    assert not allowed(somebody, action, case(somebody))
    assert not judge.decide_general(rulebook(), somebody, action, NOW).allowed


GENERAL: dict[Action, set[Role]] = {
    Action.ACCESS_LOG_EXPORT: {Role.AUDITOR},
    Action.ACCESS_LOG_READ: {Role.AUDITOR},
    Action.ACCESS_LOG_VERIFY: {Role.AUDITOR},
    Action.AGREEMENT_EDIT: {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER},
    Action.AGREEMENT_READ: {*KEEPERS, Role.PRIVACY_OFFICER},
    Action.CASE_IMPORT: CASEWORKERS,
    Action.CASE_OPEN: CASEWORKERS,
    Action.CERTIFICATE_EDIT: KEEPERS,
    Action.CERTIFICATE_READ: EVERYBODY,
    Action.CONFLICT_LIST: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.DESIGNATION_EDIT: KEEPERS,
    Action.DIRECTORY_EDIT: KEEPERS,
    Action.DIRECTORY_READ: EVERYBODY,
    Action.DISCLOSURE_READ: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.DOCUMENT_LIST: {Role.SUPERVISOR},
    Action.DRAFT_DISCARD: CASEWORKERS,
    Action.EMERGENCY_LIST: {Role.SUPERVISOR},
    Action.DRAFT_LIST: CASEWORKERS,
    Action.CONTACT_READ: EVERYBODY,
    Action.CONTACT_SET: EVERYBODY,
    Action.HOLD_LIFT: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.HOLD_SET: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.INSTRUMENT_EDIT: {Role.ADMINISTRATOR, Role.PRIVACY_OFFICER},
    Action.INSTRUMENT_READ: EVERYBODY,
    Action.MEMBERSHIP_COUNT: {Role.ADMINISTRATOR},
    Action.NOTICE_MARK_SEEN: CASEWORKERS,
    Action.ON_CALL_EDIT: KEEPERS,
    Action.PASSKEY_CODE: {Role.ADMINISTRATOR},
    Action.PASSKEY_END: EVERYBODY,
    Action.PROTOCOL_EDIT: {Role.COORDINATOR, Role.SUPERVISOR},
    Action.PROTOCOL_READ: {Role.COORDINATOR, Role.SUPERVISOR},
    Action.PURGE_CONFIRM: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.PURGE_DECLINE: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.PURGE_PROPOSE: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.REGION_READ: set(),  # of a liaison alone: tests/policy/promises_of_regions.py
    Action.RELEASE_NAME_HUB: set(),
    Action.RETENTION_LIST: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.RETENTION_SET: {Role.PRIVACY_OFFICER, Role.SUPERVISOR},
    Action.ROSTER_CHANGE: {Role.ADMINISTRATOR},
    Action.ROSTER_CONFIRM: {Role.ADMINISTRATOR},
    Action.ROSTER_DECLINE: {Role.ADMINISTRATOR},
    Action.ROSTER_PROPOSE: {Role.ADMINISTRATOR},
    Action.ROSTER_READ: {Role.ADMINISTRATOR},
    Action.SERVICE_EDIT: KEEPERS,
    Action.SESSION_END: EVERYBODY,
    Action.SESSION_LIST: EVERYBODY,
    Action.CASE_LIST: CASEWORKERS,
    Action.CASE_SEARCH: CASEWORKERS,
    Action.DEADLINE_LIST: CASEWORKERS,
    Action.FILING_LIST: set(),  # of a court alone: tests/policy/promises_of_the_law_side.py
    Action.NOTICE_LIST: CASEWORKERS,
    Action.REFERRAL_LIST: CASEWORKERS,
    Action.REQUEST_LIST: CASEWORKERS,
    Action.WORK_LIST: CASEWORKERS,
}


def test_table_of_general_acts_is_whole() -> None:
    assert set(GENERAL) == set(GENERAL_ACTS) | set(MAY_ASK)


@pytest.mark.parametrize("action", GENERAL)
@pytest.mark.parametrize("role", Role)
def test_general_act_is_open_to_these_roles(action: Action, role: Role) -> None:
    decision = judge.decide_general(rulebook(), person(COUNTY, role), action, NOW)
    assert decision.allowed is (role in GENERAL[action])
    assert decision.reason == (action.value if decision.allowed else "no_rule")


@pytest.mark.parametrize("role", Role)
def test_confidential_program_opens_no_case_and_names_the_hub_instead(role: Role) -> None:
    advocate = person(HAVEN, role)
    assert not judge.decide_general(rulebook(), advocate, Action.CASE_OPEN, NOW).allowed
    assert not judge.decide_general(rulebook(), advocate, Action.CASE_IMPORT, NOW).allowed
    naming = judge.decide_general(rulebook(), advocate, Action.RELEASE_NAME_HUB, NOW)
    assert naming.allowed is (role in CASEWORKERS)


@pytest.mark.parametrize("action", CONFLICT_ACTS)
def test_acts_of_the_privacy_officer_open_no_type(action: Action) -> None:
    officer = person(COUNTY, Role.PRIVACY_OFFICER)
    (one,) = judge.decide(rulebook(), officer, action, case(officer), NOW).cases
    assert one.types == ()


def test_decision_carries_the_hash_of_the_rules() -> None:
    worker = person(COUNTY)
    for facts in (case(worker), case(member=False)):
        stamped = judge.decide(rulebook(), worker, Action.CASE_READ, facts, NOW).rules_hash
        assert stamped == rulebook().rules_hash != "0" * 64
