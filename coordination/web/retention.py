"""Room: web. What a program keeps and for how long: its period, what is due to be destroyed, legal holds."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import holds, retention
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, Handle
from coordination.model.retention import HOLD_REASONS, HOLD_SOURCES, STOPS
from coordination.web.sent import act_key

pages = Blueprint("retention", __name__)


@pages.get("/retention", action=Action.RETENTION_LIST)
def kept() -> ResponseReturnValue:
    """The page of the viewer's program."""
    return _page({})


@pages.post("/retention/period", action=Action.RETENTION_SET)
def set_period() -> ResponseReturnValue:
    """Set, change or end the period."""
    months, basis = request.form.get("months", ""), request.form.get("basis", "")
    try:
        retention.set_period(current_desk(), current_actor(), months, basis, act_key())
    except Invalid as invalid:
        return _page(invalid.fields), 422
    return _back()


@pages.post("/retention/cases/<case_id>/purge", action=Action.PURGE_PROPOSE)
def propose(case_id: str) -> ResponseReturnValue:
    """Propose to destroy what the program has on a case."""
    try:
        retention.propose(current_desk(), current_actor(), CaseId(case_id), act_key())
    except Invalid as invalid:
        return _page(invalid.fields), 422
    return _back()


@pages.post("/retention/purges/<purge_id>/confirm", action=Action.PURGE_CONFIRM)
def confirm(purge_id: str) -> ResponseReturnValue:
    """Confirm another person's proposal: it is destroyed at once."""
    try:
        retention.confirm(current_desk(), current_actor(), purge_id, act_key())
    except Invalid as invalid:
        return _page(invalid.fields), 422
    return _back()


@pages.post("/retention/purges/<purge_id>/decline", action=Action.PURGE_DECLINE)
def decline(purge_id: str) -> ResponseReturnValue:
    """Decline it, or take back one's own."""
    retention.decline(current_desk(), current_actor(), purge_id, act_key())
    return _back()


@pages.post("/retention/holds", action=Action.HOLD_SET)
def hold() -> ResponseReturnValue:
    """Set a legal hold on a case."""
    typed = request.form
    reference, reason, source = (typed.get(name, "") for name in ("reference", "reason", "source"))
    try:
        holds.hold(current_desk(), current_actor(), reference, reason, source, act_key())
    except Invalid as invalid:
        return _page(invalid.fields), 422
    return _back()


@pages.post("/retention/holds/<handle>/lift", action=Action.HOLD_LIFT)
def lift(handle: str) -> ResponseReturnValue:
    """Lift a legal hold."""
    holds.lift(current_desk(), current_actor(), Handle(handle), act_key())
    return _back()


def _back() -> ResponseReturnValue:
    return redirect(url_for("retention.kept"), 303)


def _page(errors: Mapping[str, str]) -> str:
    return render_template(
        "retention/kept.html",
        page=retention.page(current_desk(), current_actor()),
        errors=errors,
        typed=request.form,
        reasons=HOLD_REASONS,
        sources=HOLD_SOURCES,
        stops=STOPS,
    )
