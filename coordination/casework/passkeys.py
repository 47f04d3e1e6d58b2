"""Room: casework. Passkeys: enrolled in person by an administrator's one-time code, used to sign in, cut off at once.

The protocol (WebAuthn) is judged by the door; here stands what it means. A person of a provider of passkeys has no
other way in, and a person of an agency's own provider has no passkey: one identity, one proof.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import NoReturn

from coordination.casework import sessions
from coordination.casework.desk import Desk, Noted, Work
from coordination.crypto.tokens import token_digest
from coordination.model.action import Action
from coordination.model.actor import Actor, Role
from coordination.model.administration import PasskeyLine
from coordination.model.errors import Conflict, Invalid, Refused
from coordination.model.ids import Handle, PersonId, is_id, new_id
from coordination.model.passkey import (
    CODE_LASTS,
    MOST_LABEL,
    MOST_PASSKEYS,
    Assertion,
    Enrolling,
    NewPasskey,
    Passkey,
    PasskeyEnd,
    PasskeyRefused,
)
from coordination.model.roster import PASSKEYS
from coordination.model.session import LIMITS, Browser, Limits, Proof, Session, SessionEnd
from coordination.storage import agency_rows, passkey_rows, session_lists, session_rows
from coordination.storage.cabinet import Cabinet

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: nothing that sounds or looks like something else
ACR = "passkey"


def offered(desk: Desk) -> bool:
    """Whether anybody can sign in with a passkey here."""
    with desk.consulting() as cabinet:
        return passkey_rows.facts_of_whether_offered(cabinet)


def of_session(session: Session | None) -> bool:
    """Whether the person of a session signs in with passkeys."""
    return session is not None and session.issuer.startswith(PASSKEYS)


def known(desk: Desk, credential: str) -> Passkey | None:
    """The passkey in force with this credential id (base64url), or None."""
    with desk.consulting() as cabinet:
        return passkey_rows.facts_of_passkey(cabinet, credential)


def lines(desk: Desk, person_id: PersonId) -> list[PasskeyLine]:
    """A person's passkeys, newest first, ended ones last. The caller has established that they may be seen."""
    with desk.consulting() as cabinet:
        return passkey_rows.facts_of_lines(cabinet, person_id)


# --- enrolment --------------------------------------------------------------------------------------------------------


def make_code(desk: Desk, actor: Actor, person_id: PersonId, key: str) -> tuple[str, datetime]:
    """A code for one device of a person of the own agency, and the UTC instant it ends. Shown once: only its digest is
    kept. 60 bits, good for 15 minutes and one use; a code made before for the same person is worth nothing any more.

    Refused alike for who is absent, of another agency, ended, or signs in elsewhere; nobody makes one for themselves.
    """
    code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(3))
    digest, expires_at = token_digest(code), desk.now + CODE_LASTS
    if actor.role is not Role.ADMINISTRATOR:
        desk.refuse(actor, Action.PASSKEY_CODE)
    with desk.consulting() as cabinet:
        staff = agency_rows.facts_of_staff(cabinet, actor.agency_id, person_id)
        held = passkey_rows.facts_of_lines(cabinet, person_id)
    if not staff or staff[0].ended or not staff[0].by_passkey or person_id == actor.person_id:
        desk.refuse(actor, Action.PASSKEY_CODE)
    if sum(line.ended_at is None for line in held) >= MOST_PASSKEYS:
        raise Invalid(
            {"code": f"A person has {MOST_PASSKEYS} passkeys at most. Cut off one that is not used any more."}
        )

    def work(w: Work) -> str:
        passkey_rows.issue_code(w.cabinet, w.grant, person_id, digest, expires_at)
        return digest

    objects = [staff[0].handle]
    if desk.act_general(actor, Action.PASSKEY_CODE, work, key=key, about=person_id, objects=objects) != digest:
        raise Conflict("This form was sent before, and its code was shown then. Make a new one.")
    return code, expires_at


