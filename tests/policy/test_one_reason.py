"""Room: tests. Of several reasons one is named; notices travel with each; papers and emergencies add, never replace."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import InformationType, Regime
from coordination.declare.authority_on_file import COURT_ORDER, PART_2_ORDER
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.explanation import TypeAccess
from coordination.model.facts import CaseFacts
from coordination.policy import decide as judge
from coordination.policy.claims import AllOf, AnyOf, Claim, Not, all_of, any_of, holds, sound
from coordination.policy.redisclosure import FEDERAL
from coordination.policy.rulebook import Rulebook
from tests.policy.courthouse import COURT, legal_case
from tests.policy.test_on_file import paper, told
from tests.policy.village import CLINIC, COUNTY, DAY, HAVEN, NOW, POLICE, UNIT, case, holding, person, rulebook

T = InformationType


def line(actor: Actor, facts: CaseFacts, kind: InformationType, book: Rulebook | None = None) -> TypeAccess | None:
    """What the actor gets of this type."""
    (one,) = judge.decide(book or rulebook(), actor, Action.CASE_READ, facts, NOW).cases
    return next((each for each in one.types if each.information_type is kind), None)


def test_what_law_opens_stays_opened_by_law_beside_a_paper_and_an_emergency() -> None:
    detective = person(POLICE)
    order = paper(COURT_ORDER, COUNTY, POLICE, T.REPORT)
    found = line(detective, told(detective, COUNTY, T.REPORT, order, emergency=NOW + DAY), T.REPORT)
    assert found is not None
    assert (found.authority, found.until) == ("team_law", None)


def test_a_paper_of_a_confidential_program_opens_nothing_once_its_release_to_the_hub_has_ended() -> None:
    detective = person(POLICE)
    facts = told(detective, HAVEN, T.IDENTITY, paper(COURT_ORDER, HAVEN, POLICE, T.IDENTITY))
    assert line(detective, facts, T.IDENTITY) is not None
    assert line(detective, replace(facts, releases=()), T.IDENTITY) is None


def test_notices_travel_with_what_a_paper_and_an_emergency_open() -> None:
    detective = person(POLICE)
    by_order = told(detective, UNIT, T.IDENTITY, paper(PART_2_ORDER, UNIT, POLICE, T.IDENTITY))
    found = line(detective, by_order, T.IDENTITY)
    assert found is not None
    assert (found.authority, found.notices) == (PART_2_ORDER, ("part_2_notice",))
    local = replace(FEDERAL[0], slug="local", regimes=frozenset({Regime.HIPAA}))
    book = replace(rulebook(), redisclosures=(("state", local),))
    urgent = line(detective, told(detective, CLINIC, T.MEDICAL, emergency=NOW + DAY), T.MEDICAL, book)
    assert urgent is not None
    assert (urgent.authority, urgent.notices, urgent.until) == ("emergency_access", ("local",), NOW + DAY)


def test_a_supervisor_who_is_no_member_gets_nothing_of_the_court() -> None:
    boss, worker = person(COUNTY, Role.SUPERVISOR), person(COUNTY)
    for actor, member, opened in ((boss, False, False), (worker, True, True)):
        facts = holding(holding(legal_case(actor, member=member), COUNTY, T.COURT), COURT, T.COURT)
        (one,) = judge.decide(rulebook(), actor, Action.CASE_READ, facts, NOW).cases
        assert (COURT.id in {each.program_id for each in one.types}) is opened


def test_what_is_known_names_no_authority_and_the_rule_of_the_team() -> None:
    detective = person(POLICE)
    found = line(detective, told(detective, CLINIC, T.MEDICAL), T.MEDICAL)
    assert found is not None
    assert (found.authority, found.rule) == ("", "known_to_team")


def test_an_empty_part_is_never_laid_flat_and_so_never_forgotten() -> None:
    worker = person(COUNTY)
    shut = all_of(Claim.PRESENT, AllOf(()))
    assert not holds(shut, worker, case(worker), NOW)
    assert not sound(shut)
    assert all(sound(one) for one in (any_of(Claim.PRESENT), all_of(Claim.PRESENT), Not(Claim.PRESENT)))
    assert not sound(any_of(Claim.PRESENT, AnyOf(())))
    assert not holds(Not(any_of(Claim.EXCLUDED, AnyOf(()))), worker, case(worker), NOW)
    assert all_of(Claim.PRESENT, all_of(Claim.ADMITTED, Claim.PLACED)).parts == (
        Claim.PRESENT,
        Claim.ADMITTED,
        Claim.PLACED,
    )
    assert any_of(any_of(Claim.PRESENT, Claim.ADMITTED), Claim.PLACED).parts[:2] == (Claim.PRESENT, Claim.ADMITTED)
