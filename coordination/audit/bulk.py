"""Room: audit. Moves many rows at once on the raw driver: COPY on PostgreSQL, one prepared statement on SQLite.

Numbering 50,000 entries a second and reading a million back in seconds leaves no time for a Row object per row. Values
are the driver's own: an instant is text on PostgreSQL and whole microseconds on SQLite, and is only passed through.
"""

import sqlite3
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, cast

import psycopg
from psycopg.sql import SQL, Identifier, Placeholder
from sqlalchemy import Connection

Row = tuple[Any, ...]


def read(connection: Connection, query: str, values: Sequence[object] = ()) -> list[Row]:
    """All rows of a query written with ? for values, inside the transaction of `connection`."""
    raw = _raw(connection)
    if isinstance(raw, sqlite3.Connection):
        return raw.execute(query, values).fetchall()
    with raw.cursor(binary=True) as cursor:
        return cursor.execute(query.replace("?", "%s").encode(), values).fetchall()


def read_each(connection: Connection, query: str, several: Iterable[Sequence[object]]) -> Generator[list[Row]]:
    """All rows for each of several sets of values, in order.

    PostgreSQL, a process of its own, reads the next while the caller works on these; nobody else may use the connection
    until the last is taken.
    """
    if isinstance(_raw(connection), sqlite3.Connection):
        yield from (read(connection, query, values) for values in several)
        return
    coming: Future[list[Row]] | None = None
    with ThreadPoolExecutor(max_workers=1) as ahead:
        for values in several:
            before, coming = coming, ahead.submit(read, connection, query, values)
            if before is not None:
                yield before.result()
        if coming is not None:
            yield coming.result()


def write(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Insert `rows` into `table`, inside the transaction of `connection`."""
    raw = _raw(connection)
    if isinstance(raw, sqlite3.Connection):
        places = ", ".join("?" * len(columns))
        raw.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)  # noqa: S608 (our names)
        return
    into = SQL("COPY {} ({}) FROM STDIN").format(Identifier(table), SQL(", ").join(map(Identifier, columns)))
    with raw.cursor() as cursor, cursor.copy(into) as copy:
        for row in rows:
            copy.write_row(row)


def insert(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """The same by INSERT: PostgreSQL takes no COPY into a table under row-level security."""
    raw = _raw(connection)
    if isinstance(raw, sqlite3.Connection):
        write(connection, table, columns, rows)
        return
    into = SQL("INSERT INTO {} ({}) VALUES ({})").format(
        Identifier(table), SQL(", ").join(map(Identifier, columns)), SQL(", ").join([Placeholder()] * len(columns))
    )
    with raw.cursor() as cursor:
        cursor.executemany(into, list(rows))


def _raw(connection: Connection) -> sqlite3.Connection | psycopg.Connection[Row]:
    return cast("sqlite3.Connection | psycopg.Connection[Row]", connection.connection.driver_connection)
