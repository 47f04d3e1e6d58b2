"""Room: web. The print of a case: one plain page with its number on it."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from coordination.casework import prints
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.ids import case_id_of
from coordination.web.records import step_up_or

pages = Blueprint("prints", __name__)


@pages.get("/cases/<case_id>/print", action=Action.CASE_PRINT)
def read(case_id: str) -> ResponseReturnValue:
    """The print. ?location=yes: with where the child is, after a second factor."""
    location = request.args.get("location") == "yes"
    try:
        page = prints.read(current_desk(), current_actor(), case_id_of(case_id), location=location)
    except Refused as refused:
        return step_up_or(refused)
    return render_template("cases/print.html", page=page, case_id=page.header.case_id)
