"""Room: tests. The further partner types through the door: their own forms, and what their law has shown."""

from __future__ import annotations

import html
import re

import pytest

from coordination.casework import cases, records, releases, roster
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, new_id
from tests.community import Community
from tests.matrix.filled import answered, paper
from tests.neighbours import CONFIDENTIAL, PROGRAMS, Neighbourhood, join, name_hub, settle, worker
from tests.web.test_referral_pages import FORM
from tests.web.test_release_pages import sent

PART_2 = "42 CFR part 2 prohibits unauthorized use or disclosure of these records"
SCHOOL_RECORDS = "School records: you may not pass them on"
PARENT_READS = "What a school keeps, a parent may inspect"
NOT_ENCODED = "Signer rules: not encoded"


@pytest.fixture
def here(community: Community) -> Neighbourhood:
    """The community with its neighbours."""
    return settle(community)


def opened(here: Neighbourhood, *programs: str) -> CaseId:
    """A case of child protection's, with these programs on it."""
    case_id = cases.open_case(here.desk, here.actor("ana_cps_worker"), {"called": "Wren"}, new_id())
    for program in programs:
        join(here, case_id, program)
    return case_id


def filed(here: Neighbourhood, case_id: CaseId, program: str, form: str, word: str) -> str:
    """A record of the program's, filled with this word; its id."""
    found = here.desk.catalog.form(PROGRAMS[program][2], form)
    assert found
    return records.file(here.desk, here.actor(worker(program)), case_id, form, answered(found, word), new_id())


def released(here: Neighbourhood, case_id: CaseId, program: str, to: str, *types: str) -> None:
    """The program's worker records a release of these types."""
    typed = paper((str(here.programs[to].id),), types)
    releases.record(here.desk, here.actor(worker(program)), case_id, typed, new_id())


def page(here: Neighbourhood, slug: str, path: str) -> str:
    """A page as its reader sees it."""
    response = here.client(slug).get(path)
    assert response.status_code == 200, (slug, path)
    return html.unescape(response.text)


@pytest.mark.parametrize("program", PROGRAMS)
def test_worker_files_every_form_of_the_own_partner_type(here: Neighbourhood, program: str) -> None:
    case_id = opened(here, *(() if program in CONFIDENTIAL else (program,)))
    if program in CONFIDENTIAL:
        name_hub(here, case_id, program)
    browser = here.client(worker(program))
    offered = browser.get(f"/cases/{case_id}/records/new").text
    for form in here.desk.catalog.partner_types[PROGRAMS[program][2]].forms:
        assert form.title in html.unescape(offered), form.slug
        shown = browser.get(f"/cases/{case_id}/records/new?form={form.slug}")
        assert ("This is not a mandated report" in shown.text) is form.suspicion, form.slug
        done = browser.send(f"/cases/{case_id}/records/new", {"form": form.slug, **answered(form)})
        assert done.status_code == 303, form.slug
    case = page(here, worker(program), f"/cases/{case_id}")
    assert "Before you use this" not in case  # nobody is told about their own records
    # The others know at most that there is something, and never from a program whose patients or residents are hidden.
    other = page(here, "ana_cps_worker", f"/cases/{case_id}")
    assert (here.programs[program].name in other) is (program not in CONFIDENTIAL)


def test_treatment_shows_to_whom_its_consent_names_and_the_notice_travels(here: Neighbourhood) -> None:
    """42 CFR 2.32, and 2.13(c): to whom it is not named, there is no such patient."""
    case_id = opened(here)
    here_before = page(here, "ana_cps_worker", f"/cases/{case_id}")
    assert "Riverbend" not in here_before
    name_hub(here, case_id, "recovery", to=("cps",))
    record = filed(here, case_id, "recovery", "treatment_note", "lantana")
    for path in (f"/cases/{case_id}", f"/cases/{case_id}/records/{record}"):
        assert PART_2 in page(here, "ana_cps_worker", path)
        assert "in any proceeding against the patient" in page(here, "ana_cps_worker", path)
    assert "lantana" in page(here, "ana_cps_worker", f"/cases/{case_id}/records/{record}")
    assert PART_2 in page(here, "ana_cps_worker", f"/cases/{case_id}/records/{record}/history")
    assert PART_2 not in page(here, worker("recovery"), f"/cases/{case_id}/records/{record}")


