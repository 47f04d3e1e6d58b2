"""Room: web. Files of records: the form that attaches one, the download, the page that withdraws one."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import files
from coordination.casework.answers import Typed
from coordination.casework.files import HARMLESS, SHOWS, WITHDRAWING
from coordination.casework.previews import ASKED
from coordination.door import headers
from coordination.door.gate import current_actor, current_desk, current_hub
from coordination.model.action import Action
from coordination.model.errors import Invalid, Refused
from coordination.model.files import LARGEST
from coordination.model.ids import CaseId, FileId, RecordId
from coordination.web.records import sent, step_up_or
from coordination.web.sent import act_key

pages = Blueprint("files", __name__)


@pages.get("/cases/<case_id>/records/<record_id>/files/new", action=Action.FILE_ATTACH)
def new(case_id: str, record_id: str) -> ResponseReturnValue:
    """The form, empty."""
    return _form(case_id, record_id, None, {})


@pages.post("/cases/<case_id>/records/<record_id>/files", action=Action.FILE_ATTACH)
def attach(case_id: str, record_id: str) -> ResponseReturnValue:
    """Keep the file, or show the form again with a sentence beside each field that cannot be taken.

    Asked what others would see of it, nothing is kept, and what was sent as the file is not looked at.
    """
    desk, actor, typed, key = current_desk(), current_actor(), sent(), act_key()
    if request.form.get(ASKED):
        return _form(case_id, record_id, typed, {}, look=True)
    try:
        files.attach(desk, actor, CaseId(case_id), RecordId(record_id), typed, content_sent(), key)
    except Invalid as invalid:
        return _form(case_id, record_id, typed, invalid.fields), 422
    return redirect(_record(case_id, record_id), 303)


@pages.get("/cases/<case_id>/records/<record_id>/files/<file_id>", action=Action.FILE_READ)
def read(case_id: str, record_id: str, file_id: str) -> ResponseReturnValue:
    """The file, to be kept by the browser and never shown by it, under a name that tells nothing."""
    desk, actor = current_desk(), current_actor()
    try:
        opened = files.read(desk, actor, CaseId(case_id), RecordId(record_id), FileId(file_id))
    except Refused as refused:
        return step_up_or(refused)
    headers.hand_over()
    response = Response(opened.content, mimetype=opened.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{opened.name}"'
    return response


@pages.get("/cases/<case_id>/records/<record_id>/files/<file_id>/withdraw", action=Action.FILE_WITHDRAW)
def withdrawal(case_id: str, record_id: str, file_id: str) -> ResponseReturnValue:
    """What withdrawing does, and why it is done."""
    return _withdrawal(case_id, record_id, file_id, {})


@pages.post("/cases/<case_id>/records/<record_id>/files/<file_id>/withdraw", action=Action.FILE_WITHDRAW)
def withdraw(case_id: str, record_id: str, file_id: str) -> ResponseReturnValue:
    """Close the file to all but the owning supervisor."""
    desk, actor, reason = current_desk(), current_actor(), request.form.get("reason", "")
    try:
        files.withdraw(desk, actor, CaseId(case_id), RecordId(record_id), FileId(file_id), reason, act_key())
    except Invalid as invalid:
        return _withdrawal(case_id, record_id, file_id, invalid.fields), 422
    return redirect(_record(case_id, record_id), 303)


def content_sent() -> bytes | None:
    """What was sent as the file, at most one byte more than may be taken; None when nothing was chosen.

    INVARIANT: the name and the type that the browser says it has are not looked at.
    """
    parts = request.files.getlist("file")
    if len(parts) != 1 or (not parts[0].filename and not parts[0].stream.read(1)):
        return None
    parts[0].stream.seek(0)
    return parts[0].stream.read(LARGEST + 1)


def _form(case_id: str, record_id: str, typed: Typed | None, errors: dict[str, str], *, look: bool = False) -> str:
    desk, actor, icac = current_desk(), current_actor(), current_hub().settings.icac
    page = files.attaching(desk, actor, CaseId(case_id), RecordId(record_id), icac, typed, look=look)
    back = _record(case_id, record_id)
    return render_template("files/new.html", page=page, errors=errors, back=back, shows=SHOWS, harmless=HARMLESS)


def _withdrawal(case_id: str, record_id: str, file_id: str, errors: dict[str, str]) -> str:
    files.withdrawing(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), FileId(file_id))
    return render_template(
        "files/withdraw.html",
        case_id=case_id,
        record_id=record_id,
        file_id=file_id,
        back=_record(case_id, record_id),
        reasons=WITHDRAWING,
        errors=errors,
    )


def _record(case_id: str, record_id: str) -> str:
    """The page of the record, which a court has in its own file."""
    page = "filings.read" if current_actor().program.court else "records.read"
    return url_for(page, case_id=case_id, record_id=record_id)
