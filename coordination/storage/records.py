"""Room: storage. Records: filed once, never overwritten, opened only for a Grant."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, delete, exists, func, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.crypto.envelope import decrypt
from coordination.database.prepared import Prepared
from coordination.declare.information import InformationType
from coordination.model.actor import Role
from coordination.model.errors import Conflict, Refused
from coordination.model.facts import RecordFacts
from coordination.model.ids import CaseId, Handle, PersonId, ProgramId, RecordId
from coordination.model.record import Filing, Happened, Precision, Record, answers_of
from coordination.storage import files, keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import holdings
from coordination.storage.deadline_tables import deadlines
from coordination.storage.record_tables import DESTROYED, agency_keys, data_keys, records
from coordination.storage.roster import people

TABLE = "records"


def file(cabinet: Cabinet, grant: Grant, case_id: CaseId, filing: Filing) -> None:
    """Keep one record of the actor's program. Two corrections of one record: the second is a Conflict."""
    program = grant.actor.program
    drawer = keys.Drawer(
        table=TABLE,
        row=filing.record_id,
        case_id=case_id,
        information_type=filing.information_type,
        program_id=program.id,
    )
    text = json.dumps(dict(filing.answers), ensure_ascii=False, separators=(",", ":"))
    key_id, body = keys.seal(cabinet, grant, drawer, program.agency_id, text.encode())
    values = {
        "id": filing.record_id,
        "handle": filing.handle,
        "case_id": case_id,
        "program_id": program.id,
        "information_type": filing.information_type.value,
        "form": filing.form,
        "form_version": filing.form_version,
        "first_id": _first(cabinet, filing),
        "corrects": filing.corrects,
        "current": True,
        "author_id": grant.actor.person_id,
        "filed_at": cabinet.now,
        "learned_at": filing.learned_at,
        "happened_at": filing.happened.at,
        "happened_precision": filing.happened.precision.value,
        "happened_zone": filing.happened.zone,
        "key_id": key_id,
        "body": body,
    }
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(records).values(values))
    except IntegrityError as error:
        if filing.corrects is None:
            raise
        raise Conflict("Somebody corrected this record first. What you typed is kept below.") from error
    if filing.corrects is not None:
        cabinet.connection.execute(update(records).where(records.c.id == filing.corrects).values(current=False))
    hold(cabinet, grant, case_id, filing.information_type)


def _first(cabinet: Cabinet, filing: Filing) -> str:
    if filing.corrects is None:
        return filing.record_id
    query = select(records.c.first_id).where(records.c.id == filing.corrects)
    found: str = cabinet.connection.execute(query).scalar_one()
    return found


def hold(cabinet: Cabinet, grant: Grant, case_id: CaseId, information_type: InformationType) -> None:
    """Note that the actor's program has something of this type on the case: what rules and releases speak of."""
    program = grant.actor.program_id
    row = {"case_id": case_id, "program_id": program, "information_type": information_type.value}
    there = exists().where(and_(*(holdings.c[name] == value for name, value in row.items())))
    if not cabinet.connection.execute(select(there)).scalar_one():
        cabinet.connection.execute(insert(holdings).values(row))


_SAID = "handle program_id information_type author_id first_id form form_version withdrawn_at current"
# One that was destroyed is absent to everybody, its own program included.
_FACTS = select(*(records.c[name] for name in _SAID.split())).where(
    records.c.id == bindparam("record"),
    records.c.case_id == bindparam("case"),
    func.coalesce(records.c.withdrawn_reason, "") != DESTROYED,
)


def facts_of_record(cabinet: Cabinet, case_id: CaseId, record_id: RecordId) -> RecordFacts | None:
    """Owner, type, author and state of one record of this case, reached through the case and never by bare id."""
    row = cabinet.connection.execute(_FACTS, {"record": record_id, "case": case_id}).first()
    if row is None:
        return None
    return RecordFacts(
        record_id=record_id,
        handle=Handle(row.handle),
        program_id=ProgramId(row.program_id),
        information_type=InformationType(row.information_type),
        author_id=PersonId(row.author_id),
        first_id=RecordId(row.first_id),
        form=row.form,
        form_version=row.form_version,
        withdrawn=row.withdrawn_at is not None,
        corrected=not row.current,
    )


def open(  # noqa: A001 - read as records.open(cabinet, grant)
    cabinet: Cabinet, grant: Grant, *, forms: Sequence[str] = (), chosen: Collection[RecordId] = ()
) -> list[Record]:
    """Every current record that the grant opens, newest first; withdrawn ones are closed.

    forms: only these. chosen: only these, each as it was corrected last.
    """
    if chosen:
        return _open(cabinet, grant, _THESE, these=sorted(chosen))
    return _open(cabinet, grant, _FORMS, forms=forms) if forms else _open(cabinet, grant, _CURRENT)


def open_versions(cabinet: Cabinet, grant: Grant, first_id: RecordId) -> list[Record]:
    """All versions of one record that the grant opens, newest first; a withdrawn record's are closed."""
    return _chain(_open(cabinet, grant, _VERSIONS, first=first_id))


