"""Room: tests. 0012 up and down with data: episodes and approvals come and go, and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import missing, posters
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.story import opened
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community with a child who is missing and a poster that one side let go; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        desk, ana, sam = community.desk, community.actor("ana_cps_worker"), community.actor("sam_cps_supervisor")
        case = opened(community, "ana_cps_worker")
        episode = missing.tell(desk, ana, case, {"kind": "ran_away"}, new_id())
        draft = missing.add(desk, ana, case, episode, "missing_poster", {"call": "Police, 911"}, new_id())
        posters.publish(desk, sam, case, episode, draft, new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_episodes_and_approvals(lived_in: Database) -> None:
    to(lived_in, "down", "0012")  # later revisions have tests of their own
    before = counts(lived_in)
    assert min(before[name] for name in ("missing_episodes", "missing_approvals", "deadlines")) > 0
    to(lived_in, "down", "0011")
    gone = counts(lived_in)
    assert gone == {name: count for name, count in before.items() if not name.startswith("missing_")}
    to(lived_in, "up", "0012")
    assert counts(lived_in) == before | {"missing_episodes": 0, "missing_approvals": 0}
