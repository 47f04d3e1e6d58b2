"""Room: tests. What the policy promises about law offices, courts and whoever speaks for the child."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import InformationType as T
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts
from coordination.model.ids import AgencyId, new_id
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy.acts import CASE_ACTS, CONFLICT_ACTS, GENERAL_ACTS, MAY_ASK, REFERRAL_ACTS
from coordination.policy.audience import may_address, places_seen
from coordination.policy.rulebook import Rulebook, compile_rulebook
from tests.policy.courthouse import (
    CIVIL,
    COURT,
    CRIMINAL,
    GUARDIANS,
    OTHER_COURT,
    SECOND_TEAM,
    WITNESS_HELP,
    legal_case,
)
from tests.policy.promises import promise
from tests.policy.promises_of_partners import REACHING, TRIBE
from tests.policy.promises_of_referrals import PROMISES
from tests.policy.referred import about, referral
from tests.policy.village import (
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    UNIT,
    allowed,
    case,
    holding,
    person,
    release,
    rulebook,
    seen,
)

OF_A_COURT = {Action.FILING_ANSWER, Action.FILING_LIST, Action.FILING_READ}
FILES_OF_A_COURT = {Action.FILE_ATTACH, Action.FILE_READ}  # of its own papers, and of what was filed with it
EVERY_TYPE = frozenset(T)


@promise
def work_product_is_opened_by_no_release_and_told_to_nobody() -> None:
    for viewer in (person(COUNTY), person(CIVIL), person(SECOND_TEAM), person(GUARDIANS)):
        given = release(CRIMINAL, [viewer.program_id, viewer.agency_id], EVERY_TYPE)
        facts = replace(holding(legal_case(viewer), CRIMINAL, T.WORK_PRODUCT), releases=(given,))
        assert not seen(viewer, replace(facts, ordered=frozenset({GUARDIANS.id})))
    own = person(CRIMINAL)
    assert seen(own, holding(legal_case(own), CRIMINAL, T.WORK_PRODUCT)) == {T.WORK_PRODUCT: Access.OPEN}


@promise
def release_that_names_the_whole_office_reaches_neither_side_of_the_wall() -> None:
    for side in (CRIMINAL, CIVIL):
        viewer = person(side)
        by_agency = release(COUNTY, [side.agency_id], [T.REPORT])
        facts = holding(legal_case(viewer), COUNTY, T.REPORT)
        assert seen(viewer, replace(facts, releases=(by_agency,))) == {T.REPORT: Access.KNOWN}
        by_name = release(COUNTY, [side.id], [T.REPORT])
        assert seen(viewer, replace(facts, releases=(by_name,))) == {T.REPORT: Access.OPEN}
    helper = person(WITNESS_HELP)  # no law office: the name of its agency names it too
    facts = replace(
        holding(legal_case(helper), COUNTY, T.REPORT), releases=(release(COUNTY, [CRIMINAL.agency_id], [T.REPORT]),)
    )
    assert seen(helper, facts) == {T.REPORT: Access.OPEN}


@promise
def wall_lets_nothing_through_but_a_release_that_names_the_other_side() -> None:
    for owner, viewer in ((CRIMINAL, person(CIVIL)), (CIVIL, person(CRIMINAL))):
        facts = holding(legal_case(viewer), owner, T.COURT, T.IDENTITY)
        assert not seen(viewer, facts)
        assert not seen(viewer, replace(facts, releases=(release(owner, [CRIMINAL.agency_id], EVERY_TYPE),)))
        named = release(owner, [viewer.program_id], [T.COURT])
        assert seen(viewer, replace(facts, releases=(named,))) == {T.COURT: Access.OPEN}
    colleague = person(SECOND_TEAM)  # of the same kind: no wall, and told like anybody else on the team
    assert seen(colleague, holding(legal_case(colleague), CRIMINAL, T.COURT)) == {T.COURT: Access.KNOWN}


@promise
def court_does_nothing_on_a_case_but_take_what_is_filed() -> None:
    for role in Role:
        clerk = person(COURT, role)
        facts = replace(legal_case(clerk), coordinating_program_id=COURT.id, offered_to=COURT.id)
        for action in (*CASE_ACTS, *CONFLICT_ACTS):
            works = role in {Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR}
            assert allowed(clerk, action, facts) is (works and action in OF_A_COURT | FILES_OF_A_COURT), (role, action)
        asks = {Action.CASE_IMPORT, Action.CASE_OPEN, Action.CONFLICT_LIST, Action.DRAFT_LIST, Action.DRAFT_DISCARD}
        for action in (asks | set(MAY_ASK)) - OF_A_COURT:
            assert not judge.decide_general(rulebook(), clerk, action, NOW).allowed, (role, action)
    for action in (Action.SESSION_END, Action.SESSION_LIST):
        assert judge.decide_general(rulebook(), person(COURT), action, NOW).allowed
    worker = person(COUNTY)
    for action in OF_A_COURT:
        assert not allowed(worker, action, legal_case(worker))
    assert not judge.decide_general(rulebook(), worker, Action.FILING_LIST, NOW).allowed
    assert OF_A_COURT.isdisjoint(GENERAL_ACTS)


@promise
def no_court_is_told_by_a_referral_or_follows_one() -> None:
    facts = legal_case(person(COUNTY))
    for report in (False, True):
        assert not may_address(COUNTY, facts, COURT, NOW, report=report)
        assert may_address(COUNTY, facts, POLICE, NOW, report=report)
    for role in Role:
        clerk = person(COURT, role)
        for parties in ((COUNTY, COURT), (COURT, COUNTY)):
            sent = about(legal_case(clerk), referral(*parties))
            assert not [action for action in REFERRAL_ACTS if allowed(clerk, action, sent)], role


@promise
def what_goes_along_waits_for_the_order_and_passes_no_wall() -> None:
    def along(rules: Rulebook, sender: Program, recipient: Program, facts: CaseFacts) -> set[T]:
        sent = about(facts, referral(sender, recipient, T.COURT))
        (one,) = judge.decide(rules, person(recipient), Action.REFERRAL_READ, sent, NOW).cases
        return {line.information_type for line in one.types}

    facts = case(person(COUNTY))
    paper = replace(facts, releases=(release(COUNTY, [GUARDIANS.id], [T.COURT]),))
    assert along(rulebook(), COUNTY, GUARDIANS, paper) == set()
    on_file = replace(paper, ordered=frozenset({GUARDIANS.id}))
    assert along(rulebook(), COUNTY, GUARDIANS, on_file) == {T.COURT}
    law = replace(
        REACHING.disclosures[0],
        sharing=frozenset({"prosecution"}),
        recipients=frozenset({"child_protection_attorney"}),
        types=frozenset({T.COURT}),
    )
    rules = compile_rulebook((), (replace(REACHING, disclosures=(law,)),), "0" * 64)
    assert along(rules, CRIMINAL, CIVIL, facts) == set()
    assert along(rules, CRIMINAL, replace(CIVIL, agency_id=AgencyId(new_id())), facts) == {T.COURT}


def _filed(**changes: object) -> dict[T, Access]:
    """What a clerk gets of a case on which three programs have filed under every type."""
    clerk = person(COURT)
    facts = legal_case(clerk)
    for owner in (COUNTY, CRIMINAL, HAVEN):
        facts = holding(facts, owner, *T)
    return {
        line.information_type: line.access
        for one in judge.decide(rulebook(), clerk, Action.FILING_READ, replace(facts, **changes), NOW).cases  # type: ignore[arg-type]  # fields named by the caller
        for line in one.types
    }


@promise
def court_gets_what_is_filed_with_it_and_no_release_adds_to_that() -> None:
    assert _filed() == {T.COURT: Access.OPEN}
    everything = tuple(release(owner, [COURT.id, COURT.agency_id], EVERY_TYPE) for owner in (COUNTY, CRIMINAL, HAVEN))
    assert _filed(releases=everything) == {T.COURT: Access.OPEN}


@promise
def victim_service_files_nothing_with_a_court() -> None:
    clerk = person(COURT)
    paper = (release(HAVEN, [COURT.id], [T.COURT]), release(HAVEN, types=[T.COURT], names_hub=True))
    facts = replace(holding(legal_case(clerk), HAVEN, T.COURT), releases=paper)
    (one,) = judge.decide(rulebook(), clerk, Action.FILING_READ, facts, NOW).cases
    assert one.types == ()


@promise
def with_two_courts_on_a_case_nothing_passes_to_either() -> None:
    for court in (COURT, OTHER_COURT):
        clerk = person(court)
        facts = holding(legal_case(clerk, courts=(COURT, OTHER_COURT)), CRIMINAL, T.COURT)
        (one,) = judge.decide(rulebook(), clerk, Action.FILING_READ, facts, NOW).cases
        assert one.types == ()


@promise
def what_is_filed_in_court_carries_the_notices_of_whoever_filed_it() -> None:
    rules = compile_rulebook((), (REACHING,), "0" * 64)
    clerk = person(COURT)
    facts = holding(holding(legal_case(clerk), COUNTY, T.COURT), CRIMINAL, T.COURT)
    (one,) = judge.decide(rules, clerk, Action.FILING_READ, facts, NOW).cases
    assert {line.program_id: line.notices for line in one.types} == {COUNTY.id: ("state_notice",), CRIMINAL.id: ()}


@promise
def tribe_gives_a_court_what_it_files_there_and_treatment_gives_nothing() -> None:
    clerk = person(COURT)
    facts = holding(holding(legal_case(clerk), TRIBE, *T), UNIT, *T)
    (one,) = judge.decide(rulebook(), clerk, Action.FILING_READ, facts, NOW).cases
    assert [(line.program_id, line.information_type) for line in one.types] == [(TRIBE.id, T.COURT)]
    member = person(TRIBE)
    facts = legal_case(member)
    facts = holding(replace(facts, places=(*facts.places, replace(facts.places[0], program=TRIBE))), COURT, T.COURT)
    assert seen(member, facts) == {}
    assert seen(member, holding(facts, TRIBE, T.COURT)) == {T.COURT: Access.OPEN}  # a party, as anybody who filed
    (one,) = judge.decide(rulebook(), member, Action.CASE_READ, holding(facts, TRIBE, T.COURT), NOW).cases
    assert {line.program_id for line in one.types} == {TRIBE.id, COURT.id}


@promise
def what_a_court_gives_goes_to_those_who_filed_with_it() -> None:
    attorney, detective = person(CRIMINAL), person(POLICE)
    given = holding(holding(legal_case(attorney), COURT, T.COURT), CRIMINAL, T.COURT)
    (one,) = judge.decide(rulebook(), attorney, Action.CASE_READ, given, NOW).cases
    assert {(line.program_id, line.authority) for line in one.types} == {
        (COURT.id, "filed_in_court"),
        (CRIMINAL.id, "own_record"),
    }
    paper = (release(COURT, [POLICE.id], [T.COURT]),)
    assert not seen(detective, replace(holding(legal_case(detective), COURT, T.COURT), releases=paper))


@promise
def court_is_told_of_no_place_but_its_own() -> None:
    clerk = person(COURT)
    assert [place.program for place in places_seen(clerk, legal_case(clerk), NOW)] == [COURT]


@promise
def nothing_of_others_opens_before_the_order_of_appointment_is_on_file() -> None:
    guardian = person(GUARDIANS)
    paper = release(COUNTY, [GUARDIANS.id], [T.REPORT])
    before = replace(holding(legal_case(guardian), COUNTY, T.REPORT, T.PLACEMENT), releases=(paper,))
    assert not seen(guardian, before)
    assert seen(guardian, holding(before, GUARDIANS, T.APPOINTMENT)) == {T.APPOINTMENT: Access.OPEN}
    after = replace(before, ordered=frozenset({GUARDIANS.id}))
    assert seen(guardian, after) == {T.REPORT: Access.OPEN, T.PLACEMENT: Access.KNOWN}
    another = replace(before, ordered=frozenset({COUNTY.id}))
    assert not seen(guardian, another)


@promise
def whoever_waits_for_an_order_files_it_and_neither_shares_nor_asks() -> None:
    guardian = person(GUARDIANS, Role.SUPERVISOR)
    before = replace(legal_case(guardian), offered_to=GUARDIANS.id)
    waits = {
        Action.CASE_ACCEPT_COORDINATION,
        Action.RELEASE_LIST,
        Action.RELEASE_PREVIEW,
        Action.RELEASE_RECORD,
        Action.REQUEST_MAKE,
    }
    for action in waits:
        assert not allowed(guardian, action, before), action
        assert allowed(guardian, action, replace(before, ordered=frozenset({GUARDIANS.id}))), action
    for action in (Action.CASE_READ, Action.RECORD_FILE, Action.DRAFT_SAVE, Action.TEAM_READ):
        assert allowed(guardian, action, before), action
    assert [place.program for place in places_seen(guardian, before, NOW)] == [GUARDIANS, COUNTY]
    assert not judge.decide_general(rulebook(), guardian, Action.CASE_OPEN, NOW).allowed
    assert not judge.decide_general(rulebook(), guardian, Action.CASE_IMPORT, NOW).allowed


__all__ = ["PROMISES"]
