"""Room: tests. A deadline is told, proved, paused and withdrawn by the program that owes it, and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.audit.grant import Grant
from coordination.casework import cases, deadline_acts, deadline_pages
from coordination.declare.deadline import DeadlineRule
from coordination.declare.event import Event
from coordination.model.deadline import Channel, DeadlineFacts, Proof, Standing
from coordination.model.deadline_page import DeadlinePage
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, DeadlineId, new_id
from coordination.partners.catalog import Catalog
from coordination.storage import deadline_facts, deadline_proofs
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadline_proofs as proofs
from tests.casework.overdue import local, proof, shown, told
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community, make_community
from tests.databases import SqliteStore


@pytest.fixture(scope="module")
def community(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, built once: each test has a case of its own. tests/casework/test_deadlines.py has both engines."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("acts") / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with the center and police on it."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "cac", "sup_harbor", "coo_harbor")
    return assigned(community, case_id, "detectives", "sgt_lake", "det_lake")


def prove(community: Community, case: CaseId, one: DeadlineId, by: str = "ana_cps_worker", **typed: str) -> None:
    deadline_acts.prove(community.desk, community.actor(by), case, one, proof(community, **typed), new_id())


def page(community: Community, case: CaseId, one: DeadlineId, who: str = "ana_cps_worker") -> DeadlinePage:
    return deadline_pages.read(community.desk, community.actor(who), case, one)


def test_event_told_late_shows_as_recorded_late_and_hides_nothing(community: Community, case: CaseId) -> None:
    one = told(community, case, learned_at=local(community.clock.now - timedelta(hours=25)))
    found = page(community, case, one)
    assert found.deadline.late_when_recorded
    assert found.standing is Standing.BREACHED
    assert found.deadline.learned_at < found.deadline.due_at < found.deadline.recorded_at


def test_only_events_that_start_something_and_have_no_page_are_offered(community: Community, case: CaseId) -> None:
    def events(who: str) -> set[Event]:
        return set(deadline_acts.starting(community.desk, community.actor(who), case))

    assert Event.TRAFFICKING_IDENTIFIED in events("ana_cps_worker")
    assert not events("ana_cps_worker") & deadline_acts.TOLD_ELSEWHERE
    assert Event.MISSING_REPORT_RECEIVED in events("det_lake")
    assert Event.MISSING_REPORT_RECEIVED not in events("ana_cps_worker")
    assert Event.FOREIGN_CHILD_DISCOVERED not in events("coo_harbor")  # an official's duty, and a center is none


def test_proof_stops_the_deadline_and_says_who_when_how_whom_and_which_number(
    community: Community, case: CaseId
) -> None:
    one = told(community, case)
    community.clock.forward(hours=2)
    prove(community, case, one, said="Called twice.")
    found = page(community, case, one)
    assert found.standing is Standing.MET
    ((kept, by),) = found.proofs
    assert (kept.who, kept.channel, kept.told) == ("Ana", Channel.PHONE, "Sergeant Lake, badge 12")
    assert (kept.number, kept.said, by) == ("26-1187", "Called twice.", "Ana Brook")


def test_proof_lies_sealed_and_opens_only_where_it_belongs(community: Community, case: CaseId) -> None:
    one, other = told(community, case), told(community, case)
    prove(community, case, one)
    prove(community, case, other, told="Somebody else")
    with community.desk.consulting([case]) as cabinet:
        rows = cabinet.connection.execute(proofs.select().where(proofs.c.case_id == case)).all()
    assert len(rows) == len({row.body for row in rows}) == 2
    assert not [row for row in rows if b"Sergeant" in row.body or b"26-1187" in row.body]


SENTENCES = {
    "done_at": ("tomorrow", "Write the day"),
    "who": ("", "Write who did it."),
    "channel": ("pigeon", "Choose how it was done."),
    "told": ("", "Write whom you told"),
    "number": ("", "Write the reference number"),
    "said": ("x" * 4_001, "too long"),
}


@pytest.mark.parametrize("field", SENTENCES)
def test_what_is_missing_or_wrong_gets_its_sentence_and_changes_nothing(
    community: Community, case: CaseId, field: str
) -> None:
    one, (typed, sentence) = told(community, case), SENTENCES[field]
    with pytest.raises(Invalid) as caught:
        prove(community, case, one, **{field: typed})
    assert set(caught.value.fields) == {field}
    assert sentence in caught.value.fields[field]
    assert page(community, case, one).proofs == ()


def test_proof_from_the_future_is_not_taken_and_one_from_before_the_event_only_with_words(
    community: Community, case: CaseId
) -> None:
    one = told(community, case)
    with pytest.raises(Invalid) as caught:
        prove(community, case, one, done_at=local(community.clock.now + timedelta(hours=1)))
    assert "future" in caught.value.fields["done_at"]
    early = local(community.clock.now - timedelta(hours=3))
    with pytest.raises(Invalid) as caught:
        prove(community, case, one, done_at=early)
    assert "before it began" in caught.value.fields["done_at"]
    prove(community, case, one, done_at=early, said="Police knew it first and told us that they had it.")
    assert page(community, case, one).standing is Standing.MET


def test_of_two_proofs_at_once_one_wins_and_the_other_is_told(community: Community, case: CaseId) -> None:
    one = told(community, case)
    prove(community, case, one)
    with pytest.raises(Conflict, match="proved this first"):
        prove(community, case, one, "sam_cps_supervisor", told="Another desk")
    assert [kept.told for kept, _ in page(community, case, one).proofs] == ["Sergeant Lake, badge 12"]


def test_two_who_both_saw_no_proof_keep_one(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What both workers read before either wrote, put to the drawer twice: the second is a Conflict."""
    one = told(community, case)
    with community.desk.consulting([case]) as cabinet:
        seen = deadline_facts.facts_of_deadline(cabinet, case, one)
    assert isinstance(seen, DeadlineFacts)
    prove(community, case, one)
    monkeypatch.setattr(deadline_facts, "facts_of_deadline", lambda *_: seen)
    with pytest.raises(Conflict, match="proved this first"):
        prove(community, case, one)


