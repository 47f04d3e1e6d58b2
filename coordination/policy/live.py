"""Room: policy. Which actions wait until the actor's program is live: those whose clause asks, read off the table.

A refusal of one of them can say so, since it tells of the actor's own program alone (door/errors).
"""

from __future__ import annotations

from coordination.policy.acts import CASE_ACTS, GENERAL_ACTS, REFERRAL_ACTS
from coordination.policy.claims import AllOf, AnyOf, Claim, Clause, Not


def _asks(clause: Clause) -> bool:
    if isinstance(clause, AllOf | AnyOf):
        return any(_asks(part) for part in clause.parts)
    return _asks(clause.part) if isinstance(clause, Not) else clause is Claim.LIVE


WAIT_FOR_LIVE = frozenset(
    action for table in (CASE_ACTS, GENERAL_ACTS, REFERRAL_ACTS) for action, clause in table.items() if _asks(clause)
)
