"""Room: policy. The threshold of a case: without these facts no rule about its work can hold, whatever else is true.

Storage asks here before it reads on, so that a case that is hidden costs what an absent one costs.
"""

from __future__ import annotations

from datetime import datetime

from coordination.model.actor import Actor, Role
from coordination.model.facts import CaseFacts
from coordination.policy.acts import ENTERABLE
from coordination.policy.claims import holds


def may_matter(actor: Actor, facts: CaseFacts, now: datetime) -> bool:
    """Whether any action of acts.CASE_ACTS could be allowed, judged by the header and what is the actor's own.

    INVARIANT: necessary for every clause of CASE_ACTS, so that nothing is refused for want of facts that were left out
    (tests/policy/test_threshold.py). The place counts without its release to the hub, which is not known yet.
    """
    member = facts.membership
    own = actor.role is Role.SUPERVISOR or actor.program.court or (member is not None and member.in_force(now))
    return own and holds(ENTERABLE, actor, facts, now) and facts.place_of(actor.program_id, now) is not None
