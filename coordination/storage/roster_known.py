"""Room: storage. The roster as it stands, in the words of a roster file, so that a load can compare line with line."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import inspect, select

from coordination.declare.regime import Regime
from coordination.model.actor import Role
from coordination.model.ids import Handle
from coordination.model.roster import (
    AgencyLine,
    AppointmentLine,
    IssuerLine,
    Known,
    PersonLine,
    ProgramLine,
    RosterFacts,
)
from coordination.storage.appointed import CLIENT_SECRET, in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.roster import agencies, appointments, issuer_agencies, issuers, people, programs


def facts_of_roster(cabinet: Cabinet) -> RosterFacts:
    """Everything in the roster, ended or not, except appointments that are over: those are history."""
    return RosterFacts(
        agencies=_agencies(cabinet),
        programs=_programs(cabinet),
        issuers=_issuers(cabinet),
        people=_people(cabinet),
        appointments=_appointments(cabinet),
        past=_past(cabinet),
    )


def facts_of_whether_founded(cabinet: Cabinet) -> bool:
    """Whether there is an agency already; a database without tables has none."""
    if not inspect(cabinet.connection).has_table(agencies.name):
        return False
    return cabinet.connection.execute(select(agencies.c.id).limit(1)).first() is not None


def _agencies(cabinet: Cabinet) -> dict[str, Known[AgencyLine]]:
    return {
        row.slug: Known(
            id=row.id,
            handle=Handle(row.handle),
            line=AgencyLine(
                slug=row.slug,
                name=row.name,
                government=bool(row.government),
                zone=row.zone,
                ended=_ended(row.until, cabinet.now),
            ),
        )
        for row in cabinet.connection.execute(select(agencies))
    }


def _programs(cabinet: Cabinet) -> dict[str, Known[ProgramLine]]:
    query = select(programs, agencies.c.slug.label("agency")).join(agencies, agencies.c.id == programs.c.agency_id)
    return {
        row.slug: Known(
            id=row.id,
            handle=Handle(row.handle),
            line=ProgramLine(
                slug=row.slug,
                agency=row.agency,
                name=row.name,
                partner_type=row.partner_type,
                jurisdictions=frozenset(row.jurisdictions.split()),
                regimes=frozenset(Regime(slug) for slug in row.regimes.split()),
                ended=_ended(row.until, cabinet.now),
            ),
        )
        for row in cabinet.connection.execute(query)
    }


def _issuers(cabinet: Cabinet) -> dict[str, Known[IssuerLine]]:
    listed = select(issuer_agencies.c.issuer_id, agencies.c.slug).join(
        agencies, agencies.c.id == issuer_agencies.c.agency_id
    )
    speaks: dict[str, set[str]] = {}
    for issuer_id, slug in cabinet.connection.execute(listed):
        speaks.setdefault(issuer_id, set()).add(slug)
    return {
        row.url: Known(
            id=row.id,
            handle=Handle(row.id),  # an issuer is no person; its public id stands for it in the access log
            line=IssuerLine(
                url=row.url,
                name=row.name,
                client_id=row.client_id,
                algorithms=frozenset(row.algorithms.split()),
                mfa_acr=frozenset(row.mfa_acr.split()),
                mfa_amr=frozenset(row.mfa_amr.split()),
                step_up_acr=row.step_up_acr,
                agencies=frozenset(speaks.get(row.id, ())),
                secret=None
                if row.client_secret is None
                else cabinet.keyring.open_secret(CLIENT_SECRET, row.id, row.client_secret),
                ended=_ended(row.until, cabinet.now),
            ),
        )
        for row in cabinet.connection.execute(select(issuers))
    }


def _people(cabinet: Cabinet) -> dict[tuple[str, str], Known[PersonLine]]:
    query = select(people, issuers.c.url).join(issuers, issuers.c.id == people.c.issuer_id)
    return {
        (row.url, row.subject): Known(
            id=row.id,
            handle=Handle(row.handle),
            line=PersonLine(issuer=row.url, subject=row.subject, name=row.name, ended=_ended(row.until, cabinet.now)),
        )
        for row in cabinet.connection.execute(query)
    }


def _appointments(cabinet: Cabinet) -> dict[tuple[str, str, str, Role], Known[AppointmentLine]]:
    query = (
        select(appointments, people.c.subject, people.c.handle, issuers.c.url, programs.c.slug)
        .join(people, people.c.id == appointments.c.person_id)
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(in_force(appointments, cabinet.now))
    )
    return {
        (row.url, row.subject, row.slug, Role(row.role)): Known(
            id=row.id,
            handle=Handle(row.handle),  # an appointment is logged as its person and its program
            line=AppointmentLine(
                issuer=row.url,
                subject=row.subject,
                program=row.slug,
                role=Role(row.role),
                title=row.title,
                oversees=frozenset(row.oversees.split()),
            ),
        )
        for row in cabinet.connection.execute(query)
    }


def _past(cabinet: Cabinet) -> frozenset[tuple[str, str, str, Role]]:
    query = (
        select(issuers.c.url, people.c.subject, programs.c.slug, appointments.c.role)
        .join(people, people.c.id == appointments.c.person_id)
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(appointments.c.until <= cabinet.now)
    )
    rows = cabinet.connection.execute(query)
    return frozenset((row.url, row.subject, row.slug, Role(row.role)) for row in rows)


def _ended(until: datetime | None, now: datetime) -> bool:
    return until is not None and until <= now
