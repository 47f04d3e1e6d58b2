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

CORE_TRAININGS = (CLINICAL_LICENSE,)
