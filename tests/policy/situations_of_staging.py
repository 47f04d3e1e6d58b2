"""Room: tests. The staging of a situation: a team's protocol, what was told, who is the interviewer; and for Cedar."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from coordination.declare import InformationType
from coordination.declare.staging import BY_SLUG, First
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, Place
from coordination.model.ids import PersonId, ProtocolId
from coordination.model.program import Program
from coordination.model.protocol import TeamProtocol


def staged(
    dice: random.Random, facts: CaseFacts, third: Program, types: frozenset[InformationType], now: datetime
) -> CaseFacts:
    """The same, coordinated by the owner, the viewer or a third program, with a protocol or without; something may have
    been told, and the viewer or a colleague may be the interviewer."""
    day, programs = timedelta(days=1), [place.program for place in facts.places]
    viewer = programs[-1]
    protocol = TeamProtocol(
        id=ProtocolId("protocol"),
        starts_at=dice.choice([now - day, now - day, now, now + timedelta(seconds=1)]),
        staged=frozenset(dice.sample(["interviewer", viewer.partner_type, "nobody else"], 2)),
        first=dice.choice(list(First)),
        types=types,
        opens_on=frozenset(dice.sample(sorted(BY_SLUG), 2)),
        document="Protocol",
        dated="2026-01-02",
    )
    counts = dice.random() < 0.3
    lead = dice.choice([*programs, third, third])
    if counts and lead is third and dice.random() < 0.9:
        lead = replace(third, protocols=(protocol,))
    return replace(
        facts,
        places=(*facts.places, *((Place(program=lead, since=now - day),) if lead.id == third.id else ())),
        coordinating_program_id=lead.id,
        told=frozenset(dice.sample(sorted(BY_SLUG), 1) if dice.random() < 0.2 else ()),
        interviewers=frozenset({PersonId("person" if counts and dice.random() < 0.5 else "colleague")}),
    )


def as_staged(facts: CaseFacts, actor: Actor, far: int) -> dict[str, Any]:
    """The same for Cedar. far: a second that never comes."""
    (lead,) = {place.program for place in facts.places if place.program.id == facts.coordinating_program_id}
    protocols = [
        {
            "since": int(one.starts_at.timestamp()),
            "staged": sorted(one.staged),
            "first": str(one.first),
            "types": sorted(one.types),
            "opens_on": sorted(one.opens_on),
        }
        for one in lead.protocols
    ]
    none = {"since": far, "staged": [], "first": "full", "types": [], "opens_on": []}
    return {
        "protocol": next(iter(protocols), none),
        "coordinates": lead.id == actor.program_id,
        "interviewing": actor.person_id in facts.interviewers,
        "told": sorted(facts.told),
    }
