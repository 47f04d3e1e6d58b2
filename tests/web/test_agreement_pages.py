"""Room: tests. Agreements through the door: recorded, confirmed, ended; what is wrong says so beside the field."""

from __future__ import annotations

import re

import pytest

from coordination.casework import agreements
from coordination.model.ids import new_id
from tests.casework.agreed import SIGNED, confirmed, officer, recorded, typed
from tests.casework.doorstep import log
from tests.casework.test_sessions import appoint
from tests.community import Community

# What the database does is for tests/casework/test_agreements.py, on both engines.
pytestmark = pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)


def test_an_officer_records_one_and_it_waits_for_the_other_agency(community: Community) -> None:
    priya = community.client("pri_privacy")
    assert "Your agency has no agreement here." in priya.get("/agreements").text
    form = priya.get("/agreements/new").text
    for said in ("Harbor Children", "Lakeside Police", 'value="report"', "At most three years"):
        assert said in form
    for hidden in ("Safe Path", 'value="reporter_identity"', 'value="medical"'):
        assert hidden not in form
    sent = priya.send("/agreements", typed(community))
    assert sent.status_code == 303
    shown = priya.get(sent.location).text
    for said in (
        "Not in force</span> waits for Harbor",
        "Jo Vance, director signed on 2026-10-20",
        "Only its own officers can",
    ):
        assert said in shown
    assert "Confirm it for your agency" not in shown  # it did, by recording
    assert "Agreement on teams" in priya.get("/agreements").text
    (entry,) = log(community, "agreement:edit")
    assert (entry.outcome, len(entry.objects)) == ("allowed", 1)


def test_what_is_wrong_is_said_beside_the_field_and_keeps_what_was_typed(community: Community) -> None:
    priya = community.client("pri_privacy")
    sent = priya.send("/agreements", typed(community, ends="2031-01-01", signatory=""))
    assert sent.status_code == 422
    assert "It can hold for at most 3 years." in sent.text
    assert 'value="Agreement on teams that investigate"' in sent.text
    assert len(re.findall(r'value="(?:report|child_protection)" checked', sent.text)) == 2
    assert "Your agency has no agreement here." in priya.get("/agreements").text
    sent = priya.send("/agreements", {"title": "Only this"})
    assert sent.status_code == 422


def test_the_other_agencys_administrator_confirms_and_any_party_ends(community: Community) -> None:
    agreement = recorded(community, "lakeside_police")
    appoint(community, "aud_lake", "detectives", "administrator")
    appoint(community, "aud_lake", "detectives", "auditor", ended=True)
    lake, page = community.client("aud_lake"), f"/agreements/{agreement}"
    assert "Confirm it for your agency" in lake.get(page).text
    wrong = lake.send(f"{page}/confirm", {"signatory": "Ada Rook, chief", "signed_on": "2031-01-01"})
    assert wrong.status_code == 422
    assert "This day is still to come." in wrong.text
    assert "Ada Rook, chief" in wrong.text
    assert lake.send(f"{page}/confirm", SIGNED).status_code == 303
    assert "In force" in lake.get(page).text
    assert lake.send(f"{page}/end").status_code == 303
    priya = community.client("pri_privacy").get(page).text
    assert "Ended early" in priya
    assert "End the agreement now" not in priya
    assert community.client("pri_privacy").send(f"{page}/end").status_code == 409


def test_a_supervisor_reads_and_records_nothing_and_others_find_nothing(community: Community) -> None:
    agreement = confirmed(community, recorded(community))
    page = f"/agreements/{agreement}"
    sam = community.client("sam_cps_supervisor")
    shown = sam.get(page)
    assert shown.status_code == 200
    assert "End the agreement now" not in shown.text
    assert "Record an agreement" not in sam.get("/agreements").text
    absent = community.client("sgt_lake").get(f"/agreements/{new_id()}")
    assert absent.status_code == 404
    assert community.client("sgt_lake").get(page).data == absent.data  # a stranger to it
    for slug in ("sup_safe", "ana_cps_worker", "aud_north"):
        assert community.client(slug).get("/agreements").status_code == 404
    for slug in ("sam_cps_supervisor", "sgt_lake", "sup_safe"):
        who = community.client(slug)
        assert who.get("/agreements/new").status_code == 404
        for path in ("/agreements", f"{page}/end", f"{page}/confirm"):
            assert who.send(path, typed(community) | SIGNED).status_code == 404
    (still,) = agreements.listed(community.desk, officer(community, "sup_harbor"))
    assert still.ended_at is None


def test_an_end_that_comes_soon_stands_on_the_list(community: Community) -> None:
    confirmed(community, recorded(community))
    priya = community.client("pri_privacy")
    assert "Ends soon" not in priya.get("/agreements").text
    confirmed(community, recorded(community, ends="2027-01-10"))
    assert "Ends soon" in priya.get("/agreements").text
