"""Room: tests. The authorisation matrix through the doors: every rule, person and situation against the oracle.

Refused is the uniform 404 page to the byte, changes nothing and writes one refusal; allowed is a page, a redirect, a
conflict or a sentence beside a field. On PostgreSQL one cell in eight, chosen by its name.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import pytest
from flask import Blueprint, render_template
from sqlalchemy import Table, text, update

from coordination.audit.tables import TABLES as LOG_TABLES
from coordination.casework import record_pages, teams
from coordination.casework.desk import Desk
from coordination.database.metadata import metadata
from coordination.door.app import Door as App
from coordination.door.app import PolicedRule
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import CaseId
from coordination.storage import case_tables
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import PEOPLE, Community, Visitor, make_community
from tests.databases import Store
from tests.matrix.doors import DOORS, Ask, Form
from tests.matrix.sites import HUB_STATES, RELEASE_STATES, WORKING, Ground, Judged, Site, everybody

REFUSED = 404
ALLOWED = frozenset({200, 303, 409, 422})
NOT_COMPARED = {*(table.name for table in LOG_TABLES), "sessions", "visits", "alembic_version"}
COMPARED = tuple(table for table in metadata.sorted_tables if table.name not in NOT_COMPARED)
KEYS = {table.name: tuple(column.name for column in table.primary_key) for table in COMPARED}
ONE_IN = {"sqlite": 1, "postgresql": 8}

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
# Releases and the advocates' release to the hub decide about what is shown; elsewhere these sites are "member" again.
SHOWN_BY_RELEASE = frozenset(
    {
        "records.correction",
        "records.history",
        "records.read",
        "records.report",
        "records.report_made",
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
        absent = self._clients["det_lake"].get("/no-such-page")
        self._absent = (absent.status_code, absent.data)
        self.cells = 0

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
        if zlib.crc32(cell.encode()) % self.one_in:
            return None
        self.cells += 1
        visitor, refusals = self._clients[one.slug], self._refusals()
        with self.ground.community.desk.database.count() as tally:
            response = visitor.get(ask.path) if ask.form is None else visitor.send(ask.path, fields(ask.form))
        wrong = self._judged(ask, response.status_code, response.data, response.headers.get("Location", ""))
        if wrong is None and not ask.allowed and self._refusals() != refusals + 1:
            wrong = f"{self._refusals() - refusals} refusals were logged"
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

    def _refusals(self) -> int:
        found = self._connection.exec_driver_sql("SELECT count(*) FROM entry WHERE outcome = 'refused'").scalar_one()
        self._connection.rollback()
        return int(found)

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


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The community with its sites, built once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("COORDINATION_") and "_TEST_" not in name]:
            patch.delenv(name)
        for community in make_community(store, tmp_path_factory.mktemp("matrix") / "home"):
            found = Ground(community)
            yield found
            found.close()


@pytest.fixture(scope="module")
def sites(ground: Ground) -> dict[str, Site]:
    """Every situation."""
    return ground.sites()


def tried(ground: Ground, found: Iterable[tuple[str, Judged, Ask]], app: App, one_in: int) -> tuple[int, list[str]]:
    """How many cells were tried, and what is wrong."""
    matrix = Matrix(ground, app, one_in)
    try:
        wrong = [said for cell in found if (said := matrix.tried(*cell))]
    finally:
        matrix.close()
    return matrix.cells, wrong


def test_every_door_in_every_situation_is_what_the_documents_say(ground: Ground, sites: dict[str, Site]) -> None:
    community = ground.community
    one_in = ONE_IN[community.databases.kind]
    count, wrong = tried(ground, cells(community, sites), community.app, one_in)
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:60])
    assert count > 7_500 // one_in


def undeclared(app: App) -> set[tuple[str, str]]:
    """The doors with an action that nobody wrote down in DOORS."""
    return {
        (str(rule.endpoint), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD"}
        if isinstance(rule, PolicedRule) and isinstance(rule.action, Action)
    } - DOORS.keys()


def test_every_rule_and_method_with_an_action_is_in_the_table(ground: Ground) -> None:
    app = ground.community.app
    assert not undeclared(app)
    assert not {name for name, _ in DOORS} - set(app.view_functions)


def test_a_new_rule_without_an_entry_turns_the_table_red(ground: Ground) -> None:
    planted = Blueprint("planted", __name__)
    planted.get("/planted", action=Action.CASE_READ)(lambda: "a page")
    app = create_app(ground.community.hub, blueprints=(*BLUEPRINTS, planted))
    assert undeclared(app) == {("planted.<lambda>", "GET")}


def test_a_session_is_ended_by_its_person_or_an_administrator_of_the_agency(ground: Ground) -> None:
    community = ground.community
    app, absent = community.app, community.client("det_lake").get("/nothing").data
    assert app is community.app
    for slug, (_, program, role) in PEOPLE.items():
        community.clock.forward(seconds=1)
        visitor = community.client(slug)
        for other, (_, theirs, _) in PEOPLE.items():
            allowed = slug == other or (role is Role.ADMINISTRATOR and theirs == program)
            response = visitor.send(f"/sessions/{community.actor(other).session}/end", {})
            assert (response.status_code, response.data == absent) == ((303, False) if allowed else (404, True))
        assert visitor.send("/sessions/lock", {}).status_code == 303
        assert visitor.get("/sessions").status_code == 423


def test_lists_show_exactly_the_cases_of_the_documents(ground: Ground, sites: dict[str, Site]) -> None:
    """My cases, search, requests and drafts: a case is in them when the oracle says so, and otherwise nowhere."""
    community = ground.community
    for slug in (slug for slug, (_, _, role) in PEOPLE.items() if role in WORKING):
        visitor = community.client(slug)
        mine, found = visitor.get("/cases").text, visitor.send("/search", {"words": "Bluebird"}).text
        inbox, drafts = visitor.get("/requests").text, visitor.get("/drafts").text
        for site in sites.values():
            one = Judged(community=community, slug=slug, site=site)
            assert (str(site.case_id) in mine) == one.may(Action.CASE_LIST), (slug, site.name)
            named = site.reference in found or str(site.case_id) in found
            sees_child = one.sees("cps", "identity") == "open"
            assert named == (one.may(Action.CASE_SEARCH) and sees_child), (slug, site.name)
            asked = one.role is Role.SUPERVISOR or one.program in {"cps", "cac"}
            assert (site.reference in inbox) == (one.may(Action.REQUEST_LIST) and asked), (slug, site.name)
            assert (site.drafts.get(slug, "none at all") in drafts) == (
                slug in site.drafts and one.may(Action.DRAFT_OPEN)
            )


# --- planted bugs -----------------------------------------------------------------------------------------------------


def nothing_asked(app: App, _patch: pytest.MonkeyPatch) -> str:
    """A GET that only renders a form and asks nobody."""
    app.view_functions["releases.new"] = lambda case_id: render_template(
        "errors/locked.html", kept=False, again=case_id
    )
    return "releases.new"


def wrong_action(_app: App, patch: pytest.MonkeyPatch) -> str:
    """The act is asked under another's name: who may read the team issues codes."""
    ask = Desk.act

    def mislabelled(self: Desk, actor: Actor, action: Action, *rest: Any, **named: Any) -> str:  # noqa: ANN401
        return ask(self, actor, Action.TEAM_READ if action is Action.HUB_CODE_ISSUE else action, *rest, **named)

    patch.setattr(Desk, "act", mislabelled)
    return "releases.issue_code"


