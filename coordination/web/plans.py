"""Room: web. Plans: all of a case on one page, the copy of one record, and whether a copy was offered and taken."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import plan_copies, plans, safe_contact
from coordination.declare.plan_forms import PLAN_COPY, STAGES
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, RecordId, case_id_of
from coordination.web.records import sent, step_up_or
from coordination.web.sent import act_key

pages = Blueprint("plans", __name__)


@pages.get("/cases/<case_id>/plans", action=Action.CASE_READ)
def read(case_id: str) -> ResponseReturnValue:
    """Safety plan, service plan, stages of change and recovery plan."""
    page = plans.read(current_desk(), current_actor(), case_id_of(case_id))
    return render_template("plans/page.html", page=page, stages=STAGES)


@pages.get("/cases/<case_id>/records/<record_id>/copy", action=Action.CASE_PRINT)
def copy(case_id: str, record_id: str) -> ResponseReturnValue:
    """One record alone, to print: numbered and marked as every print."""
    try:
        page = plan_copies.read(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    except Refused as refused:
        return step_up_or(refused)
    return render_template("plans/copy.html", page=page)


@pages.get("/cases/<case_id>/records/<record_id>/offered", action=Action.RECORD_FILE)
def offering(case_id: str, record_id: str) -> ResponseReturnValue:
    """The form in which somebody writes down that a copy was offered."""
    return _offering(case_id, record_id, {}, {})


@pages.post("/cases/<case_id>/records/<record_id>/offered", action=Action.RECORD_FILE)
def offered(case_id: str, record_id: str) -> ResponseReturnValue:
    """Keep whether it was taken."""
    typed = sent()
    try:
        plan_copies.offered(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), typed, act_key())
    except Invalid as invalid:
        return _offering(case_id, record_id, typed, invalid.fields), 422
    return redirect(url_for("plans.read", case_id=case_id), 303)


def _offering(case_id: str, record_id: str, typed: dict[str, list[str]], errors: dict[str, str]) -> str:
    page = plan_copies.offering(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    safe = safe_contact.ways(current_desk(), current_actor(), CaseId(case_id))
    shown = {name: values[0] for name, values in typed.items() if values}
    return render_template("plans/offered.html", page=page, safe=safe, form=PLAN_COPY, typed=shown, errors=errors)
