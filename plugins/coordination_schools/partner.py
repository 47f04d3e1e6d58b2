"""Room: plugins. The school: its people, its regime, the information types it files, and what it should be told."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_schools.forms import FORMS

SCHOOLS = PartnerType(
    slug="schools",
    title="School",
    regimes=frozenset({Regime.FERPA}),
    confidential=False,
    audience=Audience.SCHOOL,
    # Nothing but school matters: a school that kept an interview or a whereabouts would have to show it to a parent.
    holds=frozenset({InformationType.EDUCATION, InformationType.IDENTITY, InformationType.REPORT}),
    roles=(
        ("worker", "School social worker, counselor or nurse"),
        ("supervisor", "Principal or director of student services"),
        ("coordinator", "McKinney-Vento liaison"),
        ("privacy_officer", "Student records officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="school_signers",
            citation="20 USC 1232g(b)(2)(A); 34 CFR 99.30",
            ask="Who signs for school records: which parent, an agency with custody, or a student of 18?",
        ),
        NotEncoded(
            slug="school_to_child_welfare",
            citation="20 USC 1232g(b)(1)(L)",
            ask="Which paper shows us that a child welfare or tribal agency is legally responsible for this student?",
        ),
        NotEncoded(
            slug="school_emergency",
            citation="20 USC 1232g(b)(1)(I); 34 CFR 99.36",
            ask="Who at the school may judge that there is an emergency, and whom may they tell what?",
        ),
        NotEncoded(
            slug="school_to_juvenile_justice",
            citation="20 USC 1232g(b)(1)(E)",
            ask="Does a state law let us tell juvenile justice, and who certifies in writing not to pass it on?",
        ),
        NotEncoded(
            slug="school_orders",
            citation="20 USC 1232g(b)(1)(J), (b)(2)(B)",
            ask="When does an order or subpoena open school records, and when may a parent not be told of it?",
        ),
        NotEncoded(
            slug="living_situation",
            citation="42 USC 11432(g)",
            ask="Is where a homeless student lives to be kept as a school record, and never as directory information?",
        ),
    ),
    notices=(
        "What a school keeps, a parent may inspect, and a parent may be the abuser. Write only what school work needs.",
        "Never write where the young person stays, nor what they told about abuse beyond the report of concern.",
        "A child without a fixed, safe home may have rights under the McKinney-Vento Act: call the liaison.",
    ),
)
