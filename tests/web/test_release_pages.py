"""Room: tests. The pages of releases: preview before saving, sentences beside fields, stopped on a word."""

from __future__ import annotations

import re

import pytest

from coordination.casework import releases
from coordination.casework.release_typed import Typed
from coordination.model.ids import new_id
from tests.casework.test_releases import admit, open_case, paper
from tests.community import Community


def sent(typed: Typed) -> dict[str, object]:
    """As the test client wants it: several values as a list (it takes a tuple for a file)."""
    return {name: value if isinstance(value, str) else list(value) for name, value in typed.items()}


def form_of(community: Community, **more: str) -> dict[str, object]:
    return sent({**paper(community, ("cac",), ("identity",)), **more})


def test_preview_shows_the_gain_and_saves_nothing_until_it_is_recorded(community: Community) -> None:
    case_id = open_case(community)
    worker = community.client("ana_cps_worker")
    shown = worker.send(f"/cases/{case_id}/releases/preview", form_of(community))
    assert shown.status_code == 200
    assert "Can read it: gained" in shown.text
    assert releases.listed(community.desk, community.actor("ana_cps_worker"), case_id) == []
    done = worker.send(f"/cases/{case_id}/releases", form_of(community))
    assert done.status_code == 303
    listed = worker.get(f"/cases/{case_id}/releases").text
    assert "In force" in listed
    assert "Jo Rivers" in listed
    assert "Not encoded: ask counsel" in listed


def test_recipient_page_names_no_signer(community: Community) -> None:
    case_id = open_case(community)
    community.client("ana_cps_worker").send(f"/cases/{case_id}/releases", form_of(community))
    page = community.client("int_harbor").get(f"/cases/{case_id}/releases").text
    assert "Child Protection" in page
    assert "Jo Rivers" not in page


def test_bad_release_keeps_what_was_typed_and_says_what_is_wrong(community: Community) -> None:
    case_id = open_case(community)
    worker = community.client("ana_cps_worker")
    for path in ("releases/preview", "releases"):
        shown = worker.send(f"/cases/{case_id}/{path}", form_of(community, signer_2_abuser="yes", expires_on="soon"))
        assert shown.status_code == 422
        assert "An abuser or suspected abuser may not sign" in shown.text
        assert "year-month-day" in shown.text
        assert 'value="Jo Rivers"' in shown.text


def test_how_it_is_signed_is_asked_and_never_guessed(community: Community) -> None:
    case_id, ana = open_case(community), community.client("ana_cps_worker")
    for path in ("releases/preview", "releases"):
        shown = ana.send(f"/cases/{case_id}/{path}", form_of(community, method=""))
        assert shown.status_code == 422
        assert "Say how it is signed." in shown.text
        assert 'value="Jo Rivers"' in shown.text
    assert releases.listed(community.desk, community.actor("ana_cps_worker"), case_id) == []


def test_a_recipient_named_twice_is_one_recipient(community: Community) -> None:
    case_id, worker = open_case(community), community.client("ana_cps_worker")
    twice = {**form_of(community), "recipients": [community.programs["cac"].id] * 2}
    assert worker.send(f"/cases/{case_id}/releases", twice).status_code == 303
    (found,) = releases.listed(community.desk, community.actor("ana_cps_worker"), case_id)
    assert len(found.recipients) == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"signer_3_name": "Al Rivers"},
        {"signer_3_abuser": "yes"},
        {"signer_3_name": "Al Rivers", "signer_3_capacity": "uncle"},
        {"signer_3_authority": "Order 4"},
    ],
    ids=" ".join,
)
def test_a_signer_without_a_capacity_is_asked_for_it_and_never_left_out(
    community: Community, typed: dict[str, str]
) -> None:
    case_id, worker = open_case(community), community.client("ana_cps_worker")
    shown = worker.send(f"/cases/{case_id}/releases", form_of(community, **typed))
    assert shown.status_code == 422
    assert "Choose as what each person signs." in shown.text


@pytest.mark.parametrize("field", ["signer_1_name", "signer_2_authority", "alone_authority", "language"])
@pytest.mark.parametrize("typed", ["x" * 401, "Jo \u202eRivers", "Jo\x07"], ids=["long", "turned", "control"])
def test_what_a_release_cannot_keep_is_said_and_never_cut(community: Community, field: str, typed: str) -> None:
    case_id, worker = open_case(community), community.client("ana_cps_worker")
    shown = worker.send(f"/cases/{case_id}/releases", form_of(community, **{field: typed}))
    assert shown.status_code == 422
    assert "too long" in shown.text or "character that cannot be kept" in shown.text
    assert releases.listed(community.desk, community.actor("ana_cps_worker"), case_id) == []


def test_change_leads_back_to_the_form_with_everything_in_it(community: Community) -> None:
    case_id = open_case(community)
    shown = community.client("ana_cps_worker").send(f"/cases/{case_id}/releases", form_of(community, change="1"))
    assert shown.status_code == 200
    assert 'value="Jo Rivers"' in shown.text


@pytest.mark.parametrize("how", ["oral", "written"])
def test_one_button_stops_a_release(community: Community, how: str) -> None:
    case_id = open_case(community)
    worker = community.client("ana_cps_worker")
    worker.send(f"/cases/{case_id}/releases", form_of(community))
    page = worker.get(f"/cases/{case_id}/releases").text
    found = re.search(r'action="([^"]+/revoke)"', page)
    assert found
    stopped = worker.send(found.group(1), {"how": how})
    assert stopped.status_code == 303
    page = worker.get(f"/cases/{case_id}/releases").text
    assert "Revoked" in page
    assert "What was already read cannot be unread, and what was done because of it stays done." in page


def test_hub_code_is_shown_once_and_lets_the_advocate_begin(community: Community) -> None:
    case_id = open_case(community)
    shown = community.client("ana_cps_worker").send(f"/cases/{case_id}/hub-code")
    found = re.search(r">((?:[0-9A-Z]{4}-){2}[0-9A-Z]{4})<", shown.text)
    assert found
    advocate = community.client("adv_safe")
    begun = advocate.send("/release-to-hub", {**sent(paper(community, (), ("advocacy",))), "code": found.group(1)})
    assert begun.status_code == 303
    assert begun.headers["Location"] == f"/cases/{case_id}"
    assert advocate.get(f"/cases/{case_id}").status_code == 200


def test_wrong_code_is_the_same_answer_as_no_page(community: Community) -> None:
    advocate = community.client("adv_safe")
    refused = advocate.send("/release-to-hub", {**sent(paper(community, (), ("advocacy",))), "code": "0000-0000-0000"})
    absent = advocate.get(f"/cases/{new_id()}")
    assert refused.status_code == absent.status_code == 404
    assert refused.data == absent.data


def test_hub_release_form_is_for_confidential_programs_alone(community: Community) -> None:
    assert community.client("adv_safe").get("/release-to-hub").status_code == 200
    assert community.client("ana_cps_worker").get("/release-to-hub").status_code == 404


def test_advocates_place_shows_in_no_page_of_others(community: Community) -> None:
    case_id = open_case(community)
    admit(community, case_id)
    for slug in ("det_lake", "int_harbor", "sgt_lake", "sup_harbor"):
        for path in ("", "/team", "/releases"):
            assert "Safe Path" not in community.client(slug).get(f"/cases/{case_id}{path}").text
