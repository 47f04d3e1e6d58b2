"""Room: web. Pages of screens: choose a tool, answer it part by part, file it, raise its tier, the coverage figure."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import coverage, drafts, screen_sheets, screens
from coordination.casework.previews import ASKED
from coordination.casework.record_forms import Blank
from coordination.casework.screen_sheets import Sheet
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.web.records import in_fields, notice, sent
from coordination.web.sent import act_key, sent_draft

pages = Blueprint("screens", __name__)


@pages.get("/cases/<case_id>/screens", action=Action.RECORD_FILE)
def choose(case_id: str) -> ResponseReturnValue:
    """The tools that the program may run here, each with when it is the right one."""
    desk, actor = current_desk(), current_actor()
    found = screens.tools(desk, actor, CaseId(case_id))
    partners = desk.catalog.partner_types
    return render_template(
        "screens/choose.html",
        case_id=case_id,
        tools=found,
        titles={slug: partner.title for slug, partner in partners.items()},
    )


@pages.get("/cases/<case_id>/screens/<slug>", action=Action.RECORD_FILE)
def begin(case_id: str, slug: str) -> ResponseReturnValue:
    """An empty sheet."""
    at = request.args.get("part", "")
    return page(screen_sheets.begin(current_desk(), current_actor(), CaseId(case_id), slug, at=at))


@pages.post("/cases/<case_id>/screens/<slug>/keep", action=Action.DRAFT_SAVE)
def keep(case_id: str, slug: str) -> ResponseReturnValue:
    """Keep what was answered so far, and go on to the part that was asked for; or say what must not be."""
    draft_id = _keep(case_id, slug)
    desk, actor, here = current_desk(), current_actor(), request.form.get("part", "")
    tool = screens.tool_of(desk, actor, slug)
    wrong = screens.refusals(tool, sent()) if tool is not None and here == screen_sheets.BEFORE else {}
    if wrong:
        again = screen_sheets.begin(desk, actor, CaseId(case_id), slug, typed=sent(), draft_id=draft_id, at=here)
        return page(again, wrong), 422
    return redirect(url_for("drafts.resume", draft_id=draft_id, part=request.form.get("go", "")), 303)


@pages.post("/cases/<case_id>/screens/<slug>", action=Action.RECORD_FILE)
def file(case_id: str, slug: str) -> ResponseReturnValue:
    """File the screen, or show it again where something is wrong, with the answers kept as a draft."""
    desk, actor, case, draft_id = current_desk(), current_actor(), CaseId(case_id), sent_draft()
    if request.form.get(ASKED):
        at, kept = screen_sheets.FINISH, draft_id or ""
        return page(screen_sheets.begin(desk, actor, case, slug, typed=sent(), draft_id=kept, at=at, look=True))
    try:
        done = screens.file(desk, actor, case, slug, sent(), act_key(), draft_id=draft_id)
    except (Conflict, Invalid) as error:
        wrong = error.fields if isinstance(error, Invalid) else {}
        kept, tool = _keep(case_id, slug), screens.tool_of(desk, actor, slug)
        at = screen_sheets.part_of(tool, next(iter(wrong))) if tool is not None and wrong else ""
        again = screen_sheets.begin(desk, actor, case, slug, typed=sent(), draft_id=kept, at=at)
        return page(again, wrong), 422 if wrong else 409
    return redirect(url_for("records.read", case_id=case_id, record_id=done), 303)


@pages.get("/cases/<case_id>/records/<record_id>/tier", action=Action.RECORD_CORRECT)
def raising(case_id: str, record_id: str) -> ResponseReturnValue:
    """The tiers above the one that stands, and why."""
    return _raising(case_id, record_id, {}, {})


@pages.post("/cases/<case_id>/records/<record_id>/tier", action=Action.RECORD_CORRECT)
def raise_tier(case_id: str, record_id: str) -> ResponseReturnValue:
    """Raise the tier."""
    desk, actor, case, record = current_desk(), current_actor(), CaseId(case_id), RecordId(record_id)
    try:
        done = screens.raise_tier(desk, actor, case, record, sent(), act_key())
    except Invalid as invalid:
        typed = {name: values[0] for name, values in sent().items() if values}
        return _raising(case_id, record_id, typed, invalid.fields), 422
    return redirect(url_for("records.read", case_id=case_id, record_id=done), 303)


@pages.get("/screens/coverage", action=Action.CASE_LIST)
def covered() -> ResponseReturnValue:
    """Of the children who entered care, how many were screened."""
    return render_template("screens/coverage.html", found=coverage.read(current_desk(), current_actor()))


def resume(blank: Blank) -> str:
    """A kept sheet as its author left it, at the part asked for."""
    return page(screen_sheets.sheet(current_desk(), current_actor(), blank, request.args.get("part", "")))


def is_screen(blank: Blank) -> bool:
    """Whether a kept form is a tool's."""
    return current_desk().catalog.tool(blank.form.slug) is not None


def page(sheet: Sheet, errors: dict[str, str] | None = None) -> str:
    """The page of one part of a sheet."""
    asked = {question.slug for question in sheet.here.questions}
    return render_template(
        "screens/sheet.html",
        sheet=sheet,
        typed=in_fields(sheet.blank),
        elsewhere=[(name, one) for name, values in sheet.blank.typed.items() if name not in asked for one in values],
        errors=errors or {},
        notice=notice(),
    )


def _keep(case_id: str, slug: str) -> DraftId:
    draft_id = sent_draft() or DraftId(new_id())
    desk, actor = current_desk(), current_actor()
    return drafts.save(desk, actor, CaseId(case_id), sent(), draft_id=draft_id, form_slug=slug)


def _raising(case_id: str, record_id: str, typed: dict[str, str], errors: dict[str, str]) -> str:
    result = screens.raising(current_desk(), current_actor(), CaseId(case_id), RecordId(record_id))
    return render_template(
        "screens/raise.html", case_id=case_id, record_id=record_id, result=result, typed=typed, errors=errors
    )
