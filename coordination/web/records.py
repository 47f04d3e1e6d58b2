"""Room: web. Pages of records: choose a form, fill it in, read it, correct it, its history, withdraw, report made."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import record_forms, record_pages, records, reported
from coordination.casework.previews import ASKED
from coordination.casework.record_forms import Blank
from coordination.casework.records import WITHDRAW_REASONS
from coordination.declare.form import Choice, QuestionKind
from coordination.door.gate import current_actor, current_desk, current_hub
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, RecordId
from coordination.web.sent import act_key, sent_draft

pages = Blueprint("records", __name__)


@pages.app_template_global()
def pairs(choices: Iterable[Choice]) -> tuple[tuple[str, str], ...]:
    """Declared choices as the form's pieces take them: value and label."""
    return tuple((choice.slug, choice.title) for choice in choices)


@pages.get("/cases/<case_id>/records/new", action=Action.RECORD_FILE)
def new(case_id: str) -> ResponseReturnValue:
    """The chosen form, empty; or the choice of forms."""
    desk, actor, slug = current_desk(), current_actor(), request.args.get("form", "")
    if not slug:
        found = record_forms.forms(desk, actor, CaseId(case_id))
        return render_template("records/choose.html", case_id=case_id, forms=found)
    return fill_in(record_forms.new(desk, actor, CaseId(case_id), slug))


@pages.post("/cases/<case_id>/records/new", action=Action.RECORD_FILE)
def file(case_id: str) -> ResponseReturnValue:
    """File what was typed, or show it again with a sentence beside each field that cannot be taken.

    Asked what others would see of it, nothing is filed.
    """
    desk, actor, slug = current_desk(), current_actor(), request.form.get("form", "")
    typed, case, draft_id = sent(), CaseId(case_id), sent_draft()
    if request.form.get(ASKED):
        return fill_in(record_forms.new(desk, actor, case, slug, typed=typed, draft_id=draft_id or "", look=True))
    try:
        done = records.file(desk, actor, case, slug, typed, act_key(), draft_id=draft_id)
    except Invalid as invalid:
        again = record_forms.new(desk, actor, case, slug, typed=typed, draft_id=draft_id or "")
        return fill_in(again, invalid.fields), 422
    return redirect(url_for("records.read", case_id=case_id, record_id=done), 303)


