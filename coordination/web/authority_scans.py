"""Room: web. The scan of an order or other paper on file: add it, take it out."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import authority_scans
from coordination.door import headers
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import AuthorityId, CaseId
from coordination.web.files import content_sent
from coordination.web.sent import act_key

pages = Blueprint("authority_scans", __name__)


@pages.get("/cases/<case_id>/authorities/<authority_id>/scan/new", action=Action.AUTHORITY_PREVIEW)
def new(case_id: str, authority_id: str) -> ResponseReturnValue:
    """The form that adds the scan of a paper of the viewer's program."""
    authority_scans.asked(current_desk(), current_actor(), CaseId(case_id), AuthorityId(authority_id))
    return _form(case_id, authority_id, {})


@pages.post("/cases/<case_id>/authorities/<authority_id>/scan", action=Action.AUTHORITY_RECORD)
def file(case_id: str, authority_id: str) -> ResponseReturnValue:
    """Keep the scan, or show the form again with a sentence beside each field."""
    typed = {"compared": request.form.get("compared", "")}
    case, paper = CaseId(case_id), AuthorityId(authority_id)
    try:
        authority_scans.file(current_desk(), current_actor(), case, paper, typed, content_sent(), act_key())
    except Invalid as invalid:
        return _form(case_id, authority_id, invalid.fields, typed), 422
    return redirect(url_for("authorities.index", case_id=case_id), 303)


@pages.get("/cases/<case_id>/authorities/<authority_id>/scan", action=Action.AUTHORITY_LIST)
def take_out(case_id: str, authority_id: str) -> ResponseReturnValue:
    """The scan, to be kept by the browser not shown by it, under a name that tells nothing."""
    opened = authority_scans.take_out(current_desk(), current_actor(), CaseId(case_id), AuthorityId(authority_id))
    headers.hand_over()
    response = Response(opened.content, mimetype=opened.kind.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{opened.name}"'
    return response


def _form(case_id: str, authority_id: str, errors: dict[str, str], typed: dict[str, str] | None = None) -> str:
    return render_template(
        "authorities/scan.html",
        case_id=case_id,
        authority_id=authority_id,
        compared=authority_scans.COMPARED,
        typed=typed or {},
        errors=errors,
    )
