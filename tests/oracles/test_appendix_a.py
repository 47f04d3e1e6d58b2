"""Room: tests. The oracle of Appendix A, worked by hand. Seed 003: "THREE or fewer", "Four or more", "two or more"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.oracles import appendix_a
from tests.oracles.appendix_a import BEHAVIOURS, CONFIRMED, HIGH, MODERATE, TIERS, by_table, obliged, tier

AT = datetime(2024, 9, 15, 16, tzinfo=UTC)  # noon in Maine
SECOND = timedelta(seconds=1)
EDGE = datetime(2024, 3, 15, 16, tzinfo=UTC)  # noon in Maine, six months before
OTHERS = [slug for slug in BEHAVIOURS if slug != "history_of_running"]


def _yes(*slugs: str) -> dict[str, str]:
    return dict.fromkeys(slugs, "yes")


def test_sixteen_behaviours_and_six_lines_that_are_asked() -> None:
    assert len(BEHAVIOURS) == 16
    assert len(appendix_a.ITEMS) == len(CONFIRMED) + len(HIGH) + len(MODERATE) + 16 == 22
    assert len(set(appendix_a.ITEMS.values())) == 22


@pytest.mark.parametrize(
    ("answers", "runs", "expected"),
    [
        ({}, [], "none"),
        (dict.fromkeys(appendix_a.ITEMS, "no"), [], "none"),
        (dict.fromkeys(appendix_a.ITEMS, "unknown"), [], "none"),
        (dict.fromkeys(appendix_a.ITEMS, "not_asked"), [], "none"),
        (_yes("disclosed_forced"), [], "confirmed"),
        (_yes("disclosed_consensual"), [], "confirmed"),
        (_yes("identified_by_police"), [], "confirmed"),
        (_yes("crossed_state_lines"), [], "high"),
        (_yes("hotels_for_sex"), [], "high"),
        (_yes("hotels"), [], "at_risk"),  # hotels, but not said to be for sex
        (_yes("has_run"), [], "moderate"),
        (_yes("history_of_running"), [], "moderate"),
        (_yes("gang"), [], "at_risk"),
        (_yes(*OTHERS[:3]), [], "at_risk"),
        (_yes(*OTHERS[:4]), [], "moderate"),
        (_yes(*OTHERS), [], "moderate"),
        ({**_yes(*OTHERS[:3]), OTHERS[3]: "unknown"}, [], "at_risk"),
        ({}, [AT - timedelta(days=3000)], "moderate"),  # one episode, however old
        ({}, [AT], "moderate"),
        ({}, [AT + SECOND], "none"),  # not yet
        ({}, [EDGE, AT], "high"),
        ({}, [EDGE - SECOND, AT], "moderate"),
        ({}, [EDGE, EDGE - SECOND], "moderate"),
        ({}, [EDGE - SECOND, EDGE - SECOND], "moderate"),
        ({}, [AT, AT + SECOND], "moderate"),
        (_yes("disclosed_forced", *HIGH, *OTHERS), [EDGE, AT], "confirmed"),
        (_yes("disclosed_consensual", "has_run"), [], "confirmed"),
        (_yes("hotels_for_sex", *OTHERS[:4]), [], "high"),
    ],
)
def test_worked_by_hand(answers: dict[str, str], runs: list[datetime], expected: str) -> None:
    assert tier(answers, runs, AT) == expected


@pytest.mark.parametrize("slug", OTHERS)
def test_each_behaviour_alone_is_at_risk_and_as_the_fourth_is_moderate(slug: str) -> None:
    three = [other for other in OTHERS if other != slug][:3]
    assert tier(_yes(slug), [], AT) == "at_risk"
    assert tier(_yes(slug, *three[:2]), [], AT) == "at_risk"
    assert tier(_yes(slug, *three), [], AT) == "moderate"


def test_the_lines_and_the_table_say_the_same_of_every_combination() -> None:
    seen = set()
    for answers, runs in appendix_a.combinations(AT):
        expected = by_table(
            confirmed=any(answers[slug] == "yes" for slug in CONFIRMED),
            high=any(answers[slug] == "yes" for slug in HIGH),
            recent_runs=sum(run >= EDGE for run in runs),
            has_run=bool(runs) or "yes" in (answers["has_run"], answers["history_of_running"]),
            others=sum(answers.get(slug) == "yes" for slug in OTHERS),
        )
        assert tier(answers, runs, AT) == expected, (answers, runs)
        seen.add(expected)
    assert seen == set(TIERS)


def test_the_combinations_are_as_many_as_they_say() -> None:
    many = [(tuple(answers.items()), tuple(runs)) for answers, runs in appendix_a.combinations(AT)]
    assert len(many) == len(set(many)) == 2**7 * 16 * 3 * 2


def test_one_more_yes_never_lowers_the_tier() -> None:
    rank = TIERS.index
    for slug in appendix_a.ITEMS:
        for before in ([], OTHERS[:1], OTHERS[:3], OTHERS[:4], ["has_run"], ["hotels_for_sex"]):
            assert rank(tier(_yes(*before, slug), [], AT)) <= rank(tier(_yes(*before), [], AT))


@pytest.mark.parametrize(
    ("at", "first"),
    [
        ("2024-08-31T10:00-04:00", "2024-02-29T10:00-05:00"),  # leap year; winter then
        ("2023-08-31T10:00-04:00", "2023-02-28T10:00-05:00"),
        ("2024-03-31T10:00-04:00", "2023-09-30T10:00-04:00"),
        ("2024-02-29T10:00-05:00", "2023-08-29T10:00-04:00"),
        ("2024-06-30T23:59:59-04:00", "2023-12-30T23:59:59-05:00"),
        ("2024-07-01T00:00-04:00", "2024-01-01T00:00-05:00"),
        ("2024-12-31T00:00-05:00", "2024-06-30T00:00-04:00"),
        ("2024-09-10T02:30-04:00", "2024-03-10T03:30-04:00"),  # 02:30 was not on that night
    ],
)
def test_six_months_before_is_the_same_day_and_time_on_the_calendar(at: str, first: str) -> None:
    assert appendix_a.start_of_six_months(datetime.fromisoformat(at)) == datetime.fromisoformat(first)


def test_what_each_tier_obliges() -> None:
    da, team = appendix_a.DA_REPORT, appendix_a.TEAM_THROUGH_CAC
    assert obliged("confirmed") == {appendix_a.IN_MACWIS, team, da}
    assert obliged("confirmed", da_has_report=True) == {appendix_a.IN_MACWIS, team}
    assert obliged("high") == {team, da}
    assert obliged("high", high_reports_to_da=False) == {team}
    assert obliged("moderate") == {appendix_a.CONSULTATION}
    assert obliged("at_risk") == {appendix_a.REFERRALS}
    assert obliged("none") == set()


def test_the_switches_change_only_what_they_name() -> None:
    assert tier({}, [], AT, nothing_is="at_risk") == "at_risk"
    assert tier(_yes("gang"), [], AT, nothing_is="at_risk") == "at_risk"
    assert tier(_yes("history_of_running"), [], AT, history_is_a_run=False) == "at_risk"
    assert tier(_yes("has_run"), [], AT, history_is_a_run=False) == "moderate"
    assert tier(_yes("history_of_running", *OTHERS[:3]), [], AT, history_is_a_run=False) == "moderate"


@pytest.mark.parametrize(
    ("present", "enough"),
    [
        (["program_administrator", "supervisor"], True),
        (["assistant_program_administrator", "supervisor", "caseworker"], True),
        (["program_administrator", "assistant_program_administrator"], False),
        (["supervisor", "supervisor"], False),
        ([], False),
    ],
)
def test_consultation_needs_an_administrator_and_a_supervisor(present: list[str], enough: bool) -> None:
    assert appendix_a.quorum(present) is enough


@pytest.mark.parametrize(
    ("deciders", "screened_in", "da_referral", "closes"),
    [
        ({"caseworker", "supervisor"}, True, False, True),
        ({"caseworker", "supervisor"}, False, True, True),
        ({"caseworker", "supervisor"}, False, False, False),
        ({"caseworker"}, True, True, False),
        ({"supervisor"}, False, True, False),
    ],
)
def test_a_report_screened_out_needs_the_referral(
    deciders: set[str], screened_in: bool, da_referral: bool, closes: bool
) -> None:
    assert appendix_a.intake_may_close(deciders=deciders, screened_in=screened_in, da_referral=da_referral) is closes


@pytest.mark.parametrize("answers", [{"gang": "maybe"}, {"no_such_item": "yes"}])
def test_an_answer_or_item_that_is_not_in_the_seed_is_refused(answers: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Appendix A has no"):
        tier(answers, [], AT)
