"""Room: storage. Releases: recipients, types and interval in plain for the policy; the paper itself sealed."""

from __future__ import annotations

import json
from collections import defaultdict
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, exists, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.declare.information import InformationType
from coordination.model.errors import Conflict
from coordination.model.ids import CaseId, Handle, ProgramId, ReleaseId
from coordination.model.release import ListedRelease, NewRelease, ReleasePaper, Signature
from coordination.storage import keys
from coordination.storage.cabinet import Cabinet
from coordination.storage.record_tables import release_recipients, release_types, releases
from coordination.storage.roster import agencies, people, programs

TABLE = "releases"
SIGNED = "signed"
"""How an unsigned paper ends when its signed one takes its place."""


def record(cabinet: Cabinet, grant: Grant, release: NewRelease) -> None:
    """Keep a release of the actor's own program, with its recipients and types."""
    drawer = _drawer(release.id, release.case_id, release.sharing.id)
    body = json.dumps(asdict(release.paper), ensure_ascii=False).encode()
    key_id, sealed = keys.seal(cabinet, grant, drawer, release.sharing.agency_id, body)
    cabinet.connection.execute(
        insert(releases).values(
            id=release.id,
            handle=release.handle,
            case_id=release.case_id,
            program_id=release.sharing.id,
            purpose=release.purpose,
            starts_at=release.starts_at,
            expires_at=release.expires_at,
            ends_at_majority=release.ends_at_majority,
            signers_suffice=release.signers_suffice,
            signers_encoded=release.signers_encoded,
            names_hub=release.names_hub,
            recorded_by=grant.actor.person_id,
            recorded_at=cabinet.now,
            key_id=key_id,
            body=sealed,
        )
    )
    owned = {"release_id": release.id, "case_id": release.case_id, "program_id": release.sharing.id}
    if release.recipients:
        rows = [{**owned, "recipient_id": who, "recipient_kind": kind} for who, kind in release.recipients]
        cabinet.connection.execute(insert(release_recipients), rows)
    types = [{**owned, "information_type": information.value} for information in sorted(release.types)]
    cabinet.connection.execute(insert(release_types), types)


def revoke(cabinet: Cabinet, grant: Grant, release_id: ReleaseId, how: str) -> None:
    """End a release at this instant. One already revoked is a Conflict: the first stop stands."""
    done = cabinet.connection.execute(
        update(releases)
        .where(releases.c.id == release_id, releases.c.case_id == grant.case.case_id, releases.c.revoked_at.is_(None))
        .values(revoked_at=cabinet.now, revoked_by=grant.actor.person_id, revoked_how=how)
    )
    if done.rowcount != 1:
        raise Conflict("This release was stopped already.")


def supersede(cabinet: Cabinet, grant: Grant, draft: ReleaseId) -> None:
    """End an unsigned paper because its signed one was filed. One that ended already is a Conflict."""
    done = cabinet.connection.execute(
        update(releases)
        .where(
            releases.c.id == draft,
            releases.c.case_id == grant.case.case_id,
            releases.c.program_id == grant.actor.program_id,
            releases.c.signers_suffice.is_(False),
            releases.c.revoked_at.is_(None),
        )
        .values(revoked_at=cabinet.now, revoked_by=grant.actor.person_id, revoked_how=SIGNED)
    )
    if done.rowcount != 1:
        raise Conflict("This paper was filed or stopped already.")


def end_at_majority(cabinet: Cabinet, grant: Grant, release_id: ReleaseId, at: datetime) -> None:
    """Set at which instant (UTC) a release of the actor's own program ends because the person is 18."""
    cabinet.connection.execute(
        update(releases)
        .where(
            releases.c.id == release_id,
            releases.c.case_id == grant.case.case_id,
            releases.c.program_id == grant.actor.program_id,
        )
        .values(ends_at_majority=at)
    )


def open_own_papers(cabinet: Cabinet, grant: Grant) -> list[ListedRelease]:
    """The releases that the actor's own program gave on the grant's case, with their papers, newest first."""
    return [release for release in open_listed(cabinet, grant) if release.own]


