"""Room: tests. The demo's whole community, loaded once an engine, for tests that only look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from coordination.demo.calendar import Calendar
from coordination.demo.village import Village
from coordination.hub import Hub, utc_now
from tests.conftest import ENGINES
from tests.databases import Store
from tests.demo import told
from tests.demo.loaded import PROVIDER, Demo


@pytest.fixture(scope="session", params=ENGINES)
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The loaded community on one engine, today."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    databases, settings = told.copied(store, tmp_path_factory.mktemp("demo") / "home")
    with closing(Hub.open(settings)) as hub:
        yield Demo(hub=hub, settings=settings, village=Village(hub.desk, Calendar(utc_now()), PROVIDER))
    store.drop(databases)
