"""Room: storage. Queries on passkeys, their one-time codes and answered challenges. None of it is about a case."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from coordination.audit.grant import Grant
from coordination.model.administration import PasskeyLine
from coordination.model.ids import Handle, PersonId, new_id
from coordination.model.passkey import CHALLENGE_LASTS, Assertion, Enrolling, NewPasskey, Passkey, PasskeyEnd
from coordination.model.roster import PASSKEYS
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.passkeys import passkey_challenges, passkey_codes, passkeys
from coordination.storage.roster import agencies, issuer_agencies, issuers, people


def ensure_issuer(cabinet: Cabinet, grant: Grant, agency: str) -> None:
    """Give the grant's agency its provider of passkeys, which speaks for it alone, if it has none. agency: its slug."""
    url = PASSKEYS + agency
    if cabinet.connection.execute(select(issuers.c.id).where(issuers.c.url == url)).first() is not None:
        return
    issuer_id = new_id()
    cabinet.connection.execute(
        insert(issuers).values(
            id=issuer_id,
            url=url,
            name="Passkey",
            client_id="",
            client_secret=None,
            algorithms="",
            mfa_acr="",
            mfa_amr="",
            step_up_acr="",
            since=cabinet.now,
            until=None,
        )
    )
    cabinet.connection.execute(insert(issuer_agencies).values(issuer_id=issuer_id, agency_id=grant.actor.agency_id))


def facts_of_whether_offered(cabinet: Cabinet) -> bool:
    """Whether anybody can sign in with a passkey at all."""
    query = select(issuers.c.id).where(issuers.c.url.startswith(PASSKEYS), in_force(issuers, cabinet.now))
    return cabinet.connection.execute(query.limit(1)).first() is not None


def facts_of_passkey(cabinet: Cabinet, credential: str) -> Passkey | None:
    """The passkey in force of this credential id (base64url), of a person in force."""
    query = (
        select(
            passkeys,
            people.c.handle.label("person_handle"),
            people.c.subject,
            issuers.c.url,
        )
        .select_from(passkeys.join(people, people.c.id == passkeys.c.person_id).join(issuers, _issuer_of_person()))
        .where(
            passkeys.c.credential == credential,
            passkeys.c.ended_at.is_(None),
            issuers.c.url.startswith(PASSKEYS),
            in_force(people, cabinet.now),
            in_force(issuers, cabinet.now),
        )
    )
    row = cabinet.connection.execute(query).one_or_none()
    if row is None:
        return None
    return Passkey(
        passkey_id=row.id,
        handle=Handle(row.handle),
        person_id=PersonId(row.person_id),
        person_handle=Handle(row.person_handle),
        issuer=row.url,
        subject=row.subject,
        credential=row.credential,
        public_key=row.public_key,
        sign_count=row.sign_count,
        synced=bool(row.synced),
    )


