"""Room: web. Drafts: saved by a button, while typing, and when the screen had locked; found again on their own page."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import drafts, referral_form
from coordination.casework.desk import Desk
from coordination.declare.missing_forms import OF_EPISODES
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import HubError
from coordination.model.ids import CaseId, DraftId, RecordId, is_id, new_id
from coordination.model.session import Session
from coordination.web import missing, records, referrals, screens
from coordination.web.records import sent
from coordination.web.sent import act_key, sent_draft

pages = Blueprint("drafts", __name__)

# The forms whose words are kept when they are sent after the screen locked.
_KEPT = frozenset(
    {
        *("drafts.save", "records.correct", "records.file", "referrals.bring", "referrals.send"),
        *("missing.add", "missing.save", "missing.tell", "screens.file", "screens.keep"),
    }
)


@pages.get("/drafts", action=Action.DRAFT_LIST)
def mine() -> ResponseReturnValue:
    """The drafts of whoever asks: which form, on which case, when; nothing that was typed."""
    return render_template("drafts/index.html", drafts=drafts.mine(current_desk(), current_actor()))


@pages.post("/cases/<case_id>/drafts", action=Action.DRAFT_SAVE)
def save(case_id: str) -> ResponseReturnValue:
    """Keep what was typed; asked by a button, or by the page itself while somebody types."""
    desk = current_desk()
    drafts.save(
        desk,
        current_actor(),
        CaseId(case_id),
        sent(),
        draft_id=sent_draft() or DraftId(new_id()),
        form_slug=request.form.get("form", ""),
        corrects=_corrects(request.form.get("corrects", "")),
    )
    if request.headers.get("HX-Request") == "true":
        return render_template("drafts/_saved.html", at=desk.now)
    return redirect(url_for("drafts.mine"), 303)


@pages.get("/drafts/<draft_id>", action=Action.DRAFT_OPEN)
def resume(draft_id: str) -> ResponseReturnValue:
    """The form as its author left it."""
    blank = drafts.resume(current_desk(), current_actor(), DraftId(draft_id))
    if blank.form.slug in OF_EPISODES and blank.corrects is None:
        return missing.resume(blank)
    kind = referral_form.KINDS.get(blank.form.slug)
    if screens.is_screen(blank):
        return screens.resume(blank)
    if kind is None:
        return records.fill_in(blank)
    return referrals.fill_in(blank.case_id, kind, referral_form.typed_again(blank.typed), {}, draft_id=blank.draft_id)


@pages.post("/drafts/<draft_id>/discard", action=Action.DRAFT_DISCARD)
def discard(draft_id: str) -> ResponseReturnValue:
    """Throw a draft away."""
    drafts.discard(current_desk(), current_actor(), DraftId(draft_id), act_key())
    return redirect(url_for("drafts.mine"), 303)


def keep_typed(
    desk: Desk, session: Session, endpoint: str, arguments: Mapping[str, str], form: Mapping[str, list[str]]
) -> bool:
    """Keep a form that was sent after the screen had locked, as a draft of its writer. Nothing is shown or opened."""
    if endpoint not in _KEPT or session.writer is None:
        return False
    draft_id = _first(form, "draft")
    corrects = arguments.get("record_id") or _first(form, "corrects")
    try:
        drafts.save(
            desk,
            session.writer,
            CaseId(arguments.get("case_id", "")),
            form,
            draft_id=DraftId(draft_id) if is_id(draft_id) else DraftId(new_id()),
            form_slug=_first(form, "form"),
            corrects=_corrects(corrects),
        )
    except HubError:
        return False  # refused, or the database is away: the lock page then says that it was not kept
    return True


def _first(form: Mapping[str, list[str]], name: str) -> str:
    return next(iter(form.get(name, ())), "")


def _corrects(text: str) -> RecordId | None:
    return RecordId(text) if is_id(text) else None
