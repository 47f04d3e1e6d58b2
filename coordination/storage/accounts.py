"""Room: storage. Accounts: when a person last signed in, and the confidentiality statement they last accepted.

Whoever is not here yet counts from the day they came onto the roster, and has accepted nothing.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Column, ForeignKey, String, Table, and_, func, insert, or_, select, update

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant
from coordination.model.account import DisabledPerson
from coordination.model.ids import Handle, PersonId
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import people

MOST = 500  # people disabled in one transaction

accounts = Table(
    "accounts",
    metadata,
    Column("person_id", Identifier, ForeignKey("people.id"), primary_key=True),
    Column("used_at", Instant, nullable=False),  # last sign-in, or when an administrator brought the person back
    Column("disabled_at", Instant),  # disabled for being idle; the roster's own date is what closes the door
    Column("statement", String(32)),  # version of the confidentiality statement accepted last
    Column("accepted_at", Instant),
)


def facts_of_whether_accepted(cabinet: Cabinet, person_id: PersonId, version: str, since: datetime) -> bool:
    """Whether the person accepted this version of the statement after `since` (UTC)."""
    query = select(accounts.c.person_id).where(
        accounts.c.person_id == person_id, accounts.c.statement == version, accounts.c.accepted_at > since
    )
    return cabinet.connection.execute(query).first() is not None


def used(cabinet: Cabinet, person_id: PersonId) -> None:
    """Write down that the person signed in now, or begins to count anew."""
    _put(cabinet, person_id, {"used_at": cabinet.now, "disabled_at": None})


def accept(cabinet: Cabinet, person_id: PersonId, version: str) -> None:
    """Write down that the person accepted this version of the statement now."""
    _put(cabinet, person_id, {"statement": version, "accepted_at": cabinet.now})


def facts_of_idle(cabinet: Cabinet, limit: timedelta) -> list[DisabledPerson]:
    """People in force who did not sign in within `limit`, at most MOST, longest idle first."""
    last = func.coalesce(accounts.c.used_at, people.c.since)
    query = (
        select(people.c.id, people.c.handle)
        .outerjoin(accounts, accounts.c.person_id == people.c.id)
        .where(_idle(cabinet, limit))
        .order_by(last, people.c.id)
        .limit(MOST)
    )
    return [
        DisabledPerson(person_id=PersonId(row.id), handle=Handle(row.handle))
        for row in cabinet.connection.execute(query)
    ]


def disable(cabinet: Cabinet, idle: list[DisabledPerson], limit: timedelta) -> list[Handle]:
    """End those of these people who are still idle and in force, as of now; the handles of whom it ended."""
    done = []
    for person in idle:
        still = (
            select(people.c.id)
            .outerjoin(accounts, accounts.c.person_id == people.c.id)
            .where(people.c.id == person.person_id, _idle(cabinet, limit))
        )
        ending = update(people).where(people.c.id.in_(still)).values(until=cabinet.now)
        if cabinet.connection.execute(ending).rowcount == 1:
            _put(cabinet, person.person_id, {"disabled_at": cabinet.now})
            done.append(person.handle)
    return done


def _idle(cabinet: Cabinet, limit: timedelta) -> Any:  # noqa: ANN401 - a condition, used twice
    """In force, and without a sign-in for longer than `limit`."""
    last = func.coalesce(accounts.c.used_at, people.c.since)
    return and_(or_(people.c.until.is_(None), people.c.until > cabinet.now), last <= cabinet.now - limit)


def _put(cabinet: Cabinet, person_id: PersonId, values: dict[str, Any]) -> None:
    """Change the person's row, or make it. Two at once: the second change waits for the first and adds to it."""
    changed = update(accounts).where(accounts.c.person_id == person_id).values(**values)
    if cabinet.connection.execute(changed).rowcount == 0:
        since = select(people.c.since).where(people.c.id == person_id).scalar_subquery()
        row = {"person_id": person_id, "used_at": since, **values}
        cabinet.connection.execute(insert(accounts).values(**row))