def facts_of_lines(cabinet: Cabinet, person_id: PersonId) -> list[PasskeyLine]:
    """All passkeys of a person, newest first, ended ones too."""
    query = (
        select(passkeys)
        .where(passkeys.c.person_id == person_id)
        .order_by(passkeys.c.ended_at.isnot(None), passkeys.c.added_at.desc(), passkeys.c.id)
    )
    return [
        PasskeyLine(
            passkey_id=row.id,
            handle=Handle(row.handle),
            label=row.label,
            synced=bool(row.synced),
            added_at=row.added_at,
            used_at=row.used_at,
            ended_at=row.ended_at,
            ended_reason=row.ended_reason or "",
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_owner(cabinet: Cabinet, passkey_id: str) -> tuple[PersonId, Handle] | None:
    """Whose passkey in force this is, and its handle."""
    query = select(passkeys.c.person_id, passkeys.c.handle).where(
        passkeys.c.id == passkey_id, passkeys.c.ended_at.is_(None)
    )
    row = cabinet.connection.execute(query).one_or_none()
    return None if row is None else (PersonId(row.person_id), Handle(row.handle))


def spend(cabinet: Cabinet, digest: str) -> bool:
    """Remember that a challenge was answered; False when it was answered before, be it at this same moment."""
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(passkey_challenges).values(digest=digest, spent_at=cabinet.now))
    except IntegrityError:
        return False
    return True


def count(cabinet: Cabinet, passkey: Passkey, assertion: Assertion) -> bool:
    """Take over the device's count; False when it did not rise, so that two devices must share the key (§7.2 step 21).

    A device that does not count says 0 always. INVARIANT: compared in the statement that writes, so that of two
    sign-ins at once with one count only the first is taken.
    """
    rises = or_(
        passkeys.c.sign_count < assertion.sign_count,
        and_(passkeys.c.sign_count == 0, assertion.sign_count == 0),  # type: ignore[arg-type] # a plain truth
    )
    done = cabinet.connection.execute(
        update(passkeys)
        .where(passkeys.c.id == passkey.passkey_id, passkeys.c.ended_at.is_(None), rises)
        .values(sign_count=assertion.sign_count, backed_up=assertion.backed_up, used_at=cabinet.now)
    )
    return done.rowcount == 1


def end(cabinet: Cabinet, passkey_id: str, reason: PasskeyEnd) -> bool:
    """End a passkey in force; False when it had ended."""
    done = cabinet.connection.execute(
        update(passkeys)
        .where(passkeys.c.id == passkey_id, passkeys.c.ended_at.is_(None))
        .values(ended_at=cabinet.now, ended_reason=reason.value)
    )
    return done.rowcount == 1


def add(cabinet: Cabinet, person_id: PersonId, handle: Handle, label: str, new: NewPasskey) -> bool:
    """Keep a new passkey; False when its credential id is known already, whosever it is (§7.1 step 22)."""
    row = {
        "id": new_id(),
        "handle": handle,
        "person_id": person_id,
        "credential": new.credential,
        "public_key": new.public_key,
        "sign_count": new.sign_count,
        "synced": new.synced,
        "backed_up": new.backed_up,
        "label": label,
        "added_at": cabinet.now,
    }
    try:
        with cabinet.connection.begin_nested():
            cabinet.connection.execute(insert(passkeys).values(**row))
    except IntegrityError:
        return False
    return True


def issue_code(cabinet: Cabinet, grant: Grant, person_id: PersonId, digest: str, expires_at: datetime) -> None:
    """Keep the digest of a code for this person; one made before for them is worth nothing any more."""
    waiting = and_(passkey_codes.c.person_id == person_id, passkey_codes.c.used_at.is_(None))
    cabinet.connection.execute(delete(passkey_codes).where(waiting))
    cabinet.connection.execute(
        insert(passkey_codes).values(
            digest=digest,
            person_id=person_id,
            made_by=grant.actor.person_id,
            made_at=cabinet.now,
            expires_at=expires_at,
        )
    )


def facts_of_code(cabinet: Cabinet, digest: str) -> Enrolling | None:
    """Whom a code is for, while it is unused, not older than it may be, and its person signs in with passkeys."""
    query = (
        select(people.c.id, people.c.handle, people.c.name, agencies.c.name.label("agency_name"))
        .select_from(passkey_codes.join(people, people.c.id == passkey_codes.c.person_id))
        .join(issuers, _issuer_of_person())
        .join(issuer_agencies, issuer_agencies.c.issuer_id == issuers.c.id)
        .join(agencies, agencies.c.id == issuer_agencies.c.agency_id)
        .where(
            passkey_codes.c.digest == digest,
            _good(cabinet),
            issuers.c.url.startswith(PASSKEYS),
            *(in_force(table, cabinet.now) for table in (people, issuers, agencies)),
        )
    )
    row = cabinet.connection.execute(query).one_or_none()
    if row is None:
        return None
    held = select(passkeys.c.credential).where(passkeys.c.person_id == row.id, passkeys.c.ended_at.is_(None))
    return Enrolling(
        person_id=PersonId(row.id),
        person_handle=Handle(row.handle),
        name=row.name,
        agency_name=row.agency_name,
        known=tuple(cabinet.connection.execute(held).scalars()),
    )


def use_code(cabinet: Cabinet, digest: str) -> bool:
    """Spend a code; False when somebody was quicker or its time is over."""
    done = cabinet.connection.execute(
        update(passkey_codes).where(passkey_codes.c.digest == digest, _good(cabinet)).values(used_at=cabinet.now)
    )
    return done.rowcount == 1


def facts_of_litter(cabinet: Cabinet) -> bool:
    """Whether old codes or answered challenges are there to be swept."""
    codes, challenges = _old(cabinet)
    return any(
        cabinet.connection.execute(query.limit(1)).first() is not None
        for query in (
            select(passkey_codes.c.digest).where(codes),
            select(passkey_challenges.c.digest).where(challenges),
        )
    )


def sweep(cabinet: Cabinet) -> int:
    """Remove what `facts_of_litter` looks for; how many rows went."""
    codes, challenges = _old(cabinet)
    statements = (delete(passkey_codes).where(codes), delete(passkey_challenges).where(challenges))
    return sum(cabinet.connection.execute(statement).rowcount for statement in statements)


def _old(cabinet: Cabinet) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Codes a day over, and challenges that no cookie can name any more."""
    return (
        passkey_codes.c.expires_at <= cabinet.now - timedelta(days=1),
        passkey_challenges.c.spent_at <= cabinet.now - 2 * CHALLENGE_LASTS,
    )


def _good(cabinet: Cabinet) -> ColumnElement[bool]:
    return and_(passkey_codes.c.used_at.is_(None), passkey_codes.c.expires_at > cabinet.now)


def _issuer_of_person() -> ColumnElement[bool]:
    return issuers.c.id == people.c.issuer_id
