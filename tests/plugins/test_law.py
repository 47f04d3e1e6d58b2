"""Room: tests. Our plugins open by law what was read and nothing else; what was not read is said to be so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType, Regime
from coordination.model.action import Action
from coordination.model.explanation import Access
from coordination.model.program import Program
from coordination.partners.load import load
from coordination.policy import decide as judge
from coordination.policy.explain import explain
from tests.plugins.ours import MODULES, catalog, rulebook
from tests.policy.village import NOW, case, holding, person, program

T = InformationType
BY_CAPTA = {T.CHILD_PROTECTION, T.IDENTITY, T.LOCATION, T.MISSING, T.REPORT, T.SCREENING}
PLACES = frozenset({"us_federal", "us_minnesota"})


def of_type(slug: str, *, government: bool) -> Program:
    """A program of one of our partner types, as the roster would make it."""
    partner = catalog().partner_types[slug]
    made = program(slug, *partner.regimes, confidential=partner.confidential, government=government)
    return replace(made, jurisdictions=PLACES)


PROGRAMS = {
    "child_advocacy_center": of_type("child_advocacy_center", government=False),
    "child_protection_attorney": of_type("child_protection_attorney", government=True),
    "child_representation": of_type("child_representation", government=False),
    "child_welfare": of_type("child_welfare", government=True),
    "courts": of_type("courts", government=True),
    "juvenile_justice": of_type("juvenile_justice", government=True),
    "law_enforcement": of_type("law_enforcement", government=True),
    "medical": of_type("medical", government=False),
    "mental_health": of_type("mental_health", government=False),
    "prosecution": of_type("prosecution", government=True),
    "safe_housing": of_type("safe_housing", government=False),
    "schools": of_type("schools", government=True),
    "substance_use": of_type("substance_use", government=False),
    "tribes": of_type("tribes", government=True),
    "victim_advocacy": of_type("victim_advocacy", government=False),
    "victim_witness": of_type("victim_witness", government=True),
}
PAIRS = [(a, b) for a in PROGRAMS for b in PROGRAMS if a != b]


@pytest.mark.parametrize(("sharing", "recipient"), PAIRS)
def test_only_child_protection_to_government_is_open_by_law(sharing: str, recipient: str) -> None:
    opened = set(rulebook().between(PROGRAMS[sharing], PROGRAMS[recipient]))
    assert opened == (BY_CAPTA if (sharing, recipient) == ("child_welfare", "law_enforcement") else set())


@pytest.mark.parametrize("kind", T)
def test_detective_on_the_team_sees_by_capta_what_it_covers(kind: InformationType) -> None:
    detective = person(PROGRAMS["law_enforcement"], stepped_up_until=NOW.replace(year=2027))
    facts = holding(case(detective), PROGRAMS["child_welfare"], kind)
    facts = replace(facts, places=tuple(replace(one, program=detective.program) for one in facts.places[:1]))
    (one,) = judge.decide(rulebook(), detective, Action.CASE_READ, facts, NOW).cases
    opened = {line.information_type for line in one.types if line.access is Access.OPEN}
    assert opened == ({kind} & BY_CAPTA)
    for line in one.types:
        if line.access is Access.OPEN:
            said = explain(rulebook(), line, owner="County")
            assert said.sentence == (
                "You see this because federal law lets child protection share this with government agencies that "
                "protect children from abuse."
            )
            assert said.citation == "42 USC 5106a(b)(2)(B)(ix)"


def test_police_that_are_no_government_body_see_nothing_by_capta() -> None:
    private = of_type("law_enforcement", government=False)
    assert not rulebook().between(PROGRAMS["child_welfare"], private)


def test_installed_plugins_load_by_name_and_make_the_same_rules() -> None:
    names = [module.__name__.removeprefix("coordination_") for module in MODULES]
    assert load(names).rules_hash == catalog().rules_hash


def test_regimes_are_as_the_law_notes_say() -> None:
    found = {slug: (partner.regimes, partner.confidential) for slug, partner in catalog().partner_types.items()}
    assert found == {
        "child_advocacy_center": (frozenset({Regime.VOCA, Regime.STATE_TEAM}), False),
        "child_protection_attorney": (frozenset({Regime.ATTORNEY}), False),
        "child_representation": (frozenset({Regime.APPOINTED}), False),
        "child_welfare": (frozenset({Regime.CAPTA}), False),
        "courts": (frozenset({Regime.JUDICIAL}), False),
        "juvenile_justice": (frozenset({Regime.JUVENILE}), False),
        "law_enforcement": (frozenset({Regime.INVESTIGATIVE}), False),
        "medical": (frozenset({Regime.HIPAA}), False),
        "mental_health": (frozenset({Regime.HIPAA}), False),
        "prosecution": (frozenset({Regime.ATTORNEY, Regime.INVESTIGATIVE}), False),
        "safe_housing": (frozenset({Regime.RHYA, Regime.VAWA, Regime.FVPSA}), True),
        "schools": (frozenset({Regime.FERPA}), False),
        "substance_use": (frozenset({Regime.PART_2, Regime.HIPAA}), True),
        "tribes": (frozenset({Regime.TRIBAL}), False),
        "victim_advocacy": (frozenset({Regime.VAWA, Regime.FVPSA, Regime.VOCA}), True),
        "victim_witness": (frozenset({Regime.INVESTIGATIVE}), False),
    }


def test_program_that_is_not_confidential_says_so_in_the_words_of_the_law_notes() -> None:
    sentence = catalog().partner_types["victim_witness"].standing_notice
    assert "not confidential" in sentence
    assert "may be given to the defense" in sentence
    others = [one.slug for one in catalog().partner_types.values() if one.standing_notice]
    assert others == ["victim_witness"]


def test_only_law_offices_hold_work_product_and_only_the_appointed_hold_orders() -> None:
    types = catalog().partner_types
    holders = {slug for slug, partner in types.items() if InformationType.WORK_PRODUCT in partner.holds}
    assert holders == {"child_protection_attorney", "child_representation", "prosecution"}
    assert {slug for slug, one in types.items() if InformationType.APPOINTMENT in one.holds} == {"child_representation"}


def test_minnesota_opens_nothing_and_says_why() -> None:
    minnesota = catalog().jurisdictions["us_minnesota"]
    assert (minnesota.authorities, minnesota.disclosures) == ((), ())
    gaps = {gap.slug: gap for gap in minnesota.not_encoded}
    assert gaps["mn_team_sharing"].citation == "Minn. Stat. 260E.02 subd. 5"
    assert all(gap.ask.startswith("Ask counsel:") for gap in gaps.values())
    assert {"child_welfare", "law_enforcement", "prosecution", "child_advocacy_center"} <= set(minnesota.disciplines)
    assert "victim_advocacy" not in minnesota.disciplines


def test_maine_opens_by_agreement_alone_and_binds_the_use_of_child_protection_records() -> None:
    """Law notes 1.9: 22 MRSA 4008(1) "only for the purposes for which that release was intended"; (2)(A)."""
    maine = catalog().jurisdictions["us_maine"]
    (authority,), (rule,) = maine.authorities, maine.disclosures
    assert (authority.citation, rule.authority, rule.agreement) == ("22 MRSA 4008(2)(A)", authority.slug, True)
    assert rule.sharing == {"child_welfare"}
    assert rule.types == {InformationType.CHILD_PROTECTION, InformationType.REPORT, InformationType.SCREENING}
    assert not {"victim_advocacy", "safe_housing", "courts", "schools", "substance_use"} & rule.recipients
    gaps = {gap.slug: gap for gap in maine.not_encoded}
    assert gaps["me_team_sharing"].citation == "22 MRSA 4008(2)(A)"
    assert all(gap.ask.startswith("Ask counsel:") for gap in gaps.values())
    # IV.D-2B: "Local Law Enforcement, someone from the appropriate District Attorney's office, Sexual Assault Advocate"
    assert {"law_enforcement", "prosecution", "victim_advocacy", "child_advocacy_center"} <= set(maine.disciplines)
    (notice,) = maine.redisclosures
    assert (notice.citation, notice.regimes) == ("22 MRSA 4008(1)", frozenset({Regime.CAPTA}))


@pytest.mark.parametrize("slug", ["medical", "schools", "substance_use", "tribes"])
def test_signers_that_were_not_read_are_said_to_be_not_encoded(slug: str) -> None:
    asked = " ".join(f"{gap.citation} {gap.ask}" for gap in catalog().partner_types[slug].not_encoded)
    expected = {"medical": "164.502(g)", "schools": "99.30", "substance_use": "2.14", "tribes": "tribal code"}
    assert expected[slug] in asked


def test_police_sharing_with_child_protection_is_said_to_be_not_encoded() -> None:
    gaps = {gap.slug for gap in catalog().partner_types["law_enforcement"].not_encoded}
    assert "police_to_child_protection" in gaps


def test_gaps_are_told_once_each_across_all_plugins() -> None:
    slugs = [gap.slug for _, gap in rulebook().not_encoded]
    assert len(slugs) == len(set(slugs))
    assert len(slugs) >= 50


def test_hotlines_are_the_ones_that_were_read() -> None:
    numbers = {hotline.number for place in catalog().jurisdictions.values() for hotline in place.hotlines}
    assert numbers == {
        "1-800-THE-LOST (1-800-843-5678)",
        "1-888-373-7888",
        "missingkids.org/theissues/missingfromcare",
        "report.cybertip.org",
    }


@pytest.mark.parametrize("slug", PROGRAMS)
def test_every_role_of_the_hub_has_a_job_title(slug: str) -> None:
    roles = dict(catalog().partner_types[slug].roles)
    assert set(roles) == {"worker", "supervisor", "coordinator", "privacy_officer", "administrator", "auditor"}
