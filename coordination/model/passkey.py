"""Room: model. A passkey as sign-in needs it, what its device said at one sign-in, and how long things last.

Source: W3C Web Authentication Level 2, §6.1 (authenticator data), §7.1 and §7.2 (the two ceremonies).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.model.errors import Refused
from coordination.model.ids import Handle, PersonId

CODE_LASTS = timedelta(minutes=15)
CHALLENGE_LASTS = timedelta(minutes=10)
MOST_LABEL = 60  # characters
MOST_PASSKEYS = 10  # a person's own, in force


class PasskeyEnd(StrEnum):
    """Why a passkey ended; coded for the log and the table."""

    BY_ADMINISTRATOR = "by_administrator"
    BY_PERSON = "by_person"
    COPIED = "copied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """A passkey in force of a person in force. credential and public_key: base64url; user: the person's id, as the
    device was told it. synced: it may live on several devices, which never changes (§6.1.3)."""

    passkey_id: str
    handle: Handle
    person_id: PersonId
    person_handle: Handle
    issuer: str
    subject: str
    credential: str
    public_key: str
    sign_count: int
    synced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPasskey:
    """What a device made and proved at enrolment."""

    credential: str
    public_key: str = field(repr=False)
    sign_count: int
    synced: bool
    backed_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """A sign-in that the protocol has verified: what the device counted, and whether the key is backed up now."""

    challenge_digest: str
    sign_count: int
    backed_up: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolling:
    """Whom a one-time code is for. known: credential ids that the device must not make again."""

    person_id: PersonId
    person_handle: Handle
    name: str
    agency_name: str
    known: tuple[str, ...] = ()


class PasskeyRefused(Refused):
    """A passkey or its code was not taken. The reason is for the log; the sentence tells the person what to do.

    noted: the refusal is in the access log already; others are counted by the door, as those of strangers are.
    """

    def __init__(self, reason: str, *, noted: bool = False) -> None:
        super().__init__("That did not work. Please start again, or ask your administrator.", reason=reason)
        self.noted = noted
