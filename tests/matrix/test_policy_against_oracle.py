"""Room: tests. The decision table against the oracle, cell by cell: every action, every holding, every situation."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts, Holding, Release
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.acts import SYSTEM_ACTS
from tests.matrix import cells, referral_oracle
from tests.matrix.cells import (
    NOW,
    OWNERS,
    SETTLED_BY_RELEASE_ONLY,
    allowed,
    expected_sight,
    facts_of,
    release,
    settled,
    situations,
    viewers,
)
from tests.matrix.oracle import Held, Situation, Viewer
from tests.matrix.test_legal_side_against_oracle import SEEN_HERE
from tests.plugins.ours import rulebook
from tests.policy.referred import about, referral
from tests.policy.test_planted_bugs import PLANTS


def acts_judged(viewer: Viewer, actor: Actor) -> Iterator[str | None]:
    """Each cell of one viewer: None where policy and oracle agree, else what differs."""
    actions = [action for action in Action if action not in SYSTEM_ACTS]
    if not viewer.stepped_up:  # a second factor opens location and allows nothing
        for situation in situations(viewer):
            facts = facts_of(actor, situation)
            for action in actions:
                expected = settled(action, viewer, situation)
                if expected is None:
                    expected = referral_oracle.may(action.value, viewer, situation)
                agree = allowed(actor, action, facts) == expected
                yield None if agree else f"{action.value}: {viewer} {situation}: expected {expected}"
            if not situation.offered:  # changes nothing about a referral; fewer cells of the same answer
                yield from cells.referrals_judged(viewer, actor, situation, facts)


def carried_judged(viewer: Viewer, actor: Actor) -> Iterator[str | None]:
    """What goes along, for each recipient who may read the referral: every owner, type and release state."""
    words = {Access.OPEN: "open", Access.KNOWN: "known", Access.STEP_UP: "step_up"}
    if viewer.role in {"worker", "auditor"}:  # the others are judged above; the same goes along for those who may read
        for situation in situations(viewer):
            if situation.offered or situation.coordinates or not situation.case_open:
                continue
            received = replace(situation, referral="received")
            facts = facts_of(actor, situation)
            for state in ("none", "in_force", "expired", "revoked"):
                for owner, held, given in holdings(state, actor):
                    if owner.id == actor.program_id or not situation.present:
                        continue
                    sending = referral(owner, actor.program, *InformationType)
                    known = about(replace(facts, releases=(*facts.releases, *given)), sending)
                    decision = judge.decide(rulebook(), actor, Action.REFERRAL_READ, known, NOW)
                    sight = {
                        one.information_type.value: words[one.access] for case in decision.cases for one in case.types
                    }
                    for one in held:
                        answer, expected = sight.get(one.information_type, "absent"), carried_by(viewer, received, one)
                        said = f"{one.information_type} of {owner.id} {answer}: {viewer} {received} {state}"
                        yield None if answer == expected else said


def carried_by(viewer: Viewer, situation: Situation, held: Held) -> str:
    """As in expected_sight: by law a safety plan does not go along."""
    settled_closed = held.information_type in SETTLED_BY_RELEASE_ONLY and held.release_to_viewer != "in_force"
    return "absent" if settled_closed else referral_oracle.carries(viewer, situation, held)


def holdings(state: str, actor: Actor) -> Iterator[tuple[Program, tuple[Held, ...], tuple[Release, ...]]]:
    for owner in OWNERS:
        held = tuple(
            Held(
                owner_program=owner.id,
                owner_agency=owner.agency_id,
                owner_partner_type=owner.partner_type,
                owner_confidential=owner.confidential,
                owner_regimes=frozenset(regime.value for regime in owner.regimes),
                owner_jurisdictions=owner.jurisdictions,
                information_type=kind.value,
                release_to_viewer=state,
            )
            for kind in InformationType
        )
        given = (
            ()
            if state == "none" or owner.id == actor.program.id
            # Nothing of a confidential program is here at all unless its release to the hub is in force as well.
            else (
                release("given", owner, actor.program.id, state),
                *((release("hub of owner", owner, owner.id, "in_force", hub=True),) * owner.confidential),
            )
        )
        yield owner, held, given


def seen(actor: Actor, facts: CaseFacts) -> dict[str, str]:
    words = {Access.OPEN: "open", Access.KNOWN: "known", Access.STEP_UP: "step_up"}
    decision = judge.decide(rulebook(), actor, Action.CASE_READ, facts, NOW)
    return {line.information_type.value: words[line.access] for case in decision.cases for line in case.types}


def sights_judged(viewer: Viewer, actor: Actor) -> Iterator[str | None]:
    """The same for what is seen: every owner, type and release state, for every viewer in every situation."""
    for situation in situations(viewer):
        if situation.offered or (situation.coordinates and not situation.case_open):
            continue  # who coordinates changes no sight; fewer cells of the same answer
        facts = facts_of(actor, situation)
        for state in ("none", "in_force", "expired", "revoked"):
            for owner, held, given in holdings(state, actor):
                filed = tuple(Holding(program=owner, information_type=kind) for kind in InformationType)
                sight = seen(actor, replace(facts, holdings=filed, releases=(*facts.releases, *given)))
                for one in held:
                    answer = sight.get(one.information_type, "absent")
                    agree = answer == expected_sight(viewer, situation, one)
                    yield (
                        None
                        if agree
                        else f"{one.information_type} of {owner.id} {answer}: {viewer} {situation} {state}"
                    )


def test_every_act_in_every_situation_is_what_the_documents_say() -> None:
    judged = [cell for each in viewers() for cell in acts_judged(*each)]
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 250_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


@pytest.mark.slow
def test_what_goes_along_with_a_referral_is_what_the_documents_say() -> None:
    judged = [cell for each in viewers() for cell in carried_judged(*each)]
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 100_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


@pytest.mark.slow
def test_every_holding_in_every_situation_is_what_the_documents_say() -> None:
    judged = [cell for each in viewers() for cell in sights_judged(*each)]
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 1_000_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


BLIND = {
    "agency forgotten": "the matrix releases to programs; tests/policy holds agencies",
    "first release wins": "the matrix gives one release at a time; tests/policy gives two",
    "government ignored": "police are government in every cell; tests/plugins has private ones",
    "law of the recipient": "everybody is under the same law here; tests/policy parts them",
    "membership of another program counts": "the viewer has one program here; tests/policy has two",
    "ended membership counts": "as above",
    "signatures ignored": "every release here is signed; tests/policy has the others",
    "recipients ignored": "the one release is to the viewer; tests/policy names another",
    "sister program let in": "as above",
    "types of the release ignored": "the one release names every type; tests/policy names few",
    "any hub release counts": "one hub release at a time; tests/policy gives two",
    "hub release not asked": "judged under its second name, confidential place",
    "floor removed": "no rule of ours would open them; tests/policy plants a rule that would",
    "floor without treatment": "as above",
    "floor without therapy notes": "as above",
    "answer told without a release": "it is no act and no sight; tests/policy and tests/casework hold it",
    "client told of without a release": "as above",
    "entry names the child too early": "the matrix judges no entries; tests/casework reads them",
    **dict.fromkeys(SEEN_HERE, "no law office, court or guardian here: test_legal_side_against_oracle.py sees it"),
    "court sees the team": "whose places are shown is in tests/policy/promises_of_the_law_side.py",
}


@pytest.mark.parametrize("bug", sorted(PLANTS.keys() - BLIND.keys()))
def test_planted_policy_bug_turns_the_matrix_red(monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    plant, _ = PLANTS[bug]
    plant(monkeypatch)
    # A cell of each viewer and kind in turn, in situations in any order: what is wrong is met soon.
    streams = [judged(*each) for each in viewers() for judged in (acts_judged, sights_judged, carried_judged)]
    in_turn = itertools.chain.from_iterable(itertools.zip_longest(*streams))
    assert next((cell for cell in in_turn if cell), None) is not None


def test_at_least_ten_planted_bugs_are_seen_by_the_matrix() -> None:
    assert len(PLANTS.keys() - BLIND.keys()) >= 10
