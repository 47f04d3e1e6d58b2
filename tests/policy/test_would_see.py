"""Room: tests. What a place, a record or a referral would show to others, as far as whoever asks may know of it.

Nobody asks by a program here: what is told of is who gains what, in the order of the page, and what is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from coordination.declare import InformationType
from coordination.declare.authority_on_file import COURT_ORDER
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, Place, Release
from coordination.model.program import Program
from coordination.model.release import Gain
from coordination.policy.redisclosure import warnings
from coordination.policy.would_see import known_to, of_place, of_record, of_referral
from tests.policy.courthouse import COURT, legal_case
from tests.policy.test_on_file import paper
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    DAY,
    HAVEN,
    NOW,
    POLICE,
    UNIT,
    WATCH,
    case,
    holding,
    person,
    program,
    release,
    rulebook,
)

T = InformationType
SCHOOL = program("schools")  # on no case
HELD = {
    "child_welfare": frozenset({T.REPORT, T.IDENTITY, T.APPOINTMENT, T.PLACEMENT}),
    "law_enforcement": frozenset({T.CRIMINAL_INVESTIGATION}),
    "medical": frozenset({T.MEDICAL}),
    "substance_use": frozenset({T.SUBSTANCE_USE}),
    "victim_advocacy": frozenset({T.ADVOCACY}),
    "courts": frozenset({T.COURT}),
}
TO_THE_HUB = release(HAVEN, types=[T.ADVOCACY], names_hub=True)
TO_COUNTY = release(HAVEN, [COUNTY.id], [T.ADVOCACY])
WORDS = {CLINIC.id: "clinic", COUNTY.id: "county", HAVEN.id: "haven", POLICE.id: "police", UNIT.id: "unit"}


def with_papers(*papers: Release, actor: Actor, without: Iterable[Program] = ()) -> CaseFacts:
    """The village's case with these releases, and without the places of some."""
    facts = replace(case(actor), releases=papers)
    gone = {one.id for one in without}
    return replace(facts, places=tuple(one for one in facts.places if one.program.id not in gone))


def shown(actor: Actor, facts: CaseFacts, joining: Program) -> dict[tuple[str, InformationType], str]:
    """What team members of `joining` would get of whom, of what the test speaks of."""
    found = of_place(rulebook(), actor, facts, joining, HELD, NOW)
    return {(WORDS[owner.id], kind): access for owner, kind, access in found if owner.id in WORDS}


def told(gains: Iterable[Gain]) -> list[tuple[InformationType, str, str]]:
    return [(one.information_type, one.now, one.then) for one in gains]


# What may be known of a case by whoever asks.


def test_whoever_asks_knows_of_the_releases_of_their_own_program_and_of_those_that_name_it() -> None:
    worker = person(COUNTY)
    own, to_us = release(COUNTY, [POLICE.id], [T.PLACEMENT]), release(CLINIC, [COUNTY.id], [T.MEDICAL])
    of_others = release(CLINIC, [POLICE.id], [T.MEDICAL])
    unsigned = replace(release(UNIT, [COUNTY.id], [T.SUBSTANCE_USE]), signers_suffice=False)
    own_unsigned = replace(own, signers_suffice=False)
    facts = with_papers(own, of_others, to_us, unsigned, own_unsigned, actor=worker)
    assert known_to(worker, facts, NOW).releases == (own, to_us, own_unsigned)


def test_the_release_to_the_hub_is_known_to_whoever_sees_the_place_that_stands_on_it() -> None:
    worker = person(COUNTY)
    hidden = with_papers(TO_THE_HUB, actor=worker)
    assert known_to(worker, hidden, NOW).releases == ()
    seen = with_papers(TO_THE_HUB, TO_COUNTY, release(HAVEN, [POLICE.id], [T.ADVOCACY]), actor=worker)
    assert known_to(worker, seen, NOW).releases == (TO_THE_HUB, TO_COUNTY)


