"""Room: tests. A report at intake: decided by two people, never by one, and closed only when the proof is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from coordination_us_maine.intake import SCREENED_IN_TO_SCREEN, SCREENED_OUT_TO_DA
from sqlalchemy import update

from coordination.casework import intake, records
from coordination.declare.event import Event
from coordination.model.action import Action
from coordination.model.deadline import Deadline, State
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage import deadlines
from coordination.storage import records as drawer
from coordination.storage.deadline_tables import deadlines as table
from tests.casework.referred import sent, took
from tests.community import Visitor, make_community
from tests.databases import SqliteStore
from tests.maine import CALLED, Maine, settle

OUT = {
    "called_in_at": CALLED,
    "alleges": ["sex_trafficking"],
    "caregiver": "unknown",
    "decision": "screened_out",
    "why": "The police in Lewiston have it and no child of ours is concerned.",
}
IN = {**OUT, "decision": "screened_in", "why": "She told a teacher."}
CALL = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def maine(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maine]:
    """Maine's agencies, once: each test has a case of its own. No SQL is new here."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("maine") / "home"):
        yield settle(community)


@pytest.fixture
def case(maine: Maine) -> CaseId:
    """A case of child protection."""
    return maine.case()


@pytest.fixture
def report(maine: Maine, case: CaseId) -> RecordId:
    """A report on it."""
    return maine.report(case)


def page(case: CaseId, report: str, step: str = "") -> str:
    return f"/cases/{case}/reports/{report}{step}"


def owed(maine: Maine, case: CaseId, who: str = "ocfs_worker") -> list[Deadline]:
    desk, actor = maine.desk, maine.actor(who)
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return deadlines.open(cabinet, grant)


def screened(maine: Maine, case: CaseId, report: RecordId, decision: Mapping[str, object]) -> None:
    """Proposed by the worker, confirmed by the supervisor."""
    assert maine.client("ocfs_worker").send(page(case, report, "/propose"), decision).status_code == 303
    confirmed = maine.client("ocfs_supervisor").send(page(case, report, "/decide"), {"verdict": "confirmed"})
    assert confirmed.status_code == 303


# --- intake ----------------------------------------------------------------------------------------------------------


def test_report_needs_no_offender_no_guardian_and_no_name_of_the_reporter(maine: Maine, case: CaseId) -> None:
    """Minnesota: "regardless of relationship to alleged offenders"; Connecticut: without guardian as perpetrator."""
    form = {"form": "suspected_exploitation_report", "what_happened": "A car with out-of-state plates."}
    answer = maine.client("ocfs_worker").send(f"/cases/{case}/records/new", form)
    assert answer.status_code == 303


def test_reporter_is_filed_apart_and_no_other_program_gets_it(maine: Maine, case: CaseId, report: RecordId) -> None:
    worker = maine.client("ocfs_worker")
    assert "Write who made the report" in worker.get(page(case, report)).text
    typed = {"form": "reporter", "kind": "mandated", "name": "Zora Quill"}
    filed = worker.send(f"/cases/{case}/records/new", typed)
    assert filed.status_code == 303
    assert "Zora Quill" in worker.get(filed.location).text
    assert "Write who made the report" not in worker.get(page(case, report)).text
    assert "Zora Quill" not in worker.get(page(case, report)).text
    given = sent(maine, case, "pine_pd", by="ocfs_worker", kind="report", records=(report,))
    shown = maine.client("pine_pd_supervisor").get(f"/referrals/{given}").text
    assert "A teacher saw her get into a car." in shown
    assert "Zora Quill" not in shown


# --- the decision of two people --------------------------------------------------------------------------------------


