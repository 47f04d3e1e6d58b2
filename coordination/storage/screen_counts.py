"""Room: storage. Which of a program's children entered care, and which of them were screened: plain columns alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select

from coordination.declare.information import InformationType
from coordination.model.actor import Actor
from coordination.model.ids import CaseId
from coordination.policy.scope import Scope
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, holdings
from coordination.storage.record_tables import records
from coordination.storage.scope import compile_scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A case whose child entered care. entered_at: when that was filed first (UTC)."""

    case_id: CaseId
    reference: str
    entered_at: datetime
    screened: bool


def holding(cabinet: Cabinet, scope: Scope, actor: Actor, information_type: InformationType) -> list[CaseId]:
    """The cases within the scope of which the actor's program holds information of this type."""
    query = (
        select(cases.c.id)
        .join(holdings, holdings.c.case_id == cases.c.id)
        .where(
            holdings.c.program_id == actor.program_id,
            holdings.c.information_type == information_type.value,
            compile_scope(scope),
        )
        .order_by(cases.c.id)
    )
    return [CaseId(found) for found in cabinet.connection.execute(query).scalars()]


def entered(
    cabinet: Cabinet, scope: Scope, actor: Actor, case_ids: Sequence[CaseId], *, entry_form: str, tool: str
) -> list[Entered]:
    """Of these cases, those on which the program filed the entry form, and whether it filed a screen of the tool."""
    at = func.min(case((records.c.form == entry_form, records.c.filed_at)))
    query = (
        select(cases.c.id, cases.c.reference, at, func.count(case((records.c.form == tool, 1))))
        .join(records, records.c.case_id == cases.c.id)
        .where(
            cases.c.id.in_(case_ids),
            and_(records.c.program_id == actor.program_id, records.c.form.in_((entry_form, tool))),
            records.c.withdrawn_at.is_(None),
            compile_scope(scope),
        )
        .group_by(cases.c.id, cases.c.reference)
        .having(at.is_not(None))
    )
    return [
        Entered(case_id=CaseId(case_id), reference=reference, entered_at=since, screened=screens > 0)
        for case_id, reference, since, screens in cabinet.connection.execute(query)
    ]
