"""Room: web. The papers of releases: read and print one, file the scan of a signed one; the young person's page."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import release_papers, youth_page
from coordination.casework.languages import languages
from coordination.casework.release_paper import sheet
from coordination.casework.release_signed import asked_about
from coordination.casework.release_words import COPIES
from coordination.declare.regime import CITATIONS, Regime
from coordination.door import headers
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, ReleaseId
from coordination.web.files import content_sent
from coordination.web.sent import act_key

pages = Blueprint("release_papers", __name__)


@pages.get("/cases/<case_id>/releases/youth", action=Action.RELEASE_LIST)
def youth(case_id: str) -> ResponseReturnValue:
    """The page for the young person, to be shown or printed. ?language: one of the catalogue."""
    page = youth_page.read(current_desk(), current_actor(), CaseId(case_id), request.args.get("language", ""))
    return render_template("releases/youth.html", case_id=case_id, page=page, languages=languages().values())


@pages.get("/cases/<case_id>/releases/<release_id>/paper", action=Action.RELEASE_LIST)
def read(case_id: str, release_id: str) -> ResponseReturnValue:
    """The paper of a release of the viewer's program; of one that nobody signed yet, also the form that files it."""
    return _paper(case_id, release_id, {})


@pages.get("/cases/<case_id>/releases/<release_id>/scan", action=Action.RELEASE_LIST)
def scan(case_id: str, release_id: str) -> ResponseReturnValue:
    """The scan of the signed paper, to be kept by the browser not shown by it, under a name that tells nothing."""
    opened = release_papers.scan(current_desk(), current_actor(), CaseId(case_id), ReleaseId(release_id))
    headers.hand_over()
    response = Response(opened.content, mimetype=opened.kind.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{opened.name}"'
    return response


@pages.post("/cases/<case_id>/releases/<release_id>/signed", action=Action.RELEASE_RECORD)
def file_signed(case_id: str, release_id: str) -> ResponseReturnValue:
    """File the scan of a signed paper, or show the form again with a sentence beside each field."""
    typed = {name: request.form.get(name, "") for name in ("signed_on", "compared", "copy")}
    case, release = CaseId(case_id), ReleaseId(release_id)
    try:
        release_papers.file_signed(current_desk(), current_actor(), case, release, typed, content_sent(), act_key())
    except Invalid as invalid:
        return _paper(case_id, release_id, invalid.fields, typed), 422
    return redirect(url_for("releases.index", case_id=case_id), 303)


def _paper(case_id: str, release_id: str, errors: dict[str, str], typed: dict[str, str] | None = None) -> str:
    actor = current_actor()
    page = release_papers.read(current_desk(), actor, CaseId(case_id), ReleaseId(release_id))
    return render_template(
        "releases/paper.html",
        case_id=case_id,
        release=page.release,
        paper=page.paper,
        laws=[CITATIONS[Regime(slug)] for slug in page.paper.regimes],
        sheet=sheet(page.paper, actor.program),
        asked=asked_about(page.paper),
        compared=release_papers.COMPARED,
        copies=COPIES,
        typed=typed or {},
        errors=errors,
    )
