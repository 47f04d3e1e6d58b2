"""Room: policy. What the paper of a release must say, and what it must leave to a paper of its own, as data. Pure.

Each statement has the regimes of the sharing program it belongs to, and the citation where its law was read
(law-and-standards.md §1, §5). `everywhere`: said to everybody, because it is how the hub works; a citation is added
for a regime whose text asks for it. The words are in coordination/languages, by slug.

Not encoded, since the text was not read: 28 CFR 90.4(b), 45 CFR 1370.4, 42 CFR 2.31(b) and (d). Nothing is opened on
them: counseling notes and consents to legal proceedings are refused (consents.py), and the paper says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from coordination.declare.information import InformationType
from coordination.declare.regime import VICTIM_SERVICE, Regime
from coordination.model.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement: slug, the regimes it is for (none: everywhere), and by regime where the law asks for it."""

    slug: str
    regimes: frozenset[Regime] = frozenset()
    citations: Mapping[Regime, str] = field(default_factory=dict)

    def is_for(self, program: Program) -> bool:
        """Whether a release of `program` says it."""
        return not self.regimes or bool(self.regimes & program.regimes)

    def citation(self, program: Program) -> str:
        """Where the law of `program` asks for it; "" where it is only how the hub works."""
        return "; ".join(self.citations[regime] for regime in sorted(program.regimes) if regime in self.citations)


def _of(regime: Regime, citation: str, slug: str) -> Statement:
    return Statement(slug=slug, regimes=frozenset({regime}), citations={regime: citation})


STATEMENTS: tuple[Statement, ...] = (
    Statement(
        slug="choice",
        citations={
            Regime.VAWA: "34 USC 12291(b)(2)(D)(ii)(I)",
            Regime.FVPSA: "42 USC 10406(c)(5)",
        },
    ),
    _of(Regime.HIPAA, "45 CFR 164.508(c)(2)(ii)", "care_choice"),
    Statement(
        slug="stop",
        citations={Regime.HIPAA: "45 CFR 164.508(c)(2)(i)", Regime.PART_2: "42 CFR 2.31(a)(6)"},
    ),
    Statement(
        slug="ends",
        citations={
            Regime.VAWA: "34 USC 12291(b)(2)(B)(ii)",
            Regime.FVPSA: "42 USC 10406(c)(5)",
            Regime.VOCA: "28 CFR 94.115(b)",
            Regime.HIPAA: "45 CFR 164.508(c)(1)(v)",
            Regime.PART_2: "42 CFR 2.31(a)(7)",
        },
    ),
    Statement(
        slug="no_abuser",
        regimes=VICTIM_SERVICE,
        citations={
            Regime.VAWA: "34 USC 12291(b)(2)(B)(ii)",
            Regime.FVPSA: "42 USC 10406(c)(5)(B)(ii)(II)",
            Regime.VOCA: "28 CFR 94.115(b)",
        },
    ),
    Statement(slug="reports", citations={Regime.VAWA: "34 USC 12291(b)(2)(E)", Regime.FVPSA: "42 USC 10406(c)(5)(F)"}),
    Statement(slug="onward"),
    _of(Regime.HIPAA, "45 CFR 164.508(c)(2)(iii)", "onward_care"),
    _of(Regime.FERPA, "20 USC 1232g(b)(4)(B)", "onward_school"),
    _of(Regime.FERPA, "20 USC 1232g(b)(2)(A)", "school_copy"),
    _of(Regime.PART_2, "42 USC 290dd-2(c)", "against_you"),
    _of(Regime.PART_2, "42 CFR 2.31(a)(4)(ii)", "through_hub"),
    _of(Regime.PART_2, "42 CFR 2.24", "who_got_it"),
    Statement(slug="copy"),
)

# What needs a paper of its own, or is taken by none here. type: the information type that the release may name alone.
APART: tuple[tuple[Statement, InformationType | None], ...] = (
    (_of(Regime.HIPAA, "45 CFR 164.508(a)(2)", "psychotherapy_notes"), InformationType.PSYCHOTHERAPY_NOTES),
    (Statement(slug="counseling_notes", regimes=frozenset({Regime.PART_2})), None),
    (Statement(slug="proceedings", regimes=frozenset({Regime.PART_2})), None),
    (Statement(slug="media"), None),
)


def statements(program: Program) -> tuple[Statement, ...]:
    """What a release of `program` says, in order."""
    return tuple(one for one in STATEMENTS if one.is_for(program))


def apart(program: Program, types: AbstractSet[InformationType]) -> tuple[Statement, ...]:
    """What a release of `program` that names `types` says it does not cover."""
    return tuple(one for one, kind in APART if one.is_for(program) and kind not in types)
