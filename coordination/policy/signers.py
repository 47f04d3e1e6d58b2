"""Room: policy. Who must sign a release, by the sharing program's regime. Pure.

VAWA, FVPSA and VOCA (34 USC 12291(b)(2)(B)(ii), 42 USC 10406(c)(5)(B), 28 CFR 94.115(b)): the unemancipated minor and
a parent or guardian; never the abuser of the minor or of the other parent (FVPSA: nor a suspected one; the strictest
binds, so that is asked for all three); a minor who may lawfully get the service alone signs alone, and the authority
for that is recorded. A guardian who signs alone for somebody legally incapable is not encoded: the hub cannot tell
that from a guardian who leaves the minor out, so it asks for the minor's signature too. Other regimes' signers are
asked for and recorded, and shown as "not encoded". A tribe that is custodian or decides signs as such, with the order
or the part of its code, and so does an agency that has custody under an order; whether either stands for the parent's
signature beside a minor's was not read, so it does not. An emancipated minor signs as an adult does ("unemancipated
minor", same clause), with the order or law named. When a small child need not sign (28 CFR 90.4(b)) was not read: the
child's signature is asked for, and whoever cannot get it is told to ask counsel.

For every regime, ours and stricter than any text asks: care that the minor consented to alone is opened by the minor's
own paper, never by one that a parent signs (law-and-standards.md §7); nobody signs for a person of 18 or older; and a
parent beside whom somebody else has custody names what lets the parent still sign.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.model.program import Program


class Capacity(StrEnum):
    """In which capacity somebody signs."""

    ADULT = "adult"  # the person themselves, 18 or older
    AGENCY = "agency"  # has custody under a court order
    COURT_GUARDIAN = "court_guardian"
    EMANCIPATED = "emancipated"  # a minor whom a court or a law treats as an adult
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
class Child:
    """What the signer rules ask about the person the release is about. age: in years, None when nobody wrote it down.
    custody: who has it, as the form says it: parent, guardian, agency, tribe, self, or "" when not asked.
    """

    age: int | None = None
    custody: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether the signatures suffice; problems, a sentence each; encoded: whether the regime's rules are known here."""

    suffices: bool
    problems: tuple[str, ...]
    encoded: bool


# A representative signs for somebody who has died (34 USC 12291(b)(2)(H)), not beside a living minor.
_FOR_ANOTHER = frozenset({Capacity.PARENT, Capacity.GUARDIAN, Capacity.COURT_GUARDIAN})
_NEEDS_AUTHORITY = frozenset(
    {
        Capacity.AGENCY,
        Capacity.COURT_GUARDIAN,
        Capacity.EMANCIPATED,
        Capacity.GUARDIAN_AD_LITEM,
        Capacity.REPRESENTATIVE,
        Capacity.TRIBE,
    }
)
# Who signs for themselves: nobody asks of them whether they are their own abuser.
THEMSELVES = frozenset({Capacity.ADULT, Capacity.EMANCIPATED, Capacity.MINOR})
_OF_AGE = frozenset({Capacity.ADULT, Capacity.EMANCIPATED})
# Who else signs by custody, by who has it. A court may have made any of them the guardian.
_CUSTODIANS = {
    "agency": frozenset({Capacity.AGENCY, Capacity.COURT_GUARDIAN}),
    "guardian": frozenset({Capacity.GUARDIAN, Capacity.COURT_GUARDIAN}),
    "tribe": frozenset({Capacity.TRIBE, Capacity.COURT_GUARDIAN}),
}
# A court may name a guardian for an adult, and a representative signs for somebody who has died.
_FOR_THE_GROWN = frozenset({Capacity.COURT_GUARDIAN, Capacity.REPRESENTATIVE})
MAJORITY = 18

# Regimes whose own signer rules were not read; a victim service under one of them too is not wholly encoded either.
NOT_ENCODED = frozenset({Regime.FERPA, Regime.HIPAA, Regime.PART_2, Regime.RHYA, Regime.TRIBAL})

# “With written consent of youth and family” (45 CFR 1351.19(b)(1)); of treatment, the minor alone or with a
# parent (42 CFR 2.14; which of the two a state asks for was not read): the young person's own signature is there.
_YOUTH_TOO = frozenset({Regime.PART_2, Regime.RHYA})
# Whoever holds it: the protection travels with the record (42 CFR 2.32).
_YOUTH_TOO_OF = frozenset({InformationType.SUBSTANCE_USE})

EXCLUDED_SIGNER = "An abuser or suspected abuser may not sign. Ask the other parent or a guardian."
_SECOND_SIGNER = (
    "A parent or guardian who is not the abuser must sign too. If a law lets the young person get this service alone, "
    "they may sign alone: name that law."
)
_MADE_GUARDIAN = (
    "If a court made the agency or tribe the guardian, choose “Guardian appointed by a court” and name the order."
)
_MINOR_FIRST = (
    "The young person must sign; a parent or guardian alone is not enough for a victim service. "
    "If the child is too small to understand, ask counsel: that rule is not encoded here."
)
_CARE_ALONE = "Care the young person consented to alone: only the young person signs. Take a release of its own for it."
_CARE_LAW = "Name the law under which the young person may get this care alone."
_OTHER_CUSTODY = (
    "Somebody else has custody. Name the order or law that lets this parent still sign, or let the one who has custody "
    "sign."
)
_GROWN = "At 18 a person signs for themselves, and nobody signs for them."
_NOT_GROWN = "Nobody under 18 signs as an adult. An emancipated minor signs as such, with the order or law named."