def test_corrected_proof_is_a_newer_one_and_the_first_stays(community: Community, case: CaseId) -> None:
    one = told(community, case)
    prove(community, case, one)
    community.clock.forward(hours=30)
    prove(community, case, one, seen="1", number="26-1188")
    found = page(community, case, one)
    assert [(kept.place, kept.number) for kept, _ in found.proofs] == [(2, "26-1188"), (1, "26-1187")]
    assert found.standing is Standing.MET_LATE


def test_whoever_has_not_seen_the_newest_proof_corrects_nothing(community: Community, case: CaseId) -> None:
    one = told(community, case)
    for seen in ("1", "7", "many"):
        if seen == "many":
            prove(community, case, one)
        with pytest.raises(Conflict):
            prove(community, case, one, seen=seen)


def test_proof_of_the_oral_report_starts_the_written_one_once(community: Community, case: CaseId) -> None:
    one = told(community, case, "det_lake", event="mandated_suspicion")
    community.clock.forward(hours=1)
    prove(community, case, one, "det_lake")
    rules = [found.rule for found in shown(community, case, "det_lake")]
    assert sorted(rules) == ["mn_oral_report", "mn_written_report"]
    prove(community, case, one, "det_lake", seen="1")
    assert len(shown(community, case, "det_lake")) == 2


def test_that_somebody_reported_shows_to_nobody_else_on_the_team(community: Community, case: CaseId) -> None:
    one = told(community, case, "det_lake", event="mandated_suspicion")
    for who in ("ana_cps_worker", "coo_harbor", "sam_cps_supervisor"):
        with pytest.raises(Refused):
            page(community, case, one, who)
        assert shown(community, case, who) == []


def test_another_program_reads_one_that_is_open_to_it_and_acts_on_none(community: Community, case: CaseId) -> None:
    one = told(community, case)  # screening of child protection, which law opens to police
    found = page(community, case, one, "det_lake")
    assert not found.own
    assert not found.may_withdraw
    with pytest.raises(Refused):
        prove(community, case, one, "det_lake")
    with pytest.raises(Refused):
        deadline_acts.withdraw(community.desk, community.actor("sgt_lake"), case, one, "not_owed", new_id())
    with pytest.raises(Refused):
        page(community, case, one, "coo_harbor")


def test_closed_case_starts_nothing_and_its_deadlines_are_still_proved(community: Community, case: CaseId) -> None:
    one = told(community, case)
    sam = community.actor("sam_cps_supervisor")
    cases.close(community.desk, sam, case, "work_done", new_id(), despite="proof_follows")
    with pytest.raises(Refused):
        told(community, case)
    prove(community, case, one)
    assert page(community, case, one).standing is Standing.MET


