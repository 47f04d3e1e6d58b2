"""Room: plugins. Florida: whom the screening tool is for, as far as the brief of 2013 says."""

from __future__ import annotations

from coordination.declare import Training

SCREENING = Training(
    slug="fl_victim_identification",
    title="Training in the victim identification tool",
    citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 3",
    quote="trains staff at the Department of Juvenile Justice (DJJ) Assessment Centers to use a research-based, "
    "trauma-informed tool to identify victims as soon as they enter the facility",
    help="Ask your supervisor which training your agency takes for this tool.",
)

TRAININGS = (SCREENING,)
