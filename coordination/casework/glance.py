"""Room: casework. A glance: a read of what is no record and about no child (the directory, who is on call).

It is judged like everything else, and a refusal is written down. An allowed one makes no Grant, so it owes no entry:
storage answers it with facts alone (tests/house/test_storage_signatures.py). DECISIONS.md says why.
"""

from __future__ import annotations

from coordination.casework.desk import Desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.policy.decide import decide_general
from coordination.storage import session_rows


def glance(desk: Desk, actor: Actor, action: Action) -> None:
    """Let the actor look, or raise Refused with its entry. Whoever only reads the directory stays signed in, too."""
    decision = decide_general(desk.rulebook, actor, action, desk.now)
    if not decision.allowed:
        desk.refuse(actor, action, reason=decision.reason)
    if desk.seen is not None and desk.now - desk.seen.at >= session_rows.TOUCH_EVERY:
        with desk.database.write() as connection:
            session_rows.touch(connection, desk.seen, desk.now)
