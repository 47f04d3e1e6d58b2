"""Room: tests. The demo told once an engine and process, in its own folder, to be copied for each file and story.

It is told as `make run` tells it (cli/demo.py), which tests/cli/test_run_demo.py starts from nothing. For a story a
copy is another demo on another port: the roster is pointed at its provider there, as at every start.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from coordination.casework import alarms
from coordination.cli.migrate import migrate
from coordination.cli.work import checkpoint
from coordination.demo import founding
from coordination.hub import DEMO_MARK, Hub
from coordination.settings import Settings
from tests.databases import Databases, SqliteStore, Store
from tests.demo.loaded import PROVIDER

TEMPLATE = "told"
_of_postgresql: set[str] = set()  # addresses of the databases that hold the demo


def addresses(databases: Databases) -> dict[str, str]:
    """What the demo is told of its database: nothing on SQLite, where it lies in its folder."""
    if databases.kind == "sqlite":
        return {}
    return {
        "COORDINATION_DATABASE_URL": databases.app,
        "COORDINATION_MIGRATION_URL": databases.owner,
        "COORDINATION_SEQUENCER_URL": databases.sequencer,
    }


def fresh(store: Store) -> Databases:
    """A database in which the demo is told already, on PostgreSQL; on SQLite it comes with its folder."""
    if isinstance(store, SqliteStore):
        return store.fresh()
    store.make_template(TEMPLATE, _tell_on_postgresql)
    databases = store.fresh(TEMPLATE)
    _of_postgresql.add(databases.app)
    return databases


def copied(store: Store, home: Path) -> tuple[Databases, Settings]:
    """A copy for tests of this process, which serve no demo: its folder bears no mark."""
    databases = fresh(store)
    shutil.copytree(_told_on_sqlite() if databases.kind == "sqlite" else _home("postgresql"), home)
    (home / DEMO_MARK).unlink()
    return databases, Settings.read({"COORDINATION_HOME": str(home), **addresses(databases)})


def move_in(databases: Databases, home: Path, environ: Mapping[str, str], provider: str) -> None:
    """Make `home` the folder of a demo that was told already, whose people sign in at `provider`.

    An empty database on PostgreSQL is left to the demo, which then tells it itself.
    """
    if databases.kind == "sqlite":
        shutil.copytree(_told_on_sqlite(), home)
    elif databases.app in _of_postgresql:
        shutil.copytree(_home("postgresql"), home)
    else:
        return
    with closing(Hub.open(Settings.read(environ))) as hub:
        founding.point(hub.desk, provider)
        alarms.raise_due(hub.desk)  # what its worker would tell of in its first minute, while the story reads


@cache
def _home(kind: str) -> Path:
    return Path(tempfile.mkdtemp(prefix=f"coordination-told-{kind}-")) / "home"


@cache
def _told_on_sqlite() -> Path:
    home = _home("sqlite")
    _tell({"COORDINATION_HOME": str(home)})
    return home


def _tell_on_postgresql(databases: Databases) -> None:
    _tell({"COORDINATION_HOME": str(_home("postgresql")), **addresses(databases)})


def _tell(environ: Mapping[str, str]) -> None:
    settings = Settings.read(environ)
    founding.prepare(settings)
    migrate(settings)
    founding.load(settings, PROVIDER)
    checkpoint(settings)
    founding.finish(settings)
