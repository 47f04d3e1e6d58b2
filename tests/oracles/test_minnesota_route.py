"""Room: tests. Minnesota's route by hand. Seeds 000, 001: "Effective July 1, 2024, reports of non-caregiver ..."."""

from __future__ import annotations

from datetime import date, datetime
from itertools import product

import pytest

from tests.oracles import minnesota_route
from tests.oracles.minnesota_route import DAYS, INVESTIGATION, NONCAREGIVER_RESPONSE, OPEN, STATUSES, TABLE, route


@pytest.mark.parametrize(("asked", "expected"), TABLE.items())
def test_the_sentences_and_the_table_say_the_same(asked: tuple[date, str, bool], expected: str) -> None:
    day, caregiver, screened_in = asked
    assert route(day, caregiver, screened_in=screened_in) == expected


def test_the_table_has_every_status_on_both_sides_of_the_day() -> None:
    assert set(TABLE) == set(product((date(2024, 6, 30), date(2024, 7, 1)), STATUSES, (True, False)))


@pytest.mark.parametrize(("received", "day"), DAYS.items())
def test_the_day_of_a_report_is_minnesotas(received: str, day: date) -> None:
    assert minnesota_route.report_day(datetime.fromisoformat(received)) == day


def test_the_rule_holds_long_before_and_long_after() -> None:
    for caregiver in STATUSES:
        assert route(date(2016, 2, 29), caregiver, screened_in=True) == INVESTIGATION
    assert route(date(2026, 11, 26), "non_caregiver", screened_in=True) == NONCAREGIVER_RESPONSE
    assert route(date(2026, 11, 26), "unknown", screened_in=True) == OPEN


def test_an_unknown_status_never_goes_to_the_response_by_itself() -> None:
    assert NONCAREGIVER_RESPONSE not in minnesota_route.MAY_DO_WHEN_OPEN


def test_a_status_that_is_none_of_the_three_is_refused() -> None:
    with pytest.raises(ValueError, match="No caregiver status"):
        route(date(2024, 7, 1), "", screened_in=True)