def test_supervisor_who_is_no_member_proves_and_withdraws(community: Community, case: CaseId) -> None:
    one, other = told(community, case), told(community, case)
    prove(community, case, one, "sam_cps_supervisor")
    ana, sam = community.actor("ana_cps_worker"), community.actor("sam_cps_supervisor")
    with pytest.raises(Refused):
        deadline_acts.withdraw(community.desk, ana, case, other, "started_twice", new_id())
    with pytest.raises(Invalid):
        deadline_acts.withdraw(community.desk, sam, case, other, "no reason", new_id())
    deadline_acts.withdraw(community.desk, sam, case, other, "started_twice", new_id())
    found = page(community, case, other)
    assert (found.standing, found.ended) == (Standing.WITHDRAWN, "It was started twice")
    with pytest.raises(Conflict, match="withdrawn"):
        prove(community, case, other)
    with pytest.raises(Conflict):
        deadline_acts.withdraw(community.desk, sam, case, one, "started_twice", new_id())


def test_without_a_pause_in_the_law_nobody_pauses(community: Community, case: CaseId) -> None:
    one = told(community, case)
    with pytest.raises(Conflict, match="no pause"):
        deadline_acts.pause(community.desk, community.actor("ana_cps_worker"), case, one, new_id())
    assert page(community, case, one).standing is Standing.DUE


def with_a_pause(community: Community, patch: pytest.MonkeyPatch) -> None:
    """As if the law of this hub had a pause for every deadline, with its citation."""
    known = Catalog.deadline_rule

    def pausing(catalog: Catalog, slug: str, version: int) -> DeadlineRule | None:
        rule = known(catalog, slug, version)
        return rule and replace(rule, pause="Some Act, section 5")

    patch.setattr(Catalog, "deadline_rule", pausing)


def test_pause_moves_the_due_instant_by_as_long_as_it_stood(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_pause(community, monkeypatch)
    one, ana = told(community, case), community.actor("ana_cps_worker")
    before = page(community, case, one).deadline
    deadline_acts.pause(community.desk, ana, case, one, new_id())
    assert page(community, case, one).standing is Standing.PAUSED
    community.clock.forward(hours=50)
    assert page(community, case, one).standing is Standing.PAUSED
    deadline_acts.resume(community.desk, community.actor("ana_cps_worker"), case, one, new_id())
    after = page(community, case, one).deadline
    assert after.due_at - before.due_at == after.at_risk_at - before.at_risk_at == timedelta(hours=50)
    assert page(community, case, one).standing is Standing.DUE


def test_what_is_overdue_or_paused_or_over_is_not_paused(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_pause(community, monkeypatch)
    one, desk = told(community, case), community.desk
    deadline_acts.pause(desk, community.actor("ana_cps_worker"), case, one, new_id())
    with pytest.raises(Conflict):
        deadline_acts.pause(desk, community.actor("ana_cps_worker"), case, one, new_id())
    deadline_acts.resume(desk, community.actor("ana_cps_worker"), case, one, new_id())
    with pytest.raises(Conflict):
        deadline_acts.resume(desk, community.actor("ana_cps_worker"), case, one, new_id())
    community.clock.forward(hours=24, seconds=1)
    with pytest.raises(Conflict, match="overdue"):
        deadline_acts.pause(desk, community.actor("ana_cps_worker"), case, one, new_id())


def test_entry_names_the_deadline_and_not_what_was_typed(community: Community, case: CaseId) -> None:
    one = told(community, case)
    handle = page(community, case, one).deadline.handle
    prove(community, case, one)
    last = entries_of(community)[-1]
    assert (last["action"], last["outcome"]) == ("deadline:prove", "allowed")
    assert handle in last["objects"]
    assert "Sergeant" not in str(entries_of(community))


def test_a_drawer_that_lets_the_second_proof_in_turns_this_red(
    community: Community, case: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: without the number of the proof that was seen, two proofs at once would both be kept."""
    one, keep = told(community, case), deadline_proofs.prove
    prove(community, case, one)

    def careless(cabinet: Cabinet, grant: Grant, deadline: DeadlineFacts, given: Proof) -> None:
        keep(cabinet, grant, deadline, replace(given, place=deadline.proofs + 1))

    monkeypatch.setattr(deadline_proofs, "prove", careless)
    prove(community, case, one)
    assert len(page(community, case, one).proofs) == 2
