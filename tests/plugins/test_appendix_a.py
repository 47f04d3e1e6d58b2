"""Room: tests. Maine's Appendix A: each tier, action and definition with the policy's own sentence; 0, 3 and 4;
switches."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from coordination_us_maine.appendix_a import APPENDIX_A
from coordination_us_maine.behaviors import BEHAVIORS
from hypothesis import given
from hypothesis import strategies as st

from coordination.declare import Event, ScreeningTool
from coordination.partners.tool_choices import switched
from coordination.policy.tiers import Verdict, evaluate, months_before

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
LATELY = NOW - timedelta(days=30)
SIX_MONTHS = months_before(NOW, 6)
SECOND = timedelta(seconds=1)

# The 16, as the appendix has them.
THE_SIXTEEN = """
History of sexual abuse
History of juvenile justice system involvement
History of running away or have been reported missing in the past
Evidence of a controlling, abusive or dominating relationship with an older partner or adult
Sexually transmitted infections/pregnancy
Suspected gang affiliation
Evidence of brands or tattoos, especially names, initials, birthdates, or crowns
Frequenting areas known for risky/criminal activities
Frequenting hotels/motels
Unexplained physical injuries
Secrecy, vagueness or defensiveness regarding relationships and/or location
Disconnection from family or friends or new peer group that seems unwarranted
Behaviors that include fear, anxiety, hyper vigilance, depression or paranoia
Unexplained amounts of money, expensive clothes, frequent hair and nail maintenance
School disconnectedness
Status as a refugee, asylee, asylum seeker or unaccompanied minor
""".strip().splitlines()

NOT_RAN = tuple(slug for slug in BEHAVIORS if slug != "ran_before")


def screen(*yes: str, episodes: Iterable[datetime] = (), tool: ScreeningTool = APPENDIX_A, **answers: str) -> Verdict:
    """Everything not named is answered no."""
    given_answers = {item.slug: "no" for item in tool.items} | dict.fromkeys(yes, "yes") | answers
    return evaluate(tool, given_answers, tuple(episodes), NOW)


def tier_of(found: Verdict) -> str:
    return found.tier.slug if found.tier else ""


def set_to(**stands: bool) -> ScreeningTool:
    """The tool as an installation chose it."""
    return switched(APPENDIX_A, {(APPENDIX_A.slug, switch): stand for switch, stand in stands.items()})


def test_the_tool_asks_the_sixteen_in_the_policys_own_words() -> None:
    asked = {item.slug: item.quote for item in APPENDIX_A.items}
    assert sorted(asked[slug] for slug in BEHAVIORS) == sorted(THE_SIXTEEN)
    assert len(BEHAVIORS) == 16


def test_nobody_is_asked_to_count_how_often_a_child_ran() -> None:
    assert not any("two or more" in item.quote or "six months" in item.title for item in APPENDIX_A.items)


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("told_forced", "They have disclosed commercial sex* as a result of force, fraud, or coercion"),
        ("told_unforced", "They have disclosed consensual commercial sex"),
        ("police_identified", "They have been identified by law enforcement as a victim of trafficking"),
    ],
)
def test_any_of_three_confirms(slug: str, sentence: str) -> None:
    found = screen(slug)
    item = APPENDIX_A.item(slug)
    assert item
    assert item.quote == sentence
    assert tier_of(found) == "confirmed"
    assert found.tier
    assert sentence in found.tier.quote
    assert found.fired == (slug,)


def test_a_confirmed_victim_obliges_report_team_and_macwis() -> None:
    found = screen("told_forced")
    said = [duty.quote for duty in found.obliges]
    # VII.B.1: "… as a confirmed victim, a report to the appropriate county District Attorney will be made immediately
    # (if not done so already) and a referral to the nearest Child Advocacy Center (CAC) will be made to convene a
    # multidisciplinary team …". Appendix A: "Client identified in MACWIS as HT victim".
    assert said == [
        "a report to the appropriate county District Attorney will be made immediately (if not done so already)",
        "a referral to the nearest Child Advocacy Center (CAC) will be made to convene a multidisciplinary team",
        "Client identified in MACWIS as HT victim",
        "report immediately, and in no case later than 24 hours",
    ]
    assert {duty.event for duty in found.obliges} == {Event.TIER_CONFIRMED, Event.TRAFFICKING_IDENTIFIED}


def test_no_force_is_needed_for_a_child_in_commercial_sex() -> None:
    """ "However, any minor engaged in commercial sex is a victim of human trafficking, even if they were not subject to
    force, fraud, or coercion." "*Commercial sex is the exchange of any sex act for something of value (money, food,
    clothing, shelter etc.)." """
    assert tier_of(screen("told_unforced")) == "confirmed"
    assert "money, food, clothing, a place to stay" in APPENDIX_A.sections[0].lead


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("state_lines", "They report travel across state lines (without known resources to do so)"),
        ("hotels_for_sex", "They have confirmed or there are reports of frequenting hotels to have sex"),
    ],
)
def test_either_of_two_is_high_risk(slug: str, sentence: str) -> None:
    item = APPENDIX_A.item(slug)
    assert item
    assert item.quote == sentence
    assert tier_of(screen(slug)) == "high"


def test_two_episodes_within_six_months_are_high_risk() -> None:
    """ "They have run away or been reported missing two or more times in the previous 6 months" """
    sentence = "They have run away or been reported missing two or more times in the previous 6 months"
    assert tier_of(screen(episodes=[LATELY])) == "moderate"
    found = screen(episodes=[LATELY, SIX_MONTHS])
    assert tier_of(found) == "high"
    assert found.tier
    assert sentence in found.tier.quote
    assert found.counted == (SIX_MONTHS, LATELY)
    assert tier_of(screen(episodes=[LATELY, SIX_MONTHS - SECOND])) == "moderate"
    assert tier_of(screen(episodes=[LATELY, SIX_MONTHS + SECOND])) == "high"
    assert tier_of(screen(episodes=[LATELY, NOW + SECOND])) == "moderate"


