"""Room: storage. Who stands behind the pseudonyms of an access-log entry, for the page of a withdrawn record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from coordination.model.ids import Handle
from coordination.model.program import Program
from coordination.storage.cabinet import Cabinet
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, people, programs


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderFacts:
    """Names of people and programs of the roster, by their handle in the access log."""

    people: dict[Handle, str]
    programs: dict[Handle, Program]


def facts_of_readers(cabinet: Cabinet, actors: Iterable[str], acting_for: Iterable[str]) -> ReaderFacts:
    """The people and programs of these handles; what the roster does not know is left out."""
    named = select(people.c.handle, people.c.name).where(people.c.handle.in_(set(actors)))
    acting = (
        select(*PROGRAM_COLUMNS)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(programs.c.handle.in_(set(acting_for)))
    )
    return ReaderFacts(
        people={Handle(handle): name for handle, name in cabinet.connection.execute(named)},
        programs={Handle(row[1]): program_of(tuple(row)) for row in cabinet.connection.execute(acting)},
    )
