"""Room: tests. In a real browser: a guardian asks for the file, and a person answers; at 18 a guardian's word ends."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from coordination.casework import cases, records, teams
from coordination.demo.residents import ZONE
from coordination.model.ids import new_id
from tests.stories.booth import Booth, main
from tests.stories.hands import answer, tick

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_guardian_who_asks_for_the_file_gets_a_person_and_never_the_file(booth: Booth) -> None:
    case = _case(booth, "Marlo", born="2011-05-02")
    page = booth.go("eli_cps_worker", case)
    page.get_by_role("link", name="File a record").click()
    page.get_by_role("link", name="Somebody asks for the child’s records").click()
    said = {
        "name": "Ola Vance",
        "capacity": "guardian",
        "asked": "The whole file, for a custody hearing.",
        "abuser": "no",
    }
    for question, value in said.items():
        answer(page, question, value)
    page.get_by_role("button", name="What would they see?").click()
    expect(page.get_by_role("heading", name="What would they see?")).to_be_visible()
    expect(page.locator("[name=asked]")).to_have_value(said["asked"])
    booth.look(page, "guardian-what-would-they-see")
    page.get_by_role("button", name=re.compile("^File this")).click()
    expect(page.locator("main")).to_contain_text("Nobody has written down an answer yet")
    booth.look(page, "guardian-request")
    request = str(page.get_by_role("link", name="Correct this record").get_attribute("href")).removesuffix("/correct")
    boss = booth.go("sam_cps_supervisor", "/notices")
    expect(boss.locator("main")).to_contain_text("Somebody asks for a child’s records. You decide.")
    booth.look(boss, "guardian-notice")
    assert "No release on this case concerns your program." in main(booth.go("eli_cps_worker", f"{case}/releases"))
    assert booth.demo.browser("int_harbor").get(request).status_code == 404
    page = booth.go("eli_cps_worker", request)
    page.get_by_role("link", name="Write down the answer").click()
    for question, value in (
        ("name", "Ola Vance"),
        ("answer", "refused"),
        ("rests_on", "Counsel: the hearing asks the court, and the court asks us."),
        ("counsel", "yes"),
    ):
        answer(page, question, value)
    booth.look(page, "guardian-answer")
    page.get_by_role("button", name=re.compile("^File this")).click()
    page = booth.go("eli_cps_worker", request)
    expect(page.locator("main")).to_contain_text("the court asks us")
    expect(page.locator("main")).not_to_contain_text("Nobody has written down an answer yet")
    booth.look(page, "guardian-answered")


def test_at_18_a_guardians_word_ends_that_instant_and_the_young_person_signs_afresh(booth: Booth) -> None:
    birthday = _birthday(booth)
    born = birthday.replace(year=birthday.year - 18).date().isoformat()
    case = _case(booth, "Juno", born=born)
    page = booth.go("eli_cps_worker", f"{case}/releases/new")
    _written(page, "guardian", "Ola Vance", "paper")
    page.get_by_role("button", name="See who would gain what").click()
    booth.look(page, "at-18-preview")
    page.get_by_role("button", name="Record this release").click()
    expect(page.locator("main")).to_contain_text("They turn 18")
    booth.look(page, "at-18-before")
    page = booth.go("int_harbor", case)
    page.get_by_role("link", name=re.compile("Child protection note")).first.click()
    expect(page.locator("main")).to_contain_text("Likes the new school.")
    note = urlsplit(page.url).path
    assert booth.at(birthday - timedelta(seconds=1), "int_harbor").get(note).status_code == 200
    assert booth.at(birthday, "int_harbor").get(note).status_code == 404
    booth.at(birthday, "eli_cps_worker")
    page = booth.go("eli_cps_worker", f"{case}/releases")
    expect(page.locator("main")).to_contain_text("Ask them afresh")
    booth.look(page, "at-18-ended")
    page.get_by_role("link", name="Record a release").click()
    _written(page, "adult", "Juno Vance", "screen")
    page.get_by_role("button", name="See who would gain what").click()
    page.locator("#signature_1").fill("Juno Vance")
    booth.look(page, "at-18-signs")
    page.get_by_role("button", name="Record this release").click()
    expect(page.locator("main")).to_contain_text("In force")
    booth.look(page, "at-18-again")
    assert booth.demo.browser("int_harbor").get(note).status_code == 200


def _case(booth: Booth, called: str, born: str) -> str:
    """A case of child protection with a note, and the center on its team; its address."""
    desk, eli, boss = booth.demo.hub.desk, booth.acting("eli_cps_worker"), booth.acting("sup_harbor")
    found = cases.open_case(desk, eli, {"called": called, "born": born}, new_id())
    teams.invite(desk, eli, found, boss.program_id, new_id())
    teams.assign(desk, boss, found, booth.acting("int_harbor").person_id, new_id())
    records.file(desk, eli, found, "child_protection_note", {"note": "Likes the new school."}, new_id())
    for subject in ("eli_cps_worker", "int_harbor", "sam_cps_supervisor"):
        booth.at(booth.clock.now, subject)
    return f"/cases/{found}"


def _written(page: Page, capacity: str, name: str, method: str) -> None:
    """A release of child protection's notes to the center."""
    tick(page, "Child protection")
    tick(page, "Advocacy Center, Harbor Children's Advocacy Center")
    page.get_by_label(re.compile("What it is for")).select_option("services")
    for asked, value in (("capacity", capacity), ("name", name), ("abuser", "no")):
        answer(page, f"signer_1_{asked}", value)
    answer(page, "method", method)
    answer(page, "not_condition", "yes")


def _birthday(booth: Booth) -> datetime:
    """The first instant of a day twelve days on, in the zone of the demo; a day that every year has."""
    here = booth.clock.now.astimezone(ZoneInfo(ZONE)) + timedelta(days=12)
    if (here.month, here.day) == (2, 29):
        here += timedelta(days=1)
    return here.replace(hour=0, minute=0, second=0, microsecond=0)
