"""Room: tests. The directory's doors by themselves: every person before every program's things, every cell of them.

The whole matrix samples its cells; these few are tried all, each round, so that a keeper of too much is seen at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.model.actor import Role
from tests.community import make_community
from tests.databases import Store
from tests.matrix.directory_doors import DIRECTORY_DOORS
from tests.matrix.sites import Ground, Site
from tests.matrix.staff_doors import STAFF_DOORS
from tests.matrix.trial import cells, tried

ENDPOINTS = {name for name, _ in (*DIRECTORY_DOORS, *STAFF_DOORS)}
EVERY = {"sqlite": 1, "postgresql": 4}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def ground(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The community, built once an engine."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    for community in make_community(store, tmp_path_factory.mktemp("directory") / "home"):
        found = Ground(community)
        yield found
        found.close()


@pytest.fixture(scope="module")
def sites(ground: Ground) -> dict[str, Site]:
    """The one site beside which the directory is filled."""
    return ground.sites(("member",))


def test_everybody_reads_the_directory_and_each_keeps_only_the_own_entry(
    ground: Ground, sites: dict[str, Site]
) -> None:
    community = ground.community
    asked = [cell for cell in cells(community, sites) if cell[0] in ENDPOINTS]
    count, wrong = tried(ground, asked, community.app, EVERY[community.databases.kind])
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:60])
    assert count > 900 // EVERY[community.databases.kind]


def test_a_supervisor_who_kept_every_entry_would_be_found(
    ground: Ground, sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard broken on purpose: whoever is a supervisor keeps all of them."""
    for room in ("directory", "on_call", "designations"):
        monkeypatch.setattr(f"coordination.casework.{room}.keeps", lambda actor, _: actor.role is Role.SUPERVISOR)
    community = ground.community
    few = [
        cell for cell in cells(community, sites) if cell[0] == "directory.verify_service" and cell[1].slug == "sgt_lake"
    ]
    _, wrong = tried(ground, few, community.app, 1)
    assert wrong
