"""Room: tests. Who may hear from whom: places in order, referrals and their answers, and what goes along with one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType
from coordination.declare.authority_on_file import COURT_ORDER
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.facts import Release
from coordination.model.program import Program
from coordination.policy.audience import (
    access_of_members,
    answers_to,
    line_of_members,
    may,
    may_address,
    may_carry,
    places_seen,
    shows_itself_to,
)
from coordination.policy.decide import carried, unheard_of
from tests.policy.courthouse import COURT, GUARDIANS, legal_case
from tests.policy.referred import about, referral
from tests.policy.test_on_file import paper
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    UNIT,
    WATCH,
    case,
    holding,
    person,
    release,
    rulebook,
)

T = InformationType


def test_places_come_with_the_own_first_and_then_by_agency_and_program() -> None:
    detective = person(POLICE)
    seen = [place.program for place in places_seen(detective, case(detective), NOW)]
    assert seen[0] is POLICE
    assert [one.agency_name for one in seen[1:]] == sorted(one.agency_name for one in seen[1:])
    assert HAVEN not in seen


def test_a_court_sees_its_own_place_and_who_waits_for_an_order_sees_who_coordinates() -> None:
    clerk, guardian = person(COURT), person(GUARDIANS)
    assert [one.program for one in places_seen(clerk, legal_case(clerk, member=False), NOW)] == [COURT]
    facts = legal_case(guardian)
    assert [one.program for one in places_seen(guardian, facts, NOW)] == [GUARDIANS, COUNTY]
    ordered = replace(facts, ordered=frozenset({GUARDIANS.id}))
    assert len(places_seen(guardian, ordered, NOW)) > 2


@pytest.mark.parametrize(
    ("paper_of", "told"),
    [
        ((), False),
        ((release(HAVEN, [POLICE.id]),), True),
        ((release(HAVEN, [POLICE.agency_id]),), True),
        ((release(HAVEN, [CENTER.id]),), False),
        ((release(COUNTY, [POLICE.id]),), False),
        ((release(HAVEN, [POLICE.id], days=0),), False),
    ],
)
def test_a_confidential_program_shows_itself_to_whom_its_release_in_force_names(
    paper_of: tuple[Release, ...], told: bool
) -> None:
    facts = replace(case(), releases=paper_of)
    assert shows_itself_to(HAVEN, facts, POLICE, NOW) is told
    assert shows_itself_to(COUNTY, facts, POLICE, NOW)
    assert may_address(HAVEN, facts, POLICE, NOW, report=False) is told
    assert may_address(HAVEN, facts, POLICE, NOW, report=True) is told
    # Its answer goes back only while it has named the hub as well.
    assert not answers_to(HAVEN, facts, POLICE, NOW)
    hub = replace(facts, releases=(*facts.releases, release(HAVEN, names_hub=True)))
    assert answers_to(HAVEN, hub, POLICE, NOW) is told
    assert answers_to(COUNTY, case(), POLICE, NOW)
    lapsed = replace(facts, releases=(*facts.releases, release(HAVEN, names_hub=True, days=0)))
    assert not answers_to(HAVEN, lapsed, POLICE, NOW)


@pytest.mark.parametrize("sender", [CENTER, UNIT])
def test_whose_very_client_is_protected_tells_of_one_under_a_release_or_in_a_report_that_is_owed(
    sender: Program,
) -> None:
    assert not may_address(sender, case(), POLICE, NOW, report=False)
    assert may_address(sender, case(), POLICE, NOW, report=True)
    named = replace(case(), releases=(release(sender, [POLICE.id]),))
    assert may_address(sender, named, POLICE, NOW, report=False)
    assert not may_address(sender, named, CLINIC, NOW, report=False)
    other = replace(case(), releases=(release(COUNTY, [POLICE.id]),))
    assert not may_address(sender, other, POLICE, NOW, report=False)
    lapsed = replace(case(), releases=(release(sender, [POLICE.id], days=0),))
    assert not may_address(sender, lapsed, POLICE, NOW, report=False)


def test_anybody_else_may_send_to_anybody_but_a_court() -> None:
    assert may_address(COUNTY, case(), POLICE, NOW, report=False)
    assert not may_address(COUNTY, case(), COURT, NOW, report=False)
    assert not may_address(COUNTY, case(), COURT, NOW, report=True)


def test_with_a_referral_goes_what_its_recipients_would_read_of_the_senders_own() -> None:
    facts = holding(holding(case(), COUNTY, T.REPORT, T.PLACEMENT, T.LOCATION), CLINIC, T.REPORT)
    facts = replace(facts, places=())
    assert may_carry(rulebook(), facts, (COUNTY, POLICE), NOW) == {"report", "location"}
    assert may_carry(rulebook(), facts, (COUNTY, CLINIC), NOW) == set()
    named = replace(facts, releases=(release(COUNTY, [CLINIC.id], [T.PLACEMENT, T.MEDICAL]),))
    assert may_carry(rulebook(), named, (COUNTY, CLINIC), NOW) == {"placement"}


def test_the_buttons_of_a_referral_are_of_the_referral() -> None:
    worker = person(CLINIC)
    facts = about(case(worker), referral(COUNTY, CLINIC, T.REPORT))
    assert Action.REFERRAL_ACCEPT in may(worker, facts, NOW)
    assert Action.RECORD_FILE not in may(worker, facts, NOW)
    assert Action.REFERRAL_ACCEPT not in may(worker, replace(facts, referral=None), NOW)
    assert Action.RECORD_FILE in may(worker, replace(facts, referral=None), NOW)


def test_what_members_get_is_asked_of_a_member_with_nothing_against_them_and_nothing_of_their_own() -> None:
    facts = holding(case(), COUNTY, T.REPORT, T.PLACEMENT)

    def got(kind: InformationType, program: Program, world: object = facts) -> str:
        return access_of_members(rulebook(), world, COUNTY, kind, program, NOW)  # type: ignore[arg-type]

    assert [got(kind, POLICE) for kind in (T.REPORT, T.PLACEMENT, T.REPORTER_IDENTITY)] == ["open", "known", "absent"]
    assert got(T.LOCATION, POLICE) == "open"  # it waits for a second factor, and for nothing else
    shut = replace(facts, conflict=True, restricted=True)
    assert got(T.REPORT, POLICE, shut) == "open"
    urgent = replace(facts, emergency_until=NOW.replace(hour=23))
    assert got(T.PLACEMENT, POLICE, urgent) == "known"
    order = paper(COURT_ORDER, COUNTY, POLICE, T.PLACEMENT, persons=frozenset({person(POLICE).person_id}))
    assert got(T.PLACEMENT, POLICE, replace(facts, authorities=(order,))) == "open"
    assert got(T.REPORT, replace(WATCH, id=CENTER.id)) == "known"
    assert got(T.REPORT, replace(POLICE, agency_id=CLINIC.agency_id)) == "open"
    off = replace(facts, places=())
    assert got(T.REPORT, POLICE, off) == "absent"
    assert line_of_members(rulebook(), off, COUNTY, T.REPORT, POLICE, NOW) is None
    assert got(T.COURT, COURT, holding(legal_case(person(COURT), member=False), COUNTY, T.COURT)) == "open"
    assert person(POLICE).role is Role.WORKER


def test_what_goes_along_goes_to_the_recipient_of_a_referral_and_only_what_is_lawfully_here() -> None:
    nurse = person(CLINIC)
    named = release(HAVEN, [CLINIC.id, POLICE.id], [T.ADVOCACY])
    sent = about(replace(case(nurse), releases=(named,)), referral(HAVEN, CLINIC, T.ADVOCACY))
    assert carried(rulebook(), nurse, sent, NOW) == ()  # its release to the hub has ended
    here = replace(sent, releases=(named, release(HAVEN, types=[T.ADVOCACY], names_hub=True)))
    assert [line.information_type for line in carried(rulebook(), nurse, here, NOW)] == [T.ADVOCACY]
    assert carried(rulebook(), person(POLICE), here, NOW) == ()
    assert carried(rulebook(), nurse, replace(here, referral=None), NOW) == ()


def test_an_entry_leaves_out_the_child_only_before_a_confidential_programs_release_to_the_hub() -> None:
    advocate, nurse = person(HAVEN), person(CLINIC)
    sent = about(case(), referral(COUNTY, HAVEN, T.REPORT))
    assert unheard_of(advocate, sent, NOW)
    assert not unheard_of(advocate, replace(sent, referral=None), NOW)
    assert not unheard_of(nurse, replace(sent, places=()), NOW)
    assert not unheard_of(advocate, replace(sent, releases=(release(HAVEN, names_hub=True),)), NOW)
