"""Room: audit. Battery B8: whoever owns the database can change what he likes, and the verifier names what he changed.

A log of 10,000 entries (1,000 on PostgreSQL, where the same attacks take longer) with a checkpoint every 100; each
attack runs in a transaction that is rolled back. `where` is a place of `Scene.places`: the first entry, the last before
and the first after a checkpoint, one in the middle of nowhere, the last.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from shutil import copytree

import pytest

from coordination.audit import tables
from coordination.audit.entry import Entry
from coordination.audit.findings import Report
from coordination.audit.second_path import SecondPath
from coordination.audit.verify import verify
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from tests.audit.attacker import Attacker
from tests.audit.ground import ORIGIN, SIGNER, Log, build, made_up, opened
from tests.databases import Databases, Store

SIZES = {"sqlite": 10_000, "postgresql": 1_000}
EVERYWHERE = range(5)
CHANGES: dict[str, Callable[[Entry], Entry]] = {
    "at": lambda entry: replace(entry, at=entry.at + timedelta(microseconds=1)),
    "kind": lambda entry: replace(entry, kind="system"),
    "outcome": lambda entry: replace(entry, outcome="failed"),
    "salt": lambda entry: replace(entry, salt="0" * 32),
    "objects": lambda entry: replace(entry, objects=entry.objects[1:]),
    "shown": lambda entry: replace(entry, shown=(*entry.shown, ("court", "0" * 32, "order"))),
    **{
        name: lambda entry, name=name: replace(entry, **{name: "other"})  # type: ignore[misc]
        for name in ("actor", "program", "on_behalf_of", "action", "reason", "purpose", "rules", "session", "source")
    },
}


class _Undo(Exception):
    pass


class Scene:
    """The 10,000 entries, their second path, and an owner's connection to attack through."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.size = SIZES[log.databases.kind]
        self.places = (0, 99, 100, random.Random(20261121).randrange(200, self.size - 100), self.size - 1)
        self._owner = Database.open(log.databases.owner, allow_owner=True)

    @contextmanager
    def attack(self) -> Iterator[Attacker]:
        try:
            with self._owner.alter() as connection:
                yield Attacker(connection)
                raise _Undo
        except _Undo:
            pass

    def verify(self, attacker: Attacker, *, outside: bool = True, columns: bool = True) -> Report:
        second_path = self.log.second_path if outside else None
        return verify(attacker.connection, [SIGNER.verifier], ORIGIN, second_path, columns=columns)

    def close(self) -> None:
        self._owner.close()
        self.log.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    store.make_template("audit", build)
    databases: Databases = store.fresh("audit")
    folder: Path = tmp_path_factory.mktemp("second") / "path"
    made = Scene(opened(databases, folder))
    made.log.fill(made.size)
    yield made
    made.close()
    store.drop(databases)


def test_the_untouched_log_is_sound(scene: Scene) -> None:
    report = scene.log.verify()
    assert (report.findings, report.size, report.signed) == ((), scene.size, scene.size)


@pytest.mark.parametrize("field", sorted(CHANGES))
def test_an_edited_field_is_named_though_every_hash_was_recomputed(scene: Scene, field: str) -> None:
    seq = scene.places[sorted(CHANGES).index(field) % len(scene.places)]
    with scene.attack() as attacker:
        order = attacker.order()
        attacker.edit(order[seq], CHANGES[field](made_up(seq)))
        attacker.rewrite(order, keep_heads=seq)
        assert scene.verify(attacker, columns=False).first_bad == seq


def test_every_field_of_an_entry_is_among_the_edits() -> None:
    assert set(CHANGES) == set(Entry.__slots__) - {"version"}


@pytest.mark.parametrize("where", EVERYWHERE)
@pytest.mark.parametrize("kind", ["delete", "swap", "insert", "duplicate"])
def test_a_moved_removed_or_added_entry_is_named_though_every_hash_was_recomputed(
    scene: Scene, kind: str, where: int
) -> None:
    seq = scene.places[where]
    with scene.attack() as attacker:
        order = attacker.order()
        expected = seq
        if kind == "delete":
            attacker.run("DELETE FROM entry WHERE id = ?", [order.pop(seq)])
        elif kind == "swap":
            other = (seq + 777) % scene.size
            order[seq], order[other] = order[other], order[seq]
            expected = min(seq, other)
        elif kind == "insert":
            order.insert(seq, attacker.insert(made_up(scene.size + 1)))
        else:
            order.insert(seq + 1, attacker.insert(made_up(seq)))
            expected = seq + 1
        attacker.rewrite(order, keep_heads=expected)
        report = scene.verify(attacker, columns=False)
        if kind == "duplicate" and seq == scene.size - 1:  # past the last signature, equal to an entry before it
            assert report.signed == scene.size
            assert report.size == scene.size + 1
        else:
            assert report.first_bad == expected


@pytest.mark.parametrize("left", [0, 99, 100, -1])
def test_a_truncated_or_rolled_back_log_is_named(scene: Scene, left: int) -> None:
    left = left % scene.size
    with scene.attack() as attacker:
        order = attacker.order()[:left]
        attacker.run("DELETE FROM entry WHERE id > ?", [order[-1] if order else 0])
        attacker.rewrite(order, keep_heads=left)
        report = scene.verify(attacker)
        assert report.first_bad == left
        assert any("rolled back" in finding.sentence for finding in report.findings)


