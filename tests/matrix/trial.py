"""Room: tests. The matrix at work: sends the request of a cell, judges the answer, puts the rows back."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Table, text

from coordination.audit.tables import TABLES as LOG_TABLES
from coordination.database.metadata import metadata
from coordination.door.app import Door as App
from tests.community import PEOPLE, Community, Visitor
from tests.matrix.asks import Ask, Form
from tests.matrix.doors import DOORS
from tests.matrix.judged import Judged, everybody
from tests.matrix.sites import Ground, Site
from tests.matrix.situations import HUB_STATES, RELEASE_STATES

REFUSED = 404
ALLOWED = frozenset({200, 303, 409, 422})
NOT_COMPARED = {*(table.name for table in LOG_TABLES), "sessions", "visits", "alembic_version"}
COMPARED = tuple(table for table in metadata.sorted_tables if table.name not in NOT_COMPARED)
KEYS = {table.name: tuple(column.name for column in table.primary_key) for table in COMPARED}
EVERY = "COORDINATION_TEST_EVERY_CELL" in os.environ
ONE_IN = {"sqlite": 1 if EVERY else 4, "postgresql": 1 if EVERY else 12}

MOST = 1_000  # entries that one request leaves
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# Releases and the advocates' release to the hub decide about what is shown; elsewhere these sites are "member" again.
SHOWN_BY_RELEASE = frozenset(
    {
        "deadlines.read",
        "files.read",
        "missing.packet",
        "missing.poster",
        "missing.publish",
        "missing.read",
        "records.correction",
        "records.history",
        "records.read",
        "records.report",
        "records.report_made",
        "release_papers.file_signed",
        "release_papers.read",
        "release_papers.scan",
        "releases.revoke",
        "requests.make",
        "requests.new",
        "team.end_place",
    }
)

State = dict[str, dict[tuple[Any, ...], Any]]


class Matrix:
    """Tries cells: sends the request, judges the answer, puts the rows back."""

    def __init__(self, ground: Ground, app: App, one_in: int) -> None:
        self.ground = ground
        self.one_in = one_in
        app.test_client_class = Visitor
        ground.community.clock.forward(
            seconds=1
        )  # of somebody's many sessions the oldest is ended, and not one of these
        self._clients = {slug: self._client(app, slug) for slug in PEOPLE}
        self._connection = ground.engine.connect()
        self._before = self._state()
        self._last = self._connection.execute(text("SELECT max(id) FROM entry")).scalar_one() or 0  # counted up to here
        absent = self._clients["det_lake"].get("/no-such-page")
        self._absent = (absent.status_code, absent.data)
        self._new_refusals()
        self.cells = 0
        self.tried_by: set[tuple[str, str]] = set()  # rule and person

    def _client(self, app: App, slug: str) -> Visitor:
        visitor = app.test_client()
        assert isinstance(visitor, Visitor)
        visitor.carry(self.ground.community.token(slug))
        return visitor

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def tried(self, name: str, one: Judged, ask: Ask) -> str | None:
        """What is wrong with the answer to this cell, or None."""
        cell = f"{name} {ask.what} by {one.slug} at {one.site.name}"
        first = (name, one.slug)
        if zlib.crc32(cell.encode()) % self.one_in and first in self.tried_by:
            return None
        self.tried_by.add(first)
        self.cells += 1
        visitor = self._clients[one.slug]
        with self.ground.community.desk.database.count() as tally:
            response = visitor.get(ask.path) if ask.form is None else visitor.send(ask.path, fields(ask.form))
        wrong = self._judged(ask, response.status_code, response.data, response.headers.get("Location", ""))
        refusals = self._new_refusals()
        if wrong is None and not ask.allowed and refusals != 1:
            wrong = f"{refusals} refusals were logged"
        # Whatever writes goes through the hub's engine; only the tables that it touched are compared.
        touched = {found[1] for sql in tally.texts if (found := WRITES.match(sql))}
        if self._put_back(touched) and not ask.allowed:
            wrong = f"{wrong or ''}; it changed something"
        return f"{cell}: {wrong}" if wrong else None

    def _judged(self, ask: Ask, status: int, body: bytes, location: str) -> str | None:
        if ask.allowed:
            return None if status in ALLOWED else f"expected an answer, got {status}"
        if ask.step_up:
            return None if location.startswith("/step-up") else f"expected a second factor, got {status}"
        return None if (status, body) == self._absent else f"expected the page of what is absent, got {status}"

    def _new_refusals(self) -> int:
        """How many were logged since this was asked; the log of all cells is not counted again at each."""
        # In order, so that PostgreSQL takes the index: without statistics it would read the whole log.
        new = text("SELECT id, outcome FROM entry WHERE id > :last ORDER BY id LIMIT :most")
        found = self._connection.execute(new, {"last": self._last, "most": MOST}).all()
        assert len(found) < MOST
        self._connection.rollback()
        self._last = found[-1].id if found else self._last
        return sum(entry.outcome == "refused" for entry in found)

    def _state(self, tables: Sequence[Table] = COMPARED) -> State:
        state: State = {}
        for table in tables:
            keys = KEYS[table.name]
            rows = self._connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')
            places = [list(rows.keys()).index(key) for key in keys]
            state[table.name] = {tuple(row[place] for place in places): row for row in rows}
        self._connection.rollback()
        return state

    def _put_back(self, touched: set[str]) -> bool:
        """Undo what the cell did to these tables; True when it did anything."""
        tables = [table for table in COMPARED if table.name in touched]
        if not tables:
            return False
        after, done = self._state(tables), 0
        for table in reversed(tables):
            for key in after[table.name].keys() - self._before[table.name].keys():
                where = " AND ".join(f'"{name}" = :{name}' for name in KEYS[table.name])
                names = dict(zip(KEYS[table.name], key, strict=True))
                done += self._run(f'DELETE FROM "{table.name}" WHERE {where}', names)
        for table in tables:
            where = " AND ".join(f'"{name}" = :{name}' for name in KEYS[table.name])
            for key, row in self._before[table.name].items():
                there = after[table.name].get(key)
                if there is None:
                    columns, values = (", ".join(form % name for name in row._fields) for form in ('"%s"', ":%s"))
                    insert = f'INSERT INTO "{table.name}" ({columns}) VALUES ({values})'
                    done += self._run(insert, dict(row._mapping))
                elif tuple(there) != tuple(row):
                    sets = ", ".join(f'"{name}" = :{name}' for name in row._fields)
                    done += self._run(f'UPDATE "{table.name}" SET {sets} WHERE {where}', dict(row._mapping))
        self._connection.commit()
        return done > 0

    def _run(self, statement: str, values: dict[str, Any]) -> int:
        self._connection.execute(text(statement), values)
        return 1


def fields(form: Form) -> dict[str, object]:
    """The form as the test client takes it: to Werkzeug a tuple would be a file."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in form.items()}


def cells(community: Community, sites: dict[str, Site]) -> Iterator[tuple[str, Judged, Ask]]:
    """Every cell of the matrix."""
    for one in everybody(community, sites):
        again = one.site.name in RELEASE_STATES or (one.site.name in HUB_STATES and one.program != "advocates")
        for (endpoint, _), door in DOORS.items():
            if not again or endpoint in SHOWN_BY_RELEASE:
                for ask in door(one):
                    yield endpoint, one, ask


def tried(ground: Ground, found: Iterable[tuple[str, Judged, Ask]], app: App, one_in: int) -> tuple[int, list[str]]:
    """How many cells were tried, and what is wrong."""
    matrix = Matrix(ground, app, one_in)
    try:
        wrong = [said for cell in found if (said := matrix.tried(*cell))]
    finally:
        matrix.close()
    return matrix.cells, wrong
