"""Room: tests. What is said of staging before something is shared: until when it would be kept back, and only then."""

from __future__ import annotations

from coordination.declare import InformationType as T
from coordination.declare.staging import First
from coordination.policy.staging import first_of, told_before, unstaged, until
from tests.policy.promises_of_staging import ALL, interviewing, led_by, protocol, released
from tests.policy.village import CENTER, COUNTY, NOW, POLICE, seen

KEPT = "The team’s written protocol keeps what it does not show first from them until"
DONE = "the forensic interview is done"


def test_what_is_waited_for_is_each_event_of_the_protocol_and_without_one_the_interview() -> None:
    _, facts = released(POLICE)
    two = protocol("law_enforcement", opens_on=("charge_filed", "interview_done"))
    assert until(led_by(COUNTY, facts, two), NOW) == f"{DONE} or a charge is filed"
    assert until(led_by(COUNTY, facts, protocol("law_enforcement", opens_on=("charge_filed",))), NOW) == (
        "a charge is filed"
    )
    assert until(led_by(COUNTY, facts), NOW) == DONE


def test_whoever_shares_is_told_beforehand_when_some_of_it_would_wait() -> None:
    _, facts = released(POLICE)
    shown = led_by(COUNTY, facts, protocol("law_enforcement", first=First.LIMITED, types=(T.IDENTITY, T.REPORT)))
    assert told_before(POLICE, shown, NOW, [T.IDENTITY, T.CHILD_PROTECTION]) == (f"{KEPT} {DONE}.",)
    assert told_before(POLICE, shown, NOW, [T.IDENTITY]) == ()
    assert told_before(CENTER, shown, NOW, [T.CHILD_PROTECTION]) == ()


def test_of_an_interviewer_it_is_told_only_where_it_is_said_that_they_are_one() -> None:
    actor, facts = released(CENTER)
    staged = led_by(COUNTY, interviewing(actor, facts), protocol("interviewer"))
    assert told_before(CENTER, staged, NOW, [T.IDENTITY]) == ()
    assert told_before(CENTER, staged, NOW, [T.IDENTITY], interviewing=True) == (f"{KEPT} {DONE}.",)


def test_whoever_coordinates_is_staged_as_an_interviewer_alone() -> None:
    """A kind of program that the protocol names does not stop whoever runs the team."""
    _, facts = released(COUNTY)
    led = led_by(COUNTY, facts, protocol("child_protection", "interviewer"))
    assert first_of(COUNTY, led, NOW, interviewing=False) is None
    assert first_of(COUNTY, led, NOW, interviewing=True) == frozenset()


def test_as_if_nobody_were_staged_all_that_was_released_is_seen() -> None:
    """Neither the protocol keeps anything back then, nor that somebody was named the interviewer."""
    actor, facts = released(CENTER)
    by_protocol = led_by(COUNTY, facts, protocol("child_advocacy_center"))
    for staged in (by_protocol, interviewing(actor, led_by(COUNTY, facts)), interviewing(actor, by_protocol)):
        assert seen(actor, staged) == {}
        assert seen(actor, unstaged(staged)) == ALL
