"""People sign in, step up and sign out at two providers written by others, over real HTTP. Never skipped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from coordination.web.signin.issuer import connect
from coordination.web.signin.settings import IssuerSettings
from tests.providers import canaille_provider as yaal
from tests.providers import node_provider as npm
from tests.providers.browser import Browser
from tests.providers.ports import free_port
from tests.providers.relying_party import RelyingParty, real_now, relying_party

pytestmark = pytest.mark.idp


@contextmanager
def at_canaille(factors: list[str]) -> Iterator[RelyingParty]:
    """A hub whose provider is Canaille. It signs with RS512 and knows no acr, only amr."""
    with relying_party() as hub, yaal.canaille(hub, free_port(), factors) as issuer:
        hub.issuer = connect(
            IssuerSettings(
                issuer=issuer,
                client_id="hub",
                client_secret=yaal.CLIENT_SECRET,
                algorithms=frozenset({"RS256", "RS512"}),
                step_up_acr=None,
            )
        )
        yield hub


@pytest.fixture(scope="module")
def one_factor() -> Iterator[RelyingParty]:
    with at_canaille(["password"]) as hub:
        yield hub


@pytest.fixture(scope="module")
def two_factors() -> Iterator[RelyingParty]:
    with at_canaille(["password", "otp"]) as hub:
        yield hub


@pytest.fixture(scope="module")
def certified() -> Iterator[RelyingParty]:
    with relying_party() as hub, npm.node_provider(hub, free_port()) as issuer:
        hub.issuer = connect(
            IssuerSettings(
                issuer=issuer, client_id="hub", client_secret=npm.CLIENT_SECRET, algorithms=frozenset({"ES256"})
            )
        )
        yield hub


def with_password(hub: RelyingParty, query: str = "") -> Browser:
    """Go through Canaille's name and password pages."""
    browser = Browser()
    browser.get(f"{hub.address}/start{query}")
    type_in(browser, "login", "dana")
    type_in(browser, "password", yaal.PASSWORD)
    return browser


def type_in(browser: Browser, name: str, text: str) -> None:
    """Fill the form of the page that has this field."""
    places = [place for place, form in enumerate(browser.forms()) if name in form.fields]
    assert places, f"no field {name!r} on {browser.page.url}: {browser.page.text[:2000]}"
    browser.fill(places[0], **{name: text})


def signed_in(hub: RelyingParty, browser: Browser) -> bool:
    answer: bool = browser.get(f"{hub.address}/me").json()["signed_in"]
    return answer


def test_canaille_signs_a_person_in_by_password(one_factor: RelyingParty) -> None:
    shown = with_password(one_factor).page.json()
    assert (shown["subject"], shown["name"], shown["mfa"]) == ("dana", "Dana Fox", False)


def test_canaille_with_a_passcode_counts_as_second_factor(two_factors: RelyingParty) -> None:
    browser = with_password(two_factors)
    type_in(browser, "otp", yaal.passcode(real_now()))
    assert browser.page.json()["mfa"] is True
    stepped_up = browser.get(f"{two_factors.address}/start?step_up=1")
    assert stepped_up.json()["mfa"] is True


def test_canaille_without_a_passcode_is_no_step_up(one_factor: RelyingParty) -> None:
    browser = with_password(one_factor)
    assert browser.get(f"{one_factor.address}/start?step_up=1").json()["refused"] == "second_factor_missing"


def test_canaille_signs_out_when_the_hub_asks(one_factor: RelyingParty) -> None:
    browser = with_password(one_factor)
    assert browser.get(f"{one_factor.address}/leave").json() == {"left": True, "state": "out-1"}
    page = browser.get(f"{one_factor.address}/start")
    assert page.url.startswith(one_factor.provider().settings.issuer)


def test_oidc_provider_signs_a_person_in(certified: RelyingParty) -> None:
    browser = Browser()
    browser.get(f"{certified.address}/start")
    shown = browser.press("Sign in").json()
    assert (shown["subject"], shown["name"], shown["mfa"]) == ("dana", "Dana Fox", False)


def test_oidc_provider_steps_up(certified: RelyingParty) -> None:
    browser = Browser()
    browser.get(f"{certified.address}/start")
    browser.press("Sign in")
    browser.get(f"{certified.address}/start?step_up=1")
    shown = browser.press("Sign in with second factor").json()
    assert (shown["mfa"], shown["acr"]) == (True, "https://refeds.org/profile/mfa")


def test_oidc_provider_signs_out_and_tells_the_hub_by_back_channel(certified: RelyingParty) -> None:
    browser, elsewhere = Browser(), Browser()
    for one in (browser, elsewhere):
        one.get(f"{certified.address}/start")
        one.press("Sign in")
        assert signed_in(certified, one)
    # The hub forgets nothing by itself here: only the back channel closes the first session, and only that one.
    hint = next(iter(certified.signed_in.values()))
    assert hint.sid is not None
    issuer = certified.provider().settings.issuer
    browser.get(f"{issuer}/session/end?client_id=hub")
    browser.press("Yes, sign me out")
    assert not signed_in(certified, browser)
    assert signed_in(certified, elsewhere)
    assert [notice.subject for notice in certified.notices] == ["dana"]


def test_oidc_provider_signs_out_when_the_hub_asks(certified: RelyingParty) -> None:
    browser = Browser()
    browser.get(f"{certified.address}/start")
    browser.press("Sign in")
    browser.get(f"{certified.address}/leave")
    assert browser.press("Yes, sign me out").json() == {"left": True, "state": "out-1"}
