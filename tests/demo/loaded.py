"""Room: tests. The demo's community, loaded into a database of either engine through its real migrations."""

from __future__ import annotations

from pathlib import Path

from coordination.cli.migrate import migrate
from coordination.demo import founding
from coordination.hub import Hub
from coordination.settings import Settings
from tests.databases import Databases

PROVIDER = "http://localhost:8001"


def empty(databases: Databases, home: Path) -> Settings:
    """A migrated hub with keys and nobody in it."""
    settings = Settings.read(
        {
            "COORDINATION_HOME": str(home),
            "COORDINATION_DATABASE_URL": databases.app,
            "COORDINATION_MIGRATION_URL": databases.owner,
            "COORDINATION_SEQUENCER_URL": databases.sequencer,
        }
    )
    settings.prepare_home()
    if not settings.root_key_file.exists():
        Hub.create_keys(settings)
    migrate(settings)
    return settings


def loaded(databases: Databases, home: Path) -> Settings:
    """The same with the whole community."""
    settings = empty(databases, home)
    founding.load(settings, PROVIDER)
    return settings
