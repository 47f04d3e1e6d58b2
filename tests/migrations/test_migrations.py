"""Room: tests. The migrations make exactly the tables the code means, up and down with data, on both engines."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, inspect
from sqlalchemy.schema import SchemaItem

import coordination.storage
from coordination.cli.migrate import check_current, migrate
from coordination.database.engine import Database
from coordination.database.metadata import metadata
from coordination.demo import founding, more_stories
from coordination.hub import Hub
from coordination.model.errors import Misconfigured
from coordination.settings import migrations_path
from tests.databases import Databases
from tests.demo.loaded import PROVIDER, empty, loaded

# PostgreSQL's own transaction number, which SQLAlchemy has no name for; `_ours` leaves its column out.
pytestmark = pytest.mark.filterwarnings("ignore:Did not recognize type 'xid8'")

for _module in pkgutil.iter_modules(coordination.storage.__path__, "coordination.storage."):
    importlib.import_module(_module.name)  # noqa: TID251 - so that every table is known, whoever wrote it


@pytest.fixture
def owner(engine_url: Databases) -> Iterator[Database]:
    """The owner's connections to an empty database on each engine in turn."""
    with closing(Database.open(engine_url.owner, allow_owner=True)) as database:
        yield database


@pytest.mark.slow
def test_migrations_go_up_and_down_and_up_again_with_data(
    engine_url: Databases, owner: Database, tmp_path: Path
) -> None:
    settings = loaded(engine_url, tmp_path, more_stories.STORIES)
    with owner.read() as connection:
        assert _count(connection, "cases") == 9
    migrate(settings, "base")
    with owner.read() as connection:
        assert inspect(connection).get_table_names() == ["alembic_version"]
        if engine_url.kind == "postgresql":
            left = "SELECT count(*) FROM pg_proc WHERE proname = 'access_log_is_append_only'"
            assert connection.exec_driver_sql(left).scalar() == 0
    migrate(settings)
    founding.load(settings, PROVIDER, stories=more_stories.STORIES)
    with owner.read() as connection:
        assert _count(connection, "cases") == 9


def test_referrals_go_and_come_back_and_leave_the_rest(engine_url: Databases, owner: Database, tmp_path: Path) -> None:
    """Down to 0001 with referrals in it and up again: they are gone, and no other row is."""
    settings = loaded(engine_url, tmp_path, more_stories.STORIES)
    tables = ("referrals", "referral_steps", "referral_words", "cases", "places", "entry")
    with owner.read() as connection:
        before = {table: _count(connection, table) for table in tables if table != "referral_words"}
    assert before["referrals"] == 4
    with owner.alter() as connection:
        command.downgrade(_config(connection), "0001")
    with owner.read() as connection:
        assert not [table for table in inspect(connection).get_table_names() if table.startswith("referral")]
        assert {table: _count(connection, table) for table in tables[3:]} == {one: before[one] for one in tables[3:]}
    migrate(settings)
    with owner.read() as connection:
        assert [_count(connection, table) for table in tables[:3]] == [0, 0, 0]
    assert _drift(owner) == []


def test_migrating_again_changes_nothing(engine_url: Databases, owner: Database, tmp_path: Path) -> None:
    settings = loaded(engine_url, tmp_path, more_stories.STORIES)
    with owner.read() as connection:
        before = _count(connection, "entry")
    migrate(settings)
    with owner.read() as connection:
        assert _count(connection, "entry") == before


def test_migrated_schema_is_the_schema_of_the_code(engine_url: Databases, owner: Database, tmp_path: Path) -> None:
    empty(engine_url, tmp_path)
    assert _drift(owner) == []


def test_drift_is_seen_when_a_table_is_changed_on_purpose(
    engine_url: Databases, owner: Database, tmp_path: Path
) -> None:
    empty(engine_url, tmp_path)
    with owner.alter() as connection:
        connection.exec_driver_sql("ALTER TABLE cases ADD COLUMN nickname varchar(20)")
        connection.exec_driver_sql("DROP INDEX ix_places_case_id_program_id")
    found = {change[0] for change in _drift(owner)}
    assert found == {"remove_column", "add_index"}


def test_every_constraint_and_trigger_of_the_log_is_there(
    engine_url: Databases, owner: Database, tmp_path: Path
) -> None:
    empty(engine_url, tmp_path)
    by_engine = {
        "sqlite": "SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT DISTINCT event_object_table FROM information_schema.triggers",
    }
    with owner.read() as connection:
        guarded = {str(row[0]) for row in connection.exec_driver_sql(by_engine[engine_url.kind])}
    assert {"entry", "leaf", "node", "disclosure", "concern", "checkpoint"} <= guarded


def test_head_file_names_the_newest_revision() -> None:
    """Two migrations written at once collide in this file, and are seen before they are merged."""
    scripts = ScriptDirectory(str(migrations_path()))
    assert (migrations_path() / "HEAD").read_text(encoding="utf-8").strip() == scripts.get_current_head()
    assert len(scripts.get_heads()) == 1


def test_hub_does_not_start_on_a_database_that_is_behind(engine_url: Databases, tmp_path: Path) -> None:
    settings = empty(engine_url, tmp_path)
    with closing(Hub.open(settings)) as hub:
        check_current(hub)
    migrate(settings, "base")
    with closing(Hub.open(settings)) as hub, pytest.raises(Misconfigured, match=r"no tables yet.*migrate"):
        check_current(hub)


def test_hub_does_not_start_on_a_database_from_the_future(
    engine_url: Databases, owner: Database, tmp_path: Path
) -> None:
    settings = empty(engine_url, tmp_path)
    with owner.alter() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with closing(Hub.open(settings)) as hub, pytest.raises(Misconfigured, match="revision 9999"):
        check_current(hub)


def test_failed_migration_leaves_nothing(engine_url: Databases, owner: Database) -> None:
    """A table in the way stops it in the middle; what was made before it is gone."""
    with owner.alter() as connection:
        connection.exec_driver_sql("CREATE TABLE requests (id integer)")
    with pytest.raises(Exception, match="requests"):
        _upgrade(owner)
    with owner.read() as connection:
        assert inspect(connection).get_table_names() == ["requests"]


def _upgrade(owner: Database) -> None:
    with owner.alter() as connection:
        command.upgrade(_config(connection), "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_path()))
    config.attributes["connection"] = connection
    return config


def _count(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one())


def _drift(owner: Database) -> list[tuple[str, ...]]:
    """What alembic's autogenerate would still change. Of the log's partitions see tests/audit."""
    with owner.read() as connection:
        options = {"compare_type": True, "include_object": _ours}
        context = MigrationContext.configure(connection, opts=options)
        return [tuple(change) for change in compare_metadata(context, metadata)]


def _ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, _compare_to: SchemaItem | None) -> bool:
    """All but what PostgreSQL alone has: months of the entry, and the transaction each entry came with."""
    table = item if isinstance(item, Table) else getattr(item, "table", None)
    belongs = table.name if isinstance(table, Table) else ""
    if kind == "table" and reflected:
        return not belongs.startswith("entry_")
    return not (belongs == "entry" and name in {"xid", "entry_order"})
