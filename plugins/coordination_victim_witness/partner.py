"""Room: plugins. The victim-witness program: its people, its regime, what it files, and its standing notice."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_victim_witness.forms import FORMS

VICTIM_WITNESS = PartnerType(
    slug="victim_witness",
    title="Victim-witness services (police or prosecutor)",
    regimes=frozenset({Regime.INVESTIGATIVE}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset(
        {
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.PROSECUTION,
            InformationType.SAFETY_PLAN,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Victim-witness specialist"),
        ("supervisor", "Victim-witness director"),
        ("coordinator", "Lead victim-witness specialist"),
        ("privacy_officer", "Records and privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="victim_witness_disclosure",
            citation="Brady v. Maryland, 373 U.S. 83; Kyles v. Whitley, 514 U.S. 419",
            ask="Which of our notes must the prosecutor be given, and which must go on to the defense?",
        ),
        NotEncoded(
            slug="victim_witness_privilege",
            citation="the state's victim advocate privilege statute",
            ask="Does any privilege cover what a victim tells an advocate who works for police or a prosecutor?",
        ),
        NotEncoded(
            slug="victim_witness_voca",
            citation="28 CFR 94.115",
            ask="Is this program paid from VOCA funds? Then add that regime to it in the roster.",
        ),
        NotEncoded(
            slug="victim_witness_rights",
            citation="18 USC 3771; the state's crime victims' rights law",
            ask="Which notices does the law owe to a child victim, and who signs for the child’s choices?",
        ),
    ),
    notices=(
        "Tell the young person before they speak: you are not a confidential advocate. Offer to call one first.",
        "Write needs and dates, not what happened. A statement belongs to the forensic interview.",
    ),
    standing_notice="Victim-witness records are not confidential; they may be given to the defense.",
)
