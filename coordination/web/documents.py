"""Room: web. Documents for other systems: read one, take it as PDF or as data, write down the receipt."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import document_data, document_gaps, document_pdf, document_receipts, documents
from coordination.casework.previews import ASKED
from coordination.door import headers
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import case_id_of
from coordination.web.cases import case_key, further
from coordination.web.records import sent
from coordination.web.sent import act_key

pages = Blueprint("documents", __name__)


@pages.get("/cases/<case_id>/documents", action=Action.DOCUMENT_MAKE)
def index(case_id: str) -> ResponseReturnValue:
    """The documents of a case, and the receipts on file."""
    found = documents.offered(current_desk(), current_actor(), case_id_of(case_id))
    return render_template("documents/index.html", found=found, case_id=found.header.case_id)


@pages.get("/cases/<case_id>/documents/<slug>", action=Action.DOCUMENT_MAKE)
def read(case_id: str, slug: str) -> ResponseReturnValue:
    """One document with its gaps. ?period=2026-04: for another reporting period."""
    desk, actor = current_desk(), current_actor()
    made = documents.make(desk, actor, case_id_of(case_id), slug, request.args.get("period", ""))
    periods = documents.periods(desk, actor) if made.period else ()
    return render_template("documents/read.html", made=made, case_id=made.header.case_id, periods=periods)


@pages.get("/cases/<case_id>/documents/<slug>/paper.pdf", action=Action.DOCUMENT_MAKE)
def paper(case_id: str, slug: str) -> ResponseReturnValue:
    """The PDF, under a name that tells nothing."""
    made = documents.make(current_desk(), current_actor(), case_id_of(case_id), slug, request.args.get("period", ""))
    return _handed_over(document_pdf.draw(made), "application/pdf", f"document-{made.number}.pdf")


@pages.get("/cases/<case_id>/documents/<slug>/data.json", action=Action.DOCUMENT_MAKE)
def data(case_id: str, slug: str) -> ResponseReturnValue:
    """The data file, under a name that tells nothing."""
    made = documents.make(current_desk(), current_actor(), case_id_of(case_id), slug, request.args.get("period", ""))
    return _handed_over(document_data.write(made), "application/json", f"document-{made.number}.json")


@pages.get("/cases/<case_id>/documents/<slug>/receipt", action=Action.RECORD_FILE)
def receipt(case_id: str, slug: str) -> ResponseReturnValue:
    """The form of the receipt, empty."""
    return _receipt(case_id, slug)


@pages.post("/cases/<case_id>/documents/<slug>/receipt", action=Action.RECORD_FILE)
def keep_receipt(case_id: str, slug: str) -> ResponseReturnValue:
    """Keep the receipt, and stop the deadlines it is the proof of. Asked what others would see, nothing is kept."""
    case, typed = case_id_of(case_id), sent()
    if request.form.get(ASKED):
        return _receipt(case_id, slug, typed, look=True)
    try:
        done = document_receipts.keep(current_desk(), current_actor(), case, slug, typed, act_key())
    except Invalid as invalid:
        return _receipt(case_id, slug, typed, invalid.fields), 422
    except Conflict as conflict:
        return _receipt(case_id, slug, typed, {document_receipts.CHOSEN: conflict.sentence}), 409
    return redirect(url_for("records.read", case_id=case, record_id=done), 303)


@pages.get("/documents/<slug>/gaps", action=Action.DOCUMENT_LIST)
def gaps(slug: str) -> ResponseReturnValue:
    """Which children have gaps in a document of a period. ?after: where the page before ended."""
    period, after = request.args.get("period", ""), case_key(request.args.get("after", ""))
    page = document_gaps.look(current_desk(), current_actor(), slug, period, after)
    return render_template("documents/gaps.html", page=page, further=further(page.after))


def _receipt(
    case_id: str,
    slug: str,
    typed: dict[str, list[str]] | None = None,
    errors: dict[str, str] | None = None,
    *,
    look: bool = False,
) -> str:
    page = document_receipts.receiving(current_desk(), current_actor(), case_id_of(case_id), slug, typed, look=look)
    several = {document_receipts.CHOSEN}
    shown = {name: given if name in several else given[0] for name, given in page.typed.items() if given}
    return render_template("documents/receipt.html", page=page, typed=shown, errors=errors or {})


def _handed_over(content: bytes, media_type: str, name: str) -> Response:
    headers.hand_over()
    response = Response(content, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
