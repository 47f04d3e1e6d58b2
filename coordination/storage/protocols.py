"""Room: storage. Teams' written protocols: written with the column that every decision reads, in one transaction."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.declare.staging import First
from coordination.model.ids import Handle, ProgramId, ProtocolId
from coordination.model.protocol import ListedProtocol, NewProtocol, TeamProtocol
from coordination.storage.cabinet import Cabinet
from coordination.storage.program_facts import protocols_text
from coordination.storage.roster import people, programs
from coordination.storage.staging_endings import tell_protocol
from coordination.storage.staging_tables import team_protocols


def facts_of_protocols(cabinet: Cabinet, program_id: ProgramId) -> list[ListedProtocol]:
    """Every protocol of the program, over ones too, by their first days; of two on one day the later written."""
    table = team_protocols
    query = (
        select(table, people.c.name)
        .join(people, people.c.id == table.c.recorded_by)
        .where(table.c.program_id == program_id)
        .order_by(table.c.starts_at, table.c.recorded_at, table.c.id)
    )
    return [
        ListedProtocol(
            protocol=TeamProtocol(
                id=ProtocolId(row.id),
                starts_at=row.starts_at,
                staged=frozenset(row.staged.split()),
                first=First(row.first),
                types=frozenset(map(InformationType, row.types.split())),
                opens_on=frozenset(row.opens_on.split()),
                document=row.document,
                dated=row.dated,
            ),
            handle=Handle(row.handle),
            adopted_by=row.adopted_by,
            recorded_at=row.recorded_at,
            recorded_by=row.name,
        )
        for row in cabinet.connection.execute(query)
    ]


def record(cabinet: Cabinet, grant: Grant, new: NewProtocol) -> None:
    """Write a protocol down for the grant's own program. It takes the place of the earlier one when it begins."""
    actor, one = grant.actor, new.protocol
    lock = select(programs.c.id).where(programs.c.id == actor.program_id)
    cabinet.connection.execute(lock.with_for_update()).all()
    cabinet.connection.execute(
        insert(team_protocols).values(
            id=one.id,
            handle=new.handle,
            program_id=actor.program_id,
            document=one.document,
            dated=one.dated,
            adopted_by=new.adopted_by,
            starts_at=one.starts_at,
            staged=" ".join(sorted(one.staged)),
            first=one.first.value,
            types=" ".join(sorted(one.types)),
            opens_on=" ".join(sorted(one.opens_on)),
            recorded_by=actor.person_id,
            recorded_at=cabinet.now,
        )
    )
    tell_protocol(cabinet, grant, new)
    text = protocols_text(found.protocol for found in facts_of_protocols(cabinet, actor.program_id))
    cabinet.connection.execute(update(programs).where(programs.c.id == actor.program_id).values(protocols=text))
