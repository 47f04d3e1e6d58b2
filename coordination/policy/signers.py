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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

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


_SECOND_SIGNER = (
    "A parent or guardian who is not the abuser must sign too, or name the law under which the young person "
    "may receive this service alone."
)


def judge(program: Program, signers: Sequence[Signer], *, alone_authority: str = "") -> Verdict:
    """Judge the signatures on a release of `program`.

    alone_authority: the law under which a minor may get this service, and so release, without a parent; free text
    recorded with the release.
    """
    problems = [problem for signer in signers for problem in _excluded(signer)]
    if not signers:
        problems.append("Somebody must sign the release.")
    if program.victim_service and signers:
        problems.extend(_victim_service(signers, alone_authority))
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
    if signer.capacity not in {Capacity.MINOR, Capacity.ADULT}:
        if signer.abuser == "yes":
            problems.append("An abuser or suspected abuser may not sign. Ask the other parent or a guardian.")
        elif signer.abuser != "no":
            problems.append("Answer whether each parent or guardian who signs is an abuser or suspected abuser.")
    if signer.capacity in _NEEDS_AUTHORITY and not signer.authority.strip():
        problems.append("Name the court order, law or paper that lets this signer sign for the child.")
    return problems


def _victim_service(signers: Sequence[Signer], alone_authority: str) -> list[str]:
    capacities = {signer.capacity for signer in signers}
    if Capacity.ADULT in capacities:
        return []
    if Capacity.MINOR not in capacities:
        return ["The young person must sign; a parent or guardian alone is not enough for a victim service."]
    if capacities & _FOR_ANOTHER or alone_authority.strip():
        return []
    return [_SECOND_SIGNER]
