"""Room: database. PostgreSQL: psycopg 3, timeouts, one round trip for BEGIN and row-level security, humble roles."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import URL, Connection, Engine, create_engine, event

from coordination.database.driver import Dialect, Mode
from coordination.database.told import Told
from coordination.model.errors import Misconfigured

STATEMENT_MS = 5_000
LOCK_MS = 4_000
IDLE_MS = 30_000  # an idle transaction would hold back the sequencer's watermark (performance.md §4)
MIGRATION_MS = 900_000
# How much longer than the server's own limit one answer is waited for. Only a server that is frozen (SIGSTOP, a hung
# disk, a paused virtual machine) is later than that, and neither keepalives nor its own timeouts would end the wait.
FROZEN_MS = 500

_T = TypeVar("_T")
_BEGIN: dict[Mode, str] = {
    "read": "BEGIN READ ONLY",
    "snapshot": (
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; "
        f"SET LOCAL statement_timeout = {MIGRATION_MS}; SET LOCAL idle_in_transaction_session_timeout = {MIGRATION_MS}"
    ),
    "write": "BEGIN",
    "alter": f"BEGIN; SET LOCAL statement_timeout = {MIGRATION_MS}",
}

# The login role (RESET ROLE returns to it) and every role it can become: none may bypass row-level security, and none
# may own a table of the schema, because an owner is not bound by what was granted.
_ROLE = """
SELECT coalesce((SELECT bool_or(r.rolsuper OR r.rolbypassrls) FROM pg_roles r
                 WHERE pg_has_role(session_user, r.oid, 'MEMBER')), false) AS above,
       EXISTS (SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
               WHERE c.relkind IN ('r', 'p', 'v', 'm')
                 AND left(n.nspname, 3) <> 'pg_' AND n.nspname <> 'information_schema'
                 AND pg_has_role(session_user, c.relowner, 'MEMBER')) AS owner,
       current_setting('synchronous_commit') AS durable,
       current_setting('server_encoding') AS encoding,
       '0' <> ALL (ARRAY[current_setting('statement_timeout'), current_setting('lock_timeout'),
                         current_setting('idle_in_transaction_session_timeout')]) AS limited
"""


class Impatient(psycopg.Connection[Any]):
    """A connection that gives up on a server which does not answer in time, and is closed with that.

    patience: seconds for one answer. gave_up: it was closed for that reason, so asking again would only wait again.
    """

    patience = (STATEMENT_MS + FROZEN_MS) / 1000
    gave_up = False

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """As psycopg's, which every statement, commit and rollback goes through; OperationalError when it is late."""
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except psycopg.OperationalError:
            # psycopg's own error for this is private; an unfinished exchange on a connection not found broken is it.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.gave_up = True
                self.pgconn.finish()
            raise


class PostgreSQL:
    """The engine for many web nodes."""

    dialect: Dialect = "postgresql"

    def __init__(self, url: URL, pool_size: int, prepare_threshold: int | None) -> None:
        timeouts = (
            f"-c statement_timeout={STATEMENT_MS} -c lock_timeout={LOCK_MS} "
            f"-c idle_in_transaction_session_timeout={IDLE_MS} "
            "-c jit=off"  # compiling a query over 124 monthly partitions takes seconds, running it a millisecond
        )
        self.engine: Engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_timeout=STATEMENT_MS / 1000,
            hide_parameters=True,
            # autocommit: psycopg begins nothing by itself, so that BEGIN and its context travel in one message and no
            # transaction can start without both. COMMIT and ROLLBACK stay SQLAlchemy's.
            connect_args={
                "autocommit": True,
                "prepare_threshold": prepare_threshold,
                "application_name": "coordination-hub",
                "connect_timeout": 5,
                "options": " ".join(filter(None, (str(url.query.get("options", "")), timeouts))),
            },
        )
        event.listen(self.engine, "do_connect", _connect)

    def begin(self, connection: Connection, mode: Mode, told: Told) -> None:
        """Begin and tell row-level security what it asks for in one round trip; it is also the liveness check.

        # INVARIANT: all of it is set in every transaction, to nothing where nothing is named, so that a value left on
        # the session by anybody else (a pooler's other client) never opens a row. Its values cannot end their quotes.
        """
        raw = _raw(connection)
        raw.patience = ((MIGRATION_MS if mode in {"alter", "snapshot"} else STATEMENT_MS) + FROZEN_MS) / 1000
        raw.execute(f"{_BEGIN[mode]}; {told.sql()}".encode(), prepare=False)

    def alive(self, connection: Connection) -> bool:
        """False once the server has hung up. One that is frozen has not: a new connection would wait as long."""
        raw = _raw(connection)
        return raw.gave_up or not raw.closed

    def committable(self, connection: Connection) -> bool:
        """After a failed statement COMMIT is a silent ROLLBACK on PostgreSQL: that must not look like success."""
        return _raw(connection).info.transaction_status == TransactionStatus.INTRANS

    def end(self, connection: Connection, mode: Mode) -> None:
        """Nothing: every setting was local to the transaction."""

    def verify(self, *, allow_owner: bool) -> None:
        """Refuse a role above row-level security, an owner, no time limits, lossy commits, an encoding but UTF8."""
        with self.engine.connect() as connection:
            above, owner, durable, encoding, limited = connection.exec_driver_sql(_ROLE).one()
        if above and not allow_owner:
            raise Misconfigured("The database role may bypass row-level security; use the hub's app role instead.")
        if owner and not allow_owner:
            raise Misconfigured("The database role owns tables; use the hub's app role, the owner is for migrate.")
        if not (limited or allow_owner):
            # A pooler drops the limits that we ask for when we connect; those of the role hold behind it, too.
            raise Misconfigured("The database role has no time limits of its own: run deploy/database_roles.sql again.")
        if durable == "off":
            raise Misconfigured("PostgreSQL has synchronous_commit off, so a power cut could lose the access log.")
        if encoding != "UTF8":
            raise Misconfigured("The PostgreSQL database must use the encoding UTF8.")

    def checkpoint(self) -> bool:
        """Nothing to do: the server checkpoints by itself."""
        return True


def _connect(_dialect: object, _record: object, arguments: Any, options: Any) -> Impatient:  # noqa: ANN401 - libpq's
    """Connect. INVARIANT: nothing is prepared behind a pooler, which gives each transaction another server process.

    A pooler hands out a process number of its own making, so it is known by that, and nobody has to set anything.
    With prepared statements 52 of 480 transactions failed behind pgbouncer 1.18, without them none.
    """
    connection = Impatient.connect(*arguments, **options)
    told = connection.execute("SELECT pg_backend_pid()", prepare=False).fetchone()
    if told is None or told[0] != connection.info.backend_pid:
        connection.prepare_threshold = None
    return connection


def _raw(connection: Connection) -> Impatient:
    return cast("Impatient", connection.connection.driver_connection)
