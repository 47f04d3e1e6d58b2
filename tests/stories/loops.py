"""Room: tests. Four loops that close: school, hospital, tribe, and a shelter under a release naming the sender."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.stories.days import CPS, main
from tests.stories.hands import name_hub, pick
from tests.stories.stage import Stage

WORD = "Somebody from here will be with her on Monday."


def school(here: Stage, case: str) -> None:
    """A need of school: sent, opened, accepted, begun, completed; the sender reads the outcome."""
    address = _sent(here, case, "North County Schools, Student Services", need="education")
    _answered(here, "Nina Chalk", "Education", "enrolled", begin=True)
    _heard(here, address, "Enrolled, or the service has begun", "Began the work")


def hospital(here: Stage, case: str) -> None:
    """An urgent need of care: accepted and given."""
    address = _sent(here, case, "Bayview Hospital, Child Protection Clinic", need="physical_health", urgency="urgent")
    _answered(here, "Dr Iris Poole", "Physical health, with dental and sexual health", "service_given")
    _heard(here, address, "The service was given")


def tribe(here: Stage, case: str) -> None:
    """The case is brought to the tribe: accepting is its own decision, and gives it a place."""
    assert "Cedar Nation" not in main(here.go("Ana Brook", case)).inner_text()
    page = here.go("Ana Brook", case)
    page.get_by_role("link", name="Send a referral").click()
    page.get_by_role("link", name="Bring the case to a center or team").click()
    address = _send(here, page, "Cedar Nation, Child and Family Services", "case", urgency="routine")
    _answered(here, "Wren Cedar", "Case referral", "team_took_case")
    _heard(here, address, "The team works on the case")
    expect(main(here.go("Ana Brook", case))).to_contain_text("Cedar Nation, Child and Family Services")


def shelter(here: Stage, case: str) -> None:
    """Delivered, and nothing more, until the young person's release names hub and sender; then the loop closes."""
    address = _sent(here, case, "Lantern House, Youth Shelter", need="out_of_home_care", urgency="urgent")
    page = here.go("Ana Brook", address)
    expect(main(page)).to_contain_text("nothing more is shown here")
    page = here.go("Hope Lantern", "/work")
    here.look(page, "hope-lantern-my-work")
    page.get_by_role("link", name=re.compile("^A safe place to live")).click()
    expect(main(page)).to_contain_text("record a release that names the hub")
    expect(page.get_by_role("button", name="Accept")).to_have_count(0)
    here.look(page, "hope-lantern-referral-before-the-release")
    assert "Opened" not in main(here.go("Ana Brook", address)).inner_text()
    name_hub(here, "Hope Lantern", case, ["Service plan"], CPS)
    expect(here.enter("Hope Lantern").get_by_role("link", name="Safe contact")).to_have_count(0)
    here.look(here.enter("Hope Lantern"), "hope-lantern-case")
    _answered(here, "Hope Lantern", "A safe place to live", "enrolled")
    _heard(here, address, "Enrolled, or the service has begun")
    for name in ("Leo Marsh", "Nina Chalk"):
        assert "Lantern" not in here.go(name, case).content(), name
    places_nothing(here)


def places_nothing(here: Stage) -> None:
    """Where the shelter is stands nowhere: not in the directory, not for its own people, not on a form."""
    page = here.go("Ana Brook", "/directory/programs")
    page.get_by_role("link", name="Youth Shelter").click()
    expect(main(page)).to_contain_text("Never given")
    here.look(page, "shelter-in-the-directory")


def _sent(here: Stage, case: str, program: str, *, need: str, urgency: str = "routine") -> str:
    page = here.go("Ana Brook", case)
    page.get_by_role("link", name="Send a referral").click()
    return _send(here, page, program, "service", need=need, urgency=urgency)


def _send(here: Stage, page: Page, program: str, title: str, **chosen: str) -> str:
    page.get_by_label(re.compile("To which program")).select_option(label=program)
    for field, value in {**chosen, "agreement": "agreed"}.items():
        pick(page, field, value)
    page.get_by_label(re.compile("What they need to know")).fill("She would like to begin soon.")
    here.look_once(page, f"referral-{title}-form")
    page.get_by_role("button", name="Send it").click()
    here.look_once(page, f"referral-{title}-sent")
    return "/" + "/".join(page.url.split("/")[3:])


def _answered(here: Stage, name: str, title: str, outcome: str, *, begin: bool = False) -> None:
    page = here.go(name, "/work")
    page.get_by_role("link", name=re.compile(f"^{re.escape(title)}")).first.click()
    expect(main(page)).to_contain_text("She would like to begin soon.")
    here.look(page, f"{name.lower().replace(' ', '-')}-referral")
    page.get_by_role("button", name="Accept", exact=True).click()
    if begin:
        page.get_by_role("button", name="Begin the work").click()
    form = page.locator("section", has=page.get_by_role("heading", name="Complete", exact=True))
    form.locator("select").select_option(outcome)
    form.locator("textarea").fill(WORD)
    form.get_by_role("button", name="Complete").click()
    expect(main(page)).to_contain_text("Completed")


def _heard(here: Stage, address: str, *told: str) -> None:
    page = here.go("Ana Brook", address)
    for words in ("Accepted", "Completed", WORD, *told):
        expect(main(page)).to_contain_text(words)
    here.look_once(page, f"heard-{told[0].partition(' ')[0].lower()}")
