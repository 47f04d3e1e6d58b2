"""Room: database. `Database`: opens SQLite or PostgreSQL and yields transactions that commit, or leave no trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError

from coordination.database.driver import Dialect, Driver, Mode
from coordination.database.outage import outage_as_unavailable
from coordination.database.postgresql import PostgreSQL
from coordination.database.sqlite import SQLite
from coordination.database.tally import Tallies, Tally
from coordination.database.told import Told, told
from coordination.model.context import NOBODY, Context, hub
from coordination.model.errors import Misconfigured, Unavailable


class Database:
    """A pool of connections to one database. Safe to share between threads; make a new one after a fork."""

    __slots__ = ("_context", "_driver", "_tallies")

    def __init__(self, driver: Driver, context: Context = NOBODY) -> None:
        self._driver = driver
        self._context = context
        self._tallies = Tallies(driver.engine)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        allow_owner: bool = False,
        pool_size: int = 8,
        prepare_threshold: int | None = 1,
        context: Context | None = None,
    ) -> Database:
        """Open `sqlite:///folder/hub.db` or `postgresql://…` and refuse what cannot keep the hub's promises.

        allow_owner: True only for `migrate`, which needs the owner. pool_size: connections kept; as many again may be
        opened in a rush. prepare_threshold: after how many uses a statement is prepared; behind a pooler none ever is.
        context: for whom a transaction works that names nobody. None: for nobody, who is shown nothing of any
        case on PostgreSQL; but the owner's own work is always the hub's.
        Raises Misconfigured (bad URL, superuser, BYPASSRLS, owner, lossy commits) or Unavailable (cannot be reached).
        """
        driver = _driver(url, pool_size, prepare_threshold)
        try:
            with outage_as_unavailable():
                driver.verify(allow_owner=allow_owner)
        except BaseException:
            driver.engine.dispose()
            raise
        return cls(driver, context or (hub("owner") if allow_owner else NOBODY))

    @property
    def dialect(self) -> Dialect:
        """ "sqlite" or "postgresql"."""
        return self._driver.dialect

    def read(
        self, cases: Iterable[str] = (), *, context: Context | None = None, about: Iterable[str] | None = None
    ) -> AbstractContextManager[Connection]:
        """Yield a read-only transaction; what row-level security may show (PostgreSQL) is in database/told.py:
        cases: whose sealed content; about: whose facts, any when none is named; context: on whose behalf.

        It ends with COMMIT: a ROLLBACK would throw away psycopg's prepared statements (performance.md §1).
        """
        return self._transaction("read", self._told(context, cases, about))

    def snapshot(self) -> AbstractContextManager[Connection]:
        """Yield a read-only transaction that sees one instant of the database however long it lasts: for a backup.

        Writers are not held up; it takes no transaction number, so the sequencer does not wait for it either.
        """
        return self._transaction("snapshot", self._told(None))

    def write(
        self, cases: Iterable[str] = (), *, context: Context | None = None, about: Iterable[str] | None = None
    ) -> AbstractContextManager[Connection]:
        """Yield a transaction that commits at a clean exit and leaves nothing otherwise.

        On SQLite it holds the only writer's lock from the start: read what you can in `read` before it.
        Raises Unavailable when the database is locked, full, gone or slow; IntegrityError is the caller's to read.
        """
        return self._transaction("write", self._told(context, cases, about))

    def alter(self) -> AbstractContextManager[Connection]:
        """Yield one transaction for `migrate`: long statements allowed, SQLite's foreign keys checked at its end."""
        return self._transaction("alter", told(hub("migrate")))

    def count(self) -> AbstractContextManager[Tally]:
        """Yield a Tally of the statements and commits of all threads until the block ends."""
        return self._tallies.count()

    def ping(self) -> None:
        """Ask the database for one row; Unavailable when it does not answer."""
        with self.read() as connection:
            connection.exec_driver_sql("SELECT 1").one()

    def checkpoint(self) -> bool:
        """Empty SQLite's write-ahead log into the file; True when done (always True on PostgreSQL)."""
        with outage_as_unavailable():
            return self._driver.checkpoint()

    def close(self) -> None:
        """Close the idle connections; on SQLite the last one folds the write-ahead log into the file."""
        self._driver.engine.dispose()

    def __repr__(self) -> str:
        """Show the address without its password."""
        return f"Database({self._driver.engine.url!r})"

    @contextmanager
    def _transaction(self, mode: Mode, to_tell: Told) -> Iterator[Connection]:
        with outage_as_unavailable():
            connection = self._begin(mode, to_tell)
            try:
                with connection.begin() as transaction:
                    yield connection
                    if not self._driver.committable(connection):
                        transaction.rollback()
                        raise Unavailable
                    if mode == "alter":
                        _refuse_broken_references(connection)
            finally:
                if not connection.invalidated:
                    self._driver.end(connection, mode)
                connection.close()

    def _told(self, context: Context | None, cases: Iterable[str] = (), about: Iterable[str] | None = None) -> Told:
        return told(self._context if context is None else context, cases, about)

    def _begin(self, mode: Mode, to_tell: Told) -> Connection:
        """Take a connection and begin. One that the server hung up on is replaced, once, before any work is done."""
        for last in (False, True):
            connection = self._driver.engine.connect()
            try:
                self._driver.begin(connection, mode, to_tell)
                return connection
            except BaseException:
                gone = not self._driver.alive(connection)
                connection.invalidate()
                connection.close()
                if last or not gone:
                    raise
                self._driver.engine.dispose()  # its neighbours in the pool met the same restart
        raise Unavailable


def _driver(url: str, pool_size: int, prepare_threshold: int | None) -> Driver:
    try:
        parsed = make_url(url)
    except ArgumentError:
        # `from None`: SQLAlchemy's message repeats the address, and with it the password.
        raise Misconfigured("The database address is not one: write sqlite:///hub.db or postgresql://….") from None
    if parsed.drivername in {"sqlite", "sqlite+pysqlite"}:
        return SQLite(parsed, pool_size)
    if parsed.drivername in {"postgresql", "postgresql+psycopg"}:
        return PostgreSQL(parsed, pool_size, prepare_threshold)
    raise Misconfigured("The database must be SQLite (sqlite:///…) or PostgreSQL (postgresql://…).")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Misconfigured("The migration would leave rows that point to nothing; nothing was changed.")
