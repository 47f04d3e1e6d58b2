"""Room: tests. An administrator counts places and learns of no case: numbers and a month, and of a confidential program
nothing but to its own administrator, under a release to the hub that is in force."""

from __future__ import annotations

import pytest

from coordination.casework import administration, cases, releases, roster, sessions, teams
from coordination.model.actor import Actor
from coordination.model.errors import Refused
from coordination.model.ids import new_id
from coordination.model.session import Proof
from tests.casework.doorstep import here, log
from tests.casework.story import opened
from tests.casework.test_releases import admit, open_case
from tests.community import Community, issuer_of


def administrator(community: Community, program: str) -> Actor:
    """Ada Min, who administers Safe Path from this program."""
    line = {"issuer": issuer_of("adv_safe"), "subject": "ada_min"}
    place = {**line, "program": program, "role": "administrator"}
    roster.load(community.desk, {"people": [{**line, "name": "Ada Min"}], "appointments": [place]})
    community.accepts("ada_min")
    now = community.clock.now
    proof = Proof(issuer=line["issuer"], subject="ada_min", auth_time=now, asked_at=now, mfa=True)
    actor = here(community, sessions.start(community.desk, proof, community.browser())).actor
    assert actor is not None
    return actor


def counts(community: Community, actor: Actor) -> list[tuple[str, str, int]]:
    found = administration.memberships(community.desk, actor)
    return [(one.name, one.program_name, one.count) for one in found]


def test_places_on_open_cases_are_counted_by_person_and_program(community: Community) -> None:
    first, second = opened(community, "ana_cps_worker"), opened(community, "ana_cps_worker", called="Fern")
    sam = community.people["sam_cps_supervisor"]
    teams.assign(community.desk, community.actor("sam_cps_supervisor"), first, sam, new_id())
    actor = community.actor("adm_north")
    held = [("Ana Brook", "Child Protection", 2), ("Sam Reed", "Child Protection", 1)]
    assert counts(community, actor) == held
    cases.close(community.desk, community.actor("ana_cps_worker"), second, "work_done", new_id())
    assert counts(community, actor)[0][2] == 1
    assert log(community, "membership:count")[-1].objects == ()


def test_the_page_tells_a_number_and_a_month_and_nothing_of_a_case(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker", called="Bluebird")
    reference = cases.read(community.desk, community.actor("ana_cps_worker"), case_id).header.reference
    text = community.client("adm_north").get("/agency/places").text
    assert "1 open case" in text
    assert "November 2026" in text
    for word in (case_id, reference, "Bluebird", "21 November", "2026-11-21"):
        assert word not in text


def test_what_another_agency_does_changes_no_byte(community: Community) -> None:
    visitor = community.client("adm_north")
    before = visitor.get("/agency/places").text.split("<main")[1]
    case_id = opened(community, "det_lake")
    sergeant = community.people["sgt_lake"]
    teams.assign(community.desk, community.actor("sgt_lake"), case_id, sergeant, new_id())
    assert visitor.get("/agency/places").text.split("<main")[1] == before


def test_of_a_confidential_program_only_its_own_administrator_counts_and_only_under_a_release(
    community: Community,
) -> None:
    other = {"slug": "office", "agency": "safe_path", "name": "Office", "partner_type": "child_welfare"}
    roster.load(community.desk, {"programs": [{**other, "jurisdictions": ["us_federal"]}]})
    case_id = open_case(community)
    admit(community, case_id)
    assert counts(community, administrator(community, "advocates")) == [("Rosa Wren", "Community Advocates", 1)]
    advocate = community.actor("adv_safe")
    (hub,) = [one for one in releases.listed(community.desk, advocate, case_id) if one.names_hub]
    releases.revoke(community.desk, advocate, case_id, hub.id, "oral", new_id())
    assert counts(community, administrator(community, "advocates")) == []


def test_an_administrator_of_the_same_agency_does_not_count_its_confidential_program(community: Community) -> None:
    other = {"slug": "office", "agency": "safe_path", "name": "Office", "partner_type": "child_welfare"}
    roster.load(community.desk, {"programs": [{**other, "jurisdictions": ["us_federal"]}]})
    actor = administrator(community, "office")
    assert counts(community, actor) == []
    admit(community, open_case(community))
    assert counts(community, actor) == []  # not even that there is anybody


@pytest.mark.parametrize("slug", ["ana_cps_worker", "sam_cps_supervisor", "aud_north", "pri_privacy", "coo_harbor"])
def test_nobody_but_an_administrator_counts(community: Community, slug: str) -> None:
    with pytest.raises(Refused):
        administration.memberships(community.desk, community.actor(slug))


def test_an_administrator_reads_no_case_whatever_they_administer(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    visitor = community.client("adm_north")
    assert visitor.get(f"/cases/{case_id}").data == visitor.get("/nothing").data
    assert visitor.get("/cases").status_code == 404
