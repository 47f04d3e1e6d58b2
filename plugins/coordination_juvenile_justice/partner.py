"""Room: plugins. The juvenile justice program: its people, its regime, the information types it files."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_juvenile_justice.forms import FORMS

JUVENILE_JUSTICE = PartnerType(
    slug="juvenile_justice",
    title="Juvenile justice and probation",
    regimes=frozenset({Regime.JUVENILE}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset(
        {
            InformationType.COURT,
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.MISSING,
            InformationType.PLACEMENT,
            InformationType.REPORT,
            InformationType.SCREENING,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Probation officer"),
        ("supervisor", "Probation supervisor"),
        ("coordinator", "Human trafficking liaison"),
        ("privacy_officer", "Records and privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="juvenile_records_state",
            citation="the state's law on juvenile records",
            ask="To whom on a team may juvenile records go, and who may sign a release of them?",
        ),
        NotEncoded(
            slug="juvenile_records_federal",
            citation="18 USC 5038",
            ask="If a young person is in federal proceedings: which of these records may anybody on the team see?",
        ),
        NotEncoded(
            slug="juvenile_safe_harbor",
            citation="the state's Safe Harbor law",
            ask="Which acts of an exploited child take them out of this system here, and who decides that?",
        ),
        NotEncoded(
            slug="juvenile_school_records",
            citation="20 USC 1232g(b)(1)(E)(ii)",
            ask="School records that came to us with a written promise not to pass them on: may they stand here?",
        ),
        NotEncoded(
            slug="juvenile_interstate",
            citation="Interstate Compact for Juveniles, rules of 2020",
            ask="For a child from another state: who at the compact office is told, and how is the return arranged?",
        ),
    ),
    notices=(
        "The child is a victim. Never write here what a child did as something they are blamed for.",
        "What the child says about exploitation is not for use against them. Call the advocacy center.",
    ),
)
