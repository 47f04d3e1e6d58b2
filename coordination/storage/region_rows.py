"""Room: storage. A liaison's region: programs of their agency that serve it, and places to live that are listed for it.

INVARIANT: no confidential program is found here, whatever it lists.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from coordination.model.actor import Actor
from coordination.model.directory import ServiceFacts, counties_of
from coordination.model.ids import ProgramId
from coordination.model.program import Program
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory import facts_of_services
from coordination.storage.directory_tables import designations, services
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, programs

MOST = 200


def facts_of_region_programs(cabinet: Cabinet, actor: Actor) -> tuple[list[Program], list[Program]]:
    """The programs of the actor's agency that serve the region, and those that say nowhere where they serve.

    A program serves a county for which it lists a service or is designated.
    """
    query = (
        select(*PROGRAM_COLUMNS)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(
            programs.c.agency_id == actor.agency_id,
            programs.c.confidential.is_(False),
            in_force(programs, cabinet.now),
            in_force(agencies, cabinet.now),
        )
        .order_by(programs.c.name, programs.c.id)
    )
    own = [program_of(row) for row in cabinet.connection.execute(query)]
    served, region = facts_of_served(cabinet, [program.id for program in own]), counties_of(actor.oversees)
    inside = [program for program in own if served.get(program.id, frozenset()) & region]
    return inside, [program for program in own if not served.get(program.id)]


def facts_of_settings(cabinet: Cabinet, counties: Collection[str], needs: Collection[str]) -> list[ServiceFacts]:
    """Services of any open program that meet one of these needs and are listed for one of these counties, by name."""
    query = (
        select(services.c.program_id)
        .distinct()
        .join(programs, programs.c.id == services.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(
            programs.c.confidential.is_(False),
            *(in_force(table, cabinet.now) for table in (services, programs, agencies)),
        )
        .order_by(services.c.program_id)
    )
    found = [
        one
        for program_id in cabinet.connection.execute(query).scalars().all()
        for one in facts_of_services(cabinet, program_id)
        if one.service.needs & set(needs) and counties_of(one.service.areas) & set(counties)
    ]
    return sorted(found, key=lambda one: (one.sort, one.id))[:MOST]


def facts_of_served(cabinet: Cabinet, program_ids: Collection[str]) -> dict[ProgramId, frozenset[str]]:
    """The counties that each of these programs serves: those of its services and of what it is designated for."""
    found: dict[ProgramId, frozenset[str]] = {}
    for table, column in ((services, services.c.areas), (designations, designations.c.area)):
        query = select(table.c.program_id, column.label("areas")).where(
            table.c.program_id.in_(sorted(program_ids)), in_force(table, cabinet.now)
        )
        for program_id, areas in cabinet.connection.execute(query):
            own = ProgramId(program_id)
            found[own] = found.get(own, frozenset()) | counties_of(frozenset(areas.split()))
    return found
