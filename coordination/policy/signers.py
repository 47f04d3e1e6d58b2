"""Room: policy. Who must sign a release, by the sharing program's regime. Pure.

VAWA, FVPSA and VOCA (34 USC 12291(b)(2)(B)(ii), 42 USC 10406(c)(5)(B), 28 CFR 94.115(b)): the unemancipated minor and
a parent or guardian; never the abuser of the minor or of the other parent (FVPSA: nor a suspected one; the strictest
binds, so that is asked for all three); a minor who may lawfully get the service alone signs alone, and the authority
for that is recorded. A guardian who signs alone for somebody legally incapable is not encoded: the hub cannot tell
that from a guardian who leaves the minor out, so it asks for the minor's signature too. Other regimes' signers are
asked for and recorded, and shown as "not encoded". A tribe that is custodian or decides signs as such, with the order
or the part of its code; whether that stands for the parent's signature beside a minor's was not read, so it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.program import Program


class Capacity(StrEnum):
    """In which capacity somebody signs."""

    ADULT = "adult"  # the person themselves, 18 or older
    COURT_GUARDIAN = "court_guardian"
    GUARDIAN = "guardian"
    GUARDIAN_AD_LITEM = "guardian_ad_litem"
    MINOR = "minor"
    PARENT = "parent"
    REPRESENTATIVE = "representative"
    TRIBE = "tribe"  # custodian or decider, under an order or the tribal code


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One signature. abuser: "yes", "no" or "unknown" to the excluded-signer question. authority: the evidence."""

    capacity: Capacity
    name: str
    abuser: str
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the signatures suffice; problems, a sentence each; encoded: whether the regime's rules are known here."""

    suffices: bool
    problems: tuple[str, ...]
    encoded: bool


# A representative signs for somebody who has died (34 USC 12291(b)(2)(H)), not beside a living minor.
_FOR_ANOTHER = frozenset({Capacity.PARENT, Capacity.GUARDIAN, Capacity.COURT_GUARDIAN})
_NEEDS_AUTHORITY = frozenset(
    {Capacity.COURT_GUARDIAN, Capacity.GUARDIAN_AD_LITEM, Capacity.REPRESENTATIVE, Capacity.TRIBE}
)

# Regimes whose own signer rules were not read; a victim service under one of them too is not wholly encoded either.
NOT_ENCODED = frozenset({Regime.FERPA, Regime.HIPAA, Regime.PART_2, Regime.RHYA, Regime.TRIBAL})

# “With written consent of youth and family” (45 CFR 1351.19(b)(1)); of treatment, the minor alone or with a
# parent (42 CFR 2.14; which of the two a state asks for was not read): the young person's own signature is there.
_YOUTH_TOO = frozenset({Regime.PART_2, Regime.RHYA})
# Whoever holds them (law-and-standards.md §7: “minor-consented care: the minor alone”; 42 CFR 2.32 travels).
_YOUTH_TOO_OF = frozenset({InformationType.MINOR_CONSENTED_CARE, InformationType.SUBSTANCE_USE})
_YOUTH = frozenset({Capacity.ADULT, Capacity.MINOR})

_SECOND_SIGNER = (
    "A parent or guardian who is not the abuser must sign too, or name the law under which the young person "
    "may receive this service alone."
)


def judge(
    program: Program,
    signers: Sequence[Signer],
    *,
    alone_authority: str = "",
    types: AbstractSet[InformationType] = frozenset(),
) -> Verdict:
    """Judge the signatures on a release of `program`.

    alone_authority: the law under which a minor may get this service, and so release, without a parent; free text
    recorded with the release. types: what the release opens.
    """
    problems = [problem for signer in signers for problem in _excluded(signer)]
    if not signers:
        problems.append("Somebody must sign the release.")
    if program.victim_service and signers:
        problems.extend(_victim_service(signers, alone_authority))
    elif signers and (not program.regimes.isdisjoint(_YOUTH_TOO) or types & _YOUTH_TOO_OF):
        problems.extend(_youth_too(signers))
    return Verdict(suffices=not problems, problems=tuple(problems), encoded=encoded(program))


def encoded(program: Program) -> bool:
    """Whether the rules about who signs are known here for every regime that binds the program."""
    return program.victim_service and not program.regimes & NOT_ENCODED


def _excluded(signer: Signer) -> list[str]:
    """The excluded-signer check, for every regime: an abusive parent's signature opens nothing."""
    problems = []
    if not signer.name.strip():
        problems.append("Write the name of each person who signs.")
    if signer.capacity not in {Capacity.MINOR, Capacity.ADULT}:
        if signer.abuser == "yes":
            problems.append("An abuser or suspected abuser may not sign. Ask the other parent or a guardian.")
        elif signer.abuser != "no":
            problems.append("Answer whether each parent or guardian who signs is an abuser or suspected abuser.")
    if signer.capacity in _NEEDS_AUTHORITY and not signer.authority.strip():
        problems.append("Name the court order, law or paper that lets this signer sign for the child.")
    return problems


def _youth_too(signers: Sequence[Signer]) -> list[str]:
    """INVARIANT: where the youth decides, no signature stands for theirs but that of a person of age."""
    signed = any(signer.capacity in _YOUTH for signer in signers)
    return [] if signed else ["The young person must sign too; a parent or guardian alone is not enough for this."]


def _victim_service(signers: Sequence[Signer], alone_authority: str) -> list[str]:
    capacities = {signer.capacity for signer in signers}
    if Capacity.ADULT in capacities:
        return []
    if Capacity.MINOR not in capacities:
        return ["The young person must sign; a parent or guardian alone is not enough for a victim service."]
    if capacities & _FOR_ANOTHER or alone_authority.strip():
        return []
    return [_SECOND_SIGNER]
