"""Room: web. The team page: programs and people on a case, whom to invite or assign, coordination, restriction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from coordination.casework import previews, teams
from coordination.casework.cases import CLOSING, REOPENING
from coordination.casework.closing import DESPITE
from coordination.casework.desk import Desk
from coordination.casework.previews import ASKED
from coordination.door.gate import current_actor, current_desk
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Invalid
from coordination.model.ids import CaseId, PersonId, ProgramId, case_id_of
from coordination.model.sight import Sight
from coordination.model.team import TeamPage
from coordination.web.sent import act_key

pages = Blueprint("team", __name__)
_Id = TypeVar("_Id")


@pages.get("/cases/<case_id>/team", action=Action.TEAM_READ)
def read(case_id: str) -> ResponseReturnValue:
    """The team, and what the viewer may do about it."""
    return team_page(case_id_of(case_id), {})


@pages.post("/cases/<case_id>/team/programs", action=Action.TEAM_INVITE)
def invite(case_id: str) -> ResponseReturnValue:
    """Ask a program onto the team."""
    found, program = case_id_of(case_id), ProgramId(request.form.get("program", ""))
    if request.form.get(ASKED):
        return _looked(found, program, previews.invitation)
    try:
        teams.invite(current_desk(), current_actor(), found, program, act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return _back(found)


@pages.post("/cases/<case_id>/team/programs/<program_id>/end", action=Action.TEAM_END)
def end_place(case_id: str, program_id: str) -> ResponseReturnValue:
    """End a program's place, and its people's with it."""
    found = case_id_of(case_id)
    if request.form.get(ASKED):
        return _looked(found, ProgramId(program_id), previews.end_of_place)
    teams.end_place(current_desk(), current_actor(), found, ProgramId(program_id), act_key())
    return _back(found)


@pages.post("/cases/<case_id>/team/people", action=Action.MEMBER_ASSIGN)
def assign(case_id: str) -> ResponseReturnValue:
    """Assign a person of one's own program."""
    found, person = case_id_of(case_id), PersonId(request.form.get("person", ""))
    if request.form.get(ASKED):
        return _looked(found, person, previews.assignment)
    try:
        teams.assign(current_desk(), current_actor(), found, person, act_key())
    except Invalid as invalid:
        return team_page(found, invalid.fields), 422
    return _back(found)


@pages.post("/cases/<case_id>/team/people/<person_id>/end", action=Action.MEMBER_END)
def end_member(case_id: str, person_id: str) -> ResponseReturnValue:
    """Take a person of one's own program off the team."""
    found = case_id_of(case_id)
    if request.form.get(ASKED):
        return _looked(found, PersonId(person_id), previews.end_of_membership)
    teams.end_member(current_desk(), current_actor(), found, PersonId(person_id), act_key())
    return _back(found)


def team_page(case_id: CaseId, errors: Mapping[str, str]) -> str:
    """The page, with what could not be taken and what was typed."""
    return _rendered(teams.read(current_desk(), current_actor(), case_id), errors)


def _looked(case_id: CaseId, chosen: _Id, ask: Callable[[Desk, Actor, TeamPage, _Id], Sight]) -> ResponseReturnValue:
    """The page with what somebody would see or see no more; what was chosen stays chosen, and nothing is done."""
    page = teams.read(current_desk(), current_actor(), case_id)
    try:
        sight = ask(current_desk(), current_actor(), page, chosen)
    except Invalid as invalid:
        return _rendered(page, invalid.fields), 422
    return _rendered(page, {}, sight)


def _rendered(page: TeamPage, errors: Mapping[str, str], sight: Sight | None = None) -> str:
    return render_template(
        "team/team.html",
        page=page,
        case_id=page.case_id,
        errors=errors,
        sight=sight,
        typed={name: values if name == "people" else values[0] for name, values in request.form.lists()},
        closing=tuple(CLOSING.items()),
        despite=tuple(DESPITE.items()),
        reopening=tuple(REOPENING.items()),
    )


def _back(case_id: CaseId) -> ResponseReturnValue:
    return redirect(url_for("team.read", case_id=case_id), 303)
