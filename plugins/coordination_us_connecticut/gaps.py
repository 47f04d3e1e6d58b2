"""Room: plugins. Connecticut rules that are known of and not encoded: nothing is opened on them."""

from __future__ import annotations

from coordination.declare import NotEncoded

GAPS = (
    NotEncoded(
        slug="ct_entry_tool",
        citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 1",
        ask="Ask counsel: with which tool is every child entering care screened, within what time, and from which age "
        "on? (The brief names none; here the HHS guide’s signs are asked.)",
    ),
    NotEncoded(
        slug="ct_clinical_team",
        citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 1",
        ask="Ask counsel: are the 72 hours of the clinical team still the rule, and from when do they run?",
    ),
    NotEncoded(
        slug="ct_team_sharing",
        citation="Connecticut’s law on child-protection records and teams",
        ask="Ask counsel: which law lets the department share with a team, and what?",
    ),
    NotEncoded(
        slug="ct_reporting",
        citation="Connecticut’s law on mandated reporters",
        ask="Ask counsel: who must report to the Careline, in what time and in what form?",
    ),
)
