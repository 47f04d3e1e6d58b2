"""Room: tests. Refused sign-ins stand on the log of each agency whose provider it was, and tell of no other agency."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.casework import roster, sessions
from coordination.casework.oversight import NOBODY
from coordination.model.action import Action
from coordination.model.errors import Refused
from tests.casework.doorstep import log
from tests.casework.watched import acts, number, page
from tests.community import Community, issuer_of
from tests.web.gateway import STRANGER, Gateway, gateway

ANA = "ana_cps_worker"


@pytest.fixture
def gate(community: Community) -> Iterator[Gateway]:
    with gateway(community) as opened:
        yield opened


def refused_of(community: Community, slug: str) -> list[tuple[str, str, str]]:
    """What this auditor reads of people who did not get in: person, program, purpose."""
    return [(act.person, act.program, act.purpose) for act in acts(community, slug) if act.outcome == "Refused"]


def test_a_stranger_stands_on_the_log_of_the_agency_whose_provider_it_was(gate: Gateway) -> None:
    community = gate.community
    assert gate.sign_in(STRANGER).status_code == 403
    number(community)
    ((person, program, purpose),) = refused_of(community, "aud_north")
    assert (person, purpose) == (NOBODY, "Once")
    assert program.endswith("North County Human Services")
    assert refused_of(community, "aud_lake") == []


def test_a_provider_of_two_agencies_tells_neither_of_the_other(community: Community) -> None:
    url = issuer_of(ANA)
    line = {"url": url, "name": "Shared", "client_id": "coordination", "agencies": ["north_county", "safe_path"]}
    roster.load(community.desk, {"issuers": [line]})
    sessions.note_strangers(
        community.desk, Action.SESSION_START, kind="pending_expired", count=3, source="", issuer=url
    )
    number(community)
    for slug, agency, other in (("aud_north", "North County", "Safe Path"), ("aud_safe", "Safe Path", "North County")):
        ((_, program, purpose),) = refused_of(community, slug)
        assert agency in program
        assert other not in program
        assert purpose == "3 times"
    assert refused_of(community, "aud_lake") == []
    assert page(community, "aud_lake").acts is not None


def test_somebody_without_an_appointment_any_more_stands_there_by_name(community: Community) -> None:
    line = {"issuer": issuer_of(ANA), "subject": ANA, "program": "cps", "role": "worker", "ended": True}
    roster.load(community.desk, {"appointments": [line]})
    with pytest.raises(Refused):
        community.token(ANA)
    number(community)
    ((person, _, _),) = refused_of(community, "aud_north")
    assert person == "Ana Brook"


def test_a_refusal_at_no_known_provider_is_the_hubs_own(gate: Gateway) -> None:
    gate.visitor.get("/sign-in/return?code=x&state=y")
    number(gate.community)
    assert log(gate.community, "session:start")[0].program == ""
    assert refused_of(gate.community, "aud_north") == []
