"""Room: plugins. What Connecticut's brief of 2013 gives a time for: the clinical team's assessment."""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

CLINICAL_TEAM = DeadlineRule(
    slug="ct_clinical_team_assesses",
    version=1,
    title="Have the clinical team of licensed clinicians assess the young person",
    event=Event.TOOL_POSITIVE,
    amount=72,
    unit=Unit.ELAPSED_HOURS,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.SCREENING,
    citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 1",
    quote="The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours.",
    source="seed 004; law-and-standards.md §2 C15",
)

DEADLINES = (CLINICAL_TEAM,)
