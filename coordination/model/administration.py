"""Room: model. What an agency's administrator sees: people, programs, providers, passkeys, and counts of places.

Nothing here is about a case. A count of places tells how many, never which; see MembershipCount.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coordination.model.actor import Role
from coordination.model.ids import AppointmentId, Handle, IssuerId, PersonId, ProgramId


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffPlace:
    """An appointment in one of the agency's programs. since/until: UTC; until None while it lasts.

    oversees: counties and states of a liaison's region, empty for everybody else.
    """

    appointment_id: AppointmentId
    program_slug: str
    program_name: str
    role: Role
    title: str
    since: datetime
    until: datetime | None
    oversees: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffLine:
    """A person of the agency. ended: the person is off the roster. disabled_at: for being idle, UTC.

    elsewhere: works for another agency too, so only appointments can be ended here, not the person.
    by_passkey: signs in with a passkey of this hub; subject: else, what their provider calls them.
    """

    person_id: PersonId
    handle: Handle
    name: str
    issuer: str
    issuer_name: str
    subject: str
    ended: bool
    disabled_at: datetime | None
    used_at: datetime | None
    elsewhere: bool
    by_passkey: bool
    places: tuple[StaffPlace, ...] = ()

    def lasting(self) -> tuple[StaffPlace, ...]:
        """The appointments that have not ended."""
        return tuple(place for place in self.places if place.until is None)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyProgram:
    """A program of the agency. live: every operator instrument that it needs is in force."""

    program_id: ProgramId
    handle: Handle
    slug: str
    name: str
    partner_type: str
    confidential: bool
    jurisdictions: tuple[str, ...]
    ended: bool
    live: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyIssuer:
    """An identity provider that speaks for the agency. alone: for no other agency. has_secret: the hub holds one."""

    issuer_id: IssuerId
    url: str
    name: str
    client_id: str
    algorithms: tuple[str, ...]
    mfa_acr: tuple[str, ...]
    mfa_amr: tuple[str, ...]
    step_up_acr: str
    has_secret: bool
    ended: bool
    alone: bool
    passkeys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipCount:
    """How many places on open cases a person holds for a program now, and the month in which the oldest began.

    INVARIANT: a number and a month, never a case, a reference, a child or a day: an administrator must not learn that
    somebody is served. Of a confidential program only its own administrator gets even that.
    """

    person_id: PersonId
    name: str
    program_name: str
    count: int
    oldest: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyLine:
    """A passkey as lists show it. label: what its person calls the device. synced: it may live on several devices."""

    passkey_id: str
    handle: Handle
    label: str
    synced: bool
    added_at: datetime
    used_at: datetime | None
    ended_at: datetime | None
    ended_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleChange:
    """A change outside the proposer's own agency, which a second administrator must confirm before `expires_at` (UTC).

    lines: what will change, in words. own: proposed by who looks. may_decide: who looks may confirm or decline it.
    """

    change_id: str
    handle: Handle
    kind: str
    lines: tuple[str, ...]
    proposed_by: str
    proposed_for: str
    proposed_at: datetime
    expires_at: datetime
    own: bool
    may_decide: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyPage:
    """The roster of one agency."""

    slug: str
    people: tuple[StaffLine, ...]
    programs: tuple[AgencyProgram, ...]
    issuers: tuple[AgencyIssuer, ...]
    waiting: int = 0
