"""Room: storage. Sessions in lists: a person's own, an agency's, those a provider ends; and logout notices taken."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.exc import IntegrityError

from coordination.model.ids import Handle, IssuerId, PersonId
from coordination.model.session import Limits, SessionLine
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import issuers, people
from coordination.storage.sessions import logout_tokens, sessions

# A notice is refused after this long anyway (24 h lifetime and clock skew), so its id need not be remembered longer.
REMEMBER_NOTICES = timedelta(hours=25)


def facts_of_lines(
    cabinet: Cabinet, people_ids: Iterable[PersonId], limits: Limits, *, here: Handle | None = None
) -> list[SessionLine]:
    """The sessions in force of these people, newest first. here: the handle of the session that asks."""
    query = (
        select(
            sessions.c.handle,
            sessions.c.person_id,
            people.c.name,
            sessions.c.device,
            sessions.c.started_at,
            sessions.c.last_seen_at,
            sessions.c.locked_at,
        )
        .join(people, people.c.id == sessions.c.person_id)
        .where(sessions.c.person_id.in_(sorted(people_ids)), _lasting(cabinet, limits))
        .order_by(sessions.c.started_at.desc(), sessions.c.handle)
        .limit(500)
    )
    return [
        SessionLine(
            handle=Handle(row.handle),
            person_id=PersonId(row.person_id),
            name=row.name,
            device=row.device,
            started_at=row.started_at,
            last_seen_at=row.last_seen_at,
            locked=row.locked_at is not None or cabinet.now >= row.last_seen_at + limits.idle,
            own=row.handle == here,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_owner(cabinet: Cabinet, handle: Handle) -> PersonId | None:
    """Whose session this is, ended or not."""
    query = select(sessions.c.person_id).where(sessions.c.handle == handle)
    found: str | None = cabinet.connection.execute(query).scalar_one_or_none()
    return None if found is None else PersonId(found)


def facts_of_provider_sessions(cabinet: Cabinet, issuer: str, *, subject: str | None, sid: str | None) -> list[Handle]:
    """The sessions not ended that a provider means: that one, or all of a person; with both, both must match."""
    query = (
        select(sessions.c.handle)
        .join(issuers, issuers.c.id == sessions.c.issuer_id)
        .where(issuers.c.url == issuer, sessions.c.ended_at.is_(None))
    )
    if subject is None and sid is None:
        return []
    if sid is not None:
        query = query.where(sessions.c.sid == sid)
    if subject is not None:
        query = query.where(sessions.c.subject == subject)
    return [Handle(handle) for handle in cabinet.connection.execute(query).scalars()]


def facts_begun_with(cabinet: Cabinet, person_id: PersonId, passkey: Handle) -> list[Handle]:
    """The sessions of a person, not ended, whose last proof was this passkey: their `sid` is its handle."""
    query = select(sessions.c.handle).where(
        sessions.c.person_id == person_id, sessions.c.sid == passkey, sessions.c.ended_at.is_(None)
    )
    return [Handle(handle) for handle in cabinet.connection.execute(query).scalars()]


def facts_of_issuer_id(cabinet: Cabinet, issuer: str) -> IssuerId | None:
    """The id of the issuer at this exact URL."""
    query = select(issuers.c.id).where(issuers.c.url == issuer)
    found: str | None = cabinet.connection.execute(query).scalar_one_or_none()
    return None if found is None else IssuerId(found)


def facts_of_notice(cabinet: Cabinet, issuer: str, jti: str) -> bool:
    """Whether this issuer's logout notice was taken before."""
    query = (
        select(logout_tokens.c.jti)
        .join(issuers, issuers.c.id == logout_tokens.c.issuer_id)
        .where(issuers.c.url == issuer, logout_tokens.c.jti == jti)
    )
    return cabinet.connection.execute(query).first() is not None


def take_notice(cabinet: Cabinet, issuer_id: IssuerId, jti: str) -> bool:
    """Remember a logout notice; False when it was taken before, be it at this same moment."""
    known = select(logout_tokens.c.jti).where(logout_tokens.c.issuer_id == issuer_id, logout_tokens.c.jti == jti)
    if cabinet.connection.execute(known).first() is not None:
        return False
    cabinet.connection.execute(delete(logout_tokens).where(logout_tokens.c.taken_at < cabinet.now - REMEMBER_NOTICES))
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(logout_tokens).values(issuer_id=issuer_id, jti=jti, taken_at=cabinet.now))
    except IntegrityError:
        return False
    return True


def _lasting(cabinet: Cabinet, limits: Limits) -> ColumnElement[bool]:
    """Not ended, and not older than a session may get."""
    return and_(sessions.c.ended_at.is_(None), sessions.c.authenticated_at > cabinet.now - limits.absolute)
