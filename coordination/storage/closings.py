"""Room: storage. What closes a case to somebody or keeps it from being purged: told to the second path when it is set.

A restore brings back a backup from before, in which the case stands open to whoever was shut out since. So each row of
these tables goes, ids and coded words alone, into the list of endings (audit/endings.py), and a restore sets again what
nobody lifted. It never lifts: what was set before the backup and lifted since stands again until somebody lifts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Table, insert, select

from coordination.audit import endings
from coordination.audit.endings import Ending
from coordination.audit.grant import Grant
from coordination.storage.backup_rows import known_tables, name_cases
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, conflicts, restriction_names, restrictions
from coordination.storage.retention_tables import legal_holds
from coordination.storage.roster import appointments, people, programs

CONFLICT: Final = "conflict"
HOLD: Final = "hold"
LIFTED: Final = "lifted"
NAMED: Final = "named"
RESTRICTION: Final = "restriction"

_OWN = ("case_id", "program_id")
# By kind: its table, the column that its line names, and those that follow there. In the order in which they are set.
_KINDS = {
    CONFLICT: (conflicts, "id", (*_OWN, "handle", "target_kind", "target_id", "set_by")),
    HOLD: (legal_holds, "id", (*_OWN, "handle", "reason", "source", "set_by")),
    RESTRICTION: (restrictions, "id", (*_OWN, "set_by")),
    NAMED: (restriction_names, "restriction_id", (*_OWN, "person_id")),
}


def close(cabinet: Cabinet, grant: Grant, kind: str, row: Mapping[str, str]) -> None:
    """Write a row of this kind, set now, and tell of it. row: its columns but the instant."""
    del grant  # whoever acts has one
    table, key, columns = _KINDS[kind]
    dated = {"set_at": cabinet.now} if "set_at" in table.columns else {}
    cabinet.connection.execute(insert(table).values({**row, **dated}))
    more = ".".join(row[column] for column in columns)
    endings.put(cabinet.connection, Ending(kind=kind, object=row[key], at=cabinet.now, more=more))


def tell_lifted(cabinet: Cabinet, grant: Grant, ids: Iterable[str]) -> None:
    """Tell that these were lifted now."""
    del grant
    for one in ids:
        endings.put(cabinet.connection, Ending(kind=LIFTED, object=one, at=cabinet.now))


def close_again(cabinet: Cabinet, told: Iterable[Ending]) -> Counter[str]:
    """Set what was set since the backup and not lifted, on the cases that the backup has; how many by kind."""
    lines, there = list(told), known_tables(cabinet)
    lifted = {one.object for one in lines if one.kind == LIFTED}
    done = Counter[str]()
    for kind, (table, key, columns) in _KINDS.items():
        for one in lines if table in there else ():  # a backup of an older hub may not have it yet
            if one.kind != kind or one.object in lifted:
                continue
            row = {key: one.object, **dict(zip(columns, one.more.split("."), strict=True))}
            if not facts_of_presence(cabinet, cases, row["case_id"]):
                continue
            if cabinet.connection.dialect.name == "postgresql":
                name_cases(cabinet.connection, [row["case_id"]])
            if kind == NAMED:  # lets somebody in: no closing, so it is not counted
                _name(cabinet, row["restriction_id"], row["person_id"])
            else:
                done[kind] += _set(cabinet, kind, row, one.at)
    return +done


def _set(cabinet: Cabinet, kind: str, row: dict[str, str], at: datetime | None) -> bool:
    """Whether this row was not there, and is now."""
    table, key, _ = _KINDS[kind]
    if facts_of_presence(cabinet, table, row[key]):
        return False
    program, person = facts_of_setter(cabinet, row["case_id"], row["program_id"], row["set_by"])
    row = {**row, "program_id": program, "set_by": person}
    cabinet.connection.execute(insert(table).values(set_at=at, **row))
    if kind == RESTRICTION:
        _name(cabinet, row["id"], person)  # so that somebody can always lift it
    return True


def _name(cabinet: Cabinet, restriction_id: str, person_id: str) -> None:
    """Let a person in whom a restriction that is set again names, when the backup has both."""
    restriction = cabinet.connection.execute(
        select(restrictions.c.case_id, restrictions.c.program_id).where(restrictions.c.id == restriction_id)
    ).first()
    names = restriction_names.c
    known = select(names.person_id).where(names.restriction_id == restriction_id, names.person_id == person_id)
    if (
        restriction is not None
        and facts_of_presence(cabinet, people, person_id)
        and cabinet.connection.execute(known).first() is None
    ):
        owned = {"case_id": restriction.case_id, "program_id": restriction.program_id}
        row = {"restriction_id": restriction_id, "person_id": person_id, **owned}
        cabinet.connection.execute(insert(restriction_names).values(row))


def facts_of_setter(cabinet: Cabinet, case_id: str | None, program: str, person: str) -> tuple[str, str]:
    """Program and person of a row, as far as the backup has them; else who coordinates the case, and one of theirs.

    case_id: None where the program is known to be there.
    """
    connection = cabinet.connection
    if case_id is not None and not facts_of_presence(cabinet, programs, program):
        program = connection.execute(select(cases.c.coordinating_program_id).where(cases.c.id == case_id)).scalar_one()
    if not facts_of_presence(cabinet, people, person):
        first = select(appointments.c.person_id).order_by(appointments.c.program_id != program, appointments.c.id)
        person = connection.execute(first.limit(1)).scalar_one()
    return program, person


def facts_of_presence(cabinet: Cabinet, table: Table, row_id: str) -> bool:
    """Whether a row of this id is there."""
    return cabinet.connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None
