"""Room: tests. A report at intake: decided by two people, never by one; who made it is kept apart."""

from __future__ import annotations

import pytest

from coordination.casework import intake, records
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, RecordId, new_id
from tests.casework.referred import sent
from tests.community import Visitor
from tests.maine import Maine
from tests.web.at_intake import IN, OUT, decisions, owed_rules, page, screened


@pytest.fixture
def case(maine: Maine) -> CaseId:
    """A case of child protection."""
    return maine.case()


@pytest.fixture
def report(maine: Maine, case: CaseId) -> RecordId:
    """A report on it."""
    return maine.report(case)


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


def test_verb_itself_refuses_a_report_that_another_program_filed(maine: Maine, case: CaseId, report: RecordId) -> None:
    with pytest.raises(Refused):
        intake.close(maine.desk, maine.actor("da_supervisor"), case, report, new_id())


def test_withdrawn_report_has_no_decision_page(maine: Maine, case: CaseId, report: RecordId) -> None:
    records.withdraw(maine.desk, maine.actor("ocfs_worker"), case, report, "wrong_case", new_id())
    assert maine.client("ocfs_worker").get(page(case, report)).status_code == 404
