"""Room: web. Pages of orders and other papers: list, choose a kind, write, see who would gain what, record, end."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import authorities
from coordination.casework.authority_form import BY_SLUG, ENDS, PROTECTS, TOLD
from coordination.casework.legal_demands import WHAT, WHO
from coordination.casework.release_form import last_day
from coordination.casework.release_typed import Typed, several, text
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import AuthorityId, CaseId
from coordination.web.sent import act_key

pages = Blueprint("authorities", __name__)
_SEVERAL = ("recipients", "types")


@pages.get("/cases/<case_id>/authorities", action=Action.AUTHORITY_LIST)
def index(case_id: str) -> ResponseReturnValue:
    """The papers of the viewer's program, and those in force that name the viewer."""
    return _index(CaseId(case_id), {})


@pages.get("/cases/<case_id>/authorities/new", action=Action.AUTHORITY_PREVIEW)
def new(case_id: str) -> ResponseReturnValue:
    """The kinds to choose from, or with ?kind the form of one. ?request, program and type: what it would answer."""
    given: dict[str, str | tuple[str, ...]] = {
        "kind": request.args.get("kind", ""),
        "recipients": tuple(request.args.getlist("program")),
        "types": tuple(request.args.getlist("type")),
        "request": request.args.get("request", ""),
    }
    return _form(CaseId(case_id), given, {})


@pages.post("/cases/<case_id>/authorities/preview", action=Action.AUTHORITY_PREVIEW)
def preview(case_id: str) -> ResponseReturnValue:
    """What the paper would open, recipient by recipient and type by type, before it is saved."""
    typed = _typed()
    try:
        gains = authorities.preview(current_desk(), current_actor(), CaseId(case_id), typed)
    except Invalid as invalid:
        return _form(CaseId(case_id), typed, invalid.fields), 422
    if request.form.get("change"):
        return _form(CaseId(case_id), typed, {})
    return render_template(
        "authorities/preview.html",
        case_id=case_id,
        gains=gains,
        typed=typed,
        several=_SEVERAL,
        kind=BY_SLUG[text(typed, "kind")],
    )


@pages.post("/cases/<case_id>/authorities", action=Action.AUTHORITY_RECORD)
def record(case_id: str) -> ResponseReturnValue:
    """Save the paper that was previewed."""
    typed = _typed()
    if request.form.get("change"):
        return _form(CaseId(case_id), typed, {})
    try:
        authorities.record(current_desk(), current_actor(), CaseId(case_id), typed, act_key())
    except Invalid as invalid:
        return _form(CaseId(case_id), typed, invalid.fields), 422
    return redirect(url_for("authorities.index", case_id=case_id), 303)


@pages.post("/cases/<case_id>/authorities/<authority_id>/end", action=Action.AUTHORITY_END)
def end(case_id: str, authority_id: str) -> ResponseReturnValue:
    """End a paper at once."""
    why = request.form.get("why", "")
    try:
        authorities.end(current_desk(), current_actor(), CaseId(case_id), AuthorityId(authority_id), why, act_key())
    except Invalid as invalid:
        return _index(CaseId(case_id), invalid.fields), 422
    return redirect(url_for("authorities.index", case_id=case_id), 303)


def _index(case_id: CaseId, errors: dict[str, str]) -> str:
    actor = current_actor()
    papers = authorities.page(current_desk(), actor, case_id)
    return render_template(
        "authorities/index.html",
        case_id=case_id,
        found=papers.listed,
        demands=papers.demands,
        may_tell=papers.may_tell,
        who=WHO,
        what=WHAT,
        errors=errors,
        kinds=BY_SLUG,
        ends=list(ENDS.items()),
        told=TOLD,
        protects=PROTECTS,
        last_day=lambda one: last_day(getattr(one, "expires_at", None) or one.due_at, actor.program.zone),
    )


def _form(case_id: CaseId, typed: Typed, errors: dict[str, str]) -> str:
    desk, actor, slug = current_desk(), current_actor(), text(typed, "kind")
    offer = authorities.offer(desk, actor, case_id, slug) if slug else None
    if offer is None:
        choices = authorities.kinds(desk, actor, case_id)
        return render_template(
            "authorities/choose.html", case_id=case_id, choices=choices, errors=errors, given=_answering(typed)
        )
    return render_template(
        "authorities/form.html",
        case_id=case_id,
        offer=offer,
        typed=typed,
        errors=errors,
        told=TOLD,
        protects=PROTECTS,
        program=actor.program,
        type_pairs=[(kind.value, kind.words) for kind in offer.types],
    )


def _answering(typed: Typed) -> dict[str, tuple[str, ...]]:
    """What the address of a kind's form takes along of the request that it would answer."""
    given = {
        "request": several(typed, "request"),
        "program": several(typed, "recipients"),
        "type": several(typed, "types"),
    }
    return {name: values for name, values in given.items() if values} if given["request"] else {}


def _typed() -> Typed:
    """What was typed: one text a field, several for the two lists."""
    return {
        name: tuple(values) if name in _SEVERAL else values[0]
        for name, values in request.form.lists()
        if name not in {"csrf_token", "act_key", "change"}
    }