def digest_of(typed: str) -> str:
    """The digest of a code as somebody typed it: small letters, blanks and missing hyphens are forgiven."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    return token_digest("-".join(plain[at : at + 4] for at in range(0, len(plain), 4)))


def enrolling(desk: Desk, digest: str) -> Enrolling | None:
    """Whom a code is for while it is good, or None: unknown, used and too old are the same answer."""
    with desk.consulting() as cabinet:
        return passkey_rows.facts_of_code(cabinet, digest)


def enrol(desk: Desk, digest: str, label: str, new: NewPasskey, browser: Browser) -> None:
    """Keep a new passkey for the person of a code, and spend the code; one entry. PasskeyRefused when the code is not
    good any more, or the credential is known already, whosever it is."""
    name = label.strip()
    if not name or len(name) > MOST_LABEL or not name.isprintable():
        raise Invalid({"label": f"Give the device a name of 1 to {MOST_LABEL} characters, such as “Work phone”."})
    handle = Handle(new_id())

    def work(cabinet: Cabinet) -> tuple[str, Noted]:
        person = passkey_rows.facts_of_code(cabinet, digest)
        if person is None or not passkey_rows.use_code(cabinet, digest):
            return "code", Noted(outcome="refused", reason="passkey_code", source=browser.source)
        if not passkey_rows.add(cabinet, person.person_id, handle, name, new):
            return "known", Noted(
                actor=person.person_handle, outcome="refused", reason="passkey_known", source=browser.source
            )
        return "", Noted(actor=person.person_handle, objects=(handle,), source=browser.source)

    refused = desk.system(Action.PASSKEY_ENROL, work)
    if refused:
        raise PasskeyRefused(f"passkey_{refused}", noted=True)


# --- sign-in ----------------------------------------------------------------------------------------------------------


def sign_in(
    desk: Desk,
    passkey: Passkey,
    seen: Assertion,
    browser: Browser,
    *,
    session: Session | None = None,
    purpose: str = "sign_in",
    limits: Limits = LIMITS,
) -> str:
    """Begin, unlock or step up a session by a verified assertion; its new token.

    The challenge is spent and the count taken over first, in one commit. A count that did not rise tells that the key
    was copied: the passkey is ended, with every session it began. Errors beyond that as in casework/sessions.
    """

    def work(cabinet: Cabinet) -> tuple[str, Noted]:
        noted = Noted(actor=passkey.person_handle, objects=(passkey.handle,), source=browser.source)
        if not passkey_rows.spend(cabinet, seen.challenge_digest):
            return "replayed", _refused(noted, "passkey_replayed")
        if not passkey_rows.count(cabinet, passkey, seen):
            _cut_off(cabinet, passkey.passkey_id, passkey.person_id, passkey.handle, PasskeyEnd.COPIED)
            return "copied", _refused(noted, "passkey_copied")
        return "", noted

    refused = desk.system(Action.SESSION_START, work)
    if refused:
        raise PasskeyRefused(f"passkey_{refused}", noted=True)
    proof = Proof(
        issuer=passkey.issuer,
        subject=passkey.subject,
        auth_time=desk.now,
        asked_at=seen.asked_at,
        mfa=True,  # the device verified its user: something one has and something one is or knows
        sid=passkey.handle,
        acr=ACR,
    )
    if purpose != "sign_in" and session is None:
        raise Refused("Your session ended meanwhile. Please sign in again.", reason="session_ended")
    if purpose == "unlock" and session is not None:
        return sessions.unlock(desk, session, proof, browser)
    if purpose == "step_up" and session is not None:
        return sessions.step_up(desk, session, proof, browser, limits=limits)
    return sessions.start(desk, proof, browser, replaces=session, limits=limits)


# --- cutting off ------------------------------------------------------------------------------------------------------


def end(desk: Desk, actor: Actor, passkey_id: str, key: str) -> str:
    """Cut off a passkey and end every session that it began: one's own, or as administrator one of the agency's people.

    Refused alike for an unknown one, one that ended, and one that is not the actor's to end. Returns its handle.
    """
    with desk.consulting() as cabinet:
        owned = passkey_rows.facts_of_owner(cabinet, passkey_id if is_id(passkey_id) else "0" * 32)
        staff = agency_rows.facts_of_staff(cabinet, actor.agency_id, owned[0]) if owned else []
    if owned is None or not (owned[0] == actor.person_id or (actor.role is Role.ADMINISTRATOR and staff)):
        _refuse(desk, actor)
    owner, handle = owned
    reason = PasskeyEnd.BY_PERSON if owner == actor.person_id else PasskeyEnd.BY_ADMINISTRATOR

    def work(w: Work) -> str:
        _cut_off(w.cabinet, passkey_id, owner, handle, reason)
        return handle

    return desk.act_general(actor, Action.PASSKEY_END, work, key=key, about=passkey_id, objects=[handle])


def _cut_off(cabinet: Cabinet, passkey_id: str, owner: PersonId, handle: Handle, reason: PasskeyEnd) -> None:
    passkey_rows.end(cabinet, passkey_id, reason)
    session_rows.end(cabinet, session_lists.facts_begun_with(cabinet, owner, handle), SessionEnd.PASSKEY_ENDED)


def _refuse(desk: Desk, actor: Actor) -> NoReturn:
    desk.refuse(actor, Action.PASSKEY_END)


def _refused(noted: Noted, reason: str) -> Noted:
    return Noted(actor=noted.actor, objects=noted.objects, source=noted.source, outcome="refused", reason=reason)