@pages.get("/cases/<case_id>/records/<record_id>", action=Action.CASE_READ)
def read(case_id: str, record_id: str) -> ResponseReturnValue:
    """One record."""
    try:
        page = record_pages.read(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    except Refused as refused:
        return step_up_or(refused)
    return render_template("records/read.html", page=page, notice=notice() if page.suspicion else None)


@pages.get("/cases/<case_id>/records/<record_id>/history", action=Action.RECORD_HISTORY)
def history(case_id: str, record_id: str) -> ResponseReturnValue:
    """Every version of a record."""
    try:
        page = record_pages.history(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    except Refused as refused:
        return step_up_or(refused)
    return render_template("records/history.html", page=page, notice=notice() if page.suspicion else None)


@pages.get("/cases/<case_id>/records/<record_id>/correct", action=Action.RECORD_CORRECT)
def correction(case_id: str, record_id: str) -> ResponseReturnValue:
    """The record as a form again."""
    try:
        page = record_forms.correction(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    except Refused as refused:
        return step_up_or(refused)
    return fill_in(page)


@pages.post("/cases/<case_id>/records/<record_id>/correct", action=Action.RECORD_CORRECT)
def correct(case_id: str, record_id: str) -> ResponseReturnValue:
    """File a newer version. Whoever comes second sees the newer one, and keeps what they typed."""
    desk, actor, case, record = current_desk(), current_actor(), CaseId(case_id), RecordId(record_id)
    typed, draft_id = sent(), sent_draft()
    if request.form.get(ASKED):
        page = record_forms.correction(desk, actor, case, record, typed=typed, draft_id=draft_id or "", look=True)
        return fill_in(page)
    try:
        done = records.correct(desk, actor, case, record, typed, act_key(), draft_id=draft_id)
    except Invalid as invalid:
        again = record_forms.correction(desk, actor, case, record, typed=typed, draft_id=draft_id or "")
        return fill_in(again, invalid.fields), 422
    except Conflict as conflict:
        second = record_forms.overtaken(desk, actor, case, record, typed)
        return fill_in(second.blank, newest=second, conflict=conflict.sentence), 409
    return redirect(url_for("records.read", case_id=case_id, record_id=done), 303)


@pages.get("/cases/<case_id>/records/<record_id>/withdraw", action=Action.RECORD_WITHDRAW)
def withdrawal(case_id: str, record_id: str) -> ResponseReturnValue:
    """What withdrawing does, and why it is done."""
    return _withdrawal(case_id, record_id)


@pages.post("/cases/<case_id>/records/<record_id>/withdraw", action=Action.RECORD_WITHDRAW)
def withdraw(case_id: str, record_id: str) -> ResponseReturnValue:
    """Close the record to all but the owning supervisor."""
    reason = request.form.get("reason", "")
    try:
        records.withdraw(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), reason, act_key())
    except Invalid as invalid:
        return _withdrawal(case_id, record_id, invalid.fields), 422
    return redirect(f"/cases/{case_id}", 303)


@pages.get("/cases/<case_id>/records/<record_id>/reported", action=Action.RECORD_REPORTED)
def report(case_id: str, record_id: str) -> ResponseReturnValue:
    """The form in which somebody writes down that they made the mandated report."""
    return _report(case_id, record_id, {}, {})


@pages.post("/cases/<case_id>/records/<record_id>/reported", action=Action.RECORD_REPORTED)
def report_made(case_id: str, record_id: str) -> ResponseReturnValue:
    """Keep the proof of the call. Asked what others would see of it, nothing is kept."""
    typed = sent()
    if request.form.get(ASKED):
        return _report(case_id, record_id, typed, {}, look=True)
    try:
        reported.record(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), typed, act_key())
    except Invalid as invalid:
        return _report(case_id, record_id, typed, invalid.fields), 422
    return redirect(url_for("records.read", case_id=case_id, record_id=record_id), 303)


def fill_in(
    blank: Blank,
    errors: dict[str, str] | None = None,
    *,
    newest: record_forms.Overtaken | None = None,
    conflict: str = "",
) -> str:
    """The page of a form, new or correcting; drafts are continued on it too."""
    return render_template(
        "records/form.html",
        blank=blank,
        typed=in_fields(blank),
        errors=errors or {},
        notice=notice() if blank.form.suspicion else None,
        newest=newest.newest if newest else None,
        conflict=conflict,
    )


def in_fields(blank: Blank) -> dict[str, str | list[str]]:
    """What was typed, as the form's pieces take it: a list where several may be chosen, text elsewhere."""
    several = {question.slug for question in blank.form.questions if question.kind is QuestionKind.MANY}
    return {name: values if name in several else values[0] for name, values in blank.typed.items() if values}


def notice() -> reported.Notice:
    """The mandated-report notice, with this installation's own number."""
    return reported.notice(current_desk(), current_actor(), current_hub().settings.hotline)


def sent() -> dict[str, list[str]]:
    """The form as it was sent."""
    return request.form.to_dict(flat=False)


def step_up_or(refused: Refused) -> ResponseReturnValue:
    """To the second factor, where that is all that is missing; otherwise the refusal stands."""
    if refused.reason == "step_up" and "signin.step_up" in current_app.view_functions:
        return redirect(url_for("signin.step_up", next=request.full_path.removesuffix("?")), 303)
    raise refused


def _withdrawal(case_id: str, record_id: str, errors: dict[str, str] | None = None) -> str:
    page = record_pages.withdrawal(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    return render_template("records/withdraw.html", page=page, reasons=WITHDRAW_REASONS, errors=errors or {})


def _report(
    case_id: str, record_id: str, typed: dict[str, list[str]], errors: dict[str, str], *, look: bool = False
) -> str:
    desk, actor, case = current_desk(), current_actor(), CaseId(case_id)
    page = record_pages.reporting(desk, actor, case, RecordId(record_id))
    shown = {name: values[0] for name, values in typed.items() if values}
    sight = reported.would_see(desk, actor, case) if look else None
    return render_template("records/reported.html", page=page, notice=notice(), typed=shown, errors=errors, sight=sight)
