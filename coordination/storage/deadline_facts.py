"""Room: storage. Facts of deadlines: whose one is and how it stands, asked before anything is decided or opened."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, func, select

from coordination.declare.information import InformationType
from coordination.model.deadline import DeadlineFacts, State
from coordination.model.ids import CaseId, DeadlineId, Handle, ProgramId
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadline_proofs, deadlines

_SAID = [
    "handle",
    "program_id",
    "information_type",
    "rule",
    "rule_version",
    "began_at",
    "due_at",
    "at_risk_at",
    "state",
    "level",
    "paused_at",
]
_PROOFS = (
    select(func.count()).select_from(deadline_proofs).where(deadline_proofs.c.deadline_id == deadlines.c.id)
).scalar_subquery()
_FACTS = select(*(deadlines.c[name] for name in _SAID), _PROOFS.label("proofs")).where(
    deadlines.c.id == bindparam("deadline"), deadlines.c.case_id == bindparam("case")
)


def facts_of_deadline(cabinet: Cabinet, case_id: CaseId, deadline_id: DeadlineId) -> DeadlineFacts | None:
    """One deadline of this case, reached through the case and never by its bare id."""
    row = cabinet.connection.execute(_FACTS, {"deadline": deadline_id, "case": case_id}).first()
    if row is None:
        return None
    return DeadlineFacts(
        id=deadline_id,
        handle=Handle(row.handle),
        case_id=case_id,
        program_id=ProgramId(row.program_id),
        information_type=InformationType(row.information_type),
        rule=row.rule,
        rule_version=row.rule_version,
        began_at=row.began_at,
        due_at=row.due_at,
        at_risk_at=row.at_risk_at,
        state=State(row.state),
        level=row.level,
        paused_at=row.paused_at,
        proofs=row.proofs,
    )


def facts_of_running(cabinet: Cabinet, handles: Collection[Handle]) -> set[Handle]:
    """Of these deadlines, those that still run: a notice about any other is over."""
    if not handles:
        return set()
    running = select(deadlines.c.handle).where(
        deadlines.c.handle.in_(sorted(set(handles))), deadlines.c.state == State.RUNNING.value
    )
    return {Handle(handle) for handle in cabinet.connection.execute(running).scalars()}


def facts_of_handles(cabinet: Cabinet, ids: Sequence[DeadlineId]) -> list[Handle]:
    """The handles of these deadlines, for the entry that names what a list shows."""
    found = select(deadlines.c.handle).where(deadlines.c.id.in_(list(ids))).order_by(deadlines.c.due_at, deadlines.c.id)
    return [Handle(handle) for handle in cabinet.connection.execute(found).scalars()]
