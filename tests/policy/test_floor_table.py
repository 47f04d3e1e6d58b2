"""Room: tests. The federal floor as a table: for each kind of holding every authority that passes, and no other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.declare import InformationType, Regime
from coordination.declare.authority_on_file import (
    COURT_ORDER,
    FATALITY_REVIEW,
    FERPA_CHILD_WELFARE,
    FERPA_EMERGENCY,
    KINDS,
    MANDATED_REPORT,
    MEDICAL_EMERGENCY,
    PART_2_ORDER,
    SUBPOENA,
    TRIBAL_EXCHANGE,
)
from coordination.model.facts import Holding, Place
from coordination.model.program import Program
from coordination.policy.courtroom import between_court_and_party
from coordination.policy.floor import EMERGENCY_ACCESS, FILED_IN_COURT, OWN_RECORD, RELEASE, forbidden
from coordination.policy.on_file import BY_SLUG, by_sharer, opening, shareable
from tests.policy.courthouse import COURT, CRIMINAL, OTHER_COURT, legal_case
from tests.policy.test_on_file import SCHOOL, SHELTER, TRIBE, paper, told
from tests.policy.village import CENTER, CLINIC, COUNTY, DAY, HAVEN, NOW, POLICE, UNIT, case, holding, person, program

T = InformationType
LAW = "team_law"  # of a plugin
ALL = {LAW, EMERGENCY_ACCESS, FILED_IN_COURT, OWN_RECORD, RELEASE, *(kind.slug for kind in KINDS)}
BY_COURT = {COURT_ORDER, FILED_IN_COURT, OWN_RECORD, RELEASE}
TREATMENT = {MEDICAL_EMERGENCY, OWN_RECORD, PART_2_ORDER, RELEASE}
QUIET_UNIT = program("substance_use", Regime.PART_2, confidential=True, government=False)
QUIET = program("any", Regime.HIPAA, confidential=True)
SERVICE = {COURT_ORDER, FATALITY_REVIEW, MANDATED_REPORT, OWN_RECORD, RELEASE}
SCHOOLS = BY_COURT | {FERPA_CHILD_WELFARE, FERPA_EMERGENCY, SUBPOENA}

FLOOR: dict[str, tuple[Program, InformationType, set[str]]] = {
    "nothing of the floor": (COUNTY, T.REPORT, ALL),
    "victim service": (HAVEN, T.IDENTITY, SERVICE),
    "center with VOCA": (CENTER, T.FORENSIC_INTERVIEW, SERVICE),
    "confidential program": (QUIET, T.MEDICAL, SERVICE),
    "youth shelter": (SHELTER, T.IDENTITY, {OWN_RECORD, RELEASE}),
    "who reported": (COUNTY, T.REPORTER_IDENTITY, {OWN_RECORD}),
    "treatment unit": (UNIT, T.IDENTITY, TREATMENT),
    "confidential treatment unit": (QUIET_UNIT, T.IDENTITY, TREATMENT),
    "treatment held by a clinic": (CLINIC, T.SUBSTANCE_USE, TREATMENT),
    "psychotherapy notes": (CLINIC, T.PSYCHOTHERAPY_NOTES, {OWN_RECORD, RELEASE}),
    "tribe": (TRIBE, T.REPORT, {FILED_IN_COURT, OWN_RECORD, RELEASE, TRIBAL_EXCHANGE}),
    "care consented to alone": (CLINIC, T.MINOR_CONSENTED_CARE, BY_COURT | {MEDICAL_EMERGENCY}),
    "school": (SCHOOL, T.IDENTITY, SCHOOLS),
    "school records held by the county": (COUNTY, T.EDUCATION, SCHOOLS),
    "advocacy": (COUNTY, T.ADVOCACY, BY_COURT | {MEDICAL_EMERGENCY}),
    "HIV": (CLINIC, T.HIV_STI, BY_COURT | {MEDICAL_EMERGENCY}),
    "immigration": (COUNTY, T.IMMIGRATION, BY_COURT | {MEDICAL_EMERGENCY}),
    "orientation": (COUNTY, T.ORIENTATION_AND_GENDER_IDENTITY, BY_COURT | {MEDICAL_EMERGENCY}),
    "law office": (CRIMINAL, T.PROSECUTION, BY_COURT | {PART_2_ORDER, LAW}),
    "work product": (CRIMINAL, T.WORK_PRODUCT, {OWN_RECORD}),
}


@pytest.mark.parametrize("what", FLOOR)
def test_the_floor_lets_exactly_these_authorities_pass(what: str) -> None:
    owner, kind, passing = FLOOR[what]
    held = Holding(program=owner, information_type=kind)
    assert {one for one in ALL if forbidden(held, one) is None} == passing


def test_a_court_with_a_place_gets_what_was_filed_with_it_and_gives_to_those_who_filed() -> None:
    facts = holding(legal_case(person(COURT), member=False), COUNTY, T.COURT)
    filed, given = (Holding(program=one, information_type=T.COURT) for one in (COUNTY, COURT))
    assert between_court_and_party(COURT, facts, filed, NOW)
    assert between_court_and_party(COUNTY, facts, given, NOW)
    assert not between_court_and_party(POLICE, facts, given, NOW)
    assert not between_court_and_party(POLICE, holding(facts, POLICE, T.CRIMINAL_INVESTIGATION), given, NOW)
    assert not between_court_and_party(POLICE, facts, filed, NOW)
    assert not between_court_and_party(OTHER_COURT, facts, given, NOW)  # a court without a place, from another


def test_with_two_courts_on_a_case_nothing_passes_until_one_has_left() -> None:
    two = holding(legal_case(person(COURT), courts=(COURT, OTHER_COURT), member=False), COUNTY, T.COURT)
    filed = Holding(program=COUNTY, information_type=T.COURT)
    assert not between_court_and_party(COURT, two, filed, NOW)
    left = holding(legal_case(person(COURT), member=False), COUNTY, T.COURT)
    gone = Place(program=OTHER_COURT, since=NOW - DAY, until=NOW)
    assert between_court_and_party(COURT, replace(left, places=(*left.places, gone)), filed, NOW)


def test_of_several_papers_the_one_that_runs_longest_is_named() -> None:
    detective = person(POLICE)
    papers = [paper(COURT_ORDER, CLINIC, POLICE, T.MEDICAL, days=days) for days in (3, 9, 6)]
    facts = told(detective, CLINIC, T.MEDICAL, *papers)
    sorted_ones = by_sharer(detective, facts, NOW)[CLINIC.id]
    assert [one.expires_at - NOW for one in sorted_ones] == [9 * DAY, 6 * DAY, 3 * DAY]
    held = Holding(program=CLINIC, information_type=T.MEDICAL)
    assert opening(sorted_ones, held, POLICE) is papers[1]


def test_a_program_whose_law_knows_no_such_paper_may_name_nothing_in_one() -> None:
    assert shareable(BY_SLUG[SUBPOENA], COUNTY, case(), (T.REPORT,), NOW) == ()
    assert shareable(BY_SLUG[SUBPOENA], CLINIC, case(), (T.MEDICAL,), NOW) == (T.MEDICAL,)
