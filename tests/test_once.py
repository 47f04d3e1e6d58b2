"""Room: tests. What is made once a process is what would be made each time."""

from __future__ import annotations

import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from sqlalchemy import String, column, create_engine, select, table
from werkzeug.routing import IntegerConverter, Map, Rule

from coordination.declare.hooks import GROUP
from coordination.model.ids import new_id
from tests.community import make_community
from tests.databases import SqliteStore
from tests.once import MOST_STATEMENTS, STATEMENTS, Statements, compiled_once
from tests.partners.outside import install


def test_every_rule_is_compiled_as_by_a_door_alone_in_its_process(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    for community in make_community(sqlite_store, tmp_path / "home"):
        rules = list(community.app.url_map.iter_rules())
    assert len(rules) > 100
    for rule in rules:
        anew = rule.empty()
        anew.map, anew.subdomain, anew.merge_slashes = rule.map, rule.subdomain, rule.merge_slashes
        Rule.compile.__wrapped__(anew)  # type: ignore[attr-defined]
        assert (rule._parts, rule._trace, rule.arguments) == (anew._parts, anew._trace, anew.arguments)
        kinds, others = ({name: type(one) for name, one in it._converters.items()} for it in (rule, anew))
        assert kinds == others
        values = {name: new_id() for name in rule.arguments}
        for unknown in (False, True):
            more = {**values, "unknown": "x y"} if unknown else values
            assert rule.build(more, append_unknown=unknown) == anew.build(more, append_unknown=unknown)


def test_a_rule_is_not_taken_for_another() -> None:
    asked: list[Rule] = []

    def usual(rule: Rule) -> None:
        asked.append(rule)
        Rule.compile.__wrapped__(rule)  # type: ignore[attr-defined]

    compile_rule = compiled_once(usual)
    maps = [Map(), Map(), Map(converters={"default": IntegerConverter}), Map(merge_slashes=False), Map()]
    rules = [Rule("/a//<name>", endpoint="x", defaults={"page": 1} if more is maps[-1] else None) for more in maps]
    for rule, belongs in zip(rules, maps, strict=True):
        rule.map, rule.merge_slashes, rule.subdomain = belongs, belongs.merge_slashes, ""
        compile_rule(rule)
    assert asked == [rules[0], *rules[2:]]
    values = ["x", "x", "7", "x", "x"]
    built = [
        rule.build({"name": name, "page": 1}, append_unknown=False) for rule, name in zip(rules, values, strict=True)
    ]
    assert built == [("", path) for path in ("/a/x", "/a/x", "/a/7", "/a//x", "/a/x")]
    assert rules[1].arguments == {"name"}


def test_a_plugin_is_found_as_soon_as_it_is_installed_and_not_a_moment_longer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(entry_points(group=GROUP))
    assert before == set(entry_points(group=GROUP))
    monkeypatch.syspath_prepend(tmp_path)
    install(tmp_path, "first")
    assert {found.name for found in set(entry_points(group=GROUP)) - before} == {"first"}
    install(tmp_path, "second")
    assert {found.name for found in set(entry_points(group=GROUP)) - before} == {"first", "second"}
    sys.path.remove(str(tmp_path))
    assert set(entry_points(group=GROUP)) == before


def test_a_statement_is_compiled_once_for_all_databases_of_a_kind() -> None:
    query = select(column("a", String)).select_from(table("b")).where(column("a") == "c")
    first, second = (create_engine("sqlite://") for _ in "12")
    for engine in (first, second):
        with engine.connect() as connection:
            connection.exec_driver_sql("CREATE TABLE b (a TEXT)")
            before = len(STATEMENTS)
            assert connection.execute(query).all() == []
            assert len(STATEMENTS) - before == (engine is first)
        engine.dispose()


def test_no_statement_is_taken_for_another_kind_of_database() -> None:
    kept = Statements()
    here = create_engine("sqlite://").dialect
    there, older = (create_engine("postgresql+psycopg://").dialect for _ in "12")
    there.server_version_info, older.server_version_info = (15, 1), (9, 1)
    compiled = select(column("a")).compile()
    kept[here, "select"] = compiled
    assert kept.get((here, "select")) is kept.get((create_engine("sqlite://").dialect, "select")) is compiled
    assert kept.get((here, "insert")) is kept.get((there, "select")) is None
    kept[there, "select"] = compiled
    assert kept.get((older, "select")) is None


def test_what_is_kept_has_an_end() -> None:
    kept, dialect, compiled = Statements(), create_engine("sqlite://").dialect, select(column("a")).compile()
    for number in range(MOST_STATEMENTS + 1):
        kept[dialect, number] = compiled
    assert len(kept) == 1
