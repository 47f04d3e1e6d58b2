"""Room: web. A consultation with its quorum: the form, and filing it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import consultations
from coordination.casework.answers import Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId
from coordination.web.records import sent
from coordination.web.sent import act_key

pages = Blueprint("consultations", __name__)


@pages.get("/cases/<case_id>/consultations/new", action=Action.RECORD_FILE)
def new(case_id: str) -> ResponseReturnValue:
    """The form."""
    return _page(case_id)


@pages.post("/cases/<case_id>/consultations/new", action=Action.RECORD_FILE)
def file(case_id: str) -> ResponseReturnValue:
    """File it, or say who or what is missing."""
    typed = sent()
    try:
        done = consultations.file(current_desk(), current_actor(), CaseId(case_id), typed, act_key())
    except Invalid as invalid:
        return _page(case_id, typed, invalid.fields), 422
    except Conflict:
        return _page(case_id, typed), 409
    return redirect(url_for("records.read", case_id=case_id, record_id=done), 303)


def _page(case_id: str, typed: Typed | None = None, errors: Mapping[str, str] | None = None) -> str:
    page = consultations.new(current_desk(), current_actor(), CaseId(case_id), typed=typed)
    return render_template("consultations/new.html", page=page, case_id=page.case_id, errors=errors or {})
