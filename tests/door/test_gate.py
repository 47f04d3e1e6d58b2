"""Room: door. Who is asking: not signed in, locked, without an appointment, with somebody else's form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Blueprint, request

from coordination.casework import sessions
from coordination.casework.desk import Desk
from coordination.door import cookie
from coordination.door.gate import current_actor, current_desk, local_path
from coordination.model.action import Action
from coordination.model.session import Browser, Session
from coordination.web.app import BLUEPRINTS, create_app
from tests.community import Community, Visitor

CANARY = "Quillfeather"


def planted() -> Blueprint:
    """A page and a form of a slice, as slices write them."""
    pages = Blueprint("planted", __name__)

    @pages.get("/planted/<case_id>", action=Action.CASE_READ)
    def show(case_id: str) -> str:
        return f"{CANARY} {current_actor().name} {case_id} {current_desk().seen is not None}"

    @pages.post("/planted", action=Action.RECORD_FILE)
    def keep() -> str:
        return f"kept {request.form['story']}"

    return pages


class Kept:
    """What the lock handed on."""

    def __init__(self) -> None:
        self.forms: list[tuple[str, str, Mapping[str, str], Mapping[str, list[str]]]] = []

    def __call__(
        self,
        desk: Desk,
        session: Session,
        endpoint: str,
        arguments: Mapping[str, str],
        form: Mapping[str, list[str]],
    ) -> bool:
        assert desk.seen is None
        self.forms.append((session.person_id, endpoint, arguments, form))
        return True


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def ana(community: Community, kept: Kept) -> Visitor:
    community._app = create_app(
        community.hub, blueprints=(*BLUEPRINTS, planted()), keep_typed=kept, log_to=community.logged
    )
    return community.client("ana_cps_worker")


ID = "0" * 32


def test_the_view_gets_the_actor_and_a_desk_that_keeps_their_session_awake(ana: Visitor) -> None:
    assert ana.get(f"/planted/{ID}").text == f"{CANARY} Ana Brook {ID} True"


def test_a_stranger_is_sent_to_sign_in_and_back(community: Community, ana: Visitor) -> None:
    answer = community.client().get(f"/planted/{ID}?page=2")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next=%2Fplanted%2F{ID}%3Fpage%3D2"


def test_a_strangers_form_is_refused_with_401(community: Community, ana: Visitor) -> None:
    answer = community.client().send("/planted", {"story": CANARY})
    assert answer.status_code == 401
    assert CANARY not in answer.text


def test_a_fragment_for_a_stranger_reloads_the_whole_page(community: Community, ana: Visitor) -> None:
    answer = community.client().get(f"/planted/{ID}", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.headers["HX-Refresh"] == "true"


def test_a_made_up_token_is_nobody(community: Community, ana: Visitor) -> None:
    visitor = community.client()
    for token in ("x", "0" * 43, "é", "a" * 3000):
        visitor.set_cookie(cookie.NAME, token, domain="127.0.0.1")
        assert visitor.get(f"/planted/{ID}").status_code == 303


def test_a_remember_me_cookie_means_nothing(community: Community, ana: Visitor) -> None:
    visitor = community.client()
    visitor.set_cookie("remember_token", f"{community.people['ana_cps_worker']}|0", domain="127.0.0.1")
    assert visitor.get(f"/planted/{ID}").status_code == 303
    ana.set_cookie("remember_token", "garbage", domain="127.0.0.1")
    assert ana.get(f"/planted/{ID}").status_code == 200


def test_a_form_needs_the_token_of_its_own_session(community: Community, ana: Visitor) -> None:
    assert ana.send("/planted", {"story": "x"}).text == "kept x"
    assert ana.post("/planted", data={"story": "x"}).status_code == 400
    assert ana.post("/planted", data={"story": "x", "csrf_token": "forged"}).status_code == 400
    other = community.client("sam_cps_supervisor")
    assert ana.post("/planted", data={"story": "x", "csrf_token": other.form_token()}).status_code == 400


def test_a_form_from_another_site_is_refused_even_with_its_token(ana: Visitor) -> None:
    for header in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        answer = ana.post("/planted", data={"story": "x", "csrf_token": ana.form_token()}, headers=header)
        assert answer.status_code == 400
    ours: dict[str, Any] = {"Sec-Fetch-Site": "same-origin", "Origin": "null"}  # what a browser sends from our pages
    assert ana.post("/planted", data={"story": "x", "csrf_token": ana.form_token()}, headers=ours).status_code == 200


def test_the_lock_page_shows_nothing(community: Community, ana: Visitor) -> None:
    ana.get(f"/planted/{ID}")
    community.clock.forward(minutes=16)
    answer = ana.get(f"/planted/{ID}")
    assert answer.status_code == 423
    for hidden in (CANARY, "Ana", "Brook", "Child Protection", "North County", "My cases"):
        assert hidden not in answer.text
    assert "<title>Locked" in answer.text
    assert f"/sign-in?next=%2Fplanted%2F{ID}" in answer.text
    assert "script" not in answer.text


def test_a_form_sent_after_the_lock_is_kept_and_not_acted_on(community: Community, ana: Visitor, kept: Kept) -> None:
    community.clock.forward(minutes=16)
    answer = ana.send("/planted", {"story": CANARY}, key="1" * 32)
    assert answer.status_code == 423
    assert CANARY not in answer.text
    assert "kept" in answer.text
    ((person, endpoint, arguments, form),) = kept.forms
    assert person == community.people["ana_cps_worker"]
    assert (endpoint, arguments) == ("planted.keep", {})
    assert form == {"story": [CANARY], "act_key": ["1" * 32]}


def test_a_forged_form_is_not_kept_when_locked(community: Community, ana: Visitor, kept: Kept) -> None:
    community.clock.forward(minutes=16)
    assert ana.post("/planted", data={"story": CANARY}).status_code == 400
    assert kept.forms == []


def test_help_stays_open_to_everybody(community: Community, ana: Visitor) -> None:
    assert community.client().get("/help").status_code == 200
    community.clock.forward(minutes=16)
    page = ana.get("/help")
    assert page.status_code == 200
    assert "Ana" not in page.text


def test_a_session_ends_twelve_hours_after_the_sign_in(community: Community, ana: Visitor) -> None:
    community.clock.forward(hours=12)
    assert ana.get(f"/planted/{ID}").status_code == 303


def test_the_cookie_is_bound_to_this_origin_and_hidden_from_scripts(community: Community, ana: Visitor) -> None:
    with community.app.test_request_context(base_url=community.hub.settings.public_url):
        response = community.app.make_response("")
        cookie.put(response, "token")
        (line,) = response.headers.getlist("Set-Cookie")
    assert line == "__Host-coordination=token; Secure; HttpOnly; Path=/; SameSite=Lax"


def test_no_answer_sets_another_cookie(ana: Visitor) -> None:
    for path in ("/", "/help", f"/planted/{ID}", "/nowhere"):
        assert "Set-Cookie" not in ana.get(path).headers


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/cases?page=2", "/cases?page=2"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("/a\\b", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_nobody_is_sent_elsewhere(asked: str, goes_to: str) -> None:
    assert local_path(asked) == goes_to


def test_only_the_person_at_their_own_browser_is_the_writer_behind_a_lock(community: Community) -> None:
    token = community.token("ana_cps_worker")
    community.clock.forward(minutes=16)
    session = sessions.find(community.desk, token, browser=community.browser())
    assert session is not None
    assert session.locked
    assert session.actor is None
    assert session.writer is not None
    assert session.writer.stepped_up_until is None
    elsewhere = sessions.find(community.desk, token, browser=Browser(client="another"))
    assert elsewhere is not None
    assert elsewhere.locked
    assert elsewhere.writer is None
