"""Room: tests. Law compiled from declarations opens what they say and no more; reasons are said in plain words."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.declare import Disclosure, InformationType, Jurisdiction
from coordination.model.action import Action
from coordination.policy import decide as judge
from coordination.policy.explain import day, explain
from coordination.policy.rulebook import compile_rulebook
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