def test_papers_of_others_and_emergency_access_are_known_to_nobody_who_asks() -> None:
    worker = person(COUNTY)
    own, of_others = paper(COURT_ORDER, COUNTY, POLICE, T.PLACEMENT), paper(COURT_ORDER, CLINIC, COUNTY, T.MEDICAL)
    facts = replace(case(worker), authorities=(of_others, own), emergency_until=NOW + DAY)
    known = known_to(worker, facts, NOW)
    assert known.authorities == (own,)
    assert known.emergency_until is None
    assert (known.places, known.membership, known.case_id) == (facts.places, facts.membership, facts.case_id)


# What a place on the team would show.


def test_a_place_shows_what_law_opens_from_then_on_and_tells_of_what_stays_locked() -> None:
    worker = person(COUNTY)
    facts = with_papers(actor=worker, without=[POLICE])
    assert shown(worker, facts, POLICE) == {
        ("county", T.REPORT): "open",
        ("county", T.PLACEMENT): "known",
        ("county", T.APPOINTMENT): "known",
        ("county", T.IDENTITY): "known",
        ("clinic", T.MEDICAL): "known",
        ("unit", T.SUBSTANCE_USE): "absent",
    }
    assert shown(worker, facts, SCHOOL)["county", T.REPORT] == "known"


def test_what_a_place_shows_comes_by_program_the_askers_own_first_and_then_by_the_words_of_the_types() -> None:
    worker = person(COUNTY)
    found = of_place(rulebook(), worker, case(worker), CLINIC, HELD, NOW)
    owners = [owner.partner_type for owner, _, _ in found]
    assert owners == ["child_welfare"] * 4 + ["law_enforcement"] * 2 + ["substance_use"]
    assert [kind for _, kind, _ in found[:4]] == [T.IDENTITY, T.APPOINTMENT, T.PLACEMENT, T.REPORT]  # “Order of …”
    nurse = person(CLINIC)
    assert of_place(rulebook(), nurse, case(nurse), POLICE, HELD, NOW)[0][0] == CLINIC


def test_what_the_program_itself_files_is_left_out_unless_it_is_the_askers_own() -> None:
    """A supervisor who puts one of their own people on the team is told what of their own program they would read."""
    worker, detective = person(COUNTY), person(POLICE)
    assert ("police", T.CRIMINAL_INVESTIGATION) not in shown(worker, case(worker), POLICE)
    own = shown(detective, case(detective), POLICE)
    assert own["police", T.CRIMINAL_INVESTIGATION] == "open"
    assert own["county", T.REPORT] == "open"


def test_what_a_court_gives_is_left_out_of_a_place() -> None:
    worker = person(COUNTY)
    owners = {owner.id for owner, _, _ in of_place(rulebook(), worker, legal_case(worker), POLICE, HELD, NOW)}
    assert COUNTY.id in owners
    assert COURT.id not in owners


def test_a_place_shows_what_releases_open_to_which_the_askers_program_is_a_party_and_no_others() -> None:
    worker = person(COUNTY)
    own = release(COUNTY, [POLICE.id], [T.PLACEMENT])
    both, theirs = release(CLINIC, [COUNTY.id, POLICE.id], [T.MEDICAL]), release(CLINIC, [POLICE.id], [T.MEDICAL])
    assert shown(worker, with_papers(own, actor=worker), POLICE)["county", T.PLACEMENT] == "open"
    assert shown(worker, with_papers(both, actor=worker), POLICE)["clinic", T.MEDICAL] == "open"
    assert shown(worker, with_papers(theirs, actor=worker), POLICE)["clinic", T.MEDICAL] == "known"


def test_a_place_shows_what_an_order_of_the_askers_program_opens_and_nothing_of_an_order_of_others() -> None:
    worker = person(COUNTY)
    own, theirs = paper(COURT_ORDER, COUNTY, POLICE, T.PLACEMENT), paper(COURT_ORDER, CLINIC, POLICE, T.MEDICAL)
    found = shown(worker, replace(case(worker), authorities=(own, theirs)), POLICE)
    assert (found["county", T.PLACEMENT], found["clinic", T.MEDICAL]) == ("open", "known")


