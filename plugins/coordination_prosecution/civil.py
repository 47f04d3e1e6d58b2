"""Room: plugins. The civil child-protection attorney, who acts for the agency in the child's protection case."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_prosecution.forms import CIVIL_FORMS
from coordination_prosecution.gaps import WALL, WORK_PRODUCT

CHILD_PROTECTION_ATTORNEY = PartnerType(
    slug="child_protection_attorney",
    title="Child-protection attorney",
    regimes=frozenset({Regime.ATTORNEY}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset({InformationType.COURT, InformationType.IDENTITY, InformationType.WORK_PRODUCT}),
    roles=(
        ("worker", "Child-protection attorney"),
        ("supervisor", "Lead civil attorney"),
        ("coordinator", "Lead attorney for the case"),
        ("privacy_officer", "Records and privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=CIVIL_FORMS,
    not_encoded=(
        NotEncoded(
            slug="civil_attorney_as_agent",
            citation="42 USC 5106a(b)(2)(B)(ix), “agent of such entity”; 42 USC 671(a)(8)(B)",
            ask="Does the law let child protection share its records with its own attorney without a release?",
        ),
        NotEncoded(
            slug="civil_sealed_papers",
            citation="18 USC 3509(d); the state's rules on juvenile court records",
            ask="Which papers that name a child must be filed under seal, and may they stand here at all?",
        ),
        NotEncoded(
            slug="civil_notice_to_tribe",
            citation="25 USC 1912(a); 25 CFR 23.11",
            ask="Who sends the notice to parents, custodian and tribe, and who keeps the return receipt?",
        ),
        NotEncoded(slug="civil_work_product", citation=WORK_PRODUCT, ask="What of ours is work product?"),
        NotEncoded(slug="civil_wall", citation=WALL, ask="May a parent’s statement to us ever reach the prosecutor?"),
    ),
    notices=(
        (
            "Work product, and what your client told you, goes on the form “Attorney note” and is never shared, "
            "not even by a release."
        ),
        "The criminal prosecutor of your office does not see this, and you do not see theirs.",
        "A release that names your whole office opens nothing to you. It must name your program.",
    ),
)
