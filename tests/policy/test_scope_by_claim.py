"""Room: tests. The tree that a list is drawn by means what the decision means: claim by claim, and for whole rules.

Judged here on a few rows in memory; tests/policy/test_scope_agrees.py does it in SQL, on generated communities.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coordination.declare import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.policy import scope as tree
from coordination.policy.acts import CASE_ACTS
from coordination.policy.claims import AllOf, AnyOf, Claim, Not, all_of, any_of, holds
from coordination.policy.scope import Field, Relation, Scope, scope
from tests.policy.courthouse import COURT, GUARDIANS, legal_case
from tests.policy.test_claims import UNKNOWN
from tests.policy.village import COUNTY, DAY, HAVEN, NOW, POLICE, holding, person, release

Value = str | bool | datetime | None
Row = Mapping[Field, Value]
Rows = Mapping[Relation | None, list[Row]]  # by relation; None: the case itself
SECOND = timedelta(seconds=1)
ACTORS = [
    *(person(COUNTY, role) for role in Role),
    person(POLICE),
    *(person(HAVEN, role) for role in (Role.WORKER, Role.SUPERVISOR)),
    *(person(GUARDIANS, role) for role in (Role.WORKER, Role.SUPERVISOR)),
    person(COURT),
    replace(person(COUNTY), program=replace(POLICE, instruments=())),
    replace(person(COUNTY), oversees=frozenset({"27053"})),
]


def rows_of(actor: Actor, facts: CaseFacts, excluded: str) -> Rows:
    """The rows that lie behind these facts of a case, as the schema has them. excluded: whom a conflict names."""
    case: Row = {
        Field.CASE_OPEN: facts.open,
        Field.CASE_COORDINATING_PROGRAM: facts.coordinating_program_id,
        Field.CASE_OFFERED_TO: facts.offered_to,
    }
    member = facts.membership
    return {
        None: [case],
        Relation.CONFLICT: [
            {Field.CONFLICT_TARGET: excluded, Field.CONFLICT_LIFTED: not facts.conflict},
            {Field.CONFLICT_TARGET: "somebody else", Field.CONFLICT_LIFTED: False},
        ],
        Relation.RESTRICTION: [{Field.RESTRICTION_LIFTED: not facts.restricted}],
        Relation.NAMED: [{Field.NAMED_PERSON: actor.person_id if facts.named else "somebody else"}],
        Relation.HOLDING: [
            {Field.HOLDING_PROGRAM: one.program.id, Field.HOLDING_TYPE: one.information_type} for one in facts.holdings
        ],
        Relation.HUB_RELEASE: [
            {
                Field.HUB_RELEASE_PROGRAM: one.sharing_program_id,
                Field.HUB_RELEASE_STARTS: one.starts_at,
                Field.HUB_RELEASE_ENDS: one.expires_at,
            }
            for one in facts.releases
            if one.names_hub and one.revoked_at is None
        ],
        Relation.MEMBERSHIP: [
            {
                Field.MEMBERSHIP_PERSON: member.person_id,
                Field.MEMBERSHIP_PROGRAM: member.program_id,
                Field.MEMBERSHIP_SINCE: member.since,
                Field.MEMBERSHIP_UNTIL: member.until,
            }
        ]
        if member
        else [],
        Relation.PLACE: [
            {
                Field.PLACE_PROGRAM: one.program.id,
                Field.PLACE_SINCE: one.since,
                Field.PLACE_UNTIL: one.until,
            }
            for one in facts.places
        ],
    }


def listed(node: Scope | None, rows: Rows, row: Row) -> bool:  # noqa: PLR0911 - a node kind each
    """Whether the tree draws a case with these rows; row: the one that is compared, the case's own at first."""
    match node:
        case tree.AllOf(parts):
            return bool(parts) and all(listed(part, rows, row) for part in parts)
        case tree.AnyOf(parts):
            return any(listed(part, rows, row) for part in parts)
        case tree.Not(part):
            return not listed(part, rows, row)
        case tree.Constant(value):
            return value
        case tree.Equals(field, value):
            return row[field] == value
        case tree.In(field, values):
            return row[field] in values
        case tree.Within(start, end, at):
            since, until = row[start], row[end]
            assert isinstance(since, datetime)
            return since <= at and (not isinstance(until, datetime) or at < until)
        case tree.Has(relation, part):
            return any(listed(part, rows, one) for one in rows[relation])
        case _:
            raise AssertionError(f"{node} is no node of a scope")


