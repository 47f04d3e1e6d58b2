"""Room: tests. A file's parts are bound to it and to their order: changed in any way, it does not open."""

from __future__ import annotations

from hashlib import sha256

import pytest
from sqlalchemy import create_engine, text

from coordination.casework import files, records
from coordination.model.errors import Refused, Unavailable
from coordination.model.ids import CaseId, FileId, RecordId, new_id
from coordination.storage import files as drawer
from tests.casework.story import opened
from tests.community import Community
from tests.uploads import attach, cleaned, heavy

CONTENT = cleaned(heavy(2 * drawer.PART + 7))
CHANGES = {
    "a part left out": "DELETE FROM record_file_parts WHERE file_id = :a AND number = 2",
    "a part in another place": "UPDATE record_file_parts SET number = number + 10 WHERE file_id = :a",
    "a part of another file": "UPDATE record_file_parts SET body = (SELECT body FROM record_file_parts AS other "
    "WHERE other.file_id = :b AND other.number = 0) WHERE file_id = :a AND number = 0",
    "a part twice": "INSERT INTO record_file_parts SELECT file_id, 9, case_id, body FROM record_file_parts "
    "WHERE file_id = :a AND number = 1",
    "another file's head": "UPDATE record_files SET body = (SELECT body FROM record_files AS other "
    "WHERE other.id = :b) WHERE id = :a",
    "another type": "UPDATE record_files SET information_type = 'report' WHERE id = :a",
}


@pytest.fixture
def where(community: Community) -> tuple[CaseId, RecordId]:
    """A note on a case of child protection."""
    case, ana = opened(community, "ana_cps_worker"), community.actor("ana_cps_worker")
    return case, records.file(community.desk, ana, case, "child_protection_note", {"note": "x"}, new_id())


def changed(community: Community, change: str, **files_of: FileId) -> None:
    """A hand in the database, past every right and row-level policy."""
    engine = create_engine(community.databases.superuser or community.databases.owner)
    with engine.begin() as connection:
        connection.execute(
            text(CHANGES[change]), {name: file for name, file in files_of.items() if f":{name}" in CHANGES[change]}
        )
    engine.dispose()


def opened_by(community: Community, where: tuple[CaseId, RecordId], file: FileId) -> bytes:
    return files.read(community.desk, community.actor("ana_cps_worker"), *where, file).content


def test_a_file_comes_out_as_it_was_kept(community: Community, where: tuple[CaseId, RecordId]) -> None:
    file = attach(community, community.actor("ana_cps_worker"), *where, content=CONTENT)
    assert opened_by(community, where, file) == CONTENT.content


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_was_changed_in_the_database_does_not_open(
    community: Community, where: tuple[CaseId, RecordId], change: str
) -> None:
    ana = community.actor("ana_cps_worker")
    a, b = (attach(community, ana, *where, content=CONTENT) for _ in range(2))
    changed(community, change, a=a, b=b)
    with pytest.raises((Unavailable, Refused)):  # refused: nothing grants the type that it now says it has
        opened_by(community, where, a)
    assert opened_by(community, where, b) == CONTENT.content


def test_without_the_sealed_length_a_part_left_out_would_not_be_missed(
    community: Community, where: tuple[CaseId, RecordId], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = community.actor("ana_cps_worker")
    file = attach(community, ana, *where, content=CONTENT)
    changed(community, "a part left out", a=file)
    usual = drawer._said

    def forgetful(*about: object, **more: bool) -> dict[str, object]:
        said = usual(*about, **more)  # type: ignore[arg-type] # handed on as it came
        short = CONTENT.content[: 2 * drawer.PART]
        return said | {"size": len(short), "sha256": sha256(short).hexdigest()}

    monkeypatch.setattr(drawer, "_said", forgetful)
    assert opened_by(community, where, file) != CONTENT.content
