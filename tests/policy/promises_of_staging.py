"""Room: tests. What the policy promises about staged reveal: it closes by the team's word alone, and never opens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from coordination.declare import InformationType as T
from coordination.declare.staging import First
from coordination.model.actor import Actor
from coordination.model.explanation import Access
from coordination.model.facts import CaseFacts
from coordination.model.ids import ProtocolId, new_id
from coordination.model.program import Program
from coordination.model.protocol import TeamProtocol
from coordination.policy import decide as judge
from tests.policy.promises import promise
from tests.policy.promises_of_regions import PROMISES
from tests.policy.referred import about, referral
from tests.policy.village import (
    CENTER,
    CLINIC,
    COUNTY,
    DAY,
    NOW,
    POLICE,
    SECOND,
    case,
    holding,
    person,
    release,
    rulebook,
    seen,
)

__all__ = ["PROMISES"]
FILED = (T.IDENTITY, T.REPORT, T.CHILD_PROTECTION)


def protocol(
    *staged: str, first: First = First.NONE, types: Iterable[T] = (), opens_on: Iterable[str] = ("interview_done",)
) -> TeamProtocol:
    """One that counts since yesterday."""
    return TeamProtocol(
        id=ProtocolId(new_id()),
        starts_at=NOW - DAY,
        staged=frozenset(staged),
        first=first,
        types=frozenset(types),
        opens_on=frozenset(opens_on),
        document="Protocol for interviews",
        dated="2026-01-02",
    )


def led_by(program: Program, facts: CaseFacts, *protocols: TeamProtocol) -> CaseFacts:
    """The same case, coordinated by this program with these protocols."""
    lead = replace(program, protocols=protocols)
    places = tuple(replace(one, program=lead) if one.program.id == lead.id else one for one in facts.places)
    return replace(facts, coordinating_program_id=lead.id, places=places)


def released(to: Program) -> tuple[Actor, CaseFacts]:
    """Somebody of this program, on a case of which the county released all that it filed to them."""
    actor = person(to)
    facts = holding(case(actor), COUNTY, *FILED)
    return actor, replace(facts, releases=(release(COUNTY, [to.id], FILED),))


def interviewing(actor: Actor, facts: CaseFacts) -> CaseFacts:
    """The actor was named the interviewer."""
    return replace(facts, interviewers=frozenset({actor.person_id}))


ALL = dict.fromkeys(FILED, Access.OPEN)


@promise
def interviewer_sees_first_what_the_protocol_shows_and_the_rest_after_the_event() -> None:
    actor, facts = released(CENTER)
    facts = holding(interviewing(actor, facts), CENTER, T.FORENSIC_INTERVIEW)
    own = {T.FORENSIC_INTERVIEW: Access.OPEN}
    for first, types, before in ((First.NONE, (), {}), (First.LIMITED, (T.IDENTITY,), {T.IDENTITY: Access.OPEN})):
        staged = led_by(COUNTY, facts, protocol("interviewer", first=first, types=types))
        assert seen(actor, staged) == own | before
        assert seen(actor, replace(staged, told=frozenset({"charge_filed"}))) == own | before
        assert seen(actor, replace(staged, told=frozenset({"interview_done"}))) == own | ALL
    assert seen(actor, led_by(COUNTY, facts, protocol("interviewer", first=First.FULL, opens_on=()))) == own | ALL


@promise
def protocol_stages_nobody_it_does_not_name() -> None:
    actor, facts = released(CENTER)
    for staged in (protocol("interviewer"), protocol("law_enforcement")):
        assert seen(actor, led_by(COUNTY, facts, staged)) == ALL
    police, theirs = released(POLICE)
    assert seen(police, led_by(CENTER, theirs, protocol("law_enforcement"))) == {}
    assert seen(police, led_by(CENTER, interviewing(actor, theirs), protocol("interviewer"))) == ALL


@promise
def protocol_of_the_team_that_coordinates_counts_and_no_other() -> None:
    actor, facts = released(CENTER)
    others = led_by(POLICE, facts, protocol("child_advocacy_center"))
    assert seen(actor, others) == {}
    assert seen(actor, replace(others, coordinating_program_id=COUNTY.id)) == ALL
    lead, own = released(CENTER)
    assert seen(lead, led_by(CENTER, own, protocol("child_advocacy_center"))) == ALL  # who coordinates has to know
    assert seen(lead, led_by(CENTER, interviewing(lead, own), protocol("interviewer"))) == {}


@promise
def protocol_counts_from_its_first_instant_until_the_next_one_does() -> None:
    actor, facts = released(CENTER)
    facts = interviewing(actor, facts)
    old, new = protocol("interviewer", first=First.FULL), replace(protocol("interviewer"), starts_at=NOW)
    staged = led_by(COUNTY, facts, old, new)
    assert seen(actor, staged, NOW - SECOND) == ALL
    assert seen(actor, staged, NOW) == {}


@promise
def without_a_protocol_nobody_is_staged_but_a_named_interviewer_waits() -> None:
    for program in (CENTER, POLICE, CLINIC):
        actor, facts = released(program)
        assert seen(actor, led_by(COUNTY, facts)) == ALL
    actor, facts = released(CENTER)
    named = interviewing(actor, led_by(COUNTY, facts))
    assert seen(actor, named) == {}
    assert seen(actor, replace(named, told=frozenset({"interview_done"}))) == ALL


@promise
def staging_keeps_back_what_is_only_told_of_and_opens_nothing_itself() -> None:
    actor = person(CENTER)
    facts = interviewing(actor, holding(case(actor), COUNTY, *FILED))
    assert seen(actor, replace(facts, interviewers=frozenset())) == dict.fromkeys(FILED, Access.KNOWN)
    staged = led_by(COUNTY, facts, protocol("interviewer", first=First.LIMITED, types=(T.IDENTITY, T.REPORT)))
    assert seen(actor, staged) == {T.IDENTITY: Access.KNOWN, T.REPORT: Access.KNOWN}
    assert seen(actor, replace(staged, membership=None)) == {}


@promise
def what_goes_along_with_a_referral_waits_as_the_case_does() -> None:
    clerk, facts = released(CLINIC)
    sent = about(led_by(POLICE, facts), referral(COUNTY, CLINIC, T.IDENTITY, T.REPORT))
    assert len(judge.carried(rulebook(), clerk, sent, NOW)) == 2
    paper = protocol("medical", first=First.LIMITED, types=(T.IDENTITY,), opens_on=("exam_done",))
    staged = replace(sent, places=led_by(POLICE, facts, paper).places)
    assert [one.information_type for one in judge.carried(rulebook(), clerk, staged, NOW)] == [T.IDENTITY]
    assert len(judge.carried(rulebook(), clerk, replace(staged, told=frozenset({"exam_done"})), NOW)) == 2


@promise
def emergency_access_passes_a_protocol_while_it_runs() -> None:
    actor, facts = released(CENTER)
    staged = led_by(COUNTY, interviewing(actor, facts), protocol("interviewer"))
    assert seen(actor, replace(staged, emergency_until=NOW + SECOND)) == ALL
    assert seen(actor, replace(staged, emergency_until=NOW)) == {}


@promise
def staging_only_ever_closes() -> None:
    for program in (CENTER, POLICE, CLINIC, COUNTY):
        actor, facts = released(program)
        before = judge.accesses(rulebook(), actor, facts, NOW)
        lines = set(before)
        for first, types in ((First.FULL, ()), (First.NONE, ()), (First.LIMITED, (T.IDENTITY, T.MEDICAL))):
            staged = led_by(POLICE, interviewing(actor, facts), protocol("interviewer", first=first, types=types))
            assert set(judge.accesses(rulebook(), actor, staged, NOW)) <= lines
