"""Room: tests. Law compiled from declarations opens what they say and no more; reasons are said in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.declare import Disclosure, InformationType, Jurisdiction, LegalAuthority, NotEncoded, PartnerType
from coordination.declare.authority_on_file import KINDS, AuthorityKind
from coordination.model.action import Action
from coordination.policy import decide as judge
from coordination.policy.explain import day, explain
from coordination.policy.rulebook import Lawful, Rulebook, compile_rulebook
from tests.policy.village import (
    CLINIC,
    COUNTY,
    NOW,
    POLICE,
    RULE,
    STATE,
    WATCH,
    case,
    holding,
    person,
    release,
    rulebook,
)

T = InformationType


@pytest.mark.parametrize("kind", T)
def test_rulebook_opens_exactly_the_types_of_the_rule(kind: InformationType) -> None:
    found = rulebook().lawful(COUNTY, POLICE, kind)
    assert (found is not None) is (kind in RULE.types)
    if found:
        assert (found.rule, found.authority) == (RULE.slug, RULE.authority)


@pytest.mark.parametrize(
    ("sharing", "recipient"),
    [
        (POLICE, COUNTY),
        (COUNTY, WATCH),
        (COUNTY, CLINIC),
        (COUNTY, COUNTY),
        (replace(COUNTY, jurisdictions=frozenset()), POLICE),
    ],
)
def test_rulebook_opens_nothing_between_these(sharing: object, recipient: object) -> None:
    assert not rulebook().between(sharing, recipient)  # type: ignore[arg-type]  # programs, named by the table


def test_rule_that_is_not_for_government_only_opens_to_both() -> None:
    wide = replace(RULE, government_only=False)
    book = compile_rulebook((), (replace(STATE, disclosures=(wide,)),), "0" * 64)
    assert book.lawful(COUNTY, POLICE, T.REPORT)
    assert book.lawful(COUNTY, WATCH, T.REPORT)


@pytest.mark.parametrize("field", ["sharing", "recipients", "types"])
def test_empty_field_of_a_rule_opens_nothing(field: str) -> None:
    empty = replace(RULE, **{field: frozenset()})  # type: ignore[arg-type]  # the field is named by the table
    book = compile_rulebook((), (replace(STATE, disclosures=(empty,)),), "0" * 64)
    assert not book.between(COUNTY, POLICE)


def test_where_two_places_open_a_type_the_first_by_slug_is_named_and_each_adds_its_own() -> None:
    narrow = Disclosure(
        slug="b_rule",
        authority="team_law",
        sharing=frozenset({"child_welfare"}),
        recipients=frozenset({"law_enforcement"}),
        types=frozenset({T.REPORT, T.COURT}),
        government_only=True,
    )
    other = Jurisdiction(slug="another", title="Another", authorities=(), disclosures=(narrow,))
    both = replace(COUNTY, jurisdictions=frozenset({"state", "another"}))
    for order in ((STATE, other), (other, STATE)):
        found = compile_rulebook((), order, "0" * 64).between(both, POLICE)
        assert found[T.REPORT].rule == "b_rule"
        assert found[T.LOCATION].rule == RULE.slug
        assert T.COURT in found


AGREED = replace(RULE, slug="by_agreement", agreement=True)
AGREED_TOO = replace(AGREED, slug="by_another_agreement")
FREE_TOO = replace(RULE, slug="second_rule")
BYLAW = LegalAuthority(slug="bylaw", title="Bylaw", citation="Bylaw 3", sentence="the board’s bylaw says so.")
GAP, OTHER_GAP = (NotEncoded(slug=slug, citation="Stat. 9", ask="Ask whether.") for slug in ("gap", "other_gap"))


def _opened_by(*rules: Disclosure) -> str:
    """The slug of the rule that is named for a report of the county to the police."""
    found = compile_rulebook((), (replace(STATE, disclosures=rules),), "0" * 64).lawful(COUNTY, POLICE, T.REPORT)
    assert found is not None
    assert found.agreement is found.rule.startswith("by")
    return found.rule


def test_of_two_rules_of_one_place_the_one_that_asks_for_no_agreement_is_named_then_the_first() -> None:
    assert _opened_by(RULE, AGREED) == _opened_by(AGREED, RULE) == RULE.slug
    assert _opened_by(AGREED, AGREED_TOO) == AGREED.slug
    assert _opened_by(AGREED_TOO, AGREED) == AGREED_TOO.slug
    assert _opened_by(RULE, FREE_TOO) == RULE.slug
    assert _opened_by(FREE_TOO, RULE) == FREE_TOO.slug


@pytest.mark.parametrize(
    ("of_another", "of_state", "named"),
    [
        (AGREED, RULE, RULE),
        (FREE_TOO, AGREED, FREE_TOO),
        (AGREED_TOO, AGREED, AGREED_TOO),
        (FREE_TOO, RULE, FREE_TOO),
    ],
    ids=["the second needs none", "the first needs none", "both need one", "neither needs one"],
)
def test_of_the_law_of_two_places_what_asks_for_no_agreement_is_named_then_the_first(
    of_another: Disclosure, of_state: Disclosure, named: Disclosure
) -> None:
    """An agreement that lapses takes nothing away that the law of the other place opens without one."""
    another = Jurisdiction(slug="another", title="Another", authorities=(), disclosures=(of_another,))
    book = compile_rulebook((), (replace(STATE, disclosures=(of_state,)), another), "0" * 64)
    both = replace(COUNTY, jurisdictions=frozenset({"state", "another"}))
    found = book.lawful(both, POLICE, T.REPORT)
    assert found is not None
    assert (found.rule, found.agreement) == (named.slug, named.agreement)
    only = replace(of_another, types=frozenset({T.COURT}))
    book = compile_rulebook((), (STATE, replace(another, disclosures=(only,))), "0" * 64)
    assert set(book.between(both, POLICE)) == {*RULE.types, T.COURT}


def test_whether_any_rule_rests_on_an_agreement_is_known_beforehand() -> None:
    for rules, asks in (((), False), ((RULE,), False), ((RULE, AGREED), True), ((AGREED, RULE), True)):
        book = compile_rulebook((), (replace(STATE, disclosures=rules),), "0" * 64)
        assert book.asks_for_agreements is asks
    nothing = Rulebook(rules_hash="", authorities={}, disclosures=(), not_encoded=(), lawful_by_pair={})
    assert not nothing.asks_for_agreements
    assert not Lawful(rule=RULE.slug, authority=RULE.authority).agreement
    assert not nothing.between(COUNTY, POLICE)


def test_the_rulebook_tells_every_disclosure_and_every_gap_and_whose_they_are() -> None:
    """From these the matrix of the law is made."""
    other = Jurisdiction(slug="another", title="Another", authorities=(), disclosures=(AGREED,), not_encoded=(GAP,))
    board = PartnerType(
        slug="board",
        title="Board",
        regimes=frozenset(),
        confidential=False,
        holds=frozenset(),
        roles=(),
        forms=(),
        authorities=(BYLAW,),
        not_encoded=(OTHER_GAP,),
    )
    book = compile_rulebook((board,), (STATE, other), "0" * 64)
    assert book.disclosures == (("state", RULE), ("another", AGREED))
    assert book.not_encoded == (("board", OTHER_GAP), ("another", GAP))
    assert [book.authorities[one.slug] for one in (BYLAW, *STATE.authorities)] == [BYLAW, *STATE.authorities]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.slug)
def test_every_kind_of_paper_on_file_is_an_authority_with_its_words(kind: AuthorityKind) -> None:
    assert rulebook().authorities[kind.slug] is kind


def test_reasons_are_said_in_plain_words() -> None:
    worker = person(POLICE)
    paper = release(CLINIC, [POLICE.id], [T.MEDICAL])
    facts = holding(case(worker), POLICE, T.CRIMINAL_INVESTIGATION)
    facts = holding(holding(facts, COUNTY, T.REPORT, T.LOCATION, T.PLACEMENT), CLINIC, T.MEDICAL)
    (one,) = judge.decide(rulebook(), worker, Action.CASE_READ, replace(facts, releases=(paper,)), NOW).cases
    said = {
        line.information_type: explain(
            rulebook(), line, owner="County", whose="Dana", released_on="3 May", ends_on="2 June"
        )
        for line in one.types
    }
    assert said[T.CRIMINAL_INVESTIGATION].sentence == "You see this because your program filed it."
    assert said[T.REPORT].sentence == "You see this because the law lets the team see it."
    assert said[T.REPORT].citation == "Stat. 1"
    assert said[T.MEDICAL].sentence == (
        "You see this because Dana’s release of 3 May names your agency; it ends 2 June."
    )
    assert "second factor" in said[T.LOCATION].sentence
    assert said[T.PLACEMENT].sentence.startswith("County has information of this type.")
    assert said[T.PLACEMENT].authority == ""


def test_day_is_written_without_a_leading_zero() -> None:
    assert day(NOW) == "4 May 2026"
    assert day(NOW + timedelta(days=9)) == "13 May 2026"
