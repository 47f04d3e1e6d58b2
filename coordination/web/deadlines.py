"""Room: web. Pages of deadlines: the board, one with its proof, and an event told that has no page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from coordination.casework import deadline_acts, deadline_board, deadline_pages, moments
from coordination.casework.deadline_form import CHANNELS, Typed
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.deadline import WITHDRAW_REASONS
from coordination.model.deadline_page import MOST_COUNTED, Band, DeadlineKey, DeadlinePage
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import CaseId, DeadlineId, case_id_of, is_id
from coordination.web.records import step_up_or
from coordination.web.sent import act_key

pages = Blueprint("deadlines", __name__)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pages.get("/deadlines", action=Action.DEADLINE_LIST)
def index() -> ResponseReturnValue:
    """The board. ?state: one band alone, anything else is as if left out; ?after: where its page before ended."""
    wanted = request.args.get("state", "")
    band = Band(wanted) if wanted in set(Band) else None
    board = deadline_board.read(current_desk(), current_actor(), band, _after(request.args.get("after", "")))
    return render_template(
        "deadlines/index.html", board=board, bands=Band, most=MOST_COUNTED, further=_further(board.after)
    )


@pages.get("/cases/<case_id>/deadlines/new", action=Action.DEADLINE_START)
def new(case_id: str) -> ResponseReturnValue:
    """The form that tells of an event."""
    return _new(case_id_of(case_id), {}, {})


@pages.post("/cases/<case_id>/deadlines", action=Action.DEADLINE_START)
def start(case_id: str) -> ResponseReturnValue:
    """Let what the program owes because of it begin to run."""
    found, typed = case_id_of(case_id), _typed()
    try:
        deadline_acts.start(current_desk(), current_actor(), found, typed, act_key())
    except Invalid as invalid:
        return _new(found, typed, invalid.fields), 422
    return redirect(f"{url_for('cases.read', case_id=found)}#deadlines", 303)


@pages.get("/cases/<case_id>/deadlines/<deadline_id>", action=Action.DEADLINE_READ)
def read(case_id: str, deadline_id: str) -> ResponseReturnValue:
    """One deadline: what, until when, by which law, how it stands, and what proves it."""
    try:
        return _page(case_id, deadline_id)
    except Refused as refused:
        return step_up_or(refused)


@pages.post("/cases/<case_id>/deadlines/<deadline_id>/prove", action=Action.DEADLINE_PROVE)
def prove(case_id: str, deadline_id: str) -> ResponseReturnValue:
    """Keep the proof. Of two at once the second is told, sees the first, and keeps what they typed."""
    desk, actor, case, one = current_desk(), current_actor(), case_id_of(case_id), DeadlineId(deadline_id)
    typed = _typed()
    try:
        deadline_acts.prove(desk, actor, case, one, typed, act_key())
    except Invalid as invalid:
        return _page(case_id, deadline_id, typed, invalid.fields), 422
    except Conflict as conflict:
        return _page(case_id, deadline_id, typed, said=conflict.sentence), 409
    return _back(case, one)


@pages.post("/cases/<case_id>/deadlines/<deadline_id>/pause", action=Action.DEADLINE_PAUSE)
def pause(case_id: str, deadline_id: str) -> ResponseReturnValue:
    """Let it stand still, where the law has a pause."""
    case, one = case_id_of(case_id), DeadlineId(deadline_id)
    try:
        deadline_acts.pause(current_desk(), current_actor(), case, one, act_key())
    except Conflict as conflict:
        return _page(case_id, deadline_id, said=conflict.sentence), 409
    return _back(case, one)


@pages.post("/cases/<case_id>/deadlines/<deadline_id>/resume", action=Action.DEADLINE_RESUME)
def resume(case_id: str, deadline_id: str) -> ResponseReturnValue:
    """Let it run on."""
    case, one = case_id_of(case_id), DeadlineId(deadline_id)
    try:
        deadline_acts.resume(current_desk(), current_actor(), case, one, act_key())
    except Conflict as conflict:
        return _page(case_id, deadline_id, said=conflict.sentence), 409
    return _back(case, one)


@pages.post("/cases/<case_id>/deadlines/<deadline_id>/withdraw", action=Action.DEADLINE_WITHDRAW)
def withdraw(case_id: str, deadline_id: str) -> ResponseReturnValue:
    """End one that was started in error; it stays to be seen."""
    case, one, reason = case_id_of(case_id), DeadlineId(deadline_id), request.form.get("reason", "")
    try:
        deadline_acts.withdraw(current_desk(), current_actor(), case, one, reason, act_key())
    except Invalid as invalid:
        return _page(case_id, deadline_id, {}, invalid.fields), 422
    except Conflict as conflict:
        return _page(case_id, deadline_id, said=conflict.sentence), 409
    return _back(case, one)


def _back(case: CaseId, one: DeadlineId) -> ResponseReturnValue:
    return redirect(url_for("deadlines.read", case_id=case, deadline_id=one), 303)


def _page(
    case_id: str,
    deadline_id: str,
    typed: Typed | None = None,
    errors: Mapping[str, str] | None = None,
    *,
    said: str = "",
) -> str:
    page = deadline_pages.read(current_desk(), current_actor(), case_id_of(case_id), DeadlineId(deadline_id))
    return render_template(
        "deadlines/read.html",
        page=page,
        said=said,
        typed=_again(page) if typed is None else typed,
        errors=errors or {},
        channels=CHANNELS,
        reasons=WITHDRAW_REASONS,
    )


def _new(case_id: CaseId, typed: Typed, errors: Mapping[str, str]) -> str:
    events = deadline_acts.starting(current_desk(), current_actor(), case_id)
    return render_template("deadlines/new.html", case_id=case_id, events=events, typed=typed, errors=errors)


def _again(page: DeadlinePage) -> Typed:
    """The newest proof as it would be typed, to correct it; where there is none, what is offered, or who."""
    if not page.proofs:
        return page.offers[0].typed if page.offers else {"who": current_actor().name}
    proof = page.proofs[0][0]
    return {
        "done_at": moments.typed_instant(proof.done_at, current_actor().program.zone),
        "who": proof.who,
        "channel": proof.channel.value,
        "told": proof.told,
        "number": proof.number,
        "said": proof.said,
    }


def _typed() -> Typed:
    return {name: values[0] for name, values in request.form.lists()}


def _after(text: str) -> DeadlineKey | None:
    """Where the page before ended: microseconds since 1970, a point, the deadline's id. Anything else is malformed."""
    if not text:
        return None
    count, _, own = text.partition(".")
    if not (count.isascii() and count.isdigit() and len(count) <= len("9999999999999999") and is_id(own)):
        raise BadRequest
    return DeadlineKey(
        due_at=_EPOCH + timedelta(microseconds=int(count)), deadline_id=DeadlineId(own), case_id=case_id_of("")
    )


def _further(after: DeadlineKey | None) -> str:
    if after is None:
        return ""
    return f"{(after.due_at - _EPOCH) // timedelta(microseconds=1)}.{after.deadline_id}"
