"""PostgreSQL: humble roles, row-level security in every transaction, timeouts, and healing after a restart."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from coordination.database.engine import Database
from coordination.database.told import told
from coordination.model.context import NOBODY
from coordination.model.errors import Misconfigured, Unavailable
from tests.database.guarded import guard
from tests.databases import Databases
from tests.postgres import Cluster

pytestmark = pytest.mark.postgres
ONE, OTHER = "1" * 32, "2" * 32


@pytest.fixture
def place(postgres_store: Cluster) -> Iterator[Databases]:
    databases = postgres_store.fresh()
    guard(postgres_store, databases, [ONE, OTHER])
    yield databases
    postgres_store.drop(databases)


@pytest.fixture
def database(place: Databases) -> Iterator[Database]:
    opened = Database.open(place.app, pool_size=2)
    yield opened
    opened.close()


def _name(databases: Databases) -> str:
    return databases.app.rpartition("/")[2]


def _shown(database: Database, cases: list[str]) -> list[str]:
    with database.read(cases) as connection:
        return sorted(connection.exec_driver_sql("SELECT case_id FROM guarded").scalars())


@pytest.mark.parametrize("role", ["superuser", "owner"])
def test_a_superuser_and_an_owner_are_refused_unless_migrating(place: Databases, role: str) -> None:
    with pytest.raises(Misconfigured, match="app role"):
        Database.open(getattr(place, role))
    Database.open(getattr(place, role), allow_owner=True).close()


@pytest.mark.parametrize(
    "grant",
    [
        "ALTER ROLE {role} BYPASSRLS",
        "GRANT coordination_owner TO {role}",
        "CREATE ROLE {role}_above BYPASSRLS; GRANT {role}_above TO {role}",
        "ALTER ROLE {role} SUPERUSER; ALTER ROLE {role} SET role = 'coordination_app'",
    ],
)
def test_a_role_that_could_become_more_is_refused(place: Databases, postgres_store: Cluster, grant: str) -> None:
    """It was fine a moment ago, so each refusal is due to the one right that was given."""
    role = "too_much"
    address = place.app.replace("coordination_app@", f"{role}@")
    with postgres_store.connect(_name(place)) as connection:
        connection.execute(f"CREATE ROLE {role} LOGIN".encode())
        connection.execute(f"GRANT coordination_app TO {role}".encode())
        try:
            Database.open(address).close()
            connection.execute(grant.format(role=role).encode())
            with pytest.raises(Misconfigured):
                Database.open(address)
        finally:
            connection.execute(f"DROP ROLE IF EXISTS {role}, {role}_above".encode())


def test_lossy_commits_are_refused(place: Databases) -> None:
    with pytest.raises(Misconfigured, match="synchronous_commit"):
        Database.open(f"{place.app}?options=-c%20synchronous_commit%3Doff")


def test_only_named_cases_are_shown_and_none_without_a_name(database: Database) -> None:
    assert _shown(database, [ONE]) == [ONE]
    assert _shown(database, []) == []
    assert _shown(database, [OTHER, ONE]) == [ONE, OTHER]
    assert _shown(database, []) == []


def test_a_name_left_on_the_session_by_another_opens_nothing(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(f"SELECT set_config('hub.cases', '{ONE}', false)")
    for _ in range(3):
        assert _shown(database, []) == []


def test_a_transaction_without_our_begin_would_show_what_was_left(database: Database) -> None:
    """Meta-test: the same leftover, read outside `Database.read`, opens a row; so the line above is needed."""
    with database.write() as connection:
        connection.exec_driver_sql(f"SELECT set_config('hub.cases', '{ONE}', false)")
    with database._driver.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT case_id FROM guarded").scalars().all() == [ONE]


def test_every_connection_has_its_timeouts_and_name(database: Database) -> None:
    with database.read() as one, database.read() as other, database.write() as third:
        for connection in (one, other, third):
            names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "application_name")
            values = [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names]
            assert values == ["5s", "4s", "30s", "coordination-hub"]


def test_a_migration_may_take_longer_but_still_waits_shortly_for_locks(place: Databases) -> None:
    database = Database.open(place.owner, allow_owner=True)
    with database.alter() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "15min"
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar() == "4s"
    with database.read() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "5s"
    database.close()


def test_a_slow_statement_and_a_lock_held_by_another_are_unavailable(database: Database) -> None:
    with pytest.raises(Unavailable), database.write() as connection:  # noqa: PT012 - one transaction
        connection.exec_driver_sql("SET LOCAL statement_timeout = 20")
        connection.exec_driver_sql("SELECT pg_sleep(1)")
    with database.write() as holder, pytest.raises(Unavailable), database.write() as waiter:  # noqa: PT012 - one transaction
        holder.exec_driver_sql("LOCK TABLE guarded")
        waiter.exec_driver_sql("SET LOCAL lock_timeout = 20")
        waiter.exec_driver_sql("LOCK TABLE guarded")


def test_the_request_after_a_restart_works(database: Database, postgres_store: Cluster, place: Databases) -> None:
    with database.read(), database.read():
        pass
    _cut(postgres_store, place)
    for _ in range(3):
        assert _shown(database, [ONE]) == [ONE]


def test_a_cut_in_mid_transaction_is_unavailable_and_never_repeated(
    database: Database, postgres_store: Cluster, place: Databases
) -> None:
    with pytest.raises(Unavailable), database.write([ONE]) as connection:  # noqa: PT012 - one transaction
        connection.exec_driver_sql(f"INSERT INTO guarded VALUES ('{ONE}')")
        _cut(postgres_store, place)
    assert _shown(database, [ONE]) == [ONE]


def test_while_the_database_is_away_it_is_unavailable_and_then_it_heals(
    database: Database, postgres_store: Cluster, place: Databases
) -> None:
    with postgres_store.connect() as connection:
        connection.execute(f"ALTER DATABASE {_name(place)} ALLOW_CONNECTIONS false".encode())
        database.ping()  # a connection that was open stays
        _cut(postgres_store, place)
        for _ in range(3):
            with pytest.raises(Unavailable):
                database.ping()
        connection.execute(f"ALTER DATABASE {_name(place)} ALLOW_CONNECTIONS true".encode())
    assert _shown(database, [ONE]) == [ONE]


def test_reads_keep_their_prepared_statements(database: Database) -> None:
    for _ in range(5):
        _shown(database, [ONE])
    with database.read() as connection:
        prepared = connection.exec_driver_sql("SELECT statement FROM pg_prepared_statements").scalars().all()
    assert "SELECT case_id FROM guarded" in prepared
    assert not [statement for statement in prepared if "hub.cases" in statement]


def test_without_prepared_statements_for_a_pooler(place: Databases) -> None:
    database = Database.open(place.app, prepare_threshold=None)
    for _ in range(5):
        _shown(database, [ONE])
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar() == 0
    database.close()


def _cut(store: Cluster, place: Databases) -> None:
    """End every connection to this database, as a restart would."""
    with store.connect() as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename <> 'postgres'",
            [_name(place)],
        )


def test_a_dead_connection_really_is_dead(database: Database, postgres_store: Cluster, place: Databases) -> None:
    """Meta-test: without the replacement in `_begin`, the request after a restart fails."""
    with database.read():
        pass
    _cut(postgres_store, place)
    connection = database._driver.engine.connect()
    with pytest.raises(psycopg.OperationalError):
        database._driver.begin(connection, "read", told(NOBODY))
    connection.invalidate()
    connection.close()
