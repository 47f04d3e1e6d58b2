"""Room: web. The form on which somebody tells that a legal demand for records came. It leads to no record."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from coordination.casework import legal_demands
from coordination.casework.legal_demands import WHAT, WHO
from coordination.casework.release_typed import Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId
from coordination.web.sent import act_key

pages = Blueprint("legal_demands", __name__)


@pages.get("/cases/<case_id>/demands/new", action=Action.DEMAND_RECORD)
def new(case_id: str) -> ResponseReturnValue:
    """The empty form."""
    return _form(CaseId(case_id), {}, {})


@pages.post("/cases/<case_id>/demands/new", action=Action.DEMAND_RECORD)
def record(case_id: str) -> ResponseReturnValue:
    """Write it down, and tell whose records it asks for."""
    typed: Typed = {
        **{name: request.form.get(name, "") for name in ("asked_by", "asks", "due_on")},
        "programs": tuple(request.form.getlist("programs")),
    }
    try:
        legal_demands.record(current_desk(), current_actor(), CaseId(case_id), typed, act_key())
    except Invalid as invalid:
        return _form(CaseId(case_id), typed, invalid.fields), 422
    return redirect(f"/cases/{case_id}", 303)


def _form(case_id: CaseId, typed: Typed, errors: dict[str, str]) -> str:
    programs = legal_demands.offer(current_desk(), current_actor(), case_id)
    return render_template(
        "authorities/demand.html",
        case_id=case_id,
        choices=[(str(one.id), f"{one.name}, {one.agency_name}") for one in programs],
        typed=typed,
        errors=errors,
        who=WHO,
        what=WHAT,
    )
