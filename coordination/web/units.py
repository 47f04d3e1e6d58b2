"""Room: web. The units of a program: who is on them, kept by the program's own people."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import units
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import ProgramId
from coordination.web.sent import act_key

pages = Blueprint("units", __name__)


@pages.get("/directory/programs/<program_id>/units", action=Action.ON_CALL_EDIT)
def index(program_id: str) -> ResponseReturnValue:
    """The units and their people."""
    return _page(ProgramId(program_id), {})


@pages.post("/directory/programs/<program_id>/units", action=Action.ON_CALL_EDIT)
def join(program_id: str) -> ResponseReturnValue:
    """Put somebody on a unit."""
    found = ProgramId(program_id)
    try:
        units.join(current_desk(), current_actor(), found, request.form, act_key())
    except Invalid as invalid:
        return _page(found, invalid.fields), 422
    except Conflict as conflict:
        return _page(found, {"person": conflict.sentence}), 409
    return _back(found)


@pages.post("/directory/units/<place_id>/end", action=Action.ON_CALL_EDIT)
def leave(place_id: str) -> ResponseReturnValue:
    """Take somebody off a unit."""
    return _back(units.leave(current_desk(), current_actor(), place_id, act_key()))


def _page(program_id: ProgramId, errors: Mapping[str, str]) -> str:
    page = units.page(current_desk(), current_actor(), program_id)
    return render_template("units/index.html", page=page, program=page.program, errors=errors, typed=request.form)


def _back(program_id: ProgramId) -> ResponseReturnValue:
    return redirect(url_for("units.index", program_id=program_id), 303)
