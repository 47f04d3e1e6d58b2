"""Room: tests. What the policy promises about a case as a whole; goes on from promises.py."""

from __future__ import annotations

from dataclasses import replace

from coordination.declare import InformationType as T
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.explanation import Access
from coordination.policy import decide as judge
from tests.policy import promises_of_partners
from tests.policy.promises import PROMISES, promise
from tests.policy.village import (
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    SECOND,
    allowed,
    case,
    holding,
    person,
    release,
    rulebook,
    seen,
)


@promise
def conflict_beats_every_role_and_action() -> None:
    for team in (COUNTY, HAVEN):
        for role in Role:
            somebody = person(team, role)
            facts = replace(
                case(somebody),
                conflict=True,
                named=True,
                offered_to=team.id,
                releases=(release(team, names_hub=True),),
            )
            for action in judge._ABOUT_A_CASE:
                assert not allowed(somebody, action, replace(facts, coordinating_program_id=team.id)), (role, action)


@promise
def restricted_case_opens_to_the_named_alone() -> None:
    for role in (Role.WORKER, Role.COORDINATOR, Role.SUPERVISOR):
        somebody = person(COUNTY, role)
        closed = replace(case(somebody), restricted=True)
        for action in judge._ABOUT_A_CASE:
            if action is not Action.CONFLICT_LIFT:
                assert not allowed(somebody, action, closed), (role, action)
        assert allowed(somebody, Action.CASE_READ, replace(closed, named=True))


@promise
def location_waits_for_a_second_factor_in_force() -> None:
    for until, access in ((None, Access.STEP_UP), (NOW, Access.STEP_UP), (NOW + SECOND, Access.OPEN)):
        for team in (COUNTY, POLICE):
            worker = person(team, stepped_up_until=until)
            assert seen(worker, holding(case(worker), COUNTY, T.LOCATION)) == {T.LOCATION: access}


@promise
def absent_case_answers_like_a_hidden_one() -> None:
    worker = person(COUNTY)
    hidden = replace(case(worker, member=False), conflict=True)
    absent = replace(judge.NO_CASE, case_id=hidden.case_id)
    for action in judge._ABOUT_A_CASE:
        assert judge.decide(rulebook(), worker, action, hidden, NOW) == judge.decide(
            rulebook(), worker, action, absent, NOW
        )


@promise
def administrator_auditor_and_privacy_officer_read_no_case() -> None:
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.PRIVACY_OFFICER):
        somebody = person(COUNTY, role)
        for action in (Action.CASE_READ, Action.CASE_LIST, Action.CASE_SEARCH, Action.RECORD_FILE, Action.TEAM_READ):
            assert not allowed(somebody, action, holding(case(somebody), COUNTY, T.REPORT)), (role, action)


@promise
def list_leaves_out_what_the_viewer_may_not_read() -> None:
    worker = person(POLICE)
    mine, hidden = case(worker), case(member=False)
    decision = judge.decide_many(rulebook(), worker, Action.CASE_LIST, [hidden, mine, hidden], NOW)
    assert [one.case_id for one in decision.cases] == [mine.case_id]
    auditor = person(POLICE, Role.AUDITOR)
    refused = judge.decide_many(rulebook(), auditor, Action.CASE_LIST, [case(auditor)], NOW)
    assert (refused.allowed, refused.cases) == (False, ())


@promise
def closed_case_takes_no_record_and_lets_a_release_be_revoked() -> None:
    worker = person(COUNTY)
    closed = replace(case(worker), open=False)
    assert not allowed(worker, Action.RECORD_FILE, closed)
    assert not allowed(worker, Action.RELEASE_RECORD, closed)
    assert allowed(worker, Action.RELEASE_REVOKE, closed)
    assert allowed(worker, Action.CASE_REOPEN, closed)


@promise
def coordination_belongs_to_the_coordinating_program() -> None:
    county, police = person(COUNTY), person(POLICE)
    for action in (Action.TEAM_INVITE, Action.CASE_CLOSE, Action.HUB_CODE_ISSUE, Action.CASE_RESTRICT):
        assert allowed(county, action, case(county))
        assert not allowed(police, action, case(police))


# One table of promises, whichever of the three files they stand in.
__all__ = ["PROMISES", "promises_of_partners"]
