"""Room: plugins. Florida rules that are known of and not encoded: nothing is opened on them."""

from __future__ import annotations

from coordination.declare import NotEncoded

GAPS = (
    NotEncoded(
        slug="fl_intake_tool",
        citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 3",
        ask="Ask counsel: which tool do assessment centers use today, what does it ask, and when is its result "
        "positive? (The brief tells of a tool and quotes none of it; here the HHS guide’s signs are asked.)",
    ),
    NotEncoded(
        slug="fl_hotline_time",
        citation="Florida’s law on reports to the Abuse Hotline",
        ask="Ask counsel: within what time must staff call the hotline, and is a written report due too?",
    ),
    NotEncoded(
        slug="fl_team_sharing",
        citation="Florida’s law on juvenile-justice and child-protection records",
        ask="Ask counsel: which law lets juvenile justice share a screen with a team, and for what use?",
    ),
)
