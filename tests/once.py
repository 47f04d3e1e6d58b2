"""Room: tests. What is compiled once a process, although thousands of tests have a door and a database of their own.

Templates, the functions that build addresses, and the SQL of statements depend on our text alone: a process of the hub
makes them once, a process of the tests made them once a test. Nothing that a test can see is shared.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine.interfaces import Compiled
from werkzeug.routing import Rule

MOST_STATEMENTS = 2_000  # kept; then all are forgotten

Builder = Callable[..., tuple[str, str]]


class Templates(BytecodeCache):
    """By name and text."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give what was compiled of this very text."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Templates()


class Statements(dict[Any, Compiled]):
    """By SQLAlchemy's own key, in which the engine's dialect stands first: here, everything that it compiles by."""

    def get(self, key: Any, default: Any = None) -> Any:  # noqa: ANN401 - as its base
        """What was compiled of this statement for a database of this kind."""
        return super().get(_alike(key), default)

    def __setitem__(self, key: Any, compiled: Compiled) -> None:  # noqa: ANN401 - as its base
        """Keep it."""
        if len(self) >= MOST_STATEMENTS:
            self.clear()
        super().__setitem__(_alike(key), compiled)


def _alike(key: tuple[Dialect, *tuple[Hashable, ...]]) -> Hashable:
    dialect, *rest = key
    return (type(dialect), dialect.paramstyle, dialect.server_version_info, *rest)


STATEMENTS = Statements()


def compile_once() -> None:
    """For the rest of this process."""
    event.listen(Engine, "engine_connect", _with_statements)
    Rule._compile_builder = built_once(Rule._compile_builder)  # type: ignore[method-assign]


def _with_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=STATEMENTS)


def built_once(build: Callable[..., Builder]) -> Callable[..., Builder]:
    """Werkzeug's method, remembering what it made."""
    known: dict[Hashable, Builder] = {}

    @wraps(build)
    def built(rule: Rule, append_unknown: bool = True) -> Builder:
        """The function of this address. It is given its rule, and with it the converters, at every call."""
        if rule.defaults:
            return build(rule, append_unknown)  # a converter has already spoken in it
        key = (rule.rule, append_unknown, tuple(rule._trace))
        if key not in known:
            known[key] = build(rule, append_unknown)
        return known[key]

    return built
