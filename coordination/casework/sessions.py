"""Room: casework. Sessions: a person proved by their provider becomes somebody who may act here, until it ends.

A person is (issuer, subject), bound by the roster to appointments; an issuer speaks only for the agencies listed for
it. Tokens are random, kept by the browser alone, hashed here, and new at every rise in what they open.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

from coordination.casework import statements
from coordination.casework.desk import Desk, Noted
from coordination.crypto.tokens import random_token, token_digest
from coordination.model.account import StatementDue
from coordination.model.action import Action
from coordination.model.errors import Refused
from coordination.model.ids import AppointmentId, Handle, new_id
from coordination.model.session import (
    LIMITS,
    Browser,
    Limits,
    NotOnRoster,
    NotTheSamePerson,
    Offer,
    Proof,
    SecondFactorMissing,
    Session,
    SessionEnd,
)
from coordination.storage import accounts, appointed, session_lists, session_rows
from coordination.storage.cabinet import Cabinet

# A provider's clock may be this far from ours.
SKEW = timedelta(seconds=60)


def find(desk: Desk, token: str, *, browser: Browser | None = None, limits: Limits = LIMITS) -> Session | None:
    """The session of a token, judged now: None when it, its person, appointment, program, agency or issuer has ended.

    One statement. Idle for `limits.idle` it comes back locked and without an actor. A cookie that turns up in another
    client locks its session for good and writes a refusal.
    """
    browser = browser or Browser()
    with desk.consulting() as cabinet:
        session = session_rows.facts_of_session(
            cabinet.connection,
            token_digest(token),
            cabinet.now,
            limits,
            client=browser.client,
            source=browser.source,
        )
    if session is not None and session.stolen:
        _lock(desk, session, "other_client", browser, outcome="refused")
    return session


def start(
    desk: Desk, proof: Proof, browser: Browser, *, replaces: Session | None = None, limits: Limits = LIMITS
) -> str:
    """Begin a session for a person of the roster and return its new token. replaces: this browser's session, ended.

    Raises SecondFactorMissing; NotOnRoster when the roster has no such person, or no appointment in force in an agency
    for which the issuer speaks. Of a person it knows the hub writes the refusal; strangers are for `note_strangers`.
    """
    with desk.consulting() as cabinet:
        person = appointed.facts_of_person(cabinet.connection, proof.issuer, proof.subject, cabinet.now)
        offered = appointed.facts_of_offers(cabinet.connection, person.person_id, cabinet.now) if person else []
        due = person is not None and statements.is_due(cabinet, person.person_id)
        ask = tuple(appointed.facts_of_administrators(cabinet.connection, proof.issuer, cabinet.now))
    if person is None:
        raise NotOnRoster(ask)
    refusal: Refused | None = (
        NotOnRoster(ask, noted=True) if not offered else None if proof.mfa else SecondFactorMissing()
    )
    if refusal is not None:
        told = [offered[0].program_handle] if offered else _watching(desk, proof.issuer)
        _refuse(desk, refusal, *(_noted(person.handle, None, browser, program=program) for program in told))
    # INVARIANT: nobody acts before accepting the confidentiality statement: without an appointment there is no actor.
    only = offered[0] if len(offered) == 1 and not due else None

    def work(cabinet: Cabinet) -> tuple[str, Noted]:
        lines = session_lists.facts_of_lines(cabinet, [person.person_id], limits)
        if replaces is not None:
            session_rows.end(cabinet, [replaces.handle], SessionEnd.REPLACED)
            lines = [line for line in lines if line.handle != replaces.handle]
        too_many = [line.handle for line in lines[limits.parallel - 1 :]]
        session_rows.end(cabinet, too_many, SessionEnd.TOO_MANY)
        token, handle = random_token(), Handle(new_id())
        session_rows.begin(
            cabinet,
            handle,
            token_digest(token),
            person=person,
            proof=proof,
            browser=browser,
            appointment_id=only.appointment_id if only else None,
        )
        accounts.used(cabinet, person.person_id)
        program = only.program_handle if only else None
        gone = (*too_many, *([replaces.handle] if replaces else []))
        return token, _noted(person.handle, handle, browser, program=program, objects=gone)

    return desk.system(Action.SESSION_START, work)


def offers(desk: Desk, session: Session) -> list[Offer]:
    """The appointments between which the person of a session may choose."""
    with desk.consulting() as cabinet:
        return appointed.facts_of_offers(cabinet.connection, session.person_id, cabinet.now)


def choose(desk: Desk, session: Session, appointment_id: AppointmentId, browser: Browser) -> str:
    """Act in one of several appointments from now on; the session's new token.

    Refused when the appointment is not on offer, the session is locked, or one has been chosen already; StatementDue
    while the confidentiality statement has not been accepted.
    """
    if statements.due(desk, session) is not None:
        _refuse(desk, StatementDue(), _noted(session.person_handle, session.handle, browser))
    chosen = next((offer for offer in offers(desk, session) if offer.appointment_id == appointment_id), None)
    if chosen is None or session.locked or session.appointment_id is not None:
        _refuse(desk, Refused(reason="appointment_not_offered"), _noted(session.person_handle, session.handle, browser))
    change = session_rows.Change(appointment_id=appointment_id)
    return _rotate(desk, session, browser, change, "appointment_chosen", program=chosen.program_handle)


def unlock(desk: Desk, session: Session, proof: Proof, browser: Browser) -> str:
    """Open a locked session again after its person has signed in afresh at their provider; its new token.

    NotTheSamePerson when somebody else came back, or with a sign-in older than the request for it.
    """
    _check_same_person(desk, session, proof, browser)
    return _rotate(desk, session, browser, session_rows.Change(proof=proof), "unlocked")


def step_up(desk: Desk, session: Session, proof: Proof, browser: Browser, *, limits: Limits = LIMITS) -> str:
    """Open locations for `limits.step_up` after a fresh second factor by the same person; the session's new token.

    SecondFactorMissing when the session is locked, or the provider's `acr` is not the one its issuer steps up with.
    """
    _check_same_person(desk, session, proof, browser)
    with desk.consulting() as cabinet:
        person = appointed.facts_of_person(cabinet.connection, proof.issuer, proof.subject, cabinet.now)
    proved = person is not None and proof.mfa and person.step_up_acr in {"", proof.acr}
    if session.locked or not proved:
        _refuse(desk, SecondFactorMissing(), _noted(session.person_handle, session.handle, browser))
    change = session_rows.Change(proof=proof, stepped_up_until=desk.now + limits.step_up)
    return _rotate(desk, session, browser, change, "stepped_up")


def lock(desk: Desk, session: Session, browser: Browser) -> None:
    """Lock a session at its person's wish."""
    _lock(desk, session, "locked", browser)


