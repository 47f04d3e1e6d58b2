"""Room: tests. The yearly confidentiality statement comes before anything else, and is kept with date and version."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from coordination.casework import sessions, statements
from coordination.model.account import STATEMENT_LASTS, StatementDue
from coordination.model.ids import AppointmentId
from coordination.storage.accounts import accounts
from tests.casework.doorstep import here, log
from tests.community import Community, Visitor

ANA = "ana_cps_worker"


def forget(community: Community) -> None:
    """Ana has never accepted anything."""
    with community.desk.database.write() as connection:
        mine = accounts.c.person_id == community.people[ANA]
        connection.execute(update(accounts).where(mine).values(statement=None, accepted_at=None))


def accept(visitor: Visitor, **changed: str) -> TestResponse:
    form = {"read": "yes", "version": statements.in_force().version, "next": "/cases", **changed}
    return visitor.send("/confidentiality", form)


def test_nothing_opens_before_the_statement_is_accepted(community: Community) -> None:
    forget(community)
    ana = community.client(ANA)
    for path in ("/cases", "/search", "/sessions", "/drafts", "/cases/new"):
        answer = ana.get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/choose"), path
    assert ana.send("/cases", {"called": "Fern", "confirm": "yes"}).status_code == 303
    assert not log(community, "case:open")
    assert ana.get("/choose?next=/cases").headers["Location"] == "/confidentiality?next=/cases"
    assert "What leaks can get that child killed" in ana.get("/confidentiality?next=/cases").text


def test_accepting_goes_on_to_the_work_and_is_logged_with_its_version(community: Community) -> None:
    forget(community)
    ana = community.client(ANA)
    answer = accept(ana)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/cases")
    assert ana.get("/cases").status_code == 200
    (entry,) = log(community, "statement:accept")
    assert (entry.outcome, entry.purpose) == ("allowed", f"statement:{statements.in_force().version}")
    assert entry.actor == community.actor(ANA).handle
    with community.desk.database.read() as connection:
        query = select(accounts.c.statement, accounts.c.accepted_at)
        row = connection.execute(query.where(accounts.c.person_id == community.people[ANA])).one()
    assert (row.statement, row.accepted_at) == (statements.in_force().version, community.clock.now)
    assert community.client(ANA).get("/cases").status_code == 200  # not asked again


@pytest.mark.parametrize("changed", [{"read": ""}, {"version": "1999-01"}, {"version": ""}])
def test_an_empty_box_and_an_older_version_accept_nothing(community: Community, changed: dict[str, str]) -> None:
    forget(community)
    ana = community.client(ANA)
    answer = accept(ana, **changed)
    assert answer.status_code == 422
    assert ana.get("/cases").status_code == 303
    assert not log(community, "statement:accept")


def test_after_a_year_it_is_shown_again(community: Community) -> None:
    forget(community)
    accept(community.client(ANA))
    community.clock.forward(seconds=STATEMENT_LASTS.total_seconds() - 1)
    assert community.client(ANA).get("/cases").status_code == 200
    community.clock.forward(seconds=1)
    assert community.client(ANA).get("/cases").status_code == 303


def test_a_new_text_is_shown_to_everybody(
    community: Community, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "2026-12.md").write_text("# Newer\n\nA newer promise.\n")
    monkeypatch.setattr(statements, "FOLDER", tmp_path)
    statements.in_force.cache_clear()
    try:
        ana = community.client(ANA)
        assert ana.get("/cases").status_code == 303
        assert "A newer promise." in ana.get("/confidentiality").text
    finally:
        monkeypatch.undo()
        statements.in_force.cache_clear()


def test_the_choice_of_an_appointment_does_not_go_round_it(community: Community) -> None:
    forget(community)
    token = community.token(ANA)
    session = here(community, token)
    (offer,) = sessions.offers(community.desk, session)
    with pytest.raises(StatementDue):
        sessions.choose(community.desk, session, AppointmentId(offer.appointment_id), community.browser())
    assert log(community, "session:start")[-1].reason == "statement_due"
    ana = community.client()
    ana.carry(token)
    assert ana.send("/choose", {"appointment": offer.appointment_id}).status_code == 404


def test_whoever_owes_nothing_is_sent_on(community: Community) -> None:
    ana = community.client(ANA)
    assert ana.get("/confidentiality?next=/cases").headers["Location"] == "/cases"
    assert accept(ana).status_code == 303
    assert not log(community, "statement:accept")
    assert community.client().get("/confidentiality").status_code == 303


def test_a_locked_screen_does_not_show_it(community: Community) -> None:
    forget(community)
    ana = community.client(ANA)
    community.clock.now += timedelta(minutes=16)
    assert ana.get("/confidentiality").status_code == 423
