"""Room: storage. The entries of the access log from which one child's disclosures are accounted, newest first.

Found by the log's own index of whom an entry names, and read from the signed bytes.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select

from coordination.audit.grant import Grant
from coordination.audit.tables import concern, disclosure, entry, leaf
from coordination.declare.information import InformationType
from coordination.model.disclosure import Period
from coordination.model.ids import CaseId, Handle
from coordination.storage.cabinet import Cabinet
from coordination.storage.log_pages import Read
from coordination.storage.record_tables import records
from coordination.storage.roster import programs

_FOUND = and_(entry.c.id == leaf.c.entry, entry.c.at == leaf.c.at)


def open_entries(cabinet: Cabinet, grant: Grant, period: Period, *, before: int | None, limit: int) -> list[Read]:
    """The newest allowed entries below `before` that name the grant's case and concern `period.owners`; one statement.

    INVARIANT: none was made by a program of `period.unnamed`; and of whoever's program owns nothing here, nothing.
    """
    owners = sorted(period.owners)
    if not owners or not grant.case.handle:
        return []
    concerned = exists().where(concern.c.seq == disclosure.c.seq, concern.c.program.in_(owners))
    query = (
        select(leaf.c.seq, leaf.c.at, entry.c.bytes)
        .join(leaf, leaf.c.seq == disclosure.c.seq)
        .join(entry, _FOUND)
        .where(disclosure.c.handle == grant.case.handle, concerned, entry.c.outcome == "allowed")
        .where(*([] if before is None else [disclosure.c.seq < before]))
        .where(*([] if period.since is None else [leaf.c.at >= period.since]))
        .where(*([entry.c.program.not_in(sorted(period.unnamed))] if period.unnamed else []))
        .where(*([_out_of(owners[0])] if len(owners) == 1 else []))
        .order_by(disclosure.c.seq.desc())
        .limit(limit)
    )
    return [Read.of(seq, at, data) for seq, at, data in cabinet.connection.execute(query)]


def facts_of_filed(cabinet: Cabinet, case_id: CaseId) -> frozenset[tuple[Handle, InformationType]]:
    """Which programs (by handle) ever filed what type on this case, what was withdrawn since included."""
    query = (
        select(programs.c.handle, records.c.information_type)
        .join(programs, programs.c.id == records.c.program_id)
        .where(records.c.case_id == case_id)
        .distinct()
    )
    return frozenset((Handle(one), InformationType(kind)) for one, kind in cabinet.connection.execute(query))


def _out_of(owner: str) -> ColumnElement[bool]:
    """Only narrows what is read: what one program did by itself is no disclosure, but for its copies and proofs."""
    return or_(entry.c.program != owner, entry.c.action.in_(OWN_ACTS))


# Named by casework/disclosure_lines, which says what each of them means; a test holds the two together.
OWN_ACTS = (
    "case:print",
    "document:make",
    "file:read",
    "missing:packet",
    "record:file",
    "record:reported",
)
