"""Room: tests. Restrictions: closed to all but the named, supervisors included; somebody can always lift it."""

from __future__ import annotations

import pytest

from coordination.casework import cases, restrictions, teams
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

EVERYBODY = ("ana_cps_worker", "sam_cps_supervisor", "det_lake", "sgt_lake")


@pytest.fixture
def case_id(community: Community) -> CaseId:
    """Open to a worker and her supervisor, a detective and his sergeant."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def test_only_the_named_and_the_setter_enter(community: Community, case_id: CaseId) -> None:
    assert _who_enter(community, case_id) == set(EVERYBODY)
    named = [community.people["det_lake"]]
    restrictions.restrict(community.desk, community.actor("ana_cps_worker"), case_id, named, new_id())
    assert _who_enter(community, case_id) == {"ana_cps_worker", "det_lake"}


def test_people_who_could_not_enter_anyway_cannot_be_named(community: Community, case_id: CaseId) -> None:
    for slug in ("coo_harbor", "adv_safe", "aud_north", "pri_privacy"):
        with pytest.raises(Invalid):
            restrictions.restrict(
                community.desk, community.actor("sam_cps_supervisor"), case_id, [community.people[slug]], new_id()
            )
    assert _who_enter(community, case_id) == set(EVERYBODY)


def test_a_new_restriction_takes_the_place_of_the_old(community: Community, case_id: CaseId) -> None:
    desk, sam = community.desk, community.actor("sam_cps_supervisor")
    restrictions.restrict(desk, sam, case_id, [community.people["det_lake"]], new_id())
    restrictions.restrict(desk, sam, case_id, [community.people["ana_cps_worker"]], new_id())
    assert _who_enter(community, case_id) == {"ana_cps_worker", "sam_cps_supervisor"}
    restrictions.unrestrict(desk, sam, case_id, new_id())
    assert _who_enter(community, case_id) == set(EVERYBODY)


def test_another_programs_restriction_stands_until_they_lift_it(community: Community, case_id: CaseId) -> None:
    desk = community.desk
    named = [community.people["ana_cps_worker"]]
    restrictions.restrict(desk, community.actor("sgt_lake"), case_id, named, new_id())
    assert _who_enter(community, case_id) == {"sgt_lake", "ana_cps_worker"}
    with pytest.raises(Conflict):
        restrictions.unrestrict(desk, community.actor("ana_cps_worker"), case_id, new_id())
    restrictions.unrestrict(desk, community.actor("sgt_lake"), case_id, new_id())
    assert _who_enter(community, case_id) == set(EVERYBODY)


def test_the_coordinator_lifts_what_a_program_that_left_has_restricted(community: Community, case_id: CaseId) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    restrictions.restrict(desk, community.actor("sgt_lake"), case_id, [community.people["ana_cps_worker"]], new_id())
    teams.end_place(desk, ana, case_id, community.programs["detectives"].id, new_id())
    restrictions.unrestrict(desk, ana, case_id, new_id())
    assert _who_enter(community, case_id) == {"ana_cps_worker", "sam_cps_supervisor"}


@pytest.mark.parametrize("slug", ["det_lake", "coo_harbor", "aud_north", "adm_north", "pri_privacy"])
def test_who_neither_coordinates_nor_supervises_cannot_restrict(
    community: Community, case_id: CaseId, slug: str
) -> None:
    with pytest.raises(Refused):
        restrictions.restrict(community.desk, community.actor(slug), case_id, [], new_id())


def test_restricting_and_lifting_stand_in_the_access_log(community: Community, case_id: CaseId) -> None:
    sam = community.actor("sam_cps_supervisor")
    restrictions.restrict(community.desk, sam, case_id, [], new_id())
    restrictions.unrestrict(community.desk, sam, case_id, new_id())
    said = [found["action"] for found in entries_of(community) if found["outcome"] == "allowed"]
    assert said[-2:] == ["case:restrict", "case:unrestrict"]


def _who_enter(community: Community, case_id: CaseId) -> set[str]:
    found = set()
    for slug in EVERYBODY:
        try:
            cases.read(community.desk, community.actor(slug), case_id)
        except Refused:
            continue
        found.add(slug)
    return found
