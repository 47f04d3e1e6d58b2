"""Room: storage. After a restore: staging closed again as far as it was closed since the backup, and nothing opened.

INVARIANT: nobody whom the team stages sees more than its protocol of today lets them. So one that was recorded since is
recorded again, no wider than the one that the backup has (TeamProtocol.no_wider_than); who was named the interviewer is
named again; an event taken back stays so (restored_rows.ENDED). The second path has no words of a protocol: its
name is one of ours, by which the team sees that it has to record its own anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from sqlalchemy import insert, select, update

from coordination.audit.endings import Ending
from coordination.database.types import instant
from coordination.declare.information import InformationType
from coordination.declare.staging import INTERVIEWER, First
from coordination.model.ids import CaseId, ProgramId, ProtocolId
from coordination.model.protocol import TeamProtocol, counting
from coordination.storage import closings
from coordination.storage.backup_rows import known_tables
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.program_facts import protocols_text
from coordination.storage.protocols import facts_of_protocols
from coordination.storage.roster import people, programs
from coordination.storage.staging import facts_of_entries
from coordination.storage.staging_endings import EVENT, PROTOCOL, facts_of_lines
from coordination.storage.staging_tables import staging_entries, staging_text, team_protocols

DOCUMENT: Final = "Team protocol, set again after a restore"
ADOPTED_BY: Final = "Its paper says who. Record it anew."
_Line = tuple[Ending, dict[str, str]]


def close_again(cabinet: Cabinet, told: Iterable[Ending]) -> Counter[str]:
    """Stage what was staged since the backup, on the cases and for the programs that it has; how many by kind."""
    lines = list(told)
    if staging_entries not in known_tables(cabinet):  # a backup of an older hub
        return Counter()
    done, changed = Counter[str](), {row["case_id"] for _, row in facts_of_lines(lines, EVENT)}
    recorded: dict[str, list[_Line]] = {}
    for line in facts_of_lines(lines, PROTOCOL):
        recorded.setdefault(line[1]["program_id"], []).append(line)
    for program_id, some in recorded.items():
        done[PROTOCOL] += _record(cabinet, ProgramId(program_id), some)
    for line in facts_of_lines(lines, INTERVIEWER):
        if _name(cabinet, *line):
            done[INTERVIEWER] += 1
            changed.add(line[1]["case_id"])
    for case_id in sorted(changed):
        standing = [one for one in facts_of_entries(cabinet, CaseId(case_id)) if one.withdrawn_at is None]
        text = staging_text([(one.kind, one.person_id) for one in standing])
        cabinet.connection.execute(update(cases).where(cases.c.id == case_id).values(staging=text))
    return +done


def _record(cabinet: Cabinet, program_id: ProgramId, told: Iterable[_Line]) -> int:
    """Record a program's protocols again that came since. Of two for one day the later counts, and the other never."""
    if not closings.facts_of_presence(cabinet, programs, program_id):
        return 0
    had = [one.protocol for one in facts_of_protocols(cabinet, program_id)]
    by_start: dict[str, _Line] = {}
    for one, row in told:
        if one.object not in {protocol.id for protocol in had}:
            by_start[row["starts_at"]] = (one, row)
    done = 0
    for one, row in sorted(by_start.values(), key=lambda line: int(line[1]["starts_at"])):
        new = _protocol(one, row)
        new = new.no_wider_than(counting(had, new.starts_at))
        now = counting([found.protocol for found in facts_of_protocols(cabinet, program_id)], new.starts_at)
        if (now is None and new.first is not First.FULL) or (now is not None and not new.says_the_same_as(now)):
            _, person = closings.facts_of_setter(cabinet, None, program_id, row["recorded_by"])
            done += _insert(cabinet, program_id, person, one, row["handle"], new)
    text = protocols_text(found.protocol for found in facts_of_protocols(cabinet, program_id))
    cabinet.connection.execute(update(programs).where(programs.c.id == program_id).values(protocols=text))
    return done


def _insert(
    cabinet: Cabinet, program_id: ProgramId, person_id: str, line: Ending, handle: str, new: TeamProtocol
) -> int:
    cabinet.connection.execute(
        insert(team_protocols).values(
            id=new.id,
            handle=handle,
            program_id=program_id,
            document=new.document,
            dated=new.dated,
            adopted_by=ADOPTED_BY,
            starts_at=new.starts_at,
            staged=" ".join(sorted(new.staged)),
            first=new.first.value,
            types=" ".join(sorted(new.types)),
            opens_on=" ".join(sorted(new.opens_on)),
            recorded_by=person_id,
            recorded_at=line.at,
        )
    )
    return 1


def _protocol(line: Ending, row: dict[str, str]) -> TeamProtocol:
    staged, types, opens_on = (
        frozenset(filter(None, row[name].split("+"))) for name in ("staged", "types", "opens_on")
    )
    return TeamProtocol(
        id=ProtocolId(line.object),
        starts_at=instant(int(row["starts_at"])),
        staged=staged,
        first=First(row["first"]),
        types=frozenset(map(InformationType, types)),
        opens_on=opens_on,
        document=DOCUMENT,
        dated=row["dated"],
    )


def _name(cabinet: Cabinet, line: Ending, row: dict[str, str]) -> bool:
    """Whether the interviewer was not named, and is now. Case and person must be in the backup."""
    there = closings.facts_of_presence
    table, case_id, person_id = staging_entries, row["case_id"], row["person_id"]
    if not there(cabinet, cases, case_id) or not there(cabinet, people, person_id):
        return False
    standing = select(table.c.id).where(
        table.c.case_id == case_id, table.c.person_id == person_id, table.c.withdrawn_at.is_(None)
    )
    if there(cabinet, table, line.object) or cabinet.connection.execute(standing).first() is not None:
        return False
    program_id, told_by = closings.facts_of_setter(cabinet, case_id, row["program_id"], row["told_by"])
    more = {"kind": INTERVIEWER, "person_id": person_id, "told_by": told_by, "told_at": line.at}
    owned = {"id": line.object, "handle": row["handle"], "case_id": case_id, "program_id": program_id}
    cabinet.connection.execute(insert(table).values(**owned, **more))
    return True