def test_a_hidden_place_and_its_papers_change_no_word_of_what_another_place_would_show() -> None:
    worker = person(COUNTY)
    hidden = (TO_THE_HUB, release(HAVEN, [POLICE.id, CENTER.id], [T.ADVOCACY]))
    without = with_papers(actor=worker, without=[HAVEN])
    for joining in (POLICE, CENTER, SCHOOL):
        found = [
            of_place(rulebook(), worker, facts, joining, HELD, NOW)
            for facts in (without, with_papers(actor=worker), with_papers(*hidden, actor=worker))
        ]
        assert found[0] == found[1] == found[2]


def test_a_confidential_program_that_named_the_asker_is_told_of_with_what_its_releases_to_both_open() -> None:
    worker = person(COUNTY)
    both = release(HAVEN, [COUNTY.id, POLICE.id], [T.ADVOCACY])
    assert shown(worker, with_papers(TO_THE_HUB, both, actor=worker), POLICE)["haven", T.ADVOCACY] == "open"
    theirs = release(HAVEN, [POLICE.id], [T.ADVOCACY])
    facts = with_papers(TO_THE_HUB, TO_COUNTY, theirs, actor=worker)
    assert shown(worker, facts, POLICE)["haven", T.ADVOCACY] == "absent"


# What a record would show.


def _of(gains: Iterable[Gain], recipient: Program) -> Gain:
    return next(one for one in gains if one.recipient.id == recipient.id)


@pytest.mark.parametrize(
    ("kind", "to", "then"),
    [
        (T.REPORT, POLICE, "open"),
        (T.LOCATION, POLICE, "open"),  # after a second factor, for which alone it waits
        (T.REPORT, WATCH, "known"),
        (T.PLACEMENT, POLICE, "known"),
        (T.REPORTER_IDENTITY, POLICE, "absent"),
    ],
)
def test_a_record_is_told_by_recipient_before_and_after_it_is_filed(
    kind: InformationType, to: Program, then: str
) -> None:
    worker = person(COUNTY)
    nothing = case(worker)
    gain = _of(of_record(rulebook(), worker, nothing, kind, NOW), to)
    assert (gain.information_type, gain.now, gain.then) == (kind, "absent", then)
    assert gain.warnings == (warnings(to) if then == "open" else ())
    # A second of its type changes nothing; another type, or the same of somebody else, makes it no second.
    filed = holding(nothing, COUNTY, T.CHILD_PROTECTION, kind)
    assert _of(of_record(rulebook(), worker, filed, kind, NOW), to).now == then
    other = holding(holding(nothing, COUNTY, T.CHILD_PROTECTION), CLINIC, kind)
    assert _of(of_record(rulebook(), worker, other, kind, NOW), to).now == "absent"


def test_a_record_is_told_of_every_other_program_that_is_seen_and_of_no_court() -> None:
    worker = person(COUNTY)
    recipients = [one.recipient.id for one in of_record(rulebook(), worker, legal_case(worker), T.REPORT, NOW)]
    assert {POLICE.id, WATCH.id, CENTER.id, CLINIC.id, UNIT.id} < set(recipients)
    assert {COUNTY.id, HAVEN.id, COURT.id}.isdisjoint(recipients)
    plain = [one.recipient for one in of_record(rulebook(), worker, case(worker), T.REPORT, NOW)]
    assert plain[0] is CENTER  # by agency
    assert {one.partner_type for one in plain[1:3]} == {"law_enforcement"}
    assert plain[3:] == [CLINIC, UNIT]


def test_a_record_opens_to_a_confidential_program_that_is_seen_where_a_release_names_it() -> None:
    worker = person(COUNTY)
    named = release(COUNTY, [HAVEN.id], [T.REPORT])
    here = replace(TO_THE_HUB, types=frozenset({T.ADVOCACY, T.REPORT}))
    facts = with_papers(here, TO_COUNTY, named, actor=worker)
    assert _of(of_record(rulebook(), worker, facts, T.REPORT, NOW), HAVEN).then == "open"
    hidden = with_papers(here, named, actor=worker)
    assert HAVEN.id not in {one.recipient.id for one in of_record(rulebook(), worker, hidden, T.REPORT, NOW)}


