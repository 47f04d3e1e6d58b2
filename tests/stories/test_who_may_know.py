"""Room: tests. Three short stories of who may know: a guardian who may not sign, a shelter that may not tell, and why.

Each is told on one hub and in one browser. Axe reads the pages on which somebody decides, at both widths.
"""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from coordination.casework import hub_codes, records, releases
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, opened
from tests.casework.watched import number, reference_of
from tests.databases import SqliteStore
from tests.matrix.filled import paper
from tests.neighbours import Neighbourhood, name_hub, settle, worker
from tests.stories.eyes import WANTED
from tests.stories.hands import answer, pick, tick
from tests.stories.house import House, hides, house, press, reads

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]
ANA, PRIYA = "ana_cps_worker", "pri_privacy"
LEO, IVY = "det_lake", "sgt_lake"
ROSA, MIA = "adv_safe", "int_harbor"
AUNT = "Dana Rivers"
ALONE = "The state’s law on services that a minor may get alone (counsel’s memo of 3 November 2026)"
ADVOCACY = "Advocacy"
NOTE = "She sleeps better. She wants to finish the school year."
SHELTER = "shelter"
OFFICER = "Leo Marsh, Lakeside Police Department, Juvenile Detectives"
COUNTY = "of North County Human Services, Child Protection"
CANARY = "canary-of-the-shelter"


@pytest.fixture(scope="module")
def here(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory, chromium_path: str
) -> Iterator[House[Neighbourhood]]:
    """One hub and one browser for all of them."""
    pictures = Path(os.environ.get(WANTED) or tmp_path_factory.mktemp("pictures"))
    with house(sqlite_store, tmp_path_factory.mktemp("who") / "home", pictures, chromium_path, settle) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_was_wrong(here: House[Neighbourhood]) -> Iterator[None]:
    here.leave()
    here.faults.clear()
    yield
    assert not here.faults


def picture(here: House[Neighbourhood], page: Page, title: str) -> None:
    """A picture of a page that axe reads in tests/demo and in other stories: only where somebody wants some."""
    if WANTED in os.environ:
        here.look(page, title)


# --- the aunt who may not sign ----------------------------------------------------------------------------------------


def served_by_advocates(town: Neighbourhood) -> CaseId:
    """The center works on the case; the advocates came by a release that the youth signed alone, and wrote a note."""
    case = assigned(town, opened(town, ANA, called="Juniper", age="15"), "cac", "sup_harbor", MIA)
    code, _ = hub_codes.issue(town.desk, town.actor(ANA), case, new_id())
    alone = {"signer_2_capacity": "", "signer_2_name": "", "signer_2_abuser": "", "alone_authority": ALONE}
    rosa = town.actor(ROSA)
    releases.name_hub(town.desk, rosa, code, {**paper((), ("advocacy",), "Juniper"), **alone}, new_id())
    records.file(town.desk, rosa, case, "advocacy_note", {"contact": "met", "note": NOTE}, new_id())
    town.clock.forward(minutes=5)  # her release is the newer one
    return case


def test_an_aunt_who_may_be_the_abuser_signs_nothing_and_the_youth_signs_alone(here: House[Neighbourhood]) -> None:
    """42 USC 10406(c)(5)(B): never the abuser, by our rule nor a suspected one; who may be served alone signs alone."""
    case = served_by_advocates(here.town)
    hides(here.go(MIA, f"/cases/{case}"), "Safe Path", "Advocates", NOTE)

    page = asks_the_aunt(here, case)
    reads(page, "An abuser or suspected abuser may not sign", "they may sign alone: name that law")
    expect(page.locator("[name=signer_2_name]")).to_have_value(AUNT)
    here.look(page, "aunt-refused")
    hides(here.go(MIA, f"/cases/{case}"), "Safe Path", "Advocates", NOTE)

    page = without_her(here.enter(ROSA))
    reads(page, "A parent or guardian who is not the abuser must sign too")
    answer(page, "alone_authority", ALONE)
    press(page, "See who would gain what")
    reads(page, "Can read it: gained", "Advocacy Center", ALONE, "Juniper signs: type the name")
    hides(page, AUNT)
    picture(here, page, "alone-preview")
    page.get_by_label("Juniper signs: type the name").fill("Juniper")
    pick(page, "copy", "declined")
    press(page, "Record this release")
    reads(page, "Signs alone under", ALONE, "In force")
    here.look(page, "alone-recorded")
    press(page, "Its paper")
    reads(page, "Signed on screen on", ALONE)
    hides(page, "Signer is an abuser", AUNT)
    picture(here, page, "alone-paper")

    page = here.go(MIA, f"/cases/{case}")
    reads(page, "Safe Path", "Advocacy note")
    picture(here, page, "alone-recipient")
    prints_in_spanish(here, case)
    stops_on_a_word(here, case)