def test_high_risk_tells_center_and_district_attorney_unless_the_installation_reads_the_body() -> None:
    """Body, VII.B.2: "a referral to the nearest CAC will be made to convene a multidisciplinary team". Appendix A:
    "Convene MDT through CAC", "Report to District Attorney made"."""
    union = screen("state_lines")
    assert [duty.event for duty in union.obliges] == [Event.TIER_HIGH, Event.TIER_HIGH_REPORT]
    assert "Information around all assessed risk factors" not in union.obliges[1].quote
    body = screen("state_lines", tool=set_to(high_tells_da=False))
    assert tier_of(body) == "high"
    assert [duty.event for duty in body.obliges] == [Event.TIER_HIGH]
    (switch,) = [one for one in APPENDIX_A.switches if one.slug == "high_tells_da"]
    assert "a referral to the nearest CAC will be made" in switch.quote
    assert "Report to District Attorney made" in switch.quote


def test_any_run_is_moderate_risk_and_calls_for_a_consultation() -> None:
    """ "They have run away or been reported missing": told of the past, or an episode of the hub however old."""
    for found in (screen("ran_before"), screen(episodes=[NOW - timedelta(days=1_000)])):
        assert tier_of(found) == "moderate"
        (duty,) = found.obliges
        assert duty.quote == (
            "a consultation meeting should be set up by the caseworker that includes a Program Administrator or "
            "Assistant Program Administrator and a Supervisor to plan for safety and next steps"
        )


@pytest.mark.parametrize(
    ("count", "expected"), [(0, ""), (1, "at_risk"), (3, "at_risk"), (4, "moderate"), (15, "moderate")]
)
def test_three_or_fewer_are_at_risk_and_four_are_moderate(count: int, expected: str) -> None:
    """ "Four or more “at risk” behaviors, below"; "THREE or fewer of the following" """
    found = screen(*NOT_RAN[:count])
    assert tier_of(found) == expected
    assert set(found.fired) == set(NOT_RAN[:count])


def test_none_is_no_tier_unless_the_installation_reads_three_or_fewer_to_the_letter() -> None:
    assert tier_of(screen()) == ""
    literal = set_to(zero_is_no_tier=False)
    assert tier_of(screen(tool=literal)) == "at_risk"
    assert tier_of(screen(*NOT_RAN[:4], tool=literal)) == "moderate"
    all_unknown = dict.fromkeys((item.slug for item in APPENDIX_A.items), "unknown")
    assert tier_of(evaluate(literal, all_unknown, (), NOW)) == ""


def test_history_of_running_can_be_read_as_one_of_the_sixteen() -> None:
    one_of_16 = set_to(any_run_is_moderate=False)
    assert tier_of(screen("ran_before", tool=one_of_16)) == "at_risk"
    assert tier_of(screen("ran_before", *NOT_RAN[:2], tool=one_of_16)) == "at_risk"
    assert tier_of(screen("ran_before", *NOT_RAN[:3], tool=one_of_16)) == "moderate"
    assert tier_of(screen(episodes=[LATELY], tool=one_of_16)) == "moderate"


def test_at_risk_makes_referrals_above_all_to_sexual_assault_support() -> None:
    (duty,) = screen("gang").obliges
    assert duty.quote == "Make referrals as necessary, especially to sexual assault support services"


def test_unknown_answers_leave_graver_tiers_open() -> None:
    found = screen("gang", state_lines="unknown", police_identified="")
    assert tier_of(found) == "at_risk"
    assert [tier.slug for tier in found.open] == ["confirmed", "high"]
    assert found.unknown == ("state_lines",)
    assert found.not_asked == ("police_identified",)


answers = st.fixed_dictionaries({item.slug: st.sampled_from(["yes", "no", "unknown", ""]) for item in APPENDIX_A.items})
runs = st.lists(st.integers(0, 400).map(lambda days: NOW - timedelta(days=days, seconds=1)), max_size=3)
ORDER = ["confirmed", "high", "moderate", "at_risk", ""]


@given(answers, runs, st.sampled_from([item.slug for item in APPENDIX_A.items]))
def test_one_more_yes_never_lowers_the_tier(given_answers: dict[str, str], found: list[datetime], slug: str) -> None:
    before = evaluate(APPENDIX_A, given_answers, found, NOW)
    after = evaluate(APPENDIX_A, given_answers | {slug: "yes"}, found, NOW)
    assert ORDER.index(tier_of(after)) <= ORDER.index(tier_of(before))
    assert evaluate(APPENDIX_A, given_answers, [*found, LATELY], NOW).tier is not None


def test_no_word_of_the_tool_says_that_a_child_is_no_victim() -> None:
    """ "The lack of a “confirmation” or “high risk” score does not mean that a minor may not be experiencing
    trafficking or exploitation, or that an MDT response may not be helpful." """
    said = " ".join([APPENDIX_A.caution, *(tier.title for tier in APPENDIX_A.tiers)]).lower()
    assert "not a victim" not in said
    assert "does not mean that nothing happened, or that a team would not help" in said


def test_answers_about_health_and_status_are_for_the_program_that_asked_alone() -> None:
    assert {item.slug for item in APPENDIX_A.items if item.own_only} == {"infection_or_pregnancy", "refugee"}


def test_only_trained_professionals_run_it() -> None:
    """ "This tool is intended to guide trained professionals" """
    assert "trained professionals" in APPENDIX_A.quote
    assert APPENDIX_A.training
