"""Room: tests. What a confidential program may not do because others would see that it is there."""

from __future__ import annotations

from dataclasses import replace

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.program import Program
from coordination.policy import decide as judge
from tests.policy.village import HAVEN, NOW, POLICE, case, person, release, rulebook

NAMED = release(HAVEN, names_hub=True)


def _may(program: Program, action: Action) -> bool:
    """Whether the program's supervisor may do this on a case on which it has its place, for its own people."""
    boss = person(program, Role.SUPERVISOR)
    facts = replace(case(boss), releases=(NAMED,))
    return judge.decide(rulebook(), boss, action, facts, NOW).allowed


def test_a_confidential_program_restricts_no_case() -> None:
    """A restriction shows to those it leaves in."""
    assert _may(HAVEN, Action.CASE_READ)
    assert not _may(HAVEN, Action.CASE_RESTRICT)
    assert _may(POLICE, Action.CASE_RESTRICT)
