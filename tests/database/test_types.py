"""Instants keep their microseconds and their order on both engines; a time without a zone is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from coordination.database.engine import Database
from coordination.database.metadata import NAMING, metadata
from coordination.database.types import Bytes, Identifier, Instant, instant, microseconds
from tests.databases import Databases

SHEET = MetaData(naming_convention=NAMING)
EVENTS = Table("event", SHEET, Column("id", Identifier, primary_key=True), Column("at", Instant), Column("b", Bytes))

MOMENTS = [
    datetime(1, 1, 2, tzinfo=UTC),
    datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 30, 0, 1, tzinfo=UTC),  # inside the hour that New York lives twice
    datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    datetime(9999, 12, 30, 23, 59, 59, 999_999, tzinfo=UTC),
]


@pytest.fixture
def database(engine_url: Databases) -> Iterator[Database]:
    opened = Database.open(engine_url.owner, allow_owner=True)
    with opened.alter() as connection:
        SHEET.create_all(connection)
    yield opened
    opened.close()


@given(st.datetimes(timezones=st.timezones()))
def test_microseconds_and_instant_are_inverse_whatever_the_zone(moment: datetime) -> None:
    # Not `== moment`: Python calls an hour lived twice unequal to any other zone's, even when it is the same instant.
    assert instant(microseconds(moment)) == moment.astimezone(UTC)


def test_instants_come_back_to_the_microsecond_in_utc_and_in_order(database: Database) -> None:
    with database.write() as connection:
        for number, moment in enumerate(reversed(MOMENTS)):
            connection.execute(insert(EVENTS).values(id=f"{number:032x}", at=moment))
    with database.read() as connection:
        found = connection.scalars(select(EVENTS.c.at).order_by(EVENTS.c.at)).all()
        after = connection.scalars(select(EVENTS.c.at).where(EVENTS.c.at > MOMENTS[2])).all()
    assert found == MOMENTS
    assert {moment.utcoffset() for moment in found} == {timedelta(0)}
    assert {moment.tzinfo for moment in found} == {UTC}
    assert len(after) == 3


def test_a_time_in_another_zone_is_the_same_instant(database: Database) -> None:
    chicago = datetime(2026, 7, 1, 12, 0, tzinfo=timezone(timedelta(hours=-5)))
    with database.write() as connection:
        connection.execute(insert(EVENTS).values(id="a" * 32, at=chicago, b=b"\x00\xff"))
        assert connection.scalar(select(EVENTS.c.id).where(EVENTS.c.at == chicago.astimezone(UTC))) == "a" * 32
    with database.read() as connection:
        row = connection.execute(select(EVENTS.c.at, EVENTS.c.b)).one()
    assert (row.at, row.b) == (datetime(2026, 7, 1, 17, 0, tzinfo=UTC), b"\x00\xff")


def test_an_absent_instant_stays_absent(database: Database) -> None:
    with database.write() as connection:
        connection.execute(insert(EVENTS).values(id="a" * 32, at=None))
        assert connection.scalar(select(EVENTS.c.at)) is None


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001 - that is the point
    with pytest.raises(StatementError, match="without a zone"), database.write() as connection:
        connection.execute(insert(EVENTS).values(id="a" * 32, at=naive))


def test_every_constraint_gets_a_name_that_a_migration_can_find() -> None:
    assert metadata.naming_convention == NAMING
    assert EVENTS.primary_key.name == "pk_event"
    assert Identifier().length == 32
