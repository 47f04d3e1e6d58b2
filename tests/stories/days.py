"""Room: tests. An ordinary day of one person of each partner type: what they come for, and what they never meet.

Each scene begins at the person's own first page, ends with their task done, and looks at every page on the way.
`case` is the path of the one case on which all of them are.
"""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.stories.hands import file, name_hub, new_record, release
from tests.stories.stage import Stage

CPS = "Child Protection, North County Human Services"
REPORT = "Said she was taken to a motel off the interstate twice."
STRATEGY = "Call the motel clerk before anybody else does."
BLAME = re.compile(r"\b(charge[sd]?|offen[sc]e|crime|delinquen\w*|arrest\w*|prostitut\w*)\b", re.IGNORECASE)
PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure"


def main(page: Page) -> Locator:
    """What a page is about, without header and footer."""
    return page.locator("main")


def before_team(page: Page) -> str:
    """What the case page says of information, without the people of the team and their titles."""
    return main(page).inner_text().partition("\nTeam\n")[0]


def child_protection(here: Stage) -> str:
    """Opens a case from a nickname and files the report of concern."""
    page = here.go("Ana Brook", "/")
    page.locator(".hub-nav").get_by_role("link", name="Open a case").click()
    page.get_by_label(re.compile("What they are called")).fill("Juniper")
    page.get_by_label(re.compile("Age, or your best guess")).fill("about 15")
    page.get_by_role("button", name=re.compile("Open")).click()
    case = "/" + "/".join(page.url.split("/")[3:5]).split("?")[0]
    file(here, "Ana Brook", case, "Report of suspected exploitation", what_happened=REPORT, concerns="online")
    return case


def police(here: Stage, case: str) -> None:
    """The detective reads what federal law has child protection share, and notes a lead that stays with police."""
    page = here.go("Leo Marsh", "/")
    page.get_by_role("link", name="Juniper").click()
    expect(main(page)).to_contain_text("federal law lets child protection share this")
    here.look(page, "leo-marsh-case")
    page.get_by_role("link", name="Report of suspected exploitation").click()
    expect(main(page)).to_contain_text(REPORT)
    file(here, "Leo Marsh", case, "Investigation note", note="The motel keeps its register for a year.", about="lead")
    assert "register" not in here.go("Ana Brook", case).content()


def center(here: Stage, case: str) -> None:
    """The interviewer arranges one interview; a center's own records are not even shown locked to police."""
    page = file(
        here,
        "Mia Vale",
        case,
        "Forensic interview: arrangement",
        planned_for="2026-12-03 10:00",
        observers="Leo Marsh; Ana Brook",
    )
    expect(main(page)).to_contain_text("Recordings of interviews never come here")
    assert "Forensic interview" not in before_team(here.go("Leo Marsh", case))


def prosecutor(here: Stage, case: str) -> None:
    """A decision about a defendant; work product that nobody else can find, the other side of the office least."""
    file(here, "Paul Steele", case, "Decision about a defendant", decision="filed", charges="Trafficking of a child")
    page = file(here, "Paul Steele", case, "Attorney note", note=STRATEGY)
    expect(main(page)).to_contain_text(STRATEGY)
    own = page.url.removeprefix(here.address)
    for name in ("Cora Finch", "Ana Brook", "Vera Stand"):
        assert "Attorney work product" not in here.go(name, case).content(), name
        assert STRATEGY not in here.go(name, own).content(), name
    assert "Prosecution" not in before_team(here.go("Cora Finch", case))


def civil_attorney(here: Stage, case: str) -> None:
    """Files with the court, and is told beforehand who gets it."""
    page = new_record(here, "Cora Finch", case, "Filed with the court", asks="An order that keeps the motel away.")
    expect(main(page)).to_contain_text("Lake County District Court, Juvenile Court")
    here.look(page, "cora-finch-filing-form")
    page.get_by_role("button", name=re.compile("^File this")).click()
    here.look(page, "cora-finch-filing")


