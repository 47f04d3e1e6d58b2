"""Room: tests. Law offices, courts and whoever speaks for the child against the oracle, cell by cell."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, Holding
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.acts import SYSTEM_ACTS
from tests.matrix import cells, legal_cells, referral_oracle
from tests.matrix.cells import NOW, expected_sight, settled
from tests.matrix.oracle import Held, Viewer
from tests.matrix.oracle_of_partners import travels
from tests.plugins.ours import rulebook
from tests.policy.bugs_where_sides_meet import MEETINGS
from tests.policy.test_planted_bugs import PLANTS

ACTIONS = [action for action in Action if action not in SYSTEM_ACTS]
STATES = (("none", False), ("in_force", False), ("in_force", True), ("revoked", False))
WORDS = {Access.OPEN: "open", Access.KNOWN: "known", Access.STEP_UP: "step_up"}
APPOINTED = "child_representation"


def acts_judged() -> Iterator[str | None]:
    """Each act in each situation: None where policy and oracle agree, else what differs."""
    for viewer, actor in legal_cells.viewers(tuple(Role)):
        orders = (False, True) if viewer.partner_type == APPOINTED else (False,)
        for situation, order in itertools.product(cells.situations(viewer), orders):
            ours = replace(situation, order_on_file=order)
            facts = legal_cells.facts(actor, ours) if ours.present else cells.facts_of(actor, ours)
            for action in ACTIONS:
                expected = settled(action, viewer, ours)
                if expected is None:
                    expected = referral_oracle.may(action.value, viewer, ours)
                agree = cells.allowed(actor, action, facts) == expected
                yield None if agree else f"{action.value}: {viewer} {ours}: expected {expected}"
            if not ours.offered:
                yield from cells.referrals_judged(viewer, actor, ours, facts)


def seen(actor: Actor, facts: CaseFacts, owner: Program) -> dict[str, tuple[str, tuple[str, ...]]]:
    """What of the owner's holdings the actor gets, and the notices with it: a court on its own page and everybody else
    on the case's.
    """
    action = Action.FILING_READ if actor.program.court else Action.CASE_READ
    decision = judge.decide(rulebook(), actor, action, facts, NOW)
    return {
        line.information_type.value: (
            WORDS[line.access],
            tuple(rulebook().notice(slug).citation for slug in line.notices),
        )
        for case in decision.cases
        for line in case.types
        if line.program_id == owner.id
    }


def told_rightly(viewer: Viewer, held: Held, sight: str, told: Sequence[str]) -> bool:
    """Whether exactly those notices stand beside it that the documents have travel with what is open."""
    notices = travels(viewer, held) if sight in {"open", "step_up"} else frozenset[str]()
    return len(told) == len(notices) and all(any(one in cited for cited in told) for one in notices)


def sights_judged() -> Iterator[str | None]:
    """Each type of each owner, under each release, in each situation."""
    for viewer, actor in legal_cells.viewers((Role.WORKER, Role.SUPERVISOR, Role.AUDITOR)):
        for situation in legal_cells.situations():
            facts = legal_cells.facts(actor, situation)
            for owner, (state, names_agency) in itertools.product(legal_cells.OWNERS, STATES):
                if owner is legal_cells.ELSEWHERE and not situation.two_courts:
                    continue  # a court without a place has filed nothing here
                filed = tuple(Holding(program=owner, information_type=kind) for kind in InformationType)
                paper = legal_cells.given(owner, actor, state, names_agency=names_agency)
                mine = tuple(one for one in facts.holdings if one.program.id != owner.id)
                sight = seen(actor, replace(facts, holdings=(*mine, *filed), releases=(*facts.releases, *paper)), owner)
                for kind in InformationType:
                    held = legal_cells.held(owner, kind, state, names_agency=names_agency)
                    expected = expected_sight(viewer, situation, held)
                    answer, told = sight.get(kind.value, ("absent", ()))
                    agree = expected == answer and told_rightly(viewer, held, expected, told)
                    said = f"{kind} of {owner.id} {answer}, not {expected}: {viewer} {situation} {state} {names_agency}"
                    yield None if agree else f"{said} {told}"


@pytest.mark.slow
def test_every_act_of_the_legal_side_is_what_the_documents_say() -> None:
    judged = list(acts_judged())
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 250_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


@pytest.mark.slow
def test_every_holding_of_the_legal_side_is_what_the_documents_say() -> None:
    judged = list(sights_judged())
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 700_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


SEEN_HERE = (
    "agency passes the wall",
    "any court takes it",
    "court gets every type",
    "court gets what victim services have",
    "court taken for a team",
    "everybody a court",
    "floor without work product",
    "order of appointment not asked",
    "orders go to the whole team",
    "sharing without an order",
    "wall down",
)


@pytest.mark.parametrize("bug", [*SEEN_HERE, *MEETINGS])
def test_planted_bug_on_the_legal_side_turns_its_matrix_red(monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    plant, _ = (PLANTS | MEETINGS)[bug]
    plant(monkeypatch)
    both = itertools.chain.from_iterable(itertools.zip_longest(acts_judged(), sights_judged()))
    assert next((cell for cell in both if cell), None) is not None
