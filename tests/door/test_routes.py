"""Room: door. No route without a policy: planted unpoliced routes, by every way there is, refuse to start."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Blueprint
from werkzeug.routing import Rule

from coordination.door.app import Door, PolicedRule
from coordination.door.policy import (
    EVEN_WHEN_LOCKED,
    PUBLIC,
    PUBLIC_ENDPOINTS,
    SIGNED_IN,
    SIGNED_IN_ENDPOINTS,
    WITHOUT_CSRF,
    Exempt,
)
from coordination.model.action import Action
from coordination.model.errors import Misconfigured
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import Community


def view() -> str:
    return "a record"


def bare(door: Door) -> None:
    door.add_url_rule("/planted", "planted", view)


def decorated(door: Door) -> None:
    door.route("/planted")(view)


def posted(door: Door) -> None:
    door.post("/planted")(view)


def by_blueprint(door: Door) -> None:
    pages = Blueprint("planted", __name__)
    pages.get("/planted")(view)
    door.register_blueprint(pages)


def static_of_a_blueprint(door: Door) -> None:
    door.register_blueprint(Blueprint("planted", __name__, static_folder="/tmp", static_url_path="/planted"))


def straight_into_the_map(door: Door) -> None:
    door.url_map.add(Rule("/planted", endpoint="planted", methods=["GET"]))


def policed_without_policy(door: Door) -> None:
    door.url_map.add(PolicedRule("/planted", endpoint="planted", methods=["GET"]))


def named_wrongly(door: Door) -> None:
    door.add_url_rule("/planted", "planted", view, action="case:read")


def public_by_its_own_word(door: Door) -> None:
    door.add_url_rule("/planted", "planted", view, action=PUBLIC)


def signed_in_by_its_own_word(door: Door) -> None:
    door.add_url_rule("/planted", "planted", view, action=SIGNED_IN)


def automatic_options(door: Door) -> None:
    door.add_url_rule("/planted", "planted", view, provide_automatic_options=True, action=Action.CASE_READ)


PLANTS: tuple[Callable[[Door], None], ...] = (
    automatic_options,
    bare,
    by_blueprint,
    decorated,
    named_wrongly,
    policed_without_policy,
    posted,
    public_by_its_own_word,
    signed_in_by_its_own_word,
    static_of_a_blueprint,
    straight_into_the_map,
)


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: plant.__name__)
def test_an_unpoliced_route_is_refused_when_it_is_made(community: Community, plant: Callable[[Door], None]) -> None:
    with pytest.raises(Misconfigured, match="planted"):
        plant(Door("planted", community.hub))


def test_an_unpoliced_blueprint_stops_the_start(community: Community) -> None:
    pages = Blueprint("planted", __name__)
    pages.get("/planted")(view)
    with pytest.raises(Misconfigured, match="names no action"):
        create_app(community.hub, blueprints=(*BLUEPRINTS, pages))


def test_a_policy_taken_off_afterwards_is_found_by_the_check_and_denied_at_the_gate(community: Community) -> None:
    door = create_app(community.hub)
    rule = next(rule for rule in door.url_map.iter_rules() if rule.rule == "/help")
    rule.action = None  # type: ignore[attr-defined] # what no honest code does
    with pytest.raises(Misconfigured):
        door.check()
    answer = door.test_client().get("/help", base_url=community.hub.settings.public_url)
    assert answer.status_code == 500
    assert "Filing a record" not in answer.text


def test_a_route_that_answers_nothing_is_refused(community: Community) -> None:
    door = Door("planted", community.hub)
    door.add_url_rule("/planted", "planted", None, action=Action.CASE_READ)
    with pytest.raises(Misconfigured, match="answers nothing"):
        door.check()


def test_every_rule_and_method_has_its_policy(community: Community) -> None:
    for rule in community.app.url_map.iter_rules():
        assert rule.methods is not None
        assert "OPTIONS" not in rule.methods
        for method in rule.methods:
            assert isinstance(community.app.policy_of(rule, method), Action | Exempt)
        with pytest.raises(Misconfigured):
            community.app.policy_of(rule, "OPTIONS")


def test_head_stands_under_the_policy_of_get(community: Community) -> None:
    for rule in community.app.url_map.iter_rules():
        if "GET" in (rule.methods or ()):
            assert community.app.policy_of(rule, "HEAD") == community.app.policy_of(rule, "GET")


def test_the_lists_of_exceptions_are_short_and_known() -> None:
    assert sorted(PUBLIC_ENDPOINTS) == [
        "health.alive",
        "health.ready",
        "help.index",
        "help.page",
        "help.picture",
        "passkeys.add",
        "passkeys.check_code",
        "passkeys.code",
        "passkeys.start",
        "passkeys.use",
        "signin.backchannel_logout",
        "signin.begin",
        "signin.callback",
        "signin.signed_out",
        "signin.start",
        "static",
    ]
    assert sorted(SIGNED_IN_ENDPOINTS) == [
        "home.home",
        "signin.choose",
        "signin.choose_appointment",
        "signin.sign_out",
        "signin.step_up",
        "statements.accept",
        "statements.read",
    ]
    assert {"signin.sign_out"} == EVEN_WHEN_LOCKED
    assert {
        "passkeys.add",
        "passkeys.check_code",
        "passkeys.use",
        "signin.backchannel_logout",
    } == WITHOUT_CSRF
    assert PUBLIC_ENDPOINTS.isdisjoint(SIGNED_IN_ENDPOINTS)


def test_no_address_is_redirected_to_another(community: Community) -> None:
    visitor = community.client()
    for path in ("/help/", "/healthz/", "/help//"):
        assert visitor.get(path).status_code in {200, 404}