def test_notice_travels_with_a_name_in_a_list_too(here: Neighbourhood) -> None:
    case_id = opened(here, "clinic")
    typed = {"called": "Larkspur"}
    name_hub(here, case_id, "recovery", to=("clinic",))
    mine = f"/cases/{case_id}/records/new"
    assert here.client(worker("recovery")).send(mine, {"form": "child", **typed}).status_code == 303
    for slug, told in ((worker("clinic"), True), (worker("recovery"), False)):
        listed = page(here, slug, "/cases")
        assert "Larkspur" in listed
        assert (PART_2 in listed) is told
        found = html.unescape(here.client(slug).send("/search", {"words": "Larkspur"}).text)
        assert "Larkspur" in found
        assert (PART_2 in found) is told
    assert PART_2 not in page(here, "ana_cps_worker", "/cases")


def test_to_whom_no_consent_is_given_there_is_no_treatment(here: Neighbourhood) -> None:
    case_id = opened(here, "clinic")
    before = page(here, worker("clinic"), f"/cases/{case_id}")
    name_hub(here, case_id, "recovery", to=("cps",))
    record = filed(here, case_id, "recovery", "treatment_note", "lantana")
    after = page(here, worker("clinic"), f"/cases/{case_id}")
    for word in ("Riverbend", "Substance", "treatment", PART_2):
        assert (word in after) is (word in before), word
    assert here.client(worker("clinic")).get(f"/cases/{case_id}/records/{record}").status_code == 404


@pytest.mark.parametrize("purpose", ["court", "investigation"])
def test_consent_to_use_treatment_in_a_proceeding_is_not_taken(here: Neighbourhood, purpose: str) -> None:
    """42 USC 290dd-2(c)."""
    case_id = opened(here)
    name_hub(here, case_id, "recovery")
    typed = sent(paper((str(here.programs["cps"].id),), ("substance_use",)))
    answer = here.client(worker("recovery")).send(f"/cases/{case_id}/releases", {**typed, "purpose": purpose})
    assert answer.status_code == 422
    assert "may not be used against the patient" in answer.text
    assert 'value="River"' in answer.text  # what was typed is kept


def test_therapy_notes_need_a_release_of_their_own(here: Neighbourhood) -> None:
    """45 CFR 164.508(a)(2)."""
    case_id = opened(here, "therapy")
    record = filed(here, case_id, "therapy", "psychotherapy_note", "marigold")
    there = f"/cases/{case_id}/records/{record}"
    typed = sent(paper((str(here.programs["cps"].id),), ("psychotherapy_notes", "mental_health")))
    answer = here.client(worker("therapy")).send(f"/cases/{case_id}/releases/preview", typed)
    assert answer.status_code == 422
    assert "Psychotherapy notes need a release of their own" in answer.text
    released(here, case_id, "therapy", "cps", "mental_health", "service_plan")
    assert here.client("ana_cps_worker").get(there).status_code == 404
    assert "Psychotherapy" not in page(here, "ana_cps_worker", f"/cases/{case_id}")
    released(here, case_id, "therapy", "cps", "psychotherapy_notes")
    assert "marigold" in page(here, "ana_cps_worker", there)


def test_medical_release_opens_neither_infections_nor_care_taken_alone(here: Neighbourhood) -> None:
    case_id = opened(here, "clinic")
    for form in ("hiv_sti_care", "care_alone", "medical_exam"):
        filed(here, case_id, "clinic", form, "foxglove")
    released(here, case_id, "clinic", "cps", "medical")
    seen = page(here, "ana_cps_worker", f"/cases/{case_id}")
    assert "Medical exam summary" in seen
    assert not re.search(r"HIV|infection|consented to alone", seen)


def test_naming_a_school_tells_that_a_parent_may_read_it(here: Neighbourhood) -> None:
    case_id = opened(here, "school", "clinic")
    worker_of_clinic = here.client(worker("clinic"))
    for recipient, told in (("school", True), ("cps", False)):
        typed = sent(paper((str(here.programs[recipient].id),), ("medical",)))
        shown = worker_of_clinic.send(f"/cases/{case_id}/releases/preview", typed)
        assert shown.status_code == 200
        assert (PARENT_READS in shown.text) is told


def test_school_records_carry_the_ban_on_passing_them_on(here: Neighbourhood) -> None:
    """20 USC 1232g(b)(4)(B)."""
    case_id = opened(here, "school")
    record = filed(here, case_id, "school", "attendance_note", "clover")
    assert SCHOOL_RECORDS not in page(here, "ana_cps_worker", f"/cases/{case_id}")  # locked: nothing to pass on
    released(here, case_id, "school", "cps", "education")
    assert SCHOOL_RECORDS in page(here, "ana_cps_worker", f"/cases/{case_id}/records/{record}")


