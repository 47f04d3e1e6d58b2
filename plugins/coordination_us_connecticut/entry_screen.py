"""Room: plugins. Connecticut's screen of every child who enters care, with the coverage figure (brief of May 2013).

Which tool the state uses was not read: the HHS guide's signs are asked, and the worker says what they come to. No
number of signs gives a tier by itself.
"""

from __future__ import annotations

from coordination.declare import AnyOf, Event, Obligation, ScreeningTool, ScreenItem, Section, Tier, ToolKind, Yes
from coordination.declare.core_tools import INDICATOR_SECTIONS, ONE_IS_NONE

BRIEF = "Emerging Practices Within Child Welfare Responses, May 2013"

_EVERY_CHILD = (
    "The Connecticut Department of Children and Families screens every child who enters its system for commercial "
    "sexual exploitation."
)

POSSIBLE_VICTIM = Tier(
    slug="possible_victim",
    title="Possible victim of commercial sexual exploitation",
    rule=AnyOf((Yes("told"), Yes("possible_victim"))),
    citation=f"{BRIEF}, practice 1",
    quote="The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours.",
    obliges=(
        Obligation(
            event=Event.TOOL_POSITIVE,
            words="The clinical team assesses the young person within 72 hours",
            citation=f"{BRIEF}, practice 1",
            quote="The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours.",
        ),
    ),
)

ENTRY_SCREEN = ScreeningTool(
    slug="ct_entry_screen",
    version=1,
    title="Connecticut screen of a child entering care",
    kind=ToolKind.TAILORED_TOOL,
    why="A child enters care. Every child is screened, whatever brought them here.",
    citation=f"{BRIEF}, practice 1",
    quote=_EVERY_CHILD,
    sections=(
        Section(
            slug="told",
            title="What they told",
            items=(
                ScreenItem(
                    slug="told",
                    title="They told of sex for money, food, a place to stay or anything else",
                    quote=_EVERY_CHILD,
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
                    slug="possible_victim",
                    title="Taken together: may this child be a victim of exploitation?",
                    quote="assesses victims",
                    hint="Your judgment, not a count.",
                ),
            ),
        ),
    ),
    run_by=frozenset({"child_welfare"}),
    training="ct_warning_signs",
    tiers=(POSSIBLE_VICTIM,),
    caution=ONE_IS_NONE,
    entry_form="placement_note",
)
