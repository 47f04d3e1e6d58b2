"""Room: cli. Run the migrations: Alembic, on a connection that the hub's own database room opened."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from coordination.hub import alteration

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
