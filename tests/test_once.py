"""Room: tests. What is compiled once a process is what would be compiled each time."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import String, column, create_engine, select, table
from werkzeug.routing import Map, Rule

from coordination.model.ids import new_id
from tests.community import make_community
from tests.databases import SqliteStore
from tests.once import MOST_STATEMENTS, STATEMENTS, Statements, built_once


def test_every_address_is_built_as_a_door_alone_in_its_process_would(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    kept, anew = Rule._compile_builder, Rule._compile_builder.__wrapped__  # type: ignore[attr-defined]
    assert kept is not anew
    for community in make_community(sqlite_store, tmp_path / "home"):
        rules = list(community.app.url_map.iter_rules())
    assert len(rules) > 100
    for rule in rules:
        values = {name: new_id() for name in rule.arguments}
        for unknown in (False, True):
            more = {**values, "unknown": "x y"} if unknown else values
            assert kept(rule, unknown).__get__(rule)(**more) == anew(rule, unknown).__get__(rule)(**more)


def test_an_address_of_another_door_is_not_taken_for_ours() -> None:
    compile_builder = built_once(Rule._compile_builder.__wrapped__)  # type: ignore[attr-defined]
    one, other = Rule("/a/<name>", endpoint="one"), Rule("/a/<int:name>", endpoint="other")
    Map([one, other])
    assert compile_builder(one, False).__get__(one)(name="x") == ("", "/a/x")
    assert compile_builder(other, False).__get__(other)(name=7) == ("", "/a/7")
    assert compile_builder(one, False) is compile_builder(one, False)


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
