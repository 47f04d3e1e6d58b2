"""Room: storage. Wrapped keys, in tables of their own: agency keys under the root, data keys under the agency's.

A data key belongs to one (case, information type, owning program); destroying its row destroys what it wrote.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from coordination.audit.grant import Grant
from coordination.crypto.envelope import Binding, DataKey, decrypt, encrypt
from coordination.declare.information import InformationType
from coordination.model.errors import Refused, Unavailable
from coordination.model.ids import AgencyId, CaseId, ProgramId, new_id
from coordination.storage.cabinet import Cabinet
from coordination.storage.record_tables import agency_keys, data_keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawer:
    """Where a body lies: its table and row, and the (case, type, owning program) whose data key seals it."""

    table: str
    row: str
    case_id: CaseId
    information_type: InformationType
    program_id: ProgramId

    def binding(self, key_id: str) -> Binding:
        """What the envelope is bound to; moved to another row, it does not open."""
        return Binding(
            table=self.table,
            row=self.row,
            case_id=self.case_id,
            information_type=self.information_type.value,
            program_id=self.program_id,
            key_id=key_id,
        )


def seal(cabinet: Cabinet, grant: Grant, drawer: Drawer, agency_id: AgencyId, plaintext: bytes) -> tuple[str, bytes]:
    """Seal a body for its drawer; returns (key id, envelope). Makes the data key when it is the first of its kind.

    A writer seals only for the program it acts for (its grant's actor): nobody writes into another's drawer.
    """
    if grant.actor.program_id != drawer.program_id:
        raise Refused(reason="not_own_drawer")
    key = _data_key(cabinet, drawer) or _new_data_key(cabinet, drawer, agency_id)
    return key.key_id, encrypt(key, plaintext, drawer.binding(key.key_id))


def unseal(cabinet: Cabinet, grant: Grant, drawer: Drawer, key_id: str, body: bytes) -> bytes:
    """Open a body that the grant opens: its (program, type) on its case, and nothing else."""
    if not any(
        case.case_id == drawer.case_id and (drawer.program_id, drawer.information_type) in case.opened()
        for case in grant.cases
    ):
        raise Refused(reason="not_granted")
    carry(cabinet, grant, (drawer.case_id, drawer.program_id, drawer.information_type))
    return _unsealed(cabinet, drawer, key_id, body)


def carry(cabinet: Cabinet, grant: Grant, *opened: tuple[CaseId, ProgramId, InformationType]) -> None:
    """Put down which notices the law has travel with what was opened: the one place from which every page takes them.

    opened: case, owning program and information type of each body or line that is given out.
    """
    if cabinet.travels is None:
        return
    wanted = set(opened)
    for case in grant.cases:
        for access in case.types:
            if access.notices and (case.case_id, access.program_id, access.information_type) in wanted:
                cabinet.travels.update(access.notices)


def unseal_own(cabinet: Cabinet, grant: Grant, drawer: Drawer, key_id: str, body: bytes) -> bytes:
    """Open what the actor's own program wrote beside its records (a draft, the paper of its release).

    The caller has checked who in the program may (a draft: its author; a release: members of the sharing program).
    """
    if grant.actor.program_id != drawer.program_id or drawer.case_id not in set(grant.case_ids()):
        raise Refused(reason="not_own_drawer")
    return _unsealed(cabinet, drawer, key_id, body)


def unseal_sent(
    cabinet: Cabinet, grant: Grant, drawer: Drawer, parties: tuple[ProgramId, ProgramId], key_id: str, body: bytes
) -> bytes:
    """Open what one program wrote to another, for the people of either under a grant on its case; for nobody else.

    parties: sender and recipient. What a confidential recipient wrote without naming the sender, the caller leaves out.
    """
    if not {grant.actor.program_id, drawer.program_id} <= set(parties) or drawer.case_id not in set(grant.case_ids()):
        raise Refused(reason="not_party")
    return _unsealed(cabinet, drawer, key_id, body)


class Destroyed(Unavailable):
    """The key is gone for good: what lies under it was purged."""


def _unsealed(cabinet: Cabinet, drawer: Drawer, key_id: str, body: bytes) -> bytes:
    key = _data_key(cabinet, drawer)
    if key is None or key.key_id != key_id:
        raise Destroyed("This information cannot be opened now.")
    return decrypt(key, body, drawer.binding(key_id))


def _data_key(cabinet: Cabinet, drawer: Drawer) -> DataKey | None:
    query = (
        select(data_keys.c.id, data_keys.c.wrapped, data_keys.c.agency_id, agency_keys.c.wrapped)
        .join(agency_keys, agency_keys.c.agency_id == data_keys.c.agency_id)
        .where(
            data_keys.c.case_id == drawer.case_id,
            data_keys.c.information_type == drawer.information_type.value,
            data_keys.c.program_id == drawer.program_id,
        )
    )
    row = cabinet.connection.execute(query).first()
    if row is None:
        return None
    key_id, wrapped, agency_id, wrapped_agency = row
    return cabinet.keyring.open_data_key(agency_id, wrapped_agency, key_id, wrapped)


def _new_data_key(cabinet: Cabinet, drawer: Drawer, agency_id: AgencyId) -> DataKey:
    # INVARIANT: a rotation of the agency's key waits for this transaction, or this one for it (FOR SHARE; on SQLite
    # there is one writer), so that no data key is made under a key that has just been given up.
    query = select(agency_keys.c.wrapped).where(agency_keys.c.agency_id == agency_id).with_for_update(read=True)
    wrapped_agency = cabinet.connection.execute(query).scalar_one_or_none()
    if wrapped_agency is None:
        raise Unavailable("This agency has no key yet, so nothing can be kept for it.")
    key_id = new_id()
    wrapped, key = cabinet.keyring.new_data_key(agency_id, wrapped_agency, key_id)
    cabinet.connection.execute(
        insert(data_keys).values(
            id=key_id,
            case_id=drawer.case_id,
            information_type=drawer.information_type.value,
            program_id=drawer.program_id,
            agency_id=agency_id,
            wrapped=wrapped,
            made_at=cabinet.now,
        )
    )
    return key
