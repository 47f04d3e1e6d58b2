"""Room: plugins. The mental-health program: its people, its regime, the information types it files."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_mental_health.forms import FORMS

MENTAL_HEALTH = PartnerType(
    slug="mental_health",
    title="Mental-health care",
    regimes=frozenset({Regime.HIPAA}),
    confidential=False,
    audience=Audience.HEALTH,
    holds=frozenset(
        {
            InformationType.IDENTITY,
            InformationType.MENTAL_HEALTH,
            InformationType.PSYCHOTHERAPY_NOTES,
            InformationType.REPORT,
            InformationType.SAFETY_PLAN,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Therapist or clinician"),
        ("supervisor", "Clinical supervisor"),
        ("coordinator", "Trauma services coordinator"),
        ("privacy_officer", "HIPAA privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Compliance auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="therapist_privilege",
            citation="Jaffee v. Redmond, 518 U.S. 1; the state's privilege statute",
            ask="Who holds the privilege of a minor patient, and does anything written here put it at risk?",
        ),
        NotEncoded(
            slug="therapy_signers",
            citation="45 CFR 164.508(c)(1)(vi); the state's law on outpatient care of minors",
            ask="Who signs for a minor in therapy, and from what age may they consent and release alone?",
        ),
        NotEncoded(
            slug="danger_to_others",
            citation="45 CFR 164.512(j); the state's duty-to-protect law",
            ask="When must or may a clinician warn somebody of danger, and what may be told?",
        ),
    ),
    notices=(
        (
            "Psychotherapy notes have a form of their own and need a release that names nothing else. "
            "Write no session content anywhere else."
        ),
        "The team needs to know whether care was begun and kept. It does not need to know what was said in it.",
    ),
)
