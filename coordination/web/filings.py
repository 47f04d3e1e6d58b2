"""Room: web. Pages of a court: the matters in its file, what was filed, and the orders and dates it gives."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import filings
from coordination.casework.answers import Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import RecordId, case_id_of
from coordination.web.records import in_fields, sent
from coordination.web.sent import act_key

pages = Blueprint("filings", __name__)


@pages.get("/filings", action=Action.FILING_LIST)
def index() -> ResponseReturnValue:
    """The matters of which something is in the court's file."""
    return render_template("filings/index.html", matters=filings.listed(current_desk(), current_actor()))


@pages.get("/filings/<case_id>", action=Action.FILING_LIST)
def matter(case_id: str) -> ResponseReturnValue:
    """What was filed in one matter."""
    found = filings.matter(current_desk(), current_actor(), case_id_of(case_id))
    return render_template("filings/matter.html", matter=found)


@pages.get("/filings/<case_id>/new", action=Action.FILING_ANSWER)
def new(case_id: str) -> ResponseReturnValue:
    """An order or a docket entry to fill in."""
    return _form(case_id, request.args.get("form", ""), None, {})


@pages.post("/filings/<case_id>/new", action=Action.FILING_ANSWER)
def give(case_id: str) -> ResponseReturnValue:
    """Give it to those who filed, or show it again with a sentence beside each field that cannot be taken."""
    slug, typed = request.form.get("form", ""), sent()
    try:
        done = filings.give(current_desk(), current_actor(), case_id_of(case_id), slug, typed, act_key())
    except Invalid as invalid:
        return _form(case_id, slug, typed, invalid.fields), 422
    return redirect(url_for("filings.read", case_id=case_id, record_id=done), 303)


@pages.get("/filings/<case_id>/<record_id>", action=Action.FILING_READ)
def read(case_id: str, record_id: str) -> ResponseReturnValue:
    """One record of the file."""
    page = filings.read(current_desk(), current_actor(), case_id_of(case_id), RecordId(record_id))
    return render_template("filings/read.html", page=page)


def _form(case_id: str, slug: str, typed: Typed | None, errors: dict[str, str]) -> str:
    blank = filings.new(current_desk(), current_actor(), case_id_of(case_id), slug, typed=typed)
    return render_template("filings/form.html", blank=blank, typed=in_fields(blank), errors=errors)
