"""Room: plugins. Connecticut: whom the screening tool is for, as far as the brief of 2013 says."""

from __future__ import annotations

from coordination.declare import Training

SCREENING = Training(
    slug="ct_warning_signs",
    title="Training in warning signs of trafficking",
    citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 4",
    quote="trains foster care parents and caseworkers in care facilities and other therapeutic settings on "
    "warning signs of trafficking, its dangers and risks, and ways to facilitate engagement with youth",
    help="Ask your supervisor which training your agency takes for this tool.",
)

TRAININGS = (SCREENING,)
