"""Room: database. `Prepared`: a statement written in SQLAlchemy, compiled once, run straight on the driver.

For the few statements that every page runs: finding the compiled text anew cost more than running it (tests/bench).
What goes in and comes out passes the same type processors; the same listeners hear of it; errors are SQLAlchemy's.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import ExpandedState, SQLCompiler
from sqlalchemy.sql.selectable import CompoundSelect
from sqlalchemy.types import TypeEngine

from coordination.database.types import Instant

_MOST_PLANS = 64  # a list of each length has a text of its own

Row = tuple[Any, ...]
Statement = Select[Any] | CompoundSelect[Any] | Insert | Update
_Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """The text for one dialect and these lengths of lists. names: of its parameters; lists: what they expand to."""

    text: str
    names: tuple[str, ...]
    positional: bool
    constants: Mapping[str, Any]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    incoming: tuple[tuple[str, _Process], ...]
    outgoing: tuple[tuple[int, _Process], ...]


class Prepared:
    """A SELECT, INSERT, or UPDATE that returns rows. Safe to share between threads and engines.

    Lists are `bindparam(name, expanding=True)`.
    """

    __slots__ = ("_compiled", "_lists", "_named", "_plans", "_statement")

    def __init__(self, statement: Statement, *lists: str) -> None:
        """lists: the names of its expanding parameters."""
        self._statement = statement
        self._lists = lists
        self._compiled: dict[str, SQLCompiler] = {}
        self._named: Callable[..., Any] | None = None
        self._plans: dict[tuple[object, ...], _Plan] = {}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Row]:
        """Run it in the connection's transaction; every row, as plain tuples in the order of the columns."""
        plan = self._plan(connection.dialect, values)
        found = cast("list[Row]", _run(connection, plan, _bound(plan, values)).fetchall())
        if not plan.outgoing or not found:
            return found
        return [_processed(row, plan.outgoing) for row in found]

    def named_rows(self, connection: Connection, values: Mapping[str, Any]) -> list[Any]:
        """As `rows`, each with its columns by their names."""
        if self._named is None:
            columns: Any = () if isinstance(self._statement, Insert) else self._statement.exported_columns
            self._named = namedtuple("_Named", [str(column.key) for column in columns])  # type: ignore[misc]  # noqa: PYI024 - the names are the statement's
        return [self._named(*row) for row in self.rows(connection, values)]

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run it for what it writes."""
        plan = self._plan(connection.dialect, values)
        _run(connection, plan, _bound(plan, values))

    def _plan(self, dialect: Dialect, values: Mapping[str, Any]) -> _Plan:
        shape = (dialect.name, *[len(values[name]) for name in self._lists])
        plan = self._plans.get(shape)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[shape] = self._planned(dialect, values)
        return plan

    def _planned(self, dialect: Dialect, values: Mapping[str, Any]) -> _Plan:
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            keys = list(values) if isinstance(self._statement, Insert) else None
            compiled = self._statement.compile(dialect=dialect, column_keys=keys)
            self._compiled[dialect.name] = compiled
        state = compiled.construct_expanded_state(dict(values))
        lists = tuple((name, tuple(state.parameter_expansion.get(name, ()))) for name in self._lists)
        inside = {name for _, names in lists for name in names}
        constants = {
            name: value for name, value in compiled.construct_params(dict(values)).items() if name not in values
        }
        names = state.positiontup if state.positiontup is not None else [*compiled.bind_names.values(), *inside]
        used = tuple(name for name in names if name not in self._lists)
        return _Plan(
            text=state.statement,
            names=used,
            positional=state.positiontup is not None,
            constants=constants,
            lists=lists,
            incoming=_incoming(compiled, state, used, dialect),
            outgoing=_outgoing(self._statement, dialect),
        )


def _incoming(
    compiled: SQLCompiler, state: ExpandedState, used: Iterable[str], dialect: Dialect
) -> tuple[tuple[str, _Process], ...]:
    """What turns our value into the driver's, by parameter: an Instant is microseconds on SQLite."""
    whole = {name: one.type.dialect_impl(dialect).bind_processor(dialect) for name, one in compiled.binds.items()}
    found = {**whole, **state.processors}  # the second: of the parts of lists
    once = [(name, found.get(name)) for name in dict.fromkeys(used)]  # a name may stand in several places
    return tuple((name, cast(_Process, how)) for name, how in once if how is not None)


def _outgoing(statement: Statement, dialect: Dialect) -> tuple[tuple[int, _Process], ...]:
    """What turns a driver's value into ours, by the place of its column."""
    if isinstance(statement, Insert):
        return ()
    found = [_made(column.type, dialect) for column in statement.exported_columns]
    return tuple((place, how) for place, how in enumerate(found) if how is not None)


def _made(type_: TypeEngine[Any], dialect: Dialect) -> _Process | None:
    """What makes ours of a value that is not NULL. Of instants there are many, so theirs has no wrapper around it."""
    if isinstance(type_, Instant):
        return cast(_Process, type_.maker(dialect))
    return cast("_Process | None", type_.dialect_impl(dialect).result_processor(dialect, None))


def _bound(plan: _Plan, values: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the driver takes
    """The parameters as the driver takes them: a tuple in order, or by name."""
    bound = {**plan.constants, **values}
    for name, names in plan.lists:
        flat = bound.pop(name)
        if len(flat) != len(names):  # a list of tuples
            flat = [part for item in flat for part in item]
        bound.update(zip(names, flat, strict=True))
    for name, how in plan.incoming:
        bound[name] = how(bound[name])
    return tuple([bound[name] for name in plan.names]) if plan.positional else bound


def _processed(row: Row, outgoing: tuple[tuple[int, _Process], ...]) -> Row:
    made = list(row)
    for place, how in outgoing:
        value = made[place]
        if value is not None:  # none of our types makes anything of NULL
            made[place] = how(value)
    return tuple(made)


def _run(connection: Connection, plan: _Plan, bound: Any) -> Any:  # noqa: ANN401 - a driver's cursor
    raw: Any = connection.connection.driver_connection
    for hear in connection.dispatch.before_cursor_execute:
        hear(connection, None, plan.text, bound, None, False)
    driver = connection.dialect.loaded_dbapi
    try:
        return raw.execute(plan.text, bound)
    except driver.Error as error:
        gone = connection.dialect.is_disconnect(error, raw, None)
        if gone:
            connection.invalidate(error)
        raise DBAPIError.instance(
            plan.text, None, error, driver.Error, hide_parameters=True, connection_invalidated=gone,
            dialect=connection.dialect,
        ) from error  # fmt: skip
