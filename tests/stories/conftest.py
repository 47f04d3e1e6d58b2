"""Room: tests. Each story begins in a demo that was told already, on each engine in turn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import Databases, Store
from tests.demo import told


@pytest.fixture
def engine_url(engine_store: Store) -> Iterator[Databases]:
    """The database of a demo that was told already (tests/demo/told.py), for `stage`."""
    databases = told.fresh(engine_store)
    yield databases
    engine_store.drop(databases)
