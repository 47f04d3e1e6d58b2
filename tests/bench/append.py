"""Room: tests. Appending to the access log ÷ a plain INSERT of the same columns into the same indexes, by many writers.

Writers are processes, each with its own connection. A round is a stretch of appends and a stretch of plain inserts, in
turn first; the figure is the median of the rounds' ratios, so that a neighbour on the machine costs both alike.
"""

from __future__ import annotations

import multiprocessing
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from sqlalchemy import Column, Connection, MetaData, Table

from coordination.audit import entries, postgresql, tables
from coordination.audit.entry import Entry, canonical
from coordination.database.engine import Database
from tests.bench.figures import Figure, middle
from tests.bench.town import NOW
from tests.databases import Databases, Store

Say = Callable[[str], None]

plain = Table(
    "plain_entry",
    MetaData(),
    *(Column(column.name, column.type) for column in tables.entry.columns if column.name != "id"),
)
_PLAIN = plain.insert().inline()


def measure(store: Store, writers: Sequence[int], rounds: int, seconds: float, say: Say) -> list[Figure]:
    """The ratio for each number of writers on one engine."""
    databases = store.fresh()
    _make(databases)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[databases.kind]
    figures = []
    for several in writers:
        pairs = _race(databases, several, rounds, seconds, say)
        value = middle([append / bare for append, bare in pairs])
        rates = [middle([pair[side] for pair in pairs]) / seconds for side in (0, 1)]
        figures.append(
            Figure(what=f"log append ÷ plain insert, {several} writer{'s' if several > 1 else ''}", engine=name,
                   value=value, target=0.9, at_least=True,
                   detail=f"{rates[0]:,.0f} ÷ {rates[1]:,.0f} a second; rounds {_span(pairs)}")
        )  # fmt: skip
    store.drop(databases)
    return figures


def entry() -> Entry:
    """An entry as a case page writes it."""
    return Entry(
        at=NOW,
        actor="a" * 32,
        kind="person",
        program="b" * 32,
        action="case:read",
        outcome="allowed",
        reason="case:read",
        objects=("c" * 32,),
        shown=tuple((kind, "d" * 32, "own_record") for kind in ("identity", "report", "screening", "medical")),
        rules="e" * 64,
        session="f" * 32,
        source="0" * 64,
        salt=secrets.token_hex(16),
    )


def _race(databases: Databases, writers: int, rounds: int, seconds: float, say: Say) -> list[tuple[int, int]]:
    """Rounds of (appends, plain inserts) by all writers together."""
    context = multiprocessing.get_context("fork")
    gate, counts = context.Barrier(writers + 1), [context.Value("q", 0) for _ in range(2)]
    crew = [
        context.Process(target=_work, args=(databases.app, gate, counts, rounds, seconds), daemon=True)
        for _ in range(writers)
    ]
    for worker in crew:
        worker.start()
    gate.wait(60)
    found, before = [], [0, 0]
    for done in range(rounds):
        for _stretch in range(2):
            gate.wait(60)  # begin
            gate.wait(60 + seconds)  # done
        now = [count.value for count in counts]
        found.append((now[0] - before[0], now[1] - before[1]))
        before = now
        say(f"{databases.kind}, {writers} writers: round {done + 1} of {rounds}")
    for worker in crew:
        worker.join(30)
    return found


def _work(url: str, gate: Barrier, counts: list[Synchronized[int]], rounds: int, seconds: float) -> None:
    """One writer: the same stretches as all the others, begun together."""
    with closing(Database.open(url, pool_size=1)) as database:
        pattern = entry()
        row = {**entries.projection(pattern), "bytes": canonical(pattern)}

        def append(connection: Connection) -> None:
            entries.insert(connection, entry())

        def insert(connection: Connection) -> None:
            connection.execute(_PLAIN, row)

        for work in (append, insert) * 10:
            with database.write() as connection:
                work(connection)
        gate.wait(60)
        for turn in range(rounds):
            for place in (0, 1) if turn % 2 else (1, 0):
                gate.wait(60)
                done = _stretch(database, (append, insert)[place], seconds)
                with counts[place].get_lock():
                    counts[place].value += done
                gate.wait(60 + seconds)


def _stretch(database: Database, work: Callable[[Connection], None], seconds: float) -> int:
    done, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        with database.write() as connection:
            work(connection)
        done += 1
    return done


def _make(databases: Databases) -> None:
    """The log's tables, and a plain table with the same columns, partitions and indexes, without the triggers."""
    with closing(Database.open(databases.owner, allow_owner=True)) as database, database.alter() as connection:
        tables.entry.metadata.create_all(connection, tables=list(tables.TABLES))
        if databases.kind == "sqlite":
            made = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = 'entry'").scalar_one()
            connection.exec_driver_sql(made.replace("entry", "plain_entry", 1))
            return
        connection.exec_driver_sql(postgresql.partition_ddl(date(2026, 11, 1)))
        for statement in postgresql.postgresql_ddl((date(2026, 11, 1),)):
            if "FUNCTION" not in statement and "TRIGGER" not in statement:
                connection.exec_driver_sql(statement.replace("entry", "plain_entry"))
        for statement in postgresql.grants("coordination_app", "coordination_sequencer"):
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql("GRANT INSERT, SELECT ON plain_entry TO coordination_app")


def _span(pairs: list[tuple[int, int]]) -> str:
    ratios = sorted(append / bare for append, bare in pairs)
    return f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
