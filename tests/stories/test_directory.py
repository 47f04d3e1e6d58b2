"""Room: tests. The directory in a real browser: found by need and county, rung at night, kept by its own people.

Every page of it is looked at on a desktop and on a phone: axe finds nothing, and nothing is wider than the phone.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.databases import Databases
from tests.stories.stage import Stage, stage


@pytest.mark.browser
@pytest.mark.slow
def test_the_directory_is_found_rung_and_kept(engine_url: Databases, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures")) / engine_url.kind
    with stage(engine_url, tmp_path / "home", pictures) as here:
        worker_finds_a_shelter(here)
        detective_sees_whom_to_ring(here)
        supervisor_keeps_the_entry(here)
        advocates_have_no_address(here)
        assert not here.faults, "\n".join(here.faults)


def worker_finds_a_shelter(here: Stage) -> None:
    page = here.go("Ana Brook", "/directory")
    here.look(page, "directory")
    page.get_by_label("Need", exact=True).select_option(label="Emergency shelter")
    page.get_by_label("County", exact=True).select_option(label="Hennepin")
    page.get_by_role("button", name="Search the directory").click()
    expect(page.get_by_role("link", name="Safe Path shelter")).to_be_visible()
    expect(page.get_by_role("link", name="Trauma therapy")).to_have_count(0)
    here.look(page, "directory-found")
    page.get_by_text("Counties of Minnesota as a list").click()
    page.get_by_role("link", name="Aitkin", exact=True).click()
    expect(page.locator("main")).to_contain_text("Nothing in the directory fits")
    here.look(page, "directory-none")
    page = here.go("Ana Brook", "/directory/programs")
    here.look(page, "programs")


def detective_sees_whom_to_ring(here: Stage) -> None:
    page = here.go("Leo Marsh", "/on-call")
    here.look(page, "on-call-empty")
    page.get_by_label("The county the child is in").select_option(label="Aitkin")
    page.get_by_role("button", name="Show whom to ring").click()
    expect(page.locator("main")).to_contain_text("Nobody is designated for Aitkin County, MN")
    expect(page.locator("main")).to_contain_text("call 911")
    here.look(page, "on-call-county")
    page.get_by_label("Or one program").select_option(label="North County Human Services, Child Protection")
    page.get_by_role("button", name="Show who is on call").click()
    expect(page.locator(".hub-ring-number")).to_contain_text("612-555-01")
    here.look(page, "on-call-program")


def supervisor_keeps_the_entry(here: Stage) -> None:
    page = here.go("Sam Reed", "/directory/programs")
    page.get_by_role("link", name="Child Protection").click()
    here.look(page, "program-own")
    address = page.url
    page.get_by_role("link", name="Change this entry").click()
    here.look(page, "entry-form")
    page.get_by_label(re.compile("Number at all other hours")).fill("no number")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label(re.compile("Number at all other hours"))).to_have_value("no number")
    here.look(page, "entry-mistaken")
    page.goto(address)
    page.get_by_role("link", name="Add a service").click()
    here.look(page, "service-form")
    page.get_by_label(re.compile("Name of the service")).fill("Bus passes")
    page.get_by_text("Rides", exact=True).click()
    page.get_by_text("All of Minnesota").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Bus passes")).to_be_visible()
    page.get_by_role("link", name="On-call roster").click()
    here.look(page, "roster")
    page.get_by_label(re.compile("Or who answers")).fill("Holiday desk")
    page.get_by_label(re.compile("Number to ring")).fill("612-555-0188")
    page.get_by_text("All hours", exact=True).last.click()
    page.get_by_label("From", exact=True).fill("2020-01-01 00:00")
    page.get_by_label("To", exact=True).fill("2020-01-01 00:00")
    page.get_by_role("button", name="Put on the roster").click()
    expect(page.get_by_label(re.compile("Or who answers"))).to_have_value("Holiday desk")
    here.look(page, "roster-mistaken")
    page.goto(f"{address}/designations")
    here.look(page, "designations")


def advocates_have_no_address(here: Stage) -> None:
    page = here.go("Ana Brook", "/directory/programs")
    page.get_by_role("link", name="Community Advocates").click()
    expect(page.locator("main")).to_contain_text("Never given")
    here.look(page, "program-confidential")
