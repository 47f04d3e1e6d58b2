"""Room: tests. What a screen obliges: it starts with the screen, once, and a positive one stands as an alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from coordination.casework import (
    cases,
    drafts,
    records,
    screen_sheets,
    screens,
)
from coordination.casework.desk import Desk
from coordination.declare import DeadlineRule, Event, InformationType, Unit
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, DraftId, new_id
from coordination.partners.catalog import freeze
from coordination.partners.load import assemble
from coordination.partners.tool_choices import choose
from coordination.storage import roster
from coordination.storage.deadline_tables import deadlines
from tests.casework.screening import ANA, LEO, MAINE, answered, governed, in_maine, screened
from tests.casework.story import assigned, opened
from tests.casework.trained import certified
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.plugins.ours import MODULES

ROUTES = "mn_report_screening"


@pytest.fixture
def community(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[Community]:
    """On one engine: nothing here has SQL of its own. Both read and raise a screen in
    tests/web/test_coverage_pages.py."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    return in_maine(community)


def owing(community: Community) -> Desk:
    """A desk under whose Maine law each tier starts one deadline, of a rule of ours."""
    whole = assemble(MODULES)
    place = whole.jurisdictions["us_maine"]
    events = (Event.TIER_AT_RISK, Event.TIER_HIGH, Event.TIER_HIGH_REPORT, Event.TIER_CONFIRMED)
    rules = tuple(
        DeadlineRule(
            slug=f"ours_{event.value}",
            version=1,
            title="t",
            event=event,
            amount=24,
            unit=Unit.ELAPSED_HOURS,
            owed_by=frozenset({"child_welfare"}),
            information_type=InformationType.SCREENING,
            citation="c",
            quote="q",
            source="s",
        )
        for event in events
    )
    places = {**whole.jurisdictions, "us_maine": replace(place, deadlines=(*place.deadlines, *rules))}
    return replace(community.desk, catalog=freeze(whole.partner_types.values(), places.values()))


def started(community: Community, rules: str = "ours") -> list[tuple[str, str]]:
    """Rule and cause of every deadline of these rules."""
    named = deadlines.c.rule.like(f"{rules}%")
    query = select(deadlines.c.rule, deadlines.c.cause).where(named).order_by(deadlines.c.rule)
    with community.desk.consulting() as cabinet:
        return [(row.rule, row.cause) for row in cabinet.connection.execute(query)]


def test_what_a_tier_obliges_starts_with_the_screen_and_once(community: Community, case: CaseId) -> None:
    desk, ana = owing(community), community.actor(ANA)
    key, typed = new_id(), answered(community, state_lines="yes")
    record = screens.file(desk, ana, case, MAINE, typed, key)
    assert screens.file(desk, ana, case, MAINE, typed, key) == record
    assert started(community) == [("ours_tier_high", record), ("ours_tier_high_report", record)]


def test_where_the_body_is_read_no_report_to_the_district_attorney_is_owed(community: Community, case: CaseId) -> None:
    desk = owing(community)
    places = choose(list(desk.catalog.jurisdictions.values()), [f"{MAINE}.high_tells_da=off"])
    body = replace(desk, catalog=freeze(desk.catalog.partner_types.values(), places))
    record = screens.file(body, community.actor(ANA), case, MAINE, answered(community, state_lines="yes"), new_id())
    assert started(community) == [("ours_tier_high", record)]


def test_a_raised_tier_starts_what_it_obliges_for_the_same_screen(community: Community, case: CaseId) -> None:
    desk, ana = owing(community), community.actor(ANA)
    record = screens.file(desk, ana, case, MAINE, answered(community, gang="yes"), new_id())
    assert started(community) == [("ours_tier_at_risk", record)]
    screens.raise_tier(desk, ana, case, record, {"tier": "confirmed", "why": "Police called."}, new_id())
    assert started(community) == [("ours_tier_at_risk", record), ("ours_tier_confirmed", record)]


def test_connecticuts_clinical_team_has_72_hours_from_a_positive_screen(community: Community) -> None:
    """ "The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours." """
    governed(community, "cps", "us_federal", "us_connecticut")
    case = opened(community, ANA)
    screened(community, case, "ct_entry_screen", possible_victim="unknown")
    assert started(community, "ct_") == []
    record = screened(community, case, "ct_entry_screen", possible_victim="yes")
    assert started(community, "ct_") == [("ct_clinical_team_assesses", record)]
    with community.desk.consulting((case,)) as cabinet:
        (due,) = cabinet.connection.execute(select(deadlines.c.due_at)).scalars()
    assert due == community.clock.now + timedelta(hours=72)


def test_floridas_positive_screen_stands_as_an_alert_until_it_is_withdrawn(community: Community) -> None:
    """
    "an alert is entered into DJJ's data system to track the child and ensure they receive appropriate services."
    """
    governed(community, "cps", "us_federal", "us_florida")
    with community.desk.database.write() as connection:
        here = update(roster.programs).where(roster.programs.c.slug == "cps")
        connection.execute(here.values(partner_type="juvenile_justice", regimes="juvenile"))
    case = assigned(community, opened(community, ANA), "detectives", "sgt_lake", LEO)
    screened(community, case, "fl_intake_screen")
    ana = community.actor(ANA)
    assert cases.read(community.desk, ana, case).alerts == ()
    record = screened(community, case, "fl_intake_screen", identified="yes")
    assert started(community, "fl_") == [("fl_call_hotline", record)]
    ((shown, sentence, _),) = cases.read(community.desk, ana, case).alerts
    assert shown == record
    assert sentence == (
        "Identified at intake as a victim of exploitation. Make sure that services reach them. "
        "The source names no end of the alert: it stands here until this screen is withdrawn."
    )
    assert cases.read(community.desk, community.actor(LEO), case).alerts == ()
    records.withdraw(community.desk, ana, case, record, "wrong_case", new_id())
    assert cases.read(community.desk, ana, case).alerts == ()


def test_only_somebody_whose_training_is_current_runs_a_tool_and_the_work_is_kept(community: Community) -> None:
    """ "This tool is intended to guide trained professionals" (Maine, Appendix A)."""
    case = opened(community, ANA)  # in Minnesota
    draft = DraftId(new_id())
    drafts.save(community.desk, community.actor(ANA), case, {"caregiver": ["no"]}, draft_id=draft, form_slug=ROUTES)
    sheet = screen_sheets.begin(community.desk, community.actor(ANA), case, ROUTES)
    assert "260E.36" in sheet.untrained
    with pytest.raises(Conflict, match="training is current"):
        screened(community, case, ROUTES, sex_trafficking="yes", caregiver="no", received_on="2024-07-01")
    certified(community, ANA)
    assert screen_sheets.begin(community.desk, community.actor(ANA), case, ROUTES).untrained == ""
    assert drafts.resume(community.desk, community.actor(ANA), draft).typed == {"caregiver": ["no"]}


def test_a_certificate_taken_back_while_the_screen_is_typed_counts_no_more(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first look said yes, as before the certificate was taken back; the act looks again, in its own commit."""
    case = opened(community, ANA)
    monkeypatch.setattr(screens, "untrained", lambda _desk, _actor, _tool: "")
    with pytest.raises(Conflict, match="training is current"):
        screened(community, case, ROUTES, sex_trafficking="yes", caregiver="no", received_on="2024-07-01")
    certified(community, ANA)
    assert screened(community, case, ROUTES, sex_trafficking="yes", caregiver="no", received_on="2024-07-01")
