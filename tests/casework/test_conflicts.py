"""Room: tests. The conflict list beats every role, shows to its keepers alone, and tells nobody what is hidden."""

from __future__ import annotations

import pytest

from coordination.casework import case_list, cases, conflicts
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, Handle, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community


@pytest.fixture
def case_id(community: Community) -> CaseId:
    """Open to a worker and her supervisor, a detective and his sergeant."""
    return assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")


def _reference(community: Community, case_id: CaseId, slug: str = "ana_cps_worker") -> str:
    return cases.read(community.desk, community.actor(slug), case_id).header.reference


def _shut_out(community: Community, by: str, reference: str, target: str) -> Handle:
    return Handle(conflicts.shut_out(community.desk, community.actor(by), reference, target, new_id()))


@pytest.mark.parametrize(
    ("kind", "shut"),
    [("person", {"det_lake"}), ("program", {"det_lake", "sgt_lake"}), ("agency", {"det_lake", "sgt_lake"})],
)
def test_person_program_and_agency_are_shut_out_at_once(
    community: Community, case_id: CaseId, kind: str, shut: set[str]
) -> None:
    program = community.programs["detectives"]
    target = {"person": community.people["det_lake"], "program": program.id, "agency": program.agency_id}[kind]
    handle = _shut_out(community, "pri_privacy", _reference(community, case_id), f"{kind}:{target}")
    for slug in ("det_lake", "sgt_lake", "ana_cps_worker"):
        actor = community.actor(slug)
        listed = {line.header.case_id for line in case_list.mine(community.desk, actor).lines}
        if slug in shut:
            assert not listed
            with pytest.raises(Refused):
                cases.read(community.desk, actor, case_id)
        else:
            assert listed == {case_id}
            cases.read(community.desk, actor, case_id)
    conflicts.lift(community.desk, community.actor("pri_privacy"), handle, new_id())
    cases.read(community.desk, community.actor("det_lake"), case_id)


def test_the_list_shows_to_who_set_it_and_to_their_privacy_officer(community: Community, case_id: CaseId) -> None:
    reference = _reference(community, case_id)
    target = f"person:{community.people['det_lake']}"
    _shut_out(community, "sam_cps_supervisor", reference, target)
    for slug, sees in (("sam_cps_supervisor", True), ("pri_privacy", True), ("sgt_lake", False), ("sup_harbor", False)):
        kept = conflicts.listed(community.desk, community.actor(slug))
        assert [found.reference for found in kept] == ([reference] if sees else []), slug
    for slug in ("ana_cps_worker", "det_lake", "aud_north", "adm_north"):
        with pytest.raises(Refused):
            conflicts.listed(community.desk, community.actor(slug))


def test_a_supervisor_cannot_lift_and_nobody_lifts_another_agencys(community: Community, case_id: CaseId) -> None:
    handle = _shut_out(
        community, "sgt_lake", _reference(community, case_id), f"person:{community.people['ana_cps_worker']}"
    )
    for slug in ("sgt_lake", "pri_privacy", "sam_cps_supervisor", "ana_cps_worker"):
        with pytest.raises(Refused):
            conflicts.lift(community.desk, community.actor(slug), handle, new_id())


@pytest.mark.parametrize("slug", ["pri_privacy", "sgt_lake"])
def test_an_unknown_reference_and_one_not_theirs_answer_alike(community: Community, slug: str) -> None:
    theirs = opened(community, "coo_harbor")
    reference = _reference(community, theirs, "coo_harbor")
    actor = community.actor(slug)
    answers = []
    for asked in (reference, "0000-0000", "no reference at all", ""):
        before = len(entries_of(community))
        with community.desk.database.count() as tally, pytest.raises(Refused) as refused:
            conflicts.shut_out(community.desk, actor, asked, f"person:{community.people['int_harbor']}", new_id())
        (entry,) = entries_of(community)[before:]
        said = {name: entry[name] for name in ("action", "outcome", "reason", "objects")}
        answers.append((str(refused.value), tally.statements, tally.commits, tally.texts, said))
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize("slug", ["ana_cps_worker", "det_lake", "aud_north", "adm_north"])
def test_other_roles_cannot_shut_anybody_out(community: Community, case_id: CaseId, slug: str) -> None:
    with pytest.raises(Refused):
        _shut_out(community, slug, _reference(community, case_id), f"person:{community.people['sgt_lake']}")


def test_nobody_shuts_out_themselves_or_a_stranger(community: Community, case_id: CaseId) -> None:
    reference = _reference(community, case_id)
    own = community.programs["cps"]
    for target in (f"program:{own.id}", f"agency:{own.agency_id}", f"person:{new_id()}", "", f"case:{case_id}"):
        with pytest.raises(Invalid):
            _shut_out(community, "sam_cps_supervisor", reference, target)


def test_reading_the_list_names_what_is_shown(community: Community, case_id: CaseId) -> None:
    handle = _shut_out(
        community, "pri_privacy", _reference(community, case_id), f"person:{community.people['det_lake']}"
    )
    conflicts.listed(community.desk, community.actor("pri_privacy"))
    assert entries_of(community)[-1]["objects"] == [handle]


def test_a_keeper_shut_out_later_no_longer_finds_the_case_on_the_list(community: Community, case_id: CaseId) -> None:
    reference = _reference(community, case_id)
    handle = _shut_out(community, "sam_cps_supervisor", reference, f"person:{community.people['det_lake']}")
    _shut_out(community, "pri_privacy", reference, f"person:{community.people['sam_cps_supervisor']}")
    assert conflicts.listed(community.desk, community.actor("sam_cps_supervisor")) == []
    assert handle in {kept.handle for kept in conflicts.listed(community.desk, community.actor("pri_privacy"))}
