"""Room: storage. Orders and other papers on file: kind, recipients, types and interval in plain; the words sealed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, insert, or_, select, update

from coordination.audit import endings
from coordination.audit.endings import Ending
from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.authority import LEGAL_DEMAND, AuthorityWords, ListedAuthority, NewAuthority
from coordination.model.errors import Conflict
from coordination.model.facts import AuthorityOnFile
from coordination.model.ids import AuthorityId, CaseId, ProgramId
from coordination.storage import keys
from coordination.storage.authority_tables import authorities, authority_recipients, authority_types
from coordination.storage.cabinet import Cabinet
from coordination.storage.file_tables import authority_scans
from coordination.storage.roster import agencies, people, programs

TABLE = "authorities"
# Of which kind an ending is at the second path, and in which column a restore finds it (restored_rows.py).
ENDED = "authority"


def record(cabinet: Cabinet, grant: Grant, paper: NewAuthority) -> None:
    """Keep a paper of the actor's own program, with its recipients and types."""
    body = json.dumps(asdict(paper.words), ensure_ascii=False).encode()
    drawer = _drawer(paper.id, paper.case_id, paper.sharing.id)
    key_id, sealed = keys.seal(cabinet, grant, drawer, paper.sharing.agency_id, body)
    cabinet.connection.execute(
        insert(authorities).values(
            id=paper.id,
            handle=paper.handle,
            case_id=paper.case_id,
            program_id=paper.sharing.id,
            kind=paper.kind,
            starts_at=paper.starts_at,
            expires_at=paper.expires_at,
            recorded_by=grant.actor.person_id,
            recorded_at=cabinet.now,
            key_id=key_id,
            body=sealed,
        )
    )
    owned = {"authority_id": paper.id, "case_id": paper.case_id, "program_id": paper.sharing.id}
    named = [{**owned, "recipient_id": who, "recipient_kind": kind} for who, kind in paper.recipients]
    cabinet.connection.execute(insert(authority_recipients), named)
    types = [{**owned, "information_type": kind.value} for kind in sorted(paper.types)]
    cabinet.connection.execute(insert(authority_types), types)


def end(cabinet: Cabinet, grant: Grant, authority_id: AuthorityId) -> None:
    """End a paper of the actor's program at this instant, in a restored backup too. One that ended is a Conflict."""
    done = cabinet.connection.execute(
        update(authorities)
        .where(
            authorities.c.id == authority_id,
            authorities.c.case_id == grant.case.case_id,
            authorities.c.program_id == grant.actor.program_id,
            authorities.c.ended_at.is_(None),
        )
        .values(ended_at=cabinet.now, ended_by=grant.actor.person_id)
    )
    if done.rowcount != 1:
        raise Conflict("This paper was ended already.")
    endings.put(cabinet.connection, Ending(kind=ENDED, object=authority_id, at=cabinet.now))


def facts_of_scan(cabinet: Cabinet, paper: AuthorityOnFile) -> bool:
    """Whether the scan of a paper is there."""
    query = select(authority_scans.c.number).where(
        authority_scans.c.authority_id == paper.id, authority_scans.c.number == 0
    )
    return cabinet.connection.execute(query).first() is not None


