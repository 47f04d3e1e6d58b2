"""Room: plugins. The court program: its people, its regime, and the one information type it has."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_courts.forms import FORMS

COURTS = PartnerType(
    slug="courts",
    title="Court",
    regimes=frozenset({Regime.JUDICIAL}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset({InformationType.COURT}),
    roles=(
        ("worker", "Court clerk"),
        ("supervisor", "Court administrator"),
        ("coordinator", "Specialized docket coordinator"),
        ("privacy_officer", "Court records officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="court_ex_parte",
            citation="the state's code of judicial conduct",
            ask="May a treatment-court judge or coordinator see anything that was not filed and served on all parties?",
        ),
        NotEncoded(
            slug="court_sealed_papers",
            citation="18 USC 3509(d); the state's court rules on sealed and juvenile files",
            ask="Which filings that name a child are sealed, and may a sealed paper be named here at all?",
        ),
        NotEncoded(
            slug="court_of_record",
            citation="the state's rules on electronic filing",
            ask="Confirm that filing here is a notice and never the filing in the court’s own system.",
        ),
    ),
    notices=(
        "You see what was filed with your court, and nothing else of the case.",
        "Filing here is a notice. The court’s own file is kept in the court’s own system.",
    ),
)
