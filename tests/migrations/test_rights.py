"""Room: tests. On PostgreSQL the database itself holds the hub to its word: what its roles may not do, and which rows
it shows without a case's name. Each guard is also broken on purpose, to see that the test would notice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import Connection

from coordination.casework.desk import Desk
from coordination.cli.work import checkpoint
from coordination.database.engine import Database
from coordination.demo import more_stories
from coordination.hub import Hub
from coordination.model.errors import Misconfigured
from coordination.settings import Settings
from tests.databases import Databases
from tests.demo.loaded import loaded
from tests.postgres import Cluster

pytestmark = pytest.mark.postgres

LOG = ("entry", "leaf", "node", "disclosure", "concern", "checkpoint")
PROTECTED = (
    "records",
    "data_keys",
    "referral_words",
    "record_files",
    "record_file_parts",
    "release_scans",
)
# What no role of the hub may do, as SQL whose WHERE is never true: rights are checked before rows are.
FORBIDDEN_TO_APP = (
    *(f"UPDATE {table} SET {column} = {column} WHERE false" for table, column in zip(LOG, (
        "bytes", "hash", "hash", "seq", "seq", "note"), strict=True)),
    *(f"DELETE FROM {table} WHERE false" for table in LOG),
    *(f"TRUNCATE {table}" for table in (*LOG, "records", "cases")),
    *(f"INSERT INTO {table} SELECT * FROM {table} WHERE false" for table in LOG if table != "entry"),
    "UPDATE sequencer SET size = size WHERE false",
    "UPDATE records SET body = body WHERE false",
    "UPDATE records SET case_id = case_id WHERE false",
    "UPDATE records SET information_type = information_type WHERE false",
    "UPDATE records SET program_id = program_id WHERE false",
    "DELETE FROM records WHERE false",
    "UPDATE record_files SET body = body WHERE false",
    "UPDATE record_files SET first_id = first_id WHERE false",
    "UPDATE record_file_parts SET body = body WHERE false",
    "UPDATE release_scans SET body = body WHERE false",
    "DELETE FROM release_scans WHERE false",
    "UPDATE authority_scans SET body = body WHERE false",
    "DELETE FROM authority_scans WHERE false",
    "DELETE FROM record_files WHERE false",
    "DELETE FROM record_file_parts WHERE false",
    "DELETE FROM cases WHERE false",
    "DELETE FROM releases WHERE false",
    "DELETE FROM memberships WHERE false",
    "DELETE FROM people WHERE false",
    "DELETE FROM services WHERE false",
    "DELETE FROM directory_entries WHERE false",
    "DELETE FROM on_call_lines WHERE false",
    "DELETE FROM designations WHERE false",
    "UPDATE service_terms SET term = term WHERE false",
    "DELETE FROM contacts WHERE false",
    "TRUNCATE outbox",
    "UPDATE data_keys SET wrapped = wrapped WHERE false",
    "UPDATE referrals SET recipient_id = recipient_id WHERE false",
    "UPDATE referrals SET case_id = case_id WHERE false",
    "UPDATE referral_words SET body = body WHERE false",
    "UPDATE referral_steps SET step = step WHERE false",
    "DELETE FROM referrals WHERE false",
    "DELETE FROM referral_links WHERE false",
    "DELETE FROM referral_words WHERE false",
    "ALTER TABLE referral_words DISABLE ROW LEVEL SECURITY",
    "UPDATE alembic_version SET version_num = version_num WHERE false",
    "CREATE TABLE mine (id integer)",
    "ALTER TABLE entry DISABLE TRIGGER ALL",
    "ALTER TABLE records DISABLE ROW LEVEL SECURITY",
    "SET ROLE coordination_owner",
    "SET session_replication_role = replica",
)  # fmt: skip
FORBIDDEN_TO_SEQUENCER = (
    "SELECT * FROM records",
    "SELECT * FROM record_files",
    "SELECT * FROM record_file_parts",
    "SELECT * FROM authority_scans",
    "SELECT * FROM release_scans",
    "SELECT * FROM people",
    "SELECT * FROM data_keys",
    "SELECT * FROM contacts",
    "SELECT * FROM outbox",
    "INSERT INTO entry (at) VALUES (now())",
    "UPDATE entry SET bytes = bytes WHERE false",
    "DELETE FROM leaf WHERE false",
    "UPDATE checkpoint SET note = note WHERE false",
)


@pytest.fixture(scope="module")
def demo(postgres_store: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Databases, Settings]]:
    """The whole community on PostgreSQL, made through the real migration and roles."""
    databases = postgres_store.fresh()
    yield databases, loaded(databases, tmp_path_factory.mktemp("rights"), more_stories.STORIES)
    postgres_store.drop(databases)


@pytest.mark.parametrize("statement", FORBIDDEN_TO_APP)
def test_app_role_may_not(demo: tuple[Databases, Settings], statement: str) -> None:
    with _raw(demo[0].app) as connection, pytest.raises((errors.InsufficientPrivilege, errors.UndefinedObject)):
        connection.execute(statement.encode())


@pytest.mark.parametrize("statement", FORBIDDEN_TO_SEQUENCER)
def test_sequencer_role_may_not(demo: tuple[Databases, Settings], statement: str) -> None:
    with _raw(demo[0].sequencer) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize("table", LOG)
def test_even_the_owner_meets_the_triggers(demo: tuple[Databases, Settings], table: str) -> None:
    checkpoint(demo[1])  # so that every table of the log has a row, but for nodes, which begin at 256 entries
    with _raw(demo[0].owner) as connection, connection.transaction(force_rollback=True):
        connection.execute("INSERT INTO node VALUES (99, 1, '')")
        with pytest.raises(errors.RaiseException, match="append-only"):
            connection.execute(f"DELETE FROM {table}".encode())


def test_rights_tests_would_notice_a_right_too_many(demo: tuple[Databases, Settings]) -> None:
    """Granted on purpose, the app could change a record's body: then the statement above passes."""
    with _raw(demo[0].owner) as owner, _raw(demo[0].app) as app:
        owner.execute("GRANT UPDATE (body) ON records TO coordination_app")
        app.execute("UPDATE records SET body = body WHERE false")
        owner.execute("REVOKE UPDATE (body) ON records FROM coordination_app")
        with pytest.raises(errors.InsufficientPrivilege):
            app.execute("UPDATE records SET body = body WHERE false")


