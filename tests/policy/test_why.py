"""Room: tests. Why somebody sees a type or not, in sentences; of releases only their owner hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coordination.declare import InformationType, Regime
from coordination.declare.authority_on_file import COURT_ORDER
from coordination.declare.staging import First
from coordination.model.facts import CaseFacts, Holding, Release
from coordination.model.program import Program
from coordination.model.why import Reason
from coordination.policy import floor
from coordination.policy.audience import line_of_members
from coordination.policy.rulebook import Rulebook
from coordination.policy.why import STAGED, Asked, reason
from tests.policy.courthouse import COURT
from tests.policy.promises_of_staging import led_by, protocol
from tests.policy.test_agreements import BOOK
from tests.policy.test_on_file import paper
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
    WATCH,
    case,
    holding,
    release,
)
from tests.policy.village import rulebook as book

T = InformationType


def answer(asked: Asked, facts: CaseFacts, rules: Rulebook | None = None) -> Reason:
    rules, held = rules or book(), asked.held
    line = line_of_members(rules, facts, held.program, held.information_type, asked.viewer, NOW)
    return reason(rules, asked, line, facts, NOW)


def about(owner: Program, kind: InformationType, viewer: Program) -> Asked:
    held = Holding(program=owner, information_type=kind)
    return Asked(held=held, viewer=viewer, who="Leo Marsh", zone="America/Chicago", by_owner=True)


def told(owner: Program, kind: InformationType, viewer: Program, *releases: Release, by_owner: bool = True) -> Reason:
    facts: CaseFacts = replace(holding(case(), owner, kind), releases=releases)
    return answer(replace(about(owner, kind, viewer), by_owner=by_owner), facts)


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
    (replace(_PAPER, revoked_at=NOW), "was stopped on 4 May 2026"),
    (replace(_PAPER, starts_at=NOW + DAY), "begins on 5 May 2026"),
    (replace(_PAPER, signers_suffice=False), "lacks a signature"),
    (replace(_PAPER, signers_suffice=False, starts_at=NOW), "lacks a signature"),
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


def test_a_release_of_other_types_is_never_told() -> None:
    other = release(CLINIC, [POLICE.id], [T.MENTAL_HEALTH], days=-1)
    assert told(CLINIC, T.MEDICAL, POLICE, other) == told(CLINIC, T.MEDICAL, POLICE)


def test_no_stop_is_told_as_past_on_a_day_to_come() -> None:
    """It was stopped by a clock that runs ahead of this one: it opens nothing, and its day is not told yet."""
    found = told(CLINIC, T.MEDICAL, POLICE, replace(_PAPER, revoked_at=NOW + DAY))
    assert not found.opens
    assert not [one for one in found.sentences if "5 May" in one]


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


def test_what_a_paper_opens_is_told_with_its_last_minute_on_the_readers_clock() -> None:
    order = paper(COURT_ORDER, CLINIC, POLICE, T.MEDICAL)
    found = answer(about(CLINIC, T.MEDICAL, POLICE), replace(holding(case(), CLINIC, T.MEDICAL), authorities=(order,)))
    assert found.opens
    assert found.sentences[1:] == ("It is open until 10:00 on 14 May 2026.",)
    assert found.authority == "Court order"


def test_whoever_asks_about_themselves_is_spoken_to() -> None:
    asked = replace(about(COUNTY, T.PLACEMENT, POLICE), who="You", by_owner=False)
    found = answer(asked, holding(case(), COUNTY, T.PLACEMENT))
    assert found.lead.startswith("You cannot see “Placement” of")
    assert "would have to name your program and this type" in found.sentences[-1]


def test_what_a_court_gave_is_told_by_the_courts_rule() -> None:
    (sentence,) = told(COURT, T.COURT, POLICE).sentences
    assert sentence.startswith("A court gets what is filed with it, and gives to those who filed")


def test_what_the_protocol_keeps_back_is_said_first_and_only_of_what_it_keeps_back() -> None:
    shown = protocol("law_enforcement", first=First.LIMITED, types=[T.IDENTITY])
    facts = led_by(COUNTY, holding(case(), CLINIC, T.MEDICAL, T.IDENTITY), shown)
    kept = f"{STAGED} until the forensic interview is done. Then what stands below decides."
    before = answer(about(CLINIC, T.MEDICAL, POLICE), holding(case(), CLINIC, T.MEDICAL))
    staged = answer(about(CLINIC, T.MEDICAL, POLICE), facts)
    assert staged.sentences == (kept, *before.sentences)
    assert answer(about(CLINIC, T.IDENTITY, POLICE), facts).sentences == before.sentences
    assert answer(about(CLINIC, T.MEDICAL, CENTER), facts).sentences == before.sentences


def test_whoever_was_named_the_interviewer_is_told_that_it_waits_for_the_interview() -> None:
    asked, facts = about(CLINIC, T.MEDICAL, CENTER), holding(case(), CLINIC, T.MEDICAL)
    assert answer(replace(asked, interviewing=True), facts).sentences[0].startswith(STAGED)
    assert not answer(asked, facts).sentences[0].startswith(STAGED)


def test_what_waits_for_an_agreement_alone_names_the_law_and_the_agreement() -> None:
    found = answer(about(COUNTY, T.REPORT, CENTER), holding(case(), COUNTY, T.REPORT), BOOK)
    assert found.sentences[0] == "Team opens it only while an agreement of the two agencies does (Stat. 2)."


def test_the_floor_is_told_where_it_closes_the_law_that_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A forbid that makes room for this very law does not stand in its way: the agreement does."""
    forbid = replace(
        floor.FORBIDS[0],
        slug="county_by_team_law",
        sentence="The county shares under its team law.",
        covers=lambda held: Regime.CAPTA in held.regimes,
        except_by=frozenset({"team_agreement", floor.OWN_RECORD, floor.RELEASE}),
    )
    monkeypatch.setattr(floor, "FORBIDS", (*floor.FORBIDS, forbid))
    facts = holding(case(), COUNTY, T.REPORT, T.PLACEMENT, T.IDENTITY)
    assert "an agreement" in answer(about(COUNTY, T.REPORT, CENTER), facts, BOOK).sentences[0]
    assert answer(about(COUNTY, T.IDENTITY, CENTER), facts, BOOK).sentences[0].startswith("The county shares under")
