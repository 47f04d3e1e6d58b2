"""Room: casework. Recusal: somebody who knows a person in a case shuts themself out of it, by one act.

It is an entry on the conflict list like any other, so it holds from the next request on, beats every role, and is taken
off by the privacy officer alone: whoever set it cannot even see it (casework/conflicts). Why is coded and stands in the
access log, never whom they know.
"""

from __future__ import annotations

from coordination.casework import notices
from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, Handle, new_id
from coordination.model.notice import Kind
from coordination.storage import act_keys, conflict_rows

RECUSALS = {
    "knows_child": "Knows the child",
    "knows_family": "Knows somebody in the family",
    "knows_suspect": "Knows a suspect",
    "knows_other": "Knows somebody else in the case",
    "other_interest": "Cannot be fair in this case for another reason",
}


def recuse(desk: Desk, actor: Actor, case_id: CaseId, reason: str, key: str) -> None:
    """Shut the actor out of the case at once and tell the supervisors of their program. Raises Invalid on `reason`.

    Sent twice it is done once, though the second finds the case shut.
    """
    if reason not in RECUSALS:
        raise Invalid({"reason": "Choose why you step back."})
    facts = desk.facts(actor, case_id)
    # INVARIANT: looked up whatever the facts are, so that a case one is shut out of costs what an absent one costs.
    if _done(desk, actor, case_id, key) and facts.conflict:
        return
    handle = Handle(new_id())

    def work(w: Work) -> str:
        # Told first: whoever is shut out is no audience, and their supervisors are.
        notices.tell(w, Kind.RECUSED, actor.program_id, cause=handle, about=handle)
        conflict_rows.set_conflict(w.cabinet, w.grant, handle=handle, kind="person", target=actor.person_id)
        return handle

    desk.act(actor, Action.CONFLICT_RECUSE, case_id, work, key=key, objects=[handle], purpose=reason)


def _done(desk: Desk, actor: Actor, case_id: CaseId, key: str) -> bool:
    with desk.consulting() as cabinet:
        return act_keys.facts_of_key(cabinet, actor, key, Action.CONFLICT_RECUSE, case_id) is not None
