"""Room: plugins. The shelter: its people, its regimes, the information types it files; location is none of them."""

from __future__ import annotations

from coordination.declare import InformationType, NotEncoded, PartnerType, Regime
from coordination_safe_housing.forms import FORMS

SAFE_HOUSING = PartnerType(
    slug="safe_housing",
    title="Safe housing",
    regimes=frozenset({Regime.FVPSA, Regime.RHYA, Regime.VAWA}),
    confidential=True,
    # INVARIANT: no location and no placement. Where a resident sleeps is where the shelter is, and that is not made
    # public without its operator's written authorization (42 USC 10406(c)(5)(H)).
    holds=frozenset(
        {
            InformationType.ADVOCACY,
            InformationType.IDENTITY,
            InformationType.REPORT,
            InformationType.SAFETY_PLAN,
            InformationType.SERVICE_PLAN,
        }
    ),
    roles=(
        ("worker", "Shelter advocate"),
        ("supervisor", "Shelter director"),
        ("coordinator", "Lead advocate"),
        ("privacy_officer", "Confidentiality officer"),
        ("administrator", "Roster administrator"),
        ("auditor", "Records auditor"),
    ),
    forms=FORMS,
    not_encoded=(
        NotEncoded(
            slug="shelter_signers",
            citation="34 USC 11275; 45 CFR 1351.21",
            ask="Must the family sign with the youth before a record of a youth shelter is shared, and what if it is "
            "not safe to ask them?",
        ),
        NotEncoded(
            slug="shelter_statistics",
            citation="34 USC 11275; 34 USC 12291(b)(2)(D)",
            ask="Which counts may leave this shelter, and in what form?",
        ),
        NotEncoded(
            slug="shelter_and_missing_child",
            citation="34 USC 41308; the state's law on runaway children",
            ask="What may or must we say when police look for a child who stays with us?",
        ),
        NotEncoded(
            slug="shelter_interstate",
            citation="Interstate Compact for Juveniles, rules of 2020",
            ask="When a resident has run from another state: who must be told, and who may not be?",
        ),
    ),
    notices=(
        "Never write where this shelter is, nor anything from which it could be guessed. Not in a plan, not in a note.",
        "That somebody stays here is protected. It is shown to your own program and to whom a release names.",
        (
            "Within 72 hours contact a parent or guardian, or another adult where that is not in the young person’s "
            "interest (45 CFR 1351.24(e))."
        ),
        "Refusing or ending a release never ends a stay. A person may end one by word of mouth, at once.",
    ),
)
