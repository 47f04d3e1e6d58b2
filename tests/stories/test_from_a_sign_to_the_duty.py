"""Room: tests. Four short stories of law in a real browser: from a report, a sign or a placement to what is owed, done.

Each is told at 360 px on one hub. Axe reads the pages on which the law speaks, at both widths.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coordination.casework import designations, teams
from coordination.model.ids import CaseId, new_id
from tests.casework.almanac import KENNEBEC
from tests.casework.papers import text_of
from tests.casework.screening import governed
from tests.casework.story import opened
from tests.casework.trained import certified
from tests.databases import SqliteStore
from tests.maine import CALLED, Maine, settle
from tests.oracles.minnesota_route import BEFORE, SINCE
from tests.stories.eyes import WANTED
from tests.stories.hands import answer, new_record, pick
from tests.stories.house import House, house, press, reads

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]
REPORT = "Report of suspected exploitation"
ANA, SAM = "ana_cps_worker", "sam_cps_supervisor"
FINISH = "Look through and file"


@pytest.fixture(scope="module")
def here(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory, chromium_path: str
) -> Iterator[House[Maine]]:
    """One hub and one browser for all of them."""
    pictures = Path(os.environ.get(WANTED) or tmp_path_factory.mktemp("pictures"))
    with house(sqlite_store, tmp_path_factory.mktemp("house") / "home", pictures, chromium_path, settle) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_was_wrong(here: House[Maine]) -> Iterator[None]:
    here.faults.clear()
    yield
    assert not here.faults


def filed(page: Page) -> Page:
    """Press whichever button files this form."""
    page.get_by_role("button", name=re.compile("^File this")).click()
    page.wait_for_load_state()
    return page


def decided(here: House[Maine], case: CaseId, worker: str, supervisor: str, received: str, caregiver: str) -> Page:
    """A report is taken, and two people screen it in; the worker's page of it."""
    page = filed(
        new_record(here, worker, f"/cases/{case}", REPORT, what_happened="A clerk rang.", received_at=received)
    )
    press(page, "Screening decision of this report")
    for name, value in (("called_in_at", received), ("alleges", "sex_trafficking"), ("caregiver", caregiver)):
        answer(page, name, value)
    answer(page, "decision", "screened_in")
    answer(page, "why", "A child of 15, and a man who paid.")
    press(page, "Propose this decision")
    reads(page, "A decision waits")
    second = here.go(supervisor, page.url.removeprefix(here.address))
    answer(second, "verdict", "confirmed")
    press(second, "Decide")
    return here.go(worker, page.url.removeprefix(here.address))


def test_maine_high_tier_from_intake_to_the_center_and_the_district_attorney(here: House[Maine]) -> None:
    """Policy IV.D-2B, Appendix A: "They report travel across state lines"; "Convene MDT through CAC", "Report to
    District Attorney made"."""
    maine = here.town
    certified(maine, "ocfs_worker", "me_screening_tool", by="ocfs_supervisor")
    center = maine.programs["pine_cac"].id
    typed = {"resource": "cac", "areas": [KENNEBEC], "rank": "1", "hours": ""}
    designations.add(maine.desk, maine.actor("pine_cac_supervisor"), center, typed, new_id())
    case = maine.case()
    page = decided(here, case, "ocfs_worker", "ocfs_supervisor", CALLED, "unknown")
    reads(page, "Complete the screening tool")

    press(page, "Screen the young person")
    press(page, "Maine screening for trafficking and exploitation")
    press(page, "Travel and hotels")
    pick(page, "state_lines", "yes")
    press(page, FINISH)
    filed(page)
    reads(page, "HIGH RISK of human trafficking", "They report travel across state lines", "Concern may remain")
    reads(page, "Refer to the nearest child advocacy center", "Report to the district attorney")
    here.look(page, "maine-high")

    page = here.go("ocfs_worker", f"/cases/{case}")
    press(page, "Convene the team")
    page.get_by_label("The county the child is in").select_option(KENNEBEC)
    press(page, "Show whom to turn to")
    here.look(page, "maine-convene")
    press(page, "Bring the case to Center")
    answer(page, "urgency", "routine")
    answer(page, "agreement", "agreed")
    answer(page, "message", "A child of 15, at high risk. Ring me.")
    press(page, "Send it")
    accepts(here, "pine_cac_supervisor", "Accept")
    press(here.go("ocfs_worker", f"/cases/{case}"), "Send a referral")
    press(page, "Report")
    page.get_by_label("To which program").select_option(maine.programs["da"].id)
    answer(page, "urgency", "routine")
    answer(page, "message", "A child of 15, at high risk. Ring me.")
    press(page, "Send it")
    accepts(here, "da_supervisor", "Acknowledge")

    page = here.go("ocfs_worker", f"/cases/{case}")
    reads(page, "Accepted", "Acknowledged")
    proved(page, "Refer to the nearest child advocacy center", "Pine CAC, intake")
    proved(
        here.go("ocfs_worker", f"/cases/{case}"), "Report to the district attorney", "Pine District Attorney, duty desk"
    )


