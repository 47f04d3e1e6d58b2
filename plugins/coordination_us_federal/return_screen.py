"""Room: plugins. The screen of a child who comes back from being missing, as title IV-E asks for.

42 USC 671(a)(35)(A)(iii): the agency determines the child's experiences while absent, "including screening the child to
determine if the child is a possible sex trafficking victim". What a victim is: 42 USC 675(9), 22 USC 7102(11)(A), (12).
No tool is prescribed: the questions are the definition's and the HHS guide's, and the tier rests on the definition
alone.
"""

from __future__ import annotations

from coordination.declare import AnyOf, Event, Obligation, ScreeningTool, ScreenItem, Section, Tier, ToolKind, Yes
from coordination.declare.core_tools import INDICATOR_SECTIONS, ONE_IS_NONE
from coordination.declare.guide import GUIDE

_ANYTHING = (
    "children under the age of 18 who are induced to engage in a commercial sex act or to exchange sex for anything of "
    "value, including food or a place to stay, are considered victims of sex trafficking"
)

_LABOR = (
    "Labor trafficking is the recruitment, harboring, transportation, provision, or obtaining of a person for labor or "
    "services through the use of force, fraud, or coercion for the purpose of subjection to involuntary servitude, "
    "peonage, debt bondage, or slavery."
)

AWAY = Section(
    slug="away",
    title="While they were away",
    lead="First: are they safe, hurt, hungry, tired? Screening can wait for that.",
    items=(
        ScreenItem(
            slug="told_exchange",
            title="They told that they had sex for money, food, a place to stay, a ride or anything else",
            quote=_ANYTHING,
            disclosure=True,
        ),
        ScreenItem(
            slug="reported_exchange",
            title="Somebody else says so, or police identified them as a victim",
            quote=_ANYTHING,
        ),
        ScreenItem(
            slug="forced_work",
            title="They were made to work by force, fraud or threats",
            quote=_LABOR,
        ),
    ),
)

SEX_TRAFFICKING = Tier(
    slug="possible_sex_trafficking",
    title="Possible victim of sex trafficking",
    rule=AnyOf((Yes("told_exchange"), Yes("reported_exchange"))),
    citation=f"42 USC 671(a)(35)(A)(iii); {GUIDE}, Definitions and Terminology",
    quote=_ANYTHING,
    obliges=(
        Obligation(
            event=Event.TRAFFICKED_WHILE_MISSING,
            words="Write it down at once in your state’s child-welfare system, where the state asks for it",
            citation="Minnesota DHS, Child welfare response when youth go missing from care",
            quote="Any possible sex trafficking or exploitation that occurred while the youth was missing from care "
            "must also be immediately documented on the SEY/STY/At Risk screen in SSIS.",
        ),
        Obligation(
            words="If you identify them as a victim, tell law enforcement at once, in no case later than 24 hours",
            citation="42 USC 671(a)(34)(A)",
            quote="report immediately, and in no case later than 24 hours",
        ),
    ),
)

LABOR_TRAFFICKING = Tier(
    slug="possible_labor_trafficking",
    title="Possible victim of labor trafficking",
    rule=Yes("forced_work"),
    citation=f"{GUIDE}, Definitions and Terminology",
    quote=_LABOR,
)

RETURN_SCREEN = ScreeningTool(
    slug="return_screen",
    version=1,
    title="Screen of a child who came back",
    kind=ToolKind.TAILORED_TOOL,
    why="A child was missing or had run away, and is found or came back.",
    citation=f"42 USC 671(a)(35)(A)(iii); {GUIDE}, Children and youth missing from foster care",
    quote="Title IV-E requires State child welfare agencies to determine a child's or youth's experiences while "
    "missing from care, including screening them to determine if they may have experienced sex trafficking",
    sections=(AWAY, *INDICATOR_SECTIONS),
    run_by=frozenset({"child_welfare"}),
    training="screening_instruments",
    tiers=(SEX_TRAFFICKING, LABOR_TRAFFICKING),
    caution=ONE_IS_NONE,
)
