"""Room: web. The written protocol of one's own team on what an interviewer sees first: read, and record the next."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import protocols
from coordination.casework.protocol_form import Typed
from coordination.casework.staging_words import in_words
from coordination.declare.information import InformationType
from coordination.declare.staging import EVENTS, First
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.web.sent import act_key

pages = Blueprint("protocols", __name__)


@pages.get("/protocol", action=Action.PROTOCOL_READ)
def index() -> ResponseReturnValue:
    """The protocols of the viewer's program, and the form for the next."""
    return _page({}, {})


@pages.post("/protocol", action=Action.PROTOCOL_EDIT)
def record() -> ResponseReturnValue:
    """Record one."""
    typed: Typed = {**request.form, **{name: request.form.getlist(name) for name in ("staged", "types", "opens_on")}}
    try:
        protocols.record(current_desk(), current_actor(), typed, act_key())
    except Invalid as invalid:
        return _page(typed, invalid.fields), 422
    return redirect(url_for("protocols.index"), 303)


def _page(typed: Typed, errors: Mapping[str, str]) -> str:
    desk, actor = current_desk(), current_actor()
    found = protocols.listed(desk, actor)
    counts = actor.program.protocol(desk.now)
    return render_template(
        "protocols/index.html",
        found=[(one, tuple(in_words(desk.catalog, one.protocol))) for one in found],
        counts=counts.id if counts else "",
        now=desk.now,
        whom=list(protocols.whom(desk).items()),
        firsts=[(first.value, first.words) for first in First],
        types=sorted(((kind.value, kind.words) for kind in InformationType), key=lambda one: one[1]),
        events=[(event.slug, event.title) for event in EVENTS],
        typed=typed,
        errors=errors,
    )