def sign_out(desk: Desk, session: Session, browser: Browser) -> str | None:
    """End a session; returns its ID token, with which the provider ends its own without asking, or None."""

    def work(cabinet: Cabinet) -> tuple[str | None, Noted]:
        id_token = session_rows.facts_of_id_token(cabinet, session.handle)
        session_rows.end(cabinet, [session.handle], SessionEnd.SIGNED_OUT)
        program = session.actor.program.handle if session.actor else None
        objects = (session.handle,)
        noted = _noted(
            session.person_handle, session.handle, browser, program=program, objects=objects, reason="signed_out"
        )
        return id_token, noted

    return desk.system(Action.SESSION_END, work)


def end_by_provider(
    desk: Desk, issuer: str, *, subject: str | None, sid: str | None, jti: str, browser: Browser
) -> bool:
    """End what a verified logout notice names; False when the notice was taken before or its issuer is unknown.

    One that comes again is noise, which the door counts; only of two at the same moment the second gets an entry here.
    """
    with desk.consulting() as cabinet:
        if session_lists.facts_of_notice(cabinet, issuer, jti):
            return False

    def work(cabinet: Cabinet) -> tuple[bool, Noted]:
        issuer_id = session_lists.facts_of_issuer_id(cabinet, issuer)
        if issuer_id is None or not session_lists.take_notice(cabinet, issuer_id, jti):
            return False, Noted(outcome="refused", reason="logout_replayed", source=browser.source)
        ended = session_lists.facts_of_provider_sessions(cabinet, issuer, subject=subject, sid=sid)
        acting = {session_rows.facts_of_program(cabinet, handle) for handle in ended}
        program = acting.pop() if len(acting) == 1 else None
        session_rows.end(cabinet, ended, SessionEnd.BY_PROVIDER)
        reason = SessionEnd.BY_PROVIDER.value
        return True, Noted(program=program, objects=tuple(ended), reason=reason, source=browser.source)

    return desk.system(Action.SESSION_END, work)


