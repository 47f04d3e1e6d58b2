"""Room: storage. Queries on sessions. A session is roster data of its person, written before there is any grant.

`facts_of_session` is on every request: one statement that joins whatever may have ended meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, exists, insert, or_, select, update

from coordination.database.prepared import Prepared
from coordination.model.actor import Actor, Role
from coordination.model.ids import AppointmentId, Handle, IssuerId, PersonId
from coordination.model.session import Browser, Limits, Proof, Seen, Session, SessionEnd
from coordination.storage.appointed import KnownPerson
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import outbox
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, appointments, issuer_agencies, issuers, people, programs
from coordination.storage.sessions import sessions

TOUCH_EVERY = timedelta(seconds=60)

_OWN = (
    sessions.c.handle,
    sessions.c.person_id,
    people.c.handle,
    people.c.name,
    sessions.c.issuer_id,
    issuers.c.url,
    sessions.c.subject,
    sessions.c.appointment_id,
    sessions.c.started_at,
    sessions.c.authenticated_at,
    sessions.c.last_seen_at,
    sessions.c.stepped_up_until,
    sessions.c.locked_at,
    sessions.c.client,
    appointments.c.role,
    issuer_agencies.c.agency_id,
    appointments.c.oversees,
    # Whether anything was sent to them that they have not seen: how many they may know of is asked only then.
    exists()
    .where(
        outbox.c.person_id == sessions.c.person_id,
        outbox.c.program_id == appointments.c.program_id,
        outbox.c.seen_at.is_(None),
    )
    .label("unseen"),
)
# When any of these has come, the session opens nothing more.
_UNTIL = (
    sessions.c.ended_at,
    people.c.until,
    issuers.c.until,
    appointments.c.until,
    programs.c.until,
    agencies.c.until,
)
_JOINED = (
    sessions.join(people, people.c.id == sessions.c.person_id)
    .join(issuers, issuers.c.id == sessions.c.issuer_id)
    .outerjoin(appointments, appointments.c.id == sessions.c.appointment_id)
    .outerjoin(programs, programs.c.id == appointments.c.program_id)
    .outerjoin(agencies, agencies.c.id == programs.c.agency_id)
    # INVARIANT: an issuer speaks only for the agencies listed for it, judged on every request.
    .outerjoin(
        issuer_agencies,
        and_(issuer_agencies.c.issuer_id == issuers.c.id, issuer_agencies.c.agency_id == agencies.c.id),
    )
)
_FIND = Prepared(
    select(*_OWN, *_UNTIL, *PROGRAM_COLUMNS).select_from(_JOINED).where(sessions.c.token_digest == bindparam("digest"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a rotation changes beside the token. proof: a fresh sign-in by the same person; what is None stays."""

    appointment_id: AppointmentId | None = None
    proof: Proof | None = None
    stepped_up_until: datetime | None = None


def facts_of_session(
    connection: Connection, digest: str, now: datetime, limits: Limits, *, client: str, source: str
) -> Session | None:
    """The session of a token's digest while everything it hangs on is in force, else None. One statement.

    client: a session that turns up in another client is given as locked. source: for the actor's entries, or empty.
    """
    rows = _FIND.rows(connection, {"digest": digest})  # one at most: the digest is the key
    return _session(rows[0], now, limits, client, source) if rows else None


def _session(row: tuple[Any, ...], now: datetime, limits: Limits, client: str, source: str) -> Session | None:
    (handle, person, person_handle, name, issuer_id, issuer, subject, appointment, started, authenticated, seen,
     stepped_up, locked_at, known_client, role, speaks_for, oversees, unseen) = row[: len(_OWN)]  # fmt: skip
    ends = row[len(_OWN) : len(_OWN) + len(_UNTIL)]
    if any(end is not None and end <= now for end in ends) or now >= authenticated + limits.absolute:
        return None
    if appointment is not None and speaks_for is None:
        return None
    elsewhere = bool(client and client != known_client)
    locked = locked_at is not None or now >= seen + limits.idle or elsewhere
    person_acting = None
    if appointment is not None:
        person_acting = Actor(
            person_id=PersonId(person),
            handle=Handle(person_handle),
            name=name,
            appointment_id=AppointmentId(appointment),
            role=Role(role),
            program=program_of(row[len(_OWN) + len(_UNTIL) :]),
            session=Handle(handle),
            source=source,
            stepped_up_until=None if locked else stepped_up,
            oversees=frozenset(oversees.split()),
        )
    return Session(
        handle=Handle(handle),
        person_id=PersonId(person),
        person_handle=Handle(person_handle),
        name=name,
        issuer_id=IssuerId(issuer_id),
        issuer=issuer,
        subject=subject,
        appointment_id=None if appointment is None else AppointmentId(appointment),
        actor=None if locked else person_acting,
        locked=locked,
        stolen=locked_at is None and elsewhere,
        started_at=started,
        authenticated_at=authenticated,
        last_seen_at=seen,
        writer=person_acting if locked and not elsewhere else None,
        unseen=bool(unseen),
    )


