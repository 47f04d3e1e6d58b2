"""Room: web. Referrals: send one from a case, the program's lists, one with its history and its next steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import previews, referral_pages, referrals
from coordination.casework.previews import ASKED
from coordination.casework.referral_form import LISTS, URGENCIES, Typed, slug_of
from coordination.casework.referrals import SENDING, Offer
from coordination.declare.needs import NEEDS
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import DraftId, ReferralId, case_id_of, new_id
from coordination.model.referral_steps import STEPS, title
from coordination.model.referrals import AGREEMENTS, Event, Kind
from coordination.model.sight import Sight
from coordination.web.sent import act_key, sent_draft

pages = Blueprint("referrals", __name__)


@pages.get("/referrals", action=Action.REFERRAL_LIST)
def index() -> ResponseReturnValue:
    """What was sent to the viewer's program, and by it."""
    return render_template("referrals/index.html", found=referral_pages.listed(current_desk(), current_actor()))


@pages.get("/cases/<case_id>/referrals/new", action=Action.REFERRAL_SEND)
def new(case_id: str) -> ResponseReturnValue:
    """The form for a service referral, of the need in ?need= if named; or with ?kind=report for a report."""
    return fill_in(case_id, _kind(request.args.get("kind", "")), {"need": request.args.get("need", "")}, {})


@pages.post("/cases/<case_id>/referrals", action=Action.REFERRAL_SEND)
def send(case_id: str) -> ResponseReturnValue:
    """Send a service referral or a report."""
    return _send(case_id, _kind(request.form.get("kind", "")))


@pages.get("/cases/<case_id>/referrals/case", action=Action.REFERRAL_BRING)
def bringing(case_id: str) -> ResponseReturnValue:
    """The form that brings the case to a center or a team. ?to: the program to choose beforehand."""
    return fill_in(case_id, Kind.CASE, {"recipient": request.args.get("to", "")}, {})


@pages.post("/cases/<case_id>/referrals/case", action=Action.REFERRAL_BRING)
def bring(case_id: str) -> ResponseReturnValue:
    """Bring the case: accepting gives the program its place."""
    return _send(case_id, Kind.CASE)


@pages.get("/referrals/<referral_id>", action=Action.REFERRAL_READ)
def read(referral_id: str) -> ResponseReturnValue:
    """One referral: what it says, its history, and what the viewer may do next."""
    return _page(referral_id, {})


def _taking(action: Action) -> Callable[[str], ResponseReturnValue]:
    """The way of every step of one action; of two people who take one at once, the second is told."""

    def take(referral_id: str) -> ResponseReturnValue:
        return _take(referral_id, action)

    return take


for _action in sorted({step.action for step in STEPS.values()}):
    pages.post(f"/referrals/<referral_id>/{_action.verb}", endpoint=_action.verb, action=_action)(_taking(_action))


def _take(referral_id: str, action: Action) -> ResponseReturnValue:
    try:
        referrals.take(current_desk(), current_actor(), ReferralId(referral_id), action, _typed(), act_key())
    except Invalid as invalid:
        return _page(referral_id, invalid.fields), 422
    except Conflict as conflict:
        return _page(referral_id, {}, said=conflict.sentence), 409
    return redirect(url_for("referrals.read", referral_id=referral_id), 303)


def _send(case_id: str, kind: Kind) -> ResponseReturnValue:
    if request.form.get(ASKED):
        return _looked(case_id, kind)
    try:
        desk, actor, case = current_desk(), current_actor(), case_id_of(case_id)
        done = referrals.send(desk, actor, case, kind, _typed(), act_key(), draft_id=sent_draft())
    except Invalid as invalid:
        return fill_in(case_id, kind, _typed(), invalid.fields, draft_id=sent_draft()), 422
    except Conflict as conflict:
        return fill_in(case_id, kind, _typed(), {"recipient": conflict.sentence}, draft_id=sent_draft()), 409
    return redirect(url_for("referrals.read", referral_id=done), 303)


def _looked(case_id: str, kind: Kind) -> ResponseReturnValue:
    """The form again, with what its recipient would learn; nothing is sent."""
    desk, actor = current_desk(), current_actor()
    offer = referrals.offer(desk, actor, case_id_of(case_id), kind)
    try:
        sight = previews.referral(desk, actor, offer, _typed())
    except Invalid as invalid:
        return _form(offer, _typed(), invalid.fields, sent_draft()), 422
    return _form(offer, _typed(), {}, sent_draft(), sight)


def fill_in(
    case_id: str, kind: Kind, typed: Typed, errors: Mapping[str, str], *, draft_id: DraftId | None = None
) -> str:
    """The page of a form that sends a referral; drafts are continued on it too."""
    offer = referrals.offer(current_desk(), current_actor(), case_id_of(case_id), kind)
    return _form(offer, typed, errors, draft_id)


def _form(
    offer: Offer, typed: Typed, errors: Mapping[str, str], draft_id: DraftId | None, sight: Sight | None = None
) -> str:
    return render_template(
        "referrals/new.html",
        offer=offer,
        sight=sight,
        action=SENDING[offer.kind],
        needs=NEEDS,
        urgencies=URGENCIES,
        agreements=AGREEMENTS,
        form=slug_of(offer.kind),
        draft_id=draft_id or new_id(),
        typed=typed,
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
