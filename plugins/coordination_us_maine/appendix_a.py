"""Room: plugins. Maine's screening tool: policy IV.D-2B, Appendix A, a tiered protocol with 16 at-risk behaviours.

Where the text contradicts itself or can be read two ways, a switch says how this installation reads it:
- HIGH: the body (B.2) names the child advocacy center alone, the appendix adds the district attorney. Both are done.
- AT RISK is "three or fewer", which none also is. None is read as no tier.
- "Have run away or been reported missing" is MODERATE, and "history of" it is one of the 16. Any run is MODERATE.
How often a child ran in six months is counted from missing episodes; nobody is asked to count. Whether this policy is
in force is for counsel (gaps.py).
"""

from __future__ import annotations

from coordination.declare import (
    Answered,
    AnyOf,
    AtLeast,
    Episodes,
    Event,
    Obligation,
    ScreeningTool,
    Switch,
    Switched,
    Tier,
    ToolKind,
    Yes,
)
from coordination_us_maine.behaviors import BEHAVIOR_SECTIONS, BEHAVIORS, FIRST_SECTIONS

APPENDIX = "Maine OCFS policy IV.D-2B, Appendix A, effective 4/7/16"
BODY = "Maine OCFS policy IV.D-2B, VII"

_CAC = "Convene MDT through CAC"
_DA = "Report to District Attorney made"
_HIGH_BODY = (
    "If information gathered screens the youth at high risk of experiencing HTCSEC, a referral to the nearest CAC "
    "will be made to convene a multidisciplinary team to address the complexity of the situation and form next steps "
    "to attain safety and services for the victim."
)

CONFIRMED = Tier(
    slug="confirmed",
    title="CONFIRMED victim of human trafficking",
    rule=AnyOf((Yes("told_forced"), Yes("told_unforced"), Yes("police_identified"))),
    citation=APPENDIX,
    quote="They have disclosed commercial sex* as a result of force, fraud, or coercion; They have disclosed "
    "consensual commercial sex; They have been identified by law enforcement as a victim of trafficking",
    obliges=(
        Obligation(
            event=Event.TIER_CONFIRMED,
            words="Report to the district attorney of the county at once, if that is not done yet",
            citation=f"{BODY}.B.1",
            quote="a report to the appropriate county District Attorney will be made immediately (if not done so "
            "already)",
        ),
        Obligation(
            event=Event.TIER_CONFIRMED,
            words="Refer to the nearest child advocacy center, to convene a team",
            citation=f"{BODY}.B.1",
            quote="a referral to the nearest Child Advocacy Center (CAC) will be made to convene a multidisciplinary "
            "team",
        ),
        Obligation(
            event=Event.TIER_CONFIRMED,
            words="Mark the young person as a trafficking victim in MACWIS",
            citation=APPENDIX,
            quote="Client identified in MACWIS as HT victim",
        ),
        Obligation(
            event=Event.TRAFFICKING_IDENTIFIED,
            words="Tell law enforcement at once, in no case later than 24 hours",
            citation="42 USC 671(a)(34)(A)",
            quote="report immediately, and in no case later than 24 hours",
        ),
    ),
)

HIGH = Tier(
    slug="high",
    title="HIGH RISK of human trafficking",
    rule=AnyOf((Yes("state_lines"), Yes("hotels_for_sex"), Episodes(2, months=6))),
    citation=APPENDIX,
    quote="They report travel across state lines (without known resources to do so); They have confirmed or there are "
    "reports of frequenting hotels to have sex; They have run away or been reported missing two or more times in the "
    "previous 6 months",
    obliges=(
        Obligation(
            event=Event.TIER_HIGH,
            words="Refer to the nearest child advocacy center, to convene a team, and share all risk factors there",
            citation=f"{BODY}.B.2; {APPENDIX}: {_CAC}",
            quote=_HIGH_BODY,
        ),
        Obligation(
            event=Event.TIER_HIGH_REPORT,
            words="Report to the district attorney",
            citation=APPENDIX,
            quote=_DA,
            when="high_tells_da",
        ),
    ),
)