def note_strangers(desk: Desk, action: Action, *, kind: str, count: int, source: str, issuer: str = "") -> None:
    """Write `count` refusals of one kind from one source; the door calls it at most once a minute for each.

    issuer: at whose sign-in. Each agency for which it speaks gets an entry of its own, so that its auditors read of it
    and none of another agency; without a known issuer it is one entry of the hub's.
    """
    noted = Noted(outcome="refused", reason=kind, purpose=f"count:{count}", source=source)
    for program in _watching(desk, issuer):
        desk.note_system(action, replace(noted, program=program))


# --- steps ------------------------------------------------------------------------------------------------------------


def _rotate(
    desk: Desk,
    session: Session,
    browser: Browser,
    change: session_rows.Change,
    reason: str,
    *,
    program: Handle | None = None,
) -> str:
    """Give a session a new token, with which the old one opens nothing; Refused when it ended meanwhile."""
    token = random_token()

    def work(cabinet: Cabinet) -> tuple[bool, Noted]:
        done = session_rows.rotate(cabinet, session.handle, token_digest(token), browser, change)
        outcome = "allowed" if done else "refused"
        acting = session_rows.facts_of_program(cabinet, session.handle) if program is None else program
        return done, _noted(
            session.person_handle, session.handle, browser, program=acting, outcome=outcome, reason=reason
        )

    if not desk.system(Action.SESSION_START, work):
        raise Refused(reason="session_ended")
    return token


def _check_same_person(desk: Desk, session: Session, proof: Proof, browser: Browser) -> None:
    """INVARIANT: by issuer and subject together, with a second factor, proved after the hub asked for it."""
    same = proof.issuer == session.issuer and proof.subject == session.subject
    if not same or proof.auth_time < proof.asked_at - SKEW:
        _refuse(desk, NotTheSamePerson(), _noted(session.person_handle, session.handle, browser))
    if not proof.mfa:
        _refuse(desk, SecondFactorMissing(), _noted(session.person_handle, session.handle, browser))


def _lock(desk: Desk, session: Session, reason: str, browser: Browser, outcome: str = "allowed") -> None:
    def work(cabinet: Cabinet) -> tuple[None, Noted]:
        session_rows.lock(cabinet, session.handle)
        program = session_rows.facts_of_program(cabinet, session.handle)
        return None, _noted(
            session.person_handle, session.handle, browser, program=program, outcome=outcome, reason=reason
        )

    desk.system(Action.SESSION_END, work)


def _watching(desk: Desk, issuer: str) -> Sequence[Handle | None]:
    """By which programs an entry reaches the auditors of an issuer's agencies, one each; None where there are none."""
    with desk.consulting() as cabinet:
        return appointed.facts_of_issuer_programs(cabinet.connection, issuer, cabinet.now) or (None,)


def _refuse(desk: Desk, refusal: Refused, *noted: Noted) -> NoReturn:
    """Write the refusal of a sign-in by a person the roster knows, and raise it."""
    for one in noted:
        desk.note_system(Action.SESSION_START, replace(one, outcome="refused", reason=refusal.reason))
    raise refusal


def _noted(
    person: Handle,
    session: Handle | None,
    browser: Browser,
    *,
    program: Handle | None = None,
    objects: tuple[Handle, ...] = (),
    outcome: str = "allowed",
    reason: str = "",
) -> Noted:
    """The entry of something about one person's session."""
    return Noted(
        actor=person,
        program=program,
        objects=objects,
        outcome=outcome,
        reason=reason,
        session=session,
        source=browser.source,
    )
