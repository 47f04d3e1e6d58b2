"""Room: tests. 0022 up and down with data: lines that mean nothing without their column go, others stay."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from coordination.casework import restrictions
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.story import opened
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import to

BEFORE = "0019"  # the revision that 0022 stands on


def test_down_and_up_again_keeps_what_ended(engine_store: Store, tmp_path: Path) -> None:
    for community in make_community(engine_store, tmp_path / "home"):
        desk, sam = community.desk, community.actor("sam_cps_supervisor")
        case = opened(community, "ana_cps_worker")
        restrictions.restrict(desk, sam, case, [], new_id())
        restrictions.unrestrict(desk, sam, case, new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            to(owner, "down", "0022")  # later revisions have tests of their own
            with owner.write() as connection:
                connection.exec_driver_sql("INSERT INTO endings (kind, object) VALUES ('data_key', 'gone')")
            assert _waiting(owner) == ["restriction", "named", "lifted", "data_key"]
            to(owner, "down", BEFORE)
            assert _waiting(owner) == ["data_key"]
            to(owner, "up", "0022")
            assert _waiting(owner) == ["data_key"]


def _waiting(owner: Database) -> list[str]:
    with owner.read() as connection:
        return [kind for (kind,) in connection.exec_driver_sql("SELECT kind FROM endings ORDER BY id")]
