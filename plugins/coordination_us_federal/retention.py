"""Room: plugins. Federal least times of keeping that were read: of accounts, none of records.

From law-and-standards.md §1.12. What was not read (45 CFR 164.316(b)(2), the VAWA and FVPSA duty to keep little) stands
among the gaps.
"""

from __future__ import annotations

from coordination.declare import Kept, Regime, RetentionRule

RETENTIONS = (
    RetentionRule(
        slug="hipaa_accounting",
        title="Account of disclosures",
        citation="45 CFR 164.528",
        words="A person may ask whom their information was disclosed to in the last six years.",
        kept=Kept.ACCESS_LOG,
        regimes=frozenset({Regime.HIPAA}),
        months=72,
    ),
    RetentionRule(
        slug="part_2_intermediary",
        title="List of disclosures by an intermediary",
        citation="42 CFR 2.24",
        words="A patient may ask an intermediary whom their records were disclosed to in the last three years.",
        kept=Kept.ACCESS_LOG,
        regimes=frozenset({Regime.PART_2}),
        months=36,
    ),
)
