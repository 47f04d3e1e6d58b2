"""Room: tests. What each regime's paper says and leaves out, and that no law is claimed that was not read."""

from __future__ import annotations

import re

import pytest

from coordination.declare import InformationType, Regime
from coordination.policy.redisclosure import RECEIVING, UNREAD, warnings
from coordination.policy.statements import APART, STATEMENTS, Statement, _of, apart, statements
from tests.policy.village import program

EVERYWHERE = {"choice", "stop", "ends", "reports", "onward", "copy"}
BESIDE = {
    Regime.CAPTA: set(),
    Regime.FERPA: {"onward_school", "school_copy"},
    Regime.FVPSA: {"no_abuser"},
    Regime.HIPAA: {"care_choice", "onward_care"},
    Regime.PART_2: {"against_you", "through_hub", "who_got_it"},
    Regime.RHYA: set(),
    Regime.VAWA: {"no_abuser"},
    Regime.VOCA: {"no_abuser"},
}


@pytest.mark.parametrize("regime", BESIDE)
def test_the_paper_of_a_regime_says_what_its_law_asks_for(regime: Regime) -> None:
    found = [one.slug for one in statements(program("any", regime))]
    assert set(found) == EVERYWHERE | BESIDE[regime]
    assert len(found) == len(set(found))


def test_a_program_under_two_laws_says_what_both_ask_for_and_cites_both() -> None:
    both = program("substance_use", Regime.HIPAA, Regime.PART_2)
    found = {one.slug: one.citation(both) for one in statements(both)}
    assert found.keys() == EVERYWHERE | BESIDE[Regime.HIPAA] | BESIDE[Regime.PART_2]
    assert found["stop"] == "45 CFR 164.508(c)(2)(i); 42 CFR 2.31(a)(6)"
    assert found["copy"] == ""


def test_a_paper_says_what_it_does_not_cover() -> None:
    clinic, treatment = program("medical", Regime.HIPAA), program("substance_use", Regime.PART_2)
    notes = frozenset({InformationType.PSYCHOTHERAPY_NOTES})
    assert [one.slug for one in apart(clinic, frozenset())] == ["psychotherapy_notes", "media"]
    assert [one.slug for one in apart(clinic, notes)] == ["media"]
    assert [one.slug for one in apart(treatment, notes)] == ["counseling_notes", "proceedings", "media"]
    assert [one.slug for one in apart(program("any", Regime.CAPTA), notes)] == ["media"]


# law-and-standards.md §1 and §5, statement by statement: where each law asks for it.
CITED = {
    "choice": {Regime.VAWA: "34 USC 12291(b)(2)(D)(ii)(I)", Regime.FVPSA: "42 USC 10406(c)(5)"},
    "care_choice": {Regime.HIPAA: "45 CFR 164.508(c)(2)(ii)"},
    "stop": {Regime.HIPAA: "45 CFR 164.508(c)(2)(i)", Regime.PART_2: "42 CFR 2.31(a)(6)"},
    "ends": {
        Regime.VAWA: "34 USC 12291(b)(2)(B)(ii)",
        Regime.FVPSA: "42 USC 10406(c)(5)",
        Regime.VOCA: "28 CFR 94.115(b)",
        Regime.HIPAA: "45 CFR 164.508(c)(1)(v)",
        Regime.PART_2: "42 CFR 2.31(a)(7)",
    },
    "no_abuser": {
        Regime.VAWA: "34 USC 12291(b)(2)(B)(ii)",
        Regime.FVPSA: "42 USC 10406(c)(5)(B)(ii)(II)",
        Regime.VOCA: "28 CFR 94.115(b)",
    },
    "reports": {Regime.VAWA: "34 USC 12291(b)(2)(E)", Regime.FVPSA: "42 USC 10406(c)(5)(F)"},
    "onward": {},
    "copy": {},
}


def test_each_statement_cites_the_law_that_asks_for_it_and_no_other() -> None:
    found = {one.slug: dict(one.citations) for one in STATEMENTS}
    assert {slug: found[slug] for slug in CITED} == CITED
    assert all(len(found[slug]) == 1 for slug in found.keys() - CITED.keys())


# law-and-standards.md marks these [M]: nothing here may say that they were read.
NOT_READ = ("90.4", "1370.4", "2.31(b)", "2.31(d)", "2.14", "94.115(c)", "94.115(d)", "164.508(c)(4)", "1351.21")


def unread(text: str) -> list[str]:
    """Citations in a text whose law was not read."""
    return [one for one in NOT_READ if re.search(rf"(?<![\d.]){re.escape(one)}", text)]


def test_no_statement_claims_a_law_that_was_not_read() -> None:
    claimed = [citation for one in (*STATEMENTS, *(one for one, _ in APART)) for citation in one.citations.values()]
    assert len(claimed) > 15
    assert unread("; ".join(claimed)) == []
    assert unread("42 CFR 2.31(d)") == ["2.31(d)"]


READERS = {
    "school": (program("schools", Regime.FERPA, government=False), ["school_keeps"]),
    "clinic": (program("medical", Regime.HIPAA, government=False), ["patient_portal"]),
    "county clinic": (program("medical", Regime.HIPAA), ["patient_portal", "public_records"]),
    "police": (program("law_enforcement", Regime.INVESTIGATIVE), ["discovery", "public_records"]),
    "prosecutor": (program("prosecution", Regime.ATTORNEY), ["discovery", "public_records"]),
    "witness advocate": (program("victim_witness", Regime.VOCA), ["discovery", "public_records"]),
    "community advocate": (program("victim_advocacy", Regime.VAWA, government=False), []),
}


@pytest.mark.parametrize("who", READERS)
def test_who_can_read_it_through_a_recipient_is_told_of_that_recipient_alone(who: str) -> None:
    recipient, slugs = READERS[who]
    assert [one.slug for one in RECEIVING if one.is_of(recipient)] == slugs
    assert len(warnings(recipient)) == len(slugs)


def test_a_caution_whose_law_was_not_read_says_to_ask_counsel() -> None:
    told = {one.slug: one.words for one in RECEIVING}
    assert told.pop("school_keeps").endswith("(20 USC 1232g)")
    assert all(words.endswith(UNREAD) for words in told.values())


def test_a_statement_of_one_regime_is_for_it_alone_and_cites_it() -> None:
    assert _of(Regime.HIPAA, "45 CFR 1", "one") == Statement(
        slug="one", regimes=frozenset({Regime.HIPAA}), citations={Regime.HIPAA: "45 CFR 1"}
    )
