"""Room: audit. Every committed entry gets one number, in the order of commits, and is signed in time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from coordination.audit import entries, nodes, tables, tree
from coordination.audit.entry import canonical
from coordination.audit.sequencer import EVERY
from coordination.database.engine import Database
from coordination.model.errors import Unavailable
from tests.audit.attacker import Attacker
from tests.audit.ground import NOW, Log, build, made_up, opened
from tests.postgres import Cluster


def test_every_entry_is_numbered_indexed_and_signed(log: Log) -> None:
    log.fill(1_030)
    report = log.verify()
    assert report.findings == ()
    assert (report.size, report.signed, report.waiting) == (1_030, 1_030, 0)


def test_a_checkpoint_comes_after_a_hundred_entries_or_a_minute(log: Log) -> None:
    sequencer = log.sequencer()

    seeds = count()

    def size_signed(more: int, after: timedelta) -> int | None:
        log.add([next(seeds) for _ in range(more)])
        signed = sequencer.step(NOW + after).signed
        return signed.size if signed else None

    second = timedelta(seconds=1)
    assert size_signed(1, 0 * second) == 1  # the first is signed at once
    assert size_signed(99, second) is None
    assert size_signed(1, 2 * second) == 101
    assert size_signed(1, 3 * second) is None
    assert size_signed(0, 2 * second + EVERY) == 102
    assert size_signed(0, 10 * EVERY) is None  # nothing new, nothing signed
    assert size_signed(1, 11 * EVERY) == 103
    assert size_signed(1, -EVERY) == 104  # a clock that jumped back must not delay a signature


def test_an_idle_step_writes_nothing(log: Log) -> None:
    sequencer = log.sequencer()
    log.add(range(5))
    sequencer.step(NOW)
    sequencer.step(NOW)
    with log.database.count() as tally:
        sequencer.step(NOW)
    assert not any(text.startswith(("INSERT", "UPDATE")) for text in tally.texts)


def test_nothing_is_signed_over_a_log_that_was_rolled_back(log: Log) -> None:
    log.fill(300)
    with log.database.read() as connection:
        assert nodes.frontier(connection, 300).root() == tree.fold(
            [tree.leaf_hash(canonical(made_up(seq))) for seq in range(300)]
        )
    with closing(Database.open(log.databases.owner, allow_owner=True)) as owner, owner.alter() as connection:
        attacker = Attacker(connection)
        attacker.rewrite(attacker.order()[:250], keep_heads=250)
    with pytest.raises(Unavailable, match="rolled back"):
        log.sequencer().step(NOW + EVERY)


def test_nothing_is_signed_over_a_log_that_was_changed(log: Log) -> None:
    log.fill(300)
    with closing(Database.open(log.databases.owner, allow_owner=True)) as owner, owner.alter() as connection:
        attacker = Attacker(connection)
        order = attacker.order()
        attacker.edit(order[7], made_up(8))
        attacker.rewrite(order, keep_heads=7)
    log.add([300])
    with pytest.raises(Unavailable, match="not the one signed"):
        log.sequencer().close(NOW)


def test_a_bit_that_rots_before_signing_stops_the_signature(log: Log) -> None:
    log.fill(100)
    log.add(range(100, 110))
    sequencer = log.sequencer()
    assert sequencer.step(NOW).signed is None
    owner = Database.open(log.databases.owner, allow_owner=True)
    with owner.alter() as connection:
        off = "DROP TRIGGER entry_no_update" if owner.dialect == "sqlite" else "ALTER TABLE entry DISABLE TRIGGER USER"
        connection.execute(text(off))
        connection.execute(text("UPDATE entry SET bytes = :data WHERE id = 105"), {"data": canonical(made_up(7))})
    owner.close()
    with pytest.raises(Unavailable, match="Entry 104"):
        sequencer.close(NOW)


def test_bytes_that_are_no_entry_are_numbered_and_named(log: Log) -> None:
    """A forger with an INSERT must not be able to stop the log."""
    with log.app.write() as connection:
        row = entries.projection(made_up(0)) | {"bytes": b'{"objects":[1],"program":"a b","shown":3}'}
        connection.execute(tables.entry.insert().inline(), row)
    log.fill(10)
    report = log.verify()
    assert report.size == 11
    assert report.first_bad == 0
    assert "not an entry" in report.findings[0].sentence


def test_append_only_tables_refuse_update_and_delete(log: Log) -> None:
    log.fill(300)
    owner = Database.open(log.databases.owner, allow_owner=True)
    for table in tables.APPEND_ONLY:
        for statement in (f"DELETE FROM {table.name}", f"UPDATE {table.name} SET {table.c.keys()[-1]} = NULL"):
            with pytest.raises(DBAPIError, match="append-only"), owner.write() as connection:
                connection.execute(text(statement))
    owner.close()


def test_a_stranger_s_second_path_stops_the_signature(log: Log) -> None:
    log.fill(100)
    text_ = (log.folder / "checkpoints").read_text()
    (log.folder / "checkpoints").write_text(text_.replace("\n100\n", "\n101\n"))
    log.add([100])
    with pytest.raises(Unavailable, match="second path"):
        log.sequencer().close(NOW)


@pytest.fixture
def postgres_log(postgres_store: Cluster, tmp_path: Path) -> Iterator[Log]:
    postgres_store.make_template("audit", build)
    databases = postgres_store.fresh("audit")
    made = opened(databases, tmp_path / "second")
    yield made
    made.close()
    postgres_store.drop(databases)


@pytest.mark.postgres
def test_a_late_commit_is_not_passed_over(postgres_log: Log) -> None:
    """A lower row number can commit later than a higher one; SQLite has one writer at a time, so there it cannot."""
    log = postgres_log
    sequencer = log.sequencer()
    with log.app.write() as slow:
        entries.insert(slow, made_up(1))
        with log.app.write() as quick:
            entries.insert(quick, made_up(2))
        assert sequencer.step(NOW).numbered == 0  # the quick one waits for the slow one, which is older
    assert sequencer.step(NOW).numbered == 2
    sequencer.close(NOW)
    assert log.verify().findings == ()


@pytest.mark.postgres
def test_app_role_only_inserts_and_reads_entries(postgres_log: Log) -> None:
    log = postgres_log
    log.fill(10)
    for statement in (
        "INSERT INTO leaf (seq, entry, at, hash) VALUES (99, 99, now(), '')",
        "INSERT INTO checkpoint (size, root, note, at) VALUES (99, '', '', now())",
        "UPDATE sequencer SET size = 0",
        "DELETE FROM entry",
        "UPDATE entry SET actor = ''",
        "TRUNCATE entry",
    ):
        with psycopg.connect(log.databases.app.replace("+psycopg", "")) as app, pytest.raises(InsufficientPrivilege):
            app.execute(statement)


@pytest.mark.postgres
def test_a_log_restored_to_a_younger_cluster_goes_on(postgres_log: Log) -> None:
    """After a restore the transaction numbers in the rows lie in the new cluster's future."""
    log = postgres_log
    owner = Database.open(log.databases.owner, allow_owner=True)
    future = "SELECT (pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1000000)::text"
    with owner.alter() as connection:
        xid = connection.execute(text(future)).scalar_one()
        for seed in range(150):
            entries.insert(connection, made_up(seed))
        connection.exec_driver_sql("ALTER TABLE entry DISABLE TRIGGER USER")
        connection.exec_driver_sql(f"UPDATE entry SET xid = (({xid})::bigint + id)::text::xid8")
        connection.exec_driver_sql("ALTER TABLE entry ENABLE TRIGGER USER")
        connection.exec_driver_sql(f"INSERT INTO sequencer VALUES (1, 0, {xid}, 0, 0, '', NULL)")
    owner.close()
    sequencer = log.sequencer()
    assert sequencer.step(NOW).numbered == 150
    log.add(range(150, 200))
    assert sequencer.step(NOW).numbered + sequencer.step(NOW).numbered == 50
    sequencer.close(NOW)
    report = log.verify()
    assert (report.findings, report.size, report.waiting) == ((), 200, 0)
