"""Room: tests. Before a release is signed, the preview says who would gain what; what it says comes true."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from coordination.declare import InformationType
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.policy.audience import audience, places_seen
from coordination.policy.claims import may_hold
from coordination.policy.preview import gains, losses
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    HAVEN,
    NOW,
    POLICE,
    WATCH,
    case,
    holding,
    person,
    release,
    rulebook,
    seen,
)

T = InformationType


@pytest.mark.parametrize("kind", T)
def test_preview_says_what_the_recipient_then_gets(kind: InformationType) -> None:
    paper = release(CLINIC, [POLICE.id], [kind])
    told = {gain.recipient.id: gain for gain in gains(rulebook(), case(), paper, (CLINIC, [POLICE, COUNTY]), NOW)}
    words = {Access.OPEN: "open", Access.STEP_UP: "open", Access.KNOWN: "known"}
    for team in (POLICE, COUNTY):
        worker = person(team)
        before = holding(case(worker), CLINIC, kind)
        now_word = words.get(seen(worker, before).get(kind, Access.KNOWN)) if kind in seen(worker, before) else "absent"
        after = seen(worker, replace(before, releases=(paper,)))
        then_word = words[after[kind]] if kind in after else "absent"
        assert (told[team.id].now, told[team.id].then) == (now_word, then_word)


def test_preview_of_who_reported_gains_nothing() -> None:
    paper = release(COUNTY, [POLICE.id], [T.REPORTER_IDENTITY])
    (gain,) = gains(rulebook(), case(), paper, (COUNTY, [POLICE]), NOW)
    assert (gain.now, gain.then) == ("absent", "absent")


def test_audience_is_the_owner_and_whom_law_or_release_lets_in() -> None:
    assert audience(rulebook(), case(), COUNTY, T.REPORT, NOW) == {COUNTY.id, POLICE.id}
    paper = release(COUNTY, [CENTER.id, WATCH.agency_id], [T.REPORT])
    told = replace(case(), releases=(paper,))
    assert audience(rulebook(), told, COUNTY, T.REPORT, NOW) == {COUNTY.id, POLICE.id, CENTER.id, WATCH.id}
    assert audience(rulebook(), told, COUNTY, T.REPORT, paper.expires_at) == {COUNTY.id, POLICE.id}


def test_place_of_a_confidential_program_shows_to_whom_its_release_names() -> None:
    detective, worker = person(POLICE), person(COUNTY)
    paper = release(HAVEN, [POLICE.id], [T.ADVOCACY], names_hub=True)

    def told(viewer: Actor, *, until: datetime = NOW) -> bool:
        facts = replace(case(viewer), releases=(paper,))
        return HAVEN.id in {place.program.id for place in places_seen(viewer, facts, until)}

    assert told(detective)
    assert not told(worker)
    assert not told(detective, until=paper.expires_at)


def test_confidential_program_may_hold_only_what_its_release_to_the_hub_names() -> None:
    advocate = person(HAVEN)
    paper = release(HAVEN, [POLICE.id], [T.ADVOCACY], names_hub=True)
    facts = replace(case(advocate), releases=(paper, release(HAVEN, [POLICE.id], [T.SAFETY_PLAN])))
    assert may_hold(advocate, facts, T.ADVOCACY, NOW)
    assert not may_hold(advocate, facts, T.SAFETY_PLAN, NOW)
    assert not may_hold(advocate, facts, T.ADVOCACY, paper.expires_at)
    worker = person(COUNTY)
    assert may_hold(worker, case(worker), T.SAFETY_PLAN, NOW)


@pytest.mark.parametrize("kind", T)
def test_what_stopping_is_said_to_close_is_what_it_closes(kind: InformationType) -> None:
    paper = release(CLINIC, [POLICE.id], [kind])
    (told,) = losses(rulebook(), replace(case(), releases=(paper,)), paper, (CLINIC, [POLICE]), NOW)
    worker = person(POLICE)
    with_it = holding(case(worker), CLINIC, kind)
    words = {Access.OPEN: "open", Access.STEP_UP: "open", Access.KNOWN: "known"}
    before, after = (
        words[found[kind]] if kind in found else "absent"
        for found in (seen(worker, replace(with_it, releases=(paper,))), seen(worker, with_it))
    )
    assert (told.now, told.then) == (before, after)
    assert told.lost is (before == "open" and after != "open")


def test_stopping_one_of_two_releases_loses_nothing_that_the_other_gives() -> None:
    one, two = release(CLINIC, [POLICE.id], [T.MEDICAL]), release(CLINIC, [POLICE.id], [T.MEDICAL])
    facts = replace(case(), releases=(one, two))
    (kept,) = losses(rulebook(), facts, one, (CLINIC, [POLICE]), NOW)
    assert (kept.now, kept.then, kept.lost) == ("open", "open", False)
    (gone,) = losses(rulebook(), replace(facts, releases=(one,)), one, (CLINIC, [POLICE]), NOW)
    assert gone.lost
