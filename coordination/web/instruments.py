"""Room: web. Operator instruments: what one's program needs to be live; its administrator or privacy officer files."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import instruments
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.web.sent import act_key

pages = Blueprint("instruments", __name__)


@pages.get("/instruments", action=Action.INSTRUMENT_READ)
def index() -> ResponseReturnValue:
    """What is needed, what is filed, what is missing."""
    return _page({}, {})


@pages.post("/instruments", action=Action.INSTRUMENT_EDIT)
def file() -> ResponseReturnValue:
    """File one."""
    try:
        instruments.file(current_desk(), current_actor(), request.form, act_key())
    except Invalid as invalid:
        return _page(request.form, invalid.fields), 422
    return redirect(url_for("instruments.index"), 303)


@pages.post("/instruments/<instrument_id>/end", action=Action.INSTRUMENT_EDIT)
def end(instrument_id: str) -> ResponseReturnValue:
    """End one at once."""
    instruments.end(current_desk(), current_actor(), instrument_id, act_key())
    return redirect(url_for("instruments.index"), 303)


def _page(typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    found = instruments.listed(desk, actor)
    programs, kinds = instruments.choices(found)
    return render_template(
        "instruments/index.html",
        found=found,
        now=desk.now,
        keeps=instruments.keeps(desk, actor),
        programs=programs,
        kinds=kinds,
        typed=typed,
        errors=errors,
    )