def judge(
    program: Program,
    signers: Sequence[Signer],
    *,
    alone_authority: str = "",
    types: AbstractSet[InformationType] = frozenset(),
    child: Child | None = None,
) -> Verdict:
    """Judge the signatures on a release of `program`.

    alone_authority: the law under which a minor may get this service, and so release, without a parent; free text
    recorded with the release. types: what the release opens. child: age and custody, as far as they were asked.
    """
    problems = [problem for signer in signers for problem in _excluded(signer)]
    if not signers:
        problems.append("Somebody must sign the release.")
    if program.victim_service and signers:
        problems.extend(_victim_service(signers, alone_authority))
    elif signers and (not program.regimes.isdisjoint(_YOUTH_TOO) or types & _YOUTH_TOO_OF):
        problems.extend(_youth_too(signers))
    if InformationType.MINOR_CONSENTED_CARE in types and signers:
        problems.extend(_care_alone(signers, alone_authority))
    problems.extend(_of_the_child(signers, child or Child()))
    return Verdict(suffices=not problems, problems=tuple(problems), encoded=encoded(program))


def encoded(program: Program) -> bool:
    """Whether the rules about who signs are known here for every regime that binds the program."""
    return program.victim_service and not program.regimes & NOT_ENCODED


def rests_on_another(capacities: Iterable[Capacity], alone_authority: str) -> bool:
    """Whether the release rests on somebody who signed for a minor, so that it ends when they turn 18.

    That it ends is our safer policy, and no statute that we read says so: an adult signs for themselves, and what was
    signed for them is asked afresh. A young person who signed under a law that lets them sign alone goes on: that is
    their own word, and turning 18 takes nothing from it. So does an adult's.
    """
    found = frozenset(capacities)
    if Capacity.ADULT in found or (Capacity.MINOR in found and alone_authority.strip()):
        return False
    return bool(found - {Capacity.MINOR})


def _excluded(signer: Signer) -> list[str]:
    """The excluded-signer check, for every regime: an abusive parent's signature opens nothing."""
    problems = []
    if not signer.name.strip():
        problems.append("Write the name of each person who signs.")
    if signer.capacity not in THEMSELVES:
        if signer.abuser == "yes":
            problems.append(EXCLUDED_SIGNER)
        elif signer.abuser != "no":
            problems.append("Answer whether each parent or guardian who signs is an abuser or suspected abuser.")
    if signer.capacity in _NEEDS_AUTHORITY and not signer.authority.strip():
        problems.append("Name the court order, law or paper that lets this signer sign for the child.")
    return problems


def _youth_too(signers: Sequence[Signer]) -> list[str]:
    """INVARIANT: where the youth decides, no signature stands for theirs but that of somebody of age."""
    signed = any(signer.capacity in THEMSELVES for signer in signers)
    return [] if signed else ["The young person must sign too; a parent or guardian alone is not enough for this."]


def _victim_service(signers: Sequence[Signer], alone_authority: str) -> list[str]:
    capacities = {signer.capacity for signer in signers}
    if capacities & _OF_AGE:
        return []
    if Capacity.MINOR not in capacities:
        return [_MINOR_FIRST]
    beside = {signer.capacity for signer in signers if signer.abuser != "yes"}  # who is refused stands beside nobody
    if beside & _FOR_ANOTHER or alone_authority.strip():
        return []
    custodian = capacities & {Capacity.AGENCY, Capacity.TRIBE}
    return [_SECOND_SIGNER, _MADE_GUARDIAN] if custodian else [_SECOND_SIGNER]


def _care_alone(signers: Sequence[Signer], alone_authority: str) -> list[str]:
    """INVARIANT: no signature but the young person's own opens it, so that no parent learns of it by signing."""
    capacities = {signer.capacity for signer in signers}
    if not capacities <= THEMSELVES:
        return [_CARE_ALONE]
    return [_CARE_LAW] if Capacity.MINOR in capacities and not alone_authority.strip() else []


def _of_the_child(signers: Sequence[Signer], child: Child) -> list[str]:
    """What age and custody rule out, where they were written down."""
    capacities = {signer.capacity for signer in signers}
    problems = []
    if child.age is not None and child.age >= MAJORITY and capacities - _FOR_THE_GROWN - {Capacity.ADULT}:
        problems.append(_GROWN)
    if child.age is not None and child.age < MAJORITY and Capacity.ADULT in capacities:
        problems.append(_NOT_GROWN)
    unnamed = any(one.capacity is Capacity.PARENT and not one.authority.strip() for one in signers)
    if child.custody in _CUSTODIANS and unnamed and not capacities & _CUSTODIANS[child.custody]:
        problems.append(_OTHER_CUSTODY)
    return problems