def asks_the_aunt(here: House[Neighbourhood], case: CaseId) -> Page:
    """Rosa fills in the release, with the aunt as the guardian whom a court appointed."""
    page = here.go(ROSA, f"/cases/{case}/releases")
    press(page, "Record a release")
    answer(page, "age", "15")
    for box in (ADVOCACY, "Advocacy Center, Harbor Children's Advocacy Center"):
        tick(page, box)
    answer(page, "purpose", "services")
    answer(page, "custody", "guardian")
    answer(page, "custody_evidence", "Order 27-JV-26-114")
    aunt = {"capacity": "court_guardian", "name": AUNT, "abuser": "yes", "authority": "Order 27-JV-26-114"}
    for field, value in {"capacity": "minor", "name": "Juniper"}.items():
        answer(page, f"signer_1_{field}", value)
    for field, value in aunt.items():
        answer(page, f"signer_2_{field}", value)
    answer(page, "method", "screen")
    answer(page, "not_condition", "yes")
    press(page, "See who would gain what")
    return page


def without_her(page: Page) -> Page:
    """The aunt is taken out again, with the answer about her."""
    for field in ("capacity", "name", "abuser", "authority"):
        answer(page, f"signer_2_{field}", "")
    press(page, "See who would gain what")
    return page


def prints_in_spanish(here: House[Neighbourhood], case: CaseId) -> None:
    """The page for the young person, on screen and as the printer gets it."""
    number(here.town)
    page = here.go(ROSA, f"/cases/{case}/releases")
    press(page, "Page for the young person")
    press(page, "Español")
    reads(page, "Quién puede ver qué, porque tú dijiste que sí", "Solo el hub", "Cómo pararlo", "Di “alto”")
    reads(page, "Advocacy Center, Harbor Children", "La última vez: 21 de noviembre de 2026")
    here.look(page, "youth-spanish")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Cómo pararlo")).to_be_visible()
    for left_out in ("Back to the releases", "Sign out", "Leave quickly"):
        expect(page.get_by_text(left_out)).to_be_hidden()
    if WANTED in os.environ:
        page.screenshot(path=here.eyes.pictures / "youth-print.png", full_page=True)
    page.emulate_media(media="screen")


def stops_on_a_word(here: House[Neighbourhood], case: CaseId) -> None:
    """The youth says stop to the interviewer, who had read it: she takes the word, and reads nothing more."""
    page = here.go(MIA, f"/cases/{case}/releases")
    hides(page, AUNT, ALONE)
    press(page, "They told us to stop")
    hides(here.go(MIA, f"/cases/{case}"), "Safe Path", "Advocacy note", NOTE)
    page = here.go(ROSA, f"/cases/{case}/releases")
    reads(page, "Revoked", "told us; taken by")
    picture(here, page, "alone-stopped")


# --- the shelter that may not tell ------------------------------------------------------------------------------------

FRESH = re.compile(r'name="(csrf_token|act_key|draft)" value="[^"]*"')


def police_look(here: House[Neighbourhood], case: CaseId) -> dict[str, str]:
    """What the detective gets wherever he can look for a child in a shelter."""
    shelter, reference = here.town.programs[SHELTER].id, reference_of(here.town, case)
    paths = (
        f"/cases/{case}",
        "/cases",
        "/search?q=Wren",
        f"/search?q={reference}",
        f"/cases/{case}/team",
        f"/cases/{case}/releases",
        f"/cases/{case}/referrals/new",
        asks_for_shelter(here, case),
        f"/cases/{case}/why",
        f"/cases/{case}/why?who={shelter}&what={shelter}.advocacy",
        "/requests",
        f"/directory/programs/{shelter}",
    )
    return {path: got(here, LEO, path) for path in paths}


def accounts(here: House[Neighbourhood], case: CaseId) -> dict[str, str]:
    """The accounting as police and the county get it."""
    number(here.town)
    path = f"/disclosures?reference={reference_of(here.town, case)}"
    return {name: got(here, name, path) for name in (IVY, PRIYA)}


def got(here: House[Neighbourhood], name: str, path: str) -> str:
    """Status and page, without what is new on every page."""
    answered = here.enter(name).request.get(f"{here.address}{path}")
    return f"{answered.status} {FRESH.sub('', answered.text())}"


