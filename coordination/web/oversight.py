"""Room: web. The auditor's pages: the access log, who saw a case, its proof, and copies of it as files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from coordination.casework import log_check, log_sheet, log_words, oversight
from coordination.casework.log_check import Against
from coordination.door.gate import current_actor, current_desk, current_hub
from coordination.hub import verifier_key
from coordination.model.action import Action
from coordination.model.errors import Invalid, Misconfigured, Unavailable
from coordination.model.oversight import LogPage, Narrowed

pages = Blueprint("oversight", __name__)
_FIELDS = ("person", "action", "outcome", "reference", "since", "until")
_LONGEST = 15  # digits of an entry's number
COMMAND = "python -m coordination access-log verify --projections"


@pages.get("/access-log", action=Action.ACCESS_LOG_READ)
def entries() -> ResponseReturnValue:
    """Who did and saw what: 50 entries, newest first, narrowed by what the address asks."""
    typed = _typed(request.args)
    desk, actor = current_desk(), current_actor()
    try:
        found = oversight.page(desk, actor, _narrowed(typed), _before())
    except Invalid as invalid:
        return _shown(oversight.page(desk, actor, Narrowed()), typed, invalid.fields), 422
    return _shown(found, typed, {})


@pages.post("/access-log/verify", action=Action.ACCESS_LOG_VERIFY)
def verify() -> ResponseReturnValue:
    """Read the whole log again, hold it against what was signed, and show the report."""
    found = log_check.verify(current_desk(), current_actor(), _against)
    return render_template("oversight/report.html", found=found, command=COMMAND, key=_against().verifier_keys[0])


@pages.post("/access-log/export", action=Action.ACCESS_LOG_EXPORT)
def export() -> ResponseReturnValue:
    """What the page shows, all of it, as a file: CSV or JSON lines, written as it is read."""
    typed = _typed(request.form)
    desk, actor, kind = current_desk(), current_actor(), request.form.get("format", "")
    try:
        if kind not in {"csv", "jsonl"}:
            raise Invalid({"format": "Choose CSV or JSON lines."})
        acts = oversight.export(desk, actor, _narrowed(typed))
    except Invalid as invalid:
        return _shown(oversight.page(desk, actor, Narrowed()), typed, invalid.fields), 422
    most = oversight.MOST_EXPORTED
    zone = actor.program.zone
    lines = log_sheet.csv_lines(acts, zone, most) if kind == "csv" else log_sheet.json_lines(acts, most)
    mimetype = "text/csv" if kind == "csv" else "application/jsonl"
    response = Response((line.encode() for line in lines), mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="access-log.{kind}"'
    return response


def _against() -> Against:
    """The hub's own public key and second path. Read only for whom the policy lets verify; 503 when the key is gone."""
    settings = current_hub().settings
    try:
        return Against(verifier_keys=(verifier_key(settings),), second_path=settings.checkpoint_copy)
    except Misconfigured as error:
        raise Unavailable from error


def _shown(found: LogPage, typed: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "oversight/entries.html",
        page=found,
        typed=typed,
        errors=errors,
        asked={name: value for name, value in typed.items() if value},
        people=_people(found, typed["person"]),
        actions=[(slug.value, words) for slug, words in log_words.ACTIONS.items()],
        outcomes=tuple(log_words.OUTCOMES.items()),
    )


def _people(found: LogPage, chosen: str) -> list[tuple[str, str]]:
    """Whom to narrow by: the agency's own people, and whoever of another agency was chosen from an entry."""
    people: dict[str, str] = dict(found.staff)
    others = {act.person_handle: f"{act.person}, {act.program}" for act in found.acts if act.person_handle}
    if chosen and chosen not in people:
        people[chosen] = next((name for handle, name in others.items() if handle == chosen), "The person you chose")
    return list(people.items())


def _typed(given: Mapping[str, str]) -> dict[str, str]:
    return {name: given.get(name, "").strip()[:64] for name in _FIELDS}


def _narrowed(typed: dict[str, str]) -> Narrowed:
    """The filters as typed; Invalid for a day that is none."""
    wrong: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        try:
            days[name] = date.fromisoformat(typed[name]) if typed[name] else None
        except ValueError:
            wrong[name] = "Write the day like 2026-11-03."
    for name, day in days.items():
        if day and not date(2000, 1, 1) <= day < date(2200, 1, 1):
            wrong[name] = "Write a day of this century or the next, like 2026-11-03."
    if wrong:
        raise Invalid(wrong)
    return Narrowed(
        person=typed["person"],
        action=typed["action"],
        outcome=typed["outcome"],
        reference=typed["reference"],
        since=days["since"],
        until=days["until"],
    )


def _before() -> int | None:
    """The number to go on from; anything else begins at the newest entry."""
    typed = request.args.get("before", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _LONGEST else None