# What a referral would show.


def test_a_referral_to_whom_is_not_here_shows_what_may_go_along_by_the_words_of_the_types() -> None:
    worker = person(COUNTY)
    named = release(COUNTY, [SCHOOL.id], [T.REPORT, T.APPOINTMENT])
    facts = holding(with_papers(named, actor=worker), COUNTY, T.REPORT, T.IDENTITY, T.APPOINTMENT)
    gains = of_referral(rulebook(), worker, facts, SCHOOL, frozenset({T.APPOINTMENT, T.IDENTITY, T.REPORT}), NOW)
    assert {one.recipient for one in gains} == {SCHOOL}
    assert told(gains) == [
        (T.IDENTITY, "absent", "absent"),
        (T.APPOINTMENT, "absent", "open"),  # “Order of appointment”
        (T.REPORT, "absent", "open"),
    ]


def test_a_referral_to_whom_is_on_the_team_takes_nothing_away_and_opens_nothing_that_is_closed() -> None:
    worker = person(COUNTY)
    facts = holding(case(worker), COUNTY, T.REPORT, T.PLACEMENT)
    types = frozenset({T.REPORT, T.PLACEMENT})
    gains = of_referral(rulebook(), worker, facts, POLICE, types, NOW)
    assert told(gains) == [(T.PLACEMENT, "known", "known"), (T.REPORT, "open", "open")]
    away = replace(facts, places=tuple(one for one in facts.places if one.program.id != POLICE.id))
    gains = of_referral(rulebook(), worker, away, POLICE, types, NOW)
    assert told(gains) == [(T.PLACEMENT, "absent", "absent"), (T.REPORT, "absent", "open")]


def test_of_a_hidden_recipient_a_referral_says_the_same_whether_it_is_here_or_not() -> None:
    worker = person(COUNTY)
    named = release(COUNTY, [HAVEN.id], [T.REPORT])
    here = replace(TO_THE_HUB, types=frozenset({T.ADVOCACY, T.REPORT}))
    absent = with_papers(named, actor=worker, without=[HAVEN])
    for facts in (absent, with_papers(named, actor=worker), with_papers(named, here, actor=worker)):
        gains = of_referral(rulebook(), worker, holding(facts, COUNTY, T.REPORT), HAVEN, frozenset({T.REPORT}), NOW)
        assert told(gains) == [(T.REPORT, "absent", "absent")]


def test_of_a_confidential_recipient_that_named_the_asker_a_referral_says_what_it_gets() -> None:
    worker = person(COUNTY)
    named = release(COUNTY, [HAVEN.id], [T.REPORT])
    here = replace(TO_THE_HUB, types=frozenset({T.ADVOCACY, T.REPORT}))
    facts = holding(with_papers(named, here, TO_COUNTY, actor=worker), COUNTY, T.REPORT, T.PLACEMENT)
    gains = of_referral(rulebook(), worker, facts, HAVEN, frozenset({T.REPORT, T.PLACEMENT}), NOW)
    assert told(gains) == [(T.PLACEMENT, "known", "known"), (T.REPORT, "open", "open")]


def test_a_place_that_ended_shows_what_it_would_show_anew() -> None:
    worker = person(COUNTY)
    facts = holding(case(worker), COUNTY, T.REPORT)
    ended = replace(
        facts, places=tuple(replace(one, until=NOW) if one.program == POLICE else one for one in facts.places)
    )
    assert shown(worker, ended, POLICE)["county", T.REPORT] == "open"
    assert POLICE.id not in {one.recipient.id for one in of_record(rulebook(), worker, ended, T.REPORT, NOW)}
    again = replace(ended, places=(*ended.places, Place(program=POLICE, since=NOW)))
    assert _of(of_record(rulebook(), worker, again, T.REPORT, NOW), POLICE).now == "open"
