"""Room: storage. The scan of a signed release: kept in sealed parts, opened for the sharing program alone.

What it is, and its SHA-256, stand in the sealed paper of its release (releases.py).
"""

from __future__ import annotations

from sqlalchemy import insert, select

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, ProgramId, ReleaseId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.file_tables import release_scans

TABLE = release_scans.name
PART = 256 * 1024
"""Bytes of content in one part."""


def keep(cabinet: Cabinet, grant: Grant, release_id: ReleaseId, content: bytes) -> None:
    """Keep the scan of a release of the actor's own program."""
    program, case_id = grant.actor.program, grant.case.case_id
    for number, start in enumerate(range(0, len(content), PART)):
        drawer = _drawer(release_id, number, case_id, program.id)
        key_id, body = keys.seal(cabinet, grant, drawer, program.agency_id, content[start : start + PART])
        row = {"release_id": release_id, "number": number, "case_id": case_id, "program_id": program.id}
        cabinet.connection.execute(insert(release_scans).values(**row, key_id=key_id, body=body))


def open(cabinet: Cabinet, grant: Grant, release_id: ReleaseId) -> bytes:  # noqa: A001 - read as release_scans.open(...)
    """The scan of a release of the actor's own program. Refused where there is none, as where it is another's."""
    query = (
        select(release_scans)
        .where(
            release_scans.c.release_id == release_id,
            release_scans.c.case_id == grant.case.case_id,
            release_scans.c.program_id == grant.actor.program_id,
        )
        .order_by(release_scans.c.number)
    )
    parts = [
        keys.unseal_own(
            cabinet,
            grant,
            _drawer(release_id, row.number, CaseId(row.case_id), ProgramId(row.program_id)),
            row.key_id,
            row.body,
        )
        for row in cabinet.connection.execute(query)
    ]
    if not parts:
        raise Refused(reason="absent")
    return b"".join(parts)


def _drawer(release_id: ReleaseId, number: int, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=f"{release_id}:{number}",
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
