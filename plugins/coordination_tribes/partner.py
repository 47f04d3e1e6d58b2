"""Room: plugins. The tribe's program for children and families: its people, its law, the information types it files."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_tribes.forms import FORMS

TRIBES = PartnerType(
    slug="tribes",
    title="Tribe",
    # The core's floor closes what stands under this regime to every other government's rule.
    regimes=frozenset({Regime.TRIBAL}),
    confidential=False,
    holds=frozenset(
        {
            InformationType.CHILD_PROTECTION,
            InformationType.COURT,
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.MISSING,
            InformationType.PLACEMENT,
            InformationType.REPORT,
            InformationType.SAFETY_PLAN,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Tribal child and family worker"),
        ("supervisor", "Director of tribal social services"),
        ("coordinator", "ICWA coordinator"),
        ("privacy_officer", "Tribal records officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="tribe_exchange",
            citation="25 USC 3205",
            ask="With whom may the tribe and a state or federal agency exchange without a release, and of what?",
        ),
        NotEncoded(
            slug="tribe_signs_for_minor",
            citation="25 USC 1903; tribal code; 34 USC 12291(b)(2)(B)(ii)",
            ask="Does a tribe’s signature as custodian stand for a parent’s or guardian’s beside a minor’s?",
        ),
        NotEncoded(
            slug="tribal_jurisdiction",
            citation="25 USC 1911",
            ask="When does the tribal court alone decide, and when may a state case be transferred to it?",
        ),
        NotEncoded(
            slug="status_offense_placement",
            citation="25 USC 1903(1)",
            ask="Does the Act reach this placement, such as one after a child ran away?",
        ),
        NotEncoded(
            slug="emergency_removal",
            citation="25 USC 1922; 25 CFR 23.113",
            ask="How long may an emergency placement last, and what findings does it need after that?",
        ),
    ),
    notices=(
        "The tribe decides what of its information is shared. A state agency’s rule opens none of it.",
        (
            "Notice of a hearing goes by registered or certified mail with return receipt. No hearing before 10 days "
            "after it was received; the tribe may have 20 days more (25 USC 1912(a))."
        ),
        "A report is not made by writing here. Call the tribe’s own line, and others that the law names.",
    ),
)
