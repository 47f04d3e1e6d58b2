"""Room: storage. Who may sign in: providers in force, people by (issuer, subject), and the appointments they have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, func, or_, select

from coordination.model.actor import Role
from coordination.model.ids import AgencyId, AppointmentId, Handle, IssuerId, PersonId
from coordination.model.roster import PASSKEYS, Provider
from coordination.model.session import Offer
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import agencies, appointments, issuer_agencies, issuers, people, programs

CLIENT_SECRET = "client_secret"  # noqa: S105 - the purpose to which a sealed secret is bound, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person of the roster in force, found by what their provider calls them."""

    person_id: PersonId
    handle: Handle
    name: str
    issuer_id: IssuerId
    step_up_acr: str


def in_force(table: Table, now: datetime) -> ColumnElement[bool]:
    """Whether a roster row is in force at `now`."""
    return and_(table.c.since <= now, or_(table.c.until.is_(None), table.c.until > now))


def facts_of_providers(cabinet: Cabinet) -> list[Provider]:
    """Every OpenID provider in force with the agencies it speaks for, by name; secrets opened for the sign-in protocol.

    Providers of passkeys are this hub itself and have no protocol to speak.
    """
    query = (
        select(*issuers.c, agencies.c.name.label("agency_name"))
        .outerjoin(issuer_agencies, issuer_agencies.c.issuer_id == issuers.c.id)
        .outerjoin(agencies, and_(agencies.c.id == issuer_agencies.c.agency_id, in_force(agencies, cabinet.now)))
        .where(in_force(issuers, cabinet.now), ~issuers.c.url.startswith(PASSKEYS))
        .order_by(issuers.c.name, issuers.c.id, agencies.c.name)
    )
    found: dict[str, Provider] = {}
    names: dict[str, list[str]] = {}
    for row in cabinet.connection.execute(query):
        names.setdefault(row.id, []).extend([row.agency_name] if row.agency_name else [])
        sealed = row.client_secret
        found[row.id] = Provider(
            id=IssuerId(row.id),
            url=row.url,
            name=row.name,
            client_id=row.client_id,
            algorithms=frozenset(row.algorithms.split()),
            mfa_acr=frozenset(row.mfa_acr.split()),
            mfa_amr=frozenset(row.mfa_amr.split()),
            step_up_acr=row.step_up_acr,
            agencies=tuple(names[row.id]),
            client_secret=None if sealed is None else cabinet.keyring.open_secret(CLIENT_SECRET, row.id, sealed),
        )
    return [provider for provider in found.values() if provider.agencies]


def facts_of_person(connection: Connection, issuer: str, subject: str, now: datetime) -> KnownPerson | None:
    """The person in force whom this issuer calls `subject`. INVARIANT: both must match; nothing else is looked at."""
    query = (
        select(people.c.id, people.c.handle, people.c.name, issuers.c.id.label("issuer_id"), issuers.c.step_up_acr)
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .where(issuers.c.url == issuer, people.c.subject == subject, in_force(people, now), in_force(issuers, now))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    return KnownPerson(
        person_id=PersonId(row.id),
        handle=Handle(row.handle),
        name=row.name,
        issuer_id=IssuerId(row.issuer_id),
        step_up_acr=row.step_up_acr,
    )


def facts_of_offers(connection: Connection, person_id: PersonId, now: datetime) -> list[Offer]:
    """The appointments a person may act in: all in force, in an agency for which the person's issuer speaks."""
    query = (
        select(
            appointments.c.id,
            appointments.c.role,
            appointments.c.title,
            programs.c.name.label("program_name"),
            programs.c.handle.label("program_handle"),
            agencies.c.name.label("agency_name"),
        )
        .join(people, people.c.id == appointments.c.person_id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(
            issuer_agencies,
            and_(issuer_agencies.c.issuer_id == people.c.issuer_id, issuer_agencies.c.agency_id == agencies.c.id),
        )
        .where(
            people.c.id == person_id,
            *(in_force(table, now) for table in (appointments, programs, agencies)),
        )
        .order_by(agencies.c.name, programs.c.name, appointments.c.role)
    )
    return [
        Offer(
            appointment_id=AppointmentId(row.id),
            role=Role(row.role),
            title=row.title,
            program_name=row.program_name,
            agency_name=row.agency_name,
            program_handle=Handle(row.program_handle),
        )
        for row in connection.execute(query)
    ]


def facts_of_administrators(connection: Connection, issuer: str, now: datetime) -> list[str]:
    """Names of the administrators of the agencies for which this issuer speaks, each with the agency's name."""
    query = (
        select(people.c.name, agencies.c.name.label("agency_name"))
        .distinct()
        .join(appointments, appointments.c.person_id == people.c.id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .join(issuer_agencies, issuer_agencies.c.agency_id == agencies.c.id)
        .join(issuers, issuers.c.id == issuer_agencies.c.issuer_id)
        .where(
            issuers.c.url == issuer,
            appointments.c.role == Role.ADMINISTRATOR.value,
            *(in_force(table, now) for table in (issuers, people, appointments, programs, agencies)),
        )
        .order_by(people.c.name)
    )
    return [f"{row.name}, {row.agency_name}" for row in connection.execute(query)]


def facts_of_issuer_programs(connection: Connection, issuer: str, now: datetime) -> list[Handle]:
    """One program's handle of each agency for which this issuer speaks: by it the agency's auditors find an entry."""
    query = (
        select(func.min(programs.c.handle))
        .join(issuer_agencies, issuer_agencies.c.agency_id == programs.c.agency_id)
        .join(issuers, issuers.c.id == issuer_agencies.c.issuer_id)
        .where(issuers.c.url == issuer, in_force(issuers, now))
        .group_by(programs.c.agency_id)
    )
    return [Handle(handle) for handle in connection.execute(query).scalars()]


def facts_of_agency_people(connection: Connection, agency_id: AgencyId, now: datetime) -> set[PersonId]:
    """Everybody with an appointment in force in this agency."""
    query = (
        select(appointments.c.person_id)
        .distinct()
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(programs.c.agency_id == agency_id, in_force(appointments, now))
    )
    return {PersonId(person) for person in connection.execute(query).scalars()}
