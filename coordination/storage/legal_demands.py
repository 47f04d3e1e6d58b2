"""Room: storage. Legal demands for records: rows beside the papers on file that name no type and open nothing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, insert, or_, select

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.authority import LEGAL_DEMAND, LegalDemand
from coordination.model.ids import AuthorityId, CaseId, Handle, ProgramId
from coordination.storage import keys
from coordination.storage.authority_tables import authorities, authority_recipients
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import agencies, people, programs

Words = tuple[str, str]
"""Who demands it, and what."""


def record(
    cabinet: Cabinet,
    grant: Grant,
    demand: tuple[AuthorityId, Handle],
    of: Sequence[ProgramId],
    due_at: datetime,
    words: Words,
) -> None:
    """Keep a demand that reached the actor's program. demand: its new id and handle; of: whose records it asks for."""
    (demand_id, handle), actor, case_id = demand, grant.actor, grant.case.case_id
    drawer = _drawer(demand_id, case_id, actor.program_id)
    key_id, sealed = keys.seal(cabinet, grant, drawer, actor.agency_id, json.dumps(words, ensure_ascii=False).encode())
    cabinet.connection.execute(
        insert(authorities).values(
            id=demand_id,
            handle=handle,
            case_id=case_id,
            program_id=actor.program_id,
            kind=LEGAL_DEMAND,
            starts_at=cabinet.now,
            expires_at=due_at,
            recorded_by=actor.person_id,
            recorded_at=cabinet.now,
            key_id=key_id,
            body=sealed,
        )
    )
    owned = {"authority_id": demand_id, "case_id": case_id, "program_id": actor.program_id}
    named = [{**owned, "recipient_id": one, "recipient_kind": "program"} for one in of]
    cabinet.connection.execute(insert(authority_recipients), named)


def open_listed(cabinet: Cabinet, grant: Grant) -> list[LegalDemand]:
    """The demands on the grant's case that reached the actor's program or ask for its records, newest first."""
    mine = grant.actor.program_id
    named = exists().where(
        authority_recipients.c.authority_id == authorities.c.id, authority_recipients.c.recipient_id == mine
    )
    query = (
        select(
            authorities,
            programs.c.name.label("program_name"),
            agencies.c.name.label("agency_name"),
            people.c.name.label("recorder"),
        )
        .join(programs, programs.c.id == authorities.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(people, people.c.id == authorities.c.recorded_by)
        .where(
            authorities.c.case_id == grant.case.case_id,
            authorities.c.kind == LEGAL_DEMAND,
            or_(authorities.c.program_id == mine, named),
        )
        .order_by(authorities.c.recorded_at.desc(), authorities.c.id)
    )
    rows = cabinet.connection.execute(query).all()
    asked = _programs(cabinet, [row.id for row in rows]) if rows else {}
    found = []
    for row in rows:
        owner = ProgramId(row.program_id)
        drawer = _drawer(AuthorityId(row.id), CaseId(row.case_id), owner)
        asked_by, asks = json.loads(keys.unseal_sent(cabinet, grant, drawer, (owner, mine), row.key_id, row.body))
        found.append(
            LegalDemand(
                came_to=f"{row.agency_name}, {row.program_name}",
                recorded_by=row.recorder,
                recorded_at=row.recorded_at,
                asked_by=asked_by,
                asks=asks,
                due_at=row.expires_at,
                programs=tuple(asked[row.id]),
            )
        )
    return found


def _programs(cabinet: Cabinet, ids: Sequence[str]) -> dict[str, list[str]]:
    query = (
        select(authority_recipients.c.authority_id, programs.c.name)
        .join(programs, programs.c.id == authority_recipients.c.recipient_id)
        .where(authority_recipients.c.authority_id.in_(ids))
        .order_by(programs.c.name)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for demand_id, name in cabinet.connection.execute(query):
        found[demand_id].append(name)
    return found


def _drawer(demand_id: AuthorityId, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=authorities.name,
        row=demand_id,
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
