"""Room: policy. What the paper of a release may say beside its signatures, by law that was read. Pure.

Asked when a release is recorded, and the first of the two again whenever something would be opened on it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from coordination.declare.information import RELEASED_ALONE, InformationType
from coordination.declare.regime import Regime
from coordination.model.facts import Release
from coordination.model.program import Program

# Purposes for which treatment records could come to be used against the patient. 42 USC 290dd-2(c) bars that without a
# consent to it or a court order; such a consent is one of its own (42 CFR 2.31(d), not read), so none is recorded here.
PROCEEDINGS = frozenset({"court", "investigation"})


def opens(release: Release, information_type: InformationType) -> bool:
    """Whether the release names this type as the law asks for it (in force or not is asked elsewhere).

    45 CFR 164.508(a)(2): psychotherapy notes need an authorization of their own, combined with no other.
    """
    return information_type in release.types and not _mixed(release.types, information_type)


def objections(sharing: Program, types: AbstractSet[InformationType], purpose: str) -> dict[str, str]:
    """What stands against a release of `sharing`: a sentence by field (types, purpose); empty when nothing."""
    found = {}
    if any(_mixed(types, kind) for kind in types):
        found["types"] = "Psychotherapy notes need a release of their own. Take a second one for the other types."
    if Regime.PART_2 in sharing.regimes and purpose in PROCEEDINGS:
        found["purpose"] = (
            "Substance-use treatment records may not be used against the patient. A consent to use them in an "
            "investigation or in court is one of its own, and is not recorded here: ask counsel."
        )
    return found


def _mixed(types: AbstractSet[InformationType], information_type: InformationType) -> bool:
    return information_type in RELEASED_ALONE and len(types) > 1
