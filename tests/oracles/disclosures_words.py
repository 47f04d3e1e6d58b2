"""Room: tests. The words of the oracle of disclosures: who shares, who looks, in what state, and the three answers.

Plain strings, so that nothing here leans on the hub. Who compares maps the slugs of `Side` and `Cell` to the hub's.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN, KNOWN, ABSENT = "open", "known", "absent"


def listed(words: str) -> tuple[str, ...]:
    """The words of a line, in order."""
    return tuple(words.split())


def some(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())


TYPES = listed(
    "advocacy appointment case_review child_protection court criminal_investigation education forensic_interview "
    "hiv_sti identity immigration location medical mental_health minor_consented_care missing "
    "orientation_and_gender_identity placement prosecution psychotherapy_notes report reporter_identity safety_plan "
    "screening service_plan substance_use work_product"
)

PARTNERS = some(
    "child_welfare law_enforcement prosecution civil_legal child_advocacy_center victim_advocacy victim_witness "
    "medical mental_health substance_use juvenile_justice courts child_representation schools tribes safe_housing"
)

STATES = ("", "us_minnesota", "us_maine", "us_connecticut", "us_florida")

ROLES = ("worker", "supervisor", "coordinator", "administrator", "auditor", "privacy_officer")

# never, ended: the person's own place; the program's place is in force. place_ended: the person's place was not ended,
# the program's was. no_place: neither was ever there.
MEMBERS = ("in_force", "never", "ended", "place_ended", "no_place")
RESTRICTED = ("no", "named", "unnamed")

# Which program holds the record, seen from the viewer.
SAME = ("program", "agency", "no")

# All name the cell's type, and are signed as the sharer's regime asks, unless the word says otherwise. combined: an
# authorization for psychotherapy notes that names other types too. parent_alone: a parent signed, the minor did not.
RELEASES = (
    "none",
    "program",
    "agency",
    "expired",  # its last second was the one before
    "revoked",
    "later",
    "signers",  # those who signed do not suffice
    "combined",
    "parent_alone",
)

AGREEMENTS = ("none", "in_force", "lapsed", "ended_today")

KINDS = (
    "court_order",
    "part_2_order",
    "subpoena_with_assurance",
    "mandated_report",
    "capta_ix",
    "team_statute",
    "medical_emergency",
    "ferpa_emergency",
    "ferpa_child_welfare",
    "tribal_exchange",
    "fatality_review",
)
PAPER_STATES = ("in_force", "expired", "not_yet", "ended")
PAPER_NAMES = ("program", "agency", "person", "other")

# in_force: its reason is imminent danger; other_reason: in force, for another reason (security T18 asks for the code
# of imminent danger before a location opens).
EMERGENCIES = ("none", "in_force", "other_reason", "expired", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A program on either side of a disclosure. slug is the oracle's own name of the variant."""

    slug: str
    partner: str
    regimes: frozenset[str]
    government: bool = False
    confidential: bool = False
    state: str = ""  # beside us_federal, which always binds


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """An authority on file with the sharer.

    noted: what its kind asks to be written down is written down: the attempt to notify the victims (an order or a
    report against a victim service), the threat (FERPA emergency), the four conditions (fatality review).
    """

    kind: str
    state: str = "in_force"
    names: str = "program"
    names_type: bool = True
    noted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One question: may this viewer read records of this type that this owner filed, in this state of the case?"""

    owner: Side
    viewer: Side
    type: str
    role: str = "worker"
    same: str = "no"
    member: str = "in_force"
    restricted: str = "no"
    conflict: bool = False
    release: str = "none"
    hub_release: bool = True  # of a confidential sharer: the release that names the hub is in force
    agreement: str = "none"
    paper: Paper | None = None
    emergency: str = "none"
    fresh: bool = True  # the second factor
    order: bool = True  # the order of appointment is on file (a representative by order)


@dataclass(frozen=True, slots=True)
class Answer:
    """shown: open, known (locked) or absent. authorities: any one of these may be named for an open."""

    shown: str
    authorities: frozenset[str] = frozenset()


def _sides() -> dict[str, Side]:
    rows = [
        ("child_welfare", "child_welfare", "capta", "government"),
        ("child_welfare_contractor", "child_welfare", "capta", ""),
        ("law_enforcement", "law_enforcement", "investigative", "government"),
        ("prosecution", "prosecution", "investigative attorney", "government"),
        ("civil_legal", "civil_legal", "attorney", ""),
        ("civil_legal_county", "civil_legal", "attorney", "government"),
        ("cac", "child_advocacy_center", "state_team", ""),
        ("cac_voca", "child_advocacy_center", "state_team voca", ""),
        ("advocates", "victim_advocacy", "vawa voca", "confidential"),
        ("victim_witness", "victim_witness", "investigative", "government"),
        ("medical", "medical", "hipaa", ""),
        ("medical_county", "medical", "hipaa", "government"),
        ("mental_health", "mental_health", "hipaa", ""),
        ("substance_use", "substance_use", "part_2 hipaa", ""),
        ("juvenile_justice", "juvenile_justice", "juvenile", "government"),
        ("courts", "courts", "judicial", "government"),
        ("guardian_ad_litem", "child_representation", "appointed", ""),
        ("child_attorney", "child_representation", "appointed attorney", ""),
        ("schools", "schools", "ferpa", "government"),
        ("tribes", "tribes", "tribal", "government"),
        ("shelter_fvpsa", "safe_housing", "fvpsa", "confidential"),
        ("shelter_rhya", "safe_housing", "rhya", "confidential"),
    ]
    return {
        slug: Side(
            slug=slug,
            partner=partner,
            regimes=some(regimes),
            government="government" in flags,
            confidential="confidential" in flags,
        )
        for slug, partner, regimes, flags in rows
    }


# Law and standards, 0: the regime that binds each kind of holder.
SIDES = _sides()
