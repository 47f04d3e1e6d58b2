"""Room: tests. Whatever a door would ask of it, no change of one administrator alone reaches another agency."""

from __future__ import annotations

import pytest

from coordination.casework import administration, role_changes, roster
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import new_id
from tests.casework.doorstep import log
from tests.community import Community, issuer_of
from tests.web.test_agency_pages import snapshot

NORTH, LAKE = "https://id.north-county.example", "https://id.lakeside-police.example"

OUTSIDE: dict[str, dict[str, object]] = {
    "a_new_agency": {"agencies": [{"slug": "west", "name": "W", "government": True, "zone": "America/Denver"}]},
    "another_agencys_name": {
        "agencies": [{"slug": "lakeside_police", "name": "Mine", "government": True, "zone": "America/Denver"}]
    },
    "another_agencys_program": {
        "programs": [
            {
                "slug": "detectives",
                "agency": "lakeside_police",
                "name": "Mine",
                "partner_type": "law_enforcement",
                "jurisdictions": ["us_federal"],
                "ended": True,
            }
        ]
    },
    "another_agencys_person": {"people": [{"issuer": LAKE, "subject": "det_lake", "name": "Leo Marsh", "ended": True}]},
    "somebody_new_at_another_agencys_provider": {"people": [{"issuer": LAKE, "subject": "new", "name": "New"}]},
    "another_agencys_appointment": {
        "appointments": [{"issuer": LAKE, "subject": "det_lake", "program": "detectives", "role": "auditor"}]
    },
    "another_agencys_provider": {
        "issuers": [{"url": LAKE, "name": "Mine", "client_id": "c", "agencies": ["north_county"]}]
    },
    "ones_own_provider_for_two": {
        "issuers": [{"url": NORTH, "name": "Mine", "client_id": "c", "agencies": ["north_county", "lakeside_police"]}]
    },
    "both_at_once": {
        "people": [
            {"issuer": NORTH, "subject": "ana_cps_worker", "name": "Ana"},
            {"issuer": LAKE, "subject": "det_lake", "name": "Leo"},
        ]
    },
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_change_alone_reaches_another_agency(community: Community, name: str) -> None:
    actor, before = community.actor("adm_north"), snapshot(community)
    with pytest.raises(Refused):
        administration.change(community.desk, actor, OUTSIDE[name], new_id())
    assert snapshot(community) == before
    assert log(community, "roster:change")[-1].outcome == "refused"


def test_a_guard_taken_away_would_be_seen(community: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken on purpose: when every fragment reaches the own agency alone, another agency's person is ended."""
    monkeypatch.setattr(administration, "reach", lambda _known, _file: {"north_county"})
    before = snapshot(community)
    administration.change(community.desk, community.actor("adm_north"), OUTSIDE["another_agencys_person"], new_id())
    assert snapshot(community) != before


def test_a_proposal_reaches_exactly_one_other_agency(community: Community) -> None:
    actor = community.actor("adm_north")
    ana = {"people": [{"issuer": NORTH, "subject": "ana_cps_worker", "name": "Ana Roy"}]}
    two = {
        "people": [
            {"issuer": LAKE, "subject": "det_lake", "name": "Leo"},
            {"issuer": issuer_of("coo_harbor"), "subject": "coo_harbor", "name": "C"},
        ]
    }
    for data in (ana, two):
        with pytest.raises(Invalid):
            role_changes.propose(community.desk, actor, "program", data, new_id())


def test_nobody_proposes_work_for_themselves(community: Community) -> None:
    place = {"issuer": NORTH, "subject": "adm_north", "program": "detectives", "role": "worker"}
    issuer = {"url": NORTH, "name": "N", "client_id": "coordination", "algorithms": ["ES256"]}
    roster.load(community.desk, {"issuers": [{**issuer, "agencies": ["north_county", "lakeside_police"]}]})
    with pytest.raises(Invalid, match="Ask another administrator"):
        role_changes.propose(
            community.desk, community.actor("adm_north"), "appointment", {"appointments": [place]}, new_id()
        )
