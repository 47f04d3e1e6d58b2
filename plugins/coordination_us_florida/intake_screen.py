"""Room: plugins. Florida's screen at juvenile-justice intake: a victim identified is reported, and an alert stands.

The tool itself was not read (gaps.py): the HHS guide's signs are asked, and staff say whom they identify. No number of
signs makes it by itself. The hub calls nobody: it raises the duty to call, and keeps the proof.
"""

from __future__ import annotations

from coordination.declare import AnyOf, Event, Obligation, ScreeningTool, ScreenItem, Section, Tier, ToolKind, Yes
from coordination.declare.core_tools import INDICATOR_SECTIONS, ONE_IS_NONE

BRIEF = "Emerging Practices Within Child Welfare Responses, May 2013"

_ONCE_IDENTIFIED = (
    "Once victims are identified, DJJ staff reports them to the Florida Abuse Hotline and an alert is entered into "
    "DJJ's data system to track the child and ensure they receive appropriate services."
)

IDENTIFIED = Tier(
    slug="identified",
    title="Identified as a victim of commercial sexual exploitation",
    rule=AnyOf((Yes("told"), Yes("identified"))),
    citation=f"{BRIEF}, practice 3",
    quote=_ONCE_IDENTIFIED,
    obliges=(
        Obligation(
            event=Event.TOOL_POSITIVE,
            words="Call the abuse hotline yourself, and write down that you did",
            citation=f"{BRIEF}, practice 3",
            quote=_ONCE_IDENTIFIED,
        ),
    ),
    alert="Identified at intake as a victim of exploitation. Make sure that services reach them.",
    alert_end="The source names no end of the alert: it stands here until this screen is withdrawn.",
)

INTAKE_SCREEN = ScreeningTool(
    slug="fl_intake_screen",
    version=1,
    title="Florida screen at juvenile-justice intake",
    kind=ToolKind.TAILORED_TOOL,
    why="A young person enters an assessment center of juvenile justice.",
    citation=f"{BRIEF}, practice 3",
    quote="Florida's Victim Identification Pilot Project trains staff at the Department of Juvenile Justice (DJJ) "
    "Assessment Centers to use a research-based, trauma-informed tool to identify victims as soon as they enter the "
    "facility.",
    sections=(
        Section(
            slug="told",
            title="What they told",
            items=(
                ScreenItem(
                    slug="told",
                    title="They told of sex for money, food, a place to stay or anything else",
                    quote="The tool lists indicators of commercial sexual exploitation and provides tips on how to "
                    "interview and talk to children about sex trafficking.",
                    disclosure=True,
                ),
            ),
        ),
        *INDICATOR_SECTIONS,
        Section(
            slug="conclusion",
            title="What you conclude",
            items=(
                ScreenItem(
                    slug="identified",
                    title="Taken together: is this young person a victim of exploitation?",
                    quote="Once victims are identified",
                    hint="Your judgment, not a count. They are a victim, whatever brought them here.",
                ),
            ),
        ),
    ),
    run_by=frozenset({"juvenile_justice"}),
    training="fl_victim_identification",
    tiers=(IDENTIFIED,),
    caution=ONE_IS_NONE,
)
