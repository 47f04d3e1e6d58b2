"""Room: tests. Each story begins in a demo that was told already, on each engine in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases, SqliteStore, Store
from tests.demo import told
from tests.stories.booth import Booth, booth_at


@pytest.fixture
def engine_url(engine_store: Store) -> Iterator[Databases]:
    """The database of a demo that was told already (tests/demo/told.py), for `stage`."""
    databases = told.fresh(engine_store)
    yield databases
    engine_store.drop(databases)


@pytest.fixture(scope="module")
def booth(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Booth]:
    """One booth for the stories of a file."""
    with booth_at(sqlite_store, tmp_path_factory.mktemp("booth")) as found:
        yield found
