"""Room: storage. What staging closes, told to the second path as it happens, so that a restore can close it again.

Three things close: a protocol that is recorded, an interviewer who is named, and an event that is taken back. Each line
is ids, days and coded words, as in closings.py: no name of a paper, of a child or of who adopted it. restaged.py reads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from coordination.audit import endings
from coordination.audit.endings import Ending
from coordination.audit.grant import Grant
from coordination.database.types import microseconds
from coordination.declare.staging import INTERVIEWER
from coordination.model.ids import Handle, PersonId, StagingId
from coordination.model.protocol import NewProtocol
from coordination.model.staging import StagingEntry
from coordination.storage import closings
from coordination.storage.cabinet import Cabinet

EVENT: Final = "event"
PROTOCOL: Final = "protocol"
# What follows the id and the instant in a line of this kind.
_COLUMNS: Final = {
    EVENT: ("case_id",),
    INTERVIEWER: ("case_id", "program_id", "handle", "person_id", "told_by"),
    PROTOCOL: (
        *("program_id", "handle", "recorded_by", "dated", "starts_at"),
        *("first", "staged", "types", "opens_on"),
    ),
}


def tell_protocol(cabinet: Cabinet, grant: Grant, new: NewProtocol) -> None:
    """Tell that the grant's program records this protocol now."""
    one = new.protocol
    row = (grant.actor.program_id, new.handle, grant.actor.person_id, one.dated, str(microseconds(one.starts_at)))
    shown = (one.first.value, _listed(one.staged), _listed(one.types), _listed(one.opens_on))
    _put(cabinet, PROTOCOL, one.id, (*row, *shown))


def tell_interviewer(cabinet: Cabinet, grant: Grant, ids: tuple[StagingId, Handle], person_id: PersonId) -> None:
    """Tell that this person is named the interviewer of the grant's case now."""
    actor = grant.actor
    _put(cabinet, INTERVIEWER, ids[0], (grant.case.case_id, actor.program_id, ids[1], person_id, actor.person_id))


def tell_withdrawn(cabinet: Cabinet, grant: Grant, one: StagingEntry) -> None:
    """Tell that this is taken back now. Of an event it closes; of an interviewer it opens, so nothing is set again."""
    if one.kind == INTERVIEWER:
        closings.tell_lifted(cabinet, grant, [one.id])
    else:
        _put(cabinet, EVENT, one.id, (grant.case.case_id,))


def facts_of_lines(told: Iterable[Ending], kind: str) -> list[tuple[Ending, dict[str, str]]]:
    """The lines of a kind that nobody lifted, each with what it says by column."""
    lines = list(told)
    lifted = {one.object for one in lines if one.kind == closings.LIFTED}
    found = [one for one in lines if one.kind == kind and one.object not in lifted]
    return [(one, dict(zip(_COLUMNS[kind], one.more.split("."), strict=True))) for one in found]


def _put(cabinet: Cabinet, kind: str, what: str, more: Iterable[str]) -> None:
    endings.put(cabinet.connection, Ending(kind=kind, object=what, at=cabinet.now, more=".".join(more)))


def _listed(slugs: Collection[str]) -> str:
    return "+".join(sorted(slugs))
