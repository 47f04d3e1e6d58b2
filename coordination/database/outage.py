"""Room: database. Tells an outage (locked, full, gone, timed out) from a mistake, and names it `Unavailable`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from coordination.model.errors import Unavailable

# Primary result codes of SQLite that say "not now" (https://www.sqlite.org/rescode.html). SQLITE_ERROR (a wrong
# statement, a missing table) is left out on purpose: it is our mistake and must not look like an outage.
_SQLITE_OUTAGES = frozenset({
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_NOTADB,
})  # fmt: skip


def is_outage(error: BaseException) -> bool:
    """Say whether the database could not serve: locked, full, damaged, gone, timed out, or no free connection."""
    if isinstance(error, PoolExhausted):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or (error.orig is not None and is_outage(error.orig))
    if isinstance(error, sqlite3.Error):
        code: int | None = getattr(error, "sqlite_errorcode", None)
        return code is not None and code & 0xFF in _SQLITE_OUTAGES
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)


@contextmanager
def outage_as_unavailable() -> Iterator[None]:
    """Raise `Unavailable` from an outage inside the block; every other error passes unchanged (IntegrityError too)."""
    try:
        yield
    except Exception as error:
        if is_outage(error):
            raise Unavailable from error
        raise
