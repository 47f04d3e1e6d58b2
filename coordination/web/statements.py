"""Room: web. The yearly confidentiality statement: the first page after sign-in when a year has passed."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import sessions, statements
from coordination.door import cookie
from coordination.door.gate import browser, current_desk, current_session, local_path
from coordination.door.policy import SIGNED_IN
from coordination.model.errors import Invalid, Refused
from coordination.model.session import Session

pages = Blueprint("statements", __name__)


@pages.get("/confidentiality", action=SIGNED_IN)
def read() -> ResponseReturnValue:
    """The statement, to be accepted before anything else; whoever owes none goes on."""
    return _page(_session(), {})


@pages.post("/confidentiality", action=SIGNED_IN)
def accept() -> ResponseReturnValue:
    """Accept it, and go on to the work: at once where there is one appointment, else to the choice."""
    session, desk = _session(), current_desk()
    if statements.due(desk, session) is None:
        return redirect(_next(), 303)
    ticked = request.form.get("read") == "yes"
    try:
        statements.accept(desk, session, request.form.get("version", ""), read=ticked, browser=browser())
    except Invalid as invalid:
        return make_response(_page(session, invalid.fields), 422)
    offers = sessions.offers(desk, session)
    if len(offers) != 1 or session.appointment_id is not None:
        return redirect(url_for("signin.choose", next=_next()), 303)
    token = sessions.choose(desk, session, offers[0].appointment_id, browser())
    response = redirect(_next(), 303)
    cookie.put(response, token)  # type: ignore[arg-type]  # Flask's redirect says werkzeug's Response
    return response


def _page(session: Session, errors: Mapping[str, str]) -> ResponseReturnValue:
    statement = statements.due(current_desk(), session)
    if statement is None:
        return redirect(_next(), 303)
    return render_template("statements/read.html", statement=statement, errors=errors, next=_next())


def _session() -> Session:
    session = current_session()
    if session is None:
        raise Refused(reason="no_session")
    return session


def _next() -> str:
    wanted = request.values.get("next", "/")
    return local_path(wanted) if len(wanted) <= 1_000 else "/"  # noqa: PLR2004 - as signin_pages
