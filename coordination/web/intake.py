"""Room: web. A report at intake: propose that it is screened in or out, confirm or return that, close the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import intake, report_pages
from coordination.casework.answers import Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId, RecordId
from coordination.web.records import sent
from coordination.web.sent import act_key

pages = Blueprint("intake", __name__)


@pages.get("/cases/<case_id>/reports/<record_id>", action=Action.CASE_READ)
def read(case_id: str, record_id: str) -> ResponseReturnValue:
    """The report: what was decided, which response it takes, what is owed, what comes next."""
    return _page(case_id, record_id)


@pages.post("/cases/<case_id>/reports/<record_id>/propose", action=Action.RECORD_FILE)
def propose(case_id: str, record_id: str) -> ResponseReturnValue:
    """Propose that it is screened in or out."""
    return _taking(
        case_id,
        record_id,
        lambda: intake.propose(
            current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), sent(), act_key()
        ),
        sent(),
    )


@pages.post("/cases/<case_id>/reports/<record_id>/decide", action=Action.RECORD_CORRECT)
def decide(case_id: str, record_id: str) -> ResponseReturnValue:
    """Confirm what another person proposed, or return it."""
    return _taking(
        case_id,
        record_id,
        lambda: intake.decide(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), sent(), act_key()),
    )


@pages.post("/cases/<case_id>/reports/<record_id>/close", action=Action.RECORD_CORRECT)
def close(case_id: str, record_id: str) -> ResponseReturnValue:
    """Close the report."""
    return _taking(
        case_id,
        record_id,
        lambda: intake.close(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), act_key()),
    )


def _taking(
    case_id: str, record_id: str, step: Callable[[], RecordId], typed: Typed | None = None
) -> ResponseReturnValue:
    try:
        step()
    except Invalid as invalid:
        return _page(case_id, record_id, invalid.fields, typed=typed), 422
    except Conflict as conflict:
        return _page(case_id, record_id, said=conflict.sentence, typed=typed), 409
    return redirect(url_for("intake.read", case_id=case_id, record_id=record_id), 303)


def _page(
    case_id: str,
    record_id: str,
    errors: Mapping[str, str] | None = None,
    *,
    said: str = "",
    typed: Typed | None = None,
) -> str:
    page = report_pages.read(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id), typed=typed)
    return render_template(
        "intake/report.html", page=page, case_id=page.case_id, errors=errors or {}, said=said, decided=request.form
    )
