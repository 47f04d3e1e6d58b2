"""PostgreSQL behind pgbouncer in transaction mode: nothing leaks from one transaction to the next, and limits hold."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest

from coordination.database.engine import Database
from coordination.model.errors import Misconfigured, Unavailable
from tests.database.guarded import guard
from tests.databases import Databases
from tests.deploy.pooler import pooled, through
from tests.postgres import Cluster

pytestmark = [pytest.mark.postgres, pytest.mark.slow]
CASES = [number * 32 for number in ("1", "2", "3")]
ROUNDS = 200


@pytest.fixture(scope="module")
def place(postgres_store: Cluster) -> Iterator[Databases]:
    databases = postgres_store.fresh()
    guard(postgres_store, databases, CASES)
    yield databases
    postgres_store.drop(databases)


@pytest.fixture(scope="module")
def port(postgres_store: Cluster, place: Databases) -> Iterator[int]:
    with pooled(postgres_store, place) as found:
        yield found


def _shown(database: Database, cases: list[str]) -> list[str]:
    with database.read(cases) as connection:
        return sorted(connection.exec_driver_sql("SELECT case_id FROM guarded WHERE case_id <> %s", ("x",)).scalars())


def test_each_transaction_sees_its_own_cases_whoever_had_the_connection_before(place: Databases, port: int) -> None:
    """Three callers on few server connections: 0 rows of another's case in all rounds, and none fails."""

    def ask(case: str) -> int:
        with closing(Database.open(through(place.app, port), pool_size=2)) as database:
            right = sum(_shown(database, [case]) == [case] for _ in range(ROUNDS))
            return right + sum(_shown(database, []) == [] for _ in range(ROUNDS))

    with ThreadPoolExecutor(len(CASES)) as pool:
        assert list(pool.map(ask, CASES)) == [2 * ROUNDS] * len(CASES)


def test_nothing_is_prepared_behind_a_pooler_and_something_is_without(
    postgres_store: Cluster, place: Databases, port: int
) -> None:
    for url, prepared in ((through(place.app, port), False), (through(place.app, postgres_store.port), True)):
        with closing(Database.open(url)) as database:
            for _ in range(5):
                _shown(database, CASES)
            with database.read() as connection:
                count = connection.exec_driver_sql("SELECT count(*) FROM pg_prepared_statements").scalar()
        assert bool(count) is prepared


def test_prepared_statements_would_fail_there(port: int, place: Databases) -> None:
    """Meta-test: what the hub would meet if it did not notice the pooler."""
    url = through(place.app, port)

    def ask(_: int) -> bool:
        try:
            with psycopg.connect(url, autocommit=True, prepare_threshold=0) as connection:
                for number in range(40):
                    connection.execute(f"SELECT %s + {number % 4}".encode(), [1])
        except psycopg.errors.Error:
            return True
        return False

    with ThreadPoolExecutor(8) as pool:
        assert any(pool.map(ask, range(24)))


def test_time_limits_hold_behind_a_pooler(place: Databases, port: int) -> None:
    names = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "jit")
    with closing(Database.open(through(place.app, port))) as database, database.read() as connection:
        assert [connection.exec_driver_sql(f"SHOW {name}").scalar() for name in names] == ["5s", "4s", "30s", "off"]


def test_role_without_limits_is_refused_behind_a_pooler(postgres_store: Cluster, place: Databases, port: int) -> None:
    """A cluster whose roles were made before the limits stood there: one sentence that says what to run."""
    name = place.app.rpartition("/")[2]
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"
    with postgres_store.connect() as connection:
        connection.execute("ALTER ROLE coordination_app RESET statement_timeout")
        connection.execute(kill, [name])  # the pooler's connections keep what they had when they began
        try:
            with pytest.raises(Misconfigured, match=r"database_roles\.sql"):
                Database.open(through(place.app, port)).close()
            Database.open(
                through(place.app, postgres_store.port)
            ).close()  # without a pooler the hub asks for the limits itself
        finally:
            connection.execute("ALTER ROLE coordination_app SET statement_timeout = '5s'")
            connection.execute(kill, [name])


def test_a_transaction_cut_in_the_middle_is_unavailable_and_the_next_one_works(
    postgres_store: Cluster, place: Databases, port: int
) -> None:
    name = place.app.rpartition("/")[2]
    kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND usename <> 'postgres'"
    with closing(Database.open(through(place.app, port))) as database:
        with pytest.raises(Unavailable), database.write(CASES) as connection:  # noqa: PT012 - one transaction
            connection.exec_driver_sql(f"INSERT INTO guarded VALUES ('{CASES[0]}')")
            with postgres_store.connect() as other:
                other.execute(kill, [name])
            connection.exec_driver_sql("SELECT 1")
        assert _shown(database, CASES) == CASES
