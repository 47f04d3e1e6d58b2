"""Room: web. For which counties and hours a program is designated, kept by its own people."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import designations, directory
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.directory import RESOURCES, area_words
from coordination.model.errors import Invalid
from coordination.model.ids import ProgramId
from coordination.web.county_map import by_state
from coordination.web.sent import act_key

pages = Blueprint("designations", __name__)


@pages.get("/directory/programs/<program_id>/designations", action=Action.DESIGNATION_EDIT)
def index(program_id: str) -> ResponseReturnValue:
    """What the program is designated as, and where."""
    return _page(ProgramId(program_id), {})


@pages.post("/directory/programs/<program_id>/designations", action=Action.DESIGNATION_EDIT)
def add(program_id: str) -> ResponseReturnValue:
    """Designate it for counties; what it was for them before is taken over."""
    found = ProgramId(program_id)
    typed = {name: values for name, values in request.form.lists() if name not in {"csrf_token", "act_key"}}
    try:
        designations.add(current_desk(), current_actor(), found, typed, act_key())
    except Invalid as invalid:
        return _page(found, invalid.fields), 422
    return _back(found)


@pages.post("/directory/designations/<designation_id>/end", action=Action.DESIGNATION_EDIT)
def end(designation_id: str) -> ResponseReturnValue:
    """End one."""
    return _back(designations.end(current_desk(), current_actor(), designation_id, act_key()))


def _page(program_id: ProgramId, errors: Mapping[str, str]) -> str:
    page = directory.program(current_desk(), current_actor(), program_id, to=Action.DESIGNATION_EDIT)
    typed = {name: values if name == "areas" else values[0] for name, values in request.form.lists()}
    return render_template(
        "designations/index.html",
        page=page,
        program=page.facts.program,
        typed=typed,
        errors=errors,
        ranks=designations.RANKS,
        resources=RESOURCES,
        areas=area_words,
        counties=by_state(),
    )


def _back(program_id: ProgramId) -> ResponseReturnValue:
    return redirect(url_for("designations.index", program_id=program_id), 303)
