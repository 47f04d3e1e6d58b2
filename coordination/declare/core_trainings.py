"""Room: declare. Trainings and licenses that no one jurisdiction declares: a clinician's license."""

from __future__ import annotations

from coordination.declare.training import Training

CLINICAL_LICENSE = Training(
    slug="clinical_license",
    title="Clinical license",
    citation="Emerging Practices, 2013 (seed 004)",
    quote="The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours.",
    help="Renew it with the state board that issued it, then have its new end entered.",
    licensed=True,
)

# INVARIANT: nobody runs or signs a screening tool without training for it; that it is asked for this tool is our rule.
SCREENING_INSTRUMENTS = Training(
    slug="screening_instruments",
    title="Training in screening for trafficking",
    citation="Emerging Practices, 2013, practice 4 (seed 004)",
    quote="trains foster care parents and caseworkers in care facilities and other therapeutic settings on warning "
    "signs of trafficking, its dangers and risks, and ways to facilitate engagement with youth",
    help="Ask your supervisor which training your agency takes, then have it entered.",
)

CORE_TRAININGS = (CLINICAL_LICENSE, SCREENING_INSTRUMENTS)