def proved(page: Page, title: str, told: str) -> None:
    """Write down on the deadline that begins with this title that it was done."""
    page.get_by_role("link", name=re.compile(f"^{title}")).click()
    for name, value in (("done_at", "2026-11-21 10:00"), ("who", "Ocfs Worker"), ("channel", "phone"), ("told", told)):
        answer(page, name, value)
    press(page, "Keep the proof")
    reads(page, "Done in time", told)


def accepts(here: House[Maine], who: str, word: str) -> None:
    """The program that got it finds it on its own page of work, and answers."""
    page = here.go(who, "/work")
    page.locator("#waiting ~ ul a").first.click()
    press(page, word)


@pytest.mark.parametrize(
    ("received", "response", "quote", "other"),
    [
        ("2024-06-30 23:59", "Investigation", BEFORE, SINCE),
        ("2024-07-01 00:00", "Non-caregiver sex trafficking response", SINCE, BEFORE),
    ],
)
def test_minnesota_noncaregiver_report_takes_the_response_of_its_own_day(
    here: House[Maine], received: str, response: str, quote: str, other: str
) -> None:
    maine = here.town
    case = opened(maine, ANA)
    teams.assign(maine.desk, maine.actor(SAM), case, maine.people[SAM], new_id())
    page = decided(here, case, ANA, SAM, received, "non_caregiver")
    reads(page, response, quote)
    expect(page.locator("main")).not_to_contain_text(other)
    here.look(page, f"minnesota-{received[:10]}")


def test_child_from_another_country_in_forced_labor_is_told_of_to_otip_within_a_day(here: House[Maine]) -> None:
    """22 USC 7105(b)(1)(H): "Not later than 24 hours"."""
    case = opened(here.town, ANA, born="2011-05-05")
    page = here.go(ANA, f"/cases/{case}")
    press(page, "Screen")
    press(page, "Signs of trafficking: the HHS guide’s list")
    press(page, "Work, money and debt")
    pick(page, "lives_at_work", "yes")
    pick(page, "debt", "yes")
    press(page, FINISH)
    filed(page)
    reads(page, "Concern may remain")

    typed = {"learned_at": "2026-11-21 07:00", "foreign": "yes", "suspected": "yes", "under_18": "yes"}
    page = new_record(here, ANA, f"/cases/{case}", "A child from another country", **typed)
    pick(page, "kinds", "labor")
    answer(page, "why", "He works nights in a kitchen to pay a debt.")
    filed(page)
    page = here.go(ANA, f"/cases/{case}")
    press(page, "Notify HHS (Office on Trafficking in Persons) of the child")
    reads(page, "22 November 2026, 07:00 CST", "Not later than 24 hours", "22 USC 7105(b)(1)(H)")

    page = here.go(ANA, f"/cases/{case}")
    press(page, "Documents for other systems")
    page.get_by_role("link", name=re.compile("^Fill it in.*Request for assistance")).click()
    reads(page, "Labor trafficking", "He works nights in a kitchen", "acf.hhs.gov/otip", "The hub sends this to nobody")
    here.look(page, "otip-request")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Take it as PDF").click()
    assert "Labor trafficking" in text_of(paper.value.path().read_bytes())
    with page.expect_download() as data:
        page.get_by_role("link", name="Take it as a data file").click()
    assert "labor" in json.dumps(json.loads(data.value.path().read_bytes()))

    press(page, "Write down a receipt")
    sent = {"happened_at": "2026-11-21 08:40", "who": "Ana Brook", "channel": "web_form", "number": "OTIP-2211"}
    for name, value in sent.items():
        answer(page, name, value)
    press(page, "Keep the receipt")
    page = here.go(ANA, f"/cases/{case}")
    press(page, "Notify HHS (Office on Trafficking in Persons) of the child")
    reads(page, "Done", "OTIP-2211", "On their web form")
    here.look(page, "otip-proved")


def test_connecticut_screens_each_child_who_enters_care_and_the_supervisor_sees_how_many(here: House[Maine]) -> None:
    """Brief of May 2013, practice 1: "screens every child who enters its system"."""
    maine = here.town
    governed(maine, "cps", "us_federal", "us_connecticut")
    try:
        entered = [opened(maine, ANA, called=name) for name in ("Fern", "Heath")]
        for case in entered:
            filed(new_record(here, ANA, f"/cases/{case}", "Placement note", setting="foster"))
        covers(here, "0 of 2", 2)
        page = here.go(ANA, f"/cases/{entered[0]}")
        press(page, "Screen")
        press(page, "Connecticut screen of a child entering care")
        press(page, "What you conclude")
        pick(page, "possible_victim", "no")
        press(page, FINISH)
        filed(page)
        reads(page, "Concern may remain")
        covers(here, "1 of 2", 1)
        here.look(here.enter(SAM), "connecticut-coverage")
    finally:
        governed(maine, "cps", "us_federal", "us_minnesota")


def covers(here: House[Maine], figure: str, waiting: int) -> None:
    """What the supervisor finds from the page of the day's work."""
    sam = here.go(SAM, "/work")
    press(sam, "Coverage: children who entered care")
    reads(sam, figure)
    expect(sam.locator("main .hub-list li")).to_have_count(waiting)
