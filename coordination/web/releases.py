"""Room: web. Pages of releases: list, write, see who would gain what, record, stop; the hub code; naming the hub."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import hub_codes, release_papers, releases
from coordination.casework.languages import DEFAULT, languages
from coordination.casework.release_form import last_day
from coordination.casework.release_offer import Offer
from coordination.casework.release_paper import sheet
from coordination.casework.release_signed import signs_on_screen
from coordination.casework.release_typed import Typed
from coordination.casework.release_words import (
    CAPACITIES,
    COPIES,
    CUSTODY,
    DEFAULT_DAYS,
    HUB_METHODS,
    METHODS,
    PRINT,
    PURPOSES,
    SIGNERS,
    SIGNS_AS,
)
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, ReleaseId
from coordination.web.sent import act_key

pages = Blueprint("releases", __name__)
_SEVERAL = ("recipients", "types")


@pages.get("/cases/<case_id>/releases", action=Action.RELEASE_LIST)
def index(case_id: str) -> ResponseReturnValue:
    """The releases on a case to which the viewer's program is a party."""
    actor = current_actor()
    found = releases.listed(current_desk(), actor, CaseId(case_id))
    return render_template(
        "releases/index.html",
        case_id=case_id,
        found=found,
        stops=release_papers.stops(current_desk(), actor, CaseId(case_id), found),
        purposes=PURPOSES,
        signers_as=SIGNS_AS,
        last_day=lambda release: last_day(release.expires_at, actor.program.zone),
    )


@pages.get("/cases/<case_id>/releases/new", action=Action.RELEASE_PREVIEW)
def new(case_id: str) -> ResponseReturnValue:
    """The empty form; ?program and ?type come from a request to open a locked type."""
    given: dict[str, str | tuple[str, ...]] = {
        "expires_on": _default_day(current_actor().program.zone),
        "paper_language": DEFAULT,
        "recipients": tuple(request.args.getlist("program")),
        "types": tuple(request.args.getlist("type")),
        "request": request.args.get("request", ""),  # the request that this release would answer
    }
    return _form(CaseId(case_id), given, {})


@pages.post("/cases/<case_id>/releases/preview", action=Action.RELEASE_PREVIEW)
def preview(case_id: str) -> ResponseReturnValue:
    """What the release would open, recipient by recipient and type by type, before it is saved, and its paper."""
    typed = _typed()
    try:
        shown = _looked(CaseId(case_id), typed, {})
    except Invalid as invalid:
        return _form(CaseId(case_id), typed, invalid.fields), 422
    return _form(CaseId(case_id), typed, {}) if request.form.get("change") else shown


@pages.post("/cases/<case_id>/releases", action=Action.RELEASE_RECORD)
def record(case_id: str) -> ResponseReturnValue:
    """Save the release that was previewed; where a signature on screen is missing, the paper is shown again."""
    typed = _typed()
    if request.form.get("change"):
        return _form(CaseId(case_id), typed, {})
    try:
        made = releases.record(current_desk(), current_actor(), CaseId(case_id), typed, act_key())
    except Invalid as invalid:
        if all(name.startswith("signature_") for name in invalid.fields):
            return _looked(CaseId(case_id), typed, invalid.fields), 422
        return _form(CaseId(case_id), typed, invalid.fields), 422
    if typed.get("method") == PRINT:
        return redirect(url_for("release_papers.read", case_id=case_id, release_id=made), 303)
    return redirect(url_for("releases.index", case_id=case_id), 303)


@pages.post("/cases/<case_id>/releases/<release_id>/revoke", action=Action.RELEASE_REVOKE)
def revoke(case_id: str, release_id: str) -> ResponseReturnValue:
    """Stop a release at once, on the person's word."""
    how = request.form.get("how", "")
    releases.revoke(current_desk(), current_actor(), CaseId(case_id), ReleaseId(release_id), how, act_key())
    return redirect(url_for("releases.index", case_id=case_id), 303)


