"""Room: web. Pages of cases: My cases, search, open a case, the case page; close, reopen, hand over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from coordination.casework import case_list, cases, search
from coordination.casework.recusals import RECUSALS
from coordination.declare.core_forms import CHILD
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.case import CaseKey, CaseLine
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, ProgramId, case_id_of, is_id
from coordination.web.sent import act_key
from coordination.web.team import team_page

pages = Blueprint("cases", __name__)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PERIODS = (
    ("", "All of them"),
    ("year", "The last year"),
    ("quarter", "The last three months"),
    ("month", "The last month"),
)


@pages.get("/cases", action=Action.CASE_LIST)
def mine() -> ResponseReturnValue:
    """My cases, 25 a page, last changed first. ?after: where the page before ended."""
    found = case_list.mine(current_desk(), current_actor(), case_key(request.args.get("after", "")))
    return render_template("cases/mine.html", found=found, further=further(found.after))


@pages.get("/search", endpoint="search", action=Action.CASE_SEARCH)
def search_form() -> ResponseReturnValue:
    """The empty search form."""
    search.may_search(current_desk(), current_actor())
    return render_template("cases/search.html", found=None, periods=_PERIODS, typed={}, errors={})


@pages.post("/search", action=Action.CASE_SEARCH)
def find() -> ResponseReturnValue:
    """What was found. The words are sent as a form, so that they stand in no address and in no log."""
    typed = {"words": request.form.get("words", ""), "period": request.form.get("period", "")}
    try:
        found = search.find(current_desk(), current_actor(), typed["words"], period=typed["period"])
    except Invalid as invalid:
        page = render_template("cases/search.html", found=None, periods=_PERIODS, typed=typed, errors=invalid.fields)
        return page, 422
    return render_template("cases/search.html", found=found, periods=_PERIODS, typed=typed, errors={})


@pages.get("/cases/new", action=Action.CASE_OPEN)
def new() -> ResponseReturnValue:
    """The form for a new case: a name to call the child by is enough."""
    cases.may_open(current_desk(), current_actor())
    return _new({}, {}, ())


@pages.post("/cases", action=Action.CASE_OPEN)
def open_case() -> ResponseReturnValue:
    """Open the case, or first show the cases that may be this child's already."""
    typed = {question.slug: request.form.get(question.slug, "") for question in CHILD.questions}
    confirmed = request.form.get("confirm") == "yes"
    try:
        case_id, alike = cases.open_or_warn(current_desk(), current_actor(), typed, act_key(), confirmed=confirmed)
    except Invalid as invalid:
        return _new(typed, invalid.fields, ()), 422
    if case_id is None:
        return _new(typed, {}, alike), 422
    return redirect(url_for("cases.read", case_id=case_id), 303)


@pages.get("/cases/<case_id>", action=Action.CASE_READ)
def read(case_id: str) -> ResponseReturnValue:
    """The case page: by information type, each with its reason."""
    return case_page(case_id_of(case_id), {})


def case_page(case_id: CaseId, errors: Mapping[str, str]) -> str:
    """The same, with what was wrong with a form on it."""
    page = cases.read(current_desk(), current_actor(), case_id)
    return render_template(
        "cases/case.html", page=page, case_id=page.header.case_id, errors=errors, recusals=list(RECUSALS.items())
    )


@pages.post("/cases/<case_id>/close", action=Action.CASE_CLOSE)
def close(case_id: str) -> ResponseReturnValue:
    """Close the case, with a reason; with one more where a supervisor closes over a duty that is unproved."""
    found, given = case_id_of(case_id), request.form
    try:
        desk, actor, despite = current_desk(), current_actor(), given.get("despite", "")
        cases.close(desk, actor, found, given.get("reason", ""), act_key(), despite=despite)
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return redirect(url_for("cases.read", case_id=found), 303)


@pages.post("/cases/<case_id>/reopen", action=Action.CASE_REOPEN)
def reopen(case_id: str) -> ResponseReturnValue:
    """Open it again, with a reason."""
    found, reason = case_id_of(case_id), request.form.get("reason", "")
    try:
        cases.reopen(current_desk(), current_actor(), found, reason, act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return redirect(url_for("cases.read", case_id=found), 303)


@pages.post("/cases/<case_id>/coordination", action=Action.CASE_OFFER_COORDINATION)
def offer(case_id: str) -> ResponseReturnValue:
    """Offer coordination to another program on the team."""
    found, program = case_id_of(case_id), ProgramId(request.form.get("coordinator", ""))
    try:
        cases.offer(current_desk(), current_actor(), found, program, act_key())
    except Invalid as invalid:
        return team_page(found, {"coordinator": invalid.fields["program"]}), 422
    return redirect(url_for("team.read", case_id=found), 303)


@pages.post("/cases/<case_id>/coordination/accept", action=Action.CASE_ACCEPT_COORDINATION)
def accept(case_id: str) -> ResponseReturnValue:
    """Take over coordination that was offered to the actor's program."""
    found = case_id_of(case_id)
    cases.accept(current_desk(), current_actor(), found, act_key())
    return redirect(url_for("cases.read", case_id=found), 303)


def _new(typed: dict[str, str], errors: dict[str, str], alike: tuple[CaseLine, ...]) -> str:
    return render_template("cases/new.html", form=CHILD, typed=typed, errors=errors, alike=alike)


def case_key(text: str) -> CaseKey | None:
    """Where the page before ended: microseconds since 1970, a point, the case's id. Anything else is malformed."""
    if not text:
        return None
    count, _, case_id = text.partition(".")
    if not (count.isascii() and count.isdigit() and len(count) <= len("9999999999999999") and is_id(case_id)):
        raise BadRequest
    return CaseKey(changed_at=_EPOCH + timedelta(microseconds=int(count)), case_id=case_id_of(case_id))


def further(after: CaseKey | None) -> str:
    """The same the other way round, "" on the last page."""
    if after is None:
        return ""
    return f"{(after.changed_at - _EPOCH) // timedelta(microseconds=1)}.{after.case_id}"
