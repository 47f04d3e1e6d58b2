"""Room: storage. One agency's part of the roster, for its administrator: people, programs, providers, counts of places.

Roster data of the agency alone. Of cases nothing leaves but numbers.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from coordination.model.actor import Actor, Role
from coordination.model.administration import AgencyIssuer, AgencyProgram, MembershipCount, StaffLine, StaffPlace
from coordination.model.ids import AgencyId, AppointmentId, Handle, IssuerId, PersonId, ProgramId
from coordination.model.roster import PASSKEYS
from coordination.storage.accounts import accounts
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases, memberships, places
from coordination.storage.program_facts import facts_of_programs
from coordination.storage.record_tables import not_ended, releases
from coordination.storage.roster import agencies, appointments, issuer_agencies, issuers, people, programs

_WORK = appointments.join(programs, programs.c.id == appointments.c.program_id)


def facts_of_agency_slug(cabinet: Cabinet, agency_id: AgencyId) -> str:
    """The slug of an agency."""
    slug: str = cabinet.connection.execute(select(agencies.c.slug).where(agencies.c.id == agency_id)).scalar_one()
    return slug


def facts_of_staff(cabinet: Cabinet, agency_id: AgencyId, person_id: PersonId | None = None) -> list[StaffLine]:
    """Everybody who works or worked for the agency, or whose provider speaks for it alone; by name. Two statements."""
    query = (
        select(
            people,
            issuers.c.url,
            issuers.c.name.label("issuer_name"),
            accounts.c.used_at,
            accounts.c.disabled_at,
            _works_elsewhere(cabinet, agency_id).label("elsewhere"),
        )
        .join(issuers, issuers.c.id == people.c.issuer_id)
        .outerjoin(accounts, accounts.c.person_id == people.c.id)
        .where(or_(_worked_here(agency_id), _only_ours(agency_id)))
        .order_by(people.c.name, people.c.id)
    )
    if person_id is not None:
        query = query.where(people.c.id == person_id)
    rows = cabinet.connection.execute(query).all()
    held = _held(cabinet, agency_id, person_id)
    return [
        StaffLine(
            person_id=PersonId(row.id),
            handle=Handle(row.handle),
            name=row.name,
            issuer=row.url,
            issuer_name=row.issuer_name,
            subject=row.subject,
            ended=row.until is not None and row.until <= cabinet.now,
            disabled_at=row.disabled_at,
            used_at=row.used_at,
            elsewhere=bool(row.elsewhere),
            by_passkey=row.url.startswith(PASSKEYS),
            places=tuple(held.get(row.id, ())),
        )
        for row in rows
    ]


def facts_of_own_programs(cabinet: Cabinet, agency_id: AgencyId) -> list[AgencyProgram]:
    """The programs of the agency, ended ones too, by name."""
    query = select(programs).where(programs.c.agency_id == agency_id).order_by(programs.c.name, programs.c.id)
    rows = cabinet.connection.execute(query).all()
    known = facts_of_programs(cabinet.connection, [row.id for row in rows])
    return [
        AgencyProgram(
            program_id=ProgramId(row.id),
            handle=Handle(row.handle),
            slug=row.slug,
            name=row.name,
            partner_type=row.partner_type,
            confidential=bool(row.confidential),
            jurisdictions=tuple(row.jurisdictions.split()),
            ended=row.until is not None and row.until <= cabinet.now,
            live=known[ProgramId(row.id)].live(cabinet.now),
        )
        for row in rows
    ]


def facts_of_own_issuers(cabinet: Cabinet, agency_id: AgencyId) -> list[AgencyIssuer]:
    """The providers that speak for the agency, by name. A client secret is told of, never shown."""
    query = (
        select(issuers, _only_ours(agency_id, issuers.c.id).label("alone"))
        .join(issuer_agencies, issuer_agencies.c.issuer_id == issuers.c.id)
        .where(issuer_agencies.c.agency_id == agency_id)
        .order_by(issuers.c.name, issuers.c.id)
    )
    return [
        AgencyIssuer(
            issuer_id=IssuerId(row.id),
            url=row.url,
            name=row.name,
            client_id=row.client_id,
            algorithms=tuple(row.algorithms.split()),
            mfa_acr=tuple(row.mfa_acr.split()),
            mfa_amr=tuple(row.mfa_amr.split()),
            step_up_acr=row.step_up_acr,
            has_secret=row.client_secret is not None,
            ended=row.until is not None and row.until <= cabinet.now,
            alone=bool(row.alone),
            passkeys=row.url.startswith(PASSKEYS),
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_membership_counts(cabinet: Cabinet, actor: Actor) -> list[MembershipCount]:
    """How many places on open cases the agency's people hold for its programs, by person and program.

    INVARIANT: confidential programs are left out, but for the administrator's own, and of that one only places whose
    release to the hub is in force.
    """
    query = (
        select(
            people.c.id,
            people.c.name,
            programs.c.name.label("program_name"),
            func.count().label("held"),
            func.min(memberships.c.since).label("oldest"),
        )
        .join(memberships, memberships.c.person_id == people.c.id)
        .join(programs, programs.c.id == memberships.c.program_id)
        .join(cases, cases.c.id == memberships.c.case_id)
        .where(
            programs.c.agency_id == actor.agency_id,
            or_(programs.c.confidential.is_(False), and_(programs.c.id == actor.program_id, _hub_named(cabinet))),
            in_force(memberships, cabinet.now),
            cases.c.closed_at.is_(None),
            exists().where(
                places.c.case_id == memberships.c.case_id,
                places.c.program_id == memberships.c.program_id,
                in_force(places, cabinet.now),
            ),
        )
        .group_by(people.c.id, people.c.name, programs.c.name)
        .order_by(people.c.name, programs.c.name, people.c.id)
    )
    return [
        MembershipCount(
            person_id=PersonId(row.id),
            name=row.name,
            program_name=row.program_name,
            count=row.held,
            oldest=row.oldest.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
        )
        for row in cabinet.connection.execute(query)
    ]


def _held(cabinet: Cabinet, agency_id: AgencyId, person_id: PersonId | None) -> dict[str, list[StaffPlace]]:
    query = (
        select(appointments, programs.c.slug, programs.c.name)
        .select_from(_WORK)
        .where(programs.c.agency_id == agency_id)
        .order_by(appointments.c.until.isnot(None), programs.c.name, appointments.c.role, appointments.c.since)
    )
    if person_id is not None:
        query = query.where(appointments.c.person_id == person_id)
    found: dict[str, list[StaffPlace]] = {}
    for row in cabinet.connection.execute(query):
        found.setdefault(row.person_id, []).append(
            StaffPlace(
                appointment_id=AppointmentId(row.id),
                program_slug=row.slug,
                program_name=row.name,
                role=Role(row.role),
                title=row.title,
                since=row.since,
                until=row.until if row.until is not None and row.until <= cabinet.now else None,
                oversees=frozenset(row.oversees.split()),
            )
        )
    return found


def _worked_here(agency_id: AgencyId) -> ColumnElement[bool]:
    here = select(appointments.c.id).select_from(_WORK)
    return here.where(appointments.c.person_id == people.c.id, programs.c.agency_id == agency_id).exists()


def _works_elsewhere(cabinet: Cabinet, agency_id: AgencyId) -> ColumnElement[bool]:
    there = select(appointments.c.id).select_from(_WORK)
    return there.where(
        appointments.c.person_id == people.c.id, programs.c.agency_id != agency_id, in_force(appointments, cabinet.now)
    ).exists()


def _only_ours(agency_id: AgencyId, issuer: ColumnElement[str] = people.c.issuer_id) -> ColumnElement[bool]:
    """The provider speaks for this agency and for no other."""
    ours, others = issuer_agencies.alias("ours"), issuer_agencies.alias("others")
    return and_(
        select(ours.c.issuer_id).where(ours.c.issuer_id == issuer, ours.c.agency_id == agency_id).exists(),
        ~select(others.c.issuer_id).where(others.c.issuer_id == issuer, others.c.agency_id != agency_id).exists(),
    )


def _hub_named(cabinet: Cabinet) -> ColumnElement[bool]:
    return exists().where(
        releases.c.case_id == memberships.c.case_id,
        releases.c.program_id == memberships.c.program_id,
        releases.c.names_hub.is_(True),
        releases.c.signers_suffice.is_(True),
        releases.c.starts_at <= cabinet.now,
        releases.c.expires_at > cabinet.now,
        not_ended(releases, cabinet.now),
    )


def facts_of_other_agencies(cabinet: Cabinet, agency_id: AgencyId) -> list[tuple[str, str]]:
    """Slug and name of every other agency in force, by name."""
    query = (
        select(agencies.c.slug, agencies.c.name)
        .where(agencies.c.id != agency_id, in_force(agencies, cabinet.now))
        .order_by(agencies.c.name, agencies.c.slug)
    )
    return [(row.slug, row.name) for row in cabinet.connection.execute(query)]


def facts_of_spoken_for(cabinet: Cabinet, issuer_id: IssuerId) -> list[str]:
    """Slugs of the agencies for which a provider speaks."""
    query = (
        select(agencies.c.slug)
        .join(issuer_agencies, issuer_agencies.c.agency_id == agencies.c.id)
        .where(issuer_agencies.c.issuer_id == issuer_id)
    )
    return list(cabinet.connection.execute(query).scalars())
