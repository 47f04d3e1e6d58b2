"""Room: storage. Deadlines: started once for each cause, opened to whom their information type is open."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, insert, select, tuple_
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.database.prepared import Prepared
from coordination.declare.event import Event
from coordination.declare.information import InformationType
from coordination.model.deadline import Deadline, NewDeadline, State
from coordination.model.ids import CaseId, DeadlineId, Handle, ProgramId
from coordination.model.record import Happened, Precision
from coordination.storage import keys, records
from coordination.storage.cabinet import Cabinet
from coordination.storage.deadline_tables import deadlines


def start(cabinet: Cabinet, grant: Grant, case_id: CaseId, new: NewDeadline) -> bool:
    """Start one that the actor's program owes; False when the same cause has started this rule already."""
    values = {
        "id": new.deadline_id,
        "handle": new.handle,
        "case_id": case_id,
        "program_id": grant.actor.program_id,
        "information_type": new.information_type.value,
        "rule": new.rule,
        "rule_version": new.rule_version,
        "event": new.event.value,
        "cause": new.cause,
        "started_by": grant.actor.person_id,
        "happened_at": new.happened.at,
        "happened_precision": new.happened.precision.value,
        "happened_zone": new.happened.zone,
        "learned_at": new.learned_at,
        "recorded_at": cabinet.now,
        "began_at": new.began_at,
        "due_at": new.due_at,
        "at_risk_at": new.at_risk_at,
        "state": State.RUNNING.value,
        "level": 0,
        "next_at": new.at_risk_at,
    }
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(deadlines).values(values))
    except IntegrityError:
        return False
    records.hold(cabinet, grant, case_id, new.information_type)
    return True


_PLACE = tuple_(deadlines.c.case_id, deadlines.c.program_id, deadlines.c.information_type)
_GRANTED = (
    select(deadlines)
    .where(
        deadlines.c.case_id.in_(bindparam("cases", expanding=True)),
        _PLACE.in_(bindparam("granted", expanding=True)),
    )
    .order_by(deadlines.c.due_at, deadlines.c.id)
)
_OPENED = Prepared(_GRANTED, "cases", "granted")
_CHOSEN = Prepared(
    _GRANTED.where(deadlines.c.id.in_(bindparam("chosen", expanding=True))), "cases", "granted", "chosen"
)


def open(  # noqa: A001 - read as deadlines.open(cabinet, grant)
    cabinet: Cabinet, grant: Grant, chosen: Collection[DeadlineId] | None = None
) -> list[Deadline]:
    """Every deadline of the grant's cases whose (owing program, information type) it opens, soonest first.

    chosen: of them only these.
    """
    granted = [(case.case_id, program, kind.value) for case in grant.cases for program, kind in sorted(case.opened())]
    if not granted:
        return []
    asked = {"granted": granted, "cases": sorted({case_id for case_id, _, _ in granted})}
    if chosen is None:
        return _carried(cabinet, grant, [_deadline(row) for row in _OPENED.named_rows(cabinet.connection, asked)])
    rows = _CHOSEN.named_rows(cabinet.connection, asked | {"chosen": sorted(chosen)}) if chosen else []
    return _carried(cabinet, grant, [_deadline(row) for row in rows])


def _carried(cabinet: Cabinet, grant: Grant, found: list[Deadline]) -> list[Deadline]:
    """That a program owes something about a child tells as much as a record of it: the same notices travel."""
    keys.carry(cabinet, grant, *((one.case_id, one.program_id, one.information_type) for one in found))
    return found


def _deadline(row: Any) -> Deadline:  # noqa: ANN401 - a row of deadlines
    return Deadline(
        id=DeadlineId(row.id),
        handle=Handle(row.handle),
        case_id=CaseId(row.case_id),
        program_id=ProgramId(row.program_id),
        information_type=InformationType(row.information_type),
        rule=row.rule,
        rule_version=row.rule_version,
        event=Event(row.event),
        cause=row.cause,
        happened=Happened(at=row.happened_at, precision=Precision(row.happened_precision), zone=row.happened_zone),
        learned_at=row.learned_at,
        recorded_at=row.recorded_at,
        began_at=row.began_at,
        due_at=row.due_at,
        at_risk_at=row.at_risk_at,
        state=State(row.state),
        level=row.level,
        done_at=row.done_at,
        proved_at=row.proved_at,
        paused_at=row.paused_at,
        ended_reason=row.ended_reason or "",
    )
