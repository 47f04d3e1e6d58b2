"""Room: web. On call: whom to ring now in a county or for a program, and a program's roster kept by its own people."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import designations, directory, on_call
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.counties import COUNTIES
from coordination.model.directory import RESOURCES
from coordination.model.errors import Invalid
from coordination.model.ids import ProgramId
from coordination.model.on_call import ROSTERS
from coordination.web.county_map import by_state
from coordination.web.sent import act_key

pages = Blueprint("on_call", __name__)


@pages.get("/on-call", action=Action.DIRECTORY_READ)
def now() -> ResponseReturnValue:
    """Whom to ring now. ?county: its designated resources; ?program: who is on call there."""
    desk, actor = current_desk(), current_actor()
    programs = directory.programs(desk, actor)
    county, wanted = request.args.get("county", ""), request.args.get("program", "")
    chosen = next((one for one in programs if one.id == wanted), None)
    return render_template(
        "on_call/now.html",
        now=desk.now,
        counties=by_state(),
        county=COUNTIES.get(county),
        answers=designations.for_county(desk, actor, county) if county in COUNTIES else (),
        programs=[(one.id, f"{one.agency_name}, {one.name}") for one in programs],
        chosen=chosen,
        answer=on_call.on_call(desk, chosen.id, desk.now) if chosen else None,
        resources=RESOURCES,
    )


@pages.get("/directory/programs/<program_id>/on-call", action=Action.ON_CALL_EDIT)
def roster(program_id: str) -> ResponseReturnValue:
    """The roster of one's own program."""
    return _roster(ProgramId(program_id), {})


@pages.post("/directory/programs/<program_id>/on-call", action=Action.ON_CALL_EDIT)
def put(program_id: str) -> ResponseReturnValue:
    """Put somebody on the roster."""
    found = ProgramId(program_id)
    try:
        on_call.put(current_desk(), current_actor(), found, request.form.to_dict(), act_key())
    except Invalid as invalid:
        return _roster(found, invalid.fields), 422
    return _back(found)


@pages.post("/directory/on-call/<line_id>/end", action=Action.ON_CALL_EDIT)
def take_off(line_id: str) -> ResponseReturnValue:
    """Take a line off the roster."""
    return _back(on_call.take_off(current_desk(), current_actor(), line_id, act_key()))


def _roster(program_id: ProgramId, errors: Mapping[str, str]) -> str:
    page = on_call.roster(current_desk(), current_actor(), program_id)
    return render_template(
        "on_call/roster.html", page=page, program=page.program, errors=errors, typed=request.form, rosters=ROSTERS
    )


def _back(program_id: ProgramId) -> ResponseReturnValue:
    return redirect(url_for("on_call.roster", program_id=program_id), 303)
