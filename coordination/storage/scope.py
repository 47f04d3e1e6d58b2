"""Room: storage. Compiles a scope tree of the policy to SQL: the one place where a rule becomes a condition on rows.

`compile_scope(tree)` is a condition on cases.id; `compile_scope(tree, at=places.c.case_id)` is the same condition on
another table's column of case ids, so that a list can be driven from a viewer's own index and still be held to the
whole rule. A node or field it does not know refuses: nothing is listed rather than too much.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, bindparam, exists, false, not_, or_, true

from coordination.policy import scope as tree
from coordination.policy.scope import Field, Relation, Scope
from coordination.storage.case_tables import (
    cases,
    conflicts,
    holdings,
    memberships,
    places,
    restriction_names,
    restrictions,
)
from coordination.storage.record_tables import not_ended, releases

_SOURCES: dict[Relation, FromClause] = {
    Relation.CONFLICT: conflicts,
    Relation.HOLDING: holdings,
    Relation.HUB_RELEASE: releases,
    Relation.MEMBERSHIP: memberships,
    Relation.NAMED: restriction_names,
    Relation.PLACE: places,
    Relation.RESTRICTION: restrictions,
}
_COLUMNS: dict[Field, tuple[Relation, str]] = {
    Field.CONFLICT_TARGET: (Relation.CONFLICT, "target_id"),
    Field.HOLDING_PROGRAM: (Relation.HOLDING, "program_id"),
    Field.HOLDING_TYPE: (Relation.HOLDING, "information_type"),
    Field.HUB_RELEASE_ENDS: (Relation.HUB_RELEASE, "expires_at"),
    Field.HUB_RELEASE_PROGRAM: (Relation.HUB_RELEASE, "program_id"),
    Field.HUB_RELEASE_STARTS: (Relation.HUB_RELEASE, "starts_at"),
    Field.MEMBERSHIP_PERSON: (Relation.MEMBERSHIP, "person_id"),
    Field.MEMBERSHIP_PROGRAM: (Relation.MEMBERSHIP, "program_id"),
    Field.MEMBERSHIP_SINCE: (Relation.MEMBERSHIP, "since"),
    Field.MEMBERSHIP_UNTIL: (Relation.MEMBERSHIP, "until"),
    Field.NAMED_PERSON: (Relation.NAMED, "person_id"),
    Field.PLACE_PROGRAM: (Relation.PLACE, "program_id"),
    Field.PLACE_SINCE: (Relation.PLACE, "since"),
    Field.PLACE_UNTIL: (Relation.PLACE, "until"),
}
_LIFTED: dict[Field, tuple[Relation, str]] = {
    Field.CONFLICT_LIFTED: (Relation.CONFLICT, "lifted_at"),
    Field.RESTRICTION_LIFTED: (Relation.RESTRICTION, "lifted_at"),
}
_OF_THE_CASE: dict[Field, str] = {
    Field.CASE_COORDINATING_PROGRAM: "coordinating_program_id",
    Field.CASE_OFFERED_TO: "offered_to",
    Field.CASE_OPEN: "closed_at",
}

Rows = dict[Relation, FromClause]


class Slot(str):
    """Stands in a scope for a value that is bound when the statement runs: the name of its parameter."""

    __slots__ = ()


def slotted(scope: Scope) -> tuple[Scope, dict[str, object]]:
    """The same tree with a Slot for each value, and the values by slot.

    People of one role share the tree, so the statement made of it is made once: making it costs more than running it.
    """
    values: dict[str, object] = {}

    def slot(value: object) -> Any:  # noqa: ANN401 - it stands where the value stood, whatever that was
        name = Slot(f"scope_{len(values)}")
        values[name] = value
        return name

    def walk(node: Scope) -> Scope:  # noqa: PLR0911 - a node kind each
        match node:
            case tree.AllOf() | tree.AnyOf():
                return type(node)(tuple(walk(part) for part in node.parts))
            case tree.Not():
                return tree.Not(walk(node.part))
            case tree.Has():
                return tree.Has(node.relation, walk(node.part))
            case tree.Equals() if not isinstance(node.value, bool):
                return tree.Equals(node.field, slot(node.value))
            case tree.In():
                return tree.In(node.field, frozenset(slot(value) for value in sorted(node.values)))
            case tree.Within():
                return tree.Within(node.start, node.end, slot(node.at))
            case _:
                return node

    return walk(scope), values


def _bound(value: Any, column: ColumnElement[Any]) -> Any:  # noqa: ANN401 - as in slotted
    return bindparam(str(value), type_=column.type) if isinstance(value, Slot) else value


def fold(scope: Scope, known: Callable[[Scope], bool | None] = lambda _part: None) -> Scope:
    """The tree with its constants worked out. known: what a part is taken to be, or None to leave it.

    An empty AllOf or AnyOf matches nothing, and so does Not of one that was empty to begin with.
    """
    taken = known(scope)
    if taken is not None:
        return tree.Constant(taken)
    if isinstance(scope, tree.AllOf | tree.AnyOf):
        return _fold_parts(scope, known)
    if isinstance(scope, tree.Not):
        if not _sound(scope.part):
            return tree.Constant(False)
        part = fold(scope.part, known)
        return tree.Constant(not part.value) if isinstance(part, tree.Constant) else tree.Not(part)
    return scope


def _fold_parts(scope: tree.AllOf | tree.AnyOf, known: Callable[[Scope], bool | None]) -> Scope:
    if not scope.parts:
        return tree.Constant(False)
    every = isinstance(scope, tree.AllOf)
    parts = [fold(part, known) for part in scope.parts]
    if any(isinstance(part, tree.Constant) and part.value is not every for part in parts):
        return tree.Constant(not every)
    left = tuple(part for part in parts if not isinstance(part, tree.Constant))
    if not left:
        return tree.Constant(every)
    if len(left) == 1:
        return left[0]
    return tree.AllOf(left) if every else tree.AnyOf(left)


def compile_scope(scope: Scope, at: ColumnElement[str] | None = None, rows: Rows | None = None) -> ColumnElement[bool]:
    """The condition that the case of `at` (default cases.id) lies within the scope.

    rows: tables of the query's own FROM that already stand for a relation, by its row at hand: `Has` of that relation,
    where it is asked for and not denied, is then put to that very row instead of to an EXISTS.
    """
    return _node(fold(scope), cases.c.id if at is None else at, rows or {})


def _node(node: Scope, at: ColumnElement[str], rows: Rows) -> ColumnElement[bool]:
    match node:
        case tree.Constant():
            return true() if node.value else false()
        case tree.AllOf():
            return and_(*[_node(part, at, rows) for part in node.parts]) if node.parts else false()
        case tree.AnyOf():
            return or_(*[_node(part, at, rows) for part in node.parts]) if node.parts else false()
        case tree.Not():
            # INVARIANT: under a Not only an EXISTS over all rows will do: one row at hand proves nothing absent.
            return not_(_node(node.part, at, {})) if _sound(node.part) else false()
        case tree.Has():
            return _has(node, at, rows)
        case tree.Equals() if node.field in _OF_THE_CASE:
            return _of_the_case(node, at)
        case _:
            raise ValueError(f"A scope has a node that cannot stand alone: {node!r}.")


def _has(node: tree.Has, at: ColumnElement[str], rows: Rows) -> ColumnElement[bool]:
    if node.relation in rows:
        return _part(node.part, node.relation, rows[node.relation])
    if node.relation is Relation.NAMED:
        raise ValueError("Named persons belong to a restriction and are asked for inside one.")
    source = _source(node.relation)
    return exists().where(*_joined(node.relation, source, at), _part(node.part, node.relation, source))


def _joined(relation: Relation, source: FromClause, at: ColumnElement[str]) -> list[ColumnElement[bool]]:
    joined: list[ColumnElement[bool]] = [source.c.case_id == at]
    if relation is Relation.HUB_RELEASE:
        joined += [source.c.names_hub.is_(True), source.c.signers_suffice.is_(True)]
    return joined


def _part(  # noqa: PLR0911 - a node kind each
    node: Scope, relation: Relation, source: FromClause
) -> ColumnElement[bool]:
    """A condition on one row of a relation."""
    match node:
        case tree.Constant():
            return true() if node.value else false()
        case tree.AllOf():
            return and_(*[_part(part, relation, source) for part in node.parts]) if node.parts else false()
        case tree.AnyOf():
            return or_(*[_part(part, relation, source) for part in node.parts]) if node.parts else false()
        case tree.Not():
            return not_(_part(node.part, relation, source)) if _sound(node.part) else false()
        case tree.Equals() if node.field in _LIFTED:
            lifted = _column(_LIFTED, node.field, relation, source)
            return lifted.is_not(None) if node.value else lifted.is_(None)
        case tree.Equals():
            column = _column(_COLUMNS, node.field, relation, source)
            equal: ColumnElement[bool] = column == _bound(node.value, column)
            return equal
        case tree.In():
            column = _column(_COLUMNS, node.field, relation, source)
            return column.in_([_bound(value, column) for value in sorted(node.values)]) if node.values else false()
        case tree.Within():
            return _within(node, relation, source)
        case tree.Has(relation=Relation.NAMED) if relation is Relation.RESTRICTION:
            named = restriction_names.alias()
            return exists().where(named.c.restriction_id == source.c.id, _part(node.part, Relation.NAMED, named))
        case _:
            raise ValueError(f"A scope asks a {relation} for something it does not have: {node!r}.")


def _within(node: tree.Within, relation: Relation, source: FromClause) -> ColumnElement[bool]:
    """start <= at < end; an empty end has not come. A release has other ends too (model.facts.Release)."""
    start, end = (_column(_COLUMNS, field, relation, source) for field in (node.start, node.end))
    at = _bound(node.at, start)
    found = and_(start <= at, or_(end.is_(None), end > at))
    if relation is Relation.HUB_RELEASE:
        return and_(found, not_ended(source, at))
    return found


def _of_the_case(node: tree.Equals, at: ColumnElement[str]) -> ColumnElement[bool]:
    source: FromClause = cases if at is cases.c.id else cases.alias()
    column = source.c[_OF_THE_CASE[node.field]]
    answer: ColumnElement[bool]
    if node.field is Field.CASE_OPEN:
        answer = column.is_(None) if node.value else column.is_not(None)
    else:
        answer = and_(column.is_not(None), column == _bound(node.value, column))
    return answer if source is cases else exists().where(source.c.id == at, answer)


def _source(relation: Relation) -> FromClause:
    source = _SOURCES.get(relation)
    if source is None:
        raise ValueError(f"A scope asks for an unknown relation: {relation!r}.")
    return source.alias()


def _column(
    table: dict[Field, tuple[Relation, str]], field: Field, relation: Relation, source: FromClause
) -> ColumnElement[str]:
    home, name = table.get(field, (None, ""))
    if home is not relation:
        raise ValueError(f"A scope compares {field!r} in a {relation}.")
    column: ColumnElement[str] = source.c[name]
    return column


def _sound(scope: Scope) -> bool:
    """Whether no AllOf or AnyOf within is empty; Not of nothing must not become everything."""
    if isinstance(scope, tree.AllOf | tree.AnyOf):
        return bool(scope.parts) and all(_sound(part) for part in scope.parts)
    if isinstance(scope, tree.Not):
        return _sound(scope.part)
    return not isinstance(scope, tree.Has) or _sound(scope.part)
