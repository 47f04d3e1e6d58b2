"""Room: storage. Queries on changes that wait for a second administrator."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.actor import Actor, Role
from coordination.model.ids import AgencyId, Handle, PersonId
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.role_changes import role_changes
from coordination.storage.roster import agencies, appointments, people, programs


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFacts:
    """A change that waits. data: a fragment of a roster. agency_id: whose administrator confirms, or None."""

    change_id: str
    handle: Handle
    kind: str
    data: Mapping[str, list[dict[str, str | bool | list[str]]]]
    agency_id: AgencyId | None
    proposed_by: PersonId
    proposer: str
    proposed_for: str
    own_slug: str
    proposed_at: datetime
    expires_at: datetime


def facts_of_changes(cabinet: Cabinet, actor: Actor, change_id: str | None = None) -> list[ChangeFacts]:
    """The changes that wait and concern this administrator: proposed by them, or theirs to decide. Oldest first.

    INVARIANT: a change for an agency shows to that agency's administrators, and to nobody else but its proposer.
    """
    query = (
        select(role_changes, people.c.name.label("proposer"), agencies.c.name.label("agency_name"), agencies.c.slug)
        .join(people, people.c.id == role_changes.c.proposed_by)
        .join(agencies, agencies.c.id == role_changes.c.proposed_for)
        .where(
            _waiting(cabinet),
            or_(
                role_changes.c.proposed_by == actor.person_id,
                role_changes.c.agency_id == actor.agency_id,
                role_changes.c.agency_id.is_(None),
            ),
        )
        .order_by(role_changes.c.proposed_at, role_changes.c.id)
    )
    if change_id is not None:
        query = query.where(role_changes.c.id == change_id)
    return [
        ChangeFacts(
            change_id=row.id,
            handle=Handle(row.handle),
            kind=row.kind,
            data=json.loads(row.lines),
            agency_id=None if row.agency_id is None else AgencyId(row.agency_id),
            proposed_by=PersonId(row.proposed_by),
            proposer=row.proposer,
            proposed_for=row.agency_name,
            own_slug=row.slug,
            proposed_at=row.proposed_at,
            expires_at=row.expires_at,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_administered(cabinet: Cabinet, agency: str) -> AgencyId | None:
    """The agency of this slug while it is in force and somebody in force is its administrator, else None."""
    query = (
        select(agencies.c.id)
        .join(programs, programs.c.agency_id == agencies.c.id)
        .join(appointments, appointments.c.program_id == programs.c.id)
        .join(people, people.c.id == appointments.c.person_id)
        .where(
            agencies.c.slug == agency,
            appointments.c.role == Role.ADMINISTRATOR.value,
            *(in_force(table, cabinet.now) for table in (agencies, programs, appointments, people)),
        )
        .limit(1)
    )
    found: str | None = cabinet.connection.execute(query).scalar_one_or_none()
    return None if found is None else AgencyId(found)


def propose(
    cabinet: Cabinet,
    grant: Grant,
    *,
    change_id: str,
    handle: Handle,
    kind: str,
    data: Mapping[str, object],
    agency_id: AgencyId | None,
    expires_at: datetime,
) -> None:
    """Keep a change until somebody decides it."""
    cabinet.connection.execute(
        insert(role_changes).values(
            id=change_id,
            handle=handle,
            kind=kind,
            lines=json.dumps(data, sort_keys=True),
            agency_id=agency_id,
            proposed_by=grant.actor.person_id,
            proposed_for=grant.actor.agency_id,
            proposed_at=cabinet.now,
            expires_at=expires_at,
        )
    )


def decide(cabinet: Cabinet, grant: Grant, change_id: str, decision: str) -> bool:
    """Write down what became of a change that still waits; False when somebody was quicker."""
    done = cabinet.connection.execute(
        update(role_changes)
        .where(role_changes.c.id == change_id, _waiting(cabinet))
        .values(decided_by=grant.actor.person_id, decided_at=cabinet.now, decision=decision)
    )
    return done.rowcount == 1


def _waiting(cabinet: Cabinet) -> ColumnElement[bool]:
    return and_(role_changes.c.decided_at.is_(None), role_changes.c.expires_at > cabinet.now)
