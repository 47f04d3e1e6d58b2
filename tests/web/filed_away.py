"""Room: tests. The ground of the tests of files: a case of three programs, records on it, and files on those."""

from __future__ import annotations

import re

from sqlalchemy import func, select

from coordination.casework import records
from coordination.model.ids import CaseId, RecordId, new_id
from coordination.storage.file_tables import record_file_parts, record_files
from tests.casework.story import assigned, opened
from tests.community import Community, Visitor
from tests.uploads import attach

NOTE, REPORT = "child_protection_note", "suspected_exploitation_report"
WORDS = "canary-birth-certificate"
GOOD: dict[str, object] = {"words": WORDS, "shows": "document", "harmless": "yes"}
FILE = re.compile(r'href="([^"]*/files/[0-9a-f]{32})"')


def case_of_three(community: Community) -> CaseId:
    """A case of child protection with police and the center."""
    case_id = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    return assigned(community, case_id, "cac", "sup_harbor", "coo_harbor")


def filed(community: Community, case: CaseId, form: str = REPORT) -> RecordId:
    answered = {REPORT: {"what_happened": "x"}, NOTE: {"note": "x"}, "safe_contact": {"who": "x", "how": "x"}}[form]
    return records.file(community.desk, community.actor("ana_cps_worker"), case, form, answered, new_id())


def held(community: Community, case: CaseId, record: RecordId, words: str = WORDS) -> str:
    """The address of a file on the record."""
    file = attach(community, community.actor("ana_cps_worker"), case, record, words)
    return f"/cases/{case}/records/{record}/files/{file}"


def count(community: Community, case: CaseId) -> tuple[int, int]:
    """How many files there are, and how many parts."""
    with community.desk.consulting((case,)) as cabinet:
        tables = (record_files, record_file_parts)
        files, parts = (cabinet.connection.scalar(select(func.count()).select_from(table)) for table in tables)
    return int(files or 0), int(parts or 0)


def absent(visitor: Visitor) -> tuple[int, bytes]:
    gone = visitor.get(f"/cases/{new_id()}/records/{new_id()}/files/{new_id()}")
    assert gone.status_code == 404
    return gone.status_code, gone.data


def handle_of(community: Community, case: CaseId, file: str) -> str:
    with community.desk.consulting((case,)) as cabinet:
        query = select(record_files.c.handle).where(record_files.c.id == file)
        return str(cabinet.connection.execute(query).scalar_one())
