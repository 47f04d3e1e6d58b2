"""Room: tests. Loads the bench's town into both engines at once, and opens the hub over each of them.

PostgreSQL is a cluster of the bench's own with fsync and synchronous_commit on; SQLite runs as the hub opens it (WAL,
synchronous=FULL). Everything lies in temporary folders and goes with them.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from coordination.casework import sessions, statements
from coordination.cli.migrate import migrate
from coordination.database.metadata import metadata
from coordination.hub import Hub
from coordination.model.session import Browser, Proof
from coordination.settings import Settings
from tests.bench.bulk import Filler
from tests.bench.cases import Watched, batches
from tests.bench.town import ISSUER, NOW, VIEWER, Town, found
from tests.community import AGENT, HERE, Clock
from tests.databases import Databases, SqliteStore
from tests.postgres import Cluster

DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
    "autovacuum": "on",
    "checkpoint_timeout": "30min",
    "max_connections": "120",
    "autovacuum_naptime": "10min",
}
BATCH = 1_000
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """The town in one engine, with a hub at work over it."""

    databases: Databases
    town: Town
    watched: Watched
    hub: Hub
    clock: Clock

    @property
    def name(self) -> str:
        """SQLite or PostgreSQL."""
        return {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[self.databases.kind]

    def token(self) -> str:
        """Sign the viewer in; the session token."""
        proof = Proof(issuer=ISSUER, subject=VIEWER, auth_time=NOW, asked_at=NOW, mfa=True, sid="bench")
        browser = Browser(source=self.hub.pseudonym(HERE), device="Firefox on Linux", client=self.hub.pseudonym(AGENT))
        token = sessions.start(self.hub.desk, proof, browser)
        session = sessions.find(self.hub.desk, token, browser=browser)
        due = statements.due(self.hub.desk, session) if session else None
        if session is None or due is None:
            return token
        statements.accept(self.hub.desk, session, due.version, read=True, browser=browser)
        (offer,) = sessions.offers(self.hub.desk, session)
        return sessions.choose(self.hub.desk, session, offer.appointment_id, browser)


@contextmanager
def stores(engines: tuple[str, ...]) -> Iterator[dict[str, SqliteStore | Cluster]]:
    """Where the bench's databases live, by engine."""
    made: dict[str, SqliteStore | Cluster] = {}
    with tempfile.TemporaryDirectory(prefix="coordination-bench-") as folder:
        try:
            if "sqlite" in engines:
                made["sqlite"] = SqliteStore(Path(folder))
            if "postgresql" in engines:
                made["postgresql"] = Cluster(**DURABLE)
            yield made
        finally:
            cluster = made.get("postgresql")
            if isinstance(cluster, Cluster):
                cluster.stop()


@contextmanager
def loaded(made: dict[str, SqliteStore | Cluster], count: int, say: Say) -> Iterator[list[Loaded]]:
    """The town of `count` cases in every engine."""
    with over([store.fresh() for store in made.values()], count, say) as opened:
        yield opened


@contextmanager
def over(every: list[Databases], count: int, say: Say) -> Iterator[list[Loaded]]:
    """The town of `count` cases in each of these empty databases, filled side by side from the same rows."""
    with tempfile.TemporaryDirectory(prefix="coordination-bench-") as folder:
        home = Path(folder) / "home"
        for databases in every:
            migrate(Settings.read({"COORDINATION_HOME": str(home), "COORDINATION_MIGRATION_URL": databases.owner}))
        fillers = [Filler(databases) for databases in every]
        town, watched = found(home, fillers), Watched()
        for done, rows in batches(town, count, BATCH, watched):
            for filler in fillers:
                for table in metadata.sorted_tables:
                    filler.write(table, rows.get(table, []))
            say(f"loading {done:,} of {count:,} cases")
        for filler in fillers:
            filler.close()
        opened = [_opened(town, watched, databases) for databases in every]
        try:
            yield opened
        finally:
            for each in opened:
                each.hub.close()


def _opened(town: Town, watched: Watched, databases: Databases) -> Loaded:
    clock = Clock(now=NOW)
    hub = Hub.open(town.settings(databases), clock=clock)
    return Loaded(databases=databases, town=town, watched=watched, hub=hub, clock=clock)
