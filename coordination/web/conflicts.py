"""Room: web. The conflict list, for its keepers: who is shut out of which case."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import conflicts, instrument_warnings, recusals
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import Handle, case_id_of
from coordination.web.cases import case_page
from coordination.web.sent import act_key

pages = Blueprint("conflicts", __name__)


@pages.get("/conflicts", action=Action.CONFLICT_LIST)
def mine() -> ResponseReturnValue:
    """The part of the list that the viewer keeps."""
    return _page({})


@pages.post("/conflicts", action=Action.CONFLICT_SET)
def shut_out() -> ResponseReturnValue:
    """Shut a person, program or agency out of a case."""
    reference, target = request.form.get("reference", ""), request.form.get("target", "")
    try:
        conflicts.shut_out(current_desk(), current_actor(), reference, target, act_key())
    except Invalid as invalid:
        return _page(invalid.fields), 422
    return redirect(url_for("conflicts.mine"), 303)


@pages.post("/conflicts/<handle>/lift", action=Action.CONFLICT_LIFT)
def lift(handle: str) -> ResponseReturnValue:
    """Take an entry off the list."""
    conflicts.lift(current_desk(), current_actor(), Handle(handle), act_key())
    return redirect(url_for("conflicts.mine"), 303)


@pages.post("/cases/<case_id>/recuse", action=Action.CONFLICT_RECUSE)
def recuse(case_id: str) -> ResponseReturnValue:
    """Shut oneself out of a case; the way leads to one's other cases, since this one is closed from now on."""
    found, reason = case_id_of(case_id), request.form.get("reason", "")
    try:
        recusals.recuse(current_desk(), current_actor(), found, reason, act_key())
    except Invalid as invalid:
        return case_page(found, invalid.fields), 422
    return redirect(url_for("cases.mine"), 303)


def _page(errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    page, papers = conflicts.page(desk, actor), instrument_warnings.of_agency(desk, actor)
    return render_template("conflicts/list.html", page=page, papers=papers, errors=errors, typed=request.form)
