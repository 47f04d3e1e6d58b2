"""Room: declare. The core's tools: the HHS guide's list of indicators and its risk factors, two lists and no score.

The guide keeps them apart: an indicator may be a sign of trafficking, a risk factor makes it likelier. Neither has
tiers, and no tool of ours feeds a risk factor to a score.
"""

from __future__ import annotations

from coordination.declare.guide import GUIDE, INDICATORS, RISK_FACTORS
from coordination.declare.screening_tool import ScreeningTool, ScreenItem, Section, ToolKind

ONE_IS_NONE = (
    "One sign alone does not mean trafficking, and no signs do not mean that there is none. Unknown is not no."
)

_WORK = ("lives_at_work", "unpaid", "no_control_of_money", "long_hours", "debt", "past_debt")


def _items(rows: tuple[tuple[str, str, str], ...]) -> tuple[ScreenItem, ...]:
    return tuple(ScreenItem(slug=slug, title=title, quote=quote) for slug, title, quote in rows)


# Sections for tools that ask the guide's indicators beside questions of their own.
INDICATOR_SECTIONS = (
    Section(
        slug="signs",
        title="What you see and hear",
        items=_items(tuple(row for row in INDICATORS if row[0] not in _WORK)),
    ),
    Section(
        slug="work",
        title="Work, money and debt",
        items=_items(tuple(row for row in INDICATORS if row[0] in _WORK)),
    ),
)

HHS_INDICATORS = ScreeningTool(
    slug="hhs_indicators",
    version=1,
    title="Signs of trafficking: the HHS guide’s list",
    kind=ToolKind.INDICATOR_LIST,
    why="You want to think through what you have seen, on any case. It gives no tier.",
    citation=f"{GUIDE}, Screening: Indicator lists",
    quote="An indicator is a behavioral, physical, or situational characteristic that may be associated with those who "
    "have experienced trafficking.",
    sections=INDICATOR_SECTIONS,
    interviews=False,
    # "Note that just one of these on its own does not constitute a human trafficking indicator."
    caution=ONE_IS_NONE,
)

HHS_RISK_FACTORS = ScreeningTool(
    slug="hhs_risk_factors",
    version=1,
    title="Risk factors: the HHS guide’s list",
    kind=ToolKind.INDICATOR_LIST,
    why="You want to decide whether more screening is needed. It gives no tier, and no score counts it.",
    citation=f"{GUIDE}, Risk factors",
    quote="These risk factors are not exhaustive, and experiencing one or more does not mean a child or youth will "
    "experience trafficking.",
    sections=(
        Section(
            slug="risks",
            title="Risk factors",
            lead="Two of the guide’s twelve are not asked here: orientation, and substance use or mental illness. They "
            "are closed more strictly than a screen.",
            items=_items(RISK_FACTORS),
        ),
    ),
    interviews=False,
    caution="A risk factor is no sign. Many children have several and are not trafficked; some have none and are.",
)

CORE_TOOLS = (HHS_INDICATORS, HHS_RISK_FACTORS)
