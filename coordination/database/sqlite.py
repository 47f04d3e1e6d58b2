"""Room: database. SQLite: private file, WAL with synchronous=FULL, and transactions that say BEGIN IMMEDIATE."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import cast
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection

from coordination.database.driver import Dialect, Mode
from coordination.database.told import Told
from coordination.model.errors import Misconfigured, Unavailable

BUSY_MS = 5_000
JOURNAL_LIMIT_BYTES = 64 * 1024 * 1024  # a WAL starved of checkpoints grew to 705 MB (performance.md §6)

# INVARIANT: every pooled connection runs these. FULL lost 0 of 3,527 acknowledged writes in 60 power cuts where
# NORMAL lost 3,519 (security.md §4). busy_timeout is first: the others may have to wait for it.
PRAGMAS: tuple[tuple[str, str], ...] = (
    ("busy_timeout", str(BUSY_MS)),
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", "ON"),
    ("secure_delete", "ON"),
    ("temp_store", "MEMORY"),
    ("journal_size_limit", str(JOURNAL_LIMIT_BYTES)),
    ("trusted_schema", "OFF"),
)

_READ = "total_changes when the read began"
_BEGIN: dict[Mode, str] = {"read": "BEGIN", "snapshot": "BEGIN", "write": "BEGIN IMMEDIATE", "alter": "BEGIN IMMEDIATE"}


class SQLite:
    """The zero-configuration engine: one private file."""

    dialect: Dialect = "sqlite"

    def __init__(self, url: URL, pool_size: int) -> None:
        self._file = _prepare_file(url.database)
        self._identity = _identity(self._file)
        # One pool for reads and writes, the last used first: a connection's page cache outlives its own commits and
        # nobody else's, so a page that reads, writes its entry and reads on finds there what it read before.
        self.engine: Engine = create_engine(
            url,
            creator=self._connect,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=BUSY_MS / 1000,
            pool_use_lifo=True,
            hide_parameters=True,
        )
        event.listen(self.engine, "connect", _set_pragmas)

    def _connect(self) -> sqlite3.Connection:
        """Connect, in mode rw: where the file is gone, SQLite must not make an empty one in its place.

        isolation_level None switches off pysqlite's own transactions: it would begin late and DEFERRED, and a deferred
        reader that turns writer fails at once with SQLITE_BUSY (34-75 % of attempts, performance.md §6).
        """
        return sqlite3.connect(
            f"file:{quote(str(self._file))}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1000,
            cached_statements=512,
            check_same_thread=False,  # the pool hands a connection to one thread at a time
        )

    def begin(self, connection: Connection, mode: Mode, told: Told) -> None:  # noqa: ARG002 - no row-level security
        """Begin; a read is held to its word when it ends (`committable`), a write takes the one writer's lock at once.

        # INVARIANT: nothing is acknowledged in a file that another start of the hub would not find: an open connection
        # goes on writing to a file that was moved or removed, and would say that all is well.
        """
        if _identity(self._file) != self._identity:
            raise Unavailable
        raw = _raw(connection)
        if mode == "alter":
            # Alembic rebuilds tables by copy and drop, which foreign keys would cascade; `committable` checks them.
            raw.execute("PRAGMA foreign_keys = OFF")
        raw.execute(_BEGIN[mode])
        connection.info[_READ] = raw.total_changes if mode in {"read", "snapshot"} else None

    def alive(self, connection: Connection) -> bool:  # noqa: ARG002 - as the protocol says
        """A file does not hang up."""
        return True

    def committable(self, connection: Connection) -> bool:
        """SQLite itself rolls back on a full disk or an I/O error; COMMIT would then silently keep nothing.

        # INVARIANT: a read changes nothing: it is rolled back, and one that tried to write does not end well.
        `PRAGMA query_only` would say so at once, but said at each transaction it throws away every compiled statement.
        """
        raw, before = _raw(connection), connection.info[_READ]
        if before is None:
            return raw.in_transaction
        raw.rollback()
        return bool(raw.total_changes == before)

    def end(self, connection: Connection, mode: Mode) -> None:
        """Switch foreign keys on again after a migration."""
        if mode == "alter":
            _raw(connection).execute("PRAGMA foreign_keys = ON")

    def verify(self, *, allow_owner: bool) -> None:  # noqa: ARG002 - a file has no roles
        """Refuse a SQLite too old for RETURNING, or a file system on which WAL does not work."""
        if sqlite3.sqlite_version_info < (3, 35):
            raise Misconfigured("SQLite 3.35 or newer is needed; install a newer Python or use PostgreSQL.")
        with self.engine.connect() as connection:
            mode = _raw(connection).execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "wal":
            raise Misconfigured("The database file is on a disk where SQLite cannot keep its write-ahead log.")

    def checkpoint(self) -> bool:
        """Copy the whole write-ahead log into the database and empty it; False when a reader or writer held it."""
        with self.engine.connect() as connection:
            busy: int = _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        return busy == 0


def _raw(connection: Connection) -> sqlite3.Connection:
    return cast(sqlite3.Connection, connection.connection.driver_connection)


def _set_pragmas(raw: DBAPIConnection, _record: object) -> None:
    cursor = raw.cursor()
    for name, value in PRAGMAS:
        cursor.execute(f"PRAGMA {name} = {value}")
    cursor.close()


def _prepare_file(name: str | None) -> Path:
    """Create the file 0600 before SQLite does (its -wal and -shm copy that mode); close an existing one to others.

    # INVARIANT: an existing file is not opened here. Closing it again would drop every lock that this process holds on
    # it (sqlite.org/howtocorrupt.html §2.2); the next process to leave would remove the write-ahead log under us, and
    # what is acknowledged from then on would be lost. Proof: tests/faults/test_one_file.py.
    """
    if not name or name == ":memory:" or name.startswith("file:"):
        raise Misconfigured("The SQLite database needs a file: write sqlite:///folder/hub.db.")
    path = Path(name)
    try:
        _private_folder(path.parent)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        for file in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
            with suppress(FileNotFoundError):  # whoever leaves last takes the log away, perhaps just now
                if file.stat().st_mode & 0o077:
                    file.chmod(0o600)
    except OSError as error:
        raise Misconfigured("The database file cannot be opened or made private: check its folder.") from error
    if not os.access(path, os.R_OK | os.W_OK):
        raise Misconfigured("The database file cannot be opened or made private: check its folder.")
    return path


def _identity(file: Path) -> tuple[int, int] | None:
    """Which file stands under this name, or None: compared by device and number, since a name can be given again."""
    try:
        found = os.stat(file)  # noqa: PTH116 - at every transaction: half the time of Path.stat
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _private_folder(folder: Path) -> None:
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
