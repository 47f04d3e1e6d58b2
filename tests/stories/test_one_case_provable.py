"""Room: tests. One case, provable: the story of issue 2, told through real browsers on both engines.

Sign in by SSO; each sees what the law lets them see; a release opens one type and its revocation closes it; the
advocate is nowhere until a release names the hub; an auditor proves it, and a row edited by hand is found.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.databases import Databases
from tests.stories.stage import Stage, stage
from tests.stories.tampering import edit_one_entry, wait_until_numbered

INVITED = (
    "Lakeside Police Department, Juvenile Detectives",
    "Harbor Children's Advocacy Center, Advocacy Center",
)
WORDS = "Said she was taken to a motel off the interstate twice."
NOTE = "Rode along to the clinic and waited with her."


@pytest.mark.browser
@pytest.mark.slow
def test_one_case_provable(engine_url: Databases, tmp_path: Path) -> None:
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures")) / engine_url.kind
    with stage(engine_url, tmp_path / "home", pictures) as here:
        case = worker_opens_a_case_and_files(here)
        coordinator_gathers_the_team(here, case)
        detective_sees_his_types(here, case)
        advocate_is_nowhere(here, case)
        release_opens_one_type_to_one_agency(here, case)
        oral_revoke_closes_it_on_the_next_click(here, case)
        stranger_sees_whom_to_ask(here)
        wait_until_numbered(engine_url, tmp_path / "home")
        auditor_verifies(here, sound=True)
        edit_one_entry(engine_url, tmp_path / "home")
        auditor_verifies(here, sound=False)
        assert not here.faults, "\n".join(here.faults)


def worker_opens_a_case_and_files(here: Stage) -> str:
    page = here.go("Ana Brook", "/cases/new")
    page.get_by_label(re.compile("What they are called")).fill("River")
    page.get_by_label(re.compile("Age, or your best guess")).fill("about 15")
    here.look(page, "open-a-case")
    page.get_by_role("button", name=re.compile("Open")).click()
    case = "/" + "/".join(page.url.split("/")[3:5]).split("?")[0]
    assert re.fullmatch(r"/cases/[0-9a-f]{32}", case)
    page.get_by_role("link", name=re.compile("File a record")).click()
    here.look(page, "choose-a-form")
    page.get_by_role("link", name="Report of suspected exploitation").click()
    page.get_by_label(re.compile("What was seen, heard or told")).fill(WORDS)
    expect(page.locator("main")).to_contain_text("not a mandated report")
    here.look(page, "report-form")
    page.get_by_role("button", name=re.compile("^File")).click()
    expect(page.locator("main")).to_contain_text(WORDS)
    here.look(page, "record")
    return case


def coordinator_gathers_the_team(here: Stage, case: str) -> None:
    page = here.go("Ana Brook", f"{case}/team")
    for program in INVITED:
        page.get_by_label(re.compile("^Program")).select_option(label=program)
        page.get_by_role("button", name="Invite", exact=True).click()
    here.look(page, "team")
    for boss, member in (("Ivy Stone", "Leo Marsh"), ("Ben Shore", "Mia Vale")):
        page = here.go(boss, f"{case}/team")
        page.get_by_label(re.compile("Who will work on this case")).select_option(index=_index(page, member))
        page.get_by_role("button", name="Assign", exact=True).click()
        expect(page.locator("main")).to_contain_text(member)


def _index(page: Page, member: str) -> int:
    options = page.get_by_label(re.compile("Who will work on this case")).locator("option").all_inner_texts()
    return next(number for number, text in enumerate(options) if text.startswith(member))


def detective_sees_his_types(here: Stage, case: str) -> None:
    page = here.go("Leo Marsh", "/cases")
    page.get_by_role("link", name="River").click()
    main = page.locator("main")
    expect(main).to_contain_text("federal law lets child protection share this")
    here.look(page, "case-detective")
    page.get_by_role("link", name="Report of suspected exploitation").click()
    expect(main).to_contain_text(WORDS)
    interviewer = here.go("Mia Vale", case)
    expect(interviewer.locator("main")).not_to_contain_text("River")
    expect(interviewer.locator("main")).to_contain_text("would open it")
    here.look(interviewer, "case-interviewer-locked")


def advocate_is_nowhere(here: Stage, case: str) -> None:
    page = here.go("Rosa Wren", case)
    expect(page.locator("main")).not_to_contain_text("River")
    page = here.go("Ana Brook", f"{case}/hub-code")
    page.get_by_role("button", name="Make a code").click()
    here.look(page, "hub-code")
    code = page.locator(".hub-code").inner_text()
    page = here.go("Rosa Wren", "/release-to-hub")
    page.get_by_label(re.compile("One-time code")).fill(code)
    _tick(page, "Advocacy")
    _sign(page)
    here.look(page, "name-the-hub")
    page.get_by_role("button", name="Record the release and begin").click()
    page.get_by_role("link", name=re.compile("File a record")).click()
    page.get_by_role("link", name="Advocacy note").click()
    page.locator("textarea").first.fill(NOTE)
    page.get_by_role("button", name=re.compile("^File")).click()
    expect(page.locator("main")).to_contain_text(NOTE)
    for name in ("Ana Brook", "Leo Marsh", "Mia Vale"):
        seen = here.go(name, case).content()
        assert "Safe Path" not in seen
        assert "Advocacy note" not in seen
        assert NOTE not in seen


def release_opens_one_type_to_one_agency(here: Stage, case: str) -> None:
    page = here.go("Ana Brook", f"{case}/releases/new")
    _tick(page, "Report")
    _tick(page, "Advocacy Center, Harbor Children's Advocacy Center")
    _sign(page)
    here.look(page, "release-form")
    page.get_by_role("button", name="See who would gain what").click()
    expect(page.locator("main")).to_contain_text("Can read it: gained")
    here.look(page, "release-preview")
    page.get_by_role("button", name="Record this release").click()
    here.look(page, "releases")
    reader = here.go("Mia Vale", case)
    expect(reader.locator("main")).to_contain_text("names your agency")
    here.look(reader, "case-interviewer-released")
    reader.get_by_role("link", name="Report of suspected exploitation").click()
    expect(reader.locator("main")).to_contain_text(WORDS)


def oral_revoke_closes_it_on_the_next_click(here: Stage, case: str) -> None:
    reader = here.enter("Mia Vale")  # still on the record it may read
    page = here.go("Ana Brook", f"{case}/releases")
    page.get_by_role("button", name="They told us to stop").first.click()
    reader.reload()
    expect(reader.locator("main")).not_to_contain_text(WORDS)
    reader = here.go("Mia Vale", case)
    expect(reader.locator("main")).to_contain_text("would open it")
    expect(reader.locator("main")).not_to_contain_text("names your agency;")


def stranger_sees_whom_to_ask(here: Stage) -> None:
    page = here.enter("Kim Day")
    here.look(page, "not-on-the-roster")
    assert "River" not in here.go("Kim Day", "/cases").content()


def auditor_verifies(here: Stage, *, sound: bool) -> None:
    page = here.go("Noor Field", "/access-log")
    assert WORDS not in page.content()
    assert "River" not in page.content()
    here.look(page, "access-log")
    page.get_by_role("button", name="Verify the log").click()
    told = "Nothing was changed" if sound else "The log is not whole"
    expect(page.locator("main")).to_contain_text(told, timeout=30_000)
    here.look(page, "proof-sound" if sound else "proof-broken")


def _tick(page: Page, label: str) -> None:
    page.locator("label.usa-checkbox__label").filter(has_text=re.compile(f"^{re.escape(label)}$")).click()


def _pick(page: Page, name: str, value: str) -> None:
    """Choose a radio button as people do: by its label, since USWDS draws the button itself."""
    chosen = page.locator(f"input[name={name}][value={value}]").get_attribute("id")
    page.locator(f"label[for={chosen}]").click()


def _sign(page: Page) -> None:
    page.get_by_label(re.compile("What it is for")).select_option("safety")
    for number, (capacity, name) in enumerate((("minor", "River"), ("parent", "Jo Rivers")), start=1):
        page.locator(f"#signer_{number}_capacity").select_option(capacity)
        page.locator(f"#signer_{number}_name").fill(name)
        _pick(page, f"signer_{number}_abuser", "no")
    _pick(page, "method", "paper")
    _pick(page, "under_18", "yes")
    _pick(page, "not_condition", "yes")