def clerk(here: Stage, case: str) -> None:
    """The clerk reads what was filed and sets a hearing; there is no case for a court."""
    page = here.go("Jean Clerk", "/")
    for absent in ("My cases", "Search", "Referrals", "Open a case"):
        expect(page.get_by_role("link", name=absent, exact=True)).to_have_count(0)
    here.look(page, "jean-clerk-filed-with-us")
    main(page).locator("li").first.get_by_role("link").click()
    here.look(page, "jean-clerk-matter")
    page.get_by_role("link", name="Filed with the court").click()
    expect(main(page)).to_contain_text("keeps the motel away")
    page.get_by_role("link", name="Back to the matter").click()
    page.get_by_role("link", name="Docket entry").click()
    page.locator("[name=entry]").fill("Hearing set for 9 December, ten in the morning.")
    here.look(page, "jean-clerk-docket-form")
    page.get_by_role("button", name="Give it to those who filed").click()
    expect(main(page)).to_contain_text("Hearing set for 9 December")
    here.look(page, "jean-clerk-docket")
    page = here.go("Jean Clerk", case)
    assert "Juniper" not in page.content()
    assert "Child Protection" not in page.content()
    page = here.go("Cora Finch", case)
    page.get_by_role("link", name="Docket entry").click()
    expect(main(page)).to_contain_text("Hearing set for 9 December")
    assert "Docket entry" not in here.go("Leo Marsh", case).content()  # he filed nothing there


def guardian_ad_litem(here: Stage, case: str) -> None:
    """Nothing of others before the order; the page says what comes first, and it is one click away."""
    page = here.go("Gus Linden", case)
    assert "Leo Marsh" not in page.content()
    expect(main(page)).to_contain_text("File the order of appointment first")
    here.look(page, "gus-linden-before-the-order")
    page.get_by_role("link", name="File the order", exact=True).click()
    page.locator("[name=order]").fill("Lake County District Court, JV-26-118")
    here.look(page, "gus-linden-order-form")
    page.get_by_role("button", name=re.compile("^File this")).click()
    page = here.go("Gus Linden", case)
    expect(main(page)).to_contain_text("Leo Marsh")
    expect(main(page)).not_to_contain_text("File the order of appointment first")
    here.look(page, "gus-linden-after-the-order")
    file(
        here, "Gus Linden", case, "Report to the court", recommends="That she stays with her aunt.", wishes="Her aunt."
    )
    page = here.go("Jean Clerk", "/")
    main(page).locator("li").first.get_by_role("link").click()
    expect(page.get_by_role("link", name="Report to the court")).to_be_visible()


def probation(here: Stage, case: str) -> None:
    """None of the officer's forms asks for anything that the child is blamed for."""
    page = here.go("Omar Pike", f"{case}/records/new")
    forms = [link.get_attribute("href") for link in main(page).locator("li a").all()]
    assert len(forms) > 6
    for form in forms:
        page.goto(f"{here.address}{form}")
        asked = page.locator("form.hub-record").inner_text()
        assert not BLAME.search(asked), (form, BLAME.search(asked))
    page = file(
        here,
        "Omar Pike",
        case,
        "Probation note for the team",
        note="Missed Monday; her phone was off.",
        contact="missed",
    )
    expect(main(page)).to_contain_text("The child is a victim")


def hospital(here: Stage, case: str) -> None:
    """The exam summary asks for no story; care taken alone has a form of its own and shows to nobody else."""
    page = file(here, "Dr Iris Poole", case, "Medical exam summary", outcome="done", findings="Underfed; healed burn.")
    expect(main(page)).to_contain_text("An exam is offered and never imposed")
    file(
        here, "Dr Iris Poole", case, "Care the young person consented to alone", note="Chose a test.", care="pregnancy"
    )
    seen = here.go("Ana Brook", case).content()
    assert "Bayview Hospital, Child Protection Clinic has information of this type" in seen  # medical, locked
    assert "consented to alone" not in seen
    here.look(here.go("Dr Iris Poole", case), "dr-iris-poole-case")


def therapist(here: Stage, case: str) -> None:
    """Engagement, not notes, is what a team gets; the notes themselves exist for the therapist alone."""
    file(here, "Theo Willow", case, "Engagement in care", young_person="begun", would_help="A ride on Tuesdays.")
    file(here, "Theo Willow", case, "Psychotherapy note", note="Session one.")
    release(here, "Theo Willow", case, ["Service plan"], CPS)
    page = here.go("Ana Brook", case)
    assert "Psychotherapy" not in page.content()
    page.get_by_role("link", name="Engagement in care").click()
    expect(main(page)).to_contain_text("A ride on Tuesdays.")


