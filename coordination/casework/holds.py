"""Room: casework. Legal holds: while one stands nothing of its program's is destroyed, and nobody else sees it."""

from __future__ import annotations

from coordination.casework import retention
from coordination.casework.desk import Desk, Work
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import Handle, is_id, new_id
from coordination.model.retention import HOLD_REASONS, HOLD_SOURCES
from coordination.storage import case_rows, retention_rows


def hold(desk: Desk, actor: Actor, reference: str, reason: str, source: str, key: str) -> None:
    """Set a hold on the case of a reference, open or closed, on which the actor's program wrote something.

    reason, source: slugs of HOLD_REASONS and HOLD_SOURCES. Raises Invalid; refused alike for an unknown reference and
    for a case that is not the program's, or from which the actor is shut out.
    """
    retention.may(desk, actor, Action.HOLD_SET)
    errors = {}
    if reason not in HOLD_REASONS:
        errors["reason"] = "Choose why it is kept."
    if source not in HOLD_SOURCES:
        errors["source"] = "Choose who asked for it."
    if errors:
        raise Invalid(errors)
    with desk.consulting() as cabinet:
        found = retention_rows.facts_of_own_case(cabinet, actor, case_rows.reference_of(reference))
    if found is None:
        desk.refuse(actor, Action.HOLD_SET, reason="absent")
    (case_id, about), handle = found, Handle(new_id())

    def work(w: Work) -> str:
        retention_rows.hold(w.cabinet, w.grant, case_id, handle, reason, source)
        return handle

    desk.act_general(
        actor,
        Action.HOLD_SET,
        work,
        key=key,
        about=f"{case_id} {reason} {source}",
        cases=[case_id],
        objects=[about, handle],
    )


def lift(desk: Desk, actor: Actor, handle: Handle, key: str) -> None:
    """Lift a hold of the actor's program. Refused alike for an unknown handle and for another program's."""
    retention.may(desk, actor, Action.HOLD_LIFT)
    if retention.sent_before(desk, actor, Action.HOLD_LIFT, key, handle):
        return
    with desk.consulting() as cabinet:
        asked = handle if is_id(handle) else Handle("0" * 32)
        found = next(iter(retention_rows.facts_of_holds(cabinet, actor, asked)), None)
    if found is None:
        desk.refuse(actor, Action.HOLD_LIFT, reason="absent")

    def work(w: Work) -> str:
        if not retention_rows.lift(w.cabinet, w.grant, found.id):
            raise Conflict("Somebody lifted this hold a moment ago.")
        return handle

    desk.act_general(actor, Action.HOLD_LIFT, work, key=key, about=handle, objects=[handle])
