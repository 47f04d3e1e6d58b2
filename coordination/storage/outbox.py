"""Room: storage. The outbox: messages written with the act that causes them, claimed by workers, ended once.

A claim is a lease: `next_at` moves to when it lapses, and the claim's own random word must still stand there
for whoever writes the outcome, so a worker that slept through its lease changes nothing. Nothing here opens a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, select, update
from sqlalchemy.dialects import postgresql, sqlite

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.database.types import Instant
from coordination.model.dead_letter import DeadLetter
from coordination.model.ids import Handle, NoticeId, ProgramId, new_id
from coordination.model.notice import Claimed, Kind, Message, Outcome
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox
from coordination.storage.record_tables import agency_keys
from coordination.storage.roster import programs

LINE = "on_call_line"
_AHEAD = timedelta(days=1)  # by which an urgent message stands before all others


def put(cabinet: Cabinet, grant: Grant, messages: Iterable[Message]) -> int:
    """Write messages in the commit of the act of this grant; how many are new. Nobody is told of their own act."""
    return put_alarms(cabinet, [one for one in messages if one.person_id != grant.actor.person_id])


def put_alarms(cabinet: Cabinet, messages: Sequence[Message]) -> int:
    """Write messages that no act causes; how many are new. One that is there already stays as it is."""
    if not messages:
        return 0
    rows = [_row(cabinet, message) for message in messages]
    insert = postgresql.insert if cabinet.connection.dialect.name == "postgresql" else sqlite.insert
    # Neither RETURNING nor the key's name: either would ask to see what was written to somebody else.
    made = insert(outbox).values(rows).on_conflict_do_nothing()
    return cabinet.connection.execute(made, execution_options={"preserve_rowcount": True}).rowcount


def _row(cabinet: Cabinet, message: Message) -> dict[str, Any]:
    own = new_id()
    return {
        "id": own,
        "key": message.key,
        "kind": message.kind.value,
        "urgent": message.urgent,
        "program_id": message.program_id,
        "person_id": message.person_id,
        "line": _sealed(cabinet, own, message) if message.line else None,
        "case_id": message.case_id,
        "object_handle": message.object_handle,
        "made_at": cabinet.now,
        "next_at": cabinet.now - (_AHEAD if message.urgent else timedelta()),
        "attempts": 0,
    }


def _sealed(cabinet: Cabinet, own: str, message: Message) -> bytes:
    agency_id, wrapped = _agency_key(cabinet, message.program_id, hold=True)
    return cabinet.keyring.seal_for_agency(agency_id, wrapped, LINE, own, message.line)


def _agency_key(cabinet: Cabinet, program_id: ProgramId, *, hold: bool = False) -> tuple[str, bytes]:
    """The agency of a program and its wrapped key. hold: no rotation ends before what is sealed under it is kept."""
    query = select(agency_keys.c.agency_id, agency_keys.c.wrapped).join(
        programs, programs.c.agency_id == agency_keys.c.agency_id
    )
    query = query.where(programs.c.id == program_id)
    query = query.with_for_update(read=True, of=agency_keys) if hold else query
    agency_id, wrapped = cabinet.connection.execute(query).one()
    return agency_id, wrapped


def facts_of_line(cabinet: Cabinet, message: Claimed) -> str:
    """The on-call address or number of a message; empty when it has none."""
    sealed = cabinet.connection.execute(select(outbox.c.line).where(outbox.c.id == message.id)).scalar_one_or_none()
    if sealed is None:
        return ""
    agency_id, wrapped = _agency_key(cabinet, message.program_id)
    return cabinet.keyring.open_for_agency(agency_id, wrapped, LINE, message.id, sealed)


def facts_of_fresh(cabinet: Cabinet, keys: Sequence[str]) -> set[str]:
    """Of these keys, those of which there is no message yet."""
    there = select(outbox.c.key).where(outbox.c.key.in_(keys))
    return set(keys) - set(cabinet.connection.execute(there).scalars())


def facts_of_due(cabinet: Cabinet) -> bool:
    """Whether any message is due, so that nobody takes the writer's lock in vain."""
    due = select(outbox.c.id).where(outbox.c.ended_at.is_(None), outbox.c.next_at <= cabinet.now).limit(1)
    return cabinet.connection.execute(due).first() is not None