def school(here: Stage, case: str) -> None:
    """The school sees what a release opens and nothing else; a parent may read what it keeps, and it says so."""
    page = here.go("Nina Chalk", case)
    expect(main(page)).not_to_contain_text("Juniper")
    expect(page.get_by_role("link", name="Safe contact")).to_have_count(0)  # a school keeps no whereabouts
    here.look(page, "nina-chalk-before-the-release")
    release(here, "Ana Brook", case, ["Identity"], "Student Services, North County Schools")
    page = here.go("Nina Chalk", case)
    expect(page.get_by_role("heading", level=1)).to_have_text("Juniper")
    assert "Report of suspected exploitation" not in page.content()
    here.look(page, "nina-chalk-after-the-release")
    page = file(here, "Nina Chalk", case, "Attendance and progress", note="Likes art. Absent four days.", missed="4")
    expect(main(page)).to_contain_text("a parent may inspect")


def treatment(here: Stage, case: str) -> None:
    """There is no patient until a consent names the hub; what it opens carries the notice of 42 CFR 2.32."""
    assert "Riverbend" not in here.go("Ana Brook", case).content()
    name_hub(here, "Ruth Sand", case, ["Substance use"], CPS)
    page = here.go("Ruth Sand", f"{case}/records/new")
    assert "Another person on the case" not in page.content()  # identity was not named
    here.look(page, "ruth-sand-forms")
    file(here, "Ruth Sand", case, "Treatment: begun and kept", state="begun")
    page = here.go("Ana Brook", case)
    expect(main(page)).to_contain_text(PART_2)
    here.look(page, "ana-brook-case-with-treatment")
    seen = here.go("Leo Marsh", case).content()
    assert "Riverbend" not in seen
    assert "Substance" not in seen


def tribe(here: Stage, case: str) -> None:
    """The tribe decides, and signs as custodian under its own code; until then no other government sees anything."""
    file(here, "Wren Cedar", case, "Child and family note", note="An aunt can take her.")
    assert "An aunt can take her" not in here.go("Ana Brook", case).content()
    page = release(here, "Wren Cedar", case, ["Child protection"], CPS, tribe="Children’s Code 4.2")
    expect(main(page)).to_contain_text("tribe under an order or tribal code")
    page = here.go("Ana Brook", case)
    page.get_by_role("link", name="Child and family note").click()
    expect(main(page)).to_contain_text("An aunt can take her")
    expect(main(page)).to_contain_text("The tribe decides what of its information is shared")
    page = new_record(here, "Wren Cedar", case, "Decision of the tribe", decision="She lives with her aunt.")
    expect(main(page)).to_contain_text("It has custody under its own code")
    here.look(page, "wren-cedar-decision-form")


def advocate(here: Stage, case: str) -> None:
    """The community advocate is nowhere before her release, and afterwards only for whom it names."""
    name_hub(here, "Rosa Wren", case, ["Advocacy", "Service plan"])
    file(here, "Rosa Wren", case, "Needs and plan", first="To finish the school year.")
    here.look(here.go("Rosa Wren", case), "rosa-wren-case")
    for name in ("Ana Brook", "Leo Marsh", "Mia Vale"):
        assert "Safe Path" not in here.go(name, case).content(), name


def victim_witness(here: Stage, case: str) -> None:
    """Every page says that nothing told here is confidential."""
    file(here, "Vera Stand", case, "Victim-witness note", note="Told of the hearing on 9 December.", contact="notice")
    page = here.go("Vera Stand", "/")
    places = [link.get_attribute("href") for link in page.locator(".hub-nav a").all()]
    for place in (*places, case, f"{case}/records/new", f"{case}/team"):
        page.goto(f"{here.address}{place}")
        expect(page.locator(".hub-standing")).to_contain_text("not confidential; they may be given to the defense")
    release(here, "Vera Stand", case, ["Prosecution"], "Criminal Division, Lake County Attorney")
    page = here.go("Paul Steele", case)
    expect(main(page)).to_contain_text("not confidential; they may be given to the defense")
    here.look(page, "paul-steele-case")
