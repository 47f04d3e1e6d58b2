"""Room: tests. On PostgreSQL the log has its monthly partitions ahead of time, and a late month is not forced."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime

from coordination.audit.postgresql import prepare_months
from coordination.database.engine import Database
from tests.community import Community

NOW = datetime(2040, 12, 31, 23, 59, tzinfo=UTC)  # far beyond what migrating prepared
PARTITIONS = "SELECT relid::regclass::text FROM pg_partition_tree('entry') WHERE isleaf"


def test_coming_months_have_their_partition_and_a_late_one_stays_in_the_default(community: Community) -> None:
    with (
        closing(Database.open(community.databases.owner, allow_owner=True)) as owner,
        owner.alter() as connection,
    ):
        if connection.dialect.name == "sqlite":
            prepare_months(connection, NOW)
            assert not connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name LIKE 'entry_20%'").all()
            return
        connection.exec_driver_sql(
            "INSERT INTO entry (at, actor, kind, program, action, outcome, reason, session, bytes) "
            "VALUES ('2041-02-03Z', '', 'system', '', 'a:b', 'allowed', '', '', '')"
        )
        prepare_months(connection, NOW)
        prepare_months(connection, NOW)  # again changes nothing
        found = set(connection.exec_driver_sql(PARTITIONS).scalars())
    assert {"entry_2041_01", "entry_2041_03", "entry_2042_06"} <= found
    assert "entry_2041_02" not in found
    assert "entry_2042_07" not in found
