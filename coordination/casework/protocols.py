"""Room: casework. A team's written protocol on what an interviewer sees first: recorded by those who answer for it.

INVARIANT: the hub has no default. Until a program records one, nothing is staged on the cases that it coordinates, its
pages say so, and nobody can be named the interviewer there. A protocol is never changed: another takes its place.
"""

from __future__ import annotations

from coordination.casework.desk import Desk, Work
from coordination.casework.protocol_form import Typed, read_protocol
from coordination.declare.regime import Regime
from coordination.declare.staging import INTERVIEWER
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.ids import Handle, ProtocolId, new_id
from coordination.model.protocol import ListedProtocol
from coordination.storage import protocols as drawer


def listed(desk: Desk, actor: Actor) -> list[ListedProtocol]:
    """The protocols of the actor's program, the newest first; the entry names them."""
    with desk.consulting() as cabinet:
        handles = [one.handle for one in drawer.facts_of_protocols(cabinet, actor.program_id)]
    grant = desk.ask_general(actor, Action.PROTOCOL_READ, objects=handles)
    with desk.opened(grant) as cabinet:
        found = drawer.facts_of_protocols(cabinet, actor.program_id)
    return [one for one in reversed(found) if one.handle in handles]


def whom(desk: Desk) -> dict[str, str]:
    """For whom a protocol may be, by what the form sends: the interviewer, and each kind of program but a court, which
    sees no case."""
    open_ = [one for one in desk.catalog.partner_types.values() if Regime.JUDICIAL not in one.regimes]
    named = {one.slug: f"Everybody of: {one.title}" for one in sorted(open_, key=lambda one: one.title)}
    return {INTERVIEWER: "The forensic interviewer of the case", **named}


def record(desk: Desk, actor: Actor, typed: Typed, key: str) -> ProtocolId:
    """Write the protocol of the actor's program down. Invalid by field. Its id."""
    ids = ProtocolId(new_id()), Handle(new_id())

    def work(w: Work) -> str:
        drawer.record(w.cabinet, w.grant, read_protocol(typed, actor, whom(desk), w.now, ids))
        return ids[0]

    done = desk.act_general(actor, Action.PROTOCOL_EDIT, work, key=key, about=actor.program_id, objects=[ids[1]])
    return ProtocolId(done)
