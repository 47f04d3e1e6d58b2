"""Room: tests. Ways to take the database away from a running hub, and to give it back."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests.community import Community
from tests.postgres import SUPERUSER, Cluster


class Breakable(Cluster):
    """A PostgreSQL cluster that may be stopped in the midst, as by `pg_ctl stop -m immediate`, and started again."""

    def crash(self) -> None:
        """SIGQUIT: every backend leaves at once and tidies nothing; the next start recovers."""
        assert self._process is not None
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(10)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """SIGSTOP for the server and all its children, as when its machine is paused: nobody hangs up, nobody answers.

        First the server, so that it starts no child that was not counted.
        """
        assert self._process is not None
        first = self._process.pid
        os.kill(first, signal.SIGSTOP)
        children = [int(child) for child in Path(f"/proc/{first}/task/{first}/children").read_text().split()]
        assert children
        try:
            for child in children:
                os.kill(child, signal.SIGSTOP)
            yield
        finally:
            for process in (*children, first):
                os.kill(process, signal.SIGCONT)

    def start_again(self) -> None:
        """Start on the same port, and wait until it takes connections."""
        data = self._account.folder / "data"
        command = [str(self._bin / "postgres"), "-D", str(data), "-p", str(self.port)]
        options = [part for name, value in self._config.items() for part in ("-c", f"{name}={value}")]
        self._process = self._account.start([*command, *options], self._account.folder / "again.log")
        assert self._answers(self._process, self.port), (self._account.folder / "again.log").read_text()


def file_of(community: Community) -> Path:
    """SQLite's file."""
    return Path(community.databases.app.removeprefix("sqlite:///"))


@contextmanager
def moved_away(community: Community) -> Iterator[None]:
    """SQLite: its file is not where it was."""
    file = file_of(community)
    away = file.with_name("away.db")
    file.rename(away)
    try:
        yield
    finally:
        away.rename(file)


@contextmanager
def full(community: Community) -> Iterator[None]:
    """SQLite: no byte can be written to any file by this process (RLIMIT_FSIZE, which works for every user)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def log_shut(community: Community) -> Iterator[None]:
    """Both engines: the table of entries takes no row."""
    if community.databases.kind == "sqlite":
        shut, opened = (
            "CREATE TRIGGER shut BEFORE INSERT ON entry BEGIN SELECT RAISE(ABORT, 'shut'); END",
            "DROP TRIGGER shut",
        )
        tell = _tell_sqlite
    else:
        shut, opened = "REVOKE INSERT ON entry FROM coordination_app", "GRANT INSERT ON entry TO coordination_app"
        tell = _tell_postgresql
    tell(community, shut)
    try:
        yield
    finally:
        tell(community, opened)


@contextmanager
def held(community: Community) -> Iterator[None]:
    """Both engines: somebody holds what every entry needs, and does not let go."""
    if community.databases.kind == "sqlite":
        with closing(sqlite3.connect(file_of(community), isolation_level=None)) as raw:
            raw.execute("BEGIN IMMEDIATE")
            yield
            raw.execute("ROLLBACK")
    else:
        with _superuser(community) as raw_pg, raw_pg.transaction():
            raw_pg.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE")
            yield


def _tell_sqlite(community: Community, statement: str) -> None:
    with closing(sqlite3.connect(file_of(community), isolation_level=None)) as raw:
        raw.execute(statement)


def _tell_postgresql(community: Community, statement: str) -> None:
    with _superuser(community) as raw:
        raw.execute(statement.encode())


def _superuser(community: Community) -> psycopg.Connection:
    address = community.databases.superuser.replace("postgresql+psycopg", "postgresql")
    assert SUPERUSER in address
    return psycopg.connect(address, autocommit=True)
