"""Room: tests. The scope in SQL and the policy's decision agree on every case, on both engines, and a bug is seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, select, type_coerce

from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId
from coordination.policy import scope as tree
from coordination.policy.acts import CASE_ACTS
from coordination.policy.decide import decide
from coordination.policy.scope import Field, Relation, Scope, scope
from coordination.storage import case_facts, case_list
from coordination.storage import scope as compiler
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.scope import compile_scope
from tests.community import PEOPLE, Community
from tests.policy.generated import generated

EXAMPLES = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def actors(community: Community) -> list[Actor]:
    """Everybody of the community."""
    return [community.actor(slug) for slug in PEOPLE]


@EXAMPLES
@given(seed=st.integers(0, 2**32 - 1))
def test_every_action_lists_exactly_what_the_policy_allows(
    community: Community, actors: list[Actor], seed: int
) -> None:
    assert list(_disagreements(community, actors, seed)) == []


@EXAMPLES
@given(seed=st.integers(0, 2**32 - 1))
def test_the_paged_list_holds_each_allowed_case_once(community: Community, actors: list[Actor], seed: int) -> None:
    now = community.clock.now
    with community.desk.database.write() as connection:
        made = set(generated(connection, community, seed, 8))
        cabinet = Cabinet(connection=connection, keyring=community.desk.keyring, now=now)
        for actor in actors:
            many = case_facts.facts_of_many(connection, actor, sorted(made))
            allowed = _allowed(community, actor, Action.CASE_LIST, many)
            listed = [case_id for case_id in _paged(cabinet, actor) if case_id in made]
            assert sorted(listed) == sorted(allowed), actor.name


@pytest.mark.parametrize(
    "bug",
    [
        pytest.param(lambda node: tree.Constant(True) if _has(node, Relation.PLACE) else None, id="place ignored"),
        pytest.param(
            lambda node: tree.Constant(False) if _has(node, Relation.CONFLICT) else None, id="conflicts ignored"
        ),
        pytest.param(lambda node: tree.Constant(False) if _has(node, Relation.RESTRICTION) else None, id="open to all"),
        pytest.param(
            lambda node: tree.Constant(True) if _has(node, Relation.HUB_RELEASE) else None, id="no hub release"
        ),
        pytest.param(lambda node: tree.Constant(False) if _of(node, Field.CASE_OPEN) else None, id="never open"),
        pytest.param(
            lambda node: tree.Constant(True) if _of(node, Field.CASE_OFFERED_TO) else None, id="always offered"
        ),
        pytest.param(
            lambda node: tree.Constant(True) if _of(node, Field.CASE_COORDINATING_PROGRAM) else None,
            id="all coordinate",
        ),
        pytest.param(lambda node: tree.AnyOf(node.parts) if isinstance(node, tree.AllOf) else None, id="any for all"),
        pytest.param(lambda node: node.part if isinstance(node, tree.Not) else None, id="no for not"),
    ],
)
def test_a_planted_difference_is_found(
    community: Community, actors: list[Actor], bug: Callable[[Scope], Scope | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    right = compiler._node

    def wrong(node: Scope, *rest: object) -> object:
        return right(bug(node) or node, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(compiler, "_node", wrong)
    assert _found(community, actors)


@pytest.mark.parametrize(
    ("name", "wrong", "first"),  # first: a community that shows it
    [
        ("_within", lambda node, relation, source: source.c[compiler._COLUMNS[node.start][1]] <= node.at, 0),
        ("_joined", lambda _relation, source, at: [source.c.case_id == at], 0),
        ("not_ended", lambda source, _at: source.c.revoked_at.is_(None), 2),
    ],
    ids=["ends ignored", "any release names the hub", "a guardian's word goes on at 18"],
)
def test_a_planted_difference_in_a_condition_is_found(
    community: Community, actors: list[Actor], name: str, wrong: object, first: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiler, name, wrong)
    assert _found(community, actors, first)


def _found(community: Community, actors: list[Actor], first: int = 0) -> bool:
    """Whether one of a few communities shows a difference."""
    return any(next(_disagreements(community, actors, seed), None) is not None for seed in (first, *range(24)))


def _disagreements(community: Community, actors: list[Actor], seed: int) -> Iterator[str]:
    now = community.clock.now
    with community.desk.database.write() as connection:
        made = sorted(generated(connection, community, seed, 8))
        for actor in actors:
            many = case_facts.facts_of_many(connection, actor, made)
            trees: dict[Scope, list[Action]] = {}  # actions that share a rule share a question
            for action in CASE_ACTS:
                trees.setdefault(scope(actor, action, now), []).append(action)
            asked = [type_coerce(compile_scope(found), Boolean).label(f"s{at}") for at, found in enumerate(trees)]
            rows = connection.execute(select(cases.c.id, *asked).where(cases.c.id.in_(made))).all()
            for at, actions in enumerate(trees.values(), 1):
                listed = {row[0] for row in rows if row[at]}
                for action in actions:
                    allowed = _allowed(community, actor, action, many)
                    if listed != allowed:
                        yield f"{actor.name} {action}: listed {len(listed)}, allowed {len(allowed)}"


def _allowed(community: Community, actor: Actor, action: Action, many: Iterable[CaseFacts]) -> set[CaseId]:
    now = community.clock.now
    return {facts.case_id for facts in many if decide(community.desk.rulebook, actor, action, facts, now).allowed}


def _paged(cabinet: Cabinet, actor: Actor) -> list[CaseId]:
    within, after, found = scope(actor, Action.CASE_LIST, cabinet.now), None, list[CaseId]()
    while True:
        page = case_list.page(cabinet, within, actor, after=after, size=3)
        found += [key.case_id for key in page]
        if len(page) < 3:
            return found
        after = page[-1]


def _has(node: Scope, relation: Relation) -> bool:
    return isinstance(node, tree.Has) and node.relation is relation


def _of(node: Scope, field: Field) -> bool:
    return isinstance(node, tree.Equals) and node.field is field
