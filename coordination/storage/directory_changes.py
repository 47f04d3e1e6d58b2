"""Room: storage. The directory written: entries and services, in the commit of the act's own log entry."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.directory import Entry, Offering
from coordination.model.ids import Handle, PersonId
from coordination.model.program import Program
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory import facts_of_service
from coordination.storage.directory_tables import directory_addresses, directory_entries, services
from coordination.storage.directory_terms import reindex, sort_of
from coordination.storage.roster import agencies, programs


def save_entry(cabinet: Cabinet, grant: Grant, program: Program, entry: Entry) -> None:
    """Write what a program says of itself; whoever writes it has looked at it."""
    write_entry(cabinet, program, entry, grant.actor.person_id)


def add_service(cabinet: Cabinet, grant: Grant, program: Program, service: Offering, *, service_id: str) -> None:
    """List a service of this program."""
    write_service(cabinet, program.id, service, grant.actor.person_id, service_id=service_id)


def change_service(cabinet: Cabinet, grant: Grant, service_id: str, service: Offering) -> None:
    """Describe a service anew. The free places keep the time they were counted unless the number is another."""
    rewrite_service(cabinet, service_id, service, grant.actor.person_id)


def verify_service(cabinet: Cabinet, grant: Grant, service_id: str) -> None:
    """Write down that somebody looked and it is still right."""
    values = {"verified_at": cabinet.now, "verified_by": grant.actor.person_id}
    cabinet.connection.execute(update(services).where(services.c.id == service_id).values(**values))


def count_places(cabinet: Cabinet, grant: Grant, service_id: str, service: Offering) -> None:
    """Write down how many places are free now. service: with the new number."""
    del grant  # the log has who counted; the number is the program's
    values = {"available": service.available, "available_at": cabinet.now}
    cabinet.connection.execute(update(services).where(services.c.id == service_id).values(**values))
    reindex(cabinet, service_id, service)


def end_service(cabinet: Cabinet, grant: Grant, service_id: str) -> None:
    """Take a service out of the directory."""
    del grant  # the log has who ended it
    close_service(cabinet, service_id)


# --- the same for a roster load, which is judged and logged by casework/roster ---------------------------------------


def write_entry(cabinet: Cabinet, program: Program, entry: Entry, by: PersonId | None) -> None:
    """Write an entry over what is there. by: who looked at it, None for a load."""
    values: dict[str, Any] = {
        "about": entry.about,
        "reach": entry.reach,
        "business_hours": entry.business_hours,
        "business_number": entry.business_number,
        "after_hours_number": entry.after_hours_number,
        "fallback_id": entry.fallback_id,
        "verified_at": cabinet.now,
        "verified_by": by,
    }
    connection = cabinet.connection
    there = select(directory_entries.c.program_id).where(directory_entries.c.program_id == program.id)
    if connection.execute(there).first() is None:
        connection.execute(insert(directory_entries).values(program_id=program.id, **values))
    else:
        own = directory_entries.c.program_id == program.id
        connection.execute(update(directory_entries).where(own).values(**values))
    connection.execute(delete(directory_addresses).where(directory_addresses.c.program_id == program.id))
    # INVARIANT: where a confidential program is, is written nowhere.
    if entry.address and not program.confidential:
        connection.execute(insert(directory_addresses).values(program_id=program.id, address=entry.address))


def write_service(
    cabinet: Cabinet, program_id: str, service: Offering, by: PersonId | None, *, service_id: str
) -> None:
    """List a service with its search terms."""
    row = {
        "id": service_id,
        "program_id": program_id,
        "since": cabinet.now,
        "available_at": None if service.available is None else cabinet.now,
        **_columns(cabinet, service, by),
    }
    cabinet.connection.execute(insert(services).values(**row))
    reindex(cabinet, service_id, service)


def rewrite_service(cabinet: Cabinet, service_id: str, service: Offering, by: PersonId | None) -> None:
    """Write a service over what is there."""
    connection, own = cabinet.connection, services.c.id == service_id
    before = connection.execute(select(services.c.available).where(own)).scalar_one()
    values = _columns(cabinet, service, by)
    if before != service.available:
        values["available_at"] = None if service.available is None else cabinet.now
    connection.execute(update(services).where(own).values(until=None, **values))
    reindex(cabinet, service_id, service)


def close_service(cabinet: Cabinet, service_id: str) -> None:
    """End a service now; it is found no more."""
    cabinet.connection.execute(update(services).where(services.c.id == service_id).values(until=cabinet.now))
    reindex(cabinet, service_id, None)


def refresh_terms(cabinet: Cabinet, handles: Iterable[Handle]) -> None:
    """Find the services of these programs and agencies by their names as they now are; not at all once they ended."""
    touched = sorted(handles)
    query = (
        select(services.c.id)
        .join(programs, programs.c.id == services.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(or_(programs.c.handle.in_(touched), agencies.c.handle.in_(touched)))
    )
    for service_id in cabinet.connection.execute(query).scalars().all():
        found = facts_of_service(cabinet, service_id)
        reindex(cabinet, service_id, found.service if found else None)


def _columns(cabinet: Cabinet, service: Offering, by: PersonId | None) -> dict[str, Any]:
    return {
        "name": service.name,
        "sort": sort_of(service.name),
        "needs": " ".join(sorted(service.needs)),
        "areas": " ".join(sorted(service.areas)),
        "languages": " ".join(sorted(service.languages)),
        "about": service.about,
        "eligibility": service.eligibility,
        "hours": service.hours,
        "number": service.number,
        "capacity": service.capacity,
        "available": service.available,
        "certification": service.certification,
        "certified_until": service.certified_until,
        "certification_kind": service.certification_kind,
        "certification_number": service.certification_number,
        "verified_at": cabinet.now,
        "verified_by": by,
    }
