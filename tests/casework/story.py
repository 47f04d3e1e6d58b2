"""Room: tests. The steps that most stories about cases begin with, done through casework by the people who may."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from coordination.audit.tables import entry
from coordination.casework import cases, teams
from coordination.model.ids import CaseId, new_id
from tests.community import Community


def opened(community: Community, slug: str, **answers: str) -> CaseId:
    """A case opened by this person; called "Wren" unless told otherwise."""
    return cases.open_case(community.desk, community.actor(slug), {"called": "Wren", **answers}, new_id())


def invited(community: Community, case_id: CaseId, program: str, by: str = "ana_cps_worker") -> CaseId:
    """The program has its place, unless it is confidential."""
    teams.invite(community.desk, community.actor(by), case_id, community.programs[program].id, new_id())
    return case_id


def assigned(community: Community, case_id: CaseId, program: str, supervisor: str, *people: str) -> CaseId:
    """The program has its place and its supervisor assigned these people."""
    invited(community, case_id, program)
    for slug in people:
        teams.assign(community.desk, community.actor(supervisor), case_id, community.people[slug], new_id())
    return case_id


def entries_of(community: Community) -> list[dict[str, Any]]:
    """The access log as it was written, oldest first."""
    with community.desk.consulting() as cabinet:
        rows = cabinet.connection.execute(select(entry.c.bytes).order_by(entry.c.id))
        return [json.loads(row.bytes) for row in rows]
