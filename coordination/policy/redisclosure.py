"""Room: policy. Which notices travel with what is shown, and what is told before a program is named a recipient. Pure.

The core's notices are federal, and no plugin takes them away; a jurisdiction's come with the rulebook.
"""

from __future__ import annotations

from dataclasses import dataclass

from coordination.declare.redisclosure import Redisclosure
from coordination.declare.regime import Regime
from coordination.model.program import Program

# With information of a program under these regimes, whoever else is shown it.
FEDERAL: tuple[Redisclosure, ...] = (
    Redisclosure(
        slug="part_2_notice",
        # Statement 2 of the section, then what its Statement 1 opens with, in our words. It is to come with the consent
        # or a clear explanation of its scope: the release on the case says what it names, what for and until when.
        citation="42 CFR 2.32; 42 USC 290dd-2(c)",
        sentence=(
            "42 CFR part 2 prohibits unauthorized use or disclosure of these records. Never use them, or tell of "
            "them, in any proceeding against the patient, unless the patient consents to that or a court orders it. "
            "What the consent covers stands on the releases page of this case."
        ),
        regimes=frozenset({Regime.PART_2}),
    ),
    Redisclosure(
        slug="ferpa_notice",
        citation="20 USC 1232g(b)(4)(B); 34 CFR 99.33",
        sentence=(
            "School records: you may not pass them on without the consent that school records need. Whoever does can "
            "be kept from such records for five years."
        ),
        regimes=frozenset({Regime.FERPA}),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who else may come to read what a recipient is shown: told before the recipient is named.

    citation: "" where the law was not read; then the sentence ends with the advice to ask counsel. It is told of a
    program under one of `regimes`, of one of `partner_types`, or of any government program where `government`.
    """

    slug: str
    citation: str
    sentence: str
    regimes: frozenset[Regime] = frozenset()
    partner_types: frozenset[str] = frozenset()
    government: bool = False

    def is_of(self, recipient: Program) -> bool:
        """Whether it is to be told of this recipient."""
        return bool(
            self.regimes & recipient.regimes
            or recipient.partner_type in self.partner_types
            or (self.government and recipient.government)
        )

    @property
    def words(self) -> str:
        """The sentence with its citation, or with whom to ask."""
        return f"{self.sentence} ({self.citation})" if self.citation else f"{self.sentence} {UNREAD}"


UNREAD = "This law was not checked here: ask counsel."

# Who can read it through them. Told in the preview of a release that names such a program.
RECEIVING: tuple[Reader, ...] = (
    Reader(
        slug="school_keeps",
        citation="20 USC 1232g",
        sentence=(
            "What a school keeps, a parent may inspect, and a parent may be the abuser. Name a school only for what "
            "it needs to keep the young person safe and learning."
        ),
        regimes=frozenset({Regime.FERPA}),
    ),
    Reader(
        slug="patient_portal",
        citation="",
        sentence=(
            "What a clinic keeps may show in its patient portal, and a parent may have the password. Ask the clinic "
            "who can see the young person’s chart before you share."
        ),
        regimes=frozenset({Regime.HIPAA}),
    ),
    Reader(
        slug="discovery",
        citation="",
        sentence=(
            "What police, a prosecutor or an advocate who works for them is told may have to be given to the other "
            "side in a criminal case."
        ),
        regimes=frozenset({Regime.INVESTIGATIVE}),
        partner_types=frozenset({"prosecution", "victim_witness"}),
    ),
    Reader(
        slug="public_records",
        citation="",
        sentence="A government agency may be asked for its papers under a public-records law.",
        government=True,
    ),
)


def warnings(recipient: Program) -> tuple[str, ...]:
    """What to weigh before this program is named: who else may read it through them, each with its citation."""
    return tuple(one.words for one in RECEIVING if one.is_of(recipient))
