"""Room: audit. Battery B8: whoever owns the database can change what he likes, and the verifier names what he changed.

A log of 10,000 entries with a checkpoint every 100; each attack runs in a transaction that is rolled back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from coordination.audit import tables
from coordination.audit.entry import Entry
from coordination.audit.findings import Report
from coordination.audit.verify import verify
from coordination.crypto.signing import Signer
from coordination.database.engine import Database
from tests.audit.attacker import Attacker
from tests.audit.ground import ORIGIN, SIGNER, Log, build, made_up, opened
from tests.databases import Databases, Store

SIZE = 10_000
POSITIONS = sorted({0, SIZE - 1, 99, 100, *random.Random(20261121).sample(range(SIZE), 4)})
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
    made.log.fill(SIZE)
    yield made
    made.close()
    store.drop(databases)


def test_the_untouched_log_is_sound(scene: Scene) -> None:
    report = scene.log.verify()
    assert (report.findings, report.size, report.signed) == ((), SIZE, SIZE)


@pytest.mark.parametrize("field", sorted(CHANGES))
def test_an_edited_field_is_named_though_every_hash_was_recomputed(scene: Scene, field: str) -> None:
    seq = POSITIONS[sorted(CHANGES).index(field) % len(POSITIONS)]
    with scene.attack() as attacker:
        order = attacker.order()
        attacker.edit(order[seq], CHANGES[field](made_up(seq)))
        attacker.rewrite(order, keep_heads=seq)
        assert scene.verify(attacker, columns=False).first_bad == seq


def test_every_field_of_an_entry_is_among_the_edits() -> None:
    assert set(CHANGES) == set(Entry.__slots__) - {"version"}


@pytest.mark.parametrize("seq", POSITIONS)
@pytest.mark.parametrize("kind", ["delete", "swap", "insert", "duplicate"])
def test_a_moved_removed_or_added_entry_is_named_though_every_hash_was_recomputed(
    scene: Scene, kind: str, seq: int
) -> None:
    with scene.attack() as attacker:
        order = attacker.order()
        expected = seq
        if kind == "delete":
            attacker.run("DELETE FROM entry WHERE id = ?", [order.pop(seq)])
        elif kind == "swap":
            other = (seq + 777) % SIZE
            order[seq], order[other] = order[other], order[seq]
            expected = min(seq, other)
        elif kind == "insert":
            order.insert(seq, attacker.insert(made_up(SIZE + 1)))
        else:
            order.insert(seq + 1, attacker.insert(made_up(seq)))
            expected = seq + 1
        attacker.rewrite(order, keep_heads=expected)
        report = scene.verify(attacker, columns=False)
        if kind == "duplicate" and seq == SIZE - 1:  # past the last signature, equal to an entry before it
            assert report.signed == SIZE
            assert report.size == SIZE + 1
        else:
            assert report.first_bad == expected


@pytest.mark.parametrize("left", [0, 1, 99, 100, 5_000, 9_900, SIZE - 1])
def test_a_truncated_or_rolled_back_log_is_named(scene: Scene, left: int) -> None:
    with scene.attack() as attacker:
        order = attacker.order()[:left]
        attacker.run("DELETE FROM entry WHERE id > ?", [order[-1] if order else 0])
        attacker.rewrite(order, keep_heads=left)
        report = scene.verify(attacker)
        assert report.first_bad == left
        assert any("rolled back" in finding.sentence for finding in report.findings)


@pytest.mark.parametrize("seq", POSITIONS[:3])
def test_a_swapped_signing_key_is_refused(scene: Scene, seq: int) -> None:
    with scene.attack() as attacker:
        order = attacker.order()
        attacker.edit(order[seq], replace(made_up(seq), outcome="refused", purpose="other"))
        attacker.rewrite(order, keep_heads=seq, forger=Signer.generate(ORIGIN))
        report = scene.verify(attacker)
        assert report.first_bad == seq
        assert any("not signed by the key" in finding.sentence for finding in report.findings)


@pytest.mark.parametrize("seq", POSITIONS)
def test_a_flipped_bit_in_storage_is_named(scene: Scene, seq: int) -> None:
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
    seq = POSITIONS[tables.PROJECTED.index(column)]
    with scene.attack() as attacker:
        later = replace(made_up(seq), at=made_up(seq).at + timedelta(microseconds=1))
        value = attacker.at(later) if column == "at" else "other"
        attacker.run(f"UPDATE entry SET {column} = ? WHERE id = ?", [value, attacker.order()[seq]])
        assert scene.verify(attacker).first_bad == seq


@pytest.mark.parametrize("table", ["disclosure", "concern"])
@pytest.mark.parametrize("seq", POSITIONS)
def test_a_hidden_or_added_index_row_is_named(scene: Scene, table: str, seq: int) -> None:
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
    "interior hashes": "DELETE FROM node WHERE place = 3",
    "under two numbers": "INSERT INTO leaf SELECT 10000, entry, at, hash FROM leaf WHERE seq = 9999",
    "are gone": "DELETE FROM entry WHERE id = 5",
    "is missing from": "DELETE FROM leaf WHERE seq = 5",
    "has no number": "DELETE FROM leaf WHERE seq = 9999",
}


@pytest.mark.parametrize("sentence", sorted(STATEMENTS))
def test_a_careless_change_is_said_in_a_sentence(scene: Scene, sentence: str) -> None:
    if scene.log.databases.kind == "sqlite" and sentence == "under two numbers":
        return  # the unique index of SQLite cannot be dropped: the attacker would have to rebuild the table
    with scene.attack() as attacker:
        attacker.run(STATEMENTS[sentence])
        report = scene.verify(attacker)
        assert any(sentence in finding.sentence for finding in report.findings), report.findings


def test_a_changed_second_path_is_not_blamed_on_the_log(scene: Scene, tmp_path: Path) -> None:
    from shutil import copytree

    from coordination.audit.second_path import SecondPath

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
        order, seq = attacker.order(), 4_321
        if kind == "edit":
            attacker.edit(order[seq], CHANGES["actor"](made_up(seq)))
        elif kind == "delete":
            attacker.run("DELETE FROM entry WHERE id = ?", [order.pop(seq)])
        elif kind == "swap":
            order[seq], order[1] = order[1], order[seq]
        elif kind == "insert":
            order.insert(seq, attacker.insert(made_up(SIZE + 1)))
        else:
            attacker.run("DELETE FROM entry WHERE id > ?", [order[seq]])
            order = order[: seq + 1]
        attacker.rewrite(order, keep_heads=0)
        assert scene.verify(attacker, outside=False).sound
        assert not scene.verify(attacker).sound
