"""Room: tests. The authorisation matrix through the doors: every rule, person and situation against the oracle.

Refused is the uniform 404 page to the byte, changes nothing and writes one refusal; allowed is a page, a redirect, a
conflict or a sentence beside a field. A run tries every rule with every person, and of the other cells one in four on
SQLite and one in twelve on PostgreSQL, chosen by their names; COORDINATION_TEST_EVERY_CELL=1 tries all of them.
"""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator

import pytest
from flask import Blueprint

from coordination.door.app import Door as App
from coordination.door.app import PolicedRule
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import PEOPLE, make_community
from tests.databases import Store
from tests.matrix.doors import DOORS
from tests.matrix.judged import Judged
from tests.matrix.planted import PLANTS
from tests.matrix.sites import WORKING, Ground, Site
from tests.matrix.trial import ONE_IN, cells, tried


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


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_of_a_door_turns_the_matrix_red(
    ground: Ground, sites: dict[str, Site], plant: Callable[[App, pytest.MonkeyPatch], str]
) -> None:
    few = {name: sites[name] for name in ("member", "placed", "release_none")}
    with pytest.MonkeyPatch.context() as patch:
        app = create_app(ground.community.hub, log_to=io.StringIO(), refusal_step=0)
        endpoint = plant(app, patch)
        found = [cell for cell in cells(ground.community, few) if cell[0] == endpoint]
        _, wrong = tried(ground, found, app, 1)
    assert wrong
