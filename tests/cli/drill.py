"""Room: tests. A hub with people at work, a backup of it, and an empty place to restore it into, on either engine."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pyrage
from click.testing import Result

from coordination.casework import cases, teams
from coordination.cli.work import checkpoint
from coordination.database.engine import Database
from coordination.hub import utc_now
from coordination.model.ids import new_id
from coordination.settings import Settings
from coordination.storage import backup_rows
from coordination.storage.cabinet import Cabinet
from tests.cli.operator import Operator, operator
from tests.community import Community, opened_on
from tests.databases import Databases, Store

KEY_FILES = ("root.key", "log.key")
Rows = Mapping[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Drill:
    """The hub that is backed up, and whoever holds the recipient's key. folder: where backups go."""

    community: Community
    store: Store
    folder: Path
    identity: Any = field(default_factory=pyrage.x25519.Identity.generate)

    @property
    def here(self) -> Operator:
        """The operator of the hub."""
        return operator(self.community.databases, self.community.hub.settings.home)

    @property
    def key_file(self) -> Path:
        """The recipient's private key, 0600."""
        return key_file(self.folder / "keys" / "recipient.txt", self.identity)

    def checkpoint(self) -> None:
        """Number and sign what is there, and copy what ended."""
        checkpoint(self.community.hub.settings)

    def backup(self, *more: str) -> Path:
        """Make a backup that must succeed; its manifest. The keys lie in another folder."""
        before = set(self.folder.glob("*.manifest"))
        words = ("--to", str(self.folder), "--keys-to", str(self.folder / "wraps"))
        done = self.here.run("backup", *words, "--recipient", str(self.identity.to_public()), *more)
        assert done.exit_code == 0, done.output
        (manifest,) = set(self.folder.glob("*.manifest")) - before
        return manifest

    @contextmanager
    def elsewhere(self, name: str = "elsewhere", *, second_path: bool = True) -> Iterator[Operator]:
        """An empty database and a clean folder with the two keys, and the second path of the hub unless told."""
        databases = self.store.fresh()
        settings, home = self.community.hub.settings, self.folder.parent / name
        home.mkdir(mode=0o700)
        for file in KEY_FILES:
            shutil.copy(settings.home / file, home / file)
        if second_path:
            shutil.copytree(settings.checkpoint_copy, home / "checkpoints-copy")
        try:
            yield operator(databases, home)
        finally:
            self.store.drop(databases)

    def restore(self, there: Operator, manifest: Path, *more: str, key: Path | None = None) -> Result:
        """Run `restore` over there."""
        keys = ("--keys-from", str(self.folder / "wraps"))
        return there.run("restore", str(manifest), "--key", str(key or self.key_file), *keys, *more)

    @contextmanager
    def open(self, there: Operator) -> Iterator[Community]:
        """The community of the restored hub."""
        databases = Databases(
            kind=self.community.databases.kind,
            app=there.environ["COORDINATION_DATABASE_URL"],
            owner=there.environ["COORDINATION_MIGRATION_URL"],
            sequencer=there.environ["COORDINATION_SEQUENCER_URL"],
        )
        with opened_on(databases, there.settings().home) as community:
            community.clock.now = utc_now() + timedelta(seconds=1)
            yield community


def key_file(path: Path, identity: object) -> Path:
    """A private key of age in a file that only its owner reads."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    path.write_text(f"# made up\n{identity}\n")
    path.chmod(0o600)
    return path


def every_row(settings: Settings) -> Rows:
    """Every row of every table, as the owner sees it, with the cases named that row-level security hides."""
    with (
        closing(Database.open(settings.migration_url, allow_owner=True)) as database,
        database.snapshot() as connection,
    ):
        cabinet = Cabinet(connection=connection, keyring=None, now=None)  # type: ignore[arg-type] # nothing is opened
        return {
            table.name: sorted(map(tuple, backup_rows._rows(connection, table, strange=False)), key=repr)
            for table in backup_rows.known_tables(cabinet)
        }


def until(reached: Callable[[], bool]) -> None:
    """Wait until it is so; a failure after a minute, rather than a test that hangs."""
    last = time.monotonic() + 60
    while not reached():
        assert time.monotonic() < last, "Nobody gets on with their work."
        time.sleep(0.01)


@contextmanager
def people_at_work(community: Community) -> Iterator[list[str]]:
    """Two workers open cases, invite and assign, as fast as they can until the block ends; the ids of their cases."""
    done, stop, failed = list[str](), Event(), list[BaseException]()
    desk, worker, boss = community.desk, community.actor("ana_cps_worker"), community.actor("sgt_lake")
    police, member = community.programs["detectives"].id, community.people["det_lake"]

    def toil() -> None:
        try:
            while not stop.is_set():
                case = cases.open_case(desk, worker, {"called": "Wren at work"}, new_id())
                teams.invite(desk, worker, case, police, new_id())
                teams.assign(desk, boss, case, member, new_id())
                done.append(case)
        except BaseException as error:  # noqa: BLE001 - it is raised again in the test's own thread
            failed.append(error)

    threads = [Thread(target=toil) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join()
        assert not failed, failed