def open_listed(cabinet: Cabinet, grant: Grant) -> list[ListedRelease]:
    """The releases on the grant's case to which the actor's program is a party; the paper only to the sharing one.

    INVARIANT: a paper that nobody has signed yet is nobody's but the sharing program's.
    """
    actor = grant.actor
    mine = [actor.program_id, actor.agency_id]
    party = exists().where(
        release_recipients.c.release_id == releases.c.id, release_recipients.c.recipient_id.in_(mine)
    )
    query = (
        select(releases, programs.c.name.label("sharing_name"), people.c.name.label("revoker"))
        .join(programs, programs.c.id == releases.c.program_id)
        .outerjoin(people, people.c.id == releases.c.revoked_by)
        .where(
            releases.c.case_id == grant.case.case_id,
            or_(releases.c.program_id == actor.program_id, and_(releases.c.signers_suffice, party)),
            or_(releases.c.revoked_how.is_(None), releases.c.revoked_how != SIGNED),
        )
        .order_by(releases.c.recorded_at.desc(), releases.c.id)
    )
    rows = cabinet.connection.execute(query).all()
    ids = [row.id for row in rows]
    names, types = _recipients(cabinet, ids), _types(cabinet, ids)
    return [_listed(cabinet, grant, row, names[row.id], types[row.id]) for row in rows]


def _recipients(cabinet: Cabinet, ids: list[str]) -> dict[str, list[str]]:
    query = (
        select(release_recipients.c.release_id, programs.c.name, agencies.c.name)
        .outerjoin(programs, programs.c.id == release_recipients.c.recipient_id)
        .outerjoin(agencies, agencies.c.id == release_recipients.c.recipient_id)
        .where(release_recipients.c.release_id.in_(ids))
    )
    found: dict[str, list[str]] = defaultdict(list)
    for release_id, program, agency in cabinet.connection.execute(query):
        found[release_id].append(program or f"{agency} (whole agency)")
    return found


def _types(cabinet: Cabinet, ids: list[str]) -> dict[str, list[InformationType]]:
    query = select(release_types.c.release_id, release_types.c.information_type).where(
        release_types.c.release_id.in_(ids)
    )
    found: dict[str, list[InformationType]] = defaultdict(list)
    for release_id, slug in cabinet.connection.execute(query):
        found[release_id].append(InformationType(slug))
    return found


def _listed(
    cabinet: Cabinet,
    grant: Grant,
    row: Row[Any],
    names: list[str],
    types: list[InformationType],
) -> ListedRelease:
    own = row.program_id == grant.actor.program_id
    drawer = _drawer(ReleaseId(row.id), CaseId(row.case_id), ProgramId(row.program_id))
    paper = None
    with suppress(keys.Destroyed):  # with what it shared; that it was given stays
        paper = _paper(keys.unseal_own(cabinet, grant, drawer, row.key_id, row.body)) if own else None
    return ListedRelease(
        id=ReleaseId(row.id),
        sharing_program_id=ProgramId(row.program_id),
        sharing_name=row.sharing_name,
        recipients=tuple(sorted(names)),
        types=tuple(sorted(types)),
        purpose=row.purpose,
        starts_at=row.starts_at,
        expires_at=row.expires_at,
        recorded_at=row.recorded_at,
        revoked_at=row.revoked_at,
        revoked_how=row.revoked_how or "",
        state=_state(row, paper, cabinet.now, own=own),
        names_hub=bool(row.names_hub),
        signers_encoded=bool(row.signers_encoded),
        own=own,
        paper=paper,
        handle=Handle(row.handle),
        revoked_by=(row.revoker or "") if own else "",
        ends_at_majority=row.ends_at_majority if own else None,
    )


def _paper(body: bytes) -> ReleasePaper:
    found = json.loads(body)
    signers = tuple(Signature(**signer) for signer in found["signers"])
    words = tuple((heading, tuple(lines)) for heading, lines in found.get("words", ()))
    return ReleasePaper(**{**found, "signers": signers, "regimes": tuple(found.get("regimes", ())), "words": words})


def _state(row: Row[Any], paper: ReleasePaper | None, now: datetime, *, own: bool) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.expires_at <= now:
        return "expired"
    if not row.signers_suffice:
        return "not signed yet" if paper is not None and not paper.sha256 and paper.method == "print" else "not valid"
    if row.ends_at_majority is not None and row.ends_at_majority <= now:
        return "ended at 18" if own else "ended"
    return "in force" if row.starts_at <= now else "not begun yet"


def _drawer(release_id: ReleaseId, case_id: CaseId, program_id: ProgramId) -> keys.Drawer:
    return keys.Drawer(
        table=TABLE,
        row=release_id,
        case_id=case_id,
        information_type=InformationType.IDENTITY,
        program_id=program_id,
    )
