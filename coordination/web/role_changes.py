"""Room: web. Changes outside one's own agency: one administrator proposes, a second one confirms."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from coordination.casework import agency_forms, role_change_forms, role_changes
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.web.sent import act_key

pages = Blueprint("role_changes", __name__)


@pages.get("/agency/changes", action=Action.ROSTER_READ)
def waiting() -> ResponseReturnValue:
    """What waits: one's own proposals, and those of others that are one's to decide."""
    return _list({})


@pages.get("/agency/changes/new/<kind>", action=Action.ROSTER_PROPOSE)
def new(kind: str) -> ResponseReturnValue:
    """The form for one kind of change."""
    return _form(kind, {})


@pages.post("/agency/changes/new/<kind>", action=Action.ROSTER_PROPOSE)
def propose(kind: str) -> ResponseReturnValue:
    """Propose it."""
    try:
        role_change_forms.propose(current_desk(), current_actor(), kind, request.form, act_key())
    except Invalid as invalid:
        return _form(kind, invalid.fields), 422
    return redirect(url_for("role_changes.waiting"), 303)


@pages.post("/agency/changes/<change_id>/confirm", action=Action.ROSTER_CONFIRM)
def confirm(change_id: str) -> ResponseReturnValue:
    """Confirm and apply another administrator's proposal."""
    try:
        role_changes.confirm(current_desk(), current_actor(), change_id, act_key())
    except Invalid as invalid:
        return _list(invalid.fields), 422
    return redirect(url_for("role_changes.waiting"), 303)


@pages.post("/agency/changes/<change_id>/decline", action=Action.ROSTER_DECLINE)
def decline(change_id: str) -> ResponseReturnValue:
    """Decline it, or take back one's own."""
    role_changes.decline(current_desk(), current_actor(), change_id, act_key())
    return redirect(url_for("role_changes.waiting"), 303)


def _list(errors: Mapping[str, str]) -> str:
    found = role_changes.waiting(current_desk(), current_actor())
    return render_template("role_changes/list.html", changes=found, kinds=role_changes.KINDS, errors=errors)


def _form(kind: str, errors: Mapping[str, str]) -> str:
    choices = role_change_forms.opened(current_desk(), current_actor())
    if kind not in role_changes.KINDS:
        raise NotFound
    several = request.form.getlist(agency_forms.MULTI)
    typed = {**request.form.to_dict(), agency_forms.MULTI: several}
    return render_template(
        "role_changes/form.html",
        kind=kind,
        title=role_changes.KINDS[kind],
        choices=choices,
        errors=errors,
        typed=typed,
    )
