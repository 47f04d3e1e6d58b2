"""Room: web. Notices: what waits for the viewer, and marking it as read."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import notices
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.ids import NoticeId, is_id
from coordination.web.sent import act_key

pages = Blueprint("notices", __name__)

MOST = 100  # ids in one form


@pages.get("/notices", action=Action.NOTICE_LIST)
def mine() -> ResponseReturnValue:
    """The viewer's notices, newest first."""
    return render_template("notices/mine.html", found=notices.listed(current_desk(), current_actor()))


@pages.post("/notices/seen", action=Action.NOTICE_MARK_SEEN)
def seen() -> ResponseReturnValue:
    """Mark those that the form names as read; what is not the viewer's stays as it is."""
    named = [NoticeId(one) for one in request.form.getlist("notice")[:MOST] if is_id(one)]
    notices.mark_seen(current_desk(), current_actor(), named, act_key())
    return redirect(url_for("notices.mine"), 303)
