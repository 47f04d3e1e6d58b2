"""Room: tests. The attacker of the story: owns the database, edits one row of the access log by hand."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psycopg

from tests.databases import Databases

WAITING = "SELECT (SELECT count(*) FROM entry) - (SELECT count(*) FROM leaf)"
PATIENCE = 30.0  # seconds until the log is numbered, which is about one behind
EDIT = "UPDATE entry SET actor = '{other}' WHERE id = (SELECT min(id) + 3 FROM entry)"


def wait_until_numbered(databases: Databases, home: Path) -> None:
    """Until each entry of the log has its number."""
    until = time.monotonic() + PATIENCE
    while _waiting(databases, home):
        assert time.monotonic() < until
        time.sleep(0.1)


def _waiting(databases: Databases, home: Path) -> int:
    if databases.kind == "sqlite":
        with closing(sqlite3.connect(home / "hub.db", timeout=10)) as file:
            return int(file.execute(WAITING).fetchone()[0])
    with psycopg.connect(databases.superuser.replace("+psycopg", ""), autocommit=True) as server:
        (found,) = server.execute(WAITING).fetchone() or (0,)
    return int(found)


def edit_one_entry(databases: Databases, home: Path) -> None:
    """Put somebody else's handle on an early entry, with every guard of the database switched off first."""
    statement = EDIT.format(other="0" * 32)
    if databases.kind == "sqlite":
        with closing(sqlite3.connect(home / "hub.db", timeout=10)) as connection:
            connection.execute("DROP TRIGGER entry_no_update")
            connection.execute(statement)
            connection.commit()
        return
    with psycopg.connect(databases.superuser.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("ALTER TABLE entry DISABLE TRIGGER ALL")
        connection.execute(statement)
