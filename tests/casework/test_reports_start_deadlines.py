"""Room: tests. A report that is filed starts what is owed because of it, from the time of the call, and once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from coordination.casework import records
from coordination.casework.desk import Desk
from coordination.declare import Basis, DeadlineRule, Event, InformationType, Unit
from coordination.model.action import Action
from coordination.model.deadline import Deadline
from coordination.model.ids import CaseId, new_id
from coordination.storage import deadlines
from tests.casework.story import opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

REPORT = "suspected_exploitation_report"
CALL = datetime(2026, 11, 21, 13, 30, tzinfo=UTC)
RULES = tuple(
    DeadlineRule(
        slug=event.value,
        version=1,
        title="Answer the report",
        event=event,
        basis=Basis.HAPPENED,
        amount=24,
        unit=Unit.ELAPSED_HOURS,
        owed_by=frozenset({"child_welfare"}),
        information_type=InformationType.CHILD_PROTECTION,
        citation="A rule of this test",
        quote="Within 24 hours of the report.",
        source="this test",
    )
    for event in (Event.REPORT_CALLED_IN, Event.REPORT_RECEIVED)
)


@pytest.fixture(scope="module")
def community(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community, once. No SQL is new here."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("reports") / "home")


@pytest.fixture
def desk(community: Community) -> Desk:
    """A desk where Minnesota's law has these two rules and no other."""
    catalog = community.desk.catalog
    minnesota = replace(catalog.jurisdictions["us_minnesota"], deadlines=RULES)
    places = MappingProxyType({**catalog.jurisdictions, "us_minnesota": minnesota})
    return replace(community.desk, catalog=replace(catalog, jurisdictions=places))


def owed(community: Community, desk: Desk, case: CaseId) -> list[Deadline]:
    actor = community.actor("ana_cps_worker")
    grant = desk.ask(actor, Action.CASE_READ, desk.facts(actor, case))
    with desk.opened(grant) as cabinet:
        return deadlines.open(cabinet, grant)


def test_report_starts_both_events_from_the_call_and_a_correction_starts_nothing_twice(
    community: Community, desk: Desk
) -> None:
    case, ana = opened(community, "ana_cps_worker"), community.actor("ana_cps_worker")
    typed = {"what_happened": "A stranger drove her.", "received_at": "2026-11-21 07:30"}
    report = records.file(desk, ana, case, REPORT, typed, new_id())
    found = owed(community, desk, case)
    assert {one.rule for one in found} == {rule.slug for rule in RULES}
    assert {one.cause for one in found} == {report}
    assert {one.began_at for one in found} == {CALL}
    assert {one.due_at for one in found} == {CALL + timedelta(hours=24)}
    records.correct(desk, ana, case, report, {**typed, "where": "At the mall"}, new_id())
    assert owed(community, desk, case) == found


def test_report_whose_time_nobody_wrote_counts_from_its_filing(community: Community, desk: Desk) -> None:
    case, ana = opened(community, "ana_cps_worker"), community.actor("ana_cps_worker")
    records.file(desk, ana, case, REPORT, {"what_happened": "A stranger drove her."}, new_id())
    assert {one.began_at for one in owed(community, desk, case)} == {community.clock.now}


def test_form_that_tells_of_no_event_starts_nothing(community: Community, desk: Desk) -> None:
    case, ana = opened(community, "ana_cps_worker"), community.actor("ana_cps_worker")
    records.file(desk, ana, case, "child_protection_note", {"note": "A visit."}, new_id())
    assert owed(community, desk, case) == []
