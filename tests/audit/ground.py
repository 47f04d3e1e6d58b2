"""Room: tests. An access log on either engine: roles, entries made up from a seed, a sequencer, a second path."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from coordination.audit import entries, postgresql
from coordination.audit.entry import Entry
from coordination.audit.findings import Report
from coordination.audit.publication import Press
from coordination.audit.second_path import SecondPath
from coordination.audit.sequencer import Sequencer
from coordination.audit.tables import TABLES
from coordination.audit.verify import verify
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from coordination.database.metadata import metadata
from tests.databases import Databases

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ORIGIN = "hub.example.org/access-log"
SIGNER = Signer.generate(ORIGIN)
PROGRAMS = tuple(f"{number:032x}" for number in range(1, 6))


def build(databases: Databases) -> None:
    """The tables of the access log alone, made by the owner, granted as the migration grants them."""
    with closing(Database.open(databases.owner, allow_owner=True)) as database, database.alter() as connection:
        metadata.create_all(connection, tables=list(TABLES))
        if databases.kind == "postgresql":
            for month in (date(2026, 11, 1), date(2026, 12, 1)):
                connection.exec_driver_sql(postgresql.partition_ddl(month))
            for statement in postgresql.grants("coordination_app", "coordination_sequencer"):
                connection.exec_driver_sql(statement)


def made_up(seed: int, at: datetime = NOW) -> Entry:
    """An entry as of a busy day: one case of 500, up to 3 records, sometimes another program's information."""
    rng = random.Random(seed)

    def handle(noun: int, count: int) -> str:
        return f"{noun:016x}{rng.randrange(count):016x}"

    kinds = rng.sample(["medical", "court", "education"], rng.randrange(3))
    shown = [(kind, rng.choice(PROGRAMS), "release") for kind in kinds]
    return Entry(
        at=at + timedelta(milliseconds=seed),
        actor=handle(1, 40),
        kind="person",
        program=rng.choice(PROGRAMS),
        action=rng.choice(["record:read", "case:read", "release:sign"]),
        objects=(handle(2, 500), *{handle(3, 5000) for _ in range(rng.randrange(4))}),
        shown=tuple(shown),
        outcome=rng.choice(["allowed", "allowed", "refused"]),
        reason="member",
        purpose="treatment",
        rules=f"{7:064x}",
        session=handle(4, 40),
        source=handle(5, 40),
        salt=f"{rng.getrandbits(128):032x}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """One access log: its database by role, and its second path."""

    databases: Databases
    app: Database
    database: Database
    folder: Path
    signer: Signer = SIGNER

    @property
    def second_path(self) -> SecondPath:
        return SecondPath(self.folder)

    @property
    def press(self) -> Press:
        return Press(origin=ORIGIN, signer=self.signer, second_path=self.second_path)

    def sequencer(self, holder: str = "one", after: int = 100) -> Sequencer:
        return Sequencer(self.database, self.press, holder, after=after)

    def add(self, seeds: Iterable[int]) -> None:
        """Commit entries as the app does."""
        with self.app.write() as connection:
            for seed in seeds:
                entries.insert(connection, made_up(seed))

    def fill(self, count: int, step: int = 100) -> None:
        """`count` entries, a checkpoint every `step`, all signed."""
        sequencer = self.sequencer()
        for first in range(0, count, step):
            self.add(range(first, min(count, first + step)))
            sequencer.step(NOW)
        sequencer.close(NOW)

    def verify(self, *, columns: bool = True, outside: bool = True) -> Report:
        """Verify with the key that the test knows from elsewhere."""
        with self.database.read() as connection:
            second_path = self.second_path if outside else None
            return verify(connection, [SIGNER.verifier], ORIGIN, second_path, columns=columns)

    def close(self) -> None:
        self.app.close()
        self.database.close()


def opened(databases: Databases, folder: Path) -> Log:
    """The log in a database, through the app's and the sequencer's own roles."""
    return Log(
        databases=databases,
        app=Database.open(databases.app),
        database=Database.open(databases.sequencer),
        folder=folder,
    )


def copied(log: Log, folder: Path) -> None:
    """Copy the second path, to go back to it."""
    shutil.copytree(log.folder, folder)