def foreign_grant(_app: App, patch: pytest.MonkeyPatch) -> str:
    """Every record of the case is opened under the grant to read the case."""
    patch.setattr(
        record_pages,
        "granted",
        lambda desk, actor, action, facts, _record: desk.ask(actor, action, facts),
    )
    patch.setattr(record_pages, "versions_of", lambda *_: (_ for _ in ()).throw(Conflict("opened")))
    return "records.read"


def own_only_forgotten(_app: App, patch: pytest.MonkeyPatch) -> str:
    """Whoever may read a record may withdraw it."""
    patch.setattr(record_pages, "may_withdraw", lambda _actor, _record: True)
    return "records.withdrawal"


def refusal_unlogged(_app: App, patch: pytest.MonkeyPatch) -> str:
    """A refusal that leaves no entry."""
    patch.setattr(Desk, "_note", lambda *_: None)
    return "team.read"


def refusal_told(app: App, _patch: pytest.MonkeyPatch) -> str:
    """A refusal that says more than the page of what is absent."""
    view = app.view_functions["cases.read"]

    def telling(case_id: str) -> Any:  # noqa: ANN401 - a view
        try:
            return view(case_id)
        except Refused:
            return "This case is not yours.", 404

    app.view_functions["cases.read"] = telling
    return "cases.read"


def changes_before_asking(_app: App, patch: pytest.MonkeyPatch) -> str:
    """A form that writes first and asks afterwards."""
    invite = teams.invite

    def eager(desk: Desk, actor: Actor, case_id: CaseId, *rest: Any) -> None:  # noqa: ANN401
        with desk.database.write((case_id,)) as connection:
            table = case_tables.cases
            connection.execute(update(table).where(table.c.id == case_id).values(offered_to=actor.program_id))
        invite(desk, actor, case_id, *rest)

    patch.setattr(teams, "invite", eager)
    return "team.invite"


PLANTS = (
    changes_before_asking,
    foreign_grant,
    nothing_asked,
    own_only_forgotten,
    refusal_told,
    refusal_unlogged,
    wrong_action,
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_of_a_door_turns_the_matrix_red(
    ground: Ground, sites: dict[str, Site], plant: Callable[[App, pytest.MonkeyPatch], str]
) -> None:
    few = {name: sites[name] for name in ("member", "placed", "release_none")}
    with pytest.MonkeyPatch.context() as patch:
        app = create_app(ground.community.hub, log_to=io.StringIO())
        endpoint = plant(app, patch)
        found = [cell for cell in cells(ground.community, few) if cell[0] == endpoint]
        _, wrong = tried(ground, found, app, 1)
    assert wrong
