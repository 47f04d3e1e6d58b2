"""Room: web. The front page: it sends each role to where their work is."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from coordination.door.gate import CHOOSE, current_session
from coordination.door.policy import SIGNED_IN
from coordination.model.actor import Role

pages = Blueprint("home", __name__)

FIRST_PAGES = {
    Role.ADMINISTRATOR: "agency.index",
    Role.AUDITOR: "oversight.entries",
    Role.PRIVACY_OFFICER: "conflicts.mine",
}


@pages.get("/", action=SIGNED_IN)
def home() -> ResponseReturnValue:
    """My cases, a court's file, the access log, conflicts, instruments or the roster: what this role comes for."""
    session = current_session()
    if session is None or session.actor is None:
        return redirect(CHOOSE, 303)
    court = session.actor.program.court
    wanted = FIRST_PAGES.get(session.actor.role, "filings.index" if court else "cases.mine")
    if court and wanted == "conflicts.mine":  # a court sees no case, so it keeps no conflict list
        wanted = "instruments.index"
    return redirect(url_for(wanted if wanted in current_app.view_functions else "help.index"), 303)
