"""Room: web. Bring open cases from a CSV file: the page that says how, what was found in it, and how far it came."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import import_sheet, imports
from coordination.declare.core_forms import CHILD
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.web.sent import act_key

pages = Blueprint("imports", __name__)


@pages.get("/cases/import", action=Action.CASE_IMPORT)
def new() -> ResponseReturnValue:
    """Which columns a file may have, with a template to fill in."""
    imports.may_import(current_desk(), current_actor())
    return _new({})


@pages.get("/cases/import/template.csv", action=Action.CASE_IMPORT)
def template() -> ResponseReturnValue:
    """The headings as a file."""
    imports.may_import(current_desk(), current_actor())
    response = Response(import_sheet.template(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="cases.csv"'
    return response


@pages.post("/cases/import", action=Action.CASE_IMPORT)
def check() -> ResponseReturnValue:
    """What would become of each row. The file's name is not looked at; nothing of it is kept."""
    given = request.files.get(import_sheet.FIELD)
    try:
        found = imports.check(current_desk(), current_actor(), given.read() if given else b"")
    except Invalid as invalid:
        return _new(invalid.fields), 422
    return render_template("imports/checked.html", found=found)


@pages.post("/cases/import/open", action=Action.CASE_IMPORT)
def bring() -> ResponseReturnValue:
    """Open the cases of the next rows, and show what became of each. Sent again it shows the same."""
    key, text = act_key(), request.form.get(import_sheet.FIELD, "")
    others = frozenset(map(_number, request.form.getlist("another")))
    start = _number(request.form.get("start", ""))
    try:
        found = imports.bring(current_desk(), current_actor(), text, key, others=others, start=start)
    except Invalid as invalid:
        return _new(invalid.fields), 422
    return render_template("imports/brought.html", found=found, key=key, others=sorted(others))


def _number(text: str) -> int:
    """The number of a row; 0, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("99999") else 0


def _new(errors: dict[str, str]) -> str:
    return render_template(
        "imports/new.html",
        form=CHILD,
        errors=errors,
        most=import_sheet.MOST_ROWS,
        largest=import_sheet.LARGEST // 1024,
        template=url_for("imports.template"),
    )
