"""Room: tests. A session opens what the roster gives now, to the person who was proved, and to nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coordination.casework import open_sessions, roster, sessions
from coordination.model.actor import Role
from coordination.model.session import NotOnRoster, NotTheSamePerson, SecondFactorMissing
from tests.casework.doorstep import find, here, log, proof
from tests.community import NEW_PERSON, Community, issuer_of
from tests.community_ground import AGENCIES, ZONE

ANA = "ana_cps_worker"
NORTH = "https://id.north-county.example"


def appoint(community: Community, slug: str, program: str, role: str = "worker", *, ended: bool = False) -> None:
    """Load an appointment."""
    line = {"issuer": issuer_of(slug), "subject": slug, "program": program, "role": role, "ended": ended}
    roster.load(community.desk, {"appointments": [line]})


def test_a_person_of_the_roster_acts_in_their_appointment(community: Community) -> None:
    session = here(community, community.token(ANA))
    assert session.actor is not None
    assert (session.actor.name, session.actor.role) == ("Ana Brook", Role.WORKER)
    assert session.actor.program.slug == "cps"
    assert session.actor.session == session.handle


def test_finding_a_session_is_one_statement_and_no_commit(community: Community) -> None:
    token = community.token(ANA)
    with community.desk.database.count() as tally:
        here(community, token)
    assert tally.statements == 1


@pytest.mark.parametrize(("issuer", "subject"), [
    ("https://id.lakeside-police.example", ANA),
    (NORTH, "det_lake"),
    ("https://id.nowhere.example", ANA),
    (NORTH, ANA.upper()),
    (NORTH, NEW_PERSON),
])  # fmt: skip
def test_only_issuer_and_subject_together_are_a_person(community: Community, issuer: str, subject: str) -> None:
    with pytest.raises(NotOnRoster):
        sessions.start(community.desk, proof(community, ANA, issuer=issuer, subject=subject), community.browser())
    assert log(community, "session:start") == []  # a stranger: the door counts them


def test_a_stranger_learns_whom_to_ask_and_nothing_else(community: Community) -> None:
    with pytest.raises(NotOnRoster) as refused:
        sessions.start(community.desk, proof(community, NEW_PERSON), community.browser())
    assert refused.value.ask == ("Max Hill, North County Human Services",)


def test_an_issuer_speaks_only_for_the_agencies_listed_for_it(community: Community) -> None:
    """The same person, once their issuer no longer speaks for their agency: at sign-in and on the next request."""
    token = community.token(ANA)
    with_other_agency = {
        "url": NORTH,
        "name": "North County sign-in",
        "client_id": "coordination",
        "algorithms": ["ES256"],
        "agencies": ["harbor_cac"],
    }
    roster.load(community.desk, {"issuers": [with_other_agency]})
    assert find(community, token) is None
    with pytest.raises(NotOnRoster):
        community.token(ANA)


def test_sign_in_without_a_second_factor_is_refused_and_logged(community: Community) -> None:
    with pytest.raises(SecondFactorMissing):
        sessions.start(community.desk, proof(community, ANA, mfa=False), community.browser())
    (entry,) = log(community, "session:start")
    assert (entry.outcome, entry.reason, entry.kind) == ("refused", "second_factor_missing", "person")
    assert entry.program == community.programs["cps"].handle


def test_a_sign_in_is_logged_with_its_session_and_program(community: Community) -> None:
    session = here(community, community.token(ANA))
    (entry,) = log(community, "session:start")
    assert (entry.outcome, entry.actor, entry.session) == ("allowed", session.person_handle, session.handle)
    assert entry.program == community.programs["cps"].handle
    assert entry.source == community.browser().source


@pytest.mark.parametrize("what", ["person", "appointment", "program", "agency", "issuer"])
def test_what_ends_in_the_roster_ends_the_session_on_its_next_request(community: Community, what: str) -> None:
    token = community.token(ANA)
    name, government = AGENCIES["north_county"]
    line: dict[str, tuple[str, dict[str, object]]] = {
        "person": ("people", {"issuer": NORTH, "subject": ANA, "name": "Ana Brook"}),
        "appointment": ("appointments", {"issuer": NORTH, "subject": ANA, "program": "cps", "role": "worker"}),
        "program": (
            "programs",
            {
                "slug": "cps",
                "agency": "north_county",
                "name": "Child Protection",
                "partner_type": "child_welfare",
                "jurisdictions": ["us_federal", "us_minnesota"],
            },
        ),
        "agency": ("agencies", {"slug": "north_county", "name": name, "government": government, "zone": ZONE}),
        "issuer": (
            "issuers",
            {"url": NORTH, "name": "N", "client_id": "coordination", "agencies": ["north_county"]},
        ),
    }
    section, values = line[what]
    loaded = roster.load(community.desk, {section: [values | {"ended": True}]})
    assert loaded.ended == 1
    assert find(community, token) is None
    with pytest.raises(NotOnRoster):
        community.token(ANA)


def test_the_screen_locks_at_fifteen_minutes_and_not_before(community: Community) -> None:
    token = community.token(ANA)
    community.clock.forward(minutes=15, microseconds=-1)
    assert here(community, token).actor is not None
    community.clock.forward(microseconds=1)
    locked = here(community, token)
    assert locked.locked
    assert locked.actor is None


def test_use_keeps_the_screen_open_in_a_commit_that_happens_anyway(community: Community) -> None:
    token = community.token(ANA)
    community.clock.forward(minutes=14)
    session = here(community, token)
    assert session.actor is not None
    with community.desk.database.count() as tally:
        open_sessions.own(replace(community.desk, seen=session.seen), session.actor)
    assert tally.commits <= 3  # the entry, and the two reads; none for the last use alone
    community.clock.forward(minutes=14)
    assert not here(community, token).locked


def test_last_use_is_written_at_most_once_a_minute(community: Community) -> None:
    token = community.token(ANA)
    community.clock.forward(seconds=59)
    session = here(community, token)
    assert session.actor is not None
    open_sessions.own(replace(community.desk, seen=session.seen), session.actor)
    assert here(community, token).last_seen_at == session.last_seen_at


def test_a_late_request_does_not_wake_a_locked_or_ended_session(community: Community) -> None:
    token = community.token(ANA)
    session = here(community, token)
    assert session.actor is not None
    sessions.lock(community.desk, session, community.browser())
    community.clock.forward(minutes=2)
    open_sessions.own(replace(community.desk, seen=session.seen), session.actor)
    late = here(community, token)
    assert late.locked
    assert late.last_seen_at == session.last_seen_at


def test_a_session_ends_twelve_hours_after_the_person_proved_themselves(community: Community) -> None:
    """Counted from the provider's auth_time, whatever was done in between."""
    earlier = community.clock.now
    community.clock.forward(hours=2)
    token = sessions.start(community.desk, proof(community, ANA, auth_time=earlier), community.browser())
    for _ in range(60):
        community.clock.forward(minutes=10)
        session = find(community, token)
        if session is None or session.actor is None:
            break
        open_sessions.own(replace(community.desk, seen=session.seen), session.actor)
    assert community.clock.now - earlier == community.hub.limits.absolute


