"""Room: web. Staging on a case, on its team page: name the interviewer, tell what has happened, take either back."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import staging
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import PersonId, case_id_of
from coordination.web.sent import act_key
from coordination.web.team import team_page

pages = Blueprint("staging", __name__)


@pages.post("/cases/<case_id>/team/interviewer", action=Action.INTERVIEWER_NAME)
def name(case_id: str) -> ResponseReturnValue:
    """Say who the forensic interviewer is."""
    found, person = case_id_of(case_id), PersonId(request.form.get("interviewer", ""))
    try:
        staging.name(current_desk(), current_actor(), found, person, act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return redirect(url_for("team.read", case_id=found), 303)


@pages.post("/cases/<case_id>/team/events", action=Action.STAGING_TELL)
def tell(case_id: str) -> ResponseReturnValue:
    """Say that an event has happened."""
    found = case_id_of(case_id)
    try:
        staging.tell(current_desk(), current_actor(), found, request.form.get("event", ""), act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return redirect(url_for("team.read", case_id=found), 303)


@pages.post("/cases/<case_id>/team/events/<entry_id>/withdraw", action=Action.STAGING_WITHDRAW)
def withdraw(case_id: str, entry_id: str) -> ResponseReturnValue:
    """Take back what was told."""
    found = case_id_of(case_id)
    staging.withdraw(current_desk(), current_actor(), found, entry_id, act_key())
    return redirect(url_for("team.read", case_id=found), 303)
