"""Room: tests. Records: filed once, corrected by newer ones, withdrawn; read by whoever the law lets, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from coordination.audit import keeper
from coordination.casework import answers, cases, record_forms, record_pages, records
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, RecordId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community

CANARY = "canary-told-in-the-kitchen"
REPORT = "suspected_exploitation_report"
NOTE = "child_protection_note"


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with police and the center."""
    return case_of_three(community)


def case_of_three(community: Community) -> CaseId:
    """A case of child protection: its worker and supervisor, a detective, the center's coordinator."""
    case_id = opened(community, "ana_cps_worker")
    assigned(community, case_id, "detectives", "sgt_lake", "det_lake")
    return assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")


def filed(community: Community, case: CaseId, form: str = NOTE, by: str = "ana_cps_worker", **typed: str) -> RecordId:
    words = {REPORT: "what_happened", NOTE: "note", "reporter": "name"}.get(form, "where")
    return records.file(community.desk, community.actor(by), case, form, {words: CANARY, **typed}, new_id())


def sequenced(community: Community) -> None:
    """Let the sequencer number what was written."""
    with keeper.keeping(community.hub.settings) as sequencer:
        sequencer.close(community.clock.now)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as found:
        act()
    return found.value.sentence


def test_a_filed_record_shows_program_author_times_zone_and_version(community: Community, case: CaseId) -> None:
    record = filed(community, case, happened_at="2026-11-20 09:15", **{answers.LEARNED: "2026-11-20 10:00"})
    page = record_pages.read(community.desk, community.actor("ana_cps_worker"), case, record)
    assert page.owner == "North County Human Services, Child Protection"
    assert page.version.author == "Ana Brook"
    assert page.version.filed == "21 November 2026, 09:00 CST"
    assert page.version.happened == "20 November 2026, 09:15 CST"
    assert page.version.learned == "20 November 2026, 10:00 CST"
    assert (page.version.number, page.versions) == (1, 1)
    assert CANARY in page.version.lines[-1].words


def test_reading_a_record_is_one_entry_that_names_it(community: Community, case: CaseId) -> None:
    record = filed(community, case)
    reader = community.actor("ana_cps_worker")
    before = len(entries_of(community))
    with community.desk.database.count() as tally:
        record_pages.read(community.desk, reader, case, record)
    (entry,) = entries_of(community)[before:]
    assert entry["action"] == "case:read"
    assert len(entry["objects"]) == 2
    assert tally.commits <= 4  # one of them wrote; the others end read transactions
    assert sum(text.startswith("INSERT") for text in tally.texts) == 1


def test_the_same_form_sent_twice_files_one_record(community: Community, case: CaseId) -> None:
    actor, key = community.actor("ana_cps_worker"), new_id()
    first = records.file(community.desk, actor, case, NOTE, {"note": "once"}, key)
    assert records.file(community.desk, actor, case, NOTE, {"note": "once"}, key) == first


def test_bad_input_files_nothing_and_says_why(community: Community, case: CaseId) -> None:
    before = len(entries_of(community))
    with pytest.raises(Invalid) as found:
        filed(community, case, note=" ", happened_at="yesterday")
    assert set(found.value.fields) == {"note", "happened_at"}
    assert all(entry["action"] != "record:file" for entry in entries_of(community)[before:])


def test_police_see_what_the_law_opens_and_the_center_does_not(community: Community, case: CaseId) -> None:
    record = filed(community, case, REPORT)
    page = record_pages.read(community.desk, community.actor("det_lake"), case, record)
    assert any(CANARY in line.words for line in page.version.lines)
    assert not page.may_correct
    assert not page.may_withdraw
    refused(lambda: record_pages.read(community.desk, community.actor("coo_harbor"), case, record))


