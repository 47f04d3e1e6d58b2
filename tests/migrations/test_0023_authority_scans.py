"""Room: tests. 0023 up and down with data: scans of papers on file come and go, and nothing else is touched."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from coordination.casework import authority_scans
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework.test_releases import open_case
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to
from tests.uploads import paper as pdf
from tests.web.test_authority_scans import SAM, ordered


def test_down_and_up_again_keeps_all_but_the_scans(engine_store: Store, tmp_path: Path) -> None:
    for community in make_community(engine_store, tmp_path / "home"):
        case = open_case(community)
        paper, sam = ordered(community, case), community.actor(SAM)
        authority_scans.file(community.desk, sam, case, paper, {"compared": "yes"}, pdf(), new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            to(owner, "down", "0023")  # later revisions have tests of their own
            before = counts(owner)
            assert before["authorities"] == 1
            to(owner, "down", "0022")
            assert counts(owner) == {name: count for name, count in before.items() if name != "authority_scans"}
            to(owner, "up", "0023")
            assert counts(owner) == before | {"authority_scans": 0}
