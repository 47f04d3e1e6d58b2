"""Room: tests. What the policy promises, one function each; test_planted_bugs.py breaks them.

A promise is a function so that a planted bug can be shown to turn it red by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from coordination.declare import InformationType as T
from coordination.declare.information import NEVER_SHOWN_LOCKED
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.explanation import Access
from coordination.policy import decide as judge
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    SECOND,
    UNIT,
    WATCH,
    allowed,
    case,
    holding,
    person,
    program,
    release,
    rulebook,
    seen,
)

PROMISES: dict[str, Callable[[], None]] = {}


def promise(check: Callable[[], None]) -> Callable[[], None]:
    """Enter a check under its own name."""
    PROMISES[check.__name__] = check
    return check


@promise
def own_record_is_open_to_own_team_member() -> None:
    worker = person(COUNTY)
    assert seen(worker, holding(case(worker), COUNTY, T.CHILD_PROTECTION)) == {T.CHILD_PROTECTION: Access.OPEN}


@promise
def own_supervisor_sees_own_records_and_nothing_of_others() -> None:
    chief = person(POLICE, Role.SUPERVISOR)
    facts = holding(holding(case(member=False), POLICE, T.CRIMINAL_INVESTIGATION), COUNTY, T.REPORT, T.PLACEMENT)
    assert seen(chief, facts) == {T.CRIMINAL_INVESTIGATION: Access.OPEN}


@promise
def colleague_who_is_no_team_member_sees_nothing() -> None:
    worker = person(COUNTY)
    facts = holding(case(member=False), COUNTY, T.REPORT)
    assert not allowed(worker, Action.CASE_READ, facts)
    assert not seen(worker, facts)


@promise
def membership_counts_for_the_program_it_was_given_for() -> None:
    worker = person(POLICE)
    other = replace(worker, program=COUNTY)
    facts = case(worker)
    assert allowed(worker, Action.CASE_READ, facts)
    assert not allowed(other, Action.CASE_READ, facts)


@promise
def membership_that_ended_closes_the_case() -> None:
    worker = person(POLICE)
    facts = case(worker)
    assert facts.membership
    ended = replace(facts, membership=replace(facts.membership, until=NOW))
    assert allowed(worker, Action.CASE_READ, ended, NOW - SECOND)
    assert not allowed(worker, Action.CASE_READ, ended, NOW)


@promise
def place_that_ended_closes_the_case_to_its_people() -> None:
    worker = person(POLICE)
    facts = case(worker)
    places = tuple(replace(place, until=NOW) if place.program.id == POLICE.id else place for place in facts.places)
    assert not allowed(worker, Action.CASE_READ, replace(facts, places=places))


@promise
def law_opens_to_government_police_and_to_nobody_else() -> None:
    for team, access in ((POLICE, Access.OPEN), (WATCH, Access.KNOWN), (CLINIC, Access.KNOWN)):
        worker = person(team)
        assert seen(worker, holding(case(worker), COUNTY, T.REPORT)) == {T.REPORT: access}


@promise
def law_of_another_place_opens_nothing() -> None:
    worker = person(POLICE)
    elsewhere = replace(COUNTY, jurisdictions=frozenset({"elsewhere"}))
    assert seen(worker, holding(case(worker), elsewhere, T.REPORT)) == {T.REPORT: Access.KNOWN}


@promise
def law_opens_only_the_types_it_names() -> None:
    worker = person(POLICE)
    assert seen(worker, holding(case(worker), COUNTY, T.PLACEMENT)) == {T.PLACEMENT: Access.KNOWN}


@promise
def release_opens_to_the_program_named() -> None:
    worker, outsider = person(POLICE), person(CLINIC)
    paper = release(CLINIC, [POLICE.id], [T.MEDICAL])
    facts = replace(holding(case(worker), CLINIC, T.MEDICAL), releases=(paper,))
    assert seen(worker, facts) == {T.MEDICAL: Access.OPEN}
    other = person(COUNTY)
    facts = replace(holding(case(other), CLINIC, T.MEDICAL), releases=(paper,))
    assert seen(other, facts) == {T.MEDICAL: Access.KNOWN}
    assert outsider.program is CLINIC


@promise
def release_to_an_agency_opens_to_its_programs_and_release_to_a_program_not_to_its_sister() -> None:
    sister = program("law_enforcement", agency=POLICE.agency_id)
    worker = person(POLICE)
    facts = holding(case(worker), CLINIC, T.MEDICAL)
    to_agency = release(CLINIC, [POLICE.agency_id], [T.MEDICAL])
    to_sister = release(CLINIC, [sister.id], [T.MEDICAL])
    assert seen(worker, replace(facts, releases=(to_agency,))) == {T.MEDICAL: Access.OPEN}
    assert seen(worker, replace(facts, releases=(to_sister,))) == {T.MEDICAL: Access.KNOWN}


@promise
def release_opens_only_the_types_and_the_sharer_it_names() -> None:
    worker = person(POLICE)
    facts = holding(holding(case(worker), CLINIC, T.MEDICAL), COUNTY, T.PLACEMENT)
    paper = release(CLINIC, [POLICE.id], [T.EDUCATION, T.PLACEMENT])
    assert seen(worker, replace(facts, releases=(paper,))) == {T.MEDICAL: Access.KNOWN, T.PLACEMENT: Access.KNOWN}


@promise
def release_ends_at_the_very_instant_written_on_it() -> None:
    worker = person(POLICE)
    paper = release(CLINIC, [POLICE.id], [T.MEDICAL])
    facts = replace(holding(case(worker), CLINIC, T.MEDICAL), releases=(paper,))
    assert seen(worker, facts, paper.expires_at - SECOND) == {T.MEDICAL: Access.OPEN}
    assert seen(worker, facts, paper.expires_at) == {T.MEDICAL: Access.KNOWN}


@promise
def release_that_has_not_begun_opens_nothing() -> None:
    worker = person(POLICE)
    paper = replace(release(CLINIC, [POLICE.id], [T.MEDICAL]), starts_at=NOW + SECOND)
    assert seen(worker, replace(holding(case(worker), CLINIC, T.MEDICAL), releases=(paper,))) == {
        T.MEDICAL: Access.KNOWN
    }


@promise
def revoked_release_closes_at_once() -> None:
    worker = person(POLICE)
    paper = release(CLINIC, [POLICE.id], [T.MEDICAL])
    facts = replace(holding(case(worker), CLINIC, T.MEDICAL), releases=(paper,))
    assert seen(worker, facts, NOW) == {T.MEDICAL: Access.OPEN}
    stopped = replace(facts, releases=(replace(paper, revoked_at=NOW),))
    for at in (NOW - SECOND, NOW):  # a clock that lags brings nothing back
        assert seen(worker, stopped, at) == {T.MEDICAL: Access.KNOWN}


@promise
def release_without_sufficient_signatures_opens_nothing() -> None:
    worker = person(POLICE)
    paper = replace(release(CLINIC, [POLICE.id], [T.MEDICAL]), signers_suffice=False)
    assert seen(worker, replace(holding(case(worker), CLINIC, T.MEDICAL), releases=(paper,))) == {
        T.MEDICAL: Access.KNOWN
    }


@promise
def of_two_releases_the_longer_is_named() -> None:
    worker = person(POLICE)
    short, long = release(CLINIC, [POLICE.id], [T.MEDICAL], days=5), release(CLINIC, [POLICE.id], [T.MEDICAL], days=9)
    for papers in ((short, long), (long, short)):
        facts = replace(holding(case(worker), CLINIC, T.MEDICAL), releases=papers)
        (line,) = judge.decide(rulebook(), worker, Action.CASE_READ, facts, NOW).cases[0].types
        assert (line.release_id, line.until, line.authority) == (long.id, long.expires_at, "release")


@promise
def floor_closes_victim_services_to_every_law() -> None:
    worker = person(POLICE)
    for service, kind in ((HAVEN, T.ADVOCACY), (CENTER, T.REPORT), (HAVEN, T.LOCATION)):
        assert seen(worker, holding(case(worker), service, kind)) == {}


@promise
def floor_closes_treatment_and_therapy_notes_to_every_law() -> None:
    worker = person(POLICE)
    assert seen(worker, holding(case(worker), UNIT, T.SUBSTANCE_USE)) == {}
    assert seen(worker, holding(case(worker), COUNTY, T.PSYCHOTHERAPY_NOTES)) == {}
    assert seen(worker, holding(case(worker), UNIT, T.REPORT)) != {T.REPORT: Access.OPEN}


@promise
def who_reported_stays_home_even_under_a_release() -> None:
    worker = person(POLICE)
    paper = release(COUNTY, [POLICE.id, POLICE.agency_id], list(T))
    assert seen(worker, replace(holding(case(worker), COUNTY, T.REPORTER_IDENTITY), releases=(paper,))) == {}


@promise
def release_opens_victim_service_types_to_whom_it_names() -> None:
    worker = person(POLICE)
    paper = release(HAVEN, [POLICE.id], [T.ADVOCACY])
    hub = release(HAVEN, [], [T.ADVOCACY], names_hub=True)
    facts = holding(case(worker), HAVEN, T.ADVOCACY)
    assert seen(worker, replace(facts, releases=(paper, hub))) == {T.ADVOCACY: Access.OPEN}
    other = release(HAVEN, [], [T.SAFETY_PLAN], names_hub=True)
    for without in ((paper,), (paper, other), (paper, replace(hub, revoked_at=NOW))):
        assert seen(worker, replace(facts, releases=without)) == {}


@promise
def types_never_shown_locked_are_absent() -> None:
    worker = person(POLICE)
    plain = replace(COUNTY, jurisdictions=frozenset())
    for kind in T:
        expected = {} if kind in NEVER_SHOWN_LOCKED else {kind: Access.KNOWN}
        assert seen(worker, holding(case(worker), plain, kind)) == expected, kind


@promise
def anything_of_a_confidential_program_is_absent() -> None:
    worker = person(COUNTY)
    quiet = replace(HAVEN, regimes=CLINIC.regimes)  # confidential by the roster, whatever its regimes
    for kind in T:
        assert seen(worker, holding(case(worker), HAVEN, kind)) == {}, kind
        assert seen(worker, holding(case(worker), quiet, kind)) == {}, kind


@promise
def confidential_program_sees_nothing_without_its_release_to_the_hub() -> None:
    advocate = person(HAVEN)
    chief = person(HAVEN, Role.SUPERVISOR)
    for each in (advocate, chief):
        facts = holding(case(each), HAVEN, T.ADVOCACY)
        for action in (Action.CASE_READ, Action.CASE_LIST, Action.RECORD_FILE, Action.DRAFT_SAVE, Action.TEAM_READ):
            assert not allowed(each, action, facts)
        foreign = release(CLINIC, [HAVEN.id], [T.MEDICAL], names_hub=True)
        unnamed = release(HAVEN, [POLICE.id], [T.ADVOCACY])
        assert not allowed(each, Action.CASE_READ, replace(facts, releases=(foreign, unnamed)))


@promise
def confidential_program_works_while_its_release_to_the_hub_runs() -> None:
    advocate = person(HAVEN)
    paper = release(HAVEN, [POLICE.id], [T.ADVOCACY], names_hub=True)
    facts = replace(holding(case(advocate), HAVEN, T.ADVOCACY), releases=(paper,))
    assert seen(advocate, facts) == {T.ADVOCACY: Access.OPEN}
    assert allowed(advocate, Action.CASE_READ, facts, paper.expires_at - SECOND)
    assert not allowed(advocate, Action.CASE_READ, facts, paper.expires_at)
    revoked = replace(facts, releases=(replace(paper, revoked_at=NOW),))
    assert not allowed(advocate, Action.CASE_READ, revoked)