@pytest.mark.parametrize("where", [0, 3])
def test_a_swapped_signing_key_is_refused(scene: Scene, where: int) -> None:
    seq = scene.places[where]
    with scene.attack() as attacker:
        order = attacker.order()
        attacker.edit(order[seq], replace(made_up(seq), outcome="refused", purpose="other"))
        attacker.rewrite(order, keep_heads=seq, forger=Signer.generate(ORIGIN))
        report = scene.verify(attacker)
        assert report.first_bad == seq
        assert any("not signed by the key" in finding.sentence for finding in report.findings)


@pytest.mark.parametrize("where", EVERYWHERE)
def test_a_flipped_bit_in_storage_is_named(scene: Scene, where: int) -> None:
    seq = scene.places[where]
    for table, column, key in (("entry", "bytes", "id"), ("leaf", "hash", "entry")):
        with scene.attack() as attacker:
            row = attacker.order()[seq]
            query = f"SELECT {column} FROM {table} WHERE {key} = ?"
            data = bytearray(attacker.connection.exec_driver_sql(query.replace("?", str(row))).scalar_one())
            data[7] ^= 1
            attacker.run(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", [bytes(data), row])
            assert scene.verify(attacker, columns=False).first_bad == seq


@pytest.mark.parametrize("column", tables.PROJECTED)
def test_a_changed_column_is_named(scene: Scene, column: str) -> None:
    seq = scene.places[tables.PROJECTED.index(column) % len(scene.places)]
    with scene.attack() as attacker:
        later = replace(made_up(seq), at=made_up(seq).at + timedelta(microseconds=1))
        value = attacker.at(later) if column == "at" else "other"
        attacker.run(f"UPDATE entry SET {column} = ? WHERE id = ?", [value, attacker.order()[seq]])
        assert scene.verify(attacker).first_bad == seq


@pytest.mark.parametrize("table", ["disclosure", "concern"])
@pytest.mark.parametrize("where", [0, 3])
def test_a_hidden_or_added_index_row_is_named(scene: Scene, table: str, where: int) -> None:
    seq = scene.places[where]
    column = "handle" if table == "disclosure" else "program"
    with scene.attack() as attacker:
        attacker.run(f"DELETE FROM {table} WHERE seq = ?", [seq])
        assert scene.verify(attacker).first_bad == seq
    with scene.attack() as attacker:
        attacker.run(f"INSERT INTO {table} ({column}, seq) VALUES (?, ?)", ["f" * 32, seq])
        assert scene.verify(attacker).first_bad == seq


STATEMENTS = {
    "was removed from the database": "DELETE FROM checkpoint WHERE size = 300",
    "differs from its signed note": "UPDATE checkpoint SET size = 301 WHERE size = 300",
    "interior hashes": "DELETE FROM node WHERE place = 1",
    "under two numbers": "INSERT INTO leaf SELECT seq + 1, entry, at, hash FROM leaf WHERE seq = {last}",
    "are gone": "DELETE FROM entry WHERE id = 5",
    "is missing from": "DELETE FROM leaf WHERE seq = 5",
    "has no number": "DELETE FROM leaf WHERE seq = {last}",
}


@pytest.mark.parametrize("sentence", sorted(STATEMENTS))
def test_a_careless_change_is_said_in_a_sentence(scene: Scene, sentence: str) -> None:
    with scene.attack() as attacker:
        attacker.drop_unique()
        attacker.run(STATEMENTS[sentence].format(last=scene.size - 1))
        report = scene.verify(attacker)
        assert any(sentence in finding.sentence for finding in report.findings), report.findings


def test_a_changed_second_path_is_not_blamed_on_the_log(scene: Scene, tmp_path: Path) -> None:
    copytree(scene.log.folder, tmp_path / "copy")
    leaves = tmp_path / "copy" / "leaves"
    data = bytearray(leaves.read_bytes())
    data[32 * 500] ^= 1
    leaves.write_bytes(data)
    with scene.log.database.read() as connection:
        report = verify(connection, [SIGNER.verifier], ORIGIN, SecondPath(tmp_path / "copy"))
    assert [finding.sentence for finding in report.findings] == [
        "The second path's leaf hash of entry 500 was changed; the log was not."
    ]


@pytest.mark.parametrize("kind", ["edit", "delete", "swap", "insert", "truncate"])
def test_meta_without_signed_heads_the_same_attacks_go_unseen(scene: Scene, kind: str) -> None:
    """What a bare hash chain is worth: the owner recomputes it. The guard is the signed head at the second path."""
    with scene.attack() as attacker:
        order, seq = attacker.order(), 432
        if kind == "edit":
            attacker.edit(order[seq], CHANGES["actor"](made_up(seq)))
        elif kind == "delete":
            attacker.run("DELETE FROM entry WHERE id = ?", [order.pop(seq)])
        elif kind == "swap":
            order[seq], order[1] = order[1], order[seq]
        elif kind == "insert":
            order.insert(seq, attacker.insert(made_up(scene.size + 1)))
        else:
            attacker.run("DELETE FROM entry WHERE id > ?", [order[seq]])
            order = order[: seq + 1]
        attacker.rewrite(order, keep_heads=0)
        assert scene.verify(attacker, outside=False).sound
        assert not scene.verify(attacker).sound
