"""Room: tests. What is made once a process, although thousands of tests have a hub, a door and a database of their own.

Templates, the rules of addresses and the SQL of statements depend on our text alone, and which plugins are installed on
the folders of the path: a process of the hub makes and reads them once, one of the tests did so once a test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from functools import wraps
from importlib import metadata
from importlib.metadata import EntryPoints
from pathlib import Path
from types import CodeType
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.engine.interfaces import Compiled
from werkzeug.routing import Map, Rule

MOST_STATEMENTS = 2_000  # kept; then all are forgotten


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


def do_once() -> None:
    """For the rest of this process."""
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": Templates()}
    Rule.compile = compiled_once(Rule.compile)  # type: ignore[method-assign]
    event.listen(Engine, "engine_connect", _with_statements)
    metadata.entry_points = looked_up_once(metadata.entry_points)  # type: ignore[assignment]


def _with_statements(connection: Connection) -> None:
    connection.execution_options(compiled_cache=STATEMENTS)


def compiled_once(compile_rule: Callable[..., None]) -> Callable[..., None]:
    """Werkzeug's method, remembering by address what it made of a rule that has nothing but an address."""
    known: dict[Hashable, tuple[dict[str, Any], Callable[..., Any], Callable[..., Any]]] = {}

    @wraps(compile_rule)
    def compiled(rule: Rule) -> None:
        """The parts, the converters, and the functions that build the address, each bound to its rule."""
        if rule.defaults or rule.subdomain or rule.map.host_matching or rule.map.converters != Map.default_converters:
            return compile_rule(rule)
        key = (rule.rule, rule.merge_slashes)
        if key not in known:
            compile_rule(rule)
            kept = {name: getattr(rule, name) for name in ("_parts", "_trace", "_converters")}
            build, build_unknown = rule._build, rule._build_unknown
            known[key] = (kept, build.__func__, build_unknown.__func__)  # type: ignore[attr-defined]
        kept, build, build_unknown = known[key]
        vars(rule).update(kept)
        rule.arguments.update(kept["_converters"])
        rule._build, rule._build_unknown = build.__get__(rule), build_unknown.__get__(rule)
        return None

    return compiled


def looked_up_once(look_up: Callable[..., EntryPoints]) -> Callable[..., EntryPoints]:
    """`entry_points`, which reads every package of the environment, as long as no folder of the path has changed."""
    known: dict[Hashable, EntryPoints] = {}

    @wraps(look_up)
    def looked_up(**wanted: str) -> EntryPoints:
        """What is installed now."""
        folders = [folder for folder in map(Path, sys.path) if folder.is_dir()]
        key = (tuple(wanted.items()), tuple((folder, folder.stat().st_mtime_ns) for folder in folders))
        if key not in known:
            known[key] = look_up(**wanted)
        return known[key]

    return looked_up
