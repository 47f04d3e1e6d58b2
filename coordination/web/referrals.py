"""Room: web. Referrals: send one from a case, the program's lists, one with its history and its next steps."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import referral_pages, referrals
from coordination.casework.referral_form import URGENCIES
from coordination.casework.referrals import SENDING
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import ReferralId, case_id_of
from coordination.model.referral_steps import STEPS, title
from coordination.model.referrals import AGREEMENTS, NEEDS, Event, Kind
from coordination.web.sent import act_key

pages = Blueprint("referrals", __name__)

LISTS = frozenset({"records"})


@pages.get("/referrals", action=Action.REFERRAL_LIST)
def index() -> ResponseReturnValue:
    """What was sent to the viewer's program, and by it."""
    return render_template("referrals/index.html", found=referral_pages.listed(current_desk(), current_actor()))


@pages.get("/cases/<case_id>/referrals/new", action=Action.REFERRAL_SEND)
def new(case_id: str) -> ResponseReturnValue:
    """The form for a service referral, or with ?kind=report for a report."""
    return _form(case_id, _kind(request.args.get("kind", "")), {})


@pages.post("/cases/<case_id>/referrals", action=Action.REFERRAL_SEND)
def send(case_id: str) -> ResponseReturnValue:
    """Send a service referral or a report."""
    return _send(case_id, _kind(request.form.get("kind", "")))


@pages.get("/cases/<case_id>/referrals/case", action=Action.REFERRAL_BRING)
def bringing(case_id: str) -> ResponseReturnValue:
    """The form that brings the case to a center or a team."""
    return _form(case_id, Kind.CASE, {})


@pages.post("/cases/<case_id>/referrals/case", action=Action.REFERRAL_BRING)
def bring(case_id: str) -> ResponseReturnValue:
    """Bring the case: accepting gives the program its place."""
    return _send(case_id, Kind.CASE)


@pages.get("/referrals/<referral_id>", action=Action.REFERRAL_READ)
def read(referral_id: str) -> ResponseReturnValue:
    """One referral: what it says, its history, and what the viewer may do next."""
    return _page(referral_id, {})


@pages.post("/referrals/<referral_id>/accept", action=Action.REFERRAL_ACCEPT)
def accept(referral_id: str) -> ResponseReturnValue:
    """Accept it. Of two who do, the second is told."""
    return _take(referral_id, Action.REFERRAL_ACCEPT)


@pages.post("/referrals/<referral_id>/acknowledge", action=Action.REFERRAL_ACKNOWLEDGE)
def acknowledge(referral_id: str) -> ResponseReturnValue:
    """Acknowledge a report."""
    return _take(referral_id, Action.REFERRAL_ACKNOWLEDGE)


@pages.post("/referrals/<referral_id>/ask", action=Action.REFERRAL_ASK)
def ask(referral_id: str) -> ResponseReturnValue:
    """Ask the sender."""
    return _take(referral_id, Action.REFERRAL_ASK)


@pages.post("/referrals/<referral_id>/cancel", action=Action.REFERRAL_CANCEL)
def cancel(referral_id: str) -> ResponseReturnValue:
    """Take it back, or mark it as sent by mistake."""
    return _take(referral_id, Action.REFERRAL_CANCEL)


@pages.post("/referrals/<referral_id>/complete", action=Action.REFERRAL_COMPLETE)
def complete(referral_id: str) -> ResponseReturnValue:
    """Complete it, with an outcome."""
    return _take(referral_id, Action.REFERRAL_COMPLETE)


@pages.post("/referrals/<referral_id>/decline", action=Action.REFERRAL_DECLINE)
def decline(referral_id: str) -> ResponseReturnValue:
    """Decline it with a reason, before or after accepting."""
    return _take(referral_id, Action.REFERRAL_DECLINE)


@pages.post("/referrals/<referral_id>/reopen", action=Action.REFERRAL_REOPEN)
def reopen(referral_id: str) -> ResponseReturnValue:
    """Send it again, with a reason."""
    return _take(referral_id, Action.REFERRAL_REOPEN)


@pages.post("/referrals/<referral_id>/reply", action=Action.REFERRAL_REPLY)
def reply(referral_id: str) -> ResponseReturnValue:
    """Answer the recipient's question."""
    return _take(referral_id, Action.REFERRAL_REPLY)


@pages.post("/referrals/<referral_id>/work", action=Action.REFERRAL_WORK)
def work(referral_id: str) -> ResponseReturnValue:
    """Begin the work, put it on hold, or go on."""
    return _take(referral_id, Action.REFERRAL_WORK)


def _take(referral_id: str, action: Action) -> ResponseReturnValue:
    try:
        referrals.take(current_desk(), current_actor(), ReferralId(referral_id), action, _typed(), act_key())
    except Invalid as invalid:
        return _page(referral_id, invalid.fields), 422
    except Conflict as conflict:
        return _page(referral_id, {}, said=conflict.sentence), 409
    return redirect(url_for("referrals.read", referral_id=referral_id), 303)


def _send(case_id: str, kind: Kind) -> ResponseReturnValue:
    try:
        done = referrals.send(current_desk(), current_actor(), case_id_of(case_id), kind, _typed(), act_key())
    except Invalid as invalid:
        return _form(case_id, kind, invalid.fields), 422
    except Conflict as conflict:
        return _form(case_id, kind, {"recipient": conflict.sentence}), 409
    return redirect(url_for("referrals.read", referral_id=done), 303)


def _form(case_id: str, kind: Kind, errors: Mapping[str, str]) -> str:
    offer = referrals.offer(current_desk(), current_actor(), case_id_of(case_id), kind)
    return render_template(
        "referrals/new.html",
        offer=offer,
        action=SENDING[kind],
        needs=NEEDS,
        urgencies=URGENCIES,
        agreements=AGREEMENTS,
        typed=_typed(),
        errors=errors,
    )


def _page(referral_id: str, errors: Mapping[str, str], *, said: str = "") -> str:
    page = referral_pages.read(current_desk(), current_actor(), ReferralId(referral_id))
    return render_template(
        "referrals/read.html",
        page=page,
        said=said,
        errors=errors,
        typed=_typed(),
        done=_done,
        address=lambda step: url_for(f"referrals.{step.action.verb}", referral_id=referral_id),
    )


def _done(event: Event) -> tuple[str, str]:
    """A step of the history in words, and its reason."""
    step = STEPS.get(event.step)
    return (step.done, title(step, event.reason)) if step else ("Sent", "")


def _kind(slug: str) -> Kind:
    """A report or a service referral; bringing a case has pages of its own."""
    return Kind.REPORT if slug == Kind.REPORT.value else Kind.SERVICE


def _typed() -> dict[str, str | tuple[str, ...]]:
    return {name: tuple(values) if name in LISTS else values[0] for name, values in request.form.lists()}
