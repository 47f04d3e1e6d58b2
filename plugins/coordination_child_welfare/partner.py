"""Room: plugins. The child-protection program: its people, its regime, the information types it files."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_child_welfare.forms import FORMS

CHILD_WELFARE = PartnerType(
    slug="child_welfare",
    title="Child protection",
    regimes=frozenset({Regime.CAPTA}),
    confidential=False,
    holds=frozenset(
        {
            InformationType.CHILD_PROTECTION,
            InformationType.IDENTITY,
            InformationType.IMMIGRATION,
            InformationType.LOCATION,
            InformationType.MISSING,
            InformationType.PLACEMENT,
            InformationType.REPORT,
            InformationType.REPORTER_IDENTITY,
            InformationType.SAFETY_PLAN,
            InformationType.SCREENING,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Child protection social worker"),
        ("supervisor", "Child protection supervisor"),
        ("coordinator", "Human trafficking liaison"),
        ("privacy_officer", "Privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="iv_e_use_of_records",
            citation="42 USC 671(a)(8)",
            ask="Which foster-care (title IV-E) records may go to team members beyond the five purposes of the law?",
        ),
        NotEncoded(
            slug="capta_expungement",
            citation="42 USC 5106a(b)(2)(B)(xii)",
            ask="When must a report that was not substantiated be expunged, and may the casework file stay?",
        ),
        NotEncoded(
            slug="school_records_passed_on",
            citation="20 USC 1232g(b)(1)(L)",
            ask="May school records that we hold go to anybody but those who meet the child’s education needs?",
        ),
    ),
    notices=(
        "Who made a report stays with the program that took it. Write it only on the form “Who made the report”.",
        (
            "If the child may be a foreign national, tell the Office on Trafficking in Persons within 24 hours. "
            "Write it on the form “A child from another country” and on no other."
        ),
        "A child under 18 in commercial sex is a victim of trafficking. No force, fraud or third person is needed.",
    ),
)
