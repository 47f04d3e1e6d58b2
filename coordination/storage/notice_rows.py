"""Room: storage. Messages as notices in the hub: what waits for a person in a program, and what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select, update

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.model.ids import CaseId, Handle, NoticeId, PersonId, ProgramId
from coordination.model.notice import Kind, NoticeFacts
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox

MOST = 100

_COLUMNS = (
    outbox.c.id,
    outbox.c.kind,
    outbox.c.case_id,
    outbox.c.object_handle,
    outbox.c.made_at,
    outbox.c.seen_at,
)
_ALL = (
    select(*_COLUMNS)
    .where(outbox.c.person_id == bindparam("person"), outbox.c.program_id == bindparam("program"))
    .order_by(outbox.c.made_at.desc(), outbox.c.id)
    .limit(MOST)
)
_NEWEST = Prepared(_ALL)
_UNSEEN = Prepared(_ALL.where(outbox.c.seen_at.is_(None)))  # every page asks it, for the number in the navigation


def facts_of_notices(cabinet: Cabinet, person_id: PersonId, program_id: ProgramId) -> list[NoticeFacts]:
    """The newest notices of a person in a program, seen or not; at most MOST."""
    rows = _NEWEST.named_rows(cabinet.connection, {"person": person_id, "program": program_id})
    return [_notice(row) for row in rows]


def facts_of_unseen(cabinet: Cabinet, person_id: PersonId, program_id: ProgramId) -> list[NoticeFacts]:
    """Those that were not seen yet; at most MOST."""
    rows = _UNSEEN.named_rows(cabinet.connection, {"person": person_id, "program": program_id})
    return [_notice(row) for row in rows]


def _notice(row: Any) -> NoticeFacts:  # noqa: ANN401 - a row of _COLUMNS
    return NoticeFacts(
        id=NoticeId(row.id),
        kind=Kind(row.kind),
        case_id=CaseId(row.case_id) if row.case_id else None,
        object_handle=Handle(row.object_handle),
        made_at=row.made_at,
        seen_at=row.seen_at,
    )


def mark_seen(cabinet: Cabinet, grant: Grant, notices: Iterable[NoticeId]) -> None:
    """Mark notices of the grant's own person as seen; anybody else's stay as they are."""
    cabinet.connection.execute(
        update(outbox)
        .where(
            outbox.c.id.in_(list(notices)),
            outbox.c.person_id == grant.actor.person_id,
            outbox.c.program_id == grant.actor.program_id,
            outbox.c.seen_at.is_(None),
        )
        .values(seen_at=cabinet.now)
    )
