"""Room: tests. Maine's Appendix A against a table that was written apart from the code, by the seed's words.

All combinations of the triggers: each line of CONFIRMED and HIGH, the count of runs, and every number of behaviours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from coordination_us_maine.appendix_a import APPENDIX_A

from coordination.declare import Event, ScreeningTool, Yes
from coordination.partners.tool_choices import switched
from coordination.policy.tiers import evaluate
from tests.oracles import appendix_a as oracle

AT = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
# What each tier starts, in the oracle's words. The report of a confirmed victim is one duty of TIER_CONFIRMED.
STARTS = {
    Event.TIER_CONFIRMED: {oracle.IN_MACWIS, oracle.TEAM_THROUGH_CAC, oracle.DA_REPORT},
    Event.TIER_HIGH: {oracle.TEAM_THROUGH_CAC},
    Event.TIER_HIGH_REPORT: {oracle.DA_REPORT},
    Event.TIER_MODERATE: {oracle.CONSULTATION},
    Event.TIER_AT_RISK: {oracle.REFERRALS},
}


def by_words(tool: ScreeningTool) -> dict[str, str]:
    """The tool's item for each of the oracle's, matched by the seed's own words."""
    quoted = {item.quote: item.slug for item in tool.items}
    return {slug: quoted[words] for slug, words in oracle.ITEMS.items() if words in quoted}


SLUGS = by_words(APPENDIX_A)


def tier(tool: ScreeningTool, answers: Mapping[str, str], runs: Sequence[datetime]) -> str:
    told = {SLUGS[slug]: answer for slug, answer in answers.items() if slug in SLUGS and answer != "not_asked"}
    found = evaluate(tool, told, tuple(runs), AT.astimezone(oracle.MAINE)).tier
    return found.slug if found else "none"


def differences(tool: ScreeningTool, **reading: object) -> list[str]:
    """Where tool and table disagree. What the tool does not ask ("has run", which is counted) is left out of both."""
    wrong, tried = [], 0
    for answers, runs in oracle.combinations(AT):
        if answers.get("has_run") == "yes":
            continue
        tried += 1
        got, wanted = tier(tool, answers, runs), oracle.tier(answers, runs, AT, **reading)  # type: ignore[arg-type]
        if got != wanted:
            wrong.append(f"{got} instead of {wanted}: {answers} {runs}")
    assert tried > 6_000
    return wrong


def test_every_line_of_the_appendix_but_the_counted_one_is_asked() -> None:
    assert set(oracle.ITEMS) - set(SLUGS) == {"has_run"}
    assert len(set(SLUGS.values())) == len(SLUGS)


@pytest.mark.parametrize(("zero", "run"), [(True, True), (False, True), (True, False), (False, False)])
def test_every_combination_gives_the_tier_of_the_table_however_the_source_is_read(zero: bool, run: bool) -> None:
    read = {(APPENDIX_A.slug, "zero_is_no_tier"): zero, (APPENDIX_A.slug, "any_run_is_moderate"): run}
    nothing = "none" if zero else "at_risk"
    assert differences(switched(APPENDIX_A, read), nothing_is=nothing, history_is_a_run=run) == []


@pytest.mark.parametrize("told", [True, False])
def test_each_tier_obliges_what_the_table_says(told: bool) -> None:
    tool = switched(APPENDIX_A, {(APPENDIX_A.slug, "high_tells_da"): told})
    for one, slug in (
        ("confirmed", "told_forced"),
        ("high", "state_lines"),
        ("moderate", "ran_before"),
        ("at_risk", "gang"),
    ):
        events = {due.event for due in evaluate(tool, {slug: "yes"}, (), AT).obliges}
        words = {word for event in events if event for word in STARTS.get(event, ())}
        assert words == oracle.obliged(one, high_reports_to_da=told), one


def test_a_planted_wrong_rule_is_found() -> None:
    tiers = tuple(replace(one, rule=Yes("hotels_for_sex")) if one.slug == "high" else one for one in APPENDIX_A.tiers)
    assert differences(replace(APPENDIX_A, tiers=tiers), nothing_is="none", history_is_a_run=True)
