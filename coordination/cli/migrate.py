"""Room: cli. Run the migrations: Alembic, on a connection that the hub's own database room opened."""

from __future__ import annotations

import os

import click
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from coordination.hub import Hub, alteration, prepare_log
from coordination.model.errors import Misconfigured
from coordination.settings import Settings, migrations_path


def migrate(settings: Settings, revision: str = "head") -> None:
    """Bring the database of `settings` to `revision`, as the owner role on PostgreSQL. All or nothing."""
    with alteration(settings) as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations_path()).replace("%", "%%"))
        config.attributes["connection"] = connection
        if revision == "base":
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
    if revision != "base":
        prepare_log(settings)


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database up to date. On PostgreSQL it works as the owner role (COORDINATION_MIGRATION_URL)."""
    migrate(Settings.read(os.environ))
    click.echo("The database is up to date.")


def knows(revision: str) -> bool:
    """Whether this installation has a migration of this name."""
    return revision in {each.revision for each in ScriptDirectory(str(migrations_path())).walk_revisions()}


def check_current(hub: Hub) -> None:
    """Misconfigured unless the database has every migration of this installation, and none that it does not know."""
    newest = ScriptDirectory(str(migrations_path())).get_current_head()
    with hub.desk.consulting() as cabinet:
        found = MigrationContext.configure(cabinet.connection).get_current_revision()
    if found != newest:
        before = "has no tables yet" if found is None else f"is at revision {found}, and this hub needs {newest}"
        raise Misconfigured(f"The database {before}. Run: python -m coordination migrate")
