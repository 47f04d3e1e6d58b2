"""Room: plugins. Minnesota's screening of a report of sex trafficking: two routes by day of the report and caregiver.

Only what the department's page says. Its flowchart, "Child protection screening for sex trafficking and exploitation",
and Bulletin 24-68-10 were not read (gaps.py), so nothing here screens a report out: the flow ends in a suggestion.
"""

from __future__ import annotations

from coordination.declare import (
    AllOf,
    AnyOf,
    Not,
    QuestionKind,
    ScreeningTool,
    ScreenItem,
    Section,
    Since,
    Tier,
    ToolKind,
    Yes,
)

PAGE = "Minnesota DHS, Child welfare response to human trafficking and exploitation"
FROM = "2024-07-01"

_TRAFFICKING = Yes("sex_trafficking")
_BY_RESPONSE = AllOf((Since("received_on", FROM), Not(Yes("caregiver"))))

NONCAREGIVER_RESPONSE = Tier(
    slug="noncaregiver_response",
    title="Non-caregiver sex trafficking response",
    rule=AllOf((_TRAFFICKING, _BY_RESPONSE)),
    citation=f"{PAGE}; Minn. Stat. 260E.17",
    quote="Effective July 1, 2024, reports of non-caregiver sex trafficking will be assessed using a non-caregiver sex "
    "trafficking response.",
)

INVESTIGATION = Tier(
    slug="investigation",
    title="Child protection investigation",
    rule=AllOf((_TRAFFICKING, AnyOf((Not(Since("received_on", FROM)), Yes("caregiver"))))),
    citation=PAGE,
    quote="All screened-in reports of sex trafficking must be investigated by child protection, regardless of alleged "
    "offender relationship. […] Other reports will continue to be investigated.",
)

REPORT_SCREENING = ScreeningTool(
    slug="mn_report_screening",
    version=1,
    title="Minnesota screening of a report of sex trafficking",
    kind=ToolKind.TAILORED_TOOL,
    why="A report tells of known or suspected sex trafficking, and you screen it.",
    citation=PAGE,
    quote="Intake staff, screeners and supervisors can use the Child protection screening for sex trafficking and "
    "exploitation flowchart to help screen and assign reports of potential trafficking or exploitation.",
    sections=(
        Section(
            slug="report",
            title="The report",
            lead="An offender need not be known, and no guardian need be named.",
            items=(
                ScreenItem(
                    slug="received_on",
                    title="The day on which the report was received",
                    quote="Effective July 1, 2024",
                    kind=QuestionKind.DATE,
                ),
                ScreenItem(
                    slug="sex_trafficking",
                    title="Does the report tell of known or suspected sex trafficking of a child?",
                    quote="Mandated reporters must report all known or suspected sex trafficking of children to local "
                    "child protection agencies, regardless of relationship to alleged offenders.",
                ),
                ScreenItem(
                    slug="caregiver",
                    title="Is somebody who may have done it a caregiver of the child?",
                    quote="reports of non-caregiver sex trafficking",
                ),
            ),
        ),
    ),
    run_by=frozenset({"child_welfare"}),
    training="mn_trafficking_response",
    tiers=(NONCAREGIVER_RESPONSE, INVESTIGATION),
    ranked=False,
    interviews=False,
    caution="This suggests a route. It screens no report out, and the decision is your agency’s.",
)