def test_unlocking_rotates_the_token_and_keeps_the_session(community: Community) -> None:
    token = community.token(ANA)
    community.clock.forward(minutes=20)
    locked = here(community, token)
    fresh = sessions.unlock(community.desk, locked, proof(community, ANA), community.browser())
    assert find(community, token) is None
    session = here(community, fresh)
    assert session.handle == locked.handle
    assert session.actor is not None


@pytest.mark.parametrize("changed", [
    {"subject": "sam_cps_supervisor"},
    {"issuer": "https://id.lakeside-police.example"},
])  # fmt: skip
def test_somebody_else_cannot_unlock_a_screen(community: Community, changed: dict[str, str]) -> None:
    token = community.token(ANA)
    community.clock.forward(minutes=20)
    locked = here(community, token)
    with pytest.raises(NotTheSamePerson):
        sessions.unlock(community.desk, locked, proof(community, ANA, **changed), community.browser())
    assert here(community, token).locked
    assert log(community)[-1].reason == "not_the_same_person"


def test_an_old_sign_in_does_not_unlock_a_screen(community: Community) -> None:
    """A provider that skips prompt=login answers with the sign-in of this morning."""
    token = community.token(ANA)
    old = community.clock.now
    community.clock.forward(minutes=20)
    locked, stale = here(community, token), proof(community, ANA, auth_time=old)
    with pytest.raises(NotTheSamePerson):
        sessions.unlock(community.desk, locked, stale, community.browser())


def test_step_up_opens_locations_for_fifteen_minutes_on_a_new_token(community: Community) -> None:
    token = community.token(ANA)
    fresh = sessions.step_up(community.desk, here(community, token), proof(community, ANA), community.browser())
    assert find(community, token) is None
    actor = here(community, fresh).actor
    assert actor is not None
    assert actor.stepped_up(community.clock.now)
    assert not actor.stepped_up(community.clock.now + community.hub.limits.step_up)


@pytest.mark.parametrize("changed", [{"acr": "urn:something:weaker"}, {"acr": ""}, {"mfa": False}])
def test_step_up_needs_the_issuers_own_profile(community: Community, changed: dict[str, object]) -> None:
    token = community.token(ANA)
    with pytest.raises(SecondFactorMissing):
        sessions.step_up(community.desk, here(community, token), proof(community, ANA, **changed), community.browser())
    actor = here(community, token).actor
    assert actor is not None
    assert not actor.stepped_up(community.clock.now)


def test_a_locked_screen_cannot_step_up(community: Community) -> None:
    token = community.token(ANA)
    community.clock.forward(minutes=20)
    with pytest.raises(SecondFactorMissing):
        sessions.step_up(community.desk, here(community, token), proof(community, ANA), community.browser())
