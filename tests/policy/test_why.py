"""Room: tests. Why somebody sees a type or not, in sentences; of releases only their owner hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.declare import InformationType, Regime
from coordination.model.facts import CaseFacts, Holding, Release
from coordination.model.program import Program
from coordination.model.why import Reason
from coordination.policy.audience import line_of_members
from coordination.policy.why import Asked, reason
from tests.policy.village import CLINIC, COUNTY, DAY, HAVEN, NOW, POLICE, SECOND, UNIT, WATCH, case, holding, release
from tests.policy.village import rulebook as book

T = InformationType


def told(owner: Program, kind: InformationType, viewer: Program, *releases: Release, by_owner: bool = True) -> Reason:
    facts: CaseFacts = replace(holding(case(), owner, kind), releases=releases)
    held = Holding(program=owner, information_type=kind)
    asked = Asked(held=held, viewer=viewer, who="Leo Marsh", zone="America/Chicago", by_owner=by_owner)
    line = line_of_members(book(), facts, owner, kind, viewer, NOW)
    return reason(book(), asked, line, facts, NOW)


def test_what_law_opens_names_its_authority_and_citation() -> None:
    found = told(COUNTY, T.REPORT, POLICE)
    assert found.opens
    assert found.lead == "Leo Marsh can see “Report” of child_welfare agency, child welfare."
    assert found.sentences == ("The law that opens it says, to them: the law lets the team see it.",)
    assert (found.authority, found.citation) == ("Team law", "Stat. 1")


def test_where_the_child_is_waits_for_a_second_factor() -> None:
    assert "second factor" in told(COUNTY, T.LOCATION, POLICE).sentences[-1]


def test_own_record_is_the_programs_own() -> None:
    assert told(CLINIC, T.MEDICAL, CLINIC).sentences == ("It is the program’s own record.",)


def test_a_release_is_named_with_its_days_and_what_travels() -> None:
    paper = release(UNIT, [CLINIC.id], [T.SUBSTANCE_USE])
    found = told(UNIT, T.SUBSTANCE_USE, CLINIC, paper)
    assert found.opens
    assert found.sentences == ("A release from 3 May 2026 names them and this type. It ends 3 June 2026.",)
    assert found.notices[0][1].startswith("42 CFR 2.32")


def test_without_law_and_release_it_says_what_would_open_it() -> None:
    found = told(COUNTY, T.PLACEMENT, POLICE)
    assert not found.opens
    assert found.sentences == (
        "No law that is known here opens it without a release.",
        "A release of the program that holds it would have to name them and this type, or another paper on file.",
    )


def test_what_the_floor_closes_names_the_forbid_and_its_citation() -> None:
    (sentence,) = told(COUNTY, T.REPORTER_IDENTITY, POLICE).sentences
    assert sentence.startswith("Who made a report stays with the program that took it. No release opens it (42 USC")
    assert told(COUNTY, T.SUBSTANCE_USE, POLICE).sentences[0].endswith("No law opens it (42 USC 290dd-2; 42 CFR 2.31).")
    assert told(HAVEN, T.ADVOCACY, POLICE).sentences[0].startswith("Victim services and youth shelters share only")


def test_a_confidential_owner_hears_that_its_release_to_the_hub_leaves_it_out() -> None:
    paper = release(HAVEN, [POLICE.id], [T.ADVOCACY])
    assert any(
        "names the hub does not cover this type" in one for one in told(HAVEN, T.ADVOCACY, POLICE, paper).sentences
    )


_PAPER = release(CLINIC, [POLICE.id], [T.MEDICAL])
ENDED = (
    (replace(_PAPER, expires_at=NOW), "ended on 4 May 2026"),
    (replace(_PAPER, revoked_at=NOW - SECOND), "was stopped on 4 May 2026"),
    (replace(_PAPER, starts_at=NOW + DAY), "begins on 5 May 2026"),
    (replace(_PAPER, signers_suffice=False), "lacks a signature"),
)


@pytest.mark.parametrize(("paper", "words"), ENDED)
def test_owner_hears_what_became_of_a_release_and_nobody_else_does(paper: Release, words: str) -> None:
    assert words in told(CLINIC, T.MEDICAL, POLICE, paper).sentences[-1]
    assert not [one for one in told(CLINIC, T.MEDICAL, POLICE, paper, by_owner=False).sentences if words in one]


def test_notes_in_a_release_with_other_types_are_said_to_need_their_own() -> None:
    paper = release(CLINIC, [POLICE.id], [T.PSYCHOTHERAPY_NOTES, T.MEDICAL])
    assert "needs a release of its own" in told(CLINIC, T.PSYCHOTHERAPY_NOTES, POLICE, paper).sentences[-1]


def test_another_programs_release_and_one_that_names_somebody_else_are_never_told() -> None:
    papers = (release(COUNTY, [POLICE.id], [T.MEDICAL], days=-1), release(CLINIC, [WATCH.id], [T.MEDICAL], days=-1))
    assert not [one for one in told(CLINIC, T.MEDICAL, POLICE, *papers).sentences if "ended" in one]


def test_a_restriction_and_the_conflict_list_change_no_word() -> None:
    facts = holding(case(), COUNTY, T.REPORT)
    held = Holding(program=COUNTY, information_type=T.REPORT)
    asked = Asked(held=held, viewer=POLICE, who="They", zone="UTC", by_owner=True)
    said = [
        reason(book(), asked, line_of_members(book(), one, COUNTY, T.REPORT, POLICE, NOW), one, NOW)
        for one in (facts, replace(facts, conflict=True, restricted=True, named=False))
    ]
    assert said[0] == said[1]


def test_courts_the_appointed_and_walls_are_told_by_their_kind() -> None:
    court = replace(POLICE, regimes=frozenset({Regime.JUDICIAL}))
    assert told(COUNTY, T.REPORT, court).sentences[0].startswith("A court gets what is filed with it")
    guardian = replace(WATCH, regimes=frozenset({Regime.APPOINTED}))
    assert told(COUNTY, T.PLACEMENT, guardian).sentences[0].startswith("Whoever works by an order of appointment")
    one, other = (replace(WATCH, regimes=frozenset({Regime.ATTORNEY}), partner_type=kind) for kind in ("da", "civil"))
    assert any("A wall stands between" in said for said in told(one, T.COURT, replace(other, id=CLINIC.id)).sentences)


def test_the_last_day_is_the_one_that_stands_on_it() -> None:
    paper = replace(_PAPER, expires_at=NOW + timedelta(hours=14))  # midnight in Chicago
    assert told(CLINIC, T.MEDICAL, POLICE, paper).sentences[0].endswith("It ends 4 May 2026.")