def test_hidden_and_absent_are_refused_alike(community: Community, case: CaseId) -> None:
    hidden, viewer = filed(community, case, "reporter", kind="mandated"), community.actor("det_lake")
    other = opened(community, "ana_cps_worker")
    elsewhere = filed(community, other)
    before = len(entries_of(community))
    said = set()
    costs = []
    for case_id, record_id in (
        (case, hidden),
        (case, RecordId(new_id())),
        (case, elsewhere),  # a record of another case, by its bare id
        (other, elsewhere),
        (CaseId(new_id()), hidden),
    ):
        with community.desk.database.count() as tally:
            said.add(refused(lambda c=case_id, r=record_id: record_pages.read(community.desk, viewer, c, r)))  # type: ignore[misc]
        costs.append(tally.statements)
    assert len(said) == 1
    # On a case they see: there or not. Of a case they do not see: hidden or absent.
    assert costs[0] == costs[1] == costs[2]
    assert costs[3] == costs[4]
    written = entries_of(community)[before:]
    assert {(entry["action"], entry["outcome"]) for entry in written} == {("case:read", "refused")}
    assert written[0]["objects"] == written[1]["objects"] == written[2]["objects"]


def test_the_form_says_beforehand_who_will_be_able_to_see_it(community: Community, case: CaseId) -> None:
    actor = community.actor("ana_cps_worker")
    assert record_forms.new(community.desk, actor, case, REPORT).openness == (
        "Lakeside Police Department, Juvenile Detectives",
    )
    assert record_forms.new(community.desk, actor, case, "reporter").openness == ()


def test_only_team_members_of_an_open_case_get_its_forms(community: Community, case: CaseId) -> None:
    for slug in ("sam_cps_supervisor", "int_harbor", "adm_north", "aud_north", "pri_privacy", "adv_safe"):
        actor = community.actor(slug)
        refused(lambda a=actor: record_forms.forms(community.desk, a, case))  # type: ignore[misc]
        refused(lambda a=actor: record_forms.new(community.desk, a, case, "child"))  # type: ignore[misc]
        refused(lambda a=actor: records.file(community.desk, a, case, "child", {"called": "x"}, new_id()))  # type: ignore[misc]


def test_a_program_files_only_its_own_forms(community: Community, case: CaseId) -> None:
    refused(lambda: filed(community, case, NOTE, "det_lake"))
    detective = community.actor("det_lake")
    assert NOTE not in {form.slug for form in record_forms.forms(community.desk, detective, case)}


def test_a_correction_is_a_newer_version_and_the_older_one_is_kept(community: Community, case: CaseId) -> None:
    actor, first = community.actor("ana_cps_worker"), filed(community, case)
    blank = record_forms.correction(community.desk, actor, case, first)
    assert blank.typed["note"] == [CANARY]
    community.clock.forward(hours=1)
    second = records.correct(community.desk, actor, case, first, {"note": "mended"}, new_id())
    page = record_pages.read(community.desk, actor, case, first)
    assert (page.newest_id, page.versions, page.version.number, page.may_correct) == (second, 2, 1, False)
    history = record_pages.history(community.desk, actor, case, second)
    assert [version.number for version in history.versions] == [2, 1]
    assert [version.lines[0].words for version in history.versions] == [("mended",), (CANARY,)]


def test_the_second_correction_is_a_conflict_that_keeps_what_was_typed(community: Community, case: CaseId) -> None:
    actor, first = community.actor("ana_cps_worker"), filed(community, case)
    second = records.correct(community.desk, actor, case, first, {"note": "mine"}, new_id())
    theirs = {"note": "theirs", "safe": "no"}
    with pytest.raises(Conflict):
        records.correct(community.desk, actor, case, first, theirs, new_id())
    kept = record_forms.overtaken(community.desk, actor, case, first, theirs)
    assert kept.blank.typed == {"note": ["theirs"], "safe": ["no"]}
    assert kept.blank.corrects == second
    assert kept.newest.lines[0].words == ("mine",)
    third = records.correct(community.desk, actor, case, second, theirs, new_id())
    assert record_pages.read(community.desk, actor, case, third).version.number == 3
    assert entries_of(community)[-1]["action"] == "case:read"
    assert any(entry["outcome"] == "failed" and entry["reason"] == "conflict" for entry in entries_of(community))


