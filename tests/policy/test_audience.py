"""Room: tests. The audience of a type, the places one may know of, and the actions one may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts, Membership, Place, Release
from coordination.model.ids import AppointmentId, CaseId, Handle, PersonId, ReleaseId, new_id
from coordination.model.program import Program
from coordination.policy.audience import (
    access_of_members,
    asked_about,
    audience,
    line_of_members,
    may,
    places_seen,
    programs_present,
)
from coordination.policy.rulebook import compile_rulebook
from tests.policy.courthouse import COURT
from tests.policy.promises_of_staging import interviewing, led_by, protocol, released
from tests.policy.village import CENTER, COUNTY, HAVEN, NOW, POLICE, holding

DAY = timedelta(days=1)
RULES = compile_rulebook((), (), "0" * 64)
REPORT, ADVOCACY, LOCATION = InformationType.REPORT, InformationType.ADVOCACY, InformationType.LOCATION


def _case(*programs: Program, releases: tuple[Release, ...] = ()) -> CaseFacts:
    places = tuple(Place(program=program, since=NOW - DAY) for program in programs)
    return CaseFacts(case_id=CaseId(new_id()), handle=Handle(new_id()), present=True, places=places, releases=releases)


def _release(sharing: Program, *recipients: Program, hub: bool = False, **changed: Any) -> Release:  # noqa: ANN401 - fields of many types
    release = Release(
        id=ReleaseId(new_id()),
        handle=Handle(new_id()),
        sharing_program_id=sharing.id,
        recipients=frozenset(recipient.id for recipient in recipients),
        types=frozenset({REPORT, ADVOCACY, LOCATION}),
        starts_at=NOW - DAY,
        expires_at=NOW + DAY,
        names_hub=hub,
    )
    return replace(release, **changed)


def _actor(program: Program, role: Role = Role.WORKER) -> Actor:
    return Actor(
        person_id=PersonId(new_id()),
        handle=Handle(new_id()),
        name="Somebody",
        appointment_id=AppointmentId(new_id()),
        role=role,
        program=program,
        session=Handle(new_id()),
    )


def _joined(actor: Actor, facts: CaseFacts) -> CaseFacts:
    return replace(
        facts, membership=Membership(person_id=actor.person_id, program_id=actor.program_id, since=NOW - DAY)
    )


def test_what_nobody_released_is_open_to_its_owner_alone() -> None:
    assert audience(RULES, _case(COUNTY, POLICE, CENTER), COUNTY, REPORT, NOW) == {COUNTY.id}


def test_a_release_adds_its_recipients_on_the_case_and_nobody_else() -> None:
    facts = _case(COUNTY, POLICE, releases=(_release(COUNTY, POLICE, CENTER),))
    assert audience(RULES, facts, COUNTY, REPORT, NOW) == {COUNTY.id, POLICE.id}
    assert audience(RULES, facts, COUNTY, InformationType.MEDICAL, NOW) == {COUNTY.id}


@pytest.mark.parametrize(
    "over", [{"revoked_at": NOW}, {"expires_at": NOW}, {"starts_at": NOW + DAY}, {"signers_suffice": False}], ids=str
)
def test_a_release_that_is_not_in_force_adds_nobody(over: dict[str, Any]) -> None:
    facts = _case(COUNTY, POLICE, releases=(_release(COUNTY, POLICE, **over),))
    assert audience(RULES, facts, COUNTY, REPORT, NOW) == {COUNTY.id}


def test_what_waits_for_a_second_factor_counts_as_open() -> None:
    facts = _case(COUNTY, POLICE, releases=(_release(COUNTY, POLICE),))
    assert POLICE.id in audience(RULES, facts, COUNTY, LOCATION, NOW)


def test_a_confidential_program_hears_of_nothing_before_its_release_to_the_hub() -> None:
    facts = _case(COUNTY, HAVEN, releases=(_release(COUNTY, HAVEN),))
    assert audience(RULES, facts, COUNTY, REPORT, NOW) == {COUNTY.id}
    named = replace(facts, releases=(*facts.releases, _release(HAVEN, hub=True)))
    assert audience(RULES, named, COUNTY, REPORT, NOW) == {COUNTY.id, HAVEN.id}


def test_a_confidential_place_shows_to_itself_and_to_team_members_its_release_names() -> None:
    police, county = _actor(POLICE), _actor(COUNTY)
    facts = _case(COUNTY, POLICE, HAVEN, releases=(_release(HAVEN, POLICE, hub=True),))
    assert HAVEN not in [place.program for place in places_seen(county, _joined(county, facts), NOW)]
    assert HAVEN in [place.program for place in places_seen(police, _joined(police, facts), NOW)]
    assert HAVEN not in [place.program for place in places_seen(police, facts, NOW)]  # not on the team
    own = _actor(HAVEN)
    assert places_seen(own, _joined(own, facts), NOW)[0].program == HAVEN
    ended = replace(facts, releases=(_release(HAVEN, POLICE, hub=True, revoked_at=NOW),))
    assert HAVEN not in [place.program for place in places_seen(police, _joined(police, ended), NOW)]


@pytest.mark.parametrize(
    ("papers", "shows"),
    [
        ((_release(HAVEN, hub=True), _release(HAVEN, POLICE)), True),
        ((_release(HAVEN, POLICE), _release(HAVEN, CENTER), _release(HAVEN, hub=True)), True),
        ((_release(HAVEN, POLICE),), False),
        ((_release(HAVEN, hub=True), _release(HAVEN, CENTER)), False),
        ((_release(HAVEN, hub=True), _release(COUNTY, POLICE)), False),  # another's paper
        ((_release(HAVEN, POLICE), _release(COUNTY, hub=True)), False),
        ((_release(HAVEN, POLICE), _release(HAVEN, hub=True, revoked_at=NOW)), False),
        ((_release(HAVEN, POLICE, expires_at=NOW), _release(HAVEN, hub=True)), False),
    ],
)
def test_a_confidential_place_shows_while_its_own_releases_name_the_hub_and_the_viewer(
    papers: tuple[Release, ...], shows: bool
) -> None:
    """Two papers do as well as one."""
    police = _actor(POLICE)
    facts = _joined(police, _case(COUNTY, POLICE, HAVEN, releases=papers))
    assert (HAVEN in [place.program for place in places_seen(police, facts, NOW)]) is shows


def test_a_place_that_ended_is_neither_seen_nor_present() -> None:
    facts = _case(COUNTY, POLICE)
    gone = replace(facts, places=(facts.places[0], replace(facts.places[1], until=NOW)))
    county = _actor(COUNTY)
    assert [place.program for place in places_seen(county, _joined(county, gone), NOW)] == [COUNTY]
    assert programs_present(gone, NOW) == {COUNTY.id}


def test_the_buttons_of_a_page_are_the_actions_the_table_allows() -> None:
    facts = replace(_case(COUNTY), coordinating_program_id=COUNTY.id)
    worker, supervisor = _actor(COUNTY), _actor(COUNTY, Role.SUPERVISOR)
    assert may(worker, facts, NOW) == frozenset()
    assert Action.RECORD_FILE in may(worker, _joined(worker, facts), NOW)
    assert Action.MEMBER_ASSIGN in may(supervisor, facts, NOW)
    assert Action.MEMBER_ASSIGN not in may(worker, _joined(worker, facts), NOW)


def test_a_program_that_has_no_place_gets_nothing_not_even_its_own() -> None:
    facts = _case(COUNTY)
    assert access_of_members(RULES, facts, COUNTY, REPORT, COUNTY, NOW) == "open"
    assert access_of_members(RULES, facts, POLICE, REPORT, POLICE, NOW) == "absent"
    assert access_of_members(RULES, _case(POLICE), COURT, InformationType.COURT, COURT, NOW) == "absent"
    assert access_of_members(RULES, _case(COURT), COURT, InformationType.COURT, COURT, NOW) == "open"


@pytest.mark.parametrize("changed", [{"conflict": True}, {"restricted": True}, {"restricted": True, "conflict": True}])
def test_what_shuts_the_viewer_out_is_not_told_by_what_a_court_or_a_program_would_get(changed: dict[str, Any]) -> None:
    facts = replace(_case(COUNTY, POLICE, COURT, releases=(_release(COUNTY, POLICE),)), **changed)
    assert access_of_members(RULES, facts, COUNTY, REPORT, POLICE, NOW) == "open"
    assert access_of_members(RULES, facts, COUNTY, InformationType.COURT, COURT, NOW) == "open"


def test_what_a_court_gives_goes_to_those_who_filed_with_it() -> None:
    facts = holding(_case(COUNTY, POLICE, COURT), POLICE, InformationType.COURT)

    def gets(program: Program) -> str:
        return access_of_members(RULES, facts, COURT, InformationType.COURT, program, NOW)

    assert (gets(POLICE), gets(COUNTY)) == ("open", "absent")
    line = line_of_members(RULES, facts, COURT, InformationType.COURT, POLICE, NOW)
    assert line is not None
    assert (line.program_id, line.authority) == (COURT.id, "filed_in_court")


def test_whoever_was_named_the_interviewer_waits_and_colleagues_do_not() -> None:
    """What one of them would get is asked of this one person, not of the program."""
    interviewer, facts = released(CENTER)
    named = interviewing(interviewer, led_by(COUNTY, facts, protocol("interviewer")))
    colleague = PersonId(new_id())

    def gets(world: CaseFacts) -> str:
        return access_of_members(RULES, world, COUNTY, REPORT, CENTER, NOW)

    assert gets(asked_about(named, interviewer.person_id)) == "absent"
    assert gets(asked_about(named, colleague)) == gets(named) == "open"
    assert gets(asked_about(facts, interviewer.person_id)) == "open"  # nobody was named
    assert asked_about(named, colleague) == replace(named, interviewers=frozenset())
