"""Room: storage. The on-call roster's lines, what a program's entry says for other hours, and who may be put on it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, exists, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.ids import PersonId, ProgramId
from coordination.model.on_call import OnCallLine, Standing
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory_tables import directory_entries, on_call_lines
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, appointments, issuers, people, programs

_OWN = len(PROGRAM_COLUMNS)


def facts_of_standing(cabinet: Cabinet, program_id: str) -> Standing | None:
    """What a program in force says for hours that the roster does not cover; None when there is no such program."""
    query = (
        select(
            *PROGRAM_COLUMNS,
            directory_entries.c.business_hours,
            directory_entries.c.business_number,
            directory_entries.c.after_hours_number,
            directory_entries.c.fallback_id,
        )
        .select_from(programs)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .outerjoin(directory_entries, directory_entries.c.program_id == programs.c.id)
        .where(programs.c.id == program_id, in_force(programs, cabinet.now), in_force(agencies, cabinet.now))
    )
    row = cabinet.connection.execute(query).one_or_none()
    if row is None:
        return None
    return Standing(
        program=program_of(row[:_OWN]),
        business_hours=row.business_hours or "",
        business_number=row.business_number or "",
        after_hours_number=row.after_hours_number or "",
        fallback_id=ProgramId(row.fallback_id) if row.fallback_id else None,
    )


def facts_of_lines(
    cabinet: Cabinet, program_id: str, *, since: datetime, until: datetime | None = None
) -> list[OnCallLine]:
    """The lines that stand, and end after `since` (and begin by `until`): last begun first.

    INVARIANT: a person who has no appointment in force there any more is on call for nobody.
    """
    works = exists().where(
        appointments.c.person_id == on_call_lines.c.person_id,
        appointments.c.program_id == on_call_lines.c.program_id,
        in_force(appointments, cabinet.now),
        people.c.id == on_call_lines.c.person_id,
        in_force(people, cabinet.now),
    )
    wanted = and_(
        on_call_lines.c.program_id == program_id,
        on_call_lines.c.ends_at > since,
        on_call_lines.c.ended_at.is_(None),
        or_(on_call_lines.c.person_id.is_(None), works),
    )
    query = select(on_call_lines).where(wanted)
    if until is not None:
        query = query.where(on_call_lines.c.starts_at <= until)
    query = query.order_by(on_call_lines.c.starts_at.desc(), on_call_lines.c.made_at.desc(), on_call_lines.c.id)
    return [
        OnCallLine(
            id=row.id,
            program_id=ProgramId(row.program_id),
            roster=row.roster,
            who=row.who,
            number=row.number,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            person_id=PersonId(row.person_id) if row.person_id else None,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_line_program(cabinet: Cabinet, line_id: str) -> ProgramId | None:
    """Whose roster a line stands on, None when there is none (any more)."""
    query = select(on_call_lines.c.program_id).where(on_call_lines.c.id == line_id, on_call_lines.c.ended_at.is_(None))
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return ProgramId(found) if found else None


def facts_of_people(cabinet: Cabinet, program_id: str) -> list[tuple[PersonId, str]]:
    """Who has an appointment in force in the program: (person, name), by name."""
    query = (
        select(people.c.id, people.c.name)
        .distinct()
        .join(appointments, appointments.c.person_id == people.c.id)
        .where(
            appointments.c.program_id == program_id, in_force(appointments, cabinet.now), in_force(people, cabinet.now)
        )
        .order_by(people.c.name, people.c.id)
    )
    return [(PersonId(row.id), row.name) for row in cabinet.connection.execute(query)]


def facts_of_subject(cabinet: Cabinet, issuer: str, subject: str) -> PersonId | None:
    """The person whom this issuer calls `subject`, as a roster file names them."""
    query = (
        select(people.c.id)
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .where(issuers.c.url == issuer, people.c.subject == subject)
    )
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return PersonId(found) if found else None


def add(cabinet: Cabinet, grant: Grant, line: OnCallLine) -> None:
    """Put a line on the roster."""
    del grant  # the log has who put it there
    write_line(cabinet, line)


def end(cabinet: Cabinet, grant: Grant, line_id: str) -> None:
    """Take a line off the roster."""
    del grant  # the log has who took it off
    close_line(cabinet, line_id)


def write_line(cabinet: Cabinet, line: OnCallLine) -> None:
    """Write a line; a roster load does, which casework/roster judges and logs."""
    values = {
        "id": line.id,
        "program_id": line.program_id,
        "roster": line.roster,
        "person_id": line.person_id,
        "who": line.who,
        "number": line.number,
        "starts_at": line.starts_at,
        "ends_at": line.ends_at,
        "made_at": cabinet.now,
    }
    cabinet.connection.execute(insert(on_call_lines).values(**values))


def close_line(cabinet: Cabinet, line_id: str) -> None:
    """Take a line off; what it said stays for whoever asks later who was on call."""
    cabinet.connection.execute(update(on_call_lines).where(on_call_lines.c.id == line_id).values(ended_at=cabinet.now))