def worlds(actor: Actor) -> Iterator[CaseFacts]:
    """A case that the actor is on, and what it becomes by one change."""
    facts = replace(legal_case(actor), releases=(release(HAVEN, names_hub=True),))
    assert facts.membership is not None
    yield facts
    yield replace(facts, open=False)
    yield replace(facts, coordinating_program_id=actor.program_id, offered_to=POLICE.id)
    yield replace(facts, coordinating_program_id=POLICE.id, offered_to=actor.program_id)
    yield replace(facts, conflict=True)
    yield replace(facts, restricted=True)
    yield replace(facts, restricted=True, named=True)
    yield replace(facts, membership=None)
    yield replace(facts, membership=replace(facts.membership, program_id=COURT.id))
    yield replace(facts, membership=replace(facts.membership, until=NOW))
    yield replace(facts, membership=replace(facts.membership, since=NOW + SECOND))
    yield replace(facts, places=())
    yield replace(facts, places=tuple(replace(place, until=NOW) for place in facts.places))
    yield replace(facts, places=tuple(replace(place, until=NOW + SECOND) for place in facts.places))
    yield replace(facts, places=tuple(replace(place, since=NOW + SECOND) for place in facts.places))
    yield replace(facts, releases=())
    yield replace(facts, releases=(release(HAVEN),))
    yield replace(facts, releases=(release(COUNTY, names_hub=True),))
    yield replace(facts, releases=(replace(facts.releases[0], expires_at=NOW),))
    yield replace(facts, releases=(replace(facts.releases[0], starts_at=NOW + DAY),))
    yield replace(holding(facts, GUARDIANS, InformationType.APPOINTMENT), ordered=frozenset({GUARDIANS.id}))
    yield holding(holding(facts, GUARDIANS, InformationType.COURT), COUNTY, InformationType.APPOINTMENT)


def told(actor: Actor) -> Iterator[tuple[CaseFacts, Rows]]:
    """Each world with its rows; the conflict list names the person, their program or their agency."""
    for facts in worlds(actor):
        for excluded in (actor.person_id, actor.program_id, actor.agency_id)[: 3 if facts.conflict else 1]:
            yield facts, rows_of(actor, facts, excluded)


WORLDS = [(actor, list(told(actor))) for actor in ACTORS]


def both(action: Action, clause: object) -> Iterator[tuple[bool, bool]]:
    """For each actor and world: whether the list holds the case, and whether the rule does."""
    for actor, seen in WORLDS:
        drawn = scope(actor, action, NOW)
        for facts, rows in seen:
            yield listed(drawn, rows, rows[None][0]), holds(clause, actor, facts, NOW)


@pytest.mark.parametrize("claim", [one for one in Claim if one not in {Claim.ADDRESSED, Claim.SENT}])
def test_a_list_by_any_claim_holds_the_cases_of_which_the_claim_is_true(
    claim: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Claims about one referral aside: no list of cases is drawn by those."""
    monkeypatch.setitem(CASE_ACTS, Action.CASE_READ, claim)
    found = list(both(Action.CASE_READ, claim))
    assert all(drawn is true for drawn, true in found)
    assert claim is Claim.PRESENT or {true for _, true in found} == {True, False}


def test_a_list_by_any_rule_about_a_case_holds_what_the_rule_allows() -> None:
    rules = {id(clause): (action, clause) for action, clause in CASE_ACTS.items()}  # many actions share one
    for action, clause in rules.values():
        found = list(both(action, clause))
        assert all(drawn is true for drawn, true in found), action
        assert {true for _, true in found} == {True, False}, action


@pytest.mark.parametrize(
    "clause",
    [
        UNKNOWN,
        AllOf(()),
        AnyOf(()),
        Not(UNKNOWN),  # type: ignore[arg-type]
        Not(AllOf(())),
        Not(Not(AnyOf(()))),
        Not(all_of(Claim.IS_AUDITOR, AllOf(()))),
        all_of(Claim.PRESENT, Not(any_of(Claim.OF_COURT, AnyOf(())))),
    ],
    ids=repr,
)
def test_a_rule_that_is_empty_or_unknown_lists_nothing_however_deep(
    clause: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(CASE_ACTS, Action.CASE_READ, clause)
    assert not any(drawn or true for drawn, true in both(Action.CASE_READ, clause))


def test_an_action_without_a_rule_lists_nothing() -> None:
    assert not any(drawn for drawn, _ in both(Action.ALARM_RAISE, None))
