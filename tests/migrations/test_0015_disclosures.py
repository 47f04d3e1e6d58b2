"""Room: tests. 0015 up and down with data: suspensions of an accounting come and go, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import suspensions
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.story import opened
from tests.casework.watched import reference_of
from tests.community import make_community
from tests.databases import Store
from tests.matrix.disclosure_doors import SUSPENDING
from tests.migrations.test_0004_outbox import counts, to

BEFORE = "0014"  # the revision that 0015 stands on


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community with a suspension; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        reference = reference_of(community, opened(community, "ana_cps_worker"))
        suspensions.suspend(community.desk, community.actor("pri_privacy"), reference, SUSPENDING, new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_suspensions(lived_in: Database) -> None:
    to(lived_in, "down", "0015")  # later revisions have tests of their own
    before = counts(lived_in)
    assert before["disclosure_suspensions"] == 1
    to(lived_in, "down", BEFORE)
    assert counts(lived_in) == {name: count for name, count in before.items() if name != "disclosure_suspensions"}
    to(lived_in, "up", "0015")
    assert counts(lived_in) == before | {"disclosure_suspensions": 0}
