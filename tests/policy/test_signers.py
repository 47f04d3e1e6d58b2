"""Room: tests. Who must sign a release, as a table: regime, who signs, whether that suffices."""

from __future__ import annotations

import pytest

from coordination.declare import InformationType, Regime
from coordination.policy.signers import Capacity, Signer, encoded, judge
from tests.policy.village import CENTER, COUNTY, HAVEN, program

ORDER = "order of 2 May, file 12"


def sign(capacity: Capacity, abuser: str = "no", authority: str = "", name: str = "Sam Example") -> Signer:
    """One signature."""
    return Signer(capacity=capacity, name=name, abuser=abuser, authority=authority)


MINOR, PARENT = sign(Capacity.MINOR, abuser=""), sign(Capacity.PARENT)

VICTIM_SERVICE: list[tuple[str, tuple[Signer, ...], str, bool]] = [
    ("nobody", (), "", False),
    ("minor and parent", (MINOR, PARENT), "", True),
    ("minor and guardian", (MINOR, sign(Capacity.GUARDIAN)), "", True),
    ("minor alone", (MINOR,), "", False),
    ("minor alone, by a law named", (MINOR,), "Stat. 144.343", True),
    ("minor alone, by a blank law", (MINOR,), "  ", False),
    ("parent alone", (PARENT,), "", False),
    ("parent alone, by a law named", (PARENT,), "Stat. 144.343", False),
    ("minor and abusive parent", (MINOR, sign(Capacity.PARENT, abuser="yes")), "", False),
    ("minor and parent not asked about", (MINOR, sign(Capacity.PARENT, abuser="unknown")), "", False),
    ("minor, good and abusive parent", (MINOR, PARENT, sign(Capacity.PARENT, abuser="yes")), "", False),
    ("abusive parent, and a law named", (MINOR, sign(Capacity.PARENT, abuser="yes")), "Stat. 144.343", False),
    ("adult", (sign(Capacity.ADULT, abuser=""),), "", True),
    ("adult without a name", (sign(Capacity.ADULT, abuser="", name=" "),), "", False),
    ("court guardian alone", (sign(Capacity.COURT_GUARDIAN, authority=ORDER),), "", False),
    ("minor and court guardian with order", (MINOR, sign(Capacity.COURT_GUARDIAN, authority=ORDER)), "", True),
    ("court guardian without order", (sign(Capacity.COURT_GUARDIAN),), "", False),
    ("court guardian who abuses", (sign(Capacity.COURT_GUARDIAN, abuser="yes", authority=ORDER),), "", False),
    ("minor and guardian ad litem with order", (MINOR, sign(Capacity.GUARDIAN_AD_LITEM, authority=ORDER)), "", False),
    ("minor and representative with paper", (MINOR, sign(Capacity.REPRESENTATIVE, authority=ORDER)), "", False),
    ("minor and tribe under an order", (MINOR, sign(Capacity.TRIBE, authority=ORDER)), "", False),
    ("minor, parent and tribe under an order", (MINOR, PARENT, sign(Capacity.TRIBE, authority=ORDER)), "", True),
    ("minor, parent and tribe under nothing", (MINOR, PARENT, sign(Capacity.TRIBE)), "", False),
    ("minor and representative without", (MINOR, sign(Capacity.REPRESENTATIVE)), "", False),
]


@pytest.mark.parametrize("regime", [Regime.VAWA, Regime.FVPSA, Regime.VOCA])
@pytest.mark.parametrize(
    ("who", "signers", "alone", "suffices"), VICTIM_SERVICE, ids=[row[0] for row in VICTIM_SERVICE]
)
def test_victim_service_asks_for_these_signatures(
    regime: Regime, who: str, signers: tuple[Signer, ...], alone: str, suffices: bool
) -> None:
    verdict = judge(program("any", regime), signers, alone_authority=alone)
    assert verdict.suffices is suffices, who
    assert bool(verdict.problems) is not suffices
    assert all(problem.endswith(".") for problem in verdict.problems)
    assert verdict.encoded


OTHER_REGIME: list[tuple[str, tuple[Signer, ...], bool]] = [
    ("nobody", (), False),
    ("parent", (PARENT,), True),
    ("minor", (MINOR,), True),
    ("abusive parent", (sign(Capacity.PARENT, abuser="yes"),), False),
    ("parent not asked about", (sign(Capacity.PARENT, abuser=""),), False),
    ("guardian ad litem with order", (sign(Capacity.GUARDIAN_AD_LITEM, authority=ORDER),), True),
    ("guardian ad litem without", (sign(Capacity.GUARDIAN_AD_LITEM),), False),
    ("tribe under its code", (sign(Capacity.TRIBE, authority="Children’s Code 4.2"),), True),
    ("tribe under nothing named", (sign(Capacity.TRIBE),), False),
    ("tribe, signed by a suspected abuser", (sign(Capacity.TRIBE, abuser="yes", authority=ORDER),), False),
]


@pytest.mark.parametrize(("who", "signers", "suffices"), OTHER_REGIME, ids=[row[0] for row in OTHER_REGIME])
def test_other_regimes_record_signers_and_say_not_encoded(
    who: str, signers: tuple[Signer, ...], suffices: bool
) -> None:
    verdict = judge(COUNTY, signers)
    assert (verdict.suffices, verdict.encoded) == (suffices, False), who


def test_center_under_voca_follows_the_same_rules_as_the_advocate() -> None:
    for team in (CENTER, HAVEN):
        assert judge(team, (MINOR, PARENT)).suffices
        assert not judge(team, (PARENT,)).suffices


@pytest.mark.parametrize("regime", [Regime.FERPA, Regime.HIPAA, Regime.PART_2, Regime.RHYA, Regime.TRIBAL])
def test_regime_whose_signers_were_not_read_is_shown_as_not_encoded_even_beside_one_that_was(regime: Regime) -> None:
    """Issue: who signs for HIPAA, FERPA, Part 2, RHYA and tribal programs is not encoded."""
    assert not judge(program("any", regime), (PARENT,)).encoded
    both = program("any", regime, Regime.VAWA)
    assert not encoded(both)
    assert not judge(both, (PARENT,)).suffices  # the rules that were read bind all the same


@pytest.mark.parametrize("regime", [Regime.PART_2, Regime.RHYA])
def test_a_parent_alone_opens_neither_treatment_nor_a_youth_shelter(regime: Regime) -> None:
    """45 CFR 1351.19(b)(1): consent of youth *and* family; of treatment 42 CFR 2.14 never leaves the minor out."""
    for signed, suffices in (((PARENT,), False), ((MINOR, PARENT), True), ((MINOR,), True)):
        assert judge(program("any", regime), signed).suffices is suffices
    assert judge(program("any", regime), (sign(Capacity.ADULT, abuser=""),)).suffices
    assert not judge(program("any", regime), (sign(Capacity.GUARDIAN_AD_LITEM, authority=ORDER),)).suffices


@pytest.mark.parametrize("kind", [InformationType.MINOR_CONSENTED_CARE, InformationType.SUBSTANCE_USE])
def test_a_parent_alone_opens_no_care_that_the_young_person_chose_whoever_holds_it(kind: InformationType) -> None:
    clinic = program("medical", Regime.HIPAA)
    assert judge(clinic, (PARENT,), types=frozenset({InformationType.MEDICAL})).suffices
    assert not judge(clinic, (PARENT,), types=frozenset({InformationType.MEDICAL, kind})).suffices
    assert judge(clinic, (MINOR,), types=frozenset({kind})).suffices
