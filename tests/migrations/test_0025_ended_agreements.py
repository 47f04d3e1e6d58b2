"""Room: tests. 0025 up and down with data: what ended before is told once, what ends after tells itself."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from coordination.casework import agreements
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.agreed import confirmed, recorded
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import to

BEFORE = "0024"


def test_what_ended_before_is_told_and_what_ends_after_tells_itself(engine_store: Store, tmp_path: Path) -> None:
    for community in make_community(engine_store, tmp_path / "home"):
        desk, keeper = community.desk, community.actor("pri_privacy")
        before, after = (confirmed(community, recorded(community)) for _ in range(2))
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            to(owner, "down", BEFORE)
            agreements.end(desk, keeper, before, new_id())
            assert _waiting(owner) == []
            to(owner, "up", "0025")
            assert _waiting(owner) == [("agreement", before)]
            agreements.end(desk, keeper, after, new_id())
            assert _waiting(owner) == [("agreement", before), ("agreement", after)]
            to(owner, "down", BEFORE)
            assert _waiting(owner) == []


def _waiting(owner: Database) -> list[tuple[str, str]]:
    with owner.read() as connection:
        rows = connection.exec_driver_sql("SELECT kind, object FROM endings WHERE kind = 'agreement' ORDER BY id")
        return [(kind, what) for kind, what in rows]
