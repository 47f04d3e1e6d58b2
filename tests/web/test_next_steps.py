"""Room: tests. What comes next stands where a person of each partner type looks for it, and nothing leads nowhere."""

from __future__ import annotations

import html
import re

import pytest

from coordination.casework import hub_codes, releases
from coordination.model.ids import new_id
from tests.community import Community
from tests.matrix.filled import paper
from tests.neighbours import Neighbourhood, settle, worker
from tests.web.test_partner_types import opened, page
from tests.web.test_referral_pages import FORM


@pytest.fixture
def here(community: Community) -> Neighbourhood:
    """The community with its neighbours."""
    return settle(community)


@pytest.mark.parametrize(("program", "keeps"), [("school", False), ("clinic", False), ("tribe", True)])
def test_case_page_leads_to_no_form_that_the_program_does_not_have(
    here: Neighbourhood, program: str, *, keeps: bool
) -> None:
    case_id = opened(here, program)
    text = page(here, worker(program), f"/cases/{case_id}")
    browser = here.client(worker(program))
    for form in re.findall(r"records/new\?form=(\w+)", text):
        assert browser.get(f"/cases/{case_id}/records/new?form={form}").status_code == 200, form
    assert ("form=safe_contact" in text) is keeps


def test_confidential_program_is_offered_the_forms_of_what_its_release_to_the_hub_names(here: Neighbourhood) -> None:
    """Anything else would be refused only after it was written."""
    case_id = opened(here)
    code, _ = hub_codes.issue(here.desk, here.actor("ana_cps_worker"), case_id, new_id())
    releases.name_hub(here.desk, here.actor(worker("shelter")), code, paper((), ("service_plan",)), new_id())
    offered = page(here, worker("shelter"), f"/cases/{case_id}/records/new")
    assert re.findall(r"new\?form=(\w+)", offered) == ["service_plan", "recovery_plan", "housing_plan"]
    assert "what your release to the hub names" in offered
    assert "form=person" not in page(here, worker("shelter"), f"/cases/{case_id}")
    browser = here.client(worker("shelter"))
    for form in ("shelter_note", "no_such_form"):
        assert browser.get(f"/cases/{case_id}/records/new?form={form}").status_code == 404


def test_referral_to_a_shelter_leads_to_where_the_hub_is_named(here: Neighbourhood) -> None:
    case_id = opened(here)
    typed: dict[str, object] = {**FORM, "recipient": here.programs["shelter"].id}
    sending = here.client("ana_cps_worker").send(f"/cases/{case_id}/referrals", typed)
    assert '<a href="/release-to-hub">' in page(here, worker("shelter"), sending.headers["Location"])
    mine = page(here, "ana_cps_worker", sending.headers["Location"])
    assert "release-to-hub" not in mine
    # Whoever waits is not led to call it a mistake: no step of the sender's is the big blue button.
    assert 'class="usa-button" type="submit"' not in mine


def test_accepted_case_referral_says_who_is_next(here: Neighbourhood) -> None:
    case_id = opened(here)
    typed: dict[str, object] = {**FORM, "need": "", "recipient": here.programs["tribe"].id}
    sending = here.client("ana_cps_worker").send(f"/cases/{case_id}/referrals/case", typed)
    address, told = sending.headers["Location"], "A supervisor of your program assigns who works on it"
    browser = here.client(worker("tribe"))
    assert told not in html.unescape(browser.get(address).text)
    assert browser.send(f"{address}/accept", {"step": "accept"}).status_code == 303
    assert told in html.unescape(browser.get(address).text)
    assert told not in page(here, "ana_cps_worker", address)