def facts_of_dead(cabinet: Cabinet, most: int) -> list[DeadLetter]:
    """The newest messages that could not be sent."""
    query = (
        select(outbox.c.id, outbox.c.kind, outbox.c.made_at, outbox.c.ended_at, outbox.c.attempts)
        .where(outbox.c.ended_at.is_not(None), outbox.c.outcome == Outcome.DEAD.value)
        .order_by(outbox.c.ended_at.desc(), outbox.c.id)
        .limit(most)
    )
    return [
        DeadLetter(
            id=NoticeId(row.id),
            kind=Kind(row.kind),
            made_at=row.made_at,
            ended_at=row.ended_at,
            attempts=row.attempts,
        )
        for row in cabinet.connection.execute(query)
    ]


def retry(cabinet: Cabinet, ids: Iterable[NoticeId]) -> list[Handle]:
    """Let dead letters begin anew, as if made now; the handles of their objects. Those to a line stay: it is gone."""
    begun = (
        update(outbox)
        .where(outbox.c.id.in_(list(ids)), outbox.c.outcome == Outcome.DEAD.value, outbox.c.person_id.is_not(None))
        .values(ended_at=None, outcome=None, claim=None, attempts=0, made_at=cabinet.now, next_at=cabinet.now)
        .returning(outbox.c.object_handle)
    )
    return [Handle(handle) for handle in cabinet.connection.execute(begun).scalars()]


# In the order of Claimed, without the claim itself.
CLAIMED = (
    outbox.c.id,
    outbox.c.key,
    outbox.c.kind,
    outbox.c.urgent,
    outbox.c.program_id,
    outbox.c.person_id,
    outbox.c.case_id,
    outbox.c.object_handle,
    outbox.c.made_at,
    outbox.c.seen_at.is_not(None).label("seen"),
    outbox.c.attempts,
    outbox.c.tried_at.is_not(None).label("tried"),
)
_KINDS = {kind.value: kind for kind in Kind}


# Compiled once: SQLAlchemy's way to its text cost as much as running it (tests/bench/outbox.py).
_DUE = (
    select(outbox.c.id)
    .where(outbox.c.ended_at.is_(None), outbox.c.next_at <= bindparam("due_at", type_=Instant()))
    .order_by(outbox.c.next_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")
)
_TAKE = Prepared(
    update(outbox)
    .where(outbox.c.id == _DUE.c.id)
    .values(claim=bindparam("own"), next_at=bindparam("lapses", type_=Instant()))
    .returning(*CLAIMED)
)


def claim(cabinet: Cabinet, most: int, lease: timedelta) -> list[Claimed]:
    """Take up to `most` due messages until the lease is over; two workers never get the same one at once.

    PostgreSQL passes over rows that another worker is just taking (SKIP LOCKED); on SQLite the caller's transaction
    holds the only writer's lock. The inner select is a CTE, which PostgreSQL runs exactly once.
    """
    now, own = cabinet.now, new_id()
    rows = _TAKE.rows(cabinet.connection, {"due_at": now, "most": most, "own": own, "lapses": now + lease})
    return [Claimed(id_, own, key, _KINDS[kind], *rest) for id_, key, kind, *rest in rows]


def begin(cabinet: Cabinet, message: Claimed, lease: timedelta) -> bool:
    """Write down that it is handed to the mail server now, and renew the lease; False when another took it over."""
    return _changed(cabinet, message, attempts=message.attempts + 1, tried_at=cabinet.now, next_at=cabinet.now + lease)


def defer(cabinet: Cabinet, message: Claimed, until: datetime) -> bool:
    """Let go of it until then."""
    return _changed(cabinet, message, next_at=until, claim=None)


def finish(cabinet: Cabinet, message: Claimed, outcome: Outcome) -> bool:
    """End it; False when another worker took it over meanwhile."""
    return _changed(cabinet, message, ended_at=cabinet.now, outcome=outcome.value, claim=None, line=None)


def _changed(cabinet: Cabinet, message: Claimed, **values: object) -> bool:
    held = and_(outbox.c.id == message.id, outbox.c.claim == message.claim, outbox.c.ended_at.is_(None))
    return cabinet.connection.execute(update(outbox).where(held).values(**values)).rowcount == 1
