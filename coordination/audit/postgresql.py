"""Room: audit. What the tables of the access log need beyond SQLAlchemy's create: partitions, triggers, grants.

The migration calls these functions; `metadata.create_all` runs them by itself, so that a test database is the real one.
Portable tables stand in tables.py.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, MetaData, Table, event, text

from coordination.audit import tables
from coordination.database.metadata import metadata

_ENTRY = """\
CREATE TABLE entry (
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamp with time zone NOT NULL,
  actor varchar(64) NOT NULL,
  kind varchar(16) NOT NULL,
  program varchar(64) NOT NULL,
  action varchar(64) NOT NULL,
  outcome varchar(16) NOT NULL,
  reason varchar(64) NOT NULL,
  session varchar(64) NOT NULL,
  bytes bytea NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at)"""

_FORBID = """\
CREATE OR REPLACE FUNCTION access_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the access log is append-only'; END $$"""


def partition_ddl(month: date) -> str:
    """The partition of `entry` for the month that `month` lies in (UTC)."""
    first = month.replace(day=1)
    return (
        f"CREATE TABLE IF NOT EXISTS entry_{first:%Y_%m} PARTITION OF entry "
        f"FOR VALUES FROM ('{first} 00:00:00+00') TO ('{_following(first)} 00:00:00+00')"
    )


def _following(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)


def prepare_months(connection: Connection, now: datetime, *, ahead: int = 18) -> None:
    """On PostgreSQL, give each of the coming `ahead` months its partition of `entry`; nothing on SQLite.

    The owner's work, done by every `migrate`. A month whose rows already lie in the default partition stays there.
    """
    if connection.dialect.name != "postgresql":
        return
    month = now.date().replace(day=1)
    for _ in range(ahead):
        month = _following(month)
        begins = {"first": f"{month} 00:00:00+00", "after": f"{_following(month)} 00:00:00+00"}
        late = text("SELECT EXISTS (SELECT FROM entry_default WHERE at >= :first AND at < :after)")
        if not connection.execute(late, begins).scalar_one():
            connection.exec_driver_sql(partition_ddl(month))


def postgresql_ddl(months: Iterable[date]) -> list[str]:
    """Statements that make `entry` on PostgreSQL: partitioned by month, with the transaction of each row.

    The default partition takes what no month was prepared for: a forgotten month must never refuse an entry.
    `(xid, id)` is the order in which the sequencer numbers rows; the triggers stop even an owner's careless hand.
    """
    return [
        _ENTRY,
        "CREATE INDEX entry_order ON entry (xid, id)",
        *(partition_ddl(month) for month in months),
        "CREATE TABLE IF NOT EXISTS entry_default PARTITION OF entry DEFAULT",
        _FORBID,
        *(_trigger(table) for table in tables.APPEND_ONLY),
    ]


def _trigger(table: Table) -> str:
    return (
        f"CREATE TRIGGER {table.name}_append_only BEFORE UPDATE OR DELETE ON {table.name} "
        "FOR EACH ROW EXECUTE FUNCTION access_log_is_append_only()"
    )


def sqlite_ddl() -> list[str]:
    """Triggers that refuse UPDATE and DELETE on the append-only tables: SQLite has no roles to do it."""
    return [
        f"CREATE TRIGGER {table.name}_no_{verb.lower()} BEFORE {verb} ON {table.name} "
        "BEGIN SELECT RAISE(ABORT, 'the access log is append-only'); END"
        for table in tables.APPEND_ONLY
        for verb in ("UPDATE", "DELETE")
    ]


def grants(app: str, sequencer: str) -> list[str]:
    """GRANT statements: the app adds entries and reads; the sequencer numbers and signs; nobody changes a row.

    `app` and `sequencer` are role names, already quoted where they need it.
    """
    reading = ", ".join(table.name for table in tables.TABLES)
    numbering = ", ".join(table.name for table in tables.APPEND_ONLY if table is not tables.entry)
    return [
        f"GRANT SELECT ON {reading} TO {app}, {sequencer}",
        f"GRANT INSERT ON entry, endings TO {app}",
        f"GRANT INSERT ON {numbering}, sequencer TO {sequencer}",
        f"GRANT UPDATE ON sequencer TO {sequencer}",
        f"GRANT DELETE ON endings TO {sequencer}",
    ]


@event.listens_for(metadata, "after_create")
def _finish(_target: MetaData, connection: Connection, **kw: Any) -> None:  # noqa: ANN401 - as SQLAlchemy calls
    """After `metadata.create_all`: triggers, and on PostgreSQL the partitioned entry table for the plain one."""
    if tables.entry not in kw["tables"]:
        return
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("DROP TABLE entry")
        statements = postgresql_ddl(())
    else:
        statements = sqlite_ddl()
    for statement in statements:
        connection.exec_driver_sql(statement)
