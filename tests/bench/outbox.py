"""Room: tests. Claiming from the outbox ÷ a bare SKIP LOCKED loop on a plain table, by 1 and by 4 workers.

Workers are processes, each with its own connection. Both sides take a batch of due rows by a lease, a commit each; the
bare loop is the same statement written by hand, straight on the driver, on a table with the same rows and indexes. When
nothing is due any more, the leases lapse. On SQLite, which has no SKIP LOCKED, the UPDATE holds the writer's lock.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Column, Connection, Index, MetaData, Table, insert, select, text

from coordination.casework.outbox import BATCH, LEASE
from coordination.crypto.keyring import Keyring
from coordination.crypto.root import FileRootKey
from coordination.database.engine import Database
from coordination.database.types import microseconds
from coordination.model.context import hub
from coordination.model.ids import new_id
from coordination.model.notice import Kind
from coordination.storage import outbox, roster
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox as rows
from tests.bench.append import Say
from tests.bench.figures import Figure, middle
from tests.bench.town import NOW
from tests.community_ground import build
from tests.databases import Databases, Store

WORKERS = (1, 4)
# The same columns and indexes as the hub's own, without its foreign keys.
plain = Table(
    "plain_outbox",
    MetaData(),
    *(
        Column(column.name, column.type, primary_key=column.primary_key, nullable=column.nullable, unique=column.unique)
        for column in rows.columns
    ),
)
for _index in rows.indexes:
    _where = _index.dialect_options["postgresql"]["where"]
    _partial = None if _where is None else text("ended_at IS NULL")
    _columns = [plain.c[column.name] for column in _index.columns]
    Index(f"plain_{_index.name}", *_columns, sqlite_where=_partial, postgresql_where=_partial)


def measure(store: Store, filled: int, rounds: int, seconds: float, say: Say) -> list[Figure]:
    """Of `filled` due messages on each side, the ratio for each number of workers on one engine."""
    store.make_template("community", build)
    databases = store.fresh("community")
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[databases.kind]
    figures = []
    with TemporaryDirectory() as folder:
        key = Path(folder) / "root.key"
        FileRootKey.create(key)
        for workers in WORKERS:
            _fill(databases, filled)
            pairs = _race(databases, key, workers, rounds, seconds, say)
            value = middle([ours / bare for ours, bare in pairs])
            rates = [middle([pair[side] for pair in pairs]) / seconds for side in (0, 1)]
            what = f"outbox claims ÷ bare SKIP LOCKED loop, {workers} worker{'s' if workers > 1 else ''}"
            detail = f"{rates[0]:,.0f} ÷ {rates[1]:,.0f} messages a second, {BATCH} a claim"
            figures.append(Figure(what=what, engine=name, value=value, target=0.8, at_least=True, detail=detail))
    store.drop(databases)
    return figures


def _fill(databases: Databases, filled: int) -> None:
    """The outbox with due rows, and a plain table with the same ones."""
    with closing(Database.open(databases.owner, allow_owner=True)) as database, database.alter() as connection:
        program, person = connection.execute(
            select(roster.appointments.c.program_id, roster.appointments.c.person_id).limit(1)
        ).one()
        connection.execute(rows.delete())
        made = [
            {"id": new_id(), "key": new_id(), "kind": Kind.ASSIGNED.value, "urgent": False, "program_id": program,
             "person_id": person, "object_handle": new_id(), "made_at": NOW, "next_at": NOW, "attempts": 0}
            for _ in range(filled)
        ]  # fmt: skip
        connection.execute(insert(rows), made)
        plain.drop(connection, checkfirst=True)
        plain.create(connection)
        connection.execute(insert(plain).from_select([column.name for column in rows.columns], select(rows)))
        if databases.kind == "postgresql":
            connection.exec_driver_sql("GRANT SELECT, UPDATE ON plain_outbox TO coordination_app")


def _race(
    databases: Databases, key: Path, workers: int, rounds: int, seconds: float, say: Say
) -> list[tuple[int, int]]:
    """Rounds of (messages claimed by us, by the bare loop) by all workers together."""
    context = multiprocessing.get_context("fork")
    gate, counts = context.Barrier(workers + 1), [context.Value("q", 0) for _ in range(2)]
    crew = [
        context.Process(target=_work, args=(databases, key, gate, counts, rounds, seconds), daemon=True)
        for _ in range(workers)
    ]
    for worker in crew:
        worker.start()
    found, before = [], [0, 0]
    gate.wait(60)
    for done in range(rounds):
        for _stretch in range(2):
            gate.wait(60)
            gate.wait(60 + seconds)
        now = [count.value for count in counts]
        found.append((max(now[0] - before[0], 1), max(now[1] - before[1], 1)))
        before = now
        say(f"{databases.kind}, {workers} workers at the outbox: round {done + 1} of {rounds}")
    for worker in crew:
        worker.join(30)
    return found


def _work(
    databases: Databases, key: Path, gate: Barrier, counts: list[Synchronized[int]], rounds: int, seconds: float
) -> None:
    """One worker: the same stretches as all the others, begun together."""
    keyring = Keyring(FileRootKey.open(key))
    bare = _bare_postgresql if databases.kind == "postgresql" else _bare_sqlite
    with closing(Database.open(databases.app, pool_size=1, context=hub("deliver"))) as database:

        def ours(connection: Connection, now: datetime) -> int:
            return len(outbox.claim(Cabinet(connection=connection, keyring=keyring, now=now), BATCH, LEASE))

        gate.wait(60)
        for turn in range(rounds):
            for place in (0, 1) if turn % 2 else (1, 0):
                gate.wait(60)
                done = _stretch(database, (ours, bare)[place], seconds)
                with counts[place].get_lock():
                    counts[place].value += done
                gate.wait(60 + seconds)


def _stretch(database: Database, claim: Callable[[Connection, datetime], int], seconds: float) -> int:
    done, now, until = 0, NOW, time.monotonic() + seconds
    while time.monotonic() < until:
        with database.write() as connection:
            taken = claim(connection, now)
        done += taken
        if not taken:
            now += LEASE + timedelta(seconds=1)
    return done


_COLUMNS = (
    "plain_outbox.id, key, kind, urgent, program_id, person_id, case_id, object_handle, made_at, "
    "seen_at, attempts, tried_at"
)
_TAKE = (
    "WITH due AS (SELECT id FROM plain_outbox WHERE ended_at IS NULL AND next_at <= {now} ORDER BY next_at "
    "LIMIT {most}{skip}) UPDATE plain_outbox SET claim = {claim}, next_at = {lapse} FROM due "
    "WHERE plain_outbox.id = due.id RETURNING " + _COLUMNS
)


def _bare_postgresql(connection: Connection, now: datetime) -> int:
    names = {name: f"%({name})s" for name in ("now", "most", "claim", "lapse")}
    asked = {"now": now, "most": BATCH, "claim": new_id(), "lapse": now + LEASE}
    driver = connection.connection.cursor()
    driver.execute(_TAKE.format(**names, skip=" FOR UPDATE SKIP LOCKED"), asked)
    return len(driver.fetchall())


def _bare_sqlite(connection: Connection, now: datetime) -> int:
    names = {name: f":{name}" for name in ("now", "most", "claim", "lapse")}
    asked = {"now": microseconds(now), "most": BATCH, "claim": new_id(), "lapse": microseconds(now + LEASE)}
    driver = connection.connection.cursor()
    driver.execute(_TAKE.format(**names, skip=" "), asked)
    return len(driver.fetchall())
