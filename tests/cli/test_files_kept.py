"""Room: tests. Files outlive a backup and a change of keys; what was withdrawn since stays so after a restore."""

from __future__ import annotations

import pytest

from coordination.casework import files, records
from coordination.model.errors import Refused
from coordination.model.ids import CaseId, FileId, RecordId, new_id
from coordination.storage.backup_rows import FEW
from coordination.storage.files import PART
from tests.casework.story import opened
from tests.cli.drill import Drill, every_row
from tests.community import Community
from tests.uploads import attach, cleaned, heavy

FILES = {"record_files", "record_file_parts"}


def taken(community: Community, slug: str, where: tuple[CaseId, RecordId], file: FileId) -> bytes:
    return files.read(community.desk, community.actor(slug), *where, file).content


def test_files_outlive_keys_and_a_restore_and_the_withdrawn_stay_so(drill: Drill) -> None:
    community, content = drill.community, cleaned(heavy(3 * PART + 5))
    ana, case = community.actor("ana_cps_worker"), opened(community, "ana_cps_worker")
    note = {"note": "x"}
    where = case, records.file(community.desk, ana, case, "child_protection_note", note, new_id())
    kept, gone = (attach(community, ana, *where, content=content) for _ in range(2))
    rotated = drill.here.run("keys", "rotate", "agency", "north_county")
    assert rotated.exit_code == 0, rotated.output
    assert taken(community, "ana_cps_worker", where, kept) == content.content
    drill.checkpoint()
    manifest, before = drill.backup(), every_row(drill.here.settings())
    files.withdraw(community.desk, ana, *where, gone, "not_allowed", new_id())
    drill.checkpoint()
    with drill.elsewhere() as there:
        done = drill.restore(there, manifest, "--give-up-signed-entries")
        assert done.exit_code == 0, done.output
        after = every_row(there.settings())
        assert after["record_file_parts"] == before["record_file_parts"]
        assert len(after["record_file_parts"]) == 8
        assert len(set(after["record_files"]) - set(before["record_files"])) == 1  # the one that was withdrawn since
        with drill.open(there) as restored:
            assert taken(restored, "ana_cps_worker", where, kept) == content.content
            with pytest.raises(Refused):
                taken(restored, "ana_cps_worker", where, gone)
            assert taken(restored, "sam_cps_supervisor", where, gone) == content.content


def test_a_backup_holds_few_parts_of_files_in_memory_at_once() -> None:
    assert FEW * PART <= 32 * 1024 * 1024
