"""On both engines: what was acknowledged is there, what failed left nothing, and an outage is Unavailable."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from coordination.database.engine import Database
from coordination.database.types import Bytes, Identifier
from coordination.model.errors import Invalid, Misconfigured, Unavailable
from tests.databases import Databases

SHEET = MetaData()
NOTES = Table("note", SHEET, Column("id", Identifier, primary_key=True), Column("body", Bytes), Column("n", Integer))


@pytest.fixture
def database(engine_url: Databases) -> Iterator[Database]:
    owner = Database.open(engine_url.owner, allow_owner=True)
    with owner.alter() as connection:
        SHEET.create_all(connection)
        if owner.dialect == "postgresql":
            connection.exec_driver_sql("GRANT ALL ON note TO coordination_app")
    owner.close()
    opened = Database.open(engine_url.app)
    yield opened
    opened.close()


def _ids(database: Database) -> list[str]:
    with database.read() as connection:
        return sorted(connection.scalars(select(NOTES.c.id)))


def test_a_clean_exit_commits_and_a_failed_one_leaves_nothing(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(NOTES).values(id="a", body=b"\x00\xff"))
    with pytest.raises(ZeroDivisionError), database.write() as connection:  # noqa: PT012 - one transaction
        connection.execute(insert(NOTES).values(id="b"))
        raise ZeroDivisionError
    assert _ids(database) == ["a"]


def test_a_read_cannot_write_and_the_next_write_can(database: Database) -> None:
    with pytest.raises((Unavailable, DBAPIError)), database.read() as connection:
        connection.execute(insert(NOTES).values(id="a"))
    with database.write() as connection:
        connection.execute(insert(NOTES).values(id="b"))
    assert _ids(database) == ["b"]


def test_nothing_of_a_read_lasts_not_even_a_table(database: Database) -> None:
    """SQLite does not count a table as a change; that the read is rolled back takes it away all the same."""
    with contextlib.suppress(Unavailable, DBAPIError), database.read() as connection:
        connection.exec_driver_sql("CREATE TABLE left_behind (id integer)")
    with database.read() as connection:
        assert "left_behind" not in inspect(connection).get_table_names()


def test_a_broken_rule_is_the_callers_to_read_and_a_savepoint_lets_the_work_go_on(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(NOTES).values(id="a"))
        with pytest.raises(IntegrityError), connection.begin_nested():
            connection.execute(insert(NOTES).values(id="a"))
        connection.execute(insert(NOTES).values(id="b"))
    assert _ids(database) == ["a", "b"]
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(insert(NOTES).values(id="a"))


def test_a_transaction_that_the_engine_gave_up_is_never_taken_for_a_commit(database: Database) -> None:
    with pytest.raises(Unavailable), database.write() as connection:  # noqa: PT012 - one transaction
        connection.execute(insert(NOTES).values(id="a"))
        connection.exec_driver_sql("ROLLBACK")  # what SQLite does by itself when the disk is full
    assert _ids(database) == []


@pytest.mark.postgres
def test_an_error_swallowed_on_postgresql_does_not_lose_the_work_in_silence(database: Database) -> None:
    def swallow() -> None:
        with database.write() as connection:
            connection.execute(insert(NOTES).values(id="a"))
            with pytest.raises(IntegrityError):
                connection.execute(insert(NOTES).values(id="a"))

    if database.dialect == "postgresql":  # COMMIT would answer ROLLBACK and raise nothing
        with pytest.raises(Unavailable):
            swallow()
        assert _ids(database) == []
    else:  # SQLite undoes the one statement and keeps the rest
        swallow()
        assert _ids(database) == ["a"]


def test_without_that_guard_the_loss_is_silent(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta-test: take the guard away and a write that kept nothing looks like success."""
    monkeypatch.setattr(type(database._driver), "committable", lambda self, connection: True)
    with database.write() as connection:
        connection.execute(insert(NOTES).values(id="a"))
        connection.exec_driver_sql("ROLLBACK")
    assert _ids(database) == []


def test_a_mistake_of_ours_is_not_called_an_outage(database: Database) -> None:
    with pytest.raises((OperationalError, ProgrammingError)), database.read() as connection:
        connection.exec_driver_sql("SELECT nothing FROM nowhere")


def test_errors_never_carry_what_was_written(database: Database) -> None:
    with pytest.raises(IntegrityError) as refusal, database.write() as connection:  # noqa: PT012 - one transaction
        connection.execute(insert(NOTES).values(id="a"))
        connection.execute(insert(NOTES).values(id="a", body=b"canary"))
    assert "canary" not in str(refusal.value)


def test_eight_threads_of_fifty_writes_never_see_a_locked_database(database: Database) -> None:
    failures: list[BaseException] = []

    def work(worker: int) -> None:
        for number in range(50):
            try:
                with database.write() as connection:
                    connection.execute(select(NOTES.c.n)).first()
                    connection.execute(insert(NOTES).values(id=f"{worker}-{number}"))
            except BaseException as error:  # noqa: BLE001 - counted below
                failures.append(error)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(_ids(database)) == 400


def test_no_free_connection_is_unavailable(engine_url: Databases, monkeypatch: pytest.MonkeyPatch) -> None:
    database = Database.open(engine_url.app, pool_size=1)
    monkeypatch.setattr(database._driver.engine.pool, "_timeout", 0.05)
    with database.read(), database.read(), pytest.raises(Unavailable), database.read():
        pass
    database.close()


def test_statements_and_commits_are_counted(database: Database) -> None:
    with database.count() as whole:
        with database.count() as part, database.write() as connection:
            connection.execute(insert(NOTES).values(id="a"))
            connection.execute(select(NOTES)).all()
        _ids(database)
    assert (part.statements, part.commits) == (2, 1)
    assert (whole.statements, whole.commits) == (3, 2)
    assert part.texts[0].startswith("INSERT INTO note")
    _ids(database)
    assert whole.statements == 3


def test_a_read_ends_with_commit_and_keeps_the_connection(database: Database) -> None:
    rollbacks: list[object] = []
    from sqlalchemy import event  # noqa: PLC0415 - only this test listens

    event.listen(database._driver.engine, "rollback", rollbacks.append)
    with database.count() as tally:
        database.ping()
    assert (tally.commits, rollbacks) == (1, [])


@pytest.mark.parametrize("case", ["", "a,b", "a'b", "a b", "é", "a" * 65])
def test_a_case_id_that_could_hide_another_is_refused(database: Database, case: str) -> None:
    with pytest.raises(Invalid), database.read(cases=["c" * 32, case]):
        pass


def test_the_database_shows_its_address_without_the_password() -> None:
    with pytest.raises(Unavailable) as refusal:
        Database.open("postgresql://app:canary@127.0.0.1:1/hub")
    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize(
    "url", ["", "hub.db", "mysql://canary@x/y", "sqlite://", "sqlite:///:memory:", "postgresql+psycopg2://canary@x/y"]
)
def test_another_kind_of_database_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(Misconfigured) as refusal:
        Database.open(url)
    assert "canary" not in str(refusal.value)


def test_checkpoint_and_close_may_be_called_at_any_time(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(NOTES).values(id="a"))
    assert database.checkpoint() is True
    database.close()
    assert _ids(database) == ["a"]
    assert repr(database).startswith("Database(")
