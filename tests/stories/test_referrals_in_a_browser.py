"""Room: tests. A referral in real browsers: sent from a case, answered by another agency, closed; pages by axe."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.databases import Databases
from tests.stories.stage import Stage, stage

CENTER = "Harbor Children's Advocacy Center, Advocacy Center"
MESSAGE = "She would like to finish tenth grade."


@pytest.mark.browser
@pytest.mark.slow
def test_a_referral_closes_its_loop(engine_url: Databases, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures")) / engine_url.kind
    with stage(engine_url, tmp_path / "home", pictures) as here:
        address = worker_sends(here)
        center_answers(here, address)
        sender_hears(here, address)
        confidential_program_is_silent(here)
        assert not here.faults, "\n".join(here.faults)


def worker_sends(here: Stage) -> str:
    page = here.go("Ana Brook", "/cases")
    page.get_by_role("link", name="Jade").click()
    page.get_by_role("link", name="Send a referral").click()
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("main")).to_contain_text("Choose the one need")
    here.look(page, "referral-form-errors")
    page.get_by_label(re.compile("To which program")).select_option(label=CENTER)
    for field, value in (("need", "education"), ("urgency", "urgent"), ("agreement", "agreed")):
        _pick(page, field, value)
    page.get_by_label(re.compile("What they need to know")).fill(MESSAGE)
    here.look(page, "referral-form")
    page.get_by_role("button", name="Send it").click()
    expect(page.locator("main")).to_contain_text("Sent, not opened yet")
    here.look(page, "referral-sent")
    address = "/" + "/".join(page.url.split("/")[3:])
    for kind in ("?kind=report", "case"):
        case = page.get_by_role("link", name="The case").get_attribute("href")
        path = f"{case}/referrals/new{kind}" if kind.startswith("?") else f"{case}/referrals/{kind}"
        here.look(here.go("Ana Brook", path), f"referral-form-{kind.strip('?kind=')}")
        page.goto(f"{here.address}{address}")
    return address


def center_answers(here: Stage, address: str) -> None:
    page = here.go("Mia Vale", "/work")
    here.look(page, "my-work")
    page.get_by_role("link", name=re.compile("^Education")).click()
    expect(page.locator("main")).to_contain_text(MESSAGE)
    here.look(page, "referral-received")
    other = here.go("Ben Shore", address)
    page.get_by_role("button", name="Accept").click()
    expect(page.locator("main")).to_contain_text("Accepted")
    other.get_by_role("button", name="Accept").click()
    expect(other.locator("main")).to_contain_text("Somebody was first")
    here.look(other, "referral-too-late")
    form = page.locator("section", has=page.get_by_role("heading", name="Complete", exact=True))
    form.locator("select").select_option("enrolled")
    form.locator("textarea").fill("Starts on Monday.")
    form.get_by_role("button", name="Complete").click()
    expect(page.locator("main")).to_contain_text("Completed")


def sender_hears(here: Stage, address: str) -> None:
    page = here.go("Ana Brook", address)
    expect(page.locator("main")).to_contain_text("Starts on Monday.")
    here.look(page, "referral-completed")
    here.look(here.go("Ana Brook", "/referrals"), "referrals")


def confidential_program_is_silent(here: Stage) -> None:
    """The demo's own referral to the advocates: delivered, and nothing more."""
    page = here.go("Ana Brook", "/work?sort=oldest")
    page.locator("li", has_text="Safe Path").get_by_role("link").first.click()
    expect(page.locator("main")).to_contain_text("Delivered")
    expect(page.locator("main")).to_contain_text("nothing more is shown here")
    here.look(page, "referral-delivered")
    page = here.go("Rosa Wren", "/referrals")
    page.get_by_role("link", name=re.compile("^Other")).click()
    expect(page.locator("main")).to_contain_text("record a release that names the hub")
    here.look(page, "referral-read-by-advocates")


def _pick(page: Page, name: str, value: str) -> None:
    """Choose a radio button as people do: by its label, since USWDS draws the button itself."""
    chosen = page.locator(f"input[name={name}][value={value}]").get_attribute("id")
    page.locator(f"label[for={chosen}]").click()
