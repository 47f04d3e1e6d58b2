"""Room: tests. The mandated report: whom to call, and the proof that somebody did."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from coordination.casework import record_pages, records, reported
from coordination.model.actor import Actor
from coordination.model.ids import CaseId, new_id
from coordination.storage import record_tables
from tests.casework.story import entries_of
from tests.casework.test_records import CANARY, REPORT, case_of_three, filed, refused
from tests.community import Community


@pytest.fixture
def case(community: Community) -> CaseId:
    """A case of child protection, with police and the center."""
    return case_of_three(community)


def test_the_notice_gives_numbers_with_their_source_and_says_when_none_is_set(community: Community) -> None:
    actor = community.actor("ana_cps_worker")
    told = reported.notice(community.desk, actor, "")
    assert told.local == reported.UNSET
    assert not told.local_is_set
    assert all(number.number and number.source for number in told.numbers)
    assert told.numbers
    assert reported.notice(community.desk, actor, "555 0100").local == "555 0100"


def test_a_report_made_is_kept_with_the_record_it_is_about(community: Community, case: CaseId) -> None:
    actor, record = community.actor("ana_cps_worker"), filed(community, case, REPORT)
    typed = {"told": "County intake", "happened_at": "2026-11-21 08:30", "number": "MN-1"}
    made = reported.record(community.desk, actor, case, record, typed, new_id())
    page = record_pages.read(community.desk, actor, case, record)
    (shown,) = page.reports
    assert shown.record_id == made
    assert shown.happened == "21 November 2026, 08:30 CST"
    other = filed(community, case, REPORT)
    assert record_pages.read(community.desk, actor, case, other).reports == ()
    entry = next(entry for entry in entries_of(community) if entry["action"] == "record:reported")
    assert len(entry["objects"]) == 3


def test_a_corrected_report_made_stays_about_its_record(community: Community, case: CaseId) -> None:
    actor, record = community.actor("ana_cps_worker"), filed(community, case, REPORT)
    typed = {"told": "County intake", "happened_at": "2026-11-21 08:30"}
    made = reported.record(community.desk, actor, case, record, typed, new_id())
    newer = records.correct(community.desk, actor, case, made, {**typed, "number": "MN-2"}, new_id())
    (shown,) = record_pages.read(community.desk, actor, case, record).reports
    assert shown.record_id == newer


def test_nobody_reports_about_a_record_they_may_not_read(community: Community, case: CaseId) -> None:
    record = filed(community, case, REPORT)
    typed = {"told": "County intake", "happened_at": "2026-11-21 08:30"}
    center = community.actor("coo_harbor")
    refused(lambda: reported.record(community.desk, center, case, record, typed, new_id()))


def test_a_program_that_holds_no_reports_has_no_form_for_one(community: Community) -> None:
    told = reported.notice(community.desk, community.actor("adv_safe"), "")
    assert told.form is None
    assert told.sentence


def test_what_was_typed_never_reaches_the_access_log(community: Community, case: CaseId) -> None:
    record = filed(community, case, REPORT)
    actor: Actor = community.actor("ana_cps_worker")
    record_pages.read(community.desk, actor, case, record)
    records.correct(community.desk, actor, case, record, {"what_happened": CANARY + " again"}, new_id())
    assert CANARY not in str(entries_of(community))
    with community.desk.consulting((case,)) as cabinet:
        rows = cabinet.connection.execute(select(record_tables.records)).all()
    assert rows
    assert CANARY not in str(rows)
    assert CANARY.encode() not in b"".join(bytes(row.body) for row in rows)
