"""Room: storage. Scans of papers: kept in sealed parts, opened for the program whose paper it is alone.

Of a signed release (release_scans): what it is, and its SHA-256, stand in the release's sealed paper (releases.py). Of
an order or other paper on file (authority_scans): its first line says what it is.
"""

from __future__ import annotations

from sqlalchemy import Table, insert, select

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.errors import Refused
from coordination.model.ids import AuthorityId, CaseId, ProgramId, ReleaseId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet

PART = 256 * 1024
"""Bytes of content in one part."""


def keep(cabinet: Cabinet, grant: Grant, table: Table, paper: AuthorityId | ReleaseId, content: bytes) -> None:
    """Keep the scan of a paper of the actor's own program. table: of that kind of paper."""
    program, case_id = grant.actor.program, grant.case.case_id
    for number, start in enumerate(range(0, len(content), PART)):
        drawer = _drawer(table, paper, number, case_id, program.id)
        key_id, body = keys.seal(cabinet, grant, drawer, program.agency_id, content[start : start + PART])
        row = {_of(table): paper, "number": number, "case_id": case_id, "program_id": program.id}
        cabinet.connection.execute(insert(table).values(**row, key_id=key_id, body=body))


def open(  # noqa: A001 - read as scans.open(...)
    cabinet: Cabinet, grant: Grant, table: Table, paper: AuthorityId | ReleaseId
) -> bytes:
    """The scan of a paper of the actor's own program. Refused where there is none, as where it is another's."""
    query = (
        select(table)
        .where(
            table.c[_of(table)] == paper,
            table.c.case_id == grant.case.case_id,
            table.c.program_id == grant.actor.program_id,
        )
        .order_by(table.c.number)
    )
    parts = [
        keys.unseal_own(
            cabinet,
            grant,
            _drawer(table, paper, row.number, CaseId(row.case_id), ProgramId(row.program_id)),
            row.key_id,
            row.body,
        )
        for row in cabinet.connection.execute(query)
    ]
    if not parts:
        raise Refused(reason="absent")
    return b"".join(parts)


def _of(table: Table) -> str:
    """The column that says which paper it is a scan of."""
    return next(column.name for column in table.primary_key if column.name != "number")


def _drawer(table: Table, paper: str, number: int, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=table.name,
        row=f"{paper}:{number}",
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
