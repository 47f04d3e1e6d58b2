"""Room: tests. SQLite's file: a process that opens it twice keeps its locks, and a file that is gone is an outage.

Closing any descriptor of a database file drops all the locks of the process on it (https://sqlite.org/howtocorrupt.html
§2.2). Another process then takes itself for the last one out, removes the write-ahead log, and what was acknowledged
goes into a file without a name.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.database.engine import Database
from coordination.model.errors import Unavailable

VISIT = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('SELECT * FROM note').fetchall(); c.close()"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "home" / "hub.db"


@pytest.fixture
def database(file: Path) -> Iterator[Database]:
    with closing(Database.open(f"sqlite:///{file}")) as opened:
        with opened.write() as connection:
            connection.exec_driver_sql("CREATE TABLE note (body TEXT)")
        yield opened


def note(database: Database, words: str) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("INSERT INTO note VALUES (?)", (words,))


def notes(file: Path) -> list[str]:
    """As another process reads them."""
    with closing(sqlite3.connect(file)) as raw:
        return [row[0] for row in raw.execute("SELECT body FROM note ORDER BY rowid")]


def test_opening_the_same_file_again_in_one_process_loses_nothing_when_another_process_leaves(
    database: Database, file: Path
) -> None:
    note(database, "before")
    Database.open(f"sqlite:///{file}").close()
    subprocess.run([sys.executable, "-c", VISIT, str(file)], check=True)
    assert file.with_name("hub.db-wal").exists()
    note(database, "after")
    assert notes(file) == ["before", "after"]


def test_a_file_that_was_moved_away_is_an_outage_until_it_is_back(database: Database, file: Path) -> None:
    note(database, "before")
    away = file.parent.with_name("away")
    file.parent.rename(away)
    with pytest.raises(Unavailable):
        note(database, "lost")
    with pytest.raises(Unavailable):
        database.ping()
    away.rename(file.parent)
    note(database, "after")
    assert notes(file) == ["before", "after"]


def test_another_file_under_the_same_name_is_an_outage_and_is_not_written(database: Database, file: Path) -> None:
    note(database, "before")
    other = file.with_name("other.db")
    shutil.copy(file, other)
    file.rename(file.with_name("kept.db"))
    other.rename(file)
    with pytest.raises(Unavailable):
        note(database, "lost")


def test_a_removed_file_is_an_outage_and_no_empty_one_is_made_in_its_place(database: Database, file: Path) -> None:
    file.rename(file.with_name("kept.db"))
    with pytest.raises(Unavailable):
        note(database, "lost")
    assert not file.exists()