def test_of_two_corrections_at_the_same_moment_one_wins(community: Community, case: CaseId) -> None:
    actor, first = community.actor("ana_cps_worker"), filed(community, case)

    def attempt(words: str) -> bool:
        try:
            records.correct(community.desk, actor, case, first, {"note": words}, new_id())
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(attempt, ["one", "two", "three", "four"]))
    assert sorted(won) == [False, False, False, True]
    assert len(record_pages.history(community.desk, actor, case, first).versions) == 2


def test_nobody_corrects_anothers_programs_record(community: Community, case: CaseId) -> None:
    report = filed(community, case, REPORT)
    detective = community.actor("det_lake")
    refused(lambda: records.correct(community.desk, detective, case, report, {"what_happened": "x"}, new_id()))
    refused(lambda: record_forms.correction(community.desk, detective, case, report))


def test_a_withdrawn_record_is_closed_to_all_but_the_owning_supervisor(community: Community, case: CaseId) -> None:
    author, detective = community.actor("ana_cps_worker"), community.actor("det_lake")
    record = filed(community, case, REPORT)
    community.clock.forward(minutes=5)
    record_pages.read(community.desk, detective, case, record)
    cases.read(community.desk, detective, case)
    community.clock.forward(minutes=5)
    records.withdraw(community.desk, author, case, record, "wrong_case", new_id())
    sequenced(community)
    for slug in ("ana_cps_worker", "det_lake", "coo_harbor", "sgt_lake"):
        actor = community.actor(slug)
        refused(lambda a=actor: record_pages.read(community.desk, a, case, record))  # type: ignore[misc]
        refused(lambda a=actor: record_pages.history(community.desk, a, case, record))  # type: ignore[misc]
    page = record_pages.read(community.desk, community.actor("sam_cps_supervisor"), case, record)
    assert page.withdrawn == "It was filed on the wrong case"
    seen = {(one.person, one.program, one.how) for one in page.readers}
    police = "Lakeside Police Department, Juvenile Detectives"
    assert ("Leo Marsh", police, "opened this record") in seen
    assert ("Leo Marsh", police, "opened the case, where it was listed") in seen


def test_after_withdrawal_the_type_is_no_longer_held(community: Community, case: CaseId) -> None:
    author, record = community.actor("ana_cps_worker"), filed(community, case, REPORT)
    facts = community.desk.facts(author, case)
    assert "report" in {held.information_type.value for held in facts.holdings}
    records.withdraw(community.desk, author, case, record, "wrong_case", new_id())
    facts = community.desk.facts(author, case)
    assert "report" not in {held.information_type.value for held in facts.holdings}


def test_only_the_author_or_the_owning_supervisor_withdraws(community: Community, case: CaseId) -> None:
    assigned_twice = filed(community, case, REPORT)
    for slug in ("det_lake", "sgt_lake", "coo_harbor"):
        actor = community.actor(slug)
        refused(lambda a=actor: records.withdraw(community.desk, a, case, assigned_twice, "wrong_case", new_id()))  # type: ignore[misc]
    supervisor = community.actor("sam_cps_supervisor")
    records.withdraw(community.desk, supervisor, case, assigned_twice, "filed_twice", new_id())
    refused(lambda: records.withdraw(community.desk, supervisor, case, assigned_twice, "filed_twice", new_id()))


def test_withdrawing_needs_a_reason_from_the_list(community: Community, case: CaseId) -> None:
    record = filed(community, case)
    with pytest.raises(Invalid):
        records.withdraw(community.desk, community.actor("ana_cps_worker"), case, record, "because of x", new_id())


def test_a_withdrawn_record_cannot_be_corrected(community: Community, case: CaseId) -> None:
    author, record = community.actor("ana_cps_worker"), filed(community, case)
    records.withdraw(community.desk, author, case, record, "wrong_case", new_id())
    refused(lambda: records.correct(community.desk, author, case, record, {"note": "x"}, new_id()))


def test_whereabouts_wait_for_a_second_factor(community: Community, case: CaseId) -> None:
    record = filed(community, case, "safe_contact")
    with pytest.raises(Refused) as found:
        record_pages.read(community.desk, community.actor("ana_cps_worker"), case, record)
    assert found.value.reason == "step_up"
    page = record_pages.read(community.desk, community.actor("ana_cps_worker", step_up=True), case, record)
    assert CANARY in page.version.lines[0].words
