"""SQLite: every pooled connection is durable and careful, and the file is ours alone."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from coordination.database import sqlite as room
from coordination.database.engine import Database
from coordination.model.errors import Misconfigured, Unavailable

# As SQLite answers them: FULL is 2, MEMORY is 2.
EXPECTED = {
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "temp_store": 2,
    "journal_size_limit": 64 * 1024 * 1024,
    "trusted_schema": 0,
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "made" / "hub.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    opened = Database.open(f"sqlite:///{file}", pool_size=2)
    with opened.alter() as connection:
        connection.exec_driver_sql("CREATE TABLE parent (id TEXT PRIMARY KEY)")
        connection.exec_driver_sql("CREATE TABLE child (id TEXT PRIMARY KEY, parent TEXT REFERENCES parent(id))")
    yield opened
    opened.close()


def _settings(database: Database) -> list[dict[str, object]]:
    """The settings of as many connections as the pool ever opens, all held at once."""
    with ExitStack() as stack:
        held = [stack.enter_context(database.read()) for _ in range(4)]
        return [
            {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in EXPECTED} for connection in held
        ]


def test_every_pooled_connection_is_full_and_careful(database: Database) -> None:
    assert _settings(database) == [EXPECTED] * 4
    database.close()
    assert _settings(database) == [EXPECTED] * 4


@pytest.mark.parametrize("name", [name for name, _ in room.PRAGMAS if name not in {"busy_timeout", "journal_mode"}])
def test_a_setting_left_out_would_be_seen(name: str, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta-test: without its line, each setting has another value (WAL stays in the file, the driver sets the wait)."""
    wrong = {"synchronous": "NORMAL", "secure_delete": "OFF", "trusted_schema": "ON"}
    kept = [(key, value) for key, value in room.PRAGMAS if key != name]
    monkeypatch.setattr(room, "PRAGMAS", (*kept, *((name, wrong[name]) for _ in range(name in wrong))))
    database = Database.open(f"sqlite:///{file}")
    assert _settings(database) != [EXPECTED] * 4
    database.close()


def test_settings_hold_after_a_migration(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.alter():
        raise ZeroDivisionError
    assert _settings(database) == [EXPECTED] * 4


def test_the_file_and_its_log_are_private_whatever_the_umask(file: Path) -> None:
    before = os.umask(0)
    try:
        database = Database.open(f"sqlite:///{file}")
        with database.write() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
            names = sorted(each.name for each in file.parent.iterdir())
            modes = {stat.S_IMODE(each.stat().st_mode) for each in file.parent.iterdir()}
    finally:
        os.umask(before)
    database.close()
    assert names == ["hub.db", "hub.db-shm", "hub.db-wal"]
    assert modes == {0o600}
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_a_file_that_was_open_to_others_is_closed_to_them(file: Path) -> None:
    file.parent.mkdir()
    file.touch(0o666)
    file.chmod(0o666)
    Database.open(f"sqlite:///{file}").close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_place_where_no_file_can_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured):
        Database.open(f"sqlite:///{tmp_path}/file/hub.db")


def test_a_file_that_is_no_database_is_unavailable(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"this is not a database, it is a letter " * 100)
    with pytest.raises(Unavailable):
        Database.open(f"sqlite:///{file}")


def test_a_write_takes_the_lock_before_its_first_statement(database: Database, file: Path) -> None:
    with database.write():
        other = sqlite3.connect(file, timeout=0, isolation_level=None)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()


def test_a_lock_held_too_long_is_unavailable_and_the_next_write_works(
    database: Database, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "PRAGMAS", (*room.PRAGMAS, ("busy_timeout", "50")))
    database.close()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as refusal, database.write():
        pass
    assert isinstance(refusal.value.__cause__, sqlite3.OperationalError)
    other.execute("ROLLBACK")
    other.close()
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO parent VALUES ('a')")


def test_a_full_disk_is_unavailable_leaves_nothing_and_heals(database: Database) -> None:
    with pytest.raises(Unavailable), database.write() as connection:  # noqa: PT012 - one transaction
        connection.exec_driver_sql("PRAGMA max_page_count = 10")
        for number in range(1000):
            connection.exec_driver_sql("INSERT INTO parent VALUES (?)", (f"{number:0500d}",))
    database.close()
    with database.write() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM parent").scalar() == 0
        connection.exec_driver_sql("INSERT INTO parent VALUES ('a')")


def test_a_read_sees_one_moment_while_others_write(database: Database) -> None:
    with database.read() as reader:
        before = reader.exec_driver_sql("SELECT count(*) FROM parent").scalar()
        with database.write() as writer:
            writer.exec_driver_sql("INSERT INTO parent VALUES ('a')")
        assert reader.exec_driver_sql("SELECT count(*) FROM parent").scalar() == before


def test_a_migration_that_orphans_rows_changes_nothing(database: Database) -> None:
    with pytest.raises(Misconfigured), database.alter() as connection:
        connection.exec_driver_sql("INSERT INTO child VALUES ('c', 'nobody')")
    with database.alter() as connection:
        connection.exec_driver_sql("INSERT INTO child VALUES ('c', 'p')")
        connection.exec_driver_sql("INSERT INTO parent VALUES ('p')")
    with database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM child").scalar() == 1


def test_a_checkpoint_empties_the_log_and_says_when_it_could_not(database: Database, file: Path) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO parent VALUES ('a')")
    log = file.with_name("hub.db-wal")
    assert log.stat().st_size > 0
    assert database.checkpoint() is True
    assert log.stat().st_size == 0


def test_many_that_open_a_new_file_at_once_all_succeed(file: Path) -> None:
    failures: list[BaseException] = []

    def start() -> None:
        try:
            Database.open(f"sqlite:///{file}").close()
        except BaseException as error:  # noqa: BLE001 - counted below
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
