"""Room: model. The roster as an operator writes it: agencies, programs, issuers, people and their appointments.

ended: True ends a line at the load, False brings it back; None leaves it as it is, so that a file that is loaded every
night does not bring back whom an administrator ended meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from coordination.declare.regime import Regime
from coordination.model.actor import Role
from coordination.model.ids import Handle, IssuerId

# The provider of people who sign in with a passkey: one an agency, "passkey:" and its slug. It is this hub itself.
PASSKEYS = "passkey:"

# INVARIANT: asymmetric only; the sign-in protocol holds the same list and a test compares them.
SIGNING_ALGORITHMS = frozenset(
    {"ES256", "ES384", "ES512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "EdDSA"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """An agency. zone: IANA name."""

    slug: str
    name: str
    government: bool
    zone: str
    ended: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLine:
    """A program of an agency. regimes: more than its partner type brings; they add, and never take away."""

    slug: str
    agency: str
    name: str
    partner_type: str
    jurisdictions: frozenset[str]
    regimes: frozenset[Regime] = frozenset()
    ended: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuerLine:
    """An identity provider and the agencies for which it speaks. secret: None for a public client."""

    url: str
    name: str
    client_id: str
    algorithms: frozenset[str]
    mfa_acr: frozenset[str]
    mfa_amr: frozenset[str]
    step_up_acr: str
    agencies: frozenset[str]
    secret: str | None = field(default=None, repr=False)
    ended: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """A person as their provider knows them. email: where they may be written to; it finds nobody and links nothing."""

    issuer: str
    subject: str
    name: str
    email: str = field(default="", repr=False)
    ended: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentLine:
    """A person's place in a program. Another role is another appointment.

    oversees: counties and states of a liaison's region; None leaves it as it is, an empty set ends it.
    """

    issuer: str
    subject: str
    program: str
    role: Role
    title: str
    ended: bool | None = False
    oversees: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryLine:
    """A line about the directory: section is entries, services, on_call or designations; place tells it in a sentence.

    typed: its words as the form of the same thing would send them. ended: it stops at the load.
    """

    section: str
    place: str
    program: str
    typed: Mapping[str, tuple[str, ...]]
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFile:
    """A whole file, read and well formed, not yet compared with what is there."""

    agencies: tuple[AgencyLine, ...] = ()
    programs: tuple[ProgramLine, ...] = ()
    issuers: tuple[IssuerLine, ...] = ()
    people: tuple[PersonLine, ...] = ()
    appointments: tuple[AppointmentLine, ...] = ()
    directory: tuple[DirectoryLine, ...] = ()


_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[_Line]):
    """A line that the hub has already. handle: its pseudonym in the access log."""

    id: str
    handle: Handle
    line: _Line


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterFacts:
    """The roster as it stands, ended lines included, but only appointments in force. Keyed as the file names things:
    agencies and programs by slug, issuers by URL, people by (issuer URL, subject), appointments with program and role.

    past: appointments that are over, which a line that does not say `ended` leaves over.
    """

    agencies: dict[str, Known[AgencyLine]]
    programs: dict[str, Known[ProgramLine]]
    issuers: dict[str, Known[IssuerLine]]
    people: dict[tuple[str, str], Known[PersonLine]]
    appointments: dict[tuple[str, str, str, Role], Known[AppointmentLine]]
    past: frozenset[tuple[str, str, str, Role]] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What a load did: how many lines were added, changed and ended, and the handles of what they touched."""

    added: int = 0
    changed: int = 0
    ended: int = 0
    handles: tuple[Handle, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An identity provider in force, as the sign-in needs it. agencies: their names, for people to choose by."""

    id: IssuerId
    url: str
    name: str
    client_id: str
    algorithms: frozenset[str]
    mfa_acr: frozenset[str]
    mfa_amr: frozenset[str]
    step_up_acr: str
    agencies: tuple[str, ...]
    client_secret: str | None = field(default=None, repr=False)
