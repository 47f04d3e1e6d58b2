"""Room: tests. More of the oracle, from the documents alone: what travels with information, what a release may not say.

It imports nothing of the hub. LAW = the law and standards note, ISSUE = the issue on all partner types.
"""

from __future__ import annotations

from tests.matrix.oracle import Held, Viewer

# LAW 1.5: "2.32 notice: every consented disclosure carries Statement 1 (long) or Statement 2".
# LAW 1.7: "(b)(4)(B); 99.33: redisclosure ban". What the recipient must know travels with what is shown (ISSUE).
BY_REGIME = {"part_2": "42 CFR 2.32", "ferpa": "34 CFR 99.33"}

# LAW 1.5: "no use in civil/criminal/administrative/legislative proceedings against the patient ... absent consent or
# court order (c)"; "consent for use in legal proceedings cannot be combined with another" is marked [M], so not
# encoded, and what is not encoded opens nothing.
PROCEEDINGS = frozenset({"court", "investigation"})


def travels(viewer: Viewer, held: Held) -> frozenset[str]:
    """The citations of the notices that a viewer to whom this is open must see with it.

    LAW 1.9: Maine, 22 MRSA 4008(1), "recipient may use 'only for the purposes for which that release was intended'",
    said of the department's records; ARCH 3: the sharing agency's law, hence the owner's jurisdictions. Nobody needs
    to be told about their own records.
    """
    if held.owner_program == viewer.program:
        return frozenset()
    found = {citation for regime, citation in BY_REGIME.items() if regime in held.owner_regimes}
    if "capta" in held.owner_regimes and "us_maine" in held.owner_jurisdictions:
        found.add("22 MRSA 4008(1)")
    return frozenset(found)


def refused_fields(regimes: frozenset[str], types: frozenset[str], purpose: str) -> frozenset[str]:
    """The fields of a release that the law stands against, signatures apart.

    LAW 1.6: psychotherapy notes need "own authorization, not combined except with another for such notes".
    """
    types_wrong = "psychotherapy_notes" in types and types != {"psychotherapy_notes"}
    purpose_wrong = "part_2" in regimes and purpose in PROCEEDINGS
    return frozenset(({"types"} if types_wrong else set()) | ({"purpose"} if purpose_wrong else set()))
