"""Room: tests. Which papers a program may file, of what, and which papers of others a team member may know of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType
from coordination.declare.authority_on_file import (
    CAPTA_AGENT,
    COURT_ORDER,
    FATALITY_REVIEW,
    FERPA_CHILD_WELFARE,
    FERPA_EMERGENCY,
    MANDATED_REPORT,
    MEDICAL_EMERGENCY,
    PART_2_ORDER,
    SUBPOENA,
    TRIBAL_EXCHANGE,
)
from coordination.model.facts import AuthorityOnFile, Place
from coordination.model.program import Program
from coordination.policy.on_file import BY_SLUG, kinds_for, may_receive, reaches, shareable, told_of
from coordination.policy.preview import gains_of_paper
from tests.policy.test_on_file import COURT, OFFICE, SCHOOL, SHELTER, TRIBE, paper, told
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    UNIT,
    case,
    person,
    program,
    release,
    rulebook,
)

T = InformationType
FILED = {
    "county": (COUNTY, {COURT_ORDER, MANDATED_REPORT, CAPTA_AGENT, TRIBAL_EXCHANGE, FATALITY_REVIEW}),
    "police": (POLICE, {COURT_ORDER, MANDATED_REPORT, TRIBAL_EXCHANGE}),
    "clinic": (CLINIC, {COURT_ORDER, MANDATED_REPORT, SUBPOENA}),
    "treatment": (UNIT, {PART_2_ORDER, MEDICAL_EMERGENCY}),
    "school": (SCHOOL, {COURT_ORDER, MANDATED_REPORT, SUBPOENA, FERPA_EMERGENCY, FERPA_CHILD_WELFARE}),
    "tribe": (TRIBE, {MANDATED_REPORT, TRIBAL_EXCHANGE}),
    "youth shelter": (SHELTER, set()),
    "advocates": (HAVEN, {COURT_ORDER, MANDATED_REPORT}),
}


@pytest.mark.parametrize("who", FILED)
def test_a_program_files_the_papers_that_its_law_knows(who: str) -> None:
    sharing, slugs = FILED[who]
    assert {kind.slug for kind in kinds_for(sharing)} == slugs


def test_a_paper_names_of_its_types_those_that_kind_floor_and_hub_allow() -> None:
    facts = case()
    types = (T.REPORT, T.REPORTER_IDENTITY, T.PLACEMENT, T.IDENTITY)
    assert shareable(BY_SLUG[MANDATED_REPORT], COUNTY, facts, types, NOW) == (T.REPORT, T.IDENTITY)
    assert shareable(BY_SLUG[COURT_ORDER], COUNTY, facts, types, NOW) == (T.REPORT, T.PLACEMENT, T.IDENTITY)
    assert shareable(BY_SLUG[COURT_ORDER], UNIT, facts, types, NOW) == ()
    assert shareable(BY_SLUG[COURT_ORDER], HAVEN, facts, types, NOW) == ()
    here = replace(facts, releases=(release(HAVEN, types=[T.REPORT], names_hub=True),))
    assert shareable(BY_SLUG[COURT_ORDER], HAVEN, here, types, NOW) == (T.REPORT,)


def test_a_paper_may_name_governments_agents_and_the_kinds_it_knows_and_never_a_court() -> None:
    private_clinic, private_police = CLINIC, replace(POLICE, government=False)
    assert not any(may_receive(kind, COURT) for kind in BY_SLUG.values())
    assert may_receive(BY_SLUG[CAPTA_AGENT], private_clinic)
    assert not may_receive(BY_SLUG[CAPTA_AGENT], private_police)
    assert may_receive(BY_SLUG[CAPTA_AGENT], POLICE)
    assert not may_receive(BY_SLUG[CAPTA_AGENT], SCHOOL)
    assert may_receive(BY_SLUG[COURT_ORDER], private_police)
    assert not may_receive(BY_SLUG[FATALITY_REVIEW], private_clinic)


def test_a_tribe_exchanges_with_a_government_on_either_side_and_with_nobody_private() -> None:
    kind = BY_SLUG[TRIBAL_EXCHANGE]
    assert reaches(kind, TRIBE, T.REPORT, COUNTY)
    assert reaches(kind, COUNTY, T.REPORT, TRIBE)
    assert not reaches(kind, COUNTY, T.REPORT, POLICE)
    assert not reaches(kind, TRIBE, T.REPORT, replace(COUNTY, government=False))
    assert not reaches(kind, replace(TRIBE, government=False), T.REPORT, COUNTY)


def test_no_paper_passes_the_wall_between_two_law_offices_of_one_house() -> None:
    other = program("child_protection_attorney", *OFFICE.regimes, agency=OFFICE.agency_id)
    assert not reaches(BY_SLUG[COURT_ORDER], OFFICE, T.PROSECUTION, other)
    assert reaches(BY_SLUG[COURT_ORDER], OFFICE, T.PROSECUTION, replace(other, agency_id=CLINIC.agency_id))


def test_a_team_member_knows_of_the_papers_that_open_something_to_them_and_of_no_other() -> None:
    detective, colleague, nurse = person(POLICE), person(POLICE), person(CLINIC)
    order = paper(COURT_ORDER, CENTER, POLICE, T.FORENSIC_INTERVIEW, T.REPORTER_IDENTITY, T.CASE_REVIEW)
    facts = told(detective, CENTER, T.FORENSIC_INTERVIEW, order)
    both = tuple(sorted((T.CASE_REVIEW, T.FORENSIC_INTERVIEW)))
    assert told_of(detective, facts, NOW) == {order.id: both}
    assert told_of(detective, replace(facts, holdings=()), NOW) == {order.id: both}  # known by its place
    gone = tuple(one for one in facts.places if one.program.id != CENTER.id)
    assert told_of(detective, replace(facts, places=gone), NOW) == {order.id: both}  # known by what it holds
    assert told_of(detective, replace(facts, places=gone, holdings=()), NOW) == {}
    assert told_of(detective, replace(facts, membership=None), NOW) == {}
    assert told_of(detective, facts, order.expires_at) == {}
    assert told_of(nurse, told(nurse, CENTER, T.FORENSIC_INTERVIEW, order), NOW) == {}
    own = replace(order, sharing_program_id=POLICE.id)
    assert told_of(detective, replace(facts, authorities=(own,)), NOW) == {}
    one = replace(order, persons=frozenset({detective.person_id}))
    assert told_of(detective, replace(facts, authorities=(one,)), NOW) == {one.id: both}
    assert told_of(colleague, told(colleague, CENTER, T.FORENSIC_INTERVIEW, one), NOW) == {}
    nothing = replace(order, types=frozenset({T.REPORTER_IDENTITY}))
    unknown = replace(order, kind="unknown")
    assert told_of(detective, replace(facts, authorities=(unknown, nothing, order)), NOW) == {order.id: both}
    far = paper(SUBPOENA, CLINIC, COUNTY, T.MEDICAL)
    county = person(COUNTY)
    assert told_of(county, told(county, CLINIC, T.MEDICAL, far), NOW) == {}


def _gained(facts_of: Program, order: AuthorityOnFile, *to: Program) -> list[tuple[str, str, str, str, bool]]:
    found = gains_of_paper(rulebook(), case(), order, (facts_of, to), NOW)
    return [(one.recipient.slug, one.information_type, one.now, one.then, bool(one.warnings)) for one in found]


def test_the_preview_of_a_paper_says_who_would_read_what_as_if_it_named_their_program() -> None:
    order = paper(COURT_ORDER, CLINIC, POLICE, T.MEDICAL, T.IDENTITY, persons=frozenset({person(POLICE).person_id}))
    assert _gained(CLINIC, order, POLICE, CENTER) == [
        ("law_enforcement", "identity", "known", "open", True),
        ("law_enforcement", "medical", "known", "open", True),
        ("child_advocacy_center", "identity", "known", "known", False),
        ("child_advocacy_center", "medical", "known", "known", False),
    ]
    elsewhere = replace(case(), places=(Place(program=CLINIC, since=NOW),))
    (one,) = gains_of_paper(
        rulebook(), elsewhere, replace(order, types=frozenset({T.MEDICAL})), (CLINIC, [POLICE]), NOW
    )
    assert (one.now, one.then) == ("known", "open")
