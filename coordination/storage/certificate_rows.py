"""Room: storage. Certificates of people, who works where, and which certified settings a program lists.

Facts about staff and settings alone, as the roster is; nothing here is about a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, insert, or_, select, update

from coordination.audit.grant import Grant
from coordination.model.actor import Actor, Role
from coordination.model.ids import AgencyId, Handle, PersonId, ProgramId
from coordination.model.notice import WORKING
from coordination.model.program import Program
from coordination.model.training import WARN_BEFORE, Certificate
from coordination.storage.appointed import in_force
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory_tables import services
from coordination.storage.program_facts import PROGRAM_COLUMNS, program_of
from coordination.storage.roster import agencies, appointments, people, programs
from coordination.storage.training_tables import certificates

_OWN = len(PROGRAM_COLUMNS)
MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody at work with the programs they work in. cases: they may be put on a case in these."""

    person_id: PersonId
    handle: Handle
    name: str
    programs: tuple[Program, ...]
    cases: tuple[Program, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A certificate that ends soon. place: which of WARN_BEFORE has been reached, the last that has."""

    certificate_id: str
    person_id: PersonId
    handle: Handle
    program_id: ProgramId
    place: int


def facts_of_certificates(cabinet: Cabinet, person_ids: Iterable[str]) -> dict[PersonId, list[Certificate]]:
    """What these people had, without what was taken back."""
    query = (
        select(certificates, agencies.c.zone)
        .join(agencies, agencies.c.id == certificates.c.agency_id)
        .where(certificates.c.person_id.in_(sorted(set(person_ids))), certificates.c.ended_at.is_(None))
        .order_by(certificates.c.completed.desc(), certificates.c.id)
    )
    found: dict[PersonId, list[Certificate]] = {}
    for row in cabinet.connection.execute(query):
        one = Certificate(
            id=row.id,
            person_id=PersonId(row.person_id),
            training=row.training,
            completed=row.completed,
            ends=row.ends,
            evidence=row.evidence,
            agency_id=AgencyId(row.agency_id),
            zone=row.zone,
        )
        found.setdefault(one.person_id, []).append(one)
    return found


def facts_of_holder(cabinet: Cabinet, certificate_id: str) -> PersonId | None:
    """Whose certificate it is, taken back or not; None when there never was one."""
    query = select(certificates.c.person_id).where(certificates.c.id == certificate_id)
    found = cabinet.connection.execute(query).scalar_one_or_none()
    return PersonId(found) if found else None


def facts_of_person_at_work(cabinet: Cabinet, person_id: str) -> Staff | None:
    """Somebody with the programs in which they have an appointment in force; None when there are none."""
    found = _staff(cabinet, appointments.c.person_id == person_id)
    return found[0] if found else None


def facts_of_kept_people(cabinet: Cabinet, actor: Actor) -> list[Staff]:
    """Whose certificates the actor keeps: a supervisor's own program's people, an administrator's agency's; by name."""
    own = {
        Role.SUPERVISOR: programs.c.id == actor.program_id,
        Role.ADMINISTRATOR: programs.c.agency_id == actor.agency_id,
    }
    return _staff(cabinet, own[actor.role]) if actor.role in own else []


def facts_of_people_of(cabinet: Cabinet, program_ids: Iterable[str]) -> list[Staff]:
    """Everybody at work in these programs, by name."""
    return _staff(cabinet, programs.c.id.in_(sorted(program_ids)))


def facts_of_certified_settings(cabinet: Cabinet, program_ids: Iterable[str]) -> dict[ProgramId, set[str]]:
    """The certifications of the settings that each program lists, run out or not."""
    query = select(services.c.program_id, services.c.certification_kind).where(
        services.c.program_id.in_(sorted(program_ids)),
        services.c.certification_kind != "",
        in_force(services, cabinet.now),
    )
    found: dict[ProgramId, set[str]] = {}
    for program_id, kind in cabinet.connection.execute(query):
        found.setdefault(ProgramId(program_id), set()).add(kind)
    return found


def facts_of_ending(cabinet: Cabinet) -> list[Ending]:
    """Certificates that end within WARN_BEFORE days and were not followed by a longer one; the nearest end first.

    For each program, not a confidential one, in which the person works. A day too early or too late by the zone is
    told of a day too early, never too late.
    """
    today = cabinet.now.date()
    query = (
        select(
            certificates.c.id,
            certificates.c.person_id,
            people.c.handle,
            programs.c.id.label("program"),
            certificates.c.ends,
        )
        .distinct()
        .join(people, people.c.id == certificates.c.person_id)
        .join(appointments, appointments.c.person_id == people.c.id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(
            certificates.c.ended_at.is_(None),
            certificates.c.ends >= (today - timedelta(days=1)).isoformat(),
            certificates.c.ends <= (today + timedelta(days=WARN_BEFORE[0])).isoformat(),
            programs.c.confidential.is_(False),
            *(in_force(table, cabinet.now) for table in (people, appointments, programs)),
            ~_followed(),
        )
        .order_by(certificates.c.ends, certificates.c.id, programs.c.id)
        .limit(MOST)
    )
    return [
        Ending(
            certificate_id=row.id,
            person_id=PersonId(row.person_id),
            handle=Handle(row.handle),
            program_id=ProgramId(row.program),
            place=sum((date.fromisoformat(row.ends) - today).days <= days for days in WARN_BEFORE) - 1,
        )
        for row in cabinet.connection.execute(query)
    ]


def facts_of_still_ending(cabinet: Cabinet, certificate_ids: Iterable[str]) -> set[str]:
    """Of these certificates, those that were neither taken back nor followed by a longer one."""
    query = select(certificates.c.id).where(
        certificates.c.id.in_(sorted(certificate_ids)), certificates.c.ended_at.is_(None), ~_followed()
    )
    return set(cabinet.connection.execute(query).scalars())


def add(cabinet: Cabinet, grant: Grant, certificate: Certificate) -> None:
    """Write a certificate down; kept by the grant's agency."""
    write_certificate(cabinet, certificate, grant.actor.person_id)


def take_back(cabinet: Cabinet, grant: Grant, certificate_id: str) -> None:
    """Take back what was entered by mistake; it counts for nothing from now on."""
    del grant  # the log has who did
    own = certificates.c.id == certificate_id
    cabinet.connection.execute(update(certificates).where(own).values(ended_at=cabinet.now))


def write_certificate(cabinet: Cabinet, certificate: Certificate, by: PersonId | None) -> None:
    """Write a certificate; a roster load does, which casework/roster judges and logs. by: None for a load."""
    values = {
        "id": certificate.id,
        "person_id": certificate.person_id,
        "agency_id": certificate.agency_id,
        "training": certificate.training,
        "completed": certificate.completed,
        "ends": certificate.ends,
        "evidence": certificate.evidence,
        "added_at": cabinet.now,
        "added_by": by,
    }
    cabinet.connection.execute(insert(certificates).values(**values))


def close_certificate(cabinet: Cabinet, certificate_id: str) -> None:
    """Take it back; a roster load does."""
    own = certificates.c.id == certificate_id
    cabinet.connection.execute(update(certificates).where(own).values(ended_at=cabinet.now))


def _followed() -> ColumnElement[bool]:
    """Whether the same person has the same training for longer by another certificate."""
    longer = certificates.alias("longer")
    follows = and_(
        longer.c.person_id == certificates.c.person_id,
        longer.c.training == certificates.c.training,
        longer.c.ended_at.is_(None),
        or_(longer.c.ends == "", longer.c.ends > certificates.c.ends),
    )
    return select(longer.c.id).where(follows).exists()


def _staff(cabinet: Cabinet, wanted: ColumnElement[bool]) -> list[Staff]:
    """People with all their programs in force, of whom at least one appointment fits."""
    chosen = (
        select(appointments.c.person_id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .where(wanted, in_force(appointments, cabinet.now), in_force(programs, cabinet.now))
    )
    query = (
        select(people.c.id.label("person"), people.c.handle.label("person_handle"), people.c.name.label("person_name"),
               appointments.c.role, *(column.label(f"p{place}") for place, column in enumerate(PROGRAM_COLUMNS)))
        .join(appointments, appointments.c.person_id == people.c.id)
        .join(programs, programs.c.id == appointments.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(
            people.c.id.in_(chosen),
            *(in_force(table, cabinet.now) for table in (people, appointments, programs, agencies)),
        )
        .order_by(people.c.name, people.c.id, programs.c.name, appointments.c.role)
    )  # fmt: skip
    found: dict[str, Staff] = {}
    for row in cabinet.connection.execute(query):
        program = program_of(row[-_OWN:])
        known = found.get(row.person)
        ours, cases = (known.programs, known.cases) if known else ((), ())
        found[row.person] = Staff(
            person_id=PersonId(row.person),
            handle=Handle(row.person_handle),
            name=row.person_name,
            programs=tuple(dict.fromkeys((*ours, program))),
            cases=tuple(dict.fromkeys((*cases, *((program,) if row.role in WORKING else ())))),
        )
    return list(found.values())
