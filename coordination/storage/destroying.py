"""Room: storage. Destroys what a program has on a case: the wraps of its data keys go, and nothing opens again.

The database keeps envelopes that no key opens, parts of files among them, and the rows' plain ids, types and times, of
which the log speaks; drafts go whole. The rows of the keys tell the second path as they go (audit/endings), so that no
restore brings them back.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select, update

from coordination.audit.grant import Grant
from coordination.model.ids import CaseId
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import holdings
from coordination.storage.file_tables import record_files
from coordination.storage.record_tables import DESTROYED, data_keys, drafts, records, releases


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """key_ids: the keys that the caller's process must forget once this is committed. records: how many there were."""

    key_ids: tuple[str, ...]
    records: int


def destroy(cabinet: Cabinet, grant: Grant, case_id: CaseId) -> Gone:
    """Destroy everything that the actor's own program wrote on a case, which the transaction has named."""
    run, program, person = cabinet.connection.execute, grant.actor.program_id, grant.actor.person_id
    count = select(func.count(records.c.first_id.distinct()))
    gone = Gone(
        key_ids=tuple(
            run(
                select(data_keys.c.id).where(data_keys.c.case_id == case_id, data_keys.c.program_id == program)
            ).scalars()
        ),
        records=int(run(count.where(records.c.case_id == case_id, records.c.program_id == program)).scalar_one()),
    )
    for table in (drafts, holdings, data_keys):
        run(delete(table).where(table.c.case_id == case_id, table.c.program_id == program))
    for table in (records, record_files):
        ours = (table.c.case_id == case_id, table.c.program_id == program)
        run(update(table).where(*ours).values(withdrawn_reason=DESTROYED))
        ended = update(table).where(*ours, table.c.withdrawn_at.is_(None))
        run(ended.values(withdrawn_at=cabinet.now, withdrawn_by=person))
    given = (releases.c.case_id == case_id, releases.c.program_id == program, releases.c.revoked_at.is_(None))
    run(update(releases).where(*given).values(revoked_at=cabinet.now, revoked_by=person, revoked_how=DESTROYED))
    return gone