@pages.get("/cases/<case_id>/hub-code", action=Action.TEAM_READ)
def ask_code(case_id: str) -> ResponseReturnValue:
    """What a hub code is for, and the button that makes one."""
    hub_codes.may_issue(current_desk(), current_actor(), CaseId(case_id))
    return render_template("releases/code.html", case_id=case_id, code="", ends=None)


@pages.post("/cases/<case_id>/hub-code", action=Action.HUB_CODE_ISSUE)
def issue_code(case_id: str) -> ResponseReturnValue:
    """Make a one-time code and show it this once."""
    code, ends = hub_codes.issue(current_desk(), current_actor(), CaseId(case_id), act_key())
    return render_template("releases/code.html", case_id=case_id, code=code, ends=ends)


@pages.get("/release-to-hub", action=Action.RELEASE_NAME_HUB)
def name_hub() -> ResponseReturnValue:
    """A confidential program's one act before: the release that names the hub. It keeps no draft."""
    return _hub_form({"expires_on": _default_day(current_actor().program.zone), "paper_language": DEFAULT}, {})


@pages.post("/release-to-hub", action=Action.RELEASE_NAME_HUB)
def record_hub() -> ResponseReturnValue:
    """Record it; place, membership, release and log entry in one."""
    typed = _typed()
    try:
        if request.form.get("paper"):
            paper = releases.look_hub(current_desk(), current_actor(), typed)
            program = current_actor().program
            return render_template("releases/blank.html", sheet=sheet(paper, program), typed=typed, several=_SEVERAL)
        if request.form.get("change"):
            return _hub_form(typed, {})
        code = request.form.get("code", "")
        case_id = releases.name_hub(current_desk(), current_actor(), code, typed, act_key())
    except Invalid as invalid:
        return _hub_form(typed, invalid.fields), 422
    return redirect(f"/cases/{case_id}", 303)


def _looked(case_id: CaseId, typed: Typed, errors: dict[str, str]) -> str:
    """The preview: who would gain what, who could read it through them, and the paper, to be signed where it is."""
    actor = current_actor()
    look = releases.look(current_desk(), actor, case_id, typed)
    return render_template(
        "releases/preview.html",
        case_id=case_id,
        gains=look.gains,
        never=look.never,
        sheet=sheet(look.paper, actor.program),
        signers=[one.name for one in look.paper.signers] if signs_on_screen(look.paper) else (),
        draft=look.paper.method == PRINT,
        last=last_day(look.last, actor.program.zone),
        turns_18=look.turns_18,
        copies=COPIES,
        typed=typed,
        errors=errors,
        several=_SEVERAL,
    )


def _form(case_id: CaseId, typed: Typed, errors: dict[str, str]) -> str:
    offer = releases.offer(current_desk(), current_actor(), case_id)
    return _rendered("releases/form.html", offer, typed, errors, case_id=case_id)


def _hub_form(typed: Typed, errors: dict[str, str]) -> str:
    offer = releases.hub_offer(current_desk(), current_actor())
    return _rendered("releases/hub.html", offer, typed, errors, case_id="")


def _rendered(template: str, offer: Offer, typed: Typed, errors: dict[str, str], *, case_id: str) -> str:
    return render_template(
        template,
        case_id=case_id,
        offer=offer,
        typed=typed,
        errors=errors,
        purposes=PURPOSES,
        capacities=CAPACITIES,
        custody=CUSTODY,
        copies=COPIES,
        methods=METHODS if case_id else HUB_METHODS,
        language_pairs=[(one.slug, one.name) for one in languages().values()],
        signers=range(1, SIGNERS + 1),
        program=current_actor().program,
        type_pairs=[(kind.value, kind.words) for kind in offer.types],
        recipient_pairs=[(one.id, f"{one.name}, {one.agency_name}") for one in offer.recipients],
    )


def _typed() -> Typed:
    """What was typed: one text a field, several for the two lists."""
    return {
        name: tuple(values) if name in _SEVERAL else values[0]
        for name, values in request.form.lists()
        if name not in {"csrf_token", "act_key", "change", "paper"}
    }


def _default_day(zone: str) -> str:
    now: datetime = current_desk().now
    return (now.astimezone(ZoneInfo(zone)) + timedelta(days=DEFAULT_DAYS)).date().isoformat()
