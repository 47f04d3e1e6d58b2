"""Room: tests. A nursery of clerks for all tests of faults, and a prepared hub on SQLite to be copied and broken."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.community import make_community
from tests.databases import SqliteStore
from tests.faults.breakable import Breakable
from tests.faults.nursery import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """A warm process that forks clerks."""
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: an fsync is then only counted on, as strace sees it, and costs nothing."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(prefix="coordination-faults-", dir=memory if os.access(memory, os.W_OK) else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def base(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a hub with the community and no cases, on SQLite, all of it on disk. To be copied, never used."""
    home = tmp_path_factory.mktemp("base") / "home"
    with contextmanager(make_community)(sqlite_store, home) as community:
        file = Path(community.databases.app.removeprefix("sqlite:///"))
        community.hub.close()
        assert not file.with_name(file.name + "-wal").exists()
        shutil.copy(file, home / "hub.db")
    return home


@pytest.fixture(scope="session")
def breakable_cluster() -> Iterator[Breakable]:
    """A PostgreSQL cluster of our own, which tests stop and start."""
    cluster = Breakable()
    yield cluster
    cluster.stop()
