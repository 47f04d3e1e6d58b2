"""Room: plugins. The medical program: its people, its regime, the information types it files."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_medical.forms import FORMS

MEDICAL = PartnerType(
    slug="medical",
    title="Medical care",
    regimes=frozenset({Regime.HIPAA}),
    confidential=False,
    audience=Audience.HEALTH,
    # What the patient consented to alone, and HIV and infections, are types of their own: a release of “medical” opens
    # neither, and neither is ever shown locked.
    holds=frozenset(
        {
            InformationType.HIV_STI,
            InformationType.IDENTITY,
            InformationType.MEDICAL,
            InformationType.MINOR_CONSENTED_CARE,
            InformationType.REPORT,
        }
    ),
    roles=(
        ("worker", "Clinician or sexual assault nurse examiner"),
        ("supervisor", "Nurse manager or medical director"),
        ("coordinator", "Child abuse pediatrics coordinator"),
        ("privacy_officer", "HIPAA privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Compliance auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="medical_signers",
            citation="45 CFR 164.502(g); 45 CFR 164.508(c)(1)(vi)",
            ask="Who signs an authorization for a minor patient, and when may a parent be refused as representative?",
        ),
        NotEncoded(
            slug="abuse_report_content",
            citation="45 CFR 164.512(b)(1)(ii)",
            ask="How much of the chart may go with a report of suspected abuse, to whom, and what may follow it?",
        ),
        NotEncoded(
            slug="care_minor_alone",
            citation="the state's law on care a minor may get alone",
            ask="Which care may a minor consent to alone here, and who then signs for what is written about it?",
        ),
        NotEncoded(
            slug="hiv_records",
            citation="the state's law on records of HIV tests",
            ask="What must a release of such test results say beyond what HIPAA asks, and who may be told without one?",
        ),
        NotEncoded(
            slug="medical_accounting",
            citation="45 CFR 164.528",
            ask="Does the access log here, with its six-year accounting, meet our duty to account for disclosures?",
        ),
        NotEncoded(
            slug="medical_windows",
            citation="AAP guidance; the state's exam protocol",
            ask="Up to how many hours or days after last contact do we offer evidence collection, and which medicine?",
        ),
    ),
    notices=(
        "Images of the exam never come here. Write only who keeps them.",
        (
            "Care that the young person consented to alone, and HIV or other infections, have forms of their own. "
            "Never write about them in an exam summary."
        ),
        "An exam is offered and never imposed. The young person may stop it at any step.",
    ),
)
