"""Room: storage. One person of the roster, found by (issuer, subject), and ended; casework/people logs it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import or_, select, update

from coordination.model.ids import Handle, PersonId
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import issuers, people
from coordination.storage.sessions import sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """A person as the roster has them."""

    id: PersonId
    handle: Handle
    name: str


def facts_of_whom(cabinet: Cabinet, issuer: str, subject: str) -> Whom | None:
    """The person whom this provider calls by this subject, ended or not."""
    query = (
        select(people.c.id, people.c.handle, people.c.name)
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .where(issuers.c.url == issuer, people.c.subject == subject)
    )
    row = cabinet.connection.execute(query).one_or_none()
    return None if row is None else Whom(id=PersonId(row.id), handle=Handle(row.handle), name=row.name)


def facts_of_sessions(cabinet: Cabinet, person: PersonId) -> list[Handle]:
    """The sessions of a person that have not ended."""
    query = select(sessions.c.handle).where(sessions.c.person_id == person, sessions.c.ended_at.is_(None))
    return [Handle(handle) for handle in cabinet.connection.execute(query).scalars()]


def end(cabinet: Cabinet, person: PersonId) -> bool:
    """End a person at this instant; False when they had ended already. Their next request finds nobody."""
    going_on = or_(people.c.until.is_(None), people.c.until > cabinet.now)
    query = update(people).where(people.c.id == person, going_on).values(until=cabinet.now)
    return cabinet.connection.execute(query).rowcount == 1


def facts_of_names(cabinet: Cabinet, persons: Collection[PersonId]) -> dict[PersonId, str]:
    """What these people are called on the roster."""
    if not persons:
        return {}
    query = select(people.c.id, people.c.name).where(people.c.id.in_(sorted(set(persons))))
    return {PersonId(found): name for found, name in cabinet.connection.execute(query)}
