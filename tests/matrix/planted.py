"""Room: tests. Bugs of a door, each planted on purpose, that the matrix must find. Each returns the door's endpoint."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import render_template
from sqlalchemy import select, update

from coordination.casework import deadline_acts, record_pages, referrals, teams
from coordination.casework.desk import Desk
from coordination.door.app import Door as App
from coordination.model.action import Action
from coordination.model.actor import Actor
from coordination.model.errors import Conflict, Refused
from coordination.model.ids import CaseId, ProgramId
from coordination.policy import acts, claims, decide
from coordination.policy.claims import Claim
from coordination.storage import case_tables, referral_facts, referral_tables


def nothing_asked(app: App, _patch: pytest.MonkeyPatch) -> str:
    """A GET that only renders a form and asks nobody."""
    app.view_functions["releases.new"] = lambda case_id: render_template(
        "errors/locked.html", kept=False, again=case_id
    )
    return "releases.new"


def wrong_action(_app: App, patch: pytest.MonkeyPatch) -> str:
    """The act is asked under another's name: who may read the team issues codes."""
    ask = Desk.act

    def mislabelled(self: Desk, actor: Actor, action: Action, *rest: Any, **named: Any) -> str:  # noqa: ANN401 - passes on what it is given
        return ask(self, actor, Action.TEAM_READ if action is Action.HUB_CODE_ISSUE else action, *rest, **named)

    patch.setattr(Desk, "act", mislabelled)
    return "releases.issue_code"


def foreign_grant(_app: App, patch: pytest.MonkeyPatch) -> str:
    """Every record of the case is opened under the grant to read the case."""
    patch.setattr(
        record_pages,
        "granted",
        lambda desk, actor, action, facts, _record: desk.ask(actor, action, facts),
    )
    patch.setattr(record_pages, "versions_of", lambda *_: (_ for _ in ()).throw(Conflict("opened")))
    return "records.read"


def own_only_forgotten(_app: App, patch: pytest.MonkeyPatch) -> str:
    """Whoever may read a record may withdraw it."""
    patch.setattr(record_pages, "may_withdraw", lambda _actor, _record: True)
    return "records.withdrawal"


def refusal_unlogged(_app: App, patch: pytest.MonkeyPatch) -> str:
    """A refusal that leaves no entry."""
    patch.setattr(Desk, "_note", lambda *_: None)
    return "team.read"


def refusal_told(app: App, _patch: pytest.MonkeyPatch) -> str:
    """A refusal that says more than the page of what is absent."""
    view = app.view_functions["cases.read"]

    def telling(case_id: str) -> Any:  # noqa: ANN401 - a view
        try:
            return view(case_id)
        except Refused:
            return "This case is not yours.", 404

    app.view_functions["cases.read"] = telling
    return "cases.read"


def changes_before_asking(_app: App, patch: pytest.MonkeyPatch) -> str:
    """A form that writes first and asks afterwards."""
    invite = teams.invite

    def eager(desk: Desk, actor: Actor, case_id: CaseId, *rest: Any) -> None:  # noqa: ANN401 - passes on what it is given
        with desk.database.write((case_id,)) as connection:
            table = case_tables.cases
            connection.execute(update(table).where(table.c.id == case_id).values(offered_to=actor.program_id))
        invite(desk, actor, case_id, *rest)

    patch.setattr(teams, "invite", eager)
    return "team.invite"


def anybodys_referral(_app: App, patch: pytest.MonkeyPatch) -> str:
    """A referral is looked up by its bare id, and its addressee taken for granted."""
    patch.setitem(claims.JUDGES, Claim.ADDRESSED, lambda _actor, facts, _now: facts.referral is not None)
    found = referral_facts.facts_of_referral

    def by_bare_id(cabinet: Any, _program: Any, referral_id: Any) -> Any:  # noqa: ANN401 - as its original
        table = referral_tables.referrals
        query = select(table.c.program_id).where(table.c.id == referral_id)
        return found(cabinet, ProgramId(cabinet.connection.execute(query).scalar() or ""), referral_id)

    patch.setattr(referral_facts, "facts_of_referral", by_bare_id)
    return "referrals.read"


def anybodys_deadline(_app: App, patch: pytest.MonkeyPatch) -> str:
    """Whoever may let some deadline of the case run on may do so with each."""
    look_up = deadline_acts.look_up

    def as_theirs(desk: Desk, actor: Actor, *rest: Any) -> Any:  # noqa: ANN401 - passes on what it is given
        facts, one = look_up(desk, actor, *rest)
        return facts, one and replace(one, program_id=actor.program_id)

    patch.setattr(deadline_acts, "look_up", as_theirs)
    return "deadlines.resume"


def either_side_takes_any_step(_app: App, patch: pytest.MonkeyPatch) -> str:
    """The recipient takes its sender's steps: the policy's clause for one is used for the other."""
    patch.setitem(decide._ABOUT_A_CASE, Action.REFERRAL_CANCEL, acts.FOLLOWS)
    patch.setattr(referrals, "_follow", lambda *_: None)
    return "referrals.cancel"


PLANTS = (
    anybodys_deadline,
    anybodys_referral,
    either_side_takes_any_step,
    changes_before_asking,
    foreign_grant,
    nothing_asked,
    own_only_forgotten,
    refusal_told,
    refusal_unlogged,
    wrong_action,
)
