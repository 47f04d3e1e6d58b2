"""Room: tests. Minnesota's route of a report, by its own day and the caregiver status, against the oracle."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest
from coordination_us_minnesota.routes import ROUTES

from coordination.casework import routes
from coordination.declare import CaregiverStatus, Route
from coordination.model.ids import AgencyId, Handle, ProgramId
from coordination.model.program import Program
from coordination.partners.catalog import Catalog
from coordination.partners.check_routes import route_defects
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS
from tests.oracles import minnesota_route as oracle

SEX = ("sex_trafficking",)
STATUSES = [CaregiverStatus(status) for status in oracle.STATUSES]
RESPONSES = {
    "Investigation": oracle.INVESTIGATION,
    "Non-caregiver sex trafficking response": oracle.NONCAREGIVER_RESPONSE,
}


@cache
def catalog() -> Catalog:
    return load(DEFAULT_PLUGINS)


def county(*jurisdictions: str, zone: str = "America/Chicago") -> Program:
    return Program(
        id=ProgramId("p"),
        handle=Handle("h"),
        agency_id=AgencyId("a"),
        agency_name="North County",
        slug="cps",
        name="Child Protection",
        partner_type="child_welfare",
        regimes=frozenset(),
        confidential=False,
        government=True,
        jurisdictions=frozenset(jurisdictions),
        zone=zone,
    )


MINNESOTA = county("us_federal", "us_minnesota")


def said(received: datetime, status: CaregiverStatus, program: Program = MINNESOTA) -> str:
    """The hub's answer in the oracle's words."""
    found = routes.taken(catalog(), program, received, status, SEX)
    if found.route is None:
        assert found.sentence == routes.OPEN
        return oracle.OPEN
    assert found.sentence == ""
    return RESPONSES[found.route.response]


def test_hours_of_three_weeks_around_1_july_2024_agree_with_the_oracle_for_every_status() -> None:
    start = datetime(2024, 6, 20, 4, 59, 59, tzinfo=UTC)
    for hours in range(21 * 24):
        for second in (0, 1):
            received = start + timedelta(hours=hours, seconds=second)
            day = oracle.report_day(received)
            for status in STATUSES:
                assert said(received, status) == oracle.route(day, status, screened_in=True), (received, status)


def test_every_day_of_eleven_years_agrees_with_the_oracle() -> None:
    for days in range(11 * 365):
        received = datetime(2018, 1, 1, 18, tzinfo=UTC) + timedelta(days=days)
        day = oracle.report_day(received)
        for status in STATUSES:
            assert said(received, status) == oracle.route(day, status, screened_in=True)


@pytest.mark.parametrize(("received", "day"), oracle.DAYS.items())
def test_day_of_a_report_is_the_local_day_in_minnesota_wherever_the_program_keeps_its_clock(
    received: str, day: date
) -> None:
    for zone in ("America/Chicago", "UTC", "Pacific/Auckland"):
        program = county("us_minnesota", zone=zone)
        for status in STATUSES:
            expected = oracle.route(day, status, screened_in=True)
            assert said(datetime.fromisoformat(received), status, program) == expected


def test_unknown_offender_is_never_sent_to_the_noncaregiver_response() -> None:
    for received in (datetime(2024, 7, 1, 12, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)):
        assert said(received, CaregiverStatus.UNKNOWN) in oracle.MAY_DO_WHEN_OPEN


def test_rules_quote_the_seeds_own_sentences() -> None:
    assert [route.quote for route in ROUTES] == [oracle.BEFORE, oracle.SINCE, oracle.OTHERS]
    assert all("24-68-10" in route.citation for route in ROUTES if route.first_day)
    assert "Bulletin 24-68-10" in oracle.MORE


# --- bad input: no rule, not for this age ----------------------------------------------------------------------------


@pytest.mark.parametrize("jurisdictions", [("us_federal",), ("us_federal", "us_maine"), ("us_nowhere",), ()])
def test_jurisdiction_without_a_rule_gets_a_clear_sentence_and_no_response(jurisdictions: tuple[str, ...]) -> None:
    found = routes.taken(catalog(), county(*jurisdictions), datetime(2026, 1, 1, tzinfo=UTC), STATUSES[0], SEX)
    assert (found.route, found.sentence) == (None, routes.NO_RULE)
    assert "is kept" in found.sentence
    assert "deadline" in found.sentence


@pytest.mark.parametrize(
    ("alleged", "sentence"),
    [
        (("labor_trafficking",), routes.OTHER_TRAFFICKING),
        (("other",), routes.NOT_TRAFFICKING),
    ],
)
def test_report_of_anything_else_takes_no_route_of_sex_trafficking(alleged: tuple[str, ...], sentence: str) -> None:
    found = routes.taken(catalog(), MINNESOTA, datetime(2026, 1, 1, tzinfo=UTC), STATUSES[0], alleged)
    assert (found.route, found.sentence) == (None, sentence)


@pytest.mark.parametrize(("age", "told"), [(None, False), (0, False), (17, False), (18, True), (24, True), (25, True)])
def test_young_person_of_18_or_more_gets_a_sentence_and_the_duty_stays(age: int | None, *, told: bool) -> None:
    received = datetime(2026, 1, 1, tzinfo=UTC)
    found = routes.taken(catalog(), MINNESOTA, received, CaregiverStatus.NON_CAREGIVER, SEX, age=age)
    assert found.route is not None
    assert found.route.below == 18
    assert ("ask your supervisor which law applies" in found.sentence) is told


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        ("2008-07-01", date(2026, 6, 30), 17),
        ("2008-07-01", date(2026, 7, 1), 18),
        ("2008-02-29", date(2026, 2, 28), 17),
        ("2008-02-29", date(2026, 3, 1), 18),
        ("2001-07-02", date(2026, 7, 1), 24),
        ("2001-07-01", date(2026, 7, 1), 25),
        ("2027-01-01", date(2026, 7, 1), None),
        ("2008-07", date(2026, 7, 1), None),
        ("unknown", date(2026, 7, 1), None),
        ("", date(2026, 7, 1), None),
    ],
)
def test_age_is_that_of_the_day_of_the_report(born: str, day: date, years: int | None) -> None:
    assert routes.age_on(born, day) == years


# --- a route without its source, or two for one report, refuses to start ---------------------------------------------


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"quote": " "}, "has no quote"),
        ({"citation": ""}, "has no citation"),
        ({"statuses": frozenset()}, "is about nothing"),
        ({"zone": "Minnesota"}, "no time zone"),
        ({"first_day": date(2024, 7, 1)}, "ends before it begins"),
        ({"last_day": None}, "one report would take both"),
        ({"last_day": date(2024, 7, 1)}, "one report would take both"),
        ({"slug": "mn_noncaregiver_response"}, "declared twice"),
        ({"slug": "No slug"}, "needs a slug"),
        ({"below": 0}, "speaks of nobody"),
    ],
)
def test_defect_of_a_route_is_found(change: dict[str, object], complaint: str) -> None:
    broken: Route = replace(ROUTES[0], **change)  # type: ignore[arg-type]  # broken on purpose
    place = replace(catalog().jurisdictions["us_minnesota"], routes=(broken, *ROUTES[1:]))
    assert any(complaint in sentence for sentence in route_defects([place]))


def test_routes_as_they_are_have_no_defect() -> None:
    assert route_defects(catalog().jurisdictions.values()) == []
