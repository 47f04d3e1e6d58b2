"""Room: declare. The confidentiality regimes that bind whoever holds information.

Source: law-and-standards.md §0 and §1. A program may stand under several; the strictest binds.
"""

from __future__ import annotations

from enum import StrEnum


class Regime(StrEnum):
    """A body of confidentiality law; a slug, its citation is in CITATIONS."""

    __hash__ = str.__hash__  # Enum's own is written in Python, and the floor looks up regimes at every decision

    APPOINTED = "appointed"  # represents a child by an order: nothing of others opens before it is on file
    ATTORNEY = "attorney"  # a law office: walled from its agency's other law offices, reached under its own name alone
    CAPTA = "capta"
    FERPA = "ferpa"
    FVPSA = "fvpsa"
    HIPAA = "hipaa"
    INVESTIGATIVE = "investigative"
    JUDICIAL = "judicial"  # a court: it gets what is filed with it, and never sees a case
    JUVENILE = "juvenile"
    PART_2 = "part_2"
    RHYA = "rhya"
    STATE_TEAM = "state_team"
    TRIBAL = "tribal"
    VAWA = "vawa"
    VOCA = "voca"

    @property
    def words(self) -> str:
        """What it is called, in a word or two."""
        return WORDS[self]


WORDS = {
    Regime.APPOINTED: "Order of appointment",
    Regime.ATTORNEY: "Attorney",
    Regime.CAPTA: "CAPTA",
    Regime.FERPA: "FERPA",
    Regime.FVPSA: "FVPSA",
    Regime.HIPAA: "HIPAA",
    Regime.INVESTIGATIVE: "Investigative data",
    Regime.JUDICIAL: "Court",
    Regime.JUVENILE: "Juvenile records",
    Regime.PART_2: "Part 2",
    Regime.RHYA: "RHYA",
    Regime.STATE_TEAM: "State team statute",
    Regime.TRIBAL: "Tribe",
    Regime.VAWA: "VAWA",
    Regime.VOCA: "VOCA",
}

CITATIONS = {
    Regime.APPOINTED: "the order that appoints the representative",
    Regime.ATTORNEY: "the state's rules on work product and on what a client tells an attorney",
    Regime.CAPTA: "42 USC 5106a(b)(2)(B)(viii)-(x)",
    Regime.FERPA: "20 USC 1232g; 34 CFR 99",
    Regime.FVPSA: "42 USC 10406(c)(5)",
    Regime.HIPAA: "45 CFR 164",
    Regime.INVESTIGATIVE: "state law on investigative data",
    Regime.JUDICIAL: "OVC TTAC: judges stay out of case-specific team sharing (ex parte)",
    Regime.JUVENILE: "18 USC 5038; state law on juvenile records",
    Regime.PART_2: "42 USC 290dd-2; 42 CFR Part 2",
    Regime.RHYA: "34 USC 11275",
    Regime.STATE_TEAM: "the state's multidisciplinary team statute",
    Regime.TRIBAL: "25 USC 3205; tribal code",
    Regime.VAWA: "34 USC 12291(b)(2)",
    Regime.VOCA: "28 CFR 94.115",
}

# Regimes under which the fact that somebody is a client is itself protected, and whose releases need the
# signatures that policy/signers.py asks for.
VICTIM_SERVICE = frozenset({Regime.VAWA, Regime.FVPSA, Regime.VOCA})
