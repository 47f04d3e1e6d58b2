"""Room: tests. PostgreSQL frozen by SIGSTOP: 503 in bounded time, and work afterwards.

A stopped process keeps its connections open and its kernel acknowledges every byte, so neither a keepalive nor the
server's own timeouts end the wait: only our own clock does.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from coordination.database.engine import Database
from coordination.database.postgresql import Impatient
from coordination.model.errors import Unavailable
from tests.community import make_community
from tests.databases import Databases
from tests.faults.breakable import Breakable
from tests.faults.test_outages import CANARY, LONGEST_SECONDS, REPAIRED_SECONDS, Work, nothing_in

pytestmark = [pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def work(breakable_cluster: Breakable, tmp_path: Path) -> Iterator[Work]:
    """A case with everything on it, on a server that can be frozen."""
    with contextmanager(make_community)(breakable_cluster, tmp_path / "home") as community:
        yield Work(community)


@pytest.fixture
def databases(breakable_cluster: Breakable) -> Iterator[Databases]:
    made = breakable_cluster.fresh()
    yield made
    breakable_cluster.drop(made)


def test_frozen_postgresql_is_503_in_bounded_time_and_nothing_is_shown_or_changed(
    work: Work, breakable_cluster: Breakable
) -> None:
    assert CANARY in work.ana.get(f"/cases/{work.case}").text
    before = work.everything()
    asked = (*work.core()[1:12:5], ("aud_north", "GET", "/access-log"))
    with breakable_cluster.frozen(), ThreadPoolExecutor(len(asked)) as pool:
        # Side by side, since each waits as long; `ask` fails when that is longer than LONGEST_SECONDS.
        for one, answer in zip(asked, pool.map(lambda one: work.ask(*one), asked), strict=True):
            nothing_in(answer)
            assert answer.status_code == 503, (one, answer.status_code)
        assert work.ana.get("/healthz").status_code == 200
    assert work.everything() == before
    thawed = time.monotonic()
    assert CANARY in work.ana.get(f"/cases/{work.case}").text
    assert time.monotonic() - thawed < REPAIRED_SECONDS


def test_everybody_at_once_gets_the_answer_in_the_same_time(work: Work, breakable_cluster: Breakable) -> None:
    with breakable_cluster.frozen(), ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(work.ask, "ana_cps_worker", "GET", f"/cases/{work.case}") for _ in range(8)]
        assert {one.result().status_code for one in sent} == {503}
        assert work.ask("ana_cps_worker", "GET", f"/cases/{work.case}").status_code == 503  # and who comes after them


def test_frozen_in_the_midst_of_an_act_leaves_nothing_of_it(databases: Databases, breakable_cluster: Breakable) -> None:
    with closing(Database.open(databases.owner, allow_owner=True)) as owner:
        with owner.write() as connection:
            connection.exec_driver_sql("CREATE TABLE kept (word text)")

        def act() -> None:
            with owner.write() as connection:
                connection.exec_driver_sql("INSERT INTO kept VALUES ('first')")
                with breakable_cluster.frozen():
                    connection.exec_driver_sql("INSERT INTO kept VALUES ('second')")

        began = time.monotonic()
        with pytest.raises(Unavailable):
            act()
        assert time.monotonic() - began < LONGEST_SECONDS
        with owner.read() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM kept").scalar_one() == 0


def test_a_migration_is_waited_for_longer(databases: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coordination.database.postgresql.STATEMENT_MS", 100)
    with closing(Database.open(databases.owner, allow_owner=True)) as owner:
        with owner.alter() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(1)")
        with pytest.raises(Unavailable), owner.write() as connection:
            connection.exec_driver_sql("SELECT pg_sleep(1)")


def test_without_our_own_clock_the_wait_does_not_end(
    databases: Databases, breakable_cluster: Breakable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta-test: psycopg alone would still be waiting, long after what we promise."""
    monkeypatch.delattr(Impatient, "wait")
    with closing(Database.open(databases.owner, allow_owner=True)) as owner, ThreadPoolExecutor(1) as pool:
        with breakable_cluster.frozen():
            waiting = pool.submit(owner.ping)
            time.sleep(LONGEST_SECONDS + 1)
            assert not waiting.done()
        waiting.result(REPAIRED_SECONDS)