def test_school_records_carry_it_onto_paper_and_along_with_a_referral(here: Neighbourhood) -> None:
    """20 USC 1232g(b)(4)(B)."""
    case_id = opened(here, "school")
    record = filed(here, case_id, "school", "attendance_note", "clover")
    released(here, case_id, "school", "cps", "education")
    printed = page(here, "ana_cps_worker", f"/cases/{case_id}/print")
    assert "clover" in printed
    assert SCHOOL_RECORDS in printed
    assert SCHOOL_RECORDS not in page(here, worker("school"), f"/cases/{case_id}/print")  # their own
    typed: dict[str, object] = {**FORM, "recipient": here.programs["cps"].id, "records": [record]}
    sending = here.client(worker("school")).send(f"/cases/{case_id}/referrals", typed)
    assert sending.status_code == 303, sending.text
    received = page(here, "ana_cps_worker", sending.headers["Location"])
    assert "clover" in received
    assert SCHOOL_RECORDS in received


def test_tribe_signs_as_custodian_with_its_order_and_not_without(here: Neighbourhood) -> None:
    """Law notes 7: "the tribe may be custodian and decider"."""
    case_id = opened(here, "clinic", "tribe")
    browser = here.client(worker("clinic"))
    typed = {
        **sent(paper((str(here.programs["tribe"].id),), ("medical",))),
        "signer_1_capacity": "tribe",
        "signer_1_name": "Cedar Nation, Director of Social Services",
        "signer_1_authority": "",
        "signer_2_capacity": "",
        "signer_2_name": "",
        "signer_2_abuser": "",
    }
    refused = browser.send(f"/cases/{case_id}/releases", typed)
    assert refused.status_code == 422
    assert "Name the court order, law or paper" in refused.text
    done = browser.send(f"/cases/{case_id}/releases", {**typed, "signer_1_authority": "Children’s Code 4.2"})
    assert done.status_code == 303
    listed = page(here, worker("clinic"), f"/cases/{case_id}/releases")
    assert "tribe under an order or tribal code" in listed
    assert "Not encoded: ask counsel" in listed


def test_tribe_decides_who_sees_its_information(here: Neighbourhood) -> None:
    case_id = opened(here, "tribe")
    record = filed(here, case_id, "tribe", "tribal_decision", "sagebrush")
    there = f"/cases/{case_id}/records/{record}"
    assert here.client("ana_cps_worker").get(there).status_code == 404
    released(here, case_id, "tribe", "cps", "court")
    assert "sagebrush" in page(here, "ana_cps_worker", there)


def test_shelter_has_no_form_for_where_anybody_is(here: Neighbourhood) -> None:
    case_id = opened(here)
    name_hub(here, case_id, "shelter")
    browser = here.client(worker("shelter"))
    assert "form=safe_contact" not in browser.get(f"/cases/{case_id}/records/new").text
    answer = browser.send(f"/cases/{case_id}/records/new", {"form": "safe_contact", "where": "here"})
    assert answer.status_code == 404
    assert "Location" not in browser.get(f"/cases/{case_id}/releases/new").text


@pytest.mark.parametrize(("program", "shown"), [("shelter", True), ("clinic", True), ("recovery", True)])
def test_release_page_says_where_signer_rules_are_not_encoded(
    here: Neighbourhood, program: str, *, shown: bool
) -> None:
    case_id = opened(here, *(() if program in CONFIDENTIAL else (program,)))
    if program in CONFIDENTIAL:
        name_hub(here, case_id, program)
    text = page(here, worker(program), f"/cases/{case_id}/releases/new")
    assert (NOT_ENCODED in text) is shown
    assert ("A victim service needs the young person’s own signature" in text) is (program == "shelter")


def test_roster_puts_no_treatment_unit_where_its_patients_would_be_seen(here: Neighbourhood) -> None:
    """42 CFR 2.13(c)."""
    line = {"slug": "unit", "agency": "bayview", "name": "Unit", "partner_type": "medical", "regimes": ["part_2"]}
    with pytest.raises(Invalid) as refusal:
        roster.load(here.desk, {"programs": [{**line, "jurisdictions": ["us_federal"]}]}, {})
    assert "42 CFR Part 2" in " ".join(refusal.value.fields.values())
    roster.load(
        here.desk, {"programs": [{**line, "partner_type": "substance_use", "jurisdictions": ["us_federal"]}]}, {}
    )