def facts_of_id_token(cabinet: Cabinet, handle: Handle) -> str | None:
    """The ID token kept for signing out at the provider, or None."""
    query = select(sessions.c.id_token).where(sessions.c.handle == handle)
    sealed = cabinet.connection.execute(query).scalar_one_or_none()
    return None if sealed is None else cabinet.keyring.open_secret("id_token", handle, sealed)


def facts_of_program(cabinet: Cabinet, handle: Handle) -> Handle | None:
    """The handle of the program a session acts for, or None while none is chosen."""
    query = (
        select(programs.c.handle)
        .join(appointments, appointments.c.program_id == programs.c.id)
        .join(sessions, sessions.c.appointment_id == appointments.c.id)
        .where(sessions.c.handle == handle)
    )
    found: str | None = cabinet.connection.execute(query).scalar_one_or_none()
    return None if found is None else Handle(found)


def begin(
    cabinet: Cabinet,
    handle: Handle,
    digest: str,
    *,
    person: KnownPerson,
    proof: Proof,
    browser: Browser,
    appointment_id: AppointmentId | None,
) -> None:
    """Write a session, in force from the cabinet's instant. digest: of its token."""
    cabinet.connection.execute(
        insert(sessions).values(
            token_digest=digest,
            handle=handle,
            person_id=person.person_id,
            appointment_id=appointment_id,
            issuer_id=person.issuer_id,
            subject=proof.subject,
            started_at=cabinet.now,
            last_seen_at=cabinet.now,
            **_proved(cabinet, handle, proof),
            **_client(browser),
        )
    )


def rotate(cabinet: Cabinet, handle: Handle, digest: str, browser: Browser, change: Change) -> bool:
    """Give a session that has not ended a new token, and unlock it after a fresh proof; False when it has ended."""
    values: dict[str, Any] = {"token_digest": digest, "last_seen_at": cabinet.now, **_client(browser)}
    if change.appointment_id is not None:
        values["appointment_id"] = change.appointment_id
    if change.proof is not None:
        values |= {"locked_at": None, **_proved(cabinet, handle, change.proof)}
    if change.stepped_up_until is not None:
        values["stepped_up_until"] = change.stepped_up_until
    query = update(sessions).where(sessions.c.handle == handle, sessions.c.ended_at.is_(None)).values(**values)
    return cabinet.connection.execute(query).rowcount == 1


def _proved(cabinet: Cabinet, handle: Handle, proof: Proof) -> dict[str, Any]:
    """The columns that come from the provider's proof. A proof from the future counts from now."""
    sealed = cabinet.keyring.seal_secret("id_token", handle, proof.id_token) if proof.id_token else None
    return {
        "sid": proof.sid,
        "acr": proof.acr,
        "authenticated_at": min(proof.auth_time, cabinet.now),
        "id_token": sealed,
    }


def _client(browser: Browser) -> dict[str, Any]:
    return {"source": browser.source, "device": browser.device, "client": browser.client}


def end(cabinet: Cabinet, handles: Iterable[Handle], reason: SessionEnd) -> None:
    """End sessions that have not ended, and forget their ID tokens."""
    chosen = list(handles)
    if chosen:
        cabinet.connection.execute(
            update(sessions)
            .where(sessions.c.handle.in_(chosen), sessions.c.ended_at.is_(None))
            .values(ended_at=cabinet.now, ended_reason=reason.value, id_token=None)
        )


def end_without_ground(cabinet: Cabinet) -> None:
    """End every session whose person, provider, appointment, program or agency is over by now.

    They open nothing since that moment anyway (`facts_of_session` joins them); this also forgets their ID tokens.
    """
    over = or_(*(end <= cabinet.now for end in _UNTIL[1:]))
    stale = select(sessions.c.token_digest).select_from(_JOINED).where(sessions.c.ended_at.is_(None), over)
    cabinet.connection.execute(
        update(sessions)
        .where(sessions.c.token_digest.in_(stale))
        .values(ended_at=cabinet.now, ended_reason=SessionEnd.OFF_ROSTER.value, id_token=None)
    )


def lock(cabinet: Cabinet, handle: Handle) -> None:
    """Lock a session until its person signs in again."""
    cabinet.connection.execute(
        update(sessions)
        .where(sessions.c.handle == handle, sessions.c.locked_at.is_(None))
        .values(locked_at=cabinet.now)
    )


def touch(connection: Connection, seen: Seen | None, now: datetime) -> None:
    """Write the last use of a session, at most once a minute, in a commit that happens anyway.

    # INVARIANT: only forwards, and never on a session that has ended or is locked: a late request wakes nothing.
    """
    if seen is None or now - seen.at < TOUCH_EVERY:
        return
    connection.execute(
        update(sessions)
        .where(
            sessions.c.handle == seen.session,
            sessions.c.last_seen_at < now,
            sessions.c.ended_at.is_(None),
            sessions.c.locked_at.is_(None),
        )
        .values(last_seen_at=now)
    )
