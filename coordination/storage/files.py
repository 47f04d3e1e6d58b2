"""Room: storage. Files of records: kept in sealed parts, opened one at a time for a Grant of its own.

A file belongs to a record in all its versions. It is withdrawn by itself or with its record, and then closed like it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, insert, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.action import Action
from coordination.model.actor import Role
from coordination.model.errors import Refused, Unavailable
from coordination.model.facts import RecordFacts
from coordination.model.files import Attachment, FileFacts, FileHead, Kind, OpenedFile, Shows
from coordination.model.ids import CaseId, FileId, Handle, PersonId, ProgramId, RecordId
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.file_tables import record_file_parts, record_files
from coordination.storage.record_tables import DESTROYED, records
from coordination.storage.roster import people

TABLE = record_files.name
PARTS = record_file_parts.name
PART = 256 * 1024
"""Bytes of content in one part."""

_SAID = "id handle case_id program_id information_type first_id author_id withdrawn_at"
_COLUMNS = tuple(record_files.c[name] for name in _SAID.split())
# Through the record that was asked for, in whichever version, and never by the file's bare id.
_FACTS = (
    select(*_COLUMNS, records.c.withdrawn_at.label("record_withdrawn_at"))
    .join(records, records.c.first_id == record_files.c.first_id)
    .where(
        record_files.c.id == bindparam("file"),
        record_files.c.case_id == bindparam("case"),
        records.c.id == bindparam("record"),
        records.c.case_id == bindparam("case"),
        func.coalesce(records.c.withdrawn_reason, "") != DESTROYED,
    )
)


def facts_of_file(cabinet: Cabinet, case_id: CaseId, record_id: RecordId, file_id: FileId) -> FileFacts | None:
    """Owner, type, author and state of one file of this record; withdrawn when its record is."""
    asked = {"file": file_id, "case": case_id, "record": record_id}
    row = cabinet.connection.execute(_FACTS, asked).first()
    return None if row is None else _facts(row, withdrawn=bool(row.withdrawn_at or row.record_withdrawn_at))


def facts_of_number(cabinet: Cabinet, first_id: RecordId) -> int:
    """How many files the record has had, withdrawn ones included."""
    query = select(func.count()).select_from(record_files).where(record_files.c.first_id == first_id)
    return int(cabinet.connection.execute(query).scalar_one())


def keep(cabinet: Cabinet, grant: Grant, record: RecordFacts, attachment: Attachment) -> None:
    """Keep a file of the actor's program on its record, under the record's own data key."""
    case_id, program, content = grant.case.case_id, grant.actor.program, attachment.cleaned.content
    facts = FileFacts(
        file_id=attachment.file_id,
        handle=attachment.handle,
        case_id=case_id,
        program_id=program.id,
        information_type=record.information_type,
        first_id=record.first_id,
        author_id=grant.actor.person_id,
        withdrawn=False,
    )
    head = {
        "words": attachment.words,
        "shows": attachment.shows.value,
        "kind": attachment.cleaned.kind.value,
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    key_id, body = keys.seal(cabinet, grant, _drawer(facts), program.agency_id, text.encode())
    row = {
        "id": facts.file_id,
        "handle": facts.handle,
        "case_id": case_id,
        "program_id": program.id,
        "information_type": record.information_type.value,
        "first_id": record.first_id,
        "author_id": grant.actor.person_id,
        "added_at": cabinet.now,
        "key_id": key_id,
        "body": body,
    }
    cabinet.connection.execute(insert(record_files).values(row))
    for number, start in enumerate(range(0, len(content), PART)):
        part = content[start : start + PART]
        _, sealed = keys.seal(cabinet, grant, _drawer(facts, number), program.agency_id, part)
        here = {"file_id": facts.file_id, "number": number, "case_id": case_id, "body": sealed}
        cabinet.connection.execute(insert(record_file_parts).values(here))


def listed(cabinet: Cabinet, grant: Grant, record: RecordFacts) -> list[FileHead]:
    """The files of a record that the grant opens, oldest first, without their content.

    Withdrawn ones for a supervisor of the owning program alone, as records.open_withdrawn.
    """
    supervises = grant.actor.role is Role.SUPERVISOR and grant.actor.program_id == record.program_id
    if record.withdrawn and not supervises:
        raise Refused(reason="not_supervisor")
    here = [record_files.c.case_id == grant.case.case_id, record_files.c.first_id == record.first_id]
    if not supervises:
        here.append(record_files.c.withdrawn_at.is_(None))
    found = cabinet.connection.execute(_heads(*here)).all()
    return [_head(cabinet, grant, row, withdrawn=record.withdrawn or row.withdrawn_at is not None) for row in found]


def open(cabinet: Cabinet, grant: Grant, file: FileFacts) -> OpenedFile:  # noqa: A001 - read as files.open(cabinet, grant)
    """One file with its content. INVARIANT: under a grant made for a file, and for no page that shows anything else."""
    if grant.action is not Action.FILE_READ:
        raise Refused(reason="not_granted")
    here = (record_files.c.id == file.file_id, record_files.c.case_id == grant.case.case_id)
    row = cabinet.connection.execute(_heads(*here)).first()
    if row is None or (not file.withdrawn and row.withdrawn_at is not None):
        raise Refused(reason="absent")  # closed between the decision and this look
    said = _said(cabinet, grant, row, withdrawn=file.withdrawn)
    content = b"".join(_parts(cabinet, grant, row, withdrawn=file.withdrawn))
    if (len(content), sha256(content).hexdigest()) != (said["size"], said["sha256"]):
        raise Unavailable("This file cannot be opened now.")
    kind = Kind(said["kind"])
    return OpenedFile(name=f"file-{file.file_id[:8]}{kind.ending}", kind=kind, content=content)


def withdraw(cabinet: Cabinet, grant: Grant, file: FileFacts, reason: str) -> None:
    """Close one file; what was read stays in the access log."""
    _withdraw(cabinet, grant, record_files.c.id == file.file_id, reason)


def withdraw_all(cabinet: Cabinet, grant: Grant, record: RecordFacts, reason: str) -> None:
    """Close the files of a record that is being withdrawn."""
    _withdraw(cabinet, grant, record_files.c.first_id == record.first_id, reason)


def _withdraw(cabinet: Cabinet, grant: Grant, chosen: ColumnElement[bool], reason: str) -> None:
    ours = record_files.c.program_id == grant.actor.program_id
    cabinet.connection.execute(
        update(record_files)
        .where(chosen, ours, record_files.c.case_id == grant.case.case_id, record_files.c.withdrawn_at.is_(None))
        .values(withdrawn_at=cabinet.now, withdrawn_by=grant.actor.person_id, withdrawn_reason=reason)
    )


def _heads(*chosen: ColumnElement[bool]) -> Select[Any]:
    return (
        select(record_files, people.c.name.label("author_name"))
        .join(people, people.c.id == record_files.c.author_id)
        .where(*chosen)
        .order_by(record_files.c.added_at, record_files.c.id)
    )


def _parts(cabinet: Cabinet, grant: Grant, row: Any, *, withdrawn: bool) -> Iterator[bytes]:  # noqa: ANN401 - a row of _heads()
    query = (
        select(record_file_parts.c.number, record_file_parts.c.body)
        .where(record_file_parts.c.file_id == row.id, record_file_parts.c.case_id == row.case_id)
        .order_by(record_file_parts.c.number)
    )
    facts = _facts(row, withdrawn=withdrawn)
    for part in cabinet.connection.execute(query):
        yield _unsealed(cabinet, grant, _drawer(facts, part.number), row.key_id, part.body, withdrawn=withdrawn)


def _said(cabinet: Cabinet, grant: Grant, row: Any, *, withdrawn: bool) -> dict[str, Any]:  # noqa: ANN401 - as above
    drawer = _drawer(_facts(row, withdrawn=withdrawn))
    said: dict[str, Any] = json.loads(_unsealed(cabinet, grant, drawer, row.key_id, row.body, withdrawn=withdrawn))
    return said


def _unsealed(
    cabinet: Cabinet, grant: Grant, drawer: keys.Drawer, key_id: str, body: bytes, *, withdrawn: bool
) -> bytes:
    """What is withdrawn is no longer among the holdings, so no grant opens its type: the owning supervisor alone."""
    if not withdrawn:
        return keys.unseal(cabinet, grant, drawer, key_id, body)
    if grant.actor.role is not Role.SUPERVISOR:
        raise Refused(reason="not_supervisor")
    return keys.unseal_own(cabinet, grant, drawer, key_id, body)


def _head(cabinet: Cabinet, grant: Grant, row: Any, *, withdrawn: bool) -> FileHead:  # noqa: ANN401 - as above
    said = _said(cabinet, grant, row, withdrawn=withdrawn)
    return FileHead(
        facts=_facts(row, withdrawn=withdrawn),
        words=said["words"],
        shows=Shows(said["shows"]),
        kind=Kind(said["kind"]),
        size=said["size"],
        author_name=row.author_name,
        added_at=row.added_at,
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason or "",
    )


def _facts(row: Any, *, withdrawn: bool) -> FileFacts:  # noqa: ANN401 - as above
    return FileFacts(
        file_id=FileId(row.id),
        handle=Handle(row.handle),
        case_id=CaseId(row.case_id),
        program_id=ProgramId(row.program_id),
        information_type=InformationType(row.information_type),
        first_id=RecordId(row.first_id),
        author_id=PersonId(row.author_id),
        withdrawn=withdrawn,
    )


def _drawer(facts: FileFacts, part: int | None = None) -> keys.Drawer:
    """Where the head of a file lies, or one of its parts: a part moved to another place or file does not open."""
    return keys.Drawer(
        table=TABLE if part is None else PARTS,
        row=facts.file_id if part is None else f"{facts.file_id}/{part}",
        case_id=facts.case_id,
        information_type=facts.information_type,
        program_id=facts.program_id,
    )
