"""Room: tests. Rows read ahead on PostgreSQL are those that would have been read one after the other, in order."""

from __future__ import annotations

from contextlib import closing

from coordination.audit import bulk
from coordination.database.engine import Database
from tests.databases import Databases

SPANS = [(place, place + 7) for place in range(0, 70, 7)]
QUERY = "SELECT ? + 0, ? + 0"


def test_rows_read_ahead_are_the_same_in_the_same_order(engine_url: Databases) -> None:
    with closing(Database.open(engine_url.app)) as database, database.read() as connection:
        one_by_one = [bulk.read(connection, QUERY, span) for span in SPANS]
        assert list(bulk.read_each(connection, QUERY, SPANS)) == one_by_one == [[span] for span in SPANS]


def test_whoever_stops_half_way_can_go_on_with_the_connection(engine_url: Databases) -> None:
    with closing(Database.open(engine_url.app)) as database, database.read() as connection:
        rows = bulk.read_each(connection, QUERY, SPANS)
        assert next(rows) == [SPANS[0]]
        rows.close()
        assert bulk.read(connection, "SELECT 1") == [(1,)]
