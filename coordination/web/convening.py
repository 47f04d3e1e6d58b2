"""Room: web. Convene the team: the center of a county, or whom the law names where there is none."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from coordination.casework import convening
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.ids import case_id_of
from coordination.web.county_map import by_state

pages = Blueprint("convening", __name__)


@pages.get("/cases/<case_id>/convene", action=Action.TEAM_READ)
def new(case_id: str) -> str:
    """Whom to turn to. ?county: five digits."""
    page = convening.page(current_desk(), current_actor(), case_id_of(case_id), request.args.get("county", ""))
    return render_template("convening/new.html", page=page, case_id=page.case_id, counties=by_state())
