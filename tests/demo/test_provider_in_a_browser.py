"""The demo provider's pages in a real browser: no script, nothing blocked by policy, axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, sync_playwright

from coordination.demo.provider.app import create_provider
from coordination.demo.provider.keys import make_keys
from coordination.demo.provider.people import DemoClient, DemoPerson, issuer_url
from coordination.demo.provider.serve import start
from coordination.web.signin.issuer import connect
from coordination.web.signin.settings import IssuerSettings
from tests.axe import violations
from tests.providers.ports import free_port
from tests.providers.relying_party import RelyingParty, real_now, relying_party

AGENCY = "Cedar County Child Protection"
PEOPLE = [
    DemoPerson(subject="dana", name="Dana Fox", agency=AGENCY, line="Opens cases and files reports."),
    DemoPerson(subject="sam", name="Sam Reed", agency=AGENCY, line="Supervises Dana; restricts a case."),
]
pytestmark = [pytest.mark.browser, pytest.mark.accessibility]


@pytest.fixture
def hub() -> Iterator[RelyingParty]:
    with relying_party() as hub:
        port = free_port()
        base = f"http://localhost:{port}"
        client = DemoClient(
            client_id="hub", redirect_uris=(hub.callback,), post_logout_redirect_uris=(f"{hub.address}/left",)
        )
        running = start(create_provider(PEOPLE, [client], make_keys([AGENCY]), real_now, base), port)
        hub.issuer = connect(IssuerSettings(issuer=issuer_url(base, AGENCY), client_id="hub"))
        try:
            yield hub
        finally:
            running.stop()


@pytest.fixture(params=[360, 1280], ids=["phone", "desktop"])
def page(request: pytest.FixtureRequest, chromium_path: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        size = {"width": request.param, "height": 800}
        context = browser.new_context(viewport=size, bypass_csp=False)  # type: ignore[arg-type]
        yield context.new_page()
        browser.close()


def check(page: Page) -> None:
    """Axe finds nothing and nothing sticks out sideways."""
    found = violations(page)
    assert not found, [violation["id"] for violation in found]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_person_signs_in_steps_up_and_out_in_a_real_browser(hub: RelyingParty, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(f"{hub.address}/start")
    check(page)
    page.get_by_role("button", name="Sign in as Dana Fox without second factor").click()
    page.wait_for_url(f"{hub.address}/callback*")
    page.goto(f"{hub.address}/start?step_up=1")
    check(page)
    page.get_by_role("button", name="Confirm with second factor (demo)").click()
    page.wait_for_url(f"{hub.address}/callback*")
    assert '"mfa":true' in page.inner_text("body")
    page.goto(f"{hub.address}/leave?forget=1")
    check(page)
    page.get_by_role("button", name="Sign out").click()
    check(page)
    assert "You are signed out" in page.inner_text("h1")
    assert not [said for said in complaints if "Security Policy" in said]


def test_the_pages_work_without_javascript(hub: RelyingParty, chromium_path: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=["--no-sandbox"])
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{hub.address}/start")
        page.get_by_role("button", name="Dana Fox", exact=True).click()
        page.wait_for_url(f"{hub.address}/callback*")
        assert "dana" in page.inner_text("body")
        browser.close()
