"""Room: storage. How many of a program's children who entered care were screened: from plain columns, opening
nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from coordination.model.actor import Actor
from coordination.model.ids import CaseId
from coordination.policy.scope import Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.record_tables import records
from coordination.storage.scope import compile_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A case whose child entered care and was not screened. entered_at: when that was filed first (UTC)."""

    case_id: CaseId
    reference: str
    entered_at: datetime


def counted(cabinet: Cabinet, scope: Scope, actor: Actor, entry_form: str, tool: str) -> tuple[int, int]:
    """Of the cases within the scope: how many hold the program's entry form, and how many of those its screen."""
    entered = _entered(scope, actor, entry_form).subquery()
    screened = exists().where(_filed(actor, tool), records.c.case_id == entered.c.id)
    query = select(func.count(), func.count().filter(screened)).select_from(entered)
    row = cabinet.connection.execute(query).one()
    return int(row[0]), int(row[1])


def waiting(cabinet: Cabinet, scope: Scope, actor: Actor, entry_form: str, tool: str, *, most: int) -> list[Waiting]:
    """Those not screened yet, whoever waits longest first, at most `most`."""
    entered = _entered(scope, actor, entry_form).subquery()
    screened = exists().where(_filed(actor, tool), records.c.case_id == entered.c.id)
    query = select(entered).where(~screened).order_by(entered.c.entered_at, entered.c.id).limit(most)
    return [
        Waiting(case_id=CaseId(row.id), reference=row.reference, entered_at=row.entered_at)
        for row in cabinet.connection.execute(query)
    ]


def _entered(scope: Scope, actor: Actor, form: str) -> Select[tuple[str, str, datetime]]:
    return (
        select(cases.c.id, cases.c.reference, func.min(records.c.filed_at).label("entered_at"))
        .join(records, records.c.case_id == cases.c.id)
        .where(_filed(actor, form), compile_scope(scope))
        .group_by(cases.c.id, cases.c.reference)
    )


def _filed(actor: Actor, form: str) -> ColumnElement[bool]:
    return and_(records.c.program_id == actor.program_id, records.c.form == form, records.c.withdrawn_at.is_(None))
