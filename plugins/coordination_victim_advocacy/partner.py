"""Room: plugins. The community advocacy program: its people, its regimes, the information types it files."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_victim_advocacy.forms import FORMS

VICTIM_ADVOCACY = PartnerType(
    slug="victim_advocacy",
    title="Community victim advocacy",
    regimes=frozenset({Regime.FVPSA, Regime.VAWA, Regime.VOCA}),
    confidential=True,
    holds=frozenset(
        {
            InformationType.ADVOCACY,
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.SAFETY_PLAN,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Community advocate"),
        ("supervisor", "Advocacy program manager"),
        ("coordinator", "Lead advocate"),
        ("privacy_officer", "Confidentiality officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="advocate_privilege",
            citation="the state's advocate privilege statute",
            ask="Are our advocates privileged under state law, and does anything written here put that at risk?",
        ),
        NotEncoded(
            slug="minor_alone",
            citation="34 USC 12291(b)(2)(B)(ii); the state's law on services a minor may get alone",
            ask="Which of our services may a minor lawfully get, and so release information about, without a parent?",
        ),
        NotEncoded(
            slug="breach_notice",
            citation="award conditions of OVW and OVC",
            ask="Must a breach of personal information be reported to our funder within 24 hours?",
        ),
    ),
    notices=(
        "What you write here is shown to your own program and to those whom a written release names. Nobody else.",
        "Refusing or ending a release never ends a service. A person may end one by word of mouth, at once.",
    ),
)
