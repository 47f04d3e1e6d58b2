"""Room: tests. Maine's agencies for tests of pages that only read and add: built once a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.community import make_community
from tests.databases import SqliteStore
from tests.maine import Maine, settle


@pytest.fixture(scope="module")
def maine(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maine]:
    """Maine's agencies, once: each test has a case of its own. No SQL is new here."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("maine") / "home"):
        yield settle(community)
