"""Room: web. "Why can Officer X see this? Why can I not?": a form that is sent as an address, and its answer."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from coordination.casework import log_reasons, why
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.ids import case_id_of

pages = Blueprint("why", __name__)


@pages.get("/cases/<case_id>/why", action=Action.CASE_EXPLAIN)
def read(case_id: str) -> ResponseReturnValue:
    """Ask about one person or program and one information type. The address holds ids, and no name."""
    typed = {name: request.args.get(name, "").strip() for name in ("who", "what")}
    page = why.ask(current_desk(), current_actor(), case_id_of(case_id), typed["who"], typed["what"])
    return render_template("why/read.html", page=page, typed=typed), 422 if page.errors else 200


@pages.get("/access-log/entries/<seq>", action=Action.ACCESS_LOG_READ)
def entry(seq: str) -> ResponseReturnValue:
    """One entry of the log for the agency's auditor, with the authority and the rules of then; never content."""
    return render_template("why/entry.html", found=log_reasons.read(current_desk(), current_actor(), seq))
