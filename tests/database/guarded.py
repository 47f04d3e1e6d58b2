"""Room: tests. A small table under row-level security, as the protected tables of the hub are."""

from __future__ import annotations

from collections.abc import Sequence

from tests.databases import Databases
from tests.postgres import Cluster


def guard(store: Cluster, databases: Databases, cases: Sequence[str]) -> None:
    """Make `guarded` as the owner, open to the app by the cases of its transaction alone, with a row for each case."""
    with store.connect(databases.app.rpartition("/")[2]) as connection:
        connection.execute("SET ROLE coordination_owner")
        connection.execute("CREATE TABLE guarded (case_id text)")
        connection.execute("ALTER TABLE guarded ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE guarded FORCE ROW LEVEL SECURITY")
        connection.execute(
            "CREATE POLICY named ON guarded USING "
            "(case_id = ANY (string_to_array((SELECT current_setting('hub.cases', true)), ',')))"
        )
        connection.execute("GRANT ALL ON guarded TO coordination_app")
        connection.execute("RESET ROLE")
        connection.execute("INSERT INTO guarded SELECT unnest(%s::text[])", [list(cases)])