def open_listed(
    cabinet: Cabinet, grant: Grant, told: Mapping[AuthorityId, Sequence[InformationType]]
) -> list[ListedAuthority]:
    """The own program's papers on the grant's case with their words, and of others those told of, newest first.

    told: the papers that the policy says the actor may know of, with what each opens to them. A paper that does not
    name the actor's program or agency is never among them, whatever the caller says.
    """
    actor = grant.actor
    named = exists().where(
        authority_recipients.c.authority_id == authorities.c.id,
        authority_recipients.c.recipient_id.in_([actor.program_id, actor.agency_id]),
    )
    seen = authorities.c.id.in_(sorted(told)) & named
    ended = people.alias()
    query = (
        select(
            authorities,
            programs.c.name.label("program_name"),
            agencies.c.name.label("agency_name"),
            people.c.name.label("recorder"),
            ended.c.name.label("ender"),
            authority_scans.c.number.label("scanned"),
        )
        .join(programs, programs.c.id == authorities.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(people, people.c.id == authorities.c.recorded_by)
        .outerjoin(ended, ended.c.id == authorities.c.ended_by)
        .outerjoin(
            authority_scans, and_(authority_scans.c.authority_id == authorities.c.id, authority_scans.c.number == 0)
        )
        .where(
            authorities.c.case_id == grant.case.case_id,
            authorities.c.kind != LEGAL_DEMAND,
            or_(authorities.c.program_id == actor.program_id, seen),
        )
        .order_by(authorities.c.recorded_at.desc(), authorities.c.id)
    )
    rows = cabinet.connection.execute(query).all()
    own = [row.id for row in rows if row.program_id == actor.program_id]
    names, types = _recipients(cabinet, own), _types(cabinet, own)
    return [
        _own(cabinet, grant, row, names[row.id], types[row.id])
        if row.program_id == actor.program_id
        else _of_another(cabinet, row, told[AuthorityId(row.id)])
        for row in rows
    ]


def _recipients(cabinet: Cabinet, ids: Sequence[str]) -> dict[str, list[str]]:
    query = (
        select(authority_recipients.c.authority_id, programs.c.name, agencies.c.name, people.c.name)
        .outerjoin(programs, programs.c.id == authority_recipients.c.recipient_id)
        .outerjoin(agencies, agencies.c.id == authority_recipients.c.recipient_id)
        .outerjoin(people, people.c.id == authority_recipients.c.recipient_id)
        .where(authority_recipients.c.authority_id.in_(ids))
        .order_by(authority_recipients.c.recipient_kind.desc())
    )
    found: dict[str, list[str]] = defaultdict(list)
    for authority_id, program, agency, person in cabinet.connection.execute(query):
        found[authority_id].append(program or (f"{agency} (whole agency)" if agency else f"only {person}"))
    return found


def _types(cabinet: Cabinet, ids: Sequence[str]) -> dict[str, list[InformationType]]:
    query = select(authority_types.c.authority_id, authority_types.c.information_type).where(
        authority_types.c.authority_id.in_(ids)
    )
    found: dict[str, list[InformationType]] = defaultdict(list)
    for authority_id, slug in cabinet.connection.execute(query):
        found[authority_id].append(InformationType(slug))
    return found


def _own(
    cabinet: Cabinet, grant: Grant, row: Row[Any], names: Sequence[str], types: Sequence[InformationType]
) -> ListedAuthority:
    drawer = _drawer(AuthorityId(row.id), CaseId(row.case_id), ProgramId(row.program_id))
    found = json.loads(keys.unseal_own(cabinet, grant, drawer, row.key_id, row.body))
    evidence = tuple((slug, said) for slug, said in found.pop("evidence"))
    return _listed(
        cabinet, row, own=True, types=types, recipients=names, words=AuthorityWords(evidence=evidence, **found)
    )


def _of_another(cabinet: Cabinet, row: Row[Any], types: Sequence[InformationType]) -> ListedAuthority:
    return _listed(cabinet, row, own=False, types=types)


def _listed(
    cabinet: Cabinet,
    row: Row[Any],
    *,
    own: bool,
    types: Sequence[InformationType],
    recipients: Sequence[str] = (),
    words: AuthorityWords | None = None,
) -> ListedAuthority:
    return ListedAuthority(
        id=AuthorityId(row.id),
        kind=row.kind,
        sharing_name=f"{row.agency_name}, {row.program_name}",
        recipients=tuple(recipients),
        types=tuple(sorted(types)),
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        recorded_at=row.recorded_at,
        recorded_by=row.recorder if own else "",
        ended_at=row.ended_at,
        ended_by=(row.ender or "") if own else "",
        state=_state(row, cabinet.now),
        own=own,
        words=words,
        scan=own and row.scanned is not None,
    )


def _state(row: Row[Any], now: datetime) -> str:
    if row.ended_at is not None and row.ended_at <= now:
        return "ended"
    if now < row.starts_at:
        return "not yet"
    return "in force" if now < row.expires_at else "expired"


def _drawer(authority_id: AuthorityId, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=authority_id,
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
