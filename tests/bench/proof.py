"""Room: tests. How long it takes to verify an access log of a million entries, a checkpoint every hundred.

The log is written as the app and the sequencer would have, but in bulk; then the hub's own `verify` reads all of it.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random

from coordination.audit import checkpoint, sequencer, tables, tree
from coordination.audit.entry import Entry, canonical
from coordination.audit.second_path import SecondPath
from coordination.audit.verify import verify
from coordination.cli.migrate import migrate
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from coordination.database.types import microseconds
from coordination.settings import Settings
from tests.bench.bulk import Filler
from tests.bench.figures import Figure
from tests.bench.load import Say
from tests.bench.town import NOW
from tests.databases import Databases, Store

ORIGIN = "hub.example.org/access-log"
EVERY = 100
BATCH = 20_000
LIMITS = {False: 10.0, True: 30.0}
Rows = dict[str, list[tuple[object, ...]]]


def measure(stores: dict[str, Store], count: int, say: Say) -> list[Figure]:
    """Verify on each engine, without and with the projections; targets are scaled to `count`."""
    signer = Signer.generate(ORIGIN)
    with tempfile.TemporaryDirectory(prefix="coordination-bench-") as folder:
        every = [store.fresh() for store in stores.values()]
        for databases in every:
            home = {"COORDINATION_HOME": f"{folder}/home", "COORDINATION_MIGRATION_URL": databases.owner}
            migrate(Settings.read(home))
        second_path = SecondPath(Path(folder) / "second")
        _fill([Filler(databases) for databases in every], signer, Path(folder) / "second", count, say)
        figures = [
            _verify(databases, signer, second_path, count, columns, say) for databases in every for columns in LIMITS
        ]
        for store, databases in zip(stores.values(), every, strict=True):
            store.drop(databases)
    return figures


def _verify(
    databases: Databases, signer: Signer, second_path: SecondPath, count: int, columns: bool, say: Say
) -> Figure:
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[databases.kind]
    what = "bytes, tree, checkpoints" + (" and projections" if columns else "")
    say(f"{name}: verifying {count:,} entries, {what}")
    with closing(Database.open(databases.app)) as database, database.read() as connection:
        wall, cpu = time.perf_counter(), time.process_time()
        report = verify(connection, [signer.verifier], ORIGIN, second_path, columns=columns)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if report.findings or report.signed != count:
        raise RuntimeError(f"the log is not whole: {report}")
    return Figure(
        what=f"verify {count:,} entries: {what}",
        engine=name,
        value=wall,
        target=LIMITS[columns] * max(1.0, count / 1_000_000),
        unit="s",
        detail=f"{cpu:.1f} s of it our CPU; {count // EVERY:,} checkpoints; {count / wall:,.0f} entries a second",
    )


def _fill(fillers: list[Filler], signer: Signer, folder: Path, count: int, say: Say) -> None:
    """The log, its numbers, tree, indexes and checkpoints, in every database; the second path in its folder."""
    frontier, notes, hashes = tree.Frontier(), list[str](), list[bytes]()
    for first in range(0, count, BATCH):
        last = min(count, first + BATCH)
        for table, rows in zip(
            tables.TABLES, _batch(first, last, frontier, signer, notes, hashes).values(), strict=False
        ):
            for filler in fillers:
                filler.write(table, rows)
        say(f"writing {last:,} of {count:,} entries")
    (folder / "leaves").write_bytes(b"".join(hashes))
    (folder / "checkpoints").write_text("".join(f"{note}\n" for note in notes), encoding="utf-8")
    for filler in fillers:
        filler.write(tables.sequencer, [(1, count, 0, count, count, "", None)])
        filler.close()


def _batch(
    first: int, last: int, frontier: tree.Frontier, signer: Signer, notes: list[str], hashes: list[bytes]
) -> Rows:
    """Rows of some entries by table, in the order of tables.TABLES."""
    rows: Rows = {table.name: [] for table in tables.APPEND_ONLY}
    for seq, entry in enumerate(_entries(first, last), first):
        data, at = canonical(entry), microseconds(entry.at)
        digest = tree.leaf_hash(data)
        frontier.append(digest)
        hashes.append(digest)
        told = (entry.actor, entry.kind, entry.program, entry.action, entry.outcome, entry.reason, entry.session)
        rows["entry"].append((seq + 1, at, *told, data))
        rows["leaf"].append((seq, seq + 1, at, digest))
        handles, programs = sequencer.named(data)
        rows["disclosure"] += [(handle, seq) for handle in handles]
        rows["concern"] += [(program, seq) for program in programs]
        if frontier.size % EVERY == 0:
            signed = checkpoint.sign(signer, ORIGIN, frontier.size, frontier.root())
            notes.append(signed.note)
            rows["checkpoint"].append((signed.size, signed.root, signed.note, at))
    rows["node"] = list[tuple[object, ...]](frontier.take_nodes())
    return rows


def _entries(first: int, last: int) -> Iterator[Entry]:
    """Entries of a busy hub: 500 cases and 5,000 records looked at by 40 people of five programs."""
    rng = Random(first)
    programs = [f"{number:032x}" for number in range(1, 6)]
    for seq in range(first, last):
        dice = rng.getrandbits(62)
        shown = (("medical", programs[dice % 5], "release"), ("court", programs[dice % 7 % 5], "own_record"))
        yield Entry(
            at=NOW + timedelta(milliseconds=seq % 600_000),
            actor=f"{dice % 40:032x}",
            kind="person",
            program=programs[dice % 3],
            action=("case:read", "case:list", "record:file")[dice % 3],
            outcome="refused" if dice % 11 == 0 else "allowed",
            reason="case:read",
            objects=(f"{500 + dice % 500:032x}", f"{9_000 + dice % 5_000:032x}"),
            shown=shown[: dice % 3],
            rules=f"{7:064x}",
            session=f"{dice % 160:032x}",
            source=f"{dice % 40:064x}",
            salt=f"{dice:032x}",
        )
