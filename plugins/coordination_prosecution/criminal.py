"""Room: plugins. The criminal prosecutor: people, regimes, the information types filed."""

from __future__ import annotations

from coordination.declare import Audience, InformationType, NotEncoded, PartnerType, Regime
from coordination_prosecution.forms import CRIMINAL_FORMS
from coordination_prosecution.gaps import WALL, WORK_PRODUCT

PROSECUTION = PartnerType(
    slug="prosecution",
    title="Criminal prosecution",
    regimes=frozenset({Regime.ATTORNEY, Regime.INVESTIGATIVE}),
    confidential=False,
    audience=Audience.POLICE_AND_COURT,
    holds=frozenset(
        {
            InformationType.COURT,
            InformationType.IDENTITY,
            InformationType.PROSECUTION,
            InformationType.REPORT,
            InformationType.WORK_PRODUCT,
        }
    ),
    roles=(
        ("worker", "Prosecutor"),
        ("supervisor", "Chief prosecutor"),
        ("coordinator", "Human trafficking prosecutor, lead"),
        ("privacy_officer", "Records and privacy officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=CRIMINAL_FORMS,
    not_encoded=(
        NotEncoded(
            slug="prosecution_disclosure_to_the_defense",
            citation="Brady v. Maryland, 373 U.S. 83; Kyles v. Whitley, 514 U.S. 419",
            ask="Which records of others that we read here must go to the defense, and who tells their owners?",
        ),
        NotEncoded(
            slug="prosecution_charges_and_dispositions",
            citation="the state's law on court and prosecution data; the team's agreement",
            ask="May charges filed and how they ended go to the team without a release? (Until then: by release.)",
        ),
        NotEncoded(
            slug="prosecution_federal_child_victim",
            citation="18 USC 3509(d), (m)",
            ask="In a federal case: which papers that name the child are under seal, and may any of them stand here?",
        ),
        NotEncoded(
            slug="prosecution_victims_not_charged",
            citation="the state's Safe Harbor law",
            ask="Which acts of an exploited child may not be charged here, and up to which age?",
        ),
        NotEncoded(
            slug="prosecution_victim_rights",
            citation="18 USC 3771; the state's crime victims' rights law",
            ask="Of which hearings and decisions must a child victim be told, by whom, and how long before?",
        ),
        NotEncoded(slug="prosecution_work_product", citation=WORK_PRODUCT, ask="What of ours is work product?"),
        NotEncoded(slug="prosecution_wall", citation=WALL, ask="Who in our office may work on both sides, if anybody?"),
    ),
    notices=(
        "The child is a victim. Nothing here may state or count an act of theirs as an offense.",
        (
            "Work product goes on the form “Attorney note” and is never shared, not even by a release. "
            "What stands on other forms may be shared."
        ),
        "The civil child-protection attorney of your office does not see this, and you do not see theirs.",
        "What you read here may have to be disclosed to the defense. Ask before you open what you do not need.",
    ),
)
