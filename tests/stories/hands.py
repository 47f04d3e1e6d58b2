"""Room: tests. Hands of a story: fill in a form, file a record, sign a release, as a person at a screen does it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Page, expect

from tests.stories.stage import Stage


def pick(page: Page, name: str, value: str) -> None:
    """Choose a radio button or a box as people do: by its label, since USWDS draws the button itself."""
    chosen = page.locator(f"input[name={name}][value='{value}']").get_attribute("id")
    page.locator(f"label[for={chosen}]").click()


def tick(page: Page, label: str) -> None:
    """Tick the box with exactly this label."""
    page.locator("label.usa-checkbox__label").filter(has_text=re.compile(f"^{re.escape(label)}$")).click()


def answer(page: Page, name: str, value: str) -> None:
    """Answer one question of a form, whatever it is drawn as."""
    control = page.locator(f"[name={name}]:not([type=hidden])").first  # a proof on offer sends the same names, hidden
    if control.get_attribute("type") in ("radio", "checkbox"):
        pick(page, name, value)
    elif control.evaluate("it => it.tagName") == "SELECT":
        control.select_option(value)
    else:
        control.fill(value)


def new_record(here: Stage, name: str, case: str, title: str, **answers: str) -> Page:
    """From the case to the form of this title, filled in; what is asked and what is said beside it is looked at."""
    page = here.go(name, case)
    page.get_by_role("link", name="File a record").click()
    page.get_by_role("link", name=title, exact=True).click()
    for question, value in answers.items():
        answer(page, question, value)
    return page


def file(here: Stage, name: str, case: str, title: str, **answers: str) -> Page:
    """File a record; the page that shows it. Its form and itself are looked at."""
    page = new_record(here, name, case, title, **answers)
    slug = _slug(f"{name} {title}")
    here.look(page, f"{slug}-form")
    page.get_by_role("button", name=re.compile("^File this")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    here.look(page, slug)
    return page


def sign(page: Page, *, capacities: Iterable[tuple[str, str]], purpose: str = "services", authority: str = "") -> None:
    """What a release asks beside types and recipients. capacities: of each signer, with the name."""
    page.get_by_label(re.compile("What it is for")).select_option(purpose)
    for number, (capacity, name) in enumerate(capacities, start=1):
        page.locator(f"#signer_{number}_capacity").select_option(capacity)
        page.locator(f"#signer_{number}_name").fill(name)
        pick(page, f"signer_{number}_abuser", "no")
        if authority:
            page.locator(f"#signer_{number}_authority").fill(authority)
    pick(page, "method", "paper")
    pick(page, "under_18", "yes")
    pick(page, "not_condition", "yes")


MINOR_AND_PARENT = (("minor", "Juniper"), ("parent", "Jo Rivers"))


def release(here: Stage, name: str, case: str, types: Iterable[str], *recipients: str, tribe: str = "") -> Page:
    """Record a release from the page of the case. tribe: the paper under which a tribe signs as custodian."""
    page = here.go(name, case)
    page.get_by_role("link", name="Record a release").click()
    for one in (*types, *recipients):
        tick(page, one)
    signers = (("tribe", "Cedar Nation, Director of Social Services"),) if tribe else MINOR_AND_PARENT
    sign(page, capacities=signers, authority=tribe)
    kind = "tribe-release" if tribe else "release"
    here.look_once(page, f"{kind}-form")
    page.get_by_role("button", name="See who would gain what").click()
    here.look_once(page, f"{kind}-preview")
    page.get_by_role("button", name="Record this release").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Releases")
    return page


def name_hub(here: Stage, name: str, case: str, types: Iterable[str], *recipients: str) -> None:
    """The confidential program's first act: a release that names the hub, on a code that Ana gives by phone."""
    page = here.go("Ana Brook", f"{case}/hub-code")
    page.get_by_role("button", name="Make a code").click()
    code = page.locator(".hub-code").inner_text()
    page = here.go(name, "/")
    page.get_by_role("link", name="Name the hub").click()
    page.get_by_label(re.compile("One-time code")).fill(code)
    for one in (*types, *recipients):
        tick(page, one)
    sign(page, capacities=MINOR_AND_PARENT)
    here.look(page, _slug(f"{name} name-the-hub"))
    page.get_by_role("button", name="Record the release and begin").click()
    expect(page.get_by_role("link", name="File a record")).to_be_visible()


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