def asks_for_shelter(here: House[Neighbourhood], case: CaseId) -> str:
    """Where one would ask the shelter for what it knows."""
    return f"/cases/{case}/requests/new?program={here.town.programs[SHELTER].id}&type=advocacy"


def test_a_shelter_works_under_its_release_and_police_find_nothing_of_it(here: House[Neighbourhood]) -> None:
    """34 USC 11275, 42 USC 10406(c)(5): that a youth is there is told to nobody whom no release names."""
    town = here.town
    case = assigned(town, opened(town, ANA), "detectives", "sgt_lake", LEO)
    seen = police_look(here, case)
    listed = accounts(here, case)
    assert [path for path, text in seen.items() if text[:3] != "200"] == [
        asks_for_shelter(here, case),
        f"/cases/{case}/why?who={town.programs[SHELTER].id}&what={town.programs[SHELTER].id}.advocacy",
    ]
    assert "Leo Marsh" in listed[PRIYA]

    name_hub(town, case, SHELTER)
    page = here.go(worker(SHELTER), f"/cases/{case}")
    press(page, "File a record")
    press(page, "Shelter note")
    answer(page, "note", CANARY)
    page.get_by_role("button", name=re.compile("^File this")).click()
    reads(page, CANARY)
    page = here.go(worker(SHELTER), f"/cases/{case}")
    reads(page, "Shelter note")
    picture(here, page, "shelter-works")

    assert accounts(here, case) == listed
    assert police_look(here, case) == seen
    absent = f"/cases/{new_id()}/requests/new?program={new_id()}&type=advocacy"
    assert got(here, LEO, asks_for_shelter(here, case)) == got(here, LEO, absent)
    picture(here, here.go(LEO, f"/cases/{case}"), "police-find-nothing")

    named = paper((str(town.programs["detectives"].id),), ("advocacy",))
    releases.record(town.desk, town.actor(worker(SHELTER)), case, named, new_id())
    told = {path for path, text in police_look(here, case).items() if text != seen[path]}
    assert {f"/cases/{case}", f"/cases/{case}/team", f"/cases/{case}/why"} < told, "the comparison can tell"


# --- why the officer sees it ------------------------------------------------------------------------------------------


def test_the_owner_reads_why_the_officer_why_not_and_the_privacy_officer_who_got_it(here: House[Neighbourhood]) -> None:
    """Each in a sentence with authority and citation, and nothing that is hidden is told to anybody."""
    town = here.town
    case = assigned(town, opened(town, ANA), "detectives", "sgt_lake", LEO)
    ana = town.actor(ANA)
    for form, typed in (
        ("child_protection_note", {"note": CANARY}),
        ("placement_note", {"setting": "foster"}),
        ("reporter", {"kind": "mandated", "name": "Pat Quill"}),
    ):
        records.file(town.desk, ana, case, form, typed, new_id())
    page = here.go(LEO, f"/cases/{case}")
    reads(page, "Child protection", "Not open to you")

    page = here.go(ANA, f"/cases/{case}")
    press(page, "Who sees what, and why")
    page.get_by_label("Who", exact=False).first.select_option(label=OFFICER)
    page.get_by_label("Which information", exact=False).select_option(label=f"Child protection, {COUNTY}")
    press(page, "Ask why")
    reads(page, "Leo Marsh can see “Child protection”", "42 USC 5106a(b)(2)(B)(ix)")
    here.look(page, "why-owner")

    page = here.go(LEO, f"/cases/{case}")
    page.get_by_role("link", name="Why can I not see this? Placement").click()
    reads(page, "You cannot see “Placement”", "would have to name your program and this type")
    hides(page, "Pat Quill", "eporter", CANARY)
    picture(here, page, "why-not")

    number(town)
    page = here.go(PRIYA, "/disclosures")
    page.get_by_label("Case reference").fill(reference_of(town, case))
    page.get_by_label("Which list").select_option(index=1)
    press(page, "Show")
    reads(page, "Leo Marsh", "Lakeside Police Department", "42 USC 5106a(b)(2)(B)(ix)")
    hides(page, CANARY, "Pat Quill")
    here.look(page, "accounting")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Take it as CSV").click()
    rows = list(csv.reader(io.StringIO(taken.value.path().read_bytes().decode("utf-8-sig"))))
    lines = [row for row in rows if "Leo Marsh" in row]
    assert len(lines) == 2, "he opened the case twice"
    assert all("Child protection" in line and "Placement" not in line for line in map(" ".join, lines))
    assert CANARY not in str(rows)
