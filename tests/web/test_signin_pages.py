"""Room: tests. People sign in, lock, step up and leave through the pages, against a provider over real HTTP."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from coordination.casework import roster
from coordination.door import cookie
from coordination.web import signin_pages
from tests.casework.doorstep import find, here, log
from tests.community import HERE, Community
from tests.providers.ports import free_port
from tests.web.gateway import DOUBLE, STRANGER, WORKER, Gateway, gateway


@pytest.fixture
def gate(community: Community) -> Iterator[Gateway]:
    with gateway(community) as opened:
        yield opened


def test_a_person_signs_in_and_lands_where_they_wanted(gate: Gateway) -> None:
    to_sign_in = gate.visitor.get("/sessions")
    assert to_sign_in.headers["Location"] == "/sign-in?next=%2Fsessions"
    page = gate.visitor.get("/sign-in?next=/sessions")
    assert "Gateway sign-in" in page.text
    assert "North County Human Services" in page.text
    response = gate.sign_in(path=f"/sign-in/{gate.provider_id}?next=/sessions")
    assert (response.status_code, response.headers["Location"]) == (303, "/sessions")
    assert "Gwen Ash" in gate.visitor.get("/sessions").text


def test_the_session_cookie_is_bound_to_this_origin_and_out_of_reach(gate: Gateway) -> None:
    response = gate.sign_in()
    (line,) = [one for one in response.headers.getlist("Set-Cookie") if one.startswith(f"{cookie.NAME}=")]
    assert cookie.NAME.startswith("__Host-")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in line
    assert "Domain" not in line


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "x" * 2000, "evil"])
def test_nobody_is_sent_elsewhere_after_signing_in(gate: Gateway, wanted: str) -> None:
    address = gate.visitor.get(f"/sign-in/{gate.provider_id}", query_string={"next": wanted}).headers["Location"]
    assert gate.visitor.get(gate.prove(address, WORKER)).headers["Location"] == "/"


def test_no_row_exists_before_somebody_is_proved(gate: Gateway) -> None:
    gate.begin()
    with gate.community.desk.database.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sessions").scalar_one() == 0
    assert log(gate.community, "session:start") == []


def test_a_stranger_sees_whom_to_ask_and_nothing_else(gate: Gateway) -> None:
    page = gate.sign_in(STRANGER)
    assert page.status_code == 403
    assert "Max Hill, North County Human Services" in page.text
    assert gate.token() == ""
    for hidden in ("Leo Marsh", "Rosa Wren", "Lakeside", "Safe Path", "Ana Brook"):
        assert hidden not in page.text
    assert [entry.reason for entry in log(gate.community, "session:start")] == ["not_on_roster"]


def test_a_subject_of_another_provider_is_a_stranger_here(gate: Gateway) -> None:
    """This provider asserts the police detective's subject; the detective is (their own issuer, subject)."""
    assert gate.sign_in("det_lake").status_code == 403
    assert gate.token() == ""


def test_without_a_second_factor_nobody_gets_in(gate: Gateway) -> None:
    page = gate.sign_in(second_factor=False)
    assert page.status_code == 403
    assert "second factor" in page.text
    assert gate.token() == ""


def test_a_callback_works_once(gate: Gateway) -> None:
    callback = gate.prove(gate.begin(), WORKER)
    assert gate.visitor.get(callback).status_code == 303
    first = gate.token()
    assert gate.visitor.get(callback).status_code == 400
    assert gate.token() == first


def test_a_callback_in_another_browser_is_refused(gate: Gateway) -> None:
    """Login CSRF: an attacker's own callback, opened by somebody else."""
    callback = gate.prove(gate.begin(), WORKER)
    victim = gate.community.client()
    assert victim.get(callback).status_code == 400
    assert victim.get_cookie(cookie.NAME, domain=HERE) is None


def test_a_token_fixed_before_sign_in_is_worth_nothing_after(gate: Gateway) -> None:
    gate.visitor.carry("fixed-by-an-attacker-000000000000000000000")
    gate.sign_in()
    assert gate.token() != "fixed-by-an-attacker-000000000000000000000"
    assert find(gate.community, "fixed-by-an-attacker-000000000000000000000") is None
    before = gate.token()
    gate.community.clock.forward(minutes=20)
    gate.sign_in()
    assert gate.token() != before
    assert find(gate.community, before) is None


def test_an_idle_screen_shows_the_lock_page_and_goes_on_where_it_was(gate: Gateway) -> None:
    gate.sign_in()
    gate.community.clock.forward(minutes=15)
    locked = gate.visitor.get("/sessions")
    assert locked.status_code == 423
    assert "Gwen Ash" not in locked.text
    offered = gate.visitor.get("/sign-in?next=/sessions")
    assert "same person" in offered.text
    assert "Gwen Ash" not in offered.text
    address = gate.begin(f"/sign-in/{gate.provider_id}?next=/sessions")
    assert parse_qs(urlsplit(address).query)["prompt"] == ["login"]
    assert gate.visitor.get(gate.prove(address, WORKER)).headers["Location"] == "/sessions"
    assert gate.visitor.get("/sessions").status_code == 200


def test_somebody_else_does_not_unlock_the_screen(gate: Gateway) -> None:
    gate.sign_in()
    token = gate.token()
    gate.community.clock.forward(minutes=20)
    assert gate.sign_in(DOUBLE).status_code == 400
    assert here(gate.community, token).locked
    assert gate.visitor.get("/sessions").status_code == 423


