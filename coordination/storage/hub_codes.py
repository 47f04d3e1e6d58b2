"""Room: storage. One-time codes by which a confidential program names a case; only their digests are kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.model.ids import CaseId, new_id
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import hub_codes, memberships, places


def issue(cabinet: Cabinet, grant: Grant, digest: str, expires_at: datetime) -> None:
    """Keep the digest of a code for the grant's case, good until expires_at (UTC) and once."""
    cabinet.connection.execute(
        insert(hub_codes).values(
            digest=digest,
            case_id=grant.case.case_id,
            program_id=grant.actor.program_id,
            issued_by=grant.actor.person_id,
            issued_at=cabinet.now,
            expires_at=expires_at,
        )
    )


def facts_of_code(cabinet: Cabinet, digest: str) -> CaseId | None:
    """The case a code stands for while it is unused and not expired; the code is the caller's proof."""
    query = select(hub_codes.c.case_id).where(
        hub_codes.c.digest == digest, hub_codes.c.used_at.is_(None), hub_codes.c.expires_at > cabinet.now
    )
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return CaseId(found) if found is not None else None


def use(cabinet: Cabinet, grant: Grant, digest: str) -> bool:
    """Spend the code; False when somebody was quicker. The grant is that of the release that names the hub."""
    done = cabinet.connection.execute(
        update(hub_codes)
        .where(hub_codes.c.digest == digest, hub_codes.c.used_at.is_(None), hub_codes.c.expires_at > cabinet.now)
        .values(used_at=cabinet.now)
    )
    return bool(grant.actor.program.confidential) and done.rowcount == 1


def take_place(cabinet: Cabinet, grant: Grant, case_id: CaseId) -> None:
    """Give the actor's confidential program its place on the case, and the actor their membership."""
    hour = cabinet.now.replace(minute=0, second=0, microsecond=0)
    actor = grant.actor
    begun = {"case_id": case_id, "program_id": actor.program_id, "since": cabinet.now, "changed_at": hour}
    here = select(places.c.id).where(
        places.c.case_id == case_id, places.c.program_id == actor.program_id, places.c.until.is_(None)
    )
    if cabinet.connection.execute(here).first() is None:
        cabinet.connection.execute(insert(places).values(id=new_id(), invited_by=actor.program_id, **begun))
    mine = select(memberships.c.id).where(
        memberships.c.case_id == case_id,
        memberships.c.program_id == actor.program_id,
        memberships.c.person_id == actor.person_id,
        memberships.c.until.is_(None),
    )
    if cabinet.connection.execute(mine).first() is None:
        cabinet.connection.execute(insert(memberships).values(id=new_id(), person_id=actor.person_id, **begun))
