"""Room: tests. Cases: opened from a nickname, closed and reopened, handed over, read by information type."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from coordination.audit.tables import entry
from coordination.casework import case_list, cases, restrictions, teams
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, case_id_of, new_id
from tests.casework.story import assigned, entries_of, invited, opened
from tests.community import Community

PAGE_STATEMENTS = 12  # four for the facts, its referrals, the entry, six for what it opens
REFUSAL_STATEMENTS = 2  # the header and the entry
LIST_STATEMENTS = 7  # three for page and facts, the visit, entry and mark, and one for what it opens


def test_a_nickname_opens_a_case(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    case_id = opened(community, "ana_cps_worker", called="Lark", age="about 14")
    page = cases.read(community.desk, ana, case_id)
    assert page.called == "Lark"
    assert page.coordinates
    assert page.header.open
    assert [line.program.slug for line in page.team.programs] == ["cps"]
    assert [mate.name for mate in page.team.programs[0].people] == ["Ana Brook"]
    reference = page.header.reference
    assert len(reference) == 9
    assert reference[4] == "-"
    assert not set(reference) & set("ILOU")


def test_a_case_without_a_name_for_the_child_is_not_opened(community: Community) -> None:
    before = entries_of(community)
    with pytest.raises(Invalid) as invalid:
        cases.open_case(community.desk, community.actor("ana_cps_worker"), {"age": "15"}, new_id())
    assert set(invalid.value.fields) == {"called"}
    assert entries_of(community)[len(before) + 1 :] == []  # the sign-in alone


def test_the_same_form_sent_twice_opens_one_case(community: Community) -> None:
    ana, key = community.actor("ana_cps_worker"), new_id()
    first = cases.open_case(community.desk, ana, {"called": "Lark"}, key)
    assert cases.open_case(community.desk, ana, {"called": "Lark"}, key) == first
    assert len(case_list.mine(community.desk, ana).lines) == 1


@pytest.mark.parametrize("slug", ["aud_north", "adm_north", "pri_privacy", "adv_safe", "sup_safe"])
def test_who_may_not_open_a_case_is_refused(community: Community, slug: str) -> None:
    with pytest.raises(Refused):
        opened(community, slug)


def test_closing_needs_a_reason_which_stands_in_the_access_log(community: Community) -> None:
    desk, ana = community.desk, community.actor("ana_cps_worker")
    case_id = opened(community, "ana_cps_worker")
    with pytest.raises(Invalid):
        cases.close(desk, ana, case_id, "bored", new_id())
    cases.close(desk, ana, case_id, "safe", new_id())
    assert not cases.read(desk, ana, case_id).header.open
    with pytest.raises(Refused):
        cases.close(desk, ana, case_id, "safe", new_id())
    cases.reopen(desk, ana, case_id, "new_report", new_id())
    assert cases.read(desk, ana, case_id).header.open
    said = [(found["action"], found["purpose"]) for found in entries_of(community)]
    assert ("case:close", "safe") in said
    assert ("case:reopen", "new_report") in said


def test_only_the_coordinating_program_closes(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    with pytest.raises(Refused):
        cases.close(community.desk, community.actor("det_lake"), case_id, "safe", new_id())


def test_coordination_changes_hands_when_it_is_accepted(community: Community) -> None:
    desk, ana, ben = community.desk, community.actor("ana_cps_worker"), community.actor("sup_harbor")
    case_id = invited(community, opened(community, "ana_cps_worker"), "cac")
    cac = community.programs["cac"].id
    cases.offer(desk, ana, case_id, cac, new_id())
    assert cases.read(desk, ana, case_id).offered_to
    with pytest.raises(Refused):  # a coordinator of that program who is not on the team
        cases.accept(desk, community.actor("coo_harbor"), case_id, new_id())
    cases.accept(desk, ben, case_id, new_id())
    page = cases.read(desk, ben, case_id)
    assert page.coordinates
    assert page.team.programs[0].people[0].name == "Ben Shore"  # whoever accepts is on the team at once
    assert not cases.read(desk, ana, case_id).coordinates
    with pytest.raises(Refused):
        cases.accept(desk, ben, case_id, new_id())


def test_coordination_is_offered_only_to_programs_on_the_team(community: Community) -> None:
    case_id = opened(community, "ana_cps_worker")
    for slug in ("cac", "advocates", "cps"):
        with pytest.raises(Invalid):
            cases.offer(
                community.desk, community.actor("ana_cps_worker"), case_id, community.programs[slug].id, new_id()
            )


def test_each_type_stands_with_its_reason(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    own = cases.read(community.desk, community.actor("ana_cps_worker"), case_id).types[0]
    assert own.access is Access.OPEN
    assert own.sentence == "You see this because your program filed it."
    assert [head.author_name for head, _title in own.records] == ["Ana Brook"]
    theirs = cases.read(community.desk, community.actor("det_lake"), case_id)
    assert all(line.sentence for line in theirs.types)


def test_a_locked_type_offers_the_request_and_shows_nothing_else(community: Community) -> None:
    case_id = assigned(community, opened(community, "ana_cps_worker", called="Lark"), "cac", "sup_harbor", "int_harbor")
    page = cases.read(community.desk, community.actor("int_harbor"), case_id)
    locked = [line for line in page.types if line.access is Access.KNOWN]
    assert locked
    assert all(line.asks and not line.records for line in locked)
    assert page.called == ""
    assert page.child == {}


def test_hidden_absent_and_malformed_cost_and_answer_the_same(community: Community) -> None:
    det = community.actor("det_lake")
    hidden = opened(community, "ana_cps_worker")
    seen = []
    for asked in (hidden, case_id_of(new_id()), case_id_of("../etc"), case_id_of("\x00' OR 1=1"), case_id_of("")):
        with community.desk.database.count() as tally, pytest.raises(Refused) as refused:
            cases.read(community.desk, det, asked)
        seen.append((str(refused.value), tally.statements, tally.commits, [*tally.texts]))
    assert all(answer == seen[0] for answer in seen)
    assert seen[0][1] == REFUSAL_STATEMENTS


def test_the_case_page_is_one_writing_commit_and_a_constant_number_of_statements(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    before = len(entries_of(community))
    with community.desk.database.count() as tally:
        cases.read(community.desk, ana, case_id)
    assert tally.statements == PAGE_STATEMENTS, tally.texts
    assert len([text for text in tally.texts if not text.lstrip().startswith(("SELECT", "WITH"))]) == 1
    assert len(entries_of(community)) == before + 1


def test_my_cases_is_one_entry_and_a_constant_number_of_statements(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    counts = set()
    for more in (1, 3, 30):
        for _ in range(more):
            opened(community, "ana_cps_worker")
        ana = community.actor("ana_cps_worker")
        before = len(entries_of(community))
        with community.desk.database.count() as tally:
            page = case_list.mine(community.desk, ana)
        counts.add(tally.statements)
        assert len(entries_of(community)) == before + 1
        assert entries_of(community)[-1]["objects"] == [line.header.handle for line in page.lines]
    assert counts == {LIST_STATEMENTS}


def test_my_cases_pages_by_25_without_gaps_or_doubles(community: Community) -> None:
    made = []
    for number in range(60):
        if number % 7 == 0:
            community.clock.forward(hours=1)
        made.append(opened(community, "ana_cps_worker", called=f"Lark {number}"))
    for slug in ("ana_cps_worker", "sam_cps_supervisor"):
        actor, after, found, sizes = community.actor(slug), None, list[CaseId](), list[int]()
        while True:
            page = case_list.mine(community.desk, actor, after)
            found += [line.header.case_id for line in page.lines]
            sizes.append(len(page.lines))
            after = page.after
            if after is None:
                break
        assert sizes == [25, 25, 10]
        assert sorted(found) == sorted(made)


def test_a_supervisor_who_is_also_a_member_sees_each_case_once(community: Community) -> None:
    desk, sam = community.desk, community.actor("sam_cps_supervisor")
    made = [opened(community, "ana_cps_worker") for _ in range(3)]
    teams.assign(desk, sam, made[0], sam.person_id, new_id())
    community.clock.forward(hours=2)
    teams.end_member(desk, sam, made[0], sam.person_id, new_id())
    teams.assign(desk, sam, made[0], sam.person_id, new_id())
    teams.assign(desk, sam, made[1], sam.person_id, new_id())
    teams.end_member(desk, sam, made[1], sam.person_id, new_id())
    page = case_list.mine(desk, community.actor("sam_cps_supervisor"))
    assert sorted(line.header.case_id for line in page.lines) == sorted(made)


def test_what_changed_since_the_last_visit_is_marked_and_a_reload_keeps_the_mark(community: Community) -> None:
    desk = community.desk
    one, two = opened(community, "ana_cps_worker"), opened(community, "ana_cps_worker")
    community.clock.forward(hours=1)
    case_list.mine(desk, community.actor("ana_cps_worker"))
    community.clock.forward(hours=5)
    cases.close(desk, community.actor("ana_cps_worker"), one, "safe", new_id())
    community.clock.forward(hours=1)
    for _ in range(2):
        page = case_list.mine(desk, community.actor("ana_cps_worker"))
        assert {line.header.case_id: line.changed for line in page.lines} == {one: True, two: False}
        community.clock.forward(minutes=10)
    community.clock.forward(hours=2)
    again = case_list.mine(desk, community.actor("ana_cps_worker"))
    assert not any(line.changed for line in again.lines)


def test_a_list_shows_a_name_only_where_identity_is_open(community: Community) -> None:
    assigned(community, opened(community, "ana_cps_worker", called="Lark"), "cac", "sup_harbor", "int_harbor")
    (line,) = case_list.mine(community.desk, community.actor("int_harbor")).lines
    assert line.called == ""
    assert line.header.reference
    (own,) = case_list.mine(community.desk, community.actor("ana_cps_worker")).lines
    assert own.called == "Lark"


def test_a_role_that_works_on_no_cases_has_no_list(community: Community) -> None:
    for slug in ("aud_north", "adm_north", "pri_privacy"):
        with pytest.raises(Refused):
            case_list.mine(community.desk, community.actor(slug))


def test_the_list_follows_restriction_at_once(community: Community) -> None:
    desk = community.desk
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    assert len(case_list.mine(desk, community.actor("det_lake")).lines) == 1
    restrictions.restrict(desk, community.actor("sam_cps_supervisor"), case_id, [], new_id())
    assert case_list.mine(desk, community.actor("det_lake")).lines == ()
    with pytest.raises(Refused):
        cases.read(desk, community.actor("ana_cps_worker"), case_id)
    with pytest.raises(Conflict):
        teams.invite(
            desk, community.actor("sam_cps_supervisor"), case_id, community.programs["detectives"].id, new_id()
        )
    assert Action.CASE_UNRESTRICT in cases.read(desk, community.actor("sam_cps_supervisor"), case_id).actions


def test_opening_a_case_is_one_entry_that_names_case_and_record(community: Community) -> None:
    ana = community.actor("ana_cps_worker")
    before = len(entries_of(community))
    with community.desk.database.count() as tally:
        cases.open_case(community.desk, ana, {"called": "Lark"}, new_id())
    assert tally.commits == 1
    (made,) = entries_of(community)[before:]
    assert made["action"] == "case:open"
    assert len(made["objects"]) == 2
    with community.desk.consulting() as cabinet:
        assert cabinet.connection.execute(select(func.count()).select_from(entry)).scalar_one() == before + 1
