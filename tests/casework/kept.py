"""Room: tests. A closed case whose period has run out, with everything on it that a program may write."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Table, select

from coordination.casework import cases, drafts, records, releases, retention
from coordination.crypto.envelope import Binding, decrypt
from coordination.declare.information import InformationType
from coordination.model.errors import Unavailable
from coordination.model.ids import CaseId, DraftId, RecordId, new_id
from coordination.storage.cabinet import Cabinet
from coordination.storage.file_tables import record_files
from coordination.storage.record_tables import agency_keys, data_keys
from coordination.storage.record_tables import drafts as typed_ahead
from coordination.storage.record_tables import records as rows
from coordination.storage.record_tables import releases as papers
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.community import Community
from tests.uploads import attach

NOTE = "child_protection_note"
SAID = "Kittiwake was seen at the harbor"
SEALED: tuple[tuple[Table, str], ...] = ((rows, "records"), (record_files, "record_files"), (papers, "releases"))
SAM, PRIYA, ANA = "sam_cps_supervisor", "pri_privacy", "ana_cps_worker"


def filled(community: Community) -> tuple[CaseId, RecordId]:
    """Child protection's case with the center: a note with a file, a draft and a release of each; then closed."""
    desk, ana = community.desk, community.actor(ANA)
    case = assigned(community, opened(community, ANA, called="Kittiwake"), "cac", "sup_harbor", "int_harbor")
    note = records.file(desk, ana, case, NOTE, {"note": SAID}, new_id())
    attach(community, ana, case, note)
    drafts.save(desk, ana, case, {"note": SAID}, draft_id=DraftId(new_id()), form_slug=NOTE)
    releases.record(desk, ana, case, paper(community, ("cac",), ("child_protection",)), new_id())
    records.file(desk, community.actor("int_harbor"), case, "case_review_note", {"recommendations": "x"}, new_id())
    cases.close(desk, ana, case, "work_done", new_id())
    return case, note


def due(community: Community, months: str = "1") -> tuple[CaseId, RecordId]:
    """The same, 40 days later, under a period of a month."""
    found = filled(community)
    community.clock.now += timedelta(days=40)
    retention.set_period(community.desk, community.actor(SAM), months, "County schedule, item 12", new_id())
    return found


def proposed(community: Community, case: CaseId, by: str = SAM) -> str:
    """A purge proposed by this person; its id, as whoever confirms it reads it."""
    retention.propose(community.desk, community.actor(by), case, new_id())
    waiting = retention.page(community.desk, community.actor(by)).due
    return next(one.proposal.id for one in waiting if one.case_id == case and one.proposal)


def purged(community: Community, case: CaseId) -> None:
    """Proposed by one, confirmed by another."""
    retention.confirm(community.desk, community.actor(PRIYA), proposed(community, case), new_id())


def reopened(community: Community, case: CaseId) -> None:
    """Opened again, with the worker on the team still."""
    cases.reopen(community.desk, community.actor(ANA), case, "new_report", new_id())


def still_open(community: Community, case: CaseId, program: str) -> list[str]:
    """Which envelopes of a program on a case open with any key that the database holds, by table."""
    own, found = community.programs[program].id, []
    with community.desk.consulting([case]) as cabinet:
        run, ring = cabinet.connection.execute, cabinet.keyring
        wraps = {row.agency_id: row.wrapped for row in run(select(agency_keys))}
        keys = [
            ring.open_data_key(row.agency_id, wraps[row.agency_id], row.id, row.wrapped)
            for row in run(select(data_keys))
        ]
        for table, name in (*SEALED, (typed_ahead, "drafts")):
            for row in run(select(table).where(table.c.case_id == case, table.c.program_id == own)):
                for key in keys:
                    kinds = [row.information_type] if "information_type" in table.c else list(InformationType)
                    for kind in kinds:
                        bound = Binding(
                            table=name,
                            row=row.id,
                            case_id=case,
                            information_type=kind,
                            program_id=own,
                            key_id=key.key_id,
                        )
                        try:
                            decrypt(key, row.body, bound)
                        except Unavailable:
                            continue
                        found.append(name)
    return found


def bodies(cabinet: Cabinet, case: CaseId) -> int:
    """How many envelopes of child protection's records a process can still open through the ring it has."""
    query = (
        select(rows, data_keys.c.wrapped, data_keys.c.agency_id, agency_keys.c.wrapped.label("above"))
        .join(data_keys, data_keys.c.id == rows.c.key_id)
        .join(agency_keys, agency_keys.c.agency_id == data_keys.c.agency_id)
        .where(rows.c.case_id == case, rows.c.form == NOTE)
    )
    found = list(cabinet.connection.execute(query))
    for row in found:
        cabinet.keyring.open_data_key(row.agency_id, row.above, row.key_id, row.wrapped)
    return len(found)
