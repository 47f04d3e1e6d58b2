"""Room: policy. Which accounting of disclosures each law asks for: whose, how far back, which authorities count. Pure.

Facts: law-and-standards.md §1.5, §1.6, §1.7, §1.11. What was not read there stands in `notes` and narrows nothing: a
line too many is struck by a person, a line too few is missed by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.program import Program
from coordination.policy.floor import OWN_RECORD, RELEASE

EVERYTHING = "everything"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountingRule:
    """One accounting. regimes: it is owed by programs under one of them; empty for every program.

    years: how far back, in calendar years; None for as long as the log goes. only: the authorities that count, None for
    all but `never`. types: the information types it is about, None for all. persons: whether it names who read.
    """

    slug: str
    title: str
    citation: str
    regimes: frozenset[Regime]
    years: int | None
    never: frozenset[str] = frozenset({OWN_RECORD})
    only: frozenset[str] | None = None
    types: frozenset[InformationType] | None = None
    persons: bool = False
    copies: bool = False
    notes: tuple[str, ...] = ()

    def owed_by(self, program: Program) -> bool:
        """Whether the law asks this of the program."""
        return not self.regimes or bool(self.regimes & program.regimes)

    def counts(self, information_type: str, authority: str) -> bool:
        """Whether what was shown under this authority stands in it."""
        return (
            authority not in self.never
            and (self.only is None or authority in self.only)
            and (self.types is None or information_type in self.types)
        )

    def since(self, now: datetime) -> datetime | None:
        """The first instant (UTC) that it reaches back to."""
        if self.years is None:
            return None
        try:
            return now.replace(year=now.year - self.years)
        except ValueError:  # the 29th of February, of a year that has none
            return now.replace(year=now.year - self.years, day=28)

    @property
    def window(self) -> str:
        """How far back it goes, in words."""
        return f"The last {self.years} years" if self.years else "As far back as the access log goes"


_RULES = (
    AccountingRule(
        slug=EVERYTHING,
        title="Everything of ours",
        citation="What the access log has: no law’s own list",
        regimes=frozenset(),
        years=None,
        persons=True,
        copies=True,
    ),
    AccountingRule(
        slug="hipaa",
        title="Accounting of disclosures (HIPAA)",
        citation="45 CFR 164.528",
        regimes=frozenset({Regime.HIPAA}),
        years=6,
        never=frozenset({OWN_RECORD, RELEASE}),
        notes=(
            (
                "What the person authorized is left out. So would be what was shown for treatment, payment or running "
                "the service; the hub cannot tell that, so it stands here. Strike it before you hand over the copy."
            ),
            (
                "Reports of abuse, police and courts are in it. A copy tells a parent that a report was made: ask your "
                "counsel first."
            ),
            "By when it must be answered was not read (45 CFR 164.528(c)), so the hub starts no deadline for it.",
        ),
    ),
    AccountingRule(
        slug="part_2",
        title="List of disclosures by an intermediary (42 CFR Part 2)",
        citation="42 CFR 2.24",
        regimes=frozenset({Regime.PART_2}),
        years=3,
        only=frozenset({RELEASE}),
        notes=(
            "It is owed within 30 days of a written request. Start that deadline on the case.",
            "Whether the hub is an intermediary (42 CFR 2.11) was not read; the list is made as if it were one.",
        ),
    ),
    AccountingRule(
        slug="ferpa",
        title="Record of access to school records (FERPA)",
        citation="20 USC 1232g(b)(4)(A); 34 CFR 99.32",
        regimes=frozenset({Regime.FERPA}),
        years=None,
        persons=True,
        notes=(
            "Which disclosures need no line was not read, so all of them stand here.",
            (
                "A subpoena may forbid to tell that it is there (20 USC 1232g(b)(1)(J)). Write that down below, and "
                "its lines stay out of the copy."
            ),
        ),
    ),
    AccountingRule(
        slug="chri",
        title="Log of secondary dissemination (CJIS Security Policy)",
        citation="CJIS Security Policy 6.0, AC-21, AU-3",
        regimes=frozenset({Regime.INVESTIGATIVE}),
        years=None,
        types=frozenset({InformationType.CRIMINAL_INVESTIGATION}),
        persons=True,
        notes=(
            (
                "The hub takes no criminal history (CHRI). This lists who was shown what the program filed about a "
                "criminal investigation, in case somebody wrote such history there all the same."
            ),
        ),
    ),
)
RULES: Mapping[str, AccountingRule] = {rule.slug: rule for rule in _RULES}
