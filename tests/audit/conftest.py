"""Room: tests. A fresh access log on each engine in turn."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.ground import Log, build, opened
from tests.databases import Store


@pytest.fixture
def log(engine_store: Store, tmp_path: Path) -> Iterator[Log]:
    """An empty access log, opened by the app's and the sequencer's roles."""
    engine_store.make_template("audit", build)
    databases = engine_store.fresh("audit")
    made = opened(databases, tmp_path / "second")
    yield made
    made.close()
    engine_store.drop(databases)
