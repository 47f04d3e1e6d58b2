"""Room: tests. The other tools of our plugins: each with its source's sentence, what it says and what it leaves
open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordination.declare import ScreeningTool, ToolKind
from coordination.declare.core_tools import CORE_TOOLS, HHS_INDICATORS, HHS_RISK_FACTORS
from coordination.policy.tiers import Verdict, evaluate
from tests.plugins.ours import catalog

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
TOOLS = [tool for versions in catalog().screening.values() for tool, _ in versions]

# HHS 2023, Screening: "The following are examples of indicators of possible sex and/or labor trafficking".
INDICATORS = """
Is not allowed to speak while alone or seeks another's approval before answering
Appears to have been coached or scripted about how to speak
Does not possess identification or is dishonest about identity
Has tattoos or branding—such as those indicating money—that the child is reluctant to explain or that match those of \
other youth on your caseload
Describes inconsistent life events (traumatic experiences can jumble one's timeline of events or the person may \
feel the need to be dishonest)
Is not enrolled in school or sleeps during class
Uses terms related to sex work (e.g., "daddy," "trick," "the life")
Possesses hotel keys, large amounts of money, secret cell phones or apps, or multiple cell phone numbers
Has secret online profiles or references online escort ads or dating websites and apps
Describes multiple unexplained "parties" or trips to other cities or States
Lives where they work or is transported between home and the workplace by guards, vans, or contractors
Is paid little or nothing for work or services provided
Is not in control of their money or has no financial records or bank account
Works long hours
Mentions that pay goes toward a debt to their employer, fees for travel, or housing provided by their employer
Is a foreign national minor who reports prior concerns of forced labor or commercial sex in their home country or who \
reports coming to the United States to work and pay off debts
""".strip().splitlines()

RISKS = """
History of maltreatment at home
History of sexual abuse
Involvement with the child welfare or juvenile justice systems
History of running away
Housing insecurity
Financial insecurity
Disconnection from family, peers, or community supports
Unmet intangible or emotional needs (e.g., love, belonging, affection, protection)
Low self-esteem
Lack of personal identity
""".strip().splitlines()


def tool(slug: str) -> ScreeningTool:
    found = catalog().tool(slug)
    assert found
    return found


def run(slug: str, **answers: str) -> Verdict:
    return evaluate(tool(slug), answers, (), NOW)


def route(**answers: str) -> str:
    found = run("mn_report_screening", **answers).tier
    return found.slug if found else ""


def test_all_five_kinds_but_the_two_the_sources_hold_no_text_of_are_here() -> None:
    """HHS: "approaches generally fall into five categories: indicator lists, indicator tools, interview tools, tiered
    protocols, and tailored tools". Of an indicator tool and an interview tool no seed holds the text; all five can be
    declared (tests/partners/test_tool_defects.py)."""
    assert {one.kind for one in TOOLS} == {ToolKind.INDICATOR_LIST, ToolKind.TAILORED_TOOL, ToolKind.TIERED_PROTOCOL}
    assert len(ToolKind) == 5


def test_the_guides_sixteen_indicators_are_asked_and_give_no_tier() -> None:
    """ "Note that just one of these on its own does not constitute a human trafficking indicator." """
    assert [item.quote for item in HHS_INDICATORS.items] == INDICATORS
    assert HHS_INDICATORS.tiers == ()
    found = evaluate(HHS_INDICATORS, dict.fromkeys((item.slug for item in HHS_INDICATORS.items), "yes"), (), NOW)
    assert found.tier is None
    assert "One sign alone does not mean trafficking" in HHS_INDICATORS.caution


def test_risk_factors_are_a_list_of_their_own_and_feed_no_score() -> None:
    """ "These risk factors are not exhaustive, and experiencing one or more does not mean a child or youth will
    experience trafficking." Two of the twelve are information types of their own and are not asked."""
    assert [item.quote for item in HHS_RISK_FACTORS.items] == RISKS
    assert HHS_RISK_FACTORS.tiers == ()
    for one in TOOLS:
        if one.slug != HHS_RISK_FACTORS.slug:
            assert not set(one.items) & set(HHS_RISK_FACTORS.items), one.slug


@pytest.mark.parametrize("slug", ["hhs_indicators", "hhs_risk_factors"])
def test_the_guides_lists_are_for_every_program_that_screens(slug: str) -> None:
    assert [one.slug for one in CORE_TOOLS if one.slug == slug and not one.run_by]
    for partner in ("child_welfare", "juvenile_justice"):
        assert slug in {one.slug for one in catalog().tools_of(partner, frozenset())}
    assert not catalog().tools_of("law_enforcement", frozenset())


@pytest.mark.parametrize(
    ("received", "caregiver", "expected"),
    [
        ("2024-06-30", "no", "investigation"),
        ("2024-06-30", "yes", "investigation"),
        ("2024-06-30", "unknown", "investigation"),
        ("2024-07-01", "no", "noncaregiver_response"),
        ("2024-07-01", "yes", "investigation"),
        ("2024-07-01", "unknown", ""),
        ("2024-07", "no", "noncaregiver_response"),
        ("unknown", "yes", "investigation"),
        ("unknown", "no", ""),
    ],
)
def test_minnesotas_route_goes_by_day_of_the_report_and_caregiver(received: str, caregiver: str, expected: str) -> None:
    """ "All screened-in reports of sex trafficking must be investigated by child protection, regardless of alleged
    offender relationship. Effective July 1, 2024, reports of non-caregiver sex trafficking will be assessed using a
    non-caregiver sex trafficking response. Other reports will continue to be investigated." """
    assert route(received_on=received, sex_trafficking="yes", caregiver=caregiver) == expected


def test_minnesotas_flow_screens_no_report_out() -> None:
    flow = tool("mn_report_screening")
    assert route(received_on="2026-01-01", sex_trafficking="no", caregiver="no") == ""
    assert flow.ranked is False
    assert "screens no report out" in flow.caution


def test_a_child_who_came_back_is_screened_by_the_definition_and_not_by_a_count() -> None:
    """ "children under the age of 18 who are induced to engage in a commercial sex act or to exchange sex for anything
    of value, including food or a place to stay, are considered victims of sex trafficking" """
    signs = {item.slug: "yes" for item in HHS_INDICATORS.items}
    assert run("return_screen", **signs).tier is None
    found = run("return_screen", told_exchange="yes").tier
    assert found
    assert found.slug == "possible_sex_trafficking"
    assert "including food or a place to stay" in found.quote
    labor = run("return_screen", forced_work="yes", told_exchange="no", reported_exchange="no").tier
    assert labor
    assert (labor.slug, labor.obliges) == ("possible_labor_trafficking", ())


def test_connecticut_screens_every_child_entering_care_and_its_team_has_72_hours() -> None:
    """ "The Connecticut Department of Children and Families screens every child who enters its system for commercial
    sexual exploitation." "The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours." """
    entry = tool("ct_entry_screen")
    assert entry.entry_form == "placement_note"
    assert "screens every child who enters its system" in entry.quote
    found = run("ct_entry_screen", possible_victim="yes")
    (duty,) = found.obliges
    assert duty.quote == "The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours."
    assert run("ct_entry_screen", **{item.slug: "yes" for item in HHS_INDICATORS.items}).tier is None


def test_a_victim_identified_at_floridas_intake_is_called_in_and_an_alert_stands() -> None:
    """ "Once victims are identified, DJJ staff reports them to the Florida Abuse Hotline and an alert is entered into
    DJJ's data system to track the child and ensure they receive appropriate services." """
    found = run("fl_intake_screen", identified="yes")
    assert found.tier
    assert "reports them to the Florida Abuse Hotline" in found.tier.quote
    assert found.tier.alert
    (duty,) = found.obliges
    assert duty.words.startswith("Call the abuse hotline yourself")
    assert catalog().runs("juvenile_justice", tool("fl_intake_screen"))
    assert not catalog().runs("child_welfare", tool("fl_intake_screen"))


def test_what_a_child_tells_stops_every_tool_that_asks_one() -> None:
    for one in TOOLS:
        assert bool([item for item in one.items if item.disclosure]) == one.interviews, one.slug


def test_every_tool_speaks_to_a_person_and_never_says_that_a_child_is_no_victim() -> None:
    for one in TOOLS:
        assert one.why.endswith("."), one.slug
        assert one.caution.endswith("."), one.slug
        for item in one.items:
            assert len(item.title) <= 110, item.slug
            assert not item.hint or item.hint.endswith("."), item.slug
        said = " ".join([one.title, one.why, one.caution, *(tier.title + tier.alert for tier in one.tiers)])
        assert "not a victim" not in said.lower()


def test_a_tool_that_takes_judgment_names_the_training_it_needs() -> None:
    assert {one.slug for one in TOOLS if one.tiers and not one.training} == set()
