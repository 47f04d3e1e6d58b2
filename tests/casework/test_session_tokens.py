"""Room: tests. Which token is whose: choosing an appointment, a cookie elsewhere, too many, the ID token."""

from __future__ import annotations

import pytest

from coordination.casework import sessions
from coordination.model.actor import Role
from coordination.model.errors import Refused
from coordination.model.ids import AppointmentId, new_id
from coordination.model.session import Browser
from tests.casework.doorstep import find, here, log, proof
from tests.casework.test_sessions import ANA, appoint
from tests.community import Community


def test_with_two_appointments_nothing_opens_until_one_is_chosen(community: Community) -> None:
    appoint(community, ANA, "cps", "auditor")
    token = community.token(ANA)
    session = here(community, token)
    assert session.actor is None
    offered = sessions.offers(community.desk, session)
    assert [offer.role for offer in offered] == [Role.AUDITOR, Role.WORKER]
    fresh = sessions.choose(community.desk, session, offered[0].appointment_id, community.browser())
    assert find(community, token) is None
    actor = here(community, fresh).actor
    assert actor is not None
    assert actor.role is Role.AUDITOR


def test_an_appointment_that_is_not_on_offer_cannot_be_chosen(community: Community) -> None:
    appoint(community, ANA, "cps", "auditor")
    session = here(community, community.token(ANA))
    theirs = here(community, community.token("det_lake")).appointment_id
    assert theirs is not None
    for wrong in (theirs, AppointmentId(new_id())):
        with pytest.raises(Refused):
            sessions.choose(community.desk, session, wrong, community.browser())
    assert log(community)[-1].reason == "appointment_not_offered"


def test_a_cookie_in_another_client_locks_the_session_for_both(community: Community) -> None:
    token = community.token(ANA)
    thief = Browser(source="elsewhere", device="Chrome on Windows", client="another-client")
    stolen = sessions.find(community.desk, token, browser=thief)
    assert stolen is not None
    assert stolen.locked
    assert stolen.actor is None
    assert here(community, token).locked
    assert (log(community)[-1].outcome, log(community)[-1].reason) == ("refused", "other_client")


def test_meta_the_client_is_what_stops_a_stolen_cookie(community: Community) -> None:
    """Break the guard on purpose: a find that is told no client lets the cookie through."""
    found = sessions.find(community.desk, community.token(ANA), browser=Browser())
    assert found is not None
    assert not found.locked


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "é" * 43, "' OR 1=1 --"])
def test_a_made_up_token_is_nobody(community: Community, token: str) -> None:
    assert find(community, token) is None


def test_the_database_holds_no_token(community: Community) -> None:
    token = community.token(ANA)
    with community.desk.database.read() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM sessions").all()
    assert rows
    assert token not in repr(rows)


def test_the_oldest_of_too_many_sessions_ends(community: Community) -> None:
    tokens = []
    for _ in range(4):
        tokens.append(community.token(ANA))
        community.clock.forward(seconds=1)
    assert [find(community, token) is not None for token in tokens] == [False, True, True, True]


def test_signing_in_again_ends_the_session_of_this_browser(community: Community) -> None:
    before = community.token(ANA)
    replaced = here(community, before)
    after = sessions.start(community.desk, proof(community, "det_lake"), community.browser(), replaces=replaced)
    assert find(community, before) is None
    assert here(community, after).name == "Leo Marsh"


def test_the_id_token_is_sealed_and_gone_after_sign_out(community: Community) -> None:
    token = sessions.start(community.desk, proof(community, ANA, id_token="a.b.c"), community.browser())
    session = here(community, token)
    with community.desk.database.read() as connection:
        assert b"a.b.c" not in connection.exec_driver_sql("SELECT id_token FROM sessions").scalar_one()
    assert sessions.sign_out(community.desk, session, community.browser()) == "a.b.c"
    with community.desk.database.read() as connection:
        assert connection.exec_driver_sql("SELECT id_token FROM sessions").scalar_one() is None
    assert find(community, token) is None
    assert log(community, "session:end")[-1].reason == "signed_out"
