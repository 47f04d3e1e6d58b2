"""Room: tests. What the tests of backups share: a hub at the real time, and a folder for its backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.hub import utc_now
from tests.cli.drill import Drill
from tests.community import Community
from tests.databases import Store


@pytest.fixture
def drill(community: Community, engine_store: Store, tmp_path: Path) -> Drill:
    """The community, and a folder for backups. The commands read the real clock, so the hub's is set to it."""
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    community.clock.now = utc_now()
    return Drill(community, engine_store, folder)
