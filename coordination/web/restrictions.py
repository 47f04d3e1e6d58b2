"""Room: web. Restricting a case to named persons, and opening it again; the forms stand on the team page."""

from __future__ import annotations

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import restrictions
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import PersonId, case_id_of
from coordination.web.sent import act_key
from coordination.web.team import team_page

pages = Blueprint("restrictions", __name__)


@pages.post("/cases/<case_id>/restriction", action=Action.CASE_RESTRICT)
def restrict(case_id: str) -> ResponseReturnValue:
    """Close the case to all but the persons chosen and oneself."""
    found = case_id_of(case_id)
    people = [PersonId(person) for person in request.form.getlist("people")]
    try:
        restrictions.restrict(current_desk(), current_actor(), found, people, act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return redirect(url_for("team.read", case_id=found), 303)


@pages.post("/cases/<case_id>/restriction/lift", action=Action.CASE_UNRESTRICT)
def unrestrict(case_id: str) -> ResponseReturnValue:
    """Open it to its team again."""
    found = case_id_of(case_id)
    restrictions.unrestrict(current_desk(), current_actor(), found, act_key())
    return redirect(url_for("team.read", case_id=found), 303)
