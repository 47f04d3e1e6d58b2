"""Room: web. Requests to open a locked type: ask, see what became of it, answer."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import requests
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid, Refused
from coordination.model.ids import CaseId, ProgramId, RequestId, is_id
from coordination.model.request import PURPOSES
from coordination.web.sent import act_key

pages = Blueprint("requests", __name__)


@pages.get("/requests", action=Action.REQUEST_LIST)
def inbox() -> ResponseReturnValue:
    """The requests to the viewer's program, if they supervise it, and those their program made."""
    return render_template("requests/index.html", found=requests.listed(current_desk(), current_actor()))


@pages.get("/cases/<case_id>/requests/new", action=Action.REQUEST_MAKE)
def new(case_id: str) -> ResponseReturnValue:
    """The form that asks, for one program's information of one type."""
    return _ask(case_id, request.args.get("program", ""), request.args.get("type", ""), {})


@pages.post("/cases/<case_id>/requests/new", action=Action.REQUEST_MAKE)
def make(case_id: str) -> ResponseReturnValue:
    """Ask. Asking twice shows the first request."""
    program, kind = request.form.get("program", ""), request.form.get("type", "")
    purpose = request.form.get("purpose", "")
    try:
        requests.make(current_desk(), current_actor(), CaseId(case_id), _program(program), kind, purpose, act_key())
    except Invalid as invalid:
        return _ask(case_id, program, kind, invalid.fields), 422
    return redirect(url_for("requests.inbox"), 303)


@pages.post("/cases/<case_id>/requests/<request_id>/refuse", action=Action.REQUEST_ANSWER)
def refuse(case_id: str, request_id: str) -> ResponseReturnValue:
    """Answer with a no."""
    requests.refuse(current_desk(), current_actor(), CaseId(case_id), RequestId(request_id), act_key())
    return redirect(url_for("requests.inbox"), 303)


def _ask(case_id: str, program: str, kind: str, errors: dict[str, str]) -> str:
    wish = requests.wish(current_desk(), current_actor(), CaseId(case_id), _program(program), kind)
    return render_template("requests/new.html", wish=wish, purposes=PURPOSES, errors=errors)


def _program(text: str) -> ProgramId:
    """A program's id as the page sent it; what could not be one is absent."""
    if not is_id(text):
        raise Refused(reason="absent")
    return ProgramId(text)
