"""Room: web. Where somebody is signed in: their own sessions, and for an administrator those of their agency."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import open_sessions, passkeys, sessions
from coordination.door.gate import browser, current_actor, current_desk, current_hub, current_session
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.ids import Handle
from coordination.web.sent import act_key

pages = Blueprint("sessions", __name__)


@pages.get("/sessions", action=Action.SESSION_LIST)
def mine() -> ResponseReturnValue:
    """One's own sessions; an administrator also sees those of everybody else in their agency."""
    desk, actor, limits = current_desk(), current_actor(), current_hub().limits
    own = open_sessions.own(desk, actor, limits=limits)
    theirs = open_sessions.of_agency(desk, actor, limits=limits) if actor.role is Role.ADMINISTRATOR else []
    others = [line for line in theirs if line.person_id != actor.person_id]
    held = passkeys.lines(desk, actor.person_id) if passkeys.of_session(current_session()) else []
    return render_template("sessions/mine.html", own=own, others=others, passkeys=held)


@pages.post("/sessions/<session_id>/end", action=Action.SESSION_END)
def end(session_id: str) -> ResponseReturnValue:
    """End one of them; it opens nothing from its next request on."""
    open_sessions.end(current_desk(), current_actor(), Handle(session_id), key=act_key())
    return redirect(url_for("sessions.mine"), 303)


@pages.post("/sessions/lock", action=Action.SESSION_END)
def lock() -> ResponseReturnValue:
    """Lock this screen now; the next page is the lock page."""
    session = current_session()
    if session is not None:
        sessions.lock(current_desk(), session, browser())
    return redirect(url_for("sessions.mine"), 303)
