"""Room: tests. 0013 up and down with data: papers on file and emergency access come and go, nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import emergencies, records
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.story import assigned, opened
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to

ASKED = {"reason": "child_missing", "words": "She left an hour ago.", "hours": "2", "told": "yes"}
COMES = {"authorities", "authority_recipients", "authority_types", "emergencies", "emergency_reviews"}


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community in which a detective took emergency access; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        desk = community.desk
        case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
        note = {"setting": "foster"}
        records.file(desk, community.actor("ana_cps_worker"), case, "placement_note", note, new_id())
        emergencies.start(desk, community.actor("det_lake"), case, ASKED, new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_papers_and_emergencies(lived_in: Database) -> None:
    to(lived_in, "down", "0013")  # later revisions have tests of their own
    before = counts(lived_in)
    assert before["emergencies"] == 1
    assert before["emergency_reviews"] == 2
    to(lived_in, "down", "0012")
    assert counts(lived_in) == {name: count for name, count in before.items() if name not in COMES}
    to(lived_in, "up", "0013")
    assert counts(lived_in) == before | dict.fromkeys(COMES, 0)
