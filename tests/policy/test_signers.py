"""Room: tests. Who must sign a release, as a table: regime, who signs, whether that suffices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType, Regime
from coordination.policy.signers import Capacity, Child, Signer, encoded, judge, rests_on_another
from tests.policy.village import CENTER, CLINIC, COUNTY, HAVEN, program

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
    ("emancipated minor with order", (sign(Capacity.EMANCIPATED, abuser="", authority=ORDER),), "", True),
    ("emancipated minor without order", (sign(Capacity.EMANCIPATED, abuser=""),), "", False),
    ("minor and agency with custody", (MINOR, sign(Capacity.AGENCY, authority=ORDER)), "", False),
    ("minor, parent and agency with custody", (MINOR, PARENT, sign(Capacity.AGENCY, authority=ORDER)), "", True),
    ("agency with custody alone", (sign(Capacity.AGENCY, authority=ORDER),), "", False),
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
    ("agency with custody, by order", (sign(Capacity.AGENCY, authority=ORDER),), True),
    ("agency with custody, by nothing named", (sign(Capacity.AGENCY),), False),
    ("agency that may be the abuser", (sign(Capacity.AGENCY, abuser="yes", authority=ORDER),), False),
    ("emancipated minor by order", (sign(Capacity.EMANCIPATED, abuser="", authority=ORDER),), True),
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


def test_a_parent_alone_opens_no_treatment_whoever_holds_it() -> None:
    treatment = frozenset({InformationType.SUBSTANCE_USE})
    assert not judge(CLINIC, (PARENT,), types=treatment | {InformationType.MEDICAL}).suffices
    assert judge(CLINIC, (MINOR,), types=treatment).suffices


CARE = frozenset({InformationType.MINOR_CONSENTED_CARE})
THEMSELVES_ALL = (MINOR, sign(Capacity.ADULT, abuser=""), sign(Capacity.EMANCIPATED, abuser="", authority=ORDER))
CARE_ALONE: list[tuple[str, tuple[Signer, ...], str, bool]] = [
    ("minor, by a law named", (MINOR,), "Stat. 144.343", True),
    ("minor, by no law", (MINOR,), " ", False),
    ("parent", (PARENT,), "Stat. 144.343", False),
    ("minor and parent", (MINOR, PARENT), "Stat. 144.343", False),
    ("court guardian", (sign(Capacity.COURT_GUARDIAN, authority=ORDER),), "Stat. 144.343", False),
    ("tribe", (MINOR, sign(Capacity.TRIBE, authority=ORDER)), "Stat. 144.343", False),
    ("adult", (sign(Capacity.ADULT, abuser=""),), "", True),
    ("emancipated minor", (sign(Capacity.EMANCIPATED, abuser="", authority=ORDER),), "", True),
    ("each who signs for themselves", THEMSELVES_ALL, "Stat. 144.343", True),
]


@pytest.mark.parametrize(("who", "signers", "alone", "suffices"), CARE_ALONE, ids=[row[0] for row in CARE_ALONE])
def test_a_parents_release_never_opens_care_the_minor_consented_to_alone(
    who: str, signers: tuple[Signer, ...], alone: str, suffices: bool
) -> None:
    for also in (frozenset[InformationType](), frozenset({InformationType.MEDICAL})):
        verdict = judge(CLINIC, signers, alone_authority=alone, types=CARE | also)
        assert verdict.suffices is suffices, who
    assert judge(CLINIC, (PARENT,), types=frozenset({InformationType.MEDICAL})).suffices


GUARDIAN, AGENCY = sign(Capacity.GUARDIAN), sign(Capacity.AGENCY, authority=ORDER)
ADULT, BY_ORDER = sign(Capacity.ADULT, abuser=""), sign(Capacity.PARENT, authority=ORDER)
OF_THE_CHILD: list[tuple[str, tuple[Signer, ...], Child, bool]] = [
    ("parent of 17", (PARENT,), Child(age=17), True),
    ("parent of 18", (PARENT,), Child(age=18), False),
    ("minor of 18", (MINOR,), Child(age=18), False),
    ("adult of 18", (ADULT,), Child(age=18), True),
    ("adult of 17", (ADULT,), Child(age=17), False),
    ("adult and parent at 18", (ADULT, PARENT), Child(age=18), False),
    ("guardian of an adult", (sign(Capacity.COURT_GUARDIAN, authority=ORDER),), Child(age=19), True),
    ("representative of one who died", (sign(Capacity.REPRESENTATIVE, authority=ORDER),), Child(age=19), True),
    ("parent, age not asked", (PARENT,), Child(), True),
    ("parent has custody", (PARENT,), Child(custody="parent"), True),
    ("parent, an agency has custody", (PARENT,), Child(custody="agency"), False),
    ("parent by an order, an agency has custody", (BY_ORDER,), Child(custody="agency"), True),
    ("agency that has custody", (AGENCY,), Child(custody="agency"), True),
    ("both", (PARENT, AGENCY), Child(custody="agency"), True),
    ("parent, a tribe has custody", (PARENT,), Child(custody="tribe"), False),
    ("parent and tribe", (PARENT, sign(Capacity.TRIBE, authority=ORDER)), Child(custody="tribe"), True),
    ("parent and agency, a tribe has custody", (PARENT, AGENCY), Child(custody="tribe"), False),
    ("parent, a guardian has custody", (PARENT,), Child(custody="guardian"), False),
    ("parent and guardian", (PARENT, GUARDIAN), Child(custody="guardian"), True),
    ("minor alone, a guardian has custody", (MINOR,), Child(custody="guardian"), True),
]


@pytest.mark.parametrize(("who", "signers", "child", "suffices"), OF_THE_CHILD, ids=[row[0] for row in OF_THE_CHILD])
def test_age_and_custody_rule_out_signers(who: str, signers: tuple[Signer, ...], child: Child, suffices: bool) -> None:
    assert judge(COUNTY, signers, child=child).suffices is suffices, who


def test_a_guardian_who_is_refused_stands_beside_nobody_and_what_is_left_is_said() -> None:
    aunt = sign(Capacity.COURT_GUARDIAN, abuser="yes", authority=ORDER)
    said = judge(program("any", Regime.FVPSA), (MINOR, aunt)).problems
    assert [one.split(".")[0] for one in said] == [
        "An abuser or suspected abuser may not sign",
        "A parent or guardian who is not the abuser must sign too",
    ]
    assert said[1].endswith("they may sign alone: name that law.")
    assert len(judge(program("any", Regime.FVPSA), (MINOR, PARENT, aunt)).problems) == 1


def test_the_sentences_say_what_to_do_next() -> None:
    for custodian in (Capacity.AGENCY, Capacity.TRIBE):
        said = judge(HAVEN, (MINOR, sign(custodian, authority=ORDER))).problems
        assert any("Guardian appointed by a court" in one for one in said)
    assert not any("Guardian appointed by a court" in one for one in judge(HAVEN, (MINOR,)).problems)
    (alone,) = judge(HAVEN, (PARENT,)).problems
    assert "ask counsel" in alone


ON_PAPER = ("agency", "court_guardian", "emancipated", "guardian_ad_litem", "representative", "tribe")


@pytest.mark.parametrize("capacity", Capacity)
def test_who_signs_by_an_order_or_a_law_names_it_and_nobody_else_has_to(capacity: Capacity) -> None:
    bare = Signer(capacity=capacity, name="Sam", abuser="no")
    problems = judge(COUNTY, [bare]).problems
    assert any(one.startswith("Name the court order") for one in problems) is (capacity in ON_PAPER)
    named = judge(COUNTY, [replace(bare, authority="Order of 3 May")]).problems
    assert not any(one.startswith("Name the court order") for one in named)


@pytest.mark.parametrize("custody", ["agency", "guardian", "tribe"])
def test_beside_a_guardian_whom_a_court_appointed_a_parent_names_no_order_of_their_own(custody: str) -> None:
    parent = Signer(capacity=Capacity.PARENT, name="Jo", abuser="no")
    appointed = Signer(capacity=Capacity.COURT_GUARDIAN, name="Sam", abuser="no", authority="Order of 3 May")
    child = Child(custody=custody)
    assert any("Somebody else has custody" in one for one in judge(COUNTY, [parent], child=child).problems)
    assert judge(COUNTY, [parent, appointed], child=child).suffices
    assert judge(COUNTY, [parent], child=Child(custody="parent")).suffices
    assert judge(COUNTY, [parent], child=Child(age=15)).suffices


def test_where_nobody_signed_that_alone_is_said() -> None:
    for sharing in (COUNTY, HAVEN, program("substance_use", Regime.PART_2)):
        for kind in (InformationType.MINOR_CONSENTED_CARE, InformationType.SUBSTANCE_USE):
            assert judge(sharing, [], types=frozenset({kind})).problems == ("Somebody must sign the release.",)


@pytest.mark.parametrize(
    ("signed", "law", "rests"),
    [
        ({Capacity.MINOR, Capacity.PARENT}, "", True),
        ({Capacity.PARENT}, "", True),
        ({Capacity.PARENT}, "Stat. 144.343", True),
        ({Capacity.MINOR, Capacity.PARENT}, "Stat. 144.343", False),
        ({Capacity.MINOR}, "Stat. 144.343", False),
        ({Capacity.MINOR}, "", False),
        ({Capacity.MINOR, Capacity.PARENT}, "  ", True),
        ({Capacity.ADULT}, "", False),
        ({Capacity.ADULT, Capacity.COURT_GUARDIAN}, "", False),
        (set(), "", False),
    ],
)
def test_a_release_rests_on_another_where_somebody_else_signed_for_a_minor(
    signed: set[Capacity], law: str, rests: bool
) -> None:
    assert rests_on_another(signed, law) is rests
