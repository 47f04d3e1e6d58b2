"""Room: tests. A team of 36 agencies on one case: its page, its team page and each agency's list stay whole and right.

Seed D7 (Emerging Practices, May 2013): the SEEN coalition of "more than 35" agencies. Nothing is set up by hand for
each: the coordinating program invites it, its own supervisor assigns, and the law decides what it sees.
"""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from coordination.casework import records, roster, sessions, teams
from coordination.model.actor import Actor
from coordination.model.ids import PersonId, ProgramId, new_id
from coordination.model.session import Proof
from coordination.storage import roster as tables
from tests.casework.story import opened
from tests.community import ZONE, Community, Visitor, make_community
from tests.databases import SqliteStore
from tests.instrumented import go_live

MANY = 35
TYPES = ("law_enforcement", "medical", "schools", "mental_health", "juvenile_justice", "child_advocacy_center")
ANA = "ana_cps_worker"


def test_thirty_five_agencies_on_one_case_each_see_it_and_only_what_is_theirs(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("team") / "home"):
        _story(community)


def _story(community: Community) -> None:
    roster.load(community.desk, _file(), {})
    go_live(community.desk)
    case, other = opened(community, ANA), opened(community, ANA)
    programs, people = _found(community)
    ana = community.actor(ANA)
    records.file(community.desk, ana, case, "foreign_child", {"why": "canary-of-immigration"}, new_id())
    tokens = {number: _token(community, number) for number in range(MANY)}
    for number in range(MANY):
        teams.invite(community.desk, ana, case, programs[f"agency_{number}"], new_id())
        boss = _actor(community, tokens[number])
        teams.assign(community.desk, boss, case, people[f"boss_{number}"], new_id())
    visitor = community.client(ANA)
    for path in (f"/cases/{case}", f"/cases/{case}/team"):
        page = visitor.get(path).text
        assert sorted(re.findall(r"<(?:strong|h2[^>]*)>Agency (\d+), Program", page), key=int) == [
            str(one) for one in range(MANY)
        ]
        assert all(re.search(rf"Boss {number}\b", page) for number in range(MANY))
    visitors = {number: _visitor(community, token) for number, token in tokens.items()}
    for one in visitors.values():
        mine, found = one.get("/cases").text, one.get(f"/cases/{case}")
        assert (found.status_code, f"/cases/{case}" in mine, other in mine) == (200, True, False)
        assert "canary" not in found.text
        assert "Immigration" not in found.text
    teams.end_place(community.desk, ana, case, programs["agency_7"], new_id())
    answers = {number: visitors[number].get(f"/cases/{case}").status_code for number in (6, 7, 8)}
    assert answers == {6: 200, 7: 404, 8: 200}


def _found(community: Community) -> tuple[dict[str, ProgramId], dict[str, PersonId]]:
    """The programs and people that came by the roster, by slug and subject; everybody has accepted the statement."""
    for number in range(MANY):
        community.accepts(f"boss_{number}")
    with community.desk.consulting() as cabinet:
        programs = cabinet.connection.execute(select(tables.programs.c.slug, tables.programs.c.id)).all()
        people = cabinet.connection.execute(select(tables.people.c.subject, tables.people.c.id)).all()
    return {slug: ProgramId(one) for slug, one in programs}, {subject: PersonId(one) for subject, one in people}


def _token(community: Community, number: int) -> str:
    now = community.clock.now
    proof = Proof(issuer=_issuer(number), subject=f"boss_{number}", auth_time=now, asked_at=now, mfa=True, sid=new_id())
    return sessions.start(community.desk, proof, community.browser())


def _actor(community: Community, token: str) -> Actor:
    session = sessions.find(community.desk, token, browser=community.browser())
    assert session is not None
    assert session.actor is not None
    return session.actor


def _visitor(community: Community, token: str) -> Visitor:
    visitor = community.client()
    visitor.carry(token)
    return visitor


def _issuer(number: int) -> str:
    return f"https://id.agency-{number}.example"


def _file() -> dict[str, object]:
    every = range(MANY)
    bosses = [{"issuer": _issuer(one), "subject": f"boss_{one}"} for one in every]
    return {
        "agencies": [
            {"slug": f"agency_{one}", "name": f"Agency {one}", "government": one % 2 == 0, "zone": ZONE}
            for one in every
        ],
        "programs": [
            {
                "slug": f"agency_{one}",
                "agency": f"agency_{one}",
                "name": "Program",
                "partner_type": TYPES[one % len(TYPES)],
                "jurisdictions": ["us_federal", "us_minnesota"],
            }
            for one in every
        ],
        "issuers": [
            {"url": _issuer(one), "name": f"Agency {one}", "client_id": "hub", "agencies": [f"agency_{one}"]}
            for one in every
        ],
        "people": [{**boss, "name": f"Boss {one}"} for one, boss in enumerate(bosses)],
        "appointments": [
            {**boss, "program": f"agency_{one}", "role": "supervisor", "title": "Supervisor"}
            for one, boss in enumerate(bosses)
        ],
    }
