"""Room: storage. The lines of a list: each case's header with what the grant opens of one form, in one statement."""

from __future__ import annotations

import json
from operator import itemgetter
from typing import Any

from sqlalchemy import and_, bindparam, select

from coordination.audit.grant import Grant
from coordination.crypto.envelope import Binding, decrypt
from coordination.database.prepared import Prepared
from coordination.declare.form import Form
from coordination.declare.information import InformationType
from coordination.model.case import CaseHeader
from coordination.model.ids import CaseId, Handle, ProgramId
from coordination.model.record import Opened, answers_of
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.record_tables import agency_keys, data_keys, records
from coordination.storage.records import TABLE

_ID, _FILED = itemgetter(5), itemgetter(7)
_OF_THE_FORM = and_(
    records.c.case_id == cases.c.id,
    records.c.information_type == bindparam("type"),
    records.c.form == bindparam("form"),
    records.c.current.is_(True),
    records.c.withdrawn_at.is_(None),
)
_LINES = Prepared(
    select(
        cases.c.id,
        cases.c.handle,
        cases.c.reference,
        cases.c.opened_at,
        cases.c.closed_at,
        records.c.id,
        records.c.program_id,
        records.c.filed_at,
        records.c.key_id,
        records.c.body,
        data_keys.c.agency_id,
        data_keys.c.wrapped,
        agency_keys.c.wrapped,
    )
    .select_from(
        cases.outerjoin(records, _OF_THE_FORM)
        .outerjoin(data_keys, data_keys.c.id == records.c.key_id)
        .outerjoin(agency_keys, agency_keys.c.agency_id == data_keys.c.agency_id)
    )
    .where(cases.c.id.in_(bindparam("cases", expanding=True))),
    "cases",
)
Line = tuple[CaseHeader, list[Opened]]


def open_lines(cabinet: Cabinet, grant: Grant, form: Form) -> dict[CaseId, Line]:
    """Of each of the grant's cases the header, and what the grant opens of one form, newest first."""
    kind = form.information_type
    asked = {"cases": list(grant.case_ids()), "type": kind.value, "form": form.slug}
    rows = _LINES.rows(cabinet.connection, asked)
    found: dict[CaseId, Line] = {CaseId(row[0]): (_header(row), []) for row in rows}
    granted = {(case.case_id, program) for case in grant.cases for program, type_ in case.opened() if type_ is kind}
    open_ = [row for row in rows if (row[0], row[6]) in granted]
    open_.sort(key=_ID)
    open_.sort(key=_FILED, reverse=True)
    for row in open_:
        found[row[0]][1].append(_opened(cabinet, kind, row))
    return found


def _header(row: Any) -> CaseHeader:  # noqa: ANN401 - a row of _LINES
    return CaseHeader(
        case_id=CaseId(row[0]), handle=Handle(row[1]), reference=row[2], opened_at=row[3], closed_at=row[4]
    )


def _opened(cabinet: Cabinet, kind: InformationType, row: Any) -> Opened:  # noqa: ANN401 - a row of _LINES
    case_id = row[0]
    record, program, _, key_id, body, agency, wrapped, wrapped_agency = row[5:]
    key = cabinet.keyring.open_data_key(agency, wrapped_agency, key_id, wrapped)
    bound = Binding(
        table=TABLE, row=record, case_id=case_id, information_type=kind.value, program_id=program, key_id=key_id
    )
    # Decoded first: json.loads would look through the bytes for their encoding, which takes as long as reading them.
    answers = answers_of(json.loads(decrypt(key, body, bound).decode()))
    return Opened(case_id=CaseId(case_id), program_id=ProgramId(program), answers=answers)