def test_worker_proposes_and_another_person_who_supervises_confirms(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    screened(maine, case, report, OUT)
    text = maine.client("ocfs_other").get(page(case, report)).text
    assert "Confirmed by a supervisor" in text
    assert "Ocfs Worker" in text
    assert "Ocfs Supervisor" in text


def test_supervisors_are_told_that_a_decision_waits_and_whoever_proposed_that_it_came_back(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    worker, supervisor = maine.client("ocfs_worker"), maine.client("ocfs_supervisor")
    worker.send(page(case, report, "/propose"), OUT)
    assert f'href="/cases/{case}"' in _notices_of(supervisor, "waits for a supervisor’s decision")
    assert f'href="/cases/{case}"' not in _notices_of(worker, "waits for a supervisor’s decision")
    supervisor.send(page(case, report, "/decide"), {"verdict": "returned", "supervisor_said": "Ask again."})
    assert f'href="/cases/{case}"' in _notices_of(worker, "was returned to you")


def _notices_of(visitor: Visitor, words: str) -> str:
    lines = visitor.get("/notices").text.split("<li")
    return "".join(line for line in lines if words in line)


@pytest.mark.parametrize("who", ["ocfs_worker", "ocfs_other"])
def test_nobody_but_a_supervisor_confirms(maine: Maine, case: CaseId, report: RecordId, who: str) -> None:
    maine.client("ocfs_worker").send(page(case, report, "/propose"), OUT)
    answer = maine.client(who).send(page(case, report, "/decide"), {"verdict": "confirmed"})
    assert answer.status_code == 422
    assert owed_rules(maine, case) == set()


def test_supervisor_who_proposed_does_not_confirm_it_and_another_one_does(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    first = maine.client("ocfs_supervisor")
    assert first.send(page(case, report, "/propose"), OUT).status_code == 303
    answer = first.send(page(case, report, "/decide"), {"verdict": "confirmed"})
    assert answer.status_code == 422
    assert intake.NOT_ALONE in answer.text
    second = maine.client("ocfs_second_supervisor").send(page(case, report, "/decide"), {"verdict": "confirmed"})
    assert second.status_code == 303


def test_returned_with_a_reason_it_is_proposed_anew_and_every_step_stays(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    worker, supervisor = maine.client("ocfs_worker"), maine.client("ocfs_supervisor")
    worker.send(page(case, report, "/propose"), OUT)
    silent = supervisor.send(page(case, report, "/decide"), {"verdict": "returned"})
    assert silent.status_code == 422
    assert "Say what has to be looked at again." in silent.text
    said = {"verdict": "returned", "supervisor_said": "Ask the school who else saw it."}
    assert supervisor.send(page(case, report, "/decide"), said).status_code == 303
    again = worker.get(page(case, report)).text
    assert "Ask the school who else saw it." in again
    assert "The police in Lewiston have it" in again
    screened(maine, case, report, IN)
    text = worker.get(page(case, report)).text
    assert all(f"Step {number}," in text for number in (1, 2, 3, 4))


def test_second_proposal_and_second_verdict_are_told_that_somebody_was_first(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    screened(maine, case, report, OUT)
    again = maine.client("ocfs_other").send(page(case, report, "/propose"), IN)
    assert again.status_code == 409
    assert "proposed already" in again.text
    verdict = {"verdict": "returned", "supervisor_said": "No."}
    late = maine.client("ocfs_second_supervisor").send(page(case, report, "/decide"), verdict)
    assert late.status_code == 409
    assert "nothing to decide now" in late.text


def test_decision_is_not_written_by_hand_on_the_pages_of_records(maine: Maine, case: CaseId, report: RecordId) -> None:
    """Else one person could correct a proposal into a confirmed decision."""
    worker = maine.client("ocfs_worker")
    worker.send(page(case, report, "/propose"), OUT)
    (decision,) = decisions(maine, case)
    typed = {**OUT, "state": "confirmed"}
    by_hand = worker.send(f"/cases/{case}/records/{decision}/correct", typed)
    absent = worker.send(f"/cases/{case}/records/{new_id()}/correct", typed)
    assert (by_hand.status_code, by_hand.data) == (absent.status_code, absent.data)
    assert worker.get(f"/cases/{case}/records/{decision}/correct").status_code == 404
    filed = worker.send(f"/cases/{case}/records/new", {"form": "screening_decision", **typed})
    assert filed.status_code == 404
    assert worker.get(f"/cases/{case}/records/new?form=screening_decision").status_code == 404
    kept = worker.send(f"/cases/{case}/drafts", {"form": "screening_decision", "draft": new_id(), **typed})
    assert kept.status_code == 404
    assert "Correct this record" not in worker.get(f"/cases/{case}/records/{decision}").text
    assert decisions(maine, case) == [decision]


@pytest.mark.parametrize("step", ["", "/propose", "/decide", "/close"])
def test_report_of_another_program_is_absent_here(maine: Maine, case: CaseId, report: RecordId, step: str) -> None:
    stranger = maine.client("pine_pd_supervisor")
    asked = [page(case, report, step), page(case, new_id(), step), page(CaseId(new_id()), report, step)]
    answers = [stranger.send(one, OUT) if step else stranger.get(one) for one in asked]
    assert {(one.status_code, one.data) for one in answers} == {(404, answers[0].data)}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"called_in_at": "2026-12-24 08:00"}, "This is in the future. Check the date."),
        ({"called_in_at": "this morning"}, "Write the day and the time, like 2026-11-03 14:30."),
        ({"called_in_at": ""}, "Please answer this question."),
        ({"caregiver": "stranger"}, "Choose one of the answers shown."),
        ({"why": ""}, "Please answer this question."),
    ],
)
def test_bad_input_gets_a_sentence_keeps_what_was_typed_and_changes_nothing(
    maine: Maine, case: CaseId, report: RecordId, typed: dict[str, str], sentence: str
) -> None:
    answer = maine.client("ocfs_worker").send(page(case, report, "/propose"), {**OUT, "why": "Kept words.", **typed})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "why" in typed or "Kept words." in answer.text
    assert decisions(maine, case) == []


# --- screened out ----------------------------------------------------------------------------------------------------


def test_screened_out_starts_24_hours_from_the_call_and_not_from_the_decision(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    assert (
        "a referral to the appropriate District Attorney’s (DA) Office will be made within 24 hours of the report being"
        " called into intake." in SCREENED_OUT_TO_DA.quote
    )
    screened(maine, case, report, OUT)
    (one,) = owed(maine, case)
    assert one.rule == SCREENED_OUT_TO_DA.slug
    assert one.event is Event.SCREENED_OUT
    assert one.began_at == CALL
    assert one.due_at == CALL + timedelta(hours=24)
    assert SCREENED_OUT_TO_DA.title in maine.client("ocfs_worker").get(page(case, report)).text


def test_screened_out_report_is_not_closed_without_the_referral_to_the_district_attorney(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    worker = maine.client("ocfs_worker")
    early = worker.send(page(case, report, "/close"))
    assert early.status_code == 409
    screened(maine, case, report, OUT)
    refused = worker.send(page(case, report, "/close"))
    assert refused.status_code == 409
    assert SCREENED_OUT_TO_DA.title in refused.text
    sent(maine, case, "pine_pd", by="ocfs_worker", kind="report")  # police are not the district attorney
    assert worker.send(page(case, report, "/close")).status_code == 409
    sent(maine, case, "da", by="ocfs_worker", kind="report")
    assert worker.send(page(case, report, "/close")).status_code == 303
    assert "This report is closed." in worker.get(page(case, report)).text


def test_proof_on_the_deadline_closes_it_as_well_and_a_withdrawn_deadline_does_not(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    """Typed evidence stops the deadline; taking the deadline away proves nothing."""
    screened(maine, case, report, OUT)
    worker = maine.client("ocfs_worker")
    for state, status in ((State.WITHDRAWN, 409), (State.PAUSED, 409), (State.MET, 303)):
        with maine.desk.database.write((case,)) as connection:
            done = {"state": state.value, "done_at": maine.clock.now, "proved_at": maine.clock.now}
            connection.execute(update(table).where(table.c.case_id == case).values(done))
        assert worker.send(page(case, report, "/close")).status_code == status


def test_referral_taken_back_or_sent_before_the_call_closes_nothing(maine: Maine, case: CaseId) -> None:
    before = sent(maine, case, "da", by="ocfs_worker", kind="report")
    took(maine, before, "acknowledge", "da_worker")
    maine.clock.forward(minutes=10)
    try:
        report = maine.report(case, received_at="2026-11-21 10:05")
        screened(maine, case, report, {**OUT, "called_in_at": "2026-11-21 10:05"})
        worker = maine.client("ocfs_worker")
        assert worker.send(page(case, report, "/close")).status_code == 409
        taken = sent(maine, case, "da", by="ocfs_worker", kind="report")
        took(maine, taken, "void", "ocfs_worker", reason="sent_twice")
        assert worker.send(page(case, report, "/close")).status_code == 409
    finally:
        maine.clock.forward(minutes=-10)


def test_report_screened_in_owes_the_screening_tool_and_closes_without_the_district_attorney(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    assert "assessment staff will complete the HTCSEC screening tool" in SCREENED_IN_TO_SCREEN.quote
    screened(maine, case, report, {**IN, "alleges": ["labor_trafficking"]})
    assert owed_rules(maine, case) == {SCREENED_IN_TO_SCREEN.slug}
    assert maine.client("ocfs_worker").send(page(case, report, "/close")).status_code == 303


def test_report_screened_out_that_alleges_no_trafficking_owes_the_district_attorney_nothing(
    maine: Maine, case: CaseId, report: RecordId
) -> None:
    screened(maine, case, report, {**OUT, "alleges": ["other"]})
    assert owed(maine, case) == []
    assert maine.client("ocfs_worker").send(page(case, report, "/close")).status_code == 303


def test_verb_itself_refuses_a_report_that_another_program_filed(maine: Maine, case: CaseId, report: RecordId) -> None:
    with pytest.raises(Refused):
        intake.close(maine.desk, maine.actor("da_supervisor"), case, report, new_id())


def owed_rules(maine: Maine, case: CaseId) -> set[str]:
    return {one.rule for one in owed(maine, case)}


def decisions(maine: Maine, case: CaseId) -> list[RecordId]:
    desk, actor = maine.desk, maine.actor("ocfs_worker")
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return [one.id for one in drawer.open(cabinet, grant, forms=["screening_decision"])]


def test_withdrawn_report_has_no_decision_page(maine: Maine, case: CaseId, report: RecordId) -> None:
    records.withdraw(maine.desk, maine.actor("ocfs_worker"), case, report, "wrong_case", new_id())
    assert maine.client("ocfs_worker").get(page(case, report)).status_code == 404
