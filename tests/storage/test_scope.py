"""Room: tests. The scope compiler refuses what it does not know, and no list ever scans the cases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Select, create_engine, text

from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.case import CaseKey
from coordination.model.ids import CaseId
from coordination.policy import scope as tree
from coordination.policy.scope import Field, Relation, Scope, scope
from coordination.storage import case_list
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, places
from coordination.storage.scope import compile_scope, fold
from tests.community import Community
from tests.policy.generated import generated

NOW = datetime(2026, 11, 21, tzinfo=UTC)
YES, NO = tree.Constant(True), tree.Constant(False)


@dataclass(frozen=True)
class Stranger:
    """A node that nobody taught the compiler."""


TABLES = "agencies|cases|conflicts|memberships|mine|ours|people|places|programs|releases|restriction"
SCAN = re.compile(rf"Seq Scan|SCAN ({TABLES})")

UNKNOWN: list[Any] = [
    Stranger(),
    tree.Not(Stranger()),  # type: ignore[arg-type]
    tree.AllOf((YES, Stranger())),  # type: ignore[arg-type]
    tree.Has("rumour", YES),  # type: ignore[arg-type]
    tree.Has(Relation.PLACE, Stranger()),  # type: ignore[arg-type]
    tree.Has(Relation.PLACE, tree.Equals(Field.MEMBERSHIP_PERSON, "x")),
    tree.Has(Relation.PLACE, tree.Has(Relation.NAMED, tree.Equals(Field.NAMED_PERSON, "x"))),
    tree.Has(Relation.NAMED, tree.Equals(Field.NAMED_PERSON, "x")),
    tree.Has(Relation.CONFLICT, tree.Equals(Field.RESTRICTION_LIFTED, False)),
    tree.Equals(Field.PLACE_PROGRAM, "x"),
    tree.Equals("case.colour", "x"),  # type: ignore[arg-type]
    tree.In(Field.CONFLICT_TARGET, frozenset({"x"})),
    tree.Within(Field.PLACE_SINCE, Field.PLACE_UNTIL, NOW),
    tree.Has(Relation.PLACE, tree.Within(Field.MEMBERSHIP_SINCE, Field.PLACE_UNTIL, NOW)),
]


@pytest.mark.parametrize("unknown", UNKNOWN, ids=repr)
def test_an_unknown_node_or_field_refuses(unknown: Scope) -> None:
    with pytest.raises(ValueError, match=r"scope|Named"):
        compile_scope(unknown)


@pytest.mark.parametrize(
    "empty",
    [tree.AllOf(()), tree.AnyOf(()), tree.Not(tree.AllOf(())), tree.Not(tree.Not(tree.AnyOf(()))), NO],
    ids=repr,
)
def test_emptiness_matches_nothing_however_it_is_turned(empty: Scope) -> None:
    assert fold(empty) == NO
    assert str(compile_scope(empty)) == "false"


def test_an_empty_part_inside_a_relation_matches_nothing() -> None:
    inner = tree.Has(Relation.PLACE, tree.Not(tree.AllOf(())))
    assert "false" in str(compile_scope(inner))
    assert fold(tree.Not(inner)) == NO  # and Not of it is no yes


def test_a_place_not_in_the_list_reaches_nothing(community: Community) -> None:
    nobody = tree.AllOf((YES, tree.Not(tree.Has(Relation.CONFLICT, tree.Equals(Field.CONFLICT_TARGET, "x")))))
    with community.desk.consulting() as cabinet, pytest.raises(ValueError, match="neither membership nor place"):
        case_list.page(cabinet, nobody, community.actor("ana_cps_worker"))


@pytest.mark.parametrize("slug", ["ana_cps_worker", "sam_cps_supervisor", "adv_safe", "sup_safe"])
def test_a_list_never_scans_the_cases(community: Community, slug: str) -> None:
    """The plan of each branch begins in the viewer's own index; `cases` is not touched at all."""
    with community.desk.database.write() as connection:
        generated(connection, community, 7, 150)
    if community.databases.kind == "postgresql":
        owner = create_engine(community.databases.owner, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.execute(text("ANALYZE"))
        owner.dispose()
    actor = community.actor(slug)
    within = scope(actor, Action.CASE_LIST, community.clock.now)
    for after in (None, CaseKey(changed_at=community.clock.now, case_id=CaseId("f" * 32))):
        plan = _plan(community, case_list.page_query(within, actor, after=after))
        assert "ix_memberships_person_id_program_id_changed_at_case_id" in plan, plan
        if actor.role is Role.SUPERVISOR:
            assert "ix_places_program_id_changed_at_case_id" in plan, plan
        assert " cases" not in plan, plan
        assert not [line for line in plan.splitlines() if SCAN.search(line)], plan


def _plan(community: Community, query: Select[tuple[datetime, str]] | None) -> str:
    assert query is not None
    with community.desk.database.read() as connection:
        sqlite = community.databases.kind == "sqlite"
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")  # 150 cases lie on one page of a table
        written = query.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        rows = connection.exec_driver_sql(("EXPLAIN QUERY PLAN " if sqlite else "EXPLAIN ") + str(written))
        return "\n".join(" ".join(map(str, row)) for row in rows)


def test_a_condition_can_stand_on_another_column() -> None:
    closed = tree.Equals(Field.CASE_OPEN, False)
    assert "EXISTS" not in str(compile_scope(closed))
    assert "EXISTS" in str(compile_scope(closed, places.c.case_id))
    assert str(compile_scope(closed, cases.c.id)) == str(compile_scope(closed))


def test_the_scope_of_an_action_without_a_rule_matches_nothing(community: Community) -> None:
    actor = community.actor("ana_cps_worker")
    assert compile_scope(scope(actor, Action.ACCESS_LOG_READ, NOW)).compare(compile_scope(NO))
    with community.desk.consulting() as cabinet:
        assert isinstance(cabinet, Cabinet)
        assert case_list.page(cabinet, scope(actor, Action.ACCESS_LOG_READ, NOW), actor) == []
