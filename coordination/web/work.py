"""Room: web. My work: what changed, what waits for the viewer's program, and what nobody has answered yet."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from coordination.casework import coverage, referral_pages
from coordination.casework.referral_pages import SORTS
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action

pages = Blueprint("work", __name__)


@pages.get("/work", action=Action.WORK_LIST)
def mine() -> ResponseReturnValue:
    """The page. ?sort: how referrals are ordered; anything else is as if it were left out."""
    wanted = request.args.get("sort", "")
    sort = wanted if wanted in SORTS else SORTS[0]
    desk, actor = current_desk(), current_actor()
    found, counts = referral_pages.my_work(desk, actor, sort), coverage.counts(desk, actor)
    return render_template("work/mine.html", found=found, sort=sort, sorts=SORTS, counts=counts)
