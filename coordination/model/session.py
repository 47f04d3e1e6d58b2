"""Room: model. A session at the hub: who signed in, as whom they act, and whether the screen is locked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coordination.model.actor import Actor, Role
from coordination.model.errors import Refused
from coordination.model.ids import AppointmentId, Handle, IssuerId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a session lasts. idle, then it locks; absolute, counted from the sign-in at the provider, then it ends.

    step_up: how long a fresh second factor opens locations. parallel: sessions of one person at once; the oldest ends.
    Source: security.md §4; CJIS 5.9.5 AC-11 and IA-5 set the ceilings (30 minutes, 12 hours).
    """

    idle: timedelta = timedelta(minutes=15)
    absolute: timedelta = timedelta(hours=12)
    step_up: timedelta = timedelta(minutes=15)
    parallel: int = 3


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What an identity provider proved at one sign-in. A person is (issuer, subject); no e-mail is ever read.

    issuer: its exact URL. auth_time: when the person last proved themselves, UTC. asked_at: when the hub sent them
    to the provider, UTC. mfa: with a second factor. sid: their session at the provider.
    """

    issuer: str
    subject: str
    auth_time: datetime
    asked_at: datetime
    mfa: bool
    sid: str = ""
    acr: str = ""
    id_token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Browser:
    """Where a request came from. source: keyed pseudonym of the address. device: the browser family, for the person
    to recognise ("Firefox on Linux"). client: digest of what the browser says of itself; a cookie that turns up in
    another client locks."""

    source: str = ""
    device: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """The session whose last use rides in the next commit. at: when it was last written, UTC."""

    session: Handle
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session in force. actor is None until one of several appointments is chosen, and while it is locked.

    subject: at the provider, whom alone an unlock or a step-up may confirm. stolen: its cookie turned up in another
    client, which is why it is locked. writer: while it is locked (and not stolen), who was writing, without any second
    factor; good for one thing only, to keep what they had typed as a draft. unseen: something was sent to them in this
    appointment that they have not seen; what of it they may know of is asked apart.
    """

    handle: Handle
    person_id: PersonId
    person_handle: Handle
    name: str
    issuer_id: IssuerId
    issuer: str
    subject: str
    appointment_id: AppointmentId | None
    actor: Actor | None
    locked: bool
    stolen: bool
    started_at: datetime
    authenticated_at: datetime
    last_seen_at: datetime
    writer: Actor | None = None
    unseen: bool = False

    @property
    def seen(self) -> Seen:
        """What the desk needs in order to keep it awake."""
        return Seen(session=self.handle, at=self.last_seen_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One appointment a person may choose to act in."""

    appointment_id: AppointmentId
    role: Role
    title: str
    program_name: str
    agency_name: str
    program_handle: Handle


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """A session as a list shows it, to its person or to an administrator of their agency. own: this very one."""

    handle: Handle
    person_id: PersonId
    name: str
    device: str
    started_at: datetime
    last_seen_at: datetime
    locked: bool
    own: bool = False


class SessionEnd(StrEnum):
    """Why a session ended; coded for the log and the table."""

    BY_ADMINISTRATOR = "by_administrator"
    BY_OPERATOR = "by_operator"
    BY_PERSON = "by_person"
    BY_PROVIDER = "by_provider"
    OFF_ROSTER = "off_roster"
    PASSKEY_ENDED = "passkey_ended"
    REPLACED = "replaced"
    SIGNED_OUT = "signed_out"
    TOO_MANY = "too_many"


class NotOnRoster(Refused):
    """The provider knows this person and the roster does not, or not any more.

    ask: names of the administrators of the agencies for which the provider speaks. noted: the refusal is in the access
    log already, as it is for people the roster knows; strangers are counted by the door.
    """

    def __init__(self, ask: tuple[str, ...] = (), *, noted: bool = False) -> None:
        super().__init__("You are not on the roster of this hub yet.", reason="not_on_roster")
        self.ask = ask
        self.noted = noted


class SecondFactorMissing(Refused):
    """The provider did not say that a second factor was used."""

    def __init__(self) -> None:
        sentence = "Your sign-in had no second factor. Sign in again with it, or ask your agency to set one up."
        super().__init__(sentence, reason="second_factor_missing")


class NotTheSamePerson(Refused):
    """Somebody else, or an old sign-in, came back where the person of this session had to prove themselves."""

    def __init__(self) -> None:
        super().__init__("Please sign in again as the person who locked this screen.", reason="not_the_same_person")
