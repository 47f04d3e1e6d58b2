"""Room: tests. 0017 up and down with data: periods, holds and purges go with it; what was purged stays destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import cases, holds
from coordination.database.engine import Database
from coordination.model.ids import new_id
from tests.casework import kept
from tests.community import make_community
from tests.databases import Store
from tests.migrations.test_0004_outbox import counts, to

MADE = {"retention_periods", "legal_holds", "purges"}


@pytest.fixture
def lived_in(engine_store: Store, tmp_path: Path) -> Iterator[Database]:
    """A community with a purge behind it and a hold; the owner's connections."""
    for community in make_community(engine_store, tmp_path / "home"):
        case, _ = kept.due(community)
        kept.purged(community, case)
        reference = cases.read(community.desk, community.actor(kept.ANA), case).header.reference
        holds.hold(community.desk, community.actor(kept.SAM), reference, "counsel", "own_counsel", new_id())
        with closing(Database.open(community.databases.owner, allow_owner=True)) as owner:
            yield owner


def test_down_and_up_again_keeps_all_but_periods_holds_and_purges(lived_in: Database) -> None:
    to(lived_in, "down", "0017")  # later revisions have tests of their own
    before = counts(lived_in)
    assert min(before[name] for name in (*MADE, "releases")) > 0
    to(lived_in, "down", "0016")
    assert counts(lived_in) == {name: count for name, count in before.items() if name not in MADE}
    to(lived_in, "up", "0017")
    assert counts(lived_in) == before | dict.fromkeys(MADE, 0)