MODERATE = Tier(
    slug="moderate",
    title="MODERATE RISK of human trafficking",
    rule=Switched(
        "any_run_is_moderate",
        on=AnyOf((Yes("ran_before"), Episodes(1), AtLeast(4, BEHAVIORS))),
        off=AnyOf((Episodes(1), AtLeast(4, BEHAVIORS))),
    ),
    citation=APPENDIX,
    quote="They have run away or been reported missing; Four or more “at risk” behaviors, below",
    obliges=(
        Obligation(
            event=Event.TIER_MODERATE,
            words="Set up a consultation with the program administrator or the assistant, and a supervisor: safety, "
            "next steps, and what to do about running away",
            citation=f"{BODY}.B.3",
            quote="a consultation meeting should be set up by the caseworker that includes a Program Administrator or "
            "Assistant Program Administrator and a Supervisor to plan for safety and next steps",
        ),
    ),
)

AT_RISK = Tier(
    slug="at_risk",
    title="At RISK of human trafficking",
    rule=Switched("zero_is_no_tier", on=AtLeast(1, BEHAVIORS), off=Answered(BEHAVIORS)),
    citation=APPENDIX,
    quote="THREE or fewer of the following",
    obliges=(
        Obligation(
            event=Event.TIER_AT_RISK,
            words="Make referrals as needed, above all to sexual assault support services",
            citation=f"{BODY}.B.4; {APPENDIX}",
            quote="Make referrals as necessary, especially to sexual assault support services",
        ),
    ),
)

SWITCHES = (
    Switch(
        slug="high_tells_da",
        title="At high risk, is the district attorney told too?",
        citation=f"{BODY}.B.2; {APPENDIX}",
        quote=f"{_HIGH_BODY} / {_CAC}. {_DA}.",
        on_words="Yes: the center and the district attorney, as the appendix says",
        off_words="No: the center alone, as the body says",
    ),
    Switch(
        slug="zero_is_no_tier",
        title="Does no at-risk behavior at all give no tier?",
        citation=APPENDIX,
        quote="THREE or fewer of the following",
        on_words="Yes: one to three give the tier at risk",
        off_words="No: none is fewer than three, and gives the tier at risk",
    ),
    Switch(
        slug="any_run_is_moderate",
        title="Does any run in the past give moderate risk?",
        citation=APPENDIX,
        quote="They have run away or been reported missing / History of running away or have been reported missing in "
        "the past",
        on_words="Yes: what was told of the past counts as the hub’s own episodes do",
        off_words="No: what was told of the past is one of the 16; an episode in the hub gives moderate risk",
    ),
)

APPENDIX_A = ScreeningTool(
    slug="maine_appendix_a",
    version=1,
    title="Maine screening for trafficking and exploitation",
    kind=ToolKind.TIERED_PROTOCOL,
    why="A report of exploitation was screened in, a child was missing, or you think that exploitation is possible.",
    citation=APPENDIX,
    quote="This tool is intended to guide trained professionals in assessing for trafficking and/or commercial sexual "
    "exploitation, and to determine when a multidisciplinary (MDT) response may be helpful",
    sections=(*FIRST_SECTIONS, *BEHAVIOR_SECTIONS),
    run_by=frozenset({"child_welfare"}),
    training="me_screening_tool",
    tiers=(CONFIRMED, HIGH, MODERATE, AT_RISK),
    switches=SWITCHES,
    # "The lack of a “confirmation” or “high risk” score does not mean that a minor may not be experiencing trafficking
    # or exploitation, or that an MDT response may not be helpful."
    caution=(
        "No tier, or a low one, does not mean that nothing happened, or that a team would not help. Unknown is not no."
    ),
)
