"""Room: casework. The words of the release form: what may be chosen, and how it is said to the one who chooses."""

from __future__ import annotations

from coordination.policy.signers import Capacity

DEFAULT_DAYS = 30
LONGEST_DAYS = 365
SIGNERS = 3

PURPOSES = {
    "safety": "Keep the young person safe now",
    "investigation": "Coordinate the investigation",
    "care": "Medical or mental-health care",
    "services": "Services the young person asked for",
    "court": "A court hearing",
    "case_review": "Case review by the team",
}
CAPACITIES = {
    Capacity.MINOR: "The young person (under 18)",
    Capacity.ADULT: "The person themselves (18 or older)",
    Capacity.PARENT: "Parent",
    Capacity.GUARDIAN: "Legal guardian or custodian",
    Capacity.COURT_GUARDIAN: "Guardian appointed by a court",
    Capacity.GUARDIAN_AD_LITEM: "Guardian ad litem (only if the order lets them sign)",
    Capacity.REPRESENTATIVE: "Personal representative",
    Capacity.EMANCIPATED: "Emancipated minor (by order or law)",
    Capacity.AGENCY: "Agency that has custody under a court order",
    Capacity.TRIBE: "Tribe under an order or tribal code",
}
CUSTODY = {
    "parent": "A parent",
    "guardian": "A guardian or other person",
    "agency": "An agency, under a court order",
    "tribe": "A tribe, under an order or its code",
    "self": "The person themselves: 18 or older, or emancipated",
}
PAPER, PRINT, SCREEN = "paper", "print", "screen"
METHODS = {
    PAPER: "On paper already; the paper is in our file",
    PRINT: "Not yet: print it, have it signed, and file the scan. Until then it opens nothing",
    SCREEN: "On screen, on the next page",
}
HUB_METHODS = {PAPER: METHODS[PAPER], SCREEN: "On screen, here"}
COPIES = {"given": "They have a copy", "declined": "They did not want one, or it is not safe to carry"}
OLDEST = 26  # years; the oldest age at which a youth program still serves somebody
SIGNS_AS = {capacity.value: words.split(" (")[0].lower() for capacity, words in CAPACITIES.items()}
