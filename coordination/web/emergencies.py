"""Room: web. Emergency access: ask for it, give it back, review it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import emergencies
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.emergency import MOST_HOURS, REASONS, Verdict
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId, EmergencyId
from coordination.web.sent import act_key

pages = Blueprint("emergencies", __name__)


@pages.get("/cases/<case_id>/emergency", action=Action.EMERGENCY_START)
def ask(case_id: str) -> ResponseReturnValue:
    """The form that asks for it, with who is told and what it opens."""
    return _page(case_id, {}, {})


@pages.post("/cases/<case_id>/emergency", action=Action.EMERGENCY_START)
def start(case_id: str) -> ResponseReturnValue:
    """Open it."""
    try:
        emergencies.start(current_desk(), current_actor(), CaseId(case_id), request.form, act_key())
    except Invalid as invalid:
        return _page(case_id, request.form, invalid.fields), 422
    except Conflict as conflict:
        return _page(case_id, request.form, {"reason": conflict.sentence}), 409
    return redirect(url_for("cases.read", case_id=case_id), 303)


@pages.post("/cases/<case_id>/emergency/end", action=Action.EMERGENCY_END)
def end(case_id: str) -> ResponseReturnValue:
    """Give it back."""
    emergencies.end(current_desk(), current_actor(), CaseId(case_id), act_key())
    return redirect(url_for("cases.read", case_id=case_id), 303)


@pages.get("/emergencies", action=Action.EMERGENCY_LIST)
def queue() -> ResponseReturnValue:
    """What waits for a review by the viewer's program, and what was used."""
    return _queue({})


@pages.post("/cases/<case_id>/emergencies/<emergency_id>/review", action=Action.EMERGENCY_REVIEW)
def review(case_id: str, emergency_id: str) -> ResponseReturnValue:
    """Say whether it was needed."""
    verdict, of = request.form.get("verdict", ""), EmergencyId(emergency_id)
    try:
        emergencies.review(current_desk(), current_actor(), CaseId(case_id), of, verdict, act_key())
    except Invalid as invalid:
        return _queue(invalid.fields), 422
    except Conflict as conflict:
        return _queue({"verdict": conflict.sentence}), 409
    return redirect(url_for("emergencies.queue"), 303)


def _page(case_id: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    page = emergencies.page(current_desk(), current_actor(), CaseId(case_id))
    hours = [(str(number), f"{number} hour{'s' if number > 1 else ''}") for number in range(1, MOST_HOURS + 1)]
    return render_template("emergencies/ask.html", page=page, reasons=REASONS, hours=hours, typed=typed, errors=errors)


def _queue(errors: Mapping[str, str]) -> str:
    lines = emergencies.queue(current_desk(), current_actor())
    return render_template("emergencies/queue.html", lines=lines, verdicts=Verdict, errors=errors)
