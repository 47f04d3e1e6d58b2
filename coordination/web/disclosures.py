"""Room: web. Accounting for disclosures: the page, its copies as PDF and CSV, and what an official said not to tell."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import disclosure_paper, disclosure_sheet, disclosures, document_pdf, suspensions
from coordination.door import headers
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.disclosure import Asking
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import Handle
from coordination.web.sent import act_key

pages = Blueprint("disclosures", __name__)
_LONGEST = 15  # digits of an entry's number
_TAKEN = 20  # characters of a reference


@pages.get("/disclosures", action=Action.DISCLOSURE_READ)
def read() -> ResponseReturnValue:
    """Who got our information about one child. Without a reference: the form that asks for one."""
    asking = _asking(request.args)
    if not asking.reference:
        return _ask({})
    try:
        return _shown(asking, {}, {})
    except Invalid as invalid:
        return _ask(invalid.fields), 422


@pages.get("/disclosures/paper.pdf", action=Action.DISCLOSURE_EXPORT)
def paper() -> ResponseReturnValue:
    """All lines as a PDF, numbered, under a name that tells nothing."""
    try:
        found = disclosures.export(current_desk(), current_actor(), _asking(request.args))
    except Invalid as invalid:
        return _ask(invalid.fields), 422
    drawn = document_pdf.draw_lines(disclosure_paper.paper(found, current_actor().program.zone))
    return _handed_over(drawn, "application/pdf", f"document-{found.number}.pdf")


@pages.get("/disclosures/sheet.csv", action=Action.DISCLOSURE_EXPORT)
def sheet() -> ResponseReturnValue:
    """All lines as CSV, numbered, under a name that tells nothing."""
    try:
        found = disclosures.export(current_desk(), current_actor(), _asking(request.args))
    except Invalid as invalid:
        return _ask(invalid.fields), 422
    lines = disclosure_sheet.csv_lines(found, current_actor().program.zone)
    return _handed_over("".join(lines).encode(), "text/csv", f"document-{found.number}.csv")


@pages.post("/disclosures/suspensions", action=Action.DISCLOSURE_SUSPEND)
def suspend() -> ResponseReturnValue:
    """Write down that an official said not to tell of one recipient."""
    asking = _asking(request.form)
    typed = {name: request.form.get(name, "") for name in suspensions.FIELDS}
    try:
        suspensions.suspend(current_desk(), current_actor(), asking.reference, typed, act_key())
    except Invalid as invalid:
        return _shown(Asking(reference=asking.reference), typed, invalid.fields), 422
    return _back(asking)


@pages.post("/disclosures/suspensions/<handle>/lift", action=Action.DISCLOSURE_SUSPEND)
def lift(handle: str) -> ResponseReturnValue:
    """End a suspension before its time."""
    asking = _asking(request.form)
    try:
        suspensions.lift(current_desk(), current_actor(), asking.reference, Handle(handle), act_key())
    except Conflict as conflict:
        return _shown(Asking(reference=asking.reference), {}, {"suspension": conflict.sentence}), 409
    return _back(asking)


def _back(asking: Asking) -> ResponseReturnValue:
    return redirect(url_for("disclosures.read", reference=asking.reference), 303)


def _ask(errors: Mapping[str, str]) -> str:
    kinds = disclosures.ask(current_desk(), current_actor())
    return render_template("disclosures/ask.html", kinds=kinds, errors=errors, typed=request.args)


def _shown(asking: Asking, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    found = disclosures.page(current_desk(), current_actor(), asking, _before())
    return render_template(
        "disclosures/read.html",
        found=found,
        query=Asking(reference=found.header.reference, law=found.law, individual=found.individual).query(),
        columns=disclosure_sheet.columns(found),
        rows=[disclosure_sheet.cells(found, line, current_actor().program.zone) for line in found.lines],
        hows=[(how.value, words) for how, words in suspensions.HOWS.items()],
        typed=typed,
        errors=errors,
    )


def _asking(given: Mapping[str, str]) -> Asking:
    return Asking(
        reference=given.get("reference", "").strip()[:_TAKEN],
        law=given.get("law", "everything"),
        individual=given.get("copy") == "individual",
    )


def _before() -> int | None:
    """The number to go on from; anything else begins at the newest line."""
    typed = request.args.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST else None


def _handed_over(content: bytes, media_type: str, name: str) -> Response:
    headers.hand_over()
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
