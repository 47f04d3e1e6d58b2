"""Room: casework. The end of the escalation chain: the liaison of a region hears that something is open there.

A liaison sees the duty and not the case: constant words that lead to the page of numbers, and no case or deadline.
INVARIANT: at most one a day, in the hub's own days (UTC), whatever is overdue: the notices are no count of children.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256

from coordination.casework.desk import Desk
from coordination.model import context
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import DeadlineId, PersonId
from coordination.model.notice import Kind, Message
from coordination.policy.decide import decide_general
from coordination.storage import region_alarms
from coordination.storage.cabinet import Cabinet


def messages(cabinet: Cabinet, overdue: Mapping[DeadlineId, Collection[PersonId]]) -> list[Message]:
    """One message to each liaison whose page counts any of these. overdue: each with who hears of it by name anyway."""
    found = region_alarms.facts_of_liaisons_of(cabinet, overdue)
    there = [(own, one) for own, liaisons in found.items() for one in liaisons]
    concerned = {one.person_id: one for own, one in there if one.person_id not in overdue[own]}
    day = cabinet.now.date().isoformat()
    return [
        Message(
            key=f"{sha256(f'{one.program_id} {day}'.encode()).hexdigest()[:32]}:{Kind.REGION_OVERDUE.value}:{own}",
            kind=Kind.REGION_OVERDUE,
            program_id=one.program_id,
            person_id=own,
            object_handle=one.about,
        )
        for own, one in concerned.items()
    ]


def still(desk: Desk, actor: Actor) -> bool:
    """Whether the actor is a liaison now and something that their page counts is overdue for a day still.

    It is counted over programs that are not the actor's, as their page is: by the hub.
    """
    if not decide_general(desk.rulebook, actor, Action.REGION_READ, desk.now).allowed:
        return False
    with desk.consulting(context=context.hub("counting")) as cabinet:
        return region_alarms.facts_of_still_overdue(cabinet, actor)
