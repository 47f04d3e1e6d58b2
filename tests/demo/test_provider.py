"""People sign in, step up and sign out at the demo provider, over real HTTP, with the hub's own protocol."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import requests

from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import make_keys
from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url
from coordination.demo.provider.serve import start
from coordination.web.signin.issuer import connect
from coordination.web.signin.settings import IssuerSettings
from tests.providers.browser import Browser
from tests.providers.ports import free_port
from tests.providers.relying_party import Clock, RelyingParty, relying_party

CPS, POLICE = "Cedar County Child Protection", "Cedar City Police"
PEOPLE = [
    DemoPerson(subject="dana", name="Dana Fox", agency=CPS, line="Opens cases and files reports."),
    DemoPerson(subject="sam", name="Sam Reed", agency=CPS, line="Supervises Dana."),
    DemoPerson(subject="lee", name="Lee Park", agency=POLICE, line="Sees what a release opened."),
]
SECRET = "secret-of-the-hub"
WITH, WITHOUT = "Dana Fox", "Sign in as Dana Fox without second factor"


@dataclass(slots=True)
class Town:
    """The provider, the hub and one browser."""

    base: str
    hub: RelyingParty
    browser: Browser
    clock: Clock

    def sign_in(self, button: str = WITH) -> requests.Response:
        """Start at the hub and press a button at the provider."""
        self.browser.get(f"{self.hub.address}/start")
        return self.browser.press(button)

    def signed_in(self) -> bool:
        """Whether the hub still knows this browser."""
        answer: bool = self.browser.get(f"{self.hub.address}/me").json()["signed_in"]
        return answer


@pytest.fixture
def town() -> Iterator[Town]:
    clock = Clock()
    with relying_party(clock) as hub:
        base = f"http://localhost:{free_port()}"
        client = DemoClient(
            client_id="hub",
            client_secret=SECRET,
            redirect_uris=(hub.callback,),
            post_logout_redirect_uris=(f"{hub.address}/left",),
            backchannel_logout_uri=f"{hub.address}/backchannel",
        )
        app = create_provider(PEOPLE, [client], make_keys([CPS, POLICE]), clock, base)
        running = start(app, int(base.rpartition(":")[2]))
        hub.issuer = connect(IssuerSettings(issuer=issuer_url(base, CPS), client_id="hub", client_secret=SECRET))
        try:
            yield Town(base, hub, Browser(), clock)
        finally:
            running.stop()


def test_a_person_signs_in_with_a_second_factor(town: Town) -> None:
    shown = town.sign_in().json()
    assert (shown["subject"], shown["name"], shown["mfa"]) == ("dana", "Dana Fox", True)
    assert town.signed_in()


def test_the_page_lists_this_agencys_people_and_says_what_it_is(town: Town) -> None:
    page = town.browser.get(f"{town.hub.address}/start").text
    assert "synthetic people, no passwords" in page
    assert "Opens cases and files reports." in page
    assert "Sam Reed" in page
    assert "Lee Park" not in page


def test_the_second_sign_in_asks_nothing(town: Town) -> None:
    town.sign_in()
    assert town.browser.get(f"{town.hub.address}/start").json()["subject"] == "dana"


def test_signing_in_anew_can_be_asked_for(town: Town) -> None:
    town.sign_in()
    town.browser.get(f"{town.hub.address}/start?prompt=login")
    assert town.browser.press("Sam Reed").json()["subject"] == "sam"


def test_no_page_is_shown_when_none_is_wanted(town: Town) -> None:
    assert town.browser.get(f"{town.hub.address}/start?prompt=none").json()["refused"] == "provider_error"
    town.sign_in()
    assert town.browser.get(f"{town.hub.address}/start?prompt=none").json()["subject"] == "dana"


def test_step_up_asks_for_the_second_factor_and_gets_it(town: Town) -> None:
    assert town.sign_in(WITHOUT).json()["mfa"] is False
    page = town.browser.get(f"{town.hub.address}/start?step_up=1")
    assert "Dana Fox" in page.text
    assert town.browser.press("Confirm with second factor (demo)").json()["mfa"] is True


def test_step_up_without_second_factor_is_refused(town: Town) -> None:
    town.sign_in(WITHOUT)
    town.browser.get(f"{town.hub.address}/start?step_up=1")
    assert town.browser.press("Go back without second factor").json()["refused"] == "second_factor_missing"


def test_step_up_asks_again_after_five_minutes(town: Town) -> None:
    town.sign_in()
    assert town.browser.get(f"{town.hub.address}/start?step_up=1").json()["mfa"] is True
    town.clock.ahead = timedelta(minutes=6)
    town.browser.get(f"{town.hub.address}/start?step_up=1")
    assert town.browser.press("Confirm with second factor (demo)").json()["mfa"] is True


def test_step_up_by_another_person_is_refused(town: Town) -> None:
    town.sign_in()
    town.browser.get(f"{town.hub.address}/start?step_up=1&prompt=login")
    assert town.browser.press("Sam Reed").json()["refused"] == "person_mismatch"


def test_a_sign_in_of_yesterday_is_asked_again(town: Town) -> None:
    town.sign_in()
    town.clock.ahead = timedelta(hours=13)
    assert "Choose who you are" in town.browser.get(f"{town.hub.address}/start").text


def test_signing_out_at_the_hub_signs_out_at_the_provider_and_tells_the_hub(town: Town) -> None:
    town.sign_in()
    assert town.browser.get(f"{town.hub.address}/leave").json() == {"left": True, "state": "out-1"}
    assert [notice.subject for notice in town.hub.notices] == ["dana"]
    assert "Choose who you are" in town.browser.get(f"{town.hub.address}/start").text


def test_signing_out_without_a_hint_asks_first(town: Town) -> None:
    town.sign_in()
    page = town.browser.get(f"{town.hub.address}/leave?forget=1")
    assert "Sign out at" in page.text
    assert not town.hub.notices
    assert "You are signed out" in town.browser.press("Sign out").text
    assert len(town.hub.notices) == 1


def test_signing_out_at_the_provider_closes_the_hub_by_back_channel(town: Town) -> None:
    town.sign_in()
    assert town.signed_in()
    town.browser.get(f"{issuer_url(town.base, CPS)}/leave")
    town.browser.press("Sign out")
    assert not town.signed_in()


def test_back_channel_closes_only_the_session_it_names(town: Town) -> None:
    town.sign_in()
    other = Town(town.base, town.hub, Browser(), town.clock)
    other.sign_in()
    other.browser.get(f"{town.hub.address}/leave")
    assert town.signed_in()


def test_a_callback_works_once(town: Town) -> None:
    town.browser.get(f"{town.hub.address}/start")
    town.browser.press(WITH)
    callback, cookie = town.browser.page.url, town.browser.page.request.headers["Cookie"]
    assert town.browser.get(callback).json()["refused"] == "pending_forged"
    again = requests.get(callback, headers={"Cookie": cookie}, timeout=10)
    assert again.json()["refused"] == "code_refused"


def test_another_agencys_provider_is_not_this_agencys(town: Town) -> None:
    town.browser.get(f"{town.hub.address}/start")
    elsewhere = town.browser.page.url.replace("cedar-county-child-protection", "cedar-city-police")
    town.browser.get(elsewhere)
    assert town.browser.press("Lee Park").json()["refused"] == "issuer_mismatch"