def open_withdrawn(cabinet: Cabinet, grant: Grant, first_id: RecordId) -> list[Record]:
    """The versions of one withdrawn record of the actor's own program, newest first, for a supervisor of it alone."""
    if grant.actor.role is not Role.SUPERVISOR:
        raise Refused(reason="not_supervisor")
    query = _columns().where(
        records.c.case_id == grant.case.case_id,
        records.c.program_id == grant.actor.program_id,
        records.c.first_id == first_id,
        records.c.withdrawn_at.is_not(None),
    )
    return _chain([_record(cabinet, row) for row in cabinet.connection.execute(query)])


def withdraw(cabinet: Cabinet, grant: Grant, record: RecordFacts, reason: str) -> None:
    """Close every version of a record filed on the wrong case, and its files; what was read stays in the access log."""
    files.withdraw_all(cabinet, grant, record, reason)
    first = select(records.c.first_id).where(records.c.id == record.record_id).scalar_subquery()
    cabinet.connection.execute(
        update(records)
        .where(records.c.first_id == first, records.c.program_id == grant.actor.program_id)
        .values(withdrawn_at=cabinet.now, withdrawn_by=grant.actor.person_id, withdrawn_reason=reason)
    )
    case = grant.case.case_id
    here = (records.c.case_id == case, records.c.program_id == record.program_id)
    remaining = exists().where(
        *here, records.c.information_type == record.information_type.value, records.c.withdrawn_at.is_(None)
    )
    cabinet.connection.execute(
        delete(holdings).where(
            holdings.c.case_id == case,
            holdings.c.program_id == record.program_id,
            holdings.c.information_type == record.information_type.value,
            ~remaining,
            ~exists().where(
                deadlines.c.case_id == case,
                deadlines.c.program_id == record.program_id,
                deadlines.c.information_type == record.information_type.value,
            ),  # what is owed under this type stays to be seen by whoever owes it
        )
    )


def _open(cabinet: Cabinet, grant: Grant, chosen: Prepared, **asked: object) -> list[Record]:
    granted = [(case.case_id, program, kind.value) for case in grant.cases for program, kind in sorted(case.opened())]
    if not granted:
        return []
    asked |= {"granted": granted, "cases": sorted({case_id for case_id, _, _ in granted})}
    found = [_record(cabinet, row) for row in chosen.named_rows(cabinet.connection, asked)]
    keys.carry(cabinet, grant, *((one.case_id, one.program_id, one.information_type) for one in found))
    return found


def _chain(versions: Sequence[Record]) -> list[Record]:
    """Versions of one record, newest first, as each corrects the one before; two may bear the same instant."""
    by_corrected = {version.corrects: version for version in versions}
    ordered: list[Record] = []
    newer = by_corrected.get(None)
    while newer is not None:
        ordered.insert(0, newer)
        newer = by_corrected.get(newer.id)
    return ordered


def _columns() -> Select[Any]:
    return (
        select(
            records,
            people.c.name.label("author_name"),
            data_keys.c.wrapped,
            data_keys.c.agency_id,
            agency_keys.c.wrapped.label("wrapped_agency"),
        )
        .join(people, people.c.id == records.c.author_id)
        .join(data_keys, data_keys.c.id == records.c.key_id)
        .join(agency_keys, agency_keys.c.agency_id == data_keys.c.agency_id)
    )


def _opening(*chosen: ColumnElement[bool], lists: Sequence[str] = ()) -> Prepared:
    """What a grant opens of the chosen records; withdrawn ones are closed."""
    of_cases = records.c.case_id.in_(bindparam("cases", expanding=True))
    place = tuple_(records.c.case_id, records.c.program_id, records.c.information_type)
    granted = and_(of_cases, place.in_(bindparam("granted", expanding=True)), records.c.withdrawn_at.is_(None))
    query = _columns().where(granted, *chosen).order_by(records.c.filed_at.desc(), records.c.id)
    return Prepared(query, "cases", "granted", *lists)


_CURRENT = _opening(records.c.current.is_(True))
_FORMS = _opening(records.c.current.is_(True), records.c.form.in_(bindparam("forms", expanding=True)), lists=("forms",))
_FIRST = select((_NAMED := records.alias()).c.first_id).where(_NAMED.c.id.in_(bindparam("these", expanding=True)))
_THESE = _opening(records.c.current.is_(True), records.c.first_id.in_(_FIRST), lists=("these",))
_VERSIONS = _opening(records.c.first_id == bindparam("first"))


def _record(cabinet: Cabinet, row: Any) -> Record:  # noqa: ANN401 - a row of _columns()
    drawer = keys.Drawer(
        table=TABLE,
        row=row.id,
        case_id=CaseId(row.case_id),
        information_type=InformationType(row.information_type),
        program_id=ProgramId(row.program_id),
    )
    key = cabinet.keyring.open_data_key(row.agency_id, row.wrapped_agency, row.key_id, row.wrapped)
    answers = json.loads(decrypt(key, row.body, drawer.binding(row.key_id)))
    return Record(
        id=RecordId(row.id),
        handle=Handle(row.handle),
        case_id=drawer.case_id,
        program_id=drawer.program_id,
        information_type=drawer.information_type,
        form=row.form,
        form_version=row.form_version,
        first_id=RecordId(row.first_id),
        corrects=RecordId(row.corrects) if row.corrects else None,
        current=bool(row.current),
        author_id=PersonId(row.author_id),
        author_name=row.author_name,
        filed_at=row.filed_at,
        learned_at=row.learned_at,
        happened=Happened(at=row.happened_at, precision=Precision(row.happened_precision), zone=row.happened_zone),
        answers=answers_of(answers),
        withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason or "",
    )
