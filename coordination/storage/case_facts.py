"""Room: storage. The facts of cases for one actor: six statements for one case or for fifty, none of them narrative.

The facts of an absent case are fetched by the same statements as those of a hidden one (architecture §1).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, exists, or_, select

from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.facts import CaseFacts, Holding, Membership, Place, Release
from coordination.model.ids import AgencyId, CaseId, Handle, ProgramId, ReleaseId
from coordination.model.program import Program
from coordination.storage.case_tables import (
    cases,
    conflicts,
    holdings,
    memberships,
    places,
    restriction_names,
    restrictions,
)
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.record_tables import release_recipients, release_types, releases
from coordination.storage.roster import agencies, programs


def facts(connection: Connection, actor: Actor, case_id: CaseId, *, lock: bool = False) -> CaseFacts:
    """The facts of one case, present or not. lock: hold the case's row until the act commits (PostgreSQL)."""
    return facts_of_many(connection, actor, [case_id], lock=lock)[0]


def facts_of_many(
    connection: Connection, actor: Actor, case_ids: Sequence[CaseId], *, lock: bool = False
) -> list[CaseFacts]:
    """The facts of several cases, in the order asked for; a constant number of statements."""
    ids = list(dict.fromkeys(case_ids))
    header = _headers(connection, actor, ids, lock=lock)
    team = _places(connection, ids)
    mine = _memberships(connection, actor, ids)
    held = _holdings(connection, ids)
    given = _releases(connection, ids)
    return [_assemble(case_id, header, team, mine, held, given) for case_id in case_ids]


def _assemble(  # the five answers that make one case
    case_id: CaseId,
    header: dict[str, Any],
    team: dict[str, list[Place]],
    mine: dict[str, Membership],
    held: dict[str, list[Holding]],
    given: dict[str, list[Release]],
) -> CaseFacts:
    row = header.get(case_id)
    if row is None:
        return CaseFacts(case_id=case_id, handle=Handle(""), present=False)
    return CaseFacts(
        case_id=case_id,
        handle=Handle(row.handle),
        present=True,
        open=row.closed_at is None,
        coordinating_program_id=ProgramId(row.coordinating_program_id),
        offered_to=ProgramId(row.offered_to) if row.offered_to else None,
        places=tuple(team.get(case_id, ())),
        membership=mine.get(case_id),
        restricted=bool(row.restricted),
        named=not row.unnamed,
        conflict=bool(row.conflict),
        holdings=tuple(held.get(case_id, ())),
        releases=tuple(given.get(case_id, ())),
    )


def _headers(connection: Connection, actor: Actor, ids: Sequence[str], *, lock: bool) -> dict[str, Any]:
    in_force = and_(restrictions.c.case_id == cases.c.id, restrictions.c.lifted_at.is_(None))
    naming = exists().where(
        restriction_names.c.restriction_id == restrictions.c.id, restriction_names.c.person_id == actor.person_id
    )
    targets = [actor.person_id, actor.program_id, actor.agency_id]
    query = select(
        cases.c.id,
        cases.c.handle,
        cases.c.closed_at,
        cases.c.coordinating_program_id,
        cases.c.offered_to,
        exists().where(in_force).label("restricted"),
        exists().where(in_force, ~naming).label("unnamed"),
        exists()
        .where(conflicts.c.case_id == cases.c.id, conflicts.c.lifted_at.is_(None), conflicts.c.target_id.in_(targets))
        .label("conflict"),
    ).where(cases.c.id.in_(ids))
    if lock:
        query = query.with_for_update(of=cases)
    return {row.id: row for row in connection.execute(query)}


def _places(connection: Connection, ids: Sequence[str]) -> dict[str, list[Place]]:
    query = (
        select(*PROGRAM_COLUMNS, places.c.case_id, places.c.since, places.c.until)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(places, places.c.program_id == programs.c.id)
        .where(places.c.case_id.in_(ids))
    )
    found: dict[str, list[Place]] = defaultdict(list)
    for *program, case_id, since, until in connection.execute(query):
        found[case_id].append(Place(program=program_of(tuple(program)), since=since, until=until))
    return found


def _memberships(connection: Connection, actor: Actor, ids: Sequence[str]) -> dict[str, Membership]:
    """The actor's own newest membership for the program they act for; nobody else's."""
    query = (
        select(memberships.c.case_id, memberships.c.since, memberships.c.until)
        .where(
            memberships.c.case_id.in_(ids),
            memberships.c.person_id == actor.person_id,
            memberships.c.program_id == actor.program_id,
        )
        .order_by(memberships.c.since)
    )
    return {
        case_id: Membership(person_id=actor.person_id, program_id=actor.program_id, since=since, until=until)
        for case_id, since, until in connection.execute(query)
    }


def _holdings(connection: Connection, ids: Sequence[str]) -> dict[str, list[Holding]]:
    query = (
        select(*PROGRAM_COLUMNS, holdings.c.case_id, holdings.c.information_type)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(holdings, holdings.c.program_id == programs.c.id)
        .where(holdings.c.case_id.in_(ids))
        .order_by(holdings.c.program_id, holdings.c.information_type)
    )
    found: dict[str, list[Holding]] = defaultdict(list)
    known: dict[str, Program] = {}
    for *program, case_id, slug in connection.execute(query):
        owner = known.setdefault(program[0], program_of(tuple(program)))
        found[case_id].append(Holding(program=owner, information_type=InformationType(slug)))
    return found


def _releases(connection: Connection, ids: Sequence[str]) -> dict[str, list[Release]]:
    """Every release on the cases, with its recipients and types: one row per recipient and type, in one statement."""
    query = (
        select(releases, release_recipients.c.recipient_id, release_types.c.information_type)
        .outerjoin(release_recipients, release_recipients.c.release_id == releases.c.id)
        .outerjoin(release_types, release_types.c.release_id == releases.c.id)
        .with_only_columns(
            releases.c.id,
            releases.c.handle,
            releases.c.case_id,
            releases.c.program_id,
            releases.c.starts_at,
            releases.c.expires_at,
            releases.c.revoked_at,
            releases.c.signers_suffice,
            releases.c.names_hub,
            release_recipients.c.recipient_id,
            release_types.c.information_type,
        )
        .where(releases.c.case_id.in_(ids), or_(releases.c.names_hub, release_types.c.information_type.is_not(None)))
    )
    grouped: dict[str, tuple[Any, set[str], set[str]]] = {}
    for row in connection.execute(query):
        _, recipients, types = grouped.setdefault(row.id, (row, set(), set()))
        recipients.update({row.recipient_id} - {None})
        types.update({row.information_type} - {None})
    found: dict[str, list[Release]] = defaultdict(list)
    for first, recipients, types in grouped.values():
        found[first.case_id].append(_release(first, recipients, types))
    return found


def _release(row: Any, recipients: set[str], types: set[str]) -> Release:
    return Release(
        id=ReleaseId(row.id),
        handle=Handle(row.handle),
        sharing_program_id=ProgramId(row.program_id),
        recipients=frozenset({*map(ProgramId, recipients), *map(AgencyId, recipients)}),
        types=frozenset(InformationType(slug) for slug in types),
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        signers_suffice=bool(row.signers_suffice),
        names_hub=bool(row.names_hub),
    )
