"""Room: storage. Operator instruments: filed and ended with the column that every decision reads, in one transaction.

INVARIANT: a row and the text in `programs.instruments` change together, under a lock on the program. That one lapses
needs no writing at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.model.errors import Conflict
from coordination.model.ids import AgencyId, Handle, InstrumentId, ProgramId
from coordination.model.instrument import WARN_BEFORE, Filed, ListedInstrument, NewInstrument
from coordination.model.program import Program
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.instrument_tables import program_instruments
from coordination.storage.program_facts import PROGRAM_COLUMNS, instruments_text, program_of
from coordination.storage.roster import agencies, people, programs

MOST = 500  # warnings raised at one time


def facts_of_programs_of(cabinet: Cabinet, agency_id: AgencyId) -> list[Program]:
    """The programs in force of one agency, by name."""
    query = (
        select(*PROGRAM_COLUMNS)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(programs.c.agency_id == agency_id, in_force(programs, cabinet.now))
        .order_by(programs.c.name, programs.c.id)
    )
    return [program_of(row) for row in cabinet.connection.execute(query)]


def facts_of_instruments(cabinet: Cabinet, program_ids: Iterable[ProgramId]) -> list[ListedInstrument]:
    """Every instrument of these programs, lapsed and ended ones too, the newest first."""
    table = program_instruments
    query = (
        select(table, people.c.name)
        .outerjoin(people, people.c.id == table.c.recorded_by)
        .where(table.c.program_id.in_(sorted(program_ids)))
        .order_by(table.c.recorded_at.desc(), table.c.id)
    )
    return [
        ListedInstrument(
            id=InstrumentId(row.id),
            handle=Handle(row.handle),
            program_id=ProgramId(row.program_id),
            filed=Filed(row.kind, row.ends_at, row.ended_at),
            document=row.document,
            signed_on=row.signed_on,
            for_program=row.for_program,
            for_operator=row.for_operator,
            recorded_at=row.recorded_at,
            recorded_by=row.name or "",
        )
        for row in cabinet.connection.execute(query)
    ]


def file(cabinet: Cabinet, grant: Grant, new: NewInstrument) -> None:
    """Write an instrument down. It counts from the next request on."""
    _lock(cabinet, new.program_id)
    cabinet.connection.execute(
        insert(program_instruments).values(
            id=new.id,
            handle=new.handle,
            program_id=new.program_id,
            kind=new.kind,
            document=new.document,
            signed_on=new.signed_on,
            for_program=new.for_program,
            for_operator=new.for_operator,
            ends_at=new.ends_at,
            recorded_by=grant.actor.person_id,
            recorded_at=cabinet.now,
        )
    )
    _tell_program(cabinet, new.program_id)


def end(cabinet: Cabinet, grant: Grant, one: ListedInstrument) -> None:
    """End an instrument now. Conflict when it is over already."""
    table = program_instruments
    _lock(cabinet, one.program_id)
    done = cabinet.connection.execute(
        update(table)
        .where(
            table.c.id == one.id,
            table.c.ended_at.is_(None),
            (table.c.ends_at.is_(None)) | (table.c.ends_at > cabinet.now),
        )
        .values(ended_at=cabinet.now, ended_by=grant.actor.person_id)
    )
    if done.rowcount != 1:
        raise Conflict("It is over already.")
    _tell_program(cabinet, one.program_id)


def facts_of_ending(cabinet: Cabinet) -> list[tuple[InstrumentId, Handle, int, ProgramId]]:
    """Instruments in force that end within WARN_BEFORE days, and whose program would then not be live: id, handle,
    which warning has been reached, and whose; the nearest end first. What another follows tells nobody anything.
    """
    table = program_instruments
    query = (
        select(table.c.id, table.c.handle, table.c.ends_at, *PROGRAM_COLUMNS)
        .join(programs, programs.c.id == table.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(
            table.c.ended_at.is_(None),
            table.c.ends_at > cabinet.now,
            table.c.ends_at <= cabinet.now + timedelta(days=WARN_BEFORE[0]),
            in_force(programs, cabinet.now),
        )
        .order_by(table.c.ends_at, table.c.id)
        .limit(MOST)
    )
    found = []
    for id_, handle, ends, *row in cabinet.connection.execute(query):
        program = program_of(row)
        if not program.live(ends):
            place = sum(ends - cabinet.now <= timedelta(days=days) for days in WARN_BEFORE) - 1
            found.append((InstrumentId(id_), Handle(handle), place, program.id))
    return found


def facts_of_still_running(cabinet: Cabinet, handles: Iterable[Handle]) -> set[Handle]:
    """Of these instruments, by handle, those that are not over."""
    table = program_instruments
    query = select(table.c.handle).where(
        table.c.handle.in_(sorted(handles)), table.c.ended_at.is_(None), table.c.ends_at > cabinet.now
    )
    return {Handle(one) for one in cabinet.connection.execute(query).scalars()}


def _lock(cabinet: Cabinet, program_id: ProgramId) -> None:
    """Hold the program until the commit. On SQLite one writer at a time does so already."""
    query = select(programs.c.id).where(programs.c.id == program_id)
    cabinet.connection.execute(query.with_for_update()).all()


def _tell_program(cabinet: Cabinet, program_id: ProgramId) -> None:
    """Write the column of the program anew from its rows, which `_lock` keeps still."""
    text = instruments_text(one.filed for one in facts_of_instruments(cabinet, [program_id]))
    cabinet.connection.execute(update(programs).where(programs.c.id == program_id).values(instruments=text))
