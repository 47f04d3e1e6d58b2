"""Room: tests. 0016 up and down with data: policies come and go, and no row is touched."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from coordination.database.engine import Database
from coordination.database.metadata import metadata
from coordination.database.net import Net, net_of
from tests.casework.posted import case_with_a_locked_type
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to
from tests.storage.netted import about_a_case

PROTECTED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity"


@pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")
def test_down_and_up_again_touches_policies_and_no_row(engine_store: Store, tmp_path: Path) -> None:
    later = {"authority_scans", "legal_holds", "purges", "staging_entries"}  # of 0017, 0019 and 0023
    sealed = {table.name for table in metadata.sorted_tables if net_of(table) is Net.SEALED} - later
    every = {table.name for table in about_a_case()} - later
    for community in make_community(engine_store, tmp_path / "home"):
        case_with_a_locked_type(community)
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            to(owner, "down", "0016")  # later revisions have tests of their own
            before = counts(owner)
            assert min(before["places"], before["outbox"], before["cases"]) > 0
            for way, revision, kept, shown in (("down", "-1", sealed, True), ("up", "0016", every, False)):
                to(owner, way, revision)
                assert counts(owner) == before
                if community.databases.kind == "postgresql":
                    with owner.read() as connection:
                        assert set(connection.exec_driver_sql(PROTECTED).scalars()) == kept
                    assert _shown_to_nobody(community.databases.app) is shown


def _shown_to_nobody(url: str) -> bool:
    """Whether a transaction on nobody's behalf is shown who is on which case."""
    with closing(Database.open(url)) as database, database.read() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM places LIMIT 1").first() is not None