def test_step_up_asks_for_a_second_factor_and_rotates(gate: Gateway) -> None:
    gate.sign_in()
    before = gate.token()
    gate.community.clock.forward(minutes=6)
    address = gate.begin("/step-up?next=/sessions")
    assert parse_qs(urlsplit(address).query)["acr_values"] == ["https://refeds.org/profile/mfa"]
    assert gate.visitor.get(gate.prove(address, WORKER)).headers["Location"] == "/sessions"
    assert gate.token() != before
    actor = here(gate.community, gate.token()).actor
    assert actor is not None
    assert actor.stepped_up(gate.community.clock.now)


def test_with_two_appointments_the_choice_comes_first_and_then_the_page_wanted(gate: Gateway) -> None:
    response = gate.sign_in(DOUBLE, f"/sign-in/{gate.provider_id}?next=/sessions")
    assert response.headers["Location"] == "/choose?next=/sessions"
    assert gate.visitor.get("/sessions").headers["Location"] == "/choose"
    page = gate.visitor.get("/choose?next=/sessions")
    assert page.status_code == 200, page.text
    offered = re.findall(r'name="appointment" value="([0-9a-f]{32})"', page.text)
    assert len(offered) == 2
    assert gate.visitor.send("/choose").status_code == 422
    before = gate.token()
    chosen = gate.visitor.send("/choose", {"appointment": offered[0], "next": "/sessions"})
    assert (chosen.status_code, chosen.headers["Location"]) == (303, "/sessions")
    assert gate.token() != before
    assert gate.visitor.get("/sessions").status_code == 200


def test_sign_out_ends_here_and_leads_to_the_provider(gate: Gateway) -> None:
    gate.sign_in()
    token = gate.token()
    page = gate.visitor.send("/sign-out")
    assert page.status_code == 200
    assert find(gate.community, token) is None
    assert gate.token() == ""
    (onward,) = set(re.findall(r'href="(http://localhost[^"]+)"', page.text))
    asked = parse_qs(urlsplit(html.unescape(onward)).query)
    assert asked["post_logout_redirect_uri"] == [f"{gate.community.hub.settings.public_url}/signed-out"]
    assert asked["id_token_hint"]
    left = gate.at_provider.get(html.unescape(onward), allow_redirects=False, timeout=10)
    assert left.headers["Location"].startswith(asked["post_logout_redirect_uri"][0])
    assert gate.visitor.get("/signed-out").status_code == 200


def test_signing_out_works_from_the_lock_page(gate: Gateway) -> None:
    gate.sign_in()
    token = gate.token()
    gate.community.clock.forward(minutes=20)
    assert gate.visitor.send("/sign-out").status_code == 200
    assert find(gate.community, token) is None


def test_forged_callbacks_are_counted_and_logged_once_a_minute(gate: Gateway) -> None:
    for _ in range(100):
        assert gate.visitor.get("/sign-in/return?code=x&state=y").status_code == 400
    assert len(log(gate.community, "session:start")) == 1
    gate.community.clock.forward(seconds=60)
    gate.visitor.get("/sign-in/return?code=x&state=y")
    first, second = log(gate.community, "session:start")
    assert (first.reason, first.purpose, first.outcome) == ("pending_forged", "count:1", "refused")
    assert (second.reason, second.purpose) == ("pending_forged", "count:100")
    assert first.source == gate.community.browser().source


def test_a_provider_that_is_away_is_said_plainly(gate: Gateway) -> None:
    away = f"http://localhost:{free_port()}/away"
    line = {"url": away, "name": "Away", "client_id": "coordination", "agencies": ["harbor_cac"]}
    roster.load(gate.community.desk, {"issuers": [line]})
    (provider,) = [found for found in roster.providers(gate.community.desk) if found.url == away]
    page = gate.visitor.get(f"/sign-in/{provider.id}")
    assert page.status_code == 503
    assert "does not answer" in page.text


def test_an_ended_provider_offers_nothing(gate: Gateway) -> None:
    gate.sign_in()
    provider_id = gate.provider_id
    line = {"url": gate.issuer, "name": "x", "client_id": "coordination", "agencies": ["north_county"], "ended": True}
    roster.load(gate.community.desk, {"issuers": [line]})
    assert gate.visitor.get("/sessions").status_code == 303
    assert "Gateway" not in gate.visitor.get("/sign-in").text
    assert gate.visitor.get(f"/sign-in/{provider_id}").status_code == 404


def test_the_return_address_comes_from_the_settings_never_from_the_request(gate: Gateway) -> None:
    asked = parse_qs(urlsplit(gate.begin()).query)
    assert asked["redirect_uri"] == [f"{gate.community.hub.settings.public_url}/sign-in/return"]


def test_pages_before_sign_in_name_nobody(gate: Gateway) -> None:
    for path in ("/sign-in", "/signed-out", "/sign-in/return"):
        text = gate.visitor.get(path).text
        for name in ("Ana Brook", "Max Hill", "Gwen Ash", "Rosa Wren"):
            assert name not in text


def test_meta_without_dropping_the_pending_cookie_a_callback_would_come_back(gate: Gateway) -> None:
    """Break the guard on purpose: give the browser its sealed cookie again, and only the provider's code is left."""
    callback = gate.prove(gate.begin(), WORKER)
    held = gate.visitor.get_cookie(signin_pages.PENDING, domain=HERE)
    assert held is not None
    gate.visitor.get(callback)
    assert gate.visitor.get_cookie(signin_pages.PENDING, domain=HERE) is None
    gate.visitor.set_cookie(signin_pages.PENDING, held.decoded_value, domain=HERE, secure=True)
    assert gate.visitor.get(callback).status_code == 400  # the provider takes a code once
    assert log(gate.community, "session:start")[-1].reason == "code_refused"
