"""Room: storage. Every row of every table as lines of JSON, for a backup. Envelopes and wraps stay closed.

A line is a table's name and columns, or one row of it. What JSON lacks is written {"b": base64} (bytes) and {"t": µs}
(an instant), so that what SQLite wrote PostgreSQL can read. A table that this code does not know stops the backup: to
lose one silently would be found on the worst day.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, cast, func, inspect, literal_column, select, text

from coordination.audit import tables as log
from coordination.database.net import Net, net_of
from coordination.database.types import microseconds
from coordination.model.errors import Misconfigured
from coordination.storage import case_tables, every_table, file_tables, record_tables, roster
from coordination.storage.cabinet import Cabinet

KEYS = (record_tables.agency_keys.name, record_tables.data_keys.name)
"""The tables of wrapped keys, which lie in a file of their own."""
CASES = 200
"""Cases read at a time where row-level security wants them named."""
BATCH = 1_000
FEW = 100
_VERSION = "alembic_version"
Progress = Callable[[int, int], None]


def facts_of_revision(cabinet: Cabinet) -> str:
    """The migration at which the database stands; "" when it has no tables."""
    if not inspect(cabinet.connection).has_table(_VERSION):
        return ""
    return str(cabinet.connection.execute(text(f"SELECT version_num FROM {_VERSION}")).scalar() or "")  # noqa: S608 - our word


def facts_of_emptiness(cabinet: Cabinet) -> bool:
    """Whether nobody and nothing is in this database, so that a restore overwrites nothing."""
    there = inspect(cabinet.connection)
    return not any(
        there.has_table(table.name) and cabinet.connection.execute(select(table).limit(1)).first() is not None
        for table in (roster.agencies, case_tables.cases, log.entry)
    )


def facts_of_sizes(cabinet: Cabinet) -> tuple[int, int]:
    """How many leaves the log has, and how many entries."""
    counted = (select(func.count()).select_from(table) for table in (log.leaf, log.entry))
    leaves, entries = (int(cabinet.connection.execute(query).scalar_one()) for query in counted)
    return leaves, entries


def known_tables(cabinet: Cabinet) -> list[Table]:
    """All tables, each after those it points to. Misconfigured when the database has one more."""
    connection = cabinet.connection
    found = set(inspect(connection).get_table_names()) - {_VERSION}
    if connection.dialect.name == "postgresql":
        parts = connection.execute(text("SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r'"))
        found -= {str(name) for name in parts.scalars()}
    known = [table for table in every_table.in_order() if table.name in found]
    strange = found - {table.name for table in known}
    if strange:
        raise Misconfigured(f"The database has a table that this hub does not know: {min(strange)}. Nothing was done.")
    return known


def pour(cabinet: Cabinet, *, keys: bool, progress: Progress) -> Iterator[str]:
    """The lines of the wrapped keys, or of all the rest, as they stand at the instant of the cabinet's transaction."""
    _sees_all(cabinet.connection)
    chosen = [table for table in known_tables(cabinet) if (table.name in KEYS) == keys]
    for number, table in enumerate(chosen):
        progress(number, len(chosen))
        columns = [column.name for column in table.columns]
        strange = table is log.entry and cabinet.connection.dialect.name == "postgresql"
        yield json.dumps({"table": table.name, "columns": [*columns, "xid"] if strange else columns}) + "\n"
        for row in _rows(cabinet.connection, table, strange=strange):
            yield json.dumps([_plain(value) for value in row], ensure_ascii=False, separators=(",", ":")) + "\n"
    progress(len(chosen), len(chosen))


def _rows(connection: Connection, table: Table, *, strange: bool) -> Iterator[Any]:
    """All rows. strange: with the transaction of each entry, which orders those that have no number yet."""
    query = select(*table.columns).order_by(*table.primary_key.columns)
    if strange:
        xid = cast(cast(literal_column("xid"), log.checkpoint.c.note.type), log.entry.c.id.type)
        query = select(*table.columns, xid).order_by(log.entry.c.id)
    if not sealed(connection, table):
        with connection.execute(query.execution_options(yield_per=at_once(table))) as found:
            yield from found
        return
    cases = list(connection.execute(select(case_tables.cases.c.id).order_by(case_tables.cases.c.id)).scalars())
    for first in range(0, len(cases), CASES):
        chunk = cases[first : first + CASES]
        name_cases(connection, chunk)
        with connection.execute(
            query.where(table.c.case_id.in_(chunk)).execution_options(yield_per=at_once(table))
        ) as found:
            yield from found
    name_cases(connection, ())


def _sees_all(connection: Connection) -> None:
    """INVARIANT: a copy is of every row. Misconfigured where row-level security would leave some out in silence."""
    if connection.dialect.name != "postgresql":
        return
    if not str(connection.execute(text("SELECT current_setting('hub.who', true)")).scalar()).startswith("hub:"):
        raise Misconfigured("A backup is the hub's own work, and this transaction is not. Nothing was copied.")


def at_once(table: Table) -> int:
    """How many rows of a table may be in memory together: few of one whose rows hold parts of files."""
    parts = (file_tables.authority_scans, file_tables.record_file_parts, file_tables.release_scans)
    return FEW if table in parts else BATCH


def sealed(connection: Connection, table: Table) -> bool:
    """Whether a table shows the rows of named cases alone, also to the hub's own work."""
    return connection.dialect.name == "postgresql" and net_of(table) is Net.SEALED


def guarded(connection: Connection, table: Table) -> bool:
    """Whether row-level security lies under a table, so that PostgreSQL takes no COPY into it."""
    if connection.dialect.name != "postgresql":
        return False
    query = text("SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass(:name)")
    return bool(connection.execute(query, {"name": table.name}).scalar())


def name_cases(connection: Connection, cases: Iterator[str] | list[str] | tuple[()]) -> None:
    """Name the cases that row-level security may show in the rest of this transaction."""
    named = select(func.set_config("hub.cases", bindparam("cases"), literal_column("true")))
    connection.execute(named, {"cases": ",".join(cases)})


def _plain(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return {"b": b64encode(bytes(value)).decode()}
    return {"t": microseconds(value)} if isinstance(value, datetime) else value
