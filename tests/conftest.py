"""Room: tests. What every test gets: no way out to the network, no settings of this machine, both engines."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.databases import Databases, SqliteStore, Store
from tests.network_guard import stay_at_home
from tests.once import do_once
from tests.postgres import Cluster

if TYPE_CHECKING:
    from tests.community import Community

ENGINES = ("sqlite", "postgresql")


MEMORY = Path("/dev/shm")  # the folder that Linux keeps in memory
ROOM = 3 * 2**30  # bytes that must be free in it
BETWEEN_SWEEPS = 5_000  # new objects; Python's own 700 are for programs with less memory


def pytest_configure() -> None:
    """Before anything is imported by a test."""
    stay_at_home()
    work_in_memory()
    do_once()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a browser or a long proof in them come first: no process is left alone with one at the end.

    The Makefile tells xdist to keep this order (--no-loadscope-reorder); it would put the files with one test last.
    """
    long = {item.path for item in items if item.get_closest_marker("browser") or item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in long)


def pytest_collection_finish() -> None:
    """What thousands of collected tests are made of stays until the end: it is not looked through for garbage again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN_SWEEPS, 20, 20)


def work_in_memory() -> None:
    """Keep the tests' files in memory where there is room: thousands of small databases, each synced at every commit.

    What a disk keeps at a power cut is no question of the disk that the tests happen to run on: tests/faults records
    the calls and works that out. TMPDIR, when somebody set it, is left as it is.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK):
        return
    if os.statvfs(MEMORY).f_flag & os.ST_NOEXEC or shutil.disk_usage(MEMORY).free < ROOM:
        return
    # A folder of this run's own: two runs at once would clear each other's. Its processes inherit it.
    own = tempfile.mkdtemp(prefix="coordination-tests-", dir=MEMORY)
    Path(own).chmod(0o1777)  # as /tmp is: PostgreSQL works in it as another user
    os.environ["TMPDIR"] = own
    tempfile.tempdir = None  # read again from the environment
    atexit.register(_clear, own, os.getpid())


def _clear(folder: str, made_by: int) -> None:
    """Give the memory back, at the end of the process that took it and of none it forked."""
    if os.getpid() == made_by:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("COORDINATION_") and not name.startswith("COORDINATION_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres_store() -> Iterator[Cluster]:
    """This worker's own PostgreSQL cluster, started when the first test asks."""
    cluster = Cluster()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def sqlite_store(tmp_path_factory: pytest.TempPathFactory) -> SqliteStore:
    """This worker's own folder of SQLite files."""
    return SqliteStore(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(params=ENGINES)
def engine_store(request: pytest.FixtureRequest) -> Store:
    """Each engine in turn: `engine_store.make_template(name, build)` once, then `engine_store.fresh(name)`."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    return store


@pytest.fixture
def engine_url(engine_store: Store) -> Iterator[Databases]:
    """An empty database on each engine in turn, by the addresses of its app, owner and sequencer roles."""
    databases = engine_store.fresh()
    yield databases
    engine_store.drop(databases)


@pytest.fixture
def community(engine_store: Store, tmp_path: Path) -> Iterator[Community]:
    """The synthetic community on each engine in turn, with a hub at work and clients signed in."""
    from tests.community import make_community  # noqa: PLC0415 - the whole hub; tests of one room do without it

    yield from make_community(engine_store, tmp_path / "home")


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's browser. `make test` installs it, or says how."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert path, "No chromium on PATH. Run: apt-get install -y --no-install-recommends chromium fonts-liberation"
    return path
