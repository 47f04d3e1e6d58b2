"""Room: tests. A provider tells the hub that a session is over: believed when signed, once, and for its own people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from coordination.casework import roster, sessions
from coordination.model.session import Proof
from tests.casework.doorstep import MFA, find, log
from tests.community import Community
from tests.web.signin.forge import CLIENT, SECRET, Attempt, Liar, liar, logout_attempt, seconds

SUBJECT = "dana"


@pytest.fixture(scope="module")
def make_provider() -> Iterator[Callable[[], Liar]]:
    with liar() as fresh:
        yield fresh


@pytest.fixture
def provider(community: Community, make_provider: Callable[[], Liar]) -> Liar:
    """A provider on the roster, with one person of its own."""
    made = make_provider()
    line = {"issuer": made.issuer, "subject": SUBJECT}
    data = {
        "issuers": [
            {
                "url": made.issuer,
                "name": "Notices",
                "client_id": CLIENT,
                "client_secret_env": "X",
                "agencies": ["north_county"],
            }
        ],
        "people": [line | {"name": "Dana Fox"}],
        "appointments": [line | {"program": "cps", "role": "worker"}],
    }
    roster.load(community.desk, data, {made.issuer: SECRET})
    return made


def signed_in(community: Community, provider: Liar, sid: str = "session-1") -> str:
    """A session of the provider's person."""
    now = community.clock.now
    proof = Proof(issuer=provider.issuer, subject=SUBJECT, auth_time=now, asked_at=now, mfa=True, acr=MFA, sid=sid)
    return sessions.start(community.desk, proof, community.browser())


def notice(community: Community, provider: Liar, **claims: Any) -> Attempt:  # noqa: ANN401 - claims are what they are
    """A logout token that would be believed now."""
    ready = logout_attempt(provider)
    now = community.clock.now
    ready.claims |= {"iat": seconds(now), "exp": seconds(now + timedelta(minutes=2)), **claims}
    return ready


def post(community: Community, token: str) -> TestResponse:
    """Post it as the provider's server does: no cookie, no form token."""
    return community.client().post("/sign-in/back-channel", data={"logout_token": token})


def test_a_notice_ends_that_session_on_its_next_request(community: Community, provider: Liar) -> None:
    ended, other = signed_in(community, provider), signed_in(community, provider, "session-2")
    answer = post(community, notice(community, provider).token())
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert find(community, ended) is None
    assert find(community, other) is not None


def test_a_notice_without_sid_ends_all_of_the_person(community: Community, provider: Liar) -> None:
    tokens = [signed_in(community, provider), signed_in(community, provider, "session-2")]
    ready = notice(community, provider)
    del ready.claims["sid"]
    assert post(community, ready.token()).status_code == 200
    assert [find(community, token) for token in tokens] == [None, None]


def test_a_replayed_notice_does_nothing(community: Community, provider: Liar) -> None:
    token = notice(community, provider).token()
    assert post(community, token).status_code == 200
    again = signed_in(community, provider)
    for _ in range(5):
        assert post(community, token).status_code == 400
    assert find(community, again) is not None
    counted = [(entry.reason, entry.outcome) for entry in log(community, "session:end")]
    assert counted == [("by_provider", "allowed"), ("logout_replayed", "refused")]  # once a minute, however often


@pytest.mark.parametrize("change", [
    {"key": "attacker"},
    {"claims": {"aud": "somebody-else"}},
    {"claims": {"events": {}}},
    {"claims": {"nonce": "n"}},
    {"header": {"typ": "JWT"}},
])  # fmt: skip
def test_a_forged_notice_ends_nothing_and_is_counted(
    community: Community, provider: Liar, change: dict[str, Any]
) -> None:
    session = signed_in(community, provider)
    ready = notice(community, provider, **change.get("claims", {}))
    ready.header |= change.get("header", {})
    ready.key = change.get("key", ready.key)
    for _ in range(5):
        assert post(community, ready.token()).status_code == 400
    assert find(community, session) is not None
    assert [entry.outcome for entry in log(community, "session:end")] == ["refused"]


def test_a_notice_names_only_the_issuers_own_people(community: Community, provider: Liar) -> None:
    """This provider signs a notice about the subject of another one."""
    token = community.token("ana_cps_worker")
    ready = notice(community, provider, sub="ana_cps_worker")
    del ready.claims["sid"]
    assert post(community, ready.token()).status_code == 200
    assert find(community, token) is not None


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "x" * 20_000])
def test_what_is_no_notice_is_refused(community: Community, token: str) -> None:
    assert post(community, token).status_code == 400
