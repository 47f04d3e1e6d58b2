"""Room: tests. A report that was screened out: closed only when the district attorney has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from coordination_us_maine.intake import SCREENED_IN_TO_SCREEN, SCREENED_OUT_TO_DA
from sqlalchemy import update

from coordination.declare.event import Event
from coordination.model.deadline import State
from coordination.model.ids import CaseId, RecordId
from coordination.storage.deadline_tables import deadlines as table
from tests.casework.referred import sent, took
from tests.maine import Maine
from tests.web.at_intake import IN, OUT, owed, owed_rules, page, screened

CALL = datetime(2026, 11, 21, 13, 0, tzinfo=UTC)


@pytest.fixture
def case(maine: Maine) -> CaseId:
    """A case of child protection."""
    return maine.case()


@pytest.fixture
def report(maine: Maine, case: CaseId) -> RecordId:
    """A report on it."""
    return maine.report(case)


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
