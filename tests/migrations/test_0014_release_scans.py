"""Room: tests. 0014 up and down with data: scans of signed releases come and go, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import release_papers, releases
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.test_releases import open_case, paper
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to
from tests.uploads import paper as pdf


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community with a release whose signed paper was scanned; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        desk, ana = community.desk, community.actor("ana_cps_worker")
        case = open_case(community)
        typed = {**paper(community, ("cac",), ("identity",)), "method": "print"}
        draft = releases.record(desk, ana, case, typed, new_id())
        release_papers.file_signed(desk, ana, case, draft, {"compared": "yes"}, pdf(), new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_the_scans(lived_in: Database) -> None:
    to(lived_in, "down", "0014")  # later revisions have tests of their own
    before = counts(lived_in)
    assert before["releases"] == 2
    to(lived_in, "down", "0013")
    gone = counts(lived_in)
    assert gone == {name: count for name, count in before.items() if name != "release_scans"}
    to(lived_in, "up", "0014")
    assert counts(lived_in) == before | {"release_scans": 0}
