"""Room: storage. How a person may be reached: an address sealed under their agency's key, and what they chose.

An address is never looked up by: it links no accounts and finds nobody (security.md T12).
"""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import insert, select, update

from coordination.audit.grant import Grant
from coordination.model.contact import Contact
from coordination.model.ids import AgencyId, PersonId
from coordination.storage.cabinet import Cabinet
from coordination.storage.outbox_tables import contacts
from coordination.storage.record_tables import agency_keys

ADDRESS = "mail_address"
_WORDS = ("mail", "quiet_from", "quiet_until", "pierce")


def facts_of_contact(cabinet: Cabinet, person_id: PersonId) -> Contact:
    """How this person may be reached now; the hub alone when nobody has said anything."""
    query = select(contacts, agency_keys.c.wrapped).join(agency_keys, agency_keys.c.agency_id == contacts.c.agency_id)
    row = cabinet.connection.execute(query.where(contacts.c.person_id == person_id)).one_or_none()
    if row is None:
        return Contact(person_id=person_id)
    sealed = row.address
    return Contact(
        person_id=person_id,
        address=cabinet.keyring.open_for_agency(row.agency_id, row.wrapped, ADDRESS, person_id, sealed)
        if sealed
        else "",
        mail=row.mail,
        muted=frozenset(row.muted.split()),
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        pierce=row.pierce,
        unsafe=row.unsafe_at is not None,
    )


def keep(cabinet: Cabinet, grant: Grant, contact: Contact) -> None:
    """Keep what the grant's own person chose, under the key of the agency they act for."""
    if contact.person_id != grant.actor.person_id:
        raise ValueError("Nobody keeps another's contact.")
    write(cabinet, grant.actor.agency_id, contact)


def write(cabinet: Cabinet, agency_id: AgencyId, contact: Contact) -> None:
    """Write a person's contact as it shall be. For `keep` and a roster load; what equals the row there is left."""
    if contact == facts_of_contact(cabinet, contact.person_id):
        return
    person = contacts.c.person_id == contact.person_id
    before = cabinet.connection.execute(select(contacts.c.unsafe_at).where(person)).one_or_none()
    wrapped = cabinet.connection.execute(
        select(agency_keys.c.wrapped).where(agency_keys.c.agency_id == agency_id).with_for_update(read=True)
    ).scalar_one()
    since = (before.unsafe_at if before else None) or cabinet.now
    values = {
        **{name: value for name, value in asdict(contact).items() if name in _WORDS},
        "agency_id": agency_id,
        "address": cabinet.keyring.seal_for_agency(agency_id, wrapped, ADDRESS, contact.person_id, contact.address)
        if contact.address
        else None,
        "muted": " ".join(sorted(contact.muted)),
        "unsafe_at": since if contact.unsafe else None,
        "set_at": cabinet.now,
    }
    if before is None:
        cabinet.connection.execute(insert(contacts).values(person_id=contact.person_id, **values))
    else:
        cabinet.connection.execute(update(contacts).where(person).values(**values))