@pytest.mark.parametrize("table", PROTECTED)
def test_without_a_case_named_no_row_is_shown(demo: tuple[Databases, Settings], table: str) -> None:
    with closing(Database.open(demo[0].app)) as database, database.read() as connection:
        assert _cases(connection, table) == set()
    with _raw(demo[0].app) as raw:  # nor when the setting was never made
        assert raw.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
    with _raw(demo[0].owner) as raw:  # nor to the owner: FORCE
        assert raw.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
    with _raw(demo[0].superuser) as raw:
        assert raw.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() != (0,)


@pytest.mark.parametrize("table", PROTECTED)
def test_two_cases_in_turn_on_one_connection_never_mix(demo: tuple[Databases, Settings], table: str) -> None:
    one, other = _some_cases(demo[0], table)
    with closing(Database.open(demo[0].app, pool_size=1)) as database:
        pids = set()
        for case in (one, other, one, "", other):
            with database.read([case] if case else []) as connection:
                pids.add(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar())
                assert _cases(connection, table) == ({case} if case else set())
        with pytest.raises(ZeroDivisionError), database.read([one]) as connection:
            raise ZeroDivisionError  # a request that dies leaves no name behind
        with database.read() as connection:
            assert _cases(connection, table) == set()
        assert len(pids) == 1


def test_row_may_not_be_written_for_a_case_not_named(demo: tuple[Databases, Settings]) -> None:
    one, other = _some_cases(demo[0], "records")
    with closing(Database.open(demo[0].app)) as database, database.write([one]) as connection:
        changed = connection.exec_driver_sql(f"UPDATE records SET current = current WHERE case_id = '{other}'")
        assert changed.rowcount == 0
    copied = (
        "INSERT INTO data_keys SELECT md5(id), case_id, 'made_up', program_id, agency_id, wrapped, made_at "
        f"FROM data_keys WHERE case_id = '{one}' LIMIT 1"
    )
    with _raw(demo[0].app) as raw, raw.transaction(force_rollback=True):
        raw.execute(f"SELECT set_config('hub.cases', '{one}', true)".encode())
        raw.execute(copied.encode())
    with _raw(demo[0].app) as raw, raw.transaction(force_rollback=True):
        raw.execute(f"SELECT set_config('hub.cases', '{one}', true)".encode())
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            raw.execute(copied.replace("md5(id), case_id", f"md5(id), '{other}'").encode())


def test_rows_tests_would_notice_the_net_taken_away(demo: tuple[Databases, Settings]) -> None:
    with _raw(demo[0].owner) as owner, _raw(demo[0].app) as app:
        owner.execute("ALTER TABLE records DISABLE ROW LEVEL SECURITY")
        try:
            assert app.execute("SELECT count(*) FROM records").fetchone() != (0,)
        finally:
            owner.execute("ALTER TABLE records ENABLE ROW LEVEL SECURITY")
        assert app.execute("SELECT count(*) FROM records").fetchone() == (0,)


def test_desk_reads_with_its_cases_named_and_nothing_beside_them(demo: tuple[Databases, Settings]) -> None:
    one, _other = _some_cases(demo[0], "records")
    with closing(Hub.open(demo[1])) as hub:
        desk: Desk = hub.desk
        with desk.consulting([one]) as cabinet:
            assert _cases(cabinet.connection, "records") == {one}
        with desk.consulting() as cabinet:
            assert _cases(cabinet.connection, "records") == set()


@pytest.mark.parametrize("role", ["owner", "superuser"])
def test_hub_refuses_to_run_as_an_owner_or_superuser(demo: tuple[Databases, Settings], role: str) -> None:
    for name in ("DATABASE_URL", "SEQUENCER_URL"):
        environ = {
            "COORDINATION_HOME": str(demo[1].home),
            "COORDINATION_DATABASE_URL": demo[0].app,
            "COORDINATION_MIGRATION_URL": demo[0].owner,
            "COORDINATION_SEQUENCER_URL": demo[0].sequencer,
            f"COORDINATION_{name}": getattr(demo[0], role),
        }
        settings = Settings.read(environ)
        begin = Hub.open if name == "DATABASE_URL" else checkpoint
        with pytest.raises(Misconfigured, match="role"):
            begin(settings)


def _raw(url: str) -> psycopg.Connection:
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def _cases(connection: Connection, table: str) -> set[str]:
    return {str(row[0]) for row in connection.exec_driver_sql(f"SELECT DISTINCT case_id FROM {table}")}


def _some_cases(databases: Databases, table: str) -> tuple[str, str]:
    with _raw(databases.superuser) as connection:
        rows = connection.execute(f"SELECT DISTINCT case_id FROM {table} ORDER BY 1 LIMIT 2".encode()).fetchall()
    return str(rows[0][0]), str(rows[1][0])
