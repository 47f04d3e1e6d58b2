"""Room: policy. Which notices travel with what is shown, and what is told before a program is named a recipient. Pure.

The core's notices are federal, and no plugin takes them away; a jurisdiction's come with the rulebook.
"""

from __future__ import annotations

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

# Told in the preview of a release that names a program under these regimes.
RECEIVING: tuple[Redisclosure, ...] = (
    Redisclosure(
        slug="school_keeps",
        citation="20 USC 1232g",
        sentence=(
            "What a school keeps, a parent may inspect, and a parent may be the abuser. Name a school only for what "
            "it needs to keep the young person safe and learning."
        ),
        regimes=frozenset({Regime.FERPA}),
    ),
)


def warnings(recipient: Program) -> tuple[str, ...]:
    """What to weigh before this program is named in a release: sentences with their citation."""
    return tuple(f"{told.sentence} ({told.citation})" for told in RECEIVING if told.regimes & recipient.regimes)
