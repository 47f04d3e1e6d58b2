"""Room: tests. What an order or other paper says lies sealed, and an agency that it names reaches its programs."""

from __future__ import annotations

from sqlalchemy import select

from coordination.casework import records, teams
from coordination.model.explanation import Access
from coordination.model.ids import new_id
from coordination.storage.authority_tables import authorities as table
from tests.casework.test_releases import open_case, seen
from tests.community import Community
from tests.web.test_authority_pages import filed, order


def test_an_agency_named_reaches_its_programs_and_the_words_lie_sealed(community: Community) -> None:
    case, sergeant = open_case(community), community.actor("sgt_lake")
    teams.assign(community.desk, sergeant, case, sergeant.person_id, new_id())
    typed = {"held_at": "2026-11-20 09:00", "outcome": "completed"}
    records.file(community.desk, community.actor("int_harbor"), case, "interview_summary", typed, new_id())
    whole = f"agency:{community.agencies['lakeside_police']}"
    filed(community, case, {**order(community), "recipients": [whole], "evidence_court": "canarydocket"})
    assert seen(community, "sgt_lake", case)["cac", "forensic_interview"] is Access.OPEN
    assert "canarydocket" in community.client("sup_harbor").get(f"/cases/{case}/authorities").text
    with community.desk.consulting([case]) as cabinet:
        bodies = list(cabinet.connection.execute(select(table.c.body)).scalars())
    assert bodies
    assert not any(b"canarydocket" in body for body in bodies)
