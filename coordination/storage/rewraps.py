"""Room: storage. Wrapped keys and the hub's own secrets, wrapped anew, some at a time. What is under them stays.

Each row changes only if it is still what was read, so that nothing written meanwhile is lost.
"""

from __future__ import annotations

from sqlalchemy import Column, Table, and_, select, update

from coordination.crypto.keyring import joined, wraps
from coordination.crypto.root import RootKey
from coordination.model.ids import AgencyId, Handle
from coordination.storage.appointed import CLIENT_SECRET
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from coordination.storage.contact_rows import ADDRESS
from coordination.storage.outbox import LINE
from coordination.storage.outbox_tables import contacts, outbox
from coordination.storage.record_tables import agency_keys, data_keys
from coordination.storage.roster import agencies, issuers, programs
from coordination.storage.sessions import sessions

MOST = 200
ID_TOKEN = "id_token"  # noqa: S105 - the name of a purpose, no token
# What lies sealed under the root: purpose, the column of its owner, the sealed column. tests/cli/test_keys_rotate.py
# finds every purpose that the code seals for and compares.
SECRETS: tuple[tuple[str, Table, Column[str], Column[bytes]], ...] = (
    (CLIENT_SECRET, issuers, issuers.c.id, issuers.c.client_secret),
    (ID_TOKEN, sessions, sessions.c.handle, sessions.c.id_token),
)


def facts_of_agency(cabinet: Cabinet, slug: str) -> tuple[AgencyId, Handle] | None:
    """The id and the handle of an agency."""
    query = select(agencies.c.id, agencies.c.handle).where(agencies.c.slug == slug)
    found = cabinet.connection.execute(query).one_or_none()
    return None if found is None else (AgencyId(found.id), Handle(found.handle))


def facts_of_cases(cabinet: Cabinet, after: str) -> list[str]:
    """The next ids of cases, at most MOST."""
    query = select(cases.c.id).where(cases.c.id > after).order_by(cases.c.id).limit(MOST)
    return list(cabinet.connection.execute(query).scalars())


def agency_keys_under(cabinet: Cabinet, root: RootKey, after: str) -> tuple[str, int]:
    """Have the next agencies' keys lie under `root`; the last agency looked at ("" at the end), how many changed."""
    query = select(agency_keys).where(agency_keys.c.agency_id > after).order_by(agency_keys.c.agency_id).limit(MOST)
    last, changed = "", 0
    for row in cabinet.connection.execute(query).all():
        last = row.agency_id
        if cabinet.keyring.under(root, row.agency_id, row.wrapped):
            continue
        new = cabinet.keyring.rewrap_agency_key(row.agency_id, row.wrapped, root)
        same = and_(agency_keys.c.agency_id == row.agency_id, agency_keys.c.wrapped == row.wrapped)
        changed += cabinet.connection.execute(update(agency_keys).where(same).values(wrapped=new)).rowcount
    return last, changed


def secrets_under(cabinet: Cabinet, root: RootKey, which: int, after: str) -> tuple[str, int]:
    """The same for the secrets of SECRETS[which]; the last owner looked at ("" at the end), how many changed."""
    purpose, table, owner, sealed = SECRETS[which]
    query = select(owner, sealed).where(sealed.is_not(None), owner > after).order_by(owner).limit(MOST)
    last, changed = "", 0
    for owner_id, secret in cabinet.connection.execute(query).all():
        last = owner_id
        if cabinet.keyring.secret_under(root, purpose, owner_id, secret):
            continue
        new = cabinet.keyring.rewrap_secret(purpose, owner_id, secret, root)
        same = and_(owner == owner_id, sealed == secret)
        changed += cabinet.connection.execute(update(table).where(same).values({sealed: new})).rowcount
    return last, changed


def begin_agency(cabinet: Cabinet, agency_id: AgencyId) -> bool:
    """Give an agency a second, newer key beside its own; False when it has two already: a rotation was cut off.

    From this commit on new data keys lie under the newer one (storage/keys.py holds the row while it makes one).
    """
    found = wraps(_locked(cabinet, agency_id))
    if len(found) > 1:
        return False
    _set(cabinet, agency_id, joined(*found, cabinet.keyring.new_agency_key(agency_id)))
    return True


def data_keys_under_newest(cabinet: Cabinet, agency_id: AgencyId, case_ids: list[str]) -> int:
    """Have an agency's data keys of these cases lie under its newest key; how many changed."""
    old, new = wraps(_locked(cabinet, agency_id))
    chosen = and_(data_keys.c.agency_id == agency_id, data_keys.c.case_id.in_(case_ids))
    changed = 0
    for row in cabinet.connection.execute(select(data_keys.c.id, data_keys.c.wrapped).where(chosen)).all():
        if cabinet.keyring.lies_under(agency_id, new, row.id, row.wrapped):
            continue
        wrapped = cabinet.keyring.rewrap_data_key(agency_id, old, new, row.id, row.wrapped)
        cabinet.connection.execute(update(data_keys).where(data_keys.c.id == row.id).values(wrapped=wrapped))
        changed += 1
    return changed


def texts_under_newest(cabinet: Cabinet, agency_id: AgencyId) -> int:
    """Seal anew what lies under the agency's key itself: how people are reached, and on-call lines; how many.

    In the transaction of `finish_agency`, which holds the agency's row: nothing is sealed under the older key after it.
    """
    wrapped, ring = _locked(cabinet, agency_id), cabinet.keyring
    ours = select(programs.c.id).where(programs.c.agency_id == agency_id)
    changed = 0
    for purpose, table, owner, column, chosen in (
        (ADDRESS, contacts, contacts.c.person_id, contacts.c.address, contacts.c.agency_id == agency_id),
        (LINE, outbox, outbox.c.id, outbox.c.line, outbox.c.program_id.in_(ours)),
    ):
        rows = cabinet.connection.execute(select(owner, column).where(chosen, column.is_not(None))).all()
        for owner_id, sealed in rows:
            text = ring.open_for_agency(agency_id, wrapped, purpose, owner_id, sealed)
            anew = ring.seal_for_agency(agency_id, wrapped, purpose, owner_id, text)
            cabinet.connection.execute(update(table).where(owner == owner_id).values({column: anew}))
        changed += len(rows)
    return changed


def finish_agency(cabinet: Cabinet, agency_id: AgencyId) -> None:
    """Give up the older key: whatever lay under it, and every copy of it in an old backup, opens nothing new."""
    texts_under_newest(cabinet, agency_id)
    _set(cabinet, agency_id, wraps(_locked(cabinet, agency_id))[-1])


def _locked(cabinet: Cabinet, agency_id: AgencyId) -> bytes:
    query = select(agency_keys.c.wrapped).where(agency_keys.c.agency_id == agency_id).with_for_update()
    found: bytes = cabinet.connection.execute(query).scalar_one()
    return found


def _set(cabinet: Cabinet, agency_id: AgencyId, wrapped: bytes) -> None:
    query = update(agency_keys).where(agency_keys.c.agency_id == agency_id).values(wrapped=wrapped)
    cabinet.connection.execute(query)
