"""Room: tests. A confidential program beside the others: its release to the hub holds up all that it shares or asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordination.casework import cases, hub_codes, records, releases, requests, teams
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, new_id
from tests.casework.test_releases import admit, hub_paper, last_entry, open_case, paper, release, seen
from tests.community import Community


def test_the_release_that_names_the_hub_sent_twice_is_recorded_once_and_shown_twice(community: Community) -> None:
    case_id, key, advocate = open_case(community), new_id(), community.actor("adv_safe")
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    for _time in range(2):
        assert releases.name_hub(community.desk, advocate, code, hub_paper(community), key) == case_id
    assert len(releases.listed(community.desk, advocate, case_id)) == 1


def test_a_key_spent_on_another_action_does_not_pass_for_done(community: Community) -> None:
    case_id, key, worker = open_case(community), new_id(), community.actor("ana_cps_worker")
    found = releases.record(community.desk, worker, case_id, paper(community, ("cac",), ("identity",)), key)
    with pytest.raises(Conflict):
        releases.revoke(community.desk, worker, case_id, found, "oral", key)
    assert last_entry(community)["outcome"] == "failed"
    assert seen(community, "int_harbor", case_id)["cps", "identity"] is Access.OPEN


def test_when_the_hub_release_is_stopped_the_programs_other_releases_open_nothing_either(community: Community) -> None:
    """Nobody of the program could stop them any more: the case is closed to it."""
    case_id = open_case(community)
    admit(community, case_id)
    advocate = community.actor("adv_safe")
    records.file(community.desk, advocate, case_id, "advocacy_note", {"note": "Rode along."}, new_id())
    release(community, case_id, "adv_safe", paper(community, ("cac",), ("advocacy",)))
    assert seen(community, "int_harbor", case_id)["advocates", "advocacy"] is Access.OPEN
    (hub,) = [one for one in releases.listed(community.desk, advocate, case_id) if one.names_hub]
    releases.revoke(community.desk, advocate, case_id, hub.id, "oral", new_id())
    assert not [line for line in seen(community, "int_harbor", case_id) if line[0] == "advocates"]
    page = teams.read(community.desk, community.actor("int_harbor"), case_id)
    assert "advocates" not in {one.program.slug for one in page.team.programs}


def test_a_confidential_program_asks_nobody_to_whom_its_release_does_not_name_it(community: Community) -> None:
    """A request shows who asks; child protection must not learn from one that the advocates serve the child."""
    case_id = open_case(community)
    note = {"note": "Home visit."}
    records.file(community.desk, community.actor("ana_cps_worker"), case_id, "child_protection_note", note, new_id())
    admit(community, case_id)
    advocate, cps = community.actor("adv_safe"), community.programs["cps"].id

    def ask() -> None:
        requests.make(community.desk, advocate, case_id, cps, "child_protection", "services", new_id())

    with pytest.raises(Refused):
        ask()
    assert not any(line.asks for line in cases.read(community.desk, advocate, case_id).types)
    assert requests.listed(community.desk, community.actor("sam_cps_supervisor")).received == ()
    release(community, case_id, "adv_safe", paper(community, ("cps",), ("advocacy",)))
    ask()
    assert len(requests.listed(community.desk, community.actor("sam_cps_supervisor")).received) == 1


def test_whoever_is_shown_the_place_is_not_told_beside_it_that_it_is_not_shown(community: Community) -> None:
    case_id, ana = open_case(community), community.actor("ana_cps_worker")
    teams.invite(community.desk, ana, case_id, community.programs["advocates"].id, new_id())
    admit(community, case_id)
    reader, silent = community.client("ana_cps_worker"), "Whether they take part is not shown here."
    pages = (f"/cases/{case_id}", f"/cases/{case_id}/team")
    assert all(silent in reader.get(page).text for page in pages)
    release(community, case_id, "adv_safe", paper(community, ("cps",), ("advocacy",)))
    for page in pages:
        text = reader.get(page).text
        assert silent not in text
        assert "Rosa Wren" in text


def _again(community: Community, case_id: CaseId, advocate: Actor) -> None:
    """The advocates, perhaps on the case already, record a release that names the hub."""
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case_id, new_id())
    releases.name_hub(community.desk, advocate, code, hub_paper(community, types=("advocacy", "identity")), new_id())


def test_a_second_release_to_the_hub_is_not_signed_by_somebody_to_whom_nothing_may_be_told(
    community: Community,
) -> None:
    """The first is signed before the program has any list; it holds for the second as for every release (page 33)."""
    case_id, advocate = open_case(community), community.actor("adv_safe")
    _again(community, case_id, advocate)
    parent = str(hub_paper(community)["signer_2_name"])
    shut = {"name": parent.upper(), "says": "youth"}
    records.file(community.desk, advocate, case_id, "never_disclose", shut, new_id())
    with pytest.raises(Invalid) as refused:
        _again(community, case_id, advocate)
    assert "signers" in refused.value.fields


def test_a_second_release_to_the_hub_ends_at_18_by_the_programs_own_record(community: Community) -> None:
    """Nobody else signs for somebody who is 18 by the birth date that the program itself wrote down (page 32)."""
    case_id, advocate = open_case(community), community.actor("adv_safe")
    _again(community, case_id, advocate)
    child = {"called": "Wren", "born": "2008-12-01"}
    records.file(community.desk, advocate, case_id, "child", child, new_id())
    _again(community, case_id, advocate)
    ends = [one.ends_at_majority for one in releases.listed(community.desk, advocate, case_id) if one.names_hub]
    assert ends == [datetime(2026, 12, 1, 6, tzinfo=UTC)] * 2
    community.clock.now = datetime(2026, 12, 1, 6, tzinfo=UTC)
    with pytest.raises(Refused):
        cases.read(community.desk, advocate, case_id)
