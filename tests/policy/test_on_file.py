"""Room: tests. Authorities on file, emergency access and agreements: what each opens, and what none of them may."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from coordination.declare import InformationType, Regime
from coordination.declare.authority_on_file import (
    COURT_ORDER,
    FERPA_EMERGENCY,
    KINDS,
    MANDATED_REPORT,
    MEDICAL_EMERGENCY,
    PART_2_ORDER,
    SUBPOENA,
    TRIBAL_EXCHANGE,
)
from coordination.model import facts as model
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.facts import AuthorityOnFile, CaseFacts, Place
from coordination.model.ids import AuthorityId, Handle, PersonId, new_id
from coordination.model.program import Program
from coordination.policy import decide as judge
from coordination.policy import on_file
from coordination.policy.floor import EMERGENCY_ACCESS
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    DAY,
    HAVEN,
    NOW,
    POLICE,
    SECOND,
    UNIT,
    case,
    holding,
    person,
    program,
    release,
    rulebook,
    seen,
)

Kind = InformationType
SCHOOL = program("schools", Regime.FERPA)
SHELTER = program("safe_housing", Regime.RHYA, confidential=True, government=False)
TRIBE = program("tribes", Regime.TRIBAL)
OFFICE = program("prosecution", Regime.ATTORNEY, Regime.INVESTIGATIVE)
COURT = program("courts", Regime.JUDICIAL)


def paper(
    kind: str, sharing: Program, to: Program, *types: Kind, days: int = 10, persons: frozenset[PersonId] = frozenset()
) -> AuthorityOnFile:
    return AuthorityOnFile(
        id=AuthorityId(new_id()),
        handle=Handle(new_id()),
        kind=kind,
        sharing_program_id=sharing.id,
        recipients=frozenset({to.id}),
        types=frozenset(types),
        starts_at=NOW - DAY,
        expires_at=NOW + timedelta(days=days),
        persons=persons,
    )


def told(
    actor: Actor, sharing: Program, kind: Kind, *papers: AuthorityOnFile, emergency: datetime | None = None
) -> CaseFacts:
    facts = holding(case(actor), sharing, kind)
    hub = release(sharing, types=list(Kind), names_hub=True)
    return replace(
        facts,
        places=(*facts.places, Place(program=sharing, since=NOW - DAY), Place(program=actor.program, since=NOW - DAY)),
        releases=(hub,) if sharing.confidential else (),
        authorities=papers,
        emergency_until=emergency,
    )


def test_a_court_order_opens_only_the_type_it_names_to_only_whom_it_names() -> None:
    detective, nurse = person(POLICE), person(CLINIC)
    order = paper(COURT_ORDER, CENTER, POLICE, Kind.FORENSIC_INTERVIEW)
    assert (
        seen(detective, told(detective, CENTER, Kind.FORENSIC_INTERVIEW, order))[Kind.FORENSIC_INTERVIEW] is Access.OPEN
    )
    assert Kind.SERVICE_PLAN not in seen(detective, told(detective, CENTER, Kind.SERVICE_PLAN, order))
    assert Kind.FORENSIC_INTERVIEW not in seen(nurse, told(nurse, CENTER, Kind.FORENSIC_INTERVIEW, order))


def test_an_order_for_one_person_leaves_their_colleague_out() -> None:
    one, other = person(POLICE), person(POLICE)
    order = paper(COURT_ORDER, CLINIC, POLICE, Kind.MEDICAL, persons=frozenset({one.person_id}))
    assert seen(one, told(one, CLINIC, Kind.MEDICAL, order))[Kind.MEDICAL] is Access.OPEN
    assert seen(other, told(other, CLINIC, Kind.MEDICAL, order))[Kind.MEDICAL] is Access.KNOWN


@pytest.mark.parametrize(("after", "open_"), [(-SECOND, True), (timedelta(0), False), (SECOND, False)])
def test_a_paper_ends_at_the_very_instant_written_on_it(after: timedelta, open_: bool) -> None:
    detective = person(POLICE)
    order = paper(COURT_ORDER, CLINIC, POLICE, Kind.MEDICAL)
    found = seen(detective, told(detective, CLINIC, Kind.MEDICAL, order), order.expires_at + after)
    assert (found[Kind.MEDICAL] is Access.OPEN) is open_


def test_an_ended_paper_opens_nothing_from_that_instant() -> None:
    detective = person(POLICE)
    order = replace(paper(COURT_ORDER, CLINIC, POLICE, Kind.MEDICAL), ended_at=NOW)
    assert seen(detective, told(detective, CLINIC, Kind.MEDICAL, order))[Kind.MEDICAL] is Access.KNOWN


def test_substance_use_opens_by_an_order_under_part_2_and_by_no_other() -> None:
    detective = person(POLICE)
    for kind, opens in ((COURT_ORDER, False), (SUBPOENA, False), (PART_2_ORDER, True)):
        found = seen(
            detective, told(detective, UNIT, Kind.SUBSTANCE_USE, paper(kind, UNIT, POLICE, Kind.SUBSTANCE_USE))
        )
        assert (found.get(Kind.SUBSTANCE_USE) is Access.OPEN) is opens, kind


def test_a_subpoena_reaches_health_and_school_records_and_no_others() -> None:
    detective = person(POLICE)
    for sharing, kind, opens in (
        (CLINIC, Kind.MEDICAL, True),
        (SCHOOL, Kind.EDUCATION, True),
        (COUNTY, Kind.SERVICE_PLAN, False),
        (CENTER, Kind.FORENSIC_INTERVIEW, False),
    ):
        found = seen(detective, told(detective, sharing, kind, paper(SUBPOENA, sharing, POLICE, kind)))
        assert (found.get(kind) is Access.OPEN) is opens, sharing.name


def test_a_medical_emergency_opens_treatment_records_to_medical_staff_alone() -> None:
    nurse, detective = person(CLINIC), person(POLICE)
    to_clinic = paper(MEDICAL_EMERGENCY, UNIT, CLINIC, Kind.SUBSTANCE_USE)
    to_police = paper(MEDICAL_EMERGENCY, UNIT, POLICE, Kind.SUBSTANCE_USE)
    assert seen(nurse, told(nurse, UNIT, Kind.SUBSTANCE_USE, to_clinic))[Kind.SUBSTANCE_USE] is Access.OPEN
    assert Kind.SUBSTANCE_USE not in seen(detective, told(detective, UNIT, Kind.SUBSTANCE_USE, to_police))


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
def test_no_paper_opens_a_youth_shelter(kind: str) -> None:
    detective = person(POLICE)
    shelter = paper(kind, SHELTER, POLICE, Kind.PLACEMENT)
    assert seen(detective, told(detective, SHELTER, Kind.PLACEMENT, shelter)) == {}


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
@pytest.mark.parametrize("type_", [Kind.REPORTER_IDENTITY, Kind.WORK_PRODUCT, Kind.PSYCHOTHERAPY_NOTES])
def test_no_paper_opens_what_the_floor_keeps(kind: str, type_: Kind) -> None:
    detective = person(POLICE)
    for sharing in (COUNTY, CLINIC, CENTER, UNIT, SCHOOL, TRIBE):
        found = seen(detective, told(detective, sharing, type_, paper(kind, sharing, POLICE, type_)))
        assert found.get(type_) is not Access.OPEN


def test_an_advocate_answers_to_a_court_order_and_to_a_mandated_report_only() -> None:
    detective = person(POLICE)
    for kind in KINDS:
        found = seen(detective, told(detective, HAVEN, Kind.REPORT, paper(kind.slug, HAVEN, POLICE, Kind.REPORT)))
        assert bool(found) is (kind.slug in {COURT_ORDER, MANDATED_REPORT}), kind.slug


def test_no_paper_opens_anything_to_a_court() -> None:
    judge_ = person(COURT)
    for kind in KINDS:
        assert seen(judge_, told(judge_, CLINIC, Kind.MEDICAL, paper(kind.slug, CLINIC, COURT, Kind.MEDICAL))) == {}


def test_a_tribe_exchanges_by_its_own_paper_and_answers_to_no_court_of_others() -> None:
    detective = person(POLICE)
    for kind, opens in ((TRIBAL_EXCHANGE, True), (COURT_ORDER, False)):
        found = seen(
            detective, told(detective, TRIBE, Kind.SERVICE_PLAN, paper(kind, TRIBE, POLICE, Kind.SERVICE_PLAN))
        )
        assert (found.get(Kind.SERVICE_PLAN) is Access.OPEN) is opens


def test_a_school_judges_the_threat_itself_and_then_it_opens() -> None:
    detective = person(POLICE)
    judged = paper(FERPA_EMERGENCY, SCHOOL, POLICE, Kind.EDUCATION)
    assert seen(detective, told(detective, SCHOOL, Kind.EDUCATION, judged))[Kind.EDUCATION] is Access.OPEN
    hurry = told(detective, SCHOOL, Kind.EDUCATION, emergency=NOW + DAY)
    assert seen(detective, hurry)[Kind.EDUCATION] is Access.KNOWN


def test_a_paper_names_its_kind_as_the_authority_and_tells_when_it_ends() -> None:
    detective = person(POLICE)
    order = paper(COURT_ORDER, CLINIC, POLICE, Kind.MEDICAL)
    facts = told(detective, CLINIC, Kind.MEDICAL, order)
    (line,) = judge.decide(rulebook(), detective, Action.CASE_READ, facts, NOW).cases[0].types
    assert (line.authority, line.until, line.authority_id) == (COURT_ORDER, order.expires_at, order.id)


def test_emergency_access_opens_what_is_shown_locked_and_nothing_that_is_not() -> None:
    detective = person(POLICE)
    until = NOW + timedelta(hours=4)
    for sharing, kind, before, after in (
        (CLINIC, Kind.MEDICAL, Access.KNOWN, Access.OPEN),
        (CLINIC, Kind.LOCATION, Access.KNOWN, Access.STEP_UP),
        (CLINIC, Kind.HIV_STI, None, None),
        (UNIT, Kind.SUBSTANCE_USE, None, None),
        (HAVEN, Kind.SERVICE_PLAN, None, None),
        (SHELTER, Kind.PLACEMENT, None, None),
        (TRIBE, Kind.SERVICE_PLAN, Access.KNOWN, Access.KNOWN),
        (COUNTY, Kind.REPORTER_IDENTITY, None, None),
    ):
        assert seen(detective, told(detective, sharing, kind)).get(kind) is before
        assert seen(detective, told(detective, sharing, kind, emergency=until)).get(kind) is after, (sharing.name, kind)


def test_emergency_access_ends_at_its_instant_and_is_named_as_the_authority() -> None:
    detective = person(POLICE)
    until = NOW + timedelta(hours=4)
    facts = told(detective, CLINIC, Kind.MEDICAL, emergency=until)
    (line,) = judge.decide(rulebook(), detective, Action.CASE_READ, facts, NOW).cases[0].types
    assert (line.authority, line.until) == (EMERGENCY_ACCESS, until)
    assert seen(detective, facts, until - SECOND)[Kind.MEDICAL] is Access.OPEN
    assert seen(detective, facts, until)[Kind.MEDICAL] is Access.KNOWN


def test_emergency_access_and_papers_do_nothing_for_whoever_is_excluded_or_on_no_team() -> None:
    detective = person(POLICE)
    order = paper(COURT_ORDER, CLINIC, POLICE, Kind.MEDICAL)
    facts = told(detective, CLINIC, Kind.MEDICAL, order, emergency=NOW + DAY)
    for shut in (replace(facts, conflict=True), replace(facts, restricted=True), replace(facts, membership=None)):
        assert seen(detective, shut) == {}


def test_a_private_clinic_is_no_government_that_exchanges_with_a_tribe() -> None:
    nurse, detective = person(CLINIC), person(POLICE)
    for viewer, sharing, opens in ((nurse, TRIBE, False), (detective, TRIBE, True), (detective, COUNTY, False)):
        exchange = paper(TRIBAL_EXCHANGE, sharing, viewer.program, Kind.SERVICE_PLAN)
        found = seen(viewer, told(viewer, sharing, Kind.SERVICE_PLAN, exchange))
        assert (found[Kind.SERVICE_PLAN] is Access.OPEN) is opens


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
def test_a_law_office_opens_by_an_order_and_not_in_an_emergency(kind: str) -> None:
    detective = person(POLICE)
    facts = told(detective, OFFICE, Kind.COURT, paper(kind, OFFICE, POLICE, Kind.COURT), emergency=NOW + DAY)
    assert (seen(detective, facts)[Kind.COURT] is Access.OPEN) is (kind == COURT_ORDER)


BUGS: dict[str, tuple[object, str, Callable[..., object], Callable[[], None]]] = {
    "the floor is not asked about papers": (
        on_file,
        "forbidden",
        lambda *_: None,
        lambda: test_no_paper_opens_what_the_floor_keeps(COURT_ORDER, Kind.REPORTER_IDENTITY),
    ),
    "any program may file any paper": (
        on_file,
        "may_share",
        lambda *_: True,
        test_a_subpoena_reaches_health_and_school_records_and_no_others,
    ),
    "anybody may be named": (
        on_file,
        "may_receive",
        lambda *_: True,
        test_a_medical_emergency_opens_treatment_records_to_medical_staff_alone,
    ),
    "the floor is not asked in an emergency": (
        judge,
        "forbidden",
        lambda *_: None,
        test_emergency_access_opens_what_is_shown_locked_and_nothing_that_is_not,
    ),
    "papers never end": (
        model.AuthorityOnFile,
        "in_force",
        lambda *_: True,
        test_an_ended_paper_opens_nothing_from_that_instant,
    ),
    "a paper for one is for all": (
        model.AuthorityOnFile,
        "names",
        lambda self, asked, _: asked.id in self.recipients,
        test_an_order_for_one_person_leaves_their_colleague_out,
    ),
}


@pytest.mark.parametrize("bug", list(BUGS))
def test_planted_bug_in_papers_turns_its_promise_red(bug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    target, name, broken, promise = BUGS[bug]
    promise()
    monkeypatch.setattr(target, name, broken)
    with pytest.raises((AssertionError, KeyError)):
        promise()
