"""Room: web. Pages of missing children: tell, add, the page of a found child, the packet, the poster."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import episode_previews, medical_window, missing, missing_pages, missing_papers, posters
from coordination.casework.episodes import latest
from coordination.casework.previews import ASKED
from coordination.casework.record_forms import Blank
from coordination.declare.form import Form
from coordination.declare.missing_forms import FOUND, OPENED, PHOTO
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Conflict, Invalid
from coordination.model.ids import CaseId, EpisodeId, RecordId, case_id_of, new_id
from coordination.model.sight import Sight
from coordination.web.records import notice, sent
from coordination.web.sent import act_key, sent_draft

pages = Blueprint("missing", __name__)


@pages.get("/cases/<case_id>/missing", action=Action.MISSING_READ)
def index(case_id: str) -> ResponseReturnValue:
    """The episodes of a case."""
    page = missing_pages.index(current_desk(), current_actor(), case_id_of(case_id))
    return render_template("missing/index.html", page=page)


@pages.get("/cases/<case_id>/missing/new", action=Action.MISSING_OPEN)
def new(case_id: str) -> ResponseReturnValue:
    """The form that tells that the child is missing."""
    return _telling(case_id_of(case_id), {}, {})


@pages.post("/cases/<case_id>/missing/new", action=Action.MISSING_OPEN)
def tell(case_id: str) -> ResponseReturnValue:
    """Open an episode, or add to the one that is open. Asked what others would see, nothing is told."""
    case = case_id_of(case_id)
    if request.form.get(ASKED):
        return _telling(case, sent(), {}, look=True)
    try:
        done = missing.tell(current_desk(), current_actor(), case, sent(), act_key(), draft_id=sent_draft())
    except Invalid as invalid:
        return _telling(case, sent(), invalid.fields), 422
    return redirect(url_for("missing.read", case_id=case_id, episode_id=done), 303)


@pages.get("/cases/<case_id>/missing/found", action=Action.MISSING_FOUND)
def found(case_id: str) -> ResponseReturnValue:
    """The page of a found child."""
    return _found(case_id_of(case_id), "", {}, {})


@pages.post("/cases/<case_id>/missing/found", action=Action.MISSING_FOUND)
def save(case_id: str) -> ResponseReturnValue:
    """Save one part of that page; the others may be saved by somebody else meanwhile."""
    desk, actor, case, slug = current_desk(), current_actor(), case_id_of(case_id), request.form.get("form", "")
    _, episode = latest(desk, actor, case)
    if episode is None:
        return _found(case, slug, sent(), {}), 422
    if request.form.get(ASKED):
        return _found(case, slug, sent(), {}, look=True)
    try:
        missing.add(
            *(desk, actor, case, episode.episode_id, slug, sent(), act_key()),
            action=Action.MISSING_FOUND,
            draft_id=sent_draft(),
        )
    except Invalid as invalid:
        return _found(case, slug, sent(), invalid.fields), 422
    return redirect(url_for("missing.found", case_id=case_id, _anchor=slug), 303)


@pages.get("/cases/<case_id>/missing/<episode_id>", action=Action.MISSING_READ)
def read(case_id: str, episode_id: str) -> ResponseReturnValue:
    """One episode."""
    page = missing_pages.read(current_desk(), current_actor(), case_id_of(case_id), EpisodeId(episode_id))
    return render_template("missing/read.html", page=page, case_id=case_id)


@pages.get("/cases/<case_id>/missing/<episode_id>/parts/<part>", action=Action.MISSING_ADD)
def part(case_id: str, episode_id: str, part: str) -> ResponseReturnValue:
    """The form of one part."""
    return _part(case_id_of(case_id), EpisodeId(episode_id), part, {}, {})


@pages.post("/cases/<case_id>/missing/<episode_id>/parts/<part>", action=Action.MISSING_ADD)
def add(case_id: str, episode_id: str, part: str) -> ResponseReturnValue:
    """File it. A photograph goes on to where the picture is attached."""
    desk, actor, case, episode = current_desk(), current_actor(), case_id_of(case_id), EpisodeId(episode_id)
    if request.form.get(ASKED):
        return _part(case, episode, part, sent(), {}, look=True)
    try:
        done = missing.add(desk, actor, case, episode, part, sent(), act_key(), draft_id=sent_draft())
    except Invalid as invalid:
        return _part(case, episode, part, sent(), invalid.fields), 422
    if part == PHOTO.slug:
        return redirect(url_for("files.new", case_id=case_id, record_id=done), 303)
    return redirect(url_for("missing.read", case_id=case_id, episode_id=episode_id, _anchor=part), 303)


@pages.get("/cases/<case_id>/missing/<episode_id>/packet", action=Action.MISSING_PACKET)
def packet(case_id: str, episode_id: str) -> ResponseReturnValue:
    """The packet for police and NCMEC."""
    page = missing_papers.packet(current_desk(), current_actor(), case_id_of(case_id), EpisodeId(episode_id))
    return render_template("missing/packet.html", page=page, case_id=case_id)


@pages.get("/cases/<case_id>/missing/<episode_id>/poster", action=Action.MISSING_READ)
def poster(case_id: str, episode_id: str) -> ResponseReturnValue:
    """The poster: a draft until two people of two programs let it go."""
    return _poster(case_id_of(case_id), EpisodeId(episode_id))


@pages.post("/cases/<case_id>/missing/<episode_id>/poster", action=Action.MISSING_PUBLISH)
def publish(case_id: str, episode_id: str) -> ResponseReturnValue:
    """Let the version go that stood on the page."""
    desk, actor, case, episode = current_desk(), current_actor(), case_id_of(case_id), EpisodeId(episode_id)
    try:
        posters.publish(desk, actor, case, episode, RecordId(request.form.get("version", "")), act_key())
    except Conflict as conflict:
        return _poster(case, episode, said=conflict.sentence), 409
    return redirect(url_for("missing.poster", case_id=case_id, episode_id=episode_id), 303)


def resume(blank: Blank) -> str:
    """A draft of one of these forms, continued where it is filed."""
    slug, typed = blank.form.slug, blank.typed
    if slug == OPENED.slug:
        return _telling(blank.case_id, typed, {}, draft=blank.draft_id)
    _, episode = latest(current_desk(), current_actor(), blank.case_id)
    if episode is None or slug == FOUND.slug:
        return _found(blank.case_id, slug, typed, {}, draft=blank.draft_id)
    return _part(blank.case_id, episode.episode_id, slug, typed, {}, draft=blank.draft_id)


Sent = Mapping[str, list[str]]


def _telling(case_id: CaseId, typed: Sent, errors: Mapping[str, str], *, draft: str = "", look: bool = False) -> str:
    form, there = missing_pages.telling(current_desk(), current_actor(), case_id)
    shown = _fields(form, typed)
    kept = draft or sent_draft() or new_id()
    return render_template(
        "missing/new.html",
        form=form,
        there=there,
        case_id=case_id,
        typed=shown,
        errors=errors,
        draft_id=kept,
        sight=_sight(case_id, form.slug, Action.MISSING_OPEN) if look else None,
    )


def _part(
    case_id: CaseId,
    episode_id: EpisodeId,
    slug: str,
    typed: Sent,
    errors: Mapping[str, str],
    *,
    draft: str = "",
    look: bool = False,
) -> str:
    form, episode = missing_pages.adding(current_desk(), current_actor(), case_id, episode_id, slug)
    return render_template(
        "missing/part.html",
        form=form,
        episode=episode,
        case_id=case_id,
        typed=_fields(form, typed),
        errors=errors,
        draft_id=draft or sent_draft() or new_id(),
        notice=notice() if form.suspicion else None,
        sight=_sight(case_id, form.slug, Action.MISSING_ADD) if look else None,
    )


def _found(
    case_id: CaseId, slug: str, typed: Sent, errors: Mapping[str, str], *, draft: str = "", look: bool = False
) -> str:
    page = missing_pages.found(current_desk(), current_actor(), case_id)
    form = next((one for one in missing_pages.AT_ONCE if one.slug == slug), None)
    return render_template(
        "missing/found.html",
        page=page,
        forms=missing_pages.AT_ONCE,
        afterwards=missing_pages.AFTERWARDS,
        local=medical_window.LOCAL,
        at_fault=slug,
        typed=_fields(form, typed) if form else {},
        errors=errors,
        draft_id=draft or sent_draft() or new_id(),
        screens=_screens(case_id),
        sight=_sight(case_id, slug, Action.MISSING_FOUND) if look else None,
    )


def _sight(case_id: CaseId, slug: str, action: Action) -> Sight:
    return episode_previews.asked(current_desk(), current_actor(), case_id, slug, action)


def _poster(case_id: CaseId, episode_id: EpisodeId, *, said: str = "") -> str:
    page = missing_papers.poster(current_desk(), current_actor(), case_id, episode_id)
    return render_template("missing/poster.html", page=page, case_id=case_id, said=said, sides=posters.SIDES)


def _fields(form: Form, typed: Sent) -> dict[str, str | list[str]]:
    """What was typed, as the form's pieces take it."""
    several = {question.slug for question in form.questions if question.kind.value == "many"}
    return {name: list(values) if name in several else values[0] for name, values in typed.items() if values}


def _screens(case_id: CaseId) -> str:
    """Where a screen is begun; "" while this installation has no such page."""
    there = "screens.choose" in current_app.view_functions
    return url_for("screens.choose", case_id=case_id) if there else ""
