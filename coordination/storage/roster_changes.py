"""Room: storage. A checked roster file written into the tables, line by line, in the caller's one transaction.

What equals the line that is there is left untouched, so that a second load of a file changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Table, and_, delete, insert, select, update

from coordination.declare.partner import PartnerType
from coordination.model.ids import Handle, PersonId, new_id
from coordination.model.roster import (
    AgencyLine,
    AppointmentLine,
    IssuerLine,
    Known,
    Loaded,
    PersonLine,
    ProgramLine,
    RosterFacts,
    RosterFile,
)
from coordination.storage import accounts, session_rows
from coordination.storage.appointed import CLIENT_SECRET
from coordination.storage.cabinet import Cabinet
from coordination.storage.contact_rows import facts_of_contact, write
from coordination.storage.record_tables import agency_keys
from coordination.storage.roster import agencies, appointments, issuer_agencies, issuers, people, programs

# A program's partner type and the title its job has there, by slug and role.
PartnerTypes = dict[str, PartnerType]


# Handles made before the load for lines that will be new, by what the file calls them: an act names them in its entry.
Made = Mapping[tuple[str, ...], Handle]
NOTHING_MADE: Made = {}


def apply(
    cabinet: Cabinet, partner_types: PartnerTypes, known: RosterFacts, file: RosterFile, made: Made = NOTHING_MADE
) -> Loaded:
    """Write every line of a checked file; what was added, changed and ended. Sessions of what ended end with it."""
    changes = _Changes(cabinet, partner_types, known, made)
    for agency in file.agencies:
        changes.agency(agency)
    for program in file.programs:
        changes.program(program)
    for issuer in file.issuers:
        changes.issuer(issuer)
    for person in file.people:
        changes.person(person)
    for appointment in file.appointments:
        changes.appointment(appointment)
    for person in file.people:
        changes.email(person)
    if changes.loaded.ended:
        session_rows.end_without_ground(cabinet)
    return changes.loaded


class _Changes:
    """The load under way: ids of what exists by now, and what was done so far."""

    def __init__(self, cabinet: Cabinet, partner_types: PartnerTypes, known: RosterFacts, made: Made) -> None:
        self._cabinet = cabinet
        self._partner_types = partner_types
        self._known = known
        self._made = made
        self._agencies = {slug: entry.id for slug, entry in known.agencies.items()}
        self._programs = {slug: (entry.id, entry.handle, entry.line) for slug, entry in known.programs.items()}
        self._issuers = {url: entry.id for url, entry in known.issuers.items()}
        self._people = {who: (entry.id, entry.handle) for who, entry in known.people.items()}
        self.loaded = Loaded()

    def agency(self, line: AgencyLine) -> None:
        known = self._known.agencies.get(line.slug)
        line = replace(line, ended=_ended(line.ended, known))
        if known is not None and known.line == line:
            return
        values = {"name": line.name, "government": line.government, "zone": line.zone}
        if known is not None:
            self._update(agencies, known.id, values, was=known.line.ended, ended=line.ended, handles=(known.handle,))
            return
        handle = self._handle("agency", line.slug)
        self._agencies[line.slug] = self._insert(
            agencies, {"handle": handle, "slug": line.slug, **values}, ended=line.ended, handles=(handle,)
        )
        agency_id = self._agencies[line.slug]
        # INVARIANT: an agency has its own key from its first moment; nothing is ever written under another's.
        self._cabinet.connection.execute(
            insert(agency_keys).values(
                agency_id=agency_id,
                wrapped=self._cabinet.keyring.new_agency_key(agency_id),
                made_at=self._cabinet.now,
            )
        )

    def program(self, line: ProgramLine) -> None:
        partner = self._partner_types[line.partner_type]
        known = self._known.programs.get(line.slug)
        # INVARIANT: regimes only ever add up: the partner type's, those of earlier loads, and the file's.
        regimes = partner.regimes | line.regimes | (known.line.regimes if known else frozenset())
        line = replace(line, regimes=regimes, ended=_ended(line.ended, known))
        if known is not None and known.line == line:
            return
        values = {
            "name": line.name,
            "regimes": " ".join(sorted(regimes)),
            "jurisdictions": " ".join(sorted(line.jurisdictions)),
            "confidential": partner.confidential,
        }
        if known is not None:
            self._update(programs, known.id, values, was=known.line.ended, ended=line.ended, handles=(known.handle,))
            return
        handle = self._handle("program", line.slug)
        values |= {"slug": line.slug, "partner_type": line.partner_type, "agency_id": self._agencies[line.agency]}
        program_id = self._insert(programs, {"handle": handle, **values}, ended=line.ended, handles=(handle,))
        self._programs[line.slug] = (program_id, handle, line)

    def issuer(self, line: IssuerLine) -> None:
        known = self._known.issuers.get(line.url)
        line = replace(line, ended=_ended(line.ended, known))
        if known is not None and known.line == line:
            return
        issuer_id = known.id if known is not None else self._handle("issuer", line.url)
        keyring = self._cabinet.keyring
        values = {
            "name": line.name,
            "client_id": line.client_id,
            "client_secret": keyring.seal_secret(CLIENT_SECRET, issuer_id, line.secret) if line.secret else None,
            "algorithms": " ".join(sorted(line.algorithms)),
            "mfa_acr": " ".join(sorted(line.mfa_acr)),
            "mfa_amr": " ".join(sorted(line.mfa_amr)),
            "step_up_acr": line.step_up_acr,
        }
        handles = (Handle(issuer_id),)
        if known is not None:
            self._update(issuers, issuer_id, values, was=known.line.ended, ended=line.ended, handles=handles)
        else:
            self._issuers[line.url] = self._insert(
                issuers, {"id": issuer_id, "url": line.url, **values}, ended=line.ended, handles=handles
            )
        self._speak_for(issuer_id, known.line.agencies if known else frozenset(), line.agencies)

    def person(self, line: PersonLine) -> None:
        who, line = (line.issuer, line.subject), replace(line, email="")
        known = self._known.people.get(who)
        line = replace(line, ended=_ended(line.ended, known))
        if known is not None and known.line == line:
            return
        if known is not None:
            if known.line.ended and not line.ended:
                accounts.used(self._cabinet, PersonId(known.id))  # idle days count anew, or upkeep would end them again
            values = {"name": line.name}
            self._update(people, known.id, values, was=known.line.ended, ended=line.ended, handles=(known.handle,))
            return
        handle = self._handle("person", *who)
        values = {
            "handle": handle,
            "issuer_id": self._issuers[line.issuer],
            "subject": line.subject,
            "name": line.name,
        }
        self._people[who] = (self._insert(people, values, ended=line.ended, handles=(handle,)), handle)

    def appointment(self, line: AppointmentLine) -> None:
        key = (line.issuer, line.subject, line.program, line.role)
        known = self._known.appointments.get(key)
        if line.ended is None and known is None and key in self._known.past:
            return  # it ended meanwhile; only a line that says so begins another one
        line = replace(line, ended=_ended(line.ended, known))
        program_id, program_handle, program = self._programs[line.program]
        line = replace(line, title=line.title or self._title(program, line), oversees=_region(line, known))
        region = " ".join(sorted(line.oversees or ()))
        if (known is None and line.ended) or (known is not None and known.line == line):
            return
        person_id, person_handle = self._people[line.issuer, line.subject]
        handles = (person_handle, program_handle)
        if known is not None:
            values = {"title": line.title, "oversees": region}
            self._update(appointments, known.id, values, was=False, ended=line.ended, handles=handles)
            return
        values = {"person_id": person_id, "program_id": program_id, "role": line.role.value, "title": line.title}
        values["oversees"] = region
        self._insert(appointments, values, ended=False, handles=handles)

    def email(self, line: PersonLine) -> None:
        """Fill an empty address, under the key of the agency they work for. What a person chose themselves stands."""
        person_id, handle = self._people[line.issuer, line.subject]
        contact = facts_of_contact(self._cabinet, PersonId(person_id)) if line.email else None
        if contact is None or contact.address:
            return
        agency = (
            select(programs.c.agency_id)
            .join(appointments, appointments.c.program_id == programs.c.id)
            .where(appointments.c.person_id == person_id, appointments.c.until.is_(None))
            .order_by(appointments.c.since, appointments.c.id)
            .limit(1)
        )
        agency_id = self._cabinet.connection.execute(agency).scalar()
        if agency_id is not None:
            write(self._cabinet, agency_id, replace(contact, address=line.email))
            self._count("changed", (handle,))

    def _title(self, program: ProgramLine, line: AppointmentLine) -> str:
        titles = dict(self._partner_types[program.partner_type].roles)
        return titles.get(line.role.value, line.role.value.replace("_", " ").capitalize())

    def _speak_for(self, issuer_id: str, before: frozenset[str], after: frozenset[str]) -> None:
        for slug in sorted(before - after):
            place = and_(issuer_agencies.c.issuer_id == issuer_id, issuer_agencies.c.agency_id == self._agencies[slug])
            self._cabinet.connection.execute(delete(issuer_agencies).where(place))
        for slug in sorted(after - before):
            values = {"issuer_id": issuer_id, "agency_id": self._agencies[slug]}
            self._cabinet.connection.execute(insert(issuer_agencies).values(**values))

    def _handle(self, *line: str) -> Handle:
        return self._made.get(line) or Handle(new_id())

    def _insert(self, table: Table, values: dict[str, Any], *, ended: bool | None, handles: tuple[Handle, ...]) -> str:
        row = {"id": new_id(), "since": self._cabinet.now, "until": self._cabinet.now if ended else None, **values}
        self._cabinet.connection.execute(insert(table).values(**row))
        self._count("added", handles)
        return str(row["id"])

    def _update(
        self,
        table: Table,
        row_id: str,
        values: dict[str, Any],
        *,
        was: bool | None,
        ended: bool | None,
        handles: tuple[Handle, ...],
    ) -> None:
        if ended != was:
            values = {**values, "until": self._cabinet.now if ended else None}
        self._cabinet.connection.execute(update(table).where(table.c.id == row_id).values(**values))
        self._count("ended" if ended and not was else "changed", handles)

    def _count(self, what: str, handles: tuple[Handle, ...]) -> None:
        before = self.loaded
        self.loaded = replace(
            before,
            added=before.added + (what == "added"),
            changed=before.changed + (what == "changed"),
            ended=before.ended + (what == "ended"),
            handles=tuple(dict.fromkeys((*before.handles, *handles))),
        )


def _region(line: AppointmentLine, known: Known[AppointmentLine] | None) -> frozenset[str] | None:
    """The region of an appointment after the load: as the line says, and as it was when it says nothing."""
    if line.oversees is not None:
        return line.oversees
    return known.line.oversees if known is not None else frozenset()


def _ended(
    said: bool | None,  # noqa: FBT001 - it is the line's own value
    known: Known[AgencyLine]
    | Known[ProgramLine]
    | Known[IssuerLine]
    | Known[PersonLine]
    | Known[AppointmentLine]
    | None,
) -> bool:
    """Whether a line is over after the load: as it says, and as it was when it says nothing."""
    if said is None:
        return known is not None and bool(known.line.ended)
    return said
