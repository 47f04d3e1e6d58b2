"""Room: plugins. The treatment program: its people, its regimes, the information types it files."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_substance_use.forms import FORMS

SUBSTANCE_USE = PartnerType(
    slug="substance_use",
    title="Substance-use treatment",
    regimes=frozenset({Regime.HIPAA, Regime.PART_2}),
    # 42 CFR 2.13(c): a place on the team, or a locked tile, would tell that the child is a patient.
    confidential=True,
    audience=Audience.HEALTH,
    holds=frozenset({InformationType.IDENTITY, InformationType.REPORT, InformationType.SUBSTANCE_USE}),
    roles=(
        ("worker", "Counselor"),
        ("supervisor", "Clinical director"),
        ("coordinator", "Lead counselor"),
        ("privacy_officer", "Part 2 privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Compliance auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="treatment_minor_consent",
            citation="42 CFR 2.14; the state's law on treatment a minor may get alone",
            ask="May a minor consent to this treatment alone here, and does the minor alone then sign the consent?",
        ),
        NotEncoded(
            slug="treatment_proceedings_consent",
            citation="42 CFR 2.31(d)",
            ask="What must a separate consent say that lets treatment records be used in a legal proceeding?",
        ),
        NotEncoded(
            slug="counseling_notes",
            citation="42 CFR 2.31(b)",
            ask="What is an SUD counseling note, and what must the separate consent for one say?",
        ),
        NotEncoded(
            slug="hub_as_intermediary",
            citation="42 CFR 2.11; 42 CFR 2.24",
            ask="Is this hub an intermediary, and does the access log give the list of three years due in 30 days?",
        ),
        NotEncoded(
            slug="treatment_emergency",
            citation="42 USC 290dd-2(b)(2)(A)",
            ask="What may medical personnel be told in a bona fide emergency, and what must be written down then?",
        ),
    ),
    notices=(
        "That somebody is a patient here is protected. Until a consent names the hub, nothing about them is here.",
        "Nothing written here may be used against the patient without their consent to that or a court order.",
        "Counseling notes need a consent of their own. Keep them in your own chart.",
        (
            "A report of suspected child abuse that state law asks for may be made. Your records stay protected, in "
            "what follows from the report too."
        ),
    ),
)
