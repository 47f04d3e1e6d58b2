"""Room: tests. Teams: who invites, who assigns, when it ends, and what a confidential program's place tells nobody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from coordination.casework import case_list, cases, teams
from coordination.casework.desk import Work
from coordination.database.metadata import metadata
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.facts import CaseFacts
from coordination.model.ids import CaseId, PersonId, ProgramId, new_id
from coordination.storage import case_facts, team_rows
from coordination.storage.case_tables import memberships, places
from tests.casework.story import assigned, entries_of, invited, opened
from tests.community import START, Community


def test_an_invited_program_has_its_place_and_its_supervisor_assigns(community: Community) -> None:
    desk, case_id = community.desk, invited(community, opened(community, "ana_cps_worker"), "detectives")
    det = community.people["det_lake"]
    with pytest.raises(Refused):
        cases.read(desk, community.actor("det_lake"), case_id)
    teams.assign(desk, community.actor("sgt_lake"), case_id, det, new_id())
    page = cases.read(desk, community.actor("det_lake"), case_id)
    assert {line.program.slug for line in page.team.programs} == {"cps", "detectives"}
    with pytest.raises(Conflict):
        teams.assign(desk, community.actor("sgt_lake"), case_id, det, new_id())
    teams.end_member(desk, community.actor("sgt_lake"), case_id, det, new_id())
    with pytest.raises(Refused):
        cases.read(desk, community.actor("det_lake"), case_id)


@pytest.mark.parametrize("slug", ["det_lake", "sgt_lake", "coo_harbor", "aud_north", "adm_north", "pri_privacy"])
def test_only_the_coordinating_program_invites(community: Community, slug: str) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    with pytest.raises(Refused):
        teams.invite(community.desk, community.actor(slug), case_id, community.programs["cac"].id, new_id())


@pytest.mark.parametrize("slug", ["ana_cps_worker", "det_lake", "sgt_lake", "coo_harbor"])
def test_only_a_supervisor_of_the_program_assigns_its_people(community: Community, slug: str) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    with pytest.raises((Refused, Invalid)):
        teams.assign(community.desk, community.actor(slug), case_id, community.people["sam_cps_supervisor"], new_id())


@pytest.mark.parametrize("slug", ["det_lake", "aud_north", "adm_north", "pri_privacy", "new_person"])
def test_only_people_of_the_program_with_a_work_role_are_assigned(community: Community, slug: str) -> None:
    case_id = opened(community, "ana_cps_worker")
    person = community.people.get(slug, PersonId(new_id()))
    with pytest.raises(Invalid):
        teams.assign(community.desk, community.actor("sam_cps_supervisor"), case_id, person, new_id())


def test_an_unknown_program_or_one_there_already_is_not_invited(community: Community) -> None:
    ana, case_id = community.actor("ana_cps_worker"), invited(community, opened(community, "ana_cps_worker"), "cac")
    with pytest.raises(Invalid):
        teams.invite(community.desk, ana, case_id, ProgramId(new_id()), new_id())
    with pytest.raises(Conflict):
        teams.invite(community.desk, ana, case_id, community.programs["cac"].id, new_id())


def test_ending_a_place_ends_its_people(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    teams.end_place(desk, ana, case_id, community.programs["detectives"].id, new_id())
    for slug in ("det_lake", "sgt_lake"):
        with pytest.raises(Refused):
            cases.read(desk, community.actor(slug), case_id)
    invited(community, case_id, "detectives")  # invited again, its people must be assigned again
    with pytest.raises(Refused):
        cases.read(desk, community.actor("det_lake"), case_id)
    cases.read(desk, community.actor("sgt_lake"), case_id)


def test_the_coordinating_program_cannot_be_ended_and_an_offer_ends_with_its_place(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case_id = invited(community, opened(community, "ana_cps_worker"), "cac")
    with pytest.raises(Conflict):
        teams.end_place(desk, ana, case_id, community.programs["cps"].id, new_id())
    cases.offer(desk, ana, case_id, community.programs["cac"].id, new_id())
    teams.end_place(desk, ana, case_id, community.programs["cac"].id, new_id())
    assert cases.read(desk, ana, case_id).offered_to == ""
    with pytest.raises(Refused):
        cases.accept(desk, community.actor("coo_harbor"), case_id, new_id())


def test_inviting_a_confidential_program_changes_one_row_and_nothing_else(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    community.clock.forward(hours=3)
    ana = community.actor("ana_cps_worker")
    before = _everything(community)
    teams.invite(community.desk, ana, case_id, community.programs["advocates"].id, new_id())
    after = _everything(community)
    assert {name for name in after if after[name] != before[name]} == {"invitations", "act_keys", "entry"}
    (row,) = [row for row in after["invitations"] if row not in before["invitations"]]
    assert row["program_id"] == ana.program_id
    entry = entries_of(community)[-1]
    assert community.programs["advocates"].handle not in str(entry)


def test_a_confidential_place_shows_to_nobody_without_a_release_that_names_them(community: Community) -> None:
    desk, advocates = community.desk, community.programs["advocates"]
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    _place(community, case_id, "advocates", "adv_safe")
    for slug in ("ana_cps_worker", "sam_cps_supervisor", "det_lake", "sgt_lake"):
        actor = community.actor(slug)
        page, team = cases.read(desk, actor, case_id), teams.read(desk, actor, case_id)
        assert advocates.name not in str(page), slug
        assert advocates.id not in {line.program.id for line in team.team.programs}
        assert "Rosa Wren" not in str(page)
    ana = community.actor("ana_cps_worker")
    invitable = {program.id for program in teams.read(desk, ana, case_id).invitable}
    assert advocates.id in invitable  # as it was before they came
    with pytest.raises(Refused):
        teams.end_place(desk, ana, case_id, advocates.id, new_id())
    teams.invite(desk, ana, case_id, advocates.id, new_id())  # answered as if they were not there


def test_a_change_is_marked_only_for_programs_that_may_see_it(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    invited(community, case_id, "cac")
    community.clock.forward(hours=5)
    ana = community.actor("ana_cps_worker")

    def bump(*programs: str, header: bool = False) -> None:
        def work(w: Work) -> str:
            ids = [community.programs[slug].id for slug in programs]
            team_rows.bump(w.cabinet, w.grant, case_id, ids, header=header)
            return case_id

        community.desk.act(ana, Action.CASE_CLOSE, case_id, work, key=new_id())

    start = _changed(community, case_id)
    bump("cps")
    after = _changed(community, case_id)
    assert {key for key in after if after[key] != start[key]} == {("place", "cps"), ("member", "cps")}
    assert all(at.minute == at.second == at.microsecond == 0 for at in after.values())
    community.clock.forward(hours=1)
    bump("detectives")
    later = _changed(community, case_id)
    assert {key for key in later if later[key] != after[key]} == {("member", "detectives")}
    community.clock.forward(hours=1)
    bump("detectives", "cac", header=True)
    last = _changed(community, case_id)
    assert {key for key in last if last[key] != later[key]} == {
        ("member", "detectives"),
        ("place", "detectives"),
        ("place", "cac"),
    }


def test_the_new_member_finds_the_case_in_their_list(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    assert [line.header.case_id for line in case_list.mine(community.desk, community.actor("det_lake")).lines] == [
        case_id
    ]


def _place(community: Community, case_id: CaseId, program: str, person: str) -> CaseFacts:
    """A place and membership of a confidential program, as its own release to the hub would make them."""
    now = community.clock.now
    row = {"case_id": case_id, "program_id": community.programs[program].id, "since": now, "changed_at": now}
    with community.desk.database.write() as connection:
        connection.execute(places.insert().values(id=new_id(), invited_by=row["program_id"], **row))
        connection.execute(memberships.insert().values(id=new_id(), person_id=community.people[person], **row))
    return community.desk.facts(community.actor(person), case_id)


def _changed(community: Community, case_id: CaseId) -> dict[tuple[str, str], Any]:
    slugs = {program.id: slug for slug, program in community.programs.items()}
    with community.desk.consulting() as cabinet:
        found = {}
        for name, table in (("place", places), ("member", memberships)):
            query = select(table.c.program_id, table.c.changed_at).where(table.c.case_id == case_id)
            found.update({(name, slugs[program]): at for program, at in cabinet.connection.execute(query)})
        return found


def _everything(community: Community) -> dict[str, list[dict[str, Any]]]:
    """Every row the app may read, by table."""
    with community.desk.consulting() as cabinet:
        return {
            table.name: [
                dict(row)
                for row in cabinet.connection.execute(text(f'SELECT * FROM "{table.name}" ORDER BY 1, 2')).mappings()
            ]
            for table in metadata.tables.values()
        }


def test_whoever_comes_back_in_the_instant_they_left_is_on_the_team() -> None:
    """Found by the state machine: of two terms that begin at one instant any could count, by the order of a set."""
    for hours in range(24):
        at = START + timedelta(hours=hours)
        for rows in ([(at, at), (at, None)], [(at, None), (at, at)]):
            assert case_facts.dated(rows, 0)[-1] == (at, None)
