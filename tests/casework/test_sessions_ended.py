"""Room: tests. Sessions are listed and ended by their person, by an administrator of the agency, by the provider."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from sqlalchemy import insert

from coordination.casework import open_sessions, sessions
from coordination.model.errors import Refused
from coordination.model.ids import Handle, new_id
from coordination.storage import session_lists
from coordination.storage.cabinet import Cabinet
from coordination.storage.sessions import logout_tokens
from tests.casework.doorstep import find, here, log, proof
from tests.community import Community, issuer_of

ANA = "ana_cps_worker"


class _GivenBack(Exception):
    """What was held was not wanted."""


def test_a_person_sees_and_ends_their_own_sessions(community: Community) -> None:
    first, second = community.token(ANA), community.token(ANA)
    actor = here(community, second).actor
    assert actor is not None
    lines = open_sessions.own(community.desk, actor)
    assert [line.own for line in lines].count(True) == 1
    assert len(lines) == 2
    open_sessions.end(community.desk, actor, here(community, first).handle, key=new_id())
    assert find(community, first) is None
    assert find(community, second) is not None
    assert log(community, "session:end")[-1].outcome == "allowed"


def test_nobody_ends_the_session_of_somebody_else(community: Community) -> None:
    token = community.token(ANA)
    handle = here(community, token).handle
    for other in ("sam_cps_supervisor", "det_lake", "aud_north"):
        with pytest.raises(Refused):
            open_sessions.end(community.desk, community.actor(other), handle, key=new_id())
    assert find(community, token) is not None
    assert log(community, "session:end")[-1].outcome == "refused"


def test_a_session_that_never_was_is_refused_like_one_that_is_hidden(community: Community) -> None:
    actor = community.actor("det_lake")
    hidden = here(community, community.token(ANA)).handle
    seen = []
    for handle in (hidden, Handle(new_id())):
        with pytest.raises(Refused) as refused:
            open_sessions.end(community.desk, actor, handle, key=new_id())
        seen.append((refused.value.sentence, refused.value.reason))
    assert seen[0] == seen[1]


def test_an_administrator_lists_and_ends_sessions_of_their_agency_only(community: Community) -> None:
    ana, leo = community.token(ANA), community.token("det_lake")
    admin = community.actor("adm_north")
    assert {line.name for line in open_sessions.of_agency(community.desk, admin)} == {"Ana Brook", "Max Hill"}
    open_sessions.end(community.desk, admin, here(community, ana).handle, key=new_id())
    assert find(community, ana) is None
    with pytest.raises(Refused):
        open_sessions.end(community.desk, admin, here(community, leo).handle, key=new_id())
    assert find(community, leo) is not None


@pytest.mark.parametrize("slug", [ANA, "sam_cps_supervisor", "aud_north", "pri_privacy"])
def test_only_an_administrator_sees_the_agencys_sessions(community: Community, slug: str) -> None:
    with pytest.raises(Refused):
        open_sessions.of_agency(community.desk, community.actor(slug))


def test_a_provider_ends_one_session_or_all_of_a_person(community: Community) -> None:
    def token(sid: str) -> str:
        return sessions.start(community.desk, proof(community, ANA, sid=sid), community.browser())

    first, second = token("s1"), token("s2")
    end = sessions.end_by_provider
    assert end(community.desk, issuer_of(ANA), subject=ANA, sid="s1", jti="n1", browser=community.browser())
    assert find(community, first) is None
    assert find(community, second) is not None
    assert end(community.desk, issuer_of(ANA), subject=ANA, sid=None, jti="n2", browser=community.browser())
    assert find(community, second) is None


def test_a_provider_cannot_end_the_sessions_of_anothers_people(community: Community) -> None:
    token = community.token(ANA)
    police = issuer_of("det_lake")
    sid = "sid-of-somebody"
    for subject, named in ((ANA, None), (None, sid), (ANA, sid)):
        sessions.end_by_provider(
            community.desk, police, subject=subject, sid=named, jti=new_id(), browser=community.browser()
        )
    assert find(community, token) is not None


def test_a_logout_notice_works_once(community: Community) -> None:
    community.token(ANA)
    notice = {"subject": ANA, "sid": None, "jti": "n1", "browser": community.browser()}
    assert sessions.end_by_provider(community.desk, issuer_of(ANA), **notice)  # type: ignore[arg-type]
    again = community.token(ANA)
    assert not sessions.end_by_provider(community.desk, issuer_of(ANA), **notice)  # type: ignore[arg-type]
    assert find(community, again) is not None
    assert [entry.reason for entry in log(community, "session:end")] == ["by_provider"]  # the rest is for the door


def test_one_logout_notice_sent_twice_at_the_same_moment_is_taken_once(community: Community) -> None:
    community.token(ANA)

    def send() -> bool:
        notice = {"subject": ANA, "sid": None, "jti": "twice"}
        return sessions.end_by_provider(community.desk, issuer_of(ANA), browser=community.browser(), **notice)  # type: ignore[arg-type]

    with ThreadPoolExecutor(2) as pool:
        with suppress(_GivenBack), community.desk.database.write() as connection:
            issuer_id = session_lists.facts_of_issuer_id(
                Cabinet(connection=connection, keyring=community.desk.keyring, now=community.clock.now), issuer_of(ANA)
            )
            row = {"issuer_id": issuer_id, "jti": "twice", "taken_at": community.clock.now}
            connection.execute(insert(logout_tokens).values(row))  # both have looked before either can write
            sent = [pool.submit(send) for _ in range(2)]
            time.sleep(0.3)
            raise _GivenBack
        assert sorted(one.result(30) for one in sent) == [False, True]


def test_an_unknown_issuer_ends_nothing(community: Community) -> None:
    token = community.token(ANA)
    assert not sessions.end_by_provider(
        community.desk, "https://id.nowhere.example", subject=ANA, sid=None, jti="n", browser=community.browser()
    )
    assert find(community, token) is not None
