"""Room: policy. Staged reveal: of what is open to somebody, only what the team's protocol shows first. Pure.

INVARIANT: it closes and never opens. It is asked at every decision about types, after law, releases and papers; what
it closes is absent, as if it had never been filed. The protocol is that of the program that coordinates the case; the
program's own records are never staged. No protocol: the hub invents none, and nobody is staged but a person who was
named the interviewer under one that counts no more (coordination was handed over): they wait for the interview.
Emergency access is for a child in danger now, and no protocol stands in its way; it is told of and reviewed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from coordination.declare.information import InformationType
from coordination.declare.staging import BY_SLUG, INTERVIEW_DONE, INTERVIEWER, First
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts
from coordination.model.program import Program
from coordination.model.protocol import TeamProtocol

NOTHING: frozenset[InformationType] = frozenset()


def opened_first(actor: Actor, facts: CaseFacts, now: datetime) -> frozenset[InformationType] | None:
    """The only types of others that are open to the actor while they are staged; None when they are not."""
    emergency = facts.emergency_until
    if emergency is not None and now < emergency:
        return None
    return first_of(actor.program, facts, now, interviewing=actor.person_id in facts.interviewers)


def first_of(
    program: Program, facts: CaseFacts, now: datetime, *, interviewing: bool
) -> frozenset[InformationType] | None:
    """The same of anybody of `program`; interviewing: they were named the case's interviewer."""
    coordinates = program.id == facts.coordinating_program_id
    if coordinates and not interviewing:
        return None
    protocol = protocol_of(facts, now)
    if protocol is None:
        return NOTHING if interviewing and INTERVIEW_DONE.slug not in facts.told else None
    by_type = not coordinates and program.partner_type in protocol.staged
    if not by_type and not (interviewing and INTERVIEWER in protocol.staged):
        return None
    if protocol.first is First.FULL or not protocol.opens_on.isdisjoint(facts.told):
        return None
    return protocol.types if protocol.first is First.LIMITED else NOTHING


def protocol_of(facts: CaseFacts, now: datetime) -> TeamProtocol | None:
    """The written protocol of the program that coordinates the case, if one counts at `now`."""
    for place in facts.places:
        if place.program.id == facts.coordinating_program_id:
            return place.program.protocol(now)
    return None


def unstaged(facts: CaseFacts) -> CaseFacts:
    """The same facts as if nobody were staged; of a coordinating program nothing else about types is asked."""
    return replace(facts, coordinating_program_id=None, interviewers=frozenset())


def until(facts: CaseFacts, now: datetime) -> str:
    """What is waited for, after the word "until"."""
    protocol = protocol_of(facts, now)
    slugs = protocol.opens_on if protocol else {INTERVIEW_DONE.slug}
    return " or ".join(event.sentence for slug, event in BY_SLUG.items() if slug in slugs)
