"""Room: declare. Operator instruments: the papers between a program and whoever runs the hub, before it goes live.

Which of them a program needs follows from its regimes (issue 5, item 4: "No program goes live until its operator
instrument is filed"). Facts: law-and-standards.md §1 and §7. Where a text was read, its citation stands here. What was
not read is NotEncoded, and the hub then asks for the paper by a safer rule of its own, and says so. The list is closed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.declare.authority import NotEncoded
from coordination.declare.regime import VICTIM_SERVICE, Regime


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A kind of paper. title: as in a list; sentence: what it must say, in plain words.

    regimes: a program under any of them needs it. citation: the text that was read, "" where none was: the hub asks for
    it all the same, by its own rule. not_encoded: what counsel is to be asked.
    """

    slug: str
    title: str
    sentence: str
    regimes: frozenset[Regime]
    citation: str = ""
    not_encoded: NotEncoded | None = None

    @property
    def own_rule(self) -> bool:
        """Whether no text of the law was read that asks for it."""
        return not self.citation


BUSINESS_ASSOCIATE = Instrument(
    slug="business_associate",
    title="Business associate agreement",
    sentence="The operator keeps health information for you only as the agreement says, and tells you of a breach.",
    regimes=frozenset({Regime.HIPAA}),
    not_encoded=NotEncoded(
        slug="business_associate",
        citation="45 CFR 164.504(e)",
        ask="Ask counsel whether the operator is your business associate, and what the agreement must say.",
    ),
)
PART_2_NAMING = Instrument(
    slug="part_2_naming",
    title="Part 2 naming of the operator",
    sentence="Your consents name the operator as an intermediary, with those who take part in the hub.",
    regimes=frozenset({Regime.PART_2}),
    citation="42 CFR 2.31(a)(4)(ii)",
    not_encoded=NotEncoded(
        slug="part_2_operator",
        citation="42 CFR 2.11; 42 CFR 2.12(c)(4)",
        ask="Ask counsel whether the operator is an intermediary or a qualified service organization of yours.",
    ),
)
CJIS_ADDENDUM = Instrument(
    slug="cjis_addendum",
    title="CJIS security addendum",
    sentence="The operator and its people are bound by the CJIS Security Policy where they touch criminal justice "
    "information. The hub asks it of everybody with investigative data, and not only of who files such information.",
    regimes=frozenset({Regime.INVESTIGATIVE}),
    citation="CJIS Security Policy v6.0, SA-9",
)
VICTIM_ASSURANCE = Instrument(
    slug="victim_assurance",
    title="Written assurance about victims’ information",
    sentence="The operator is given no client’s information that it may not have, looks at none, and gives none away. "
    "A business associate agreement does not take its place.",
    regimes=VICTIM_SERVICE,
    not_encoded=NotEncoded(
        slug="victim_assurance",
        citation="34 USC 12291(b)(2); 28 CFR 90.4(b); 45 CFR 1370.4; 28 CFR 94.115",
        ask="Ask counsel and your funder what the operator must promise in writing.",
    ),
)
INSTRUMENTS = (BUSINESS_ASSOCIATE, PART_2_NAMING, CJIS_ADDENDUM, VICTIM_ASSURANCE)
BY_SLUG = {one.slug: one for one in INSTRUMENTS}

GRANDFATHERED = "grandfathered"
"""Stands in for every kind, until its day: programs that were at work before the hub asked (migration 0024)."""


def needed(regimes: Iterable[Regime]) -> frozenset[str]:
    """The slugs of the instruments that a program under these regimes needs; none for some programs."""
    held = frozenset(regimes)
    return frozenset(one.slug for one in INSTRUMENTS if one.regimes & held)
