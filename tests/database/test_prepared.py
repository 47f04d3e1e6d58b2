"""Room: tests. A prepared statement says what SQLAlchemy would say, hears its listeners and fails with its errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Boolean, Column, Executable, MetaData, Table, bindparam, insert, null, select, tuple_, union_all
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from coordination.database.engine import Database
from coordination.database.prepared import Prepared
from coordination.database.types import Bytes, Identifier, Instant
from coordination.model.errors import Unavailable
from tests.databases import Databases

ROOM = MetaData()
SEEN = Table(
    "seen",
    ROOM,
    Column("id", Identifier, primary_key=True),
    Column("kind", Identifier, nullable=False),
    Column("at", Instant),
    Column("open", Boolean, nullable=False),
    Column("body", Bytes),
)
NOW = datetime(2026, 11, 22, 2, 3, 4, 5, tzinfo=UTC)
ROWS: list[dict[str, object]] = [
    {"id": "a", "kind": "x", "at": NOW, "open": True, "body": b"\0one"},
    {"id": "b", "kind": "y", "at": None, "open": False, "body": None},
    {"id": "c", "kind": "x", "at": NOW.replace(hour=3), "open": True, "body": b""},
]
WRITE = Prepared(insert(SEEN).inline())
ALL = select(SEEN).order_by(SEEN.c.id)


@pytest.fixture
def database(engine_url: Databases) -> Iterator[Database]:
    owner = Database.open(engine_url.owner, allow_owner=True)
    with owner.alter() as connection:
        ROOM.create_all(connection)
        if owner.dialect == "postgresql":
            connection.exec_driver_sql("GRANT ALL ON seen TO coordination_app")
    owner.close()
    found = Database.open(engine_url.app)
    with found.write() as connection:
        for row in ROWS:
            WRITE.run(connection, row)
    yield found
    found.close()


def _same(
    database: Database, prepared: Prepared, plain: Executable, values: dict[str, object]
) -> list[tuple[object, ...]]:
    with database.read() as connection:
        ours = prepared.rows(connection, values)
        theirs = [tuple(row) for row in connection.execute(plain, values)]
    assert ours == theirs
    assert [list(map(type, row)) for row in ours] == [list(map(type, row)) for row in theirs]
    return ours


def test_what_was_written_comes_back_as_sqlalchemy_reads_it(database: Database) -> None:
    assert _same(database, Prepared(ALL), ALL, {}) == [tuple(row.values()) for row in ROWS]


@pytest.mark.parametrize("ids", [[], ["a"], ["c", "a"], ["a", "b", "c", "", ""]])
def test_a_list_of_any_length_is_bound(database: Database, ids: list[str]) -> None:
    query = ALL.where(SEEN.c.id.in_(bindparam("ids", expanding=True)))
    found = _same(database, Prepared(query, "ids"), query, {"ids": ids})
    assert [row[0] for row in found] == sorted(set(ids) - {""})


@pytest.mark.parametrize("pairs", [[], [("a", "x")], [("a", "y"), ("c", "x"), ("b", "y")]])
def test_a_list_of_pairs_is_bound(database: Database, pairs: list[tuple[str, str]]) -> None:
    query = ALL.where(tuple_(SEEN.c.id, SEEN.c.kind).in_(bindparam("pairs", expanding=True)))
    found = _same(database, Prepared(query, "pairs"), query, {"pairs": pairs})
    assert [row[0] for row in found] == sorted(one for one, kind in pairs if (one, kind) != ("a", "y"))


def test_an_instant_is_compared_wherever_its_name_stands(database: Database) -> None:
    at = bindparam("at", type_=Instant())
    query = ALL.where((SEEN.c.at <= at) & ((SEEN.c.at == at) | SEEN.c.open), SEEN.c.kind == bindparam("kind")).limit(1)
    assert [row[0] for row in _same(database, Prepared(query), query, {"at": NOW, "kind": "x"})] == ["a"]


def test_a_union_is_read_by_its_first_branch(database: Database) -> None:
    first = select(SEEN.c.at, null().label("kind")).where(SEEN.c.id == bindparam("one"))
    query = union_all(first, select(null(), SEEN.c.kind).where(SEEN.c.id == bindparam("one")))
    assert set(_same(database, Prepared(query), query, {"one": "a"})) == {(NOW, None), (None, "x")}


def test_it_is_counted_like_any_other(database: Database) -> None:
    with database.count() as tally, database.read() as connection:
        Prepared(ALL).rows(connection, {})
    assert (tally.statements, tally.texts[0][:11]) == (1, "SELECT seen")


def test_its_errors_are_sqlalchemys(database: Database) -> None:
    with pytest.raises(IntegrityError) as refusal, database.write() as connection:
        WRITE.run(connection, ROWS[0])
    assert "one" not in str(refusal.value)
    with pytest.raises((OperationalError, ProgrammingError)), database.read() as connection:
        Prepared(select(Table("nowhere", MetaData(), Column("id", Identifier)))).rows(connection, {})
    with database.read() as connection:
        assert len(Prepared(ALL).rows(connection, {})) == 3


def test_nothing_is_written_in_a_read(database: Database) -> None:
    with pytest.raises((Unavailable, DBAPIError)), database.read() as connection:
        WRITE.run(connection, {**ROWS[0], "id": "d"})
    with database.read() as connection:
        assert len(Prepared(ALL).rows(connection, {})) == 3
