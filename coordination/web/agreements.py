"""Room: web. Agreements of one's own agency with others, for its officers: list, record, confirm, end."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import agreements
from coordination.casework.agreement_form import Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.web.sent import act_key

pages = Blueprint("agreements", __name__)


@pages.get("/agreements", action=Action.AGREEMENT_READ)
def index() -> ResponseReturnValue:
    """Every agreement of the viewer's agency."""
    desk, actor = current_desk(), current_actor()
    found = agreements.listed(desk, actor)
    return render_template("agreements/index.html", found=found, now=desk.now, keeps=agreements.keeps(desk, actor))


@pages.get("/agreements/new", action=Action.AGREEMENT_READ)
def new() -> ResponseReturnValue:
    """The form that records one."""
    return _form({}, {})


@pages.post("/agreements", action=Action.AGREEMENT_EDIT)
def record() -> ResponseReturnValue:
    """Record one, signed for the own agency."""
    typed: Typed = {**request.form, **{name: request.form.getlist(name) for name in ("parties", "types")}}
    try:
        made = agreements.record(current_desk(), current_actor(), typed, act_key())
    except Invalid as invalid:
        return _form(typed, invalid.fields), 422
    return redirect(url_for("agreements.read", agreement_id=made), 303)


@pages.get("/agreements/<agreement_id>", action=Action.AGREEMENT_READ)
def read(agreement_id: str) -> ResponseReturnValue:
    """One agreement with its parties."""
    return _page(agreement_id, {})


@pages.post("/agreements/<agreement_id>/confirm", action=Action.AGREEMENT_EDIT)
def confirm(agreement_id: str) -> ResponseReturnValue:
    """Write down who signed for the own agency."""
    try:
        agreements.confirm(current_desk(), current_actor(), agreement_id, request.form, act_key())
    except Invalid as invalid:
        return _page(agreement_id, invalid.fields), 422
    return redirect(url_for("agreements.read", agreement_id=agreement_id), 303)


@pages.post("/agreements/<agreement_id>/end", action=Action.AGREEMENT_EDIT)
def end(agreement_id: str) -> ResponseReturnValue:
    """End one at once."""
    agreements.end(current_desk(), current_actor(), agreement_id, act_key())
    return redirect(url_for("agreements.read", agreement_id=agreement_id), 303)


def _form(typed: Typed, errors: Mapping[str, str]) -> str:
    others, types = agreements.choices(current_desk(), current_actor())
    return render_template(
        "agreements/new.html",
        others=list(others.items()),
        types=[(kind.value, kind.words) for kind in types],
        typed=typed,
        errors=errors,
    )


def _page(agreement_id: str, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    found = agreements.read(desk, actor, agreement_id)
    return render_template(
        "agreements/agreement.html",
        one=found,
        now=desk.now,
        own=found.party(actor.agency_id),
        keeps=agreements.keeps(desk, actor),
        errors=errors,
        typed=request.form,
    )
