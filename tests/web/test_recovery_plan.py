"""Room: tests. The recovery plan, made from the page of plans and read there by whom a release names (seed C14)."""

from __future__ import annotations

from pathlib import Path

from coordination.casework import releases
from coordination.model.ids import new_id
from tests.casework.story import assigned, opened
from tests.casework.test_releases import paper
from tests.community import Community, make_community
from tests.databases import SqliteStore

ANA = "ana_cps_worker"


def test_recovery_plan_is_made_and_is_read_by_whom_a_release_names(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    for community in make_community(sqlite_store, tmp_path / "home"):
        _story(community)


def _story(community: Community) -> None:
    """HHS guide, recovery services teams (seed C14): built around what the young person hopes for."""
    case = assigned(community, opened(community, ANA), "cac", "sup_harbor", "coo_harbor")
    assigned(community, case, "detectives", "sgt_lake", "det_lake")
    ana, address = community.client(ANA), f"/cases/{case}/records/new"
    assert "form=recovery_plan" in ana.get(f"/cases/{case}/plans").text
    steps = {"form": "recovery_plan", "steps": "canary-drop-in-on-thursdays", "team_asked": "yes"}
    refused = ana.send(address, steps)
    assert refused.status_code == 422
    assert "canary-drop-in-on-thursdays" in refused.text
    assert ana.send(address, {**steps, "hopes": "canary-to-cook"}).status_code == 303
    mine = ana.get(f"/cases/{case}/plans").text
    shown = mine[mine.index('<h2 id="recovery">') :]
    assert all(word in shown for word in ("canary-to-cook", "canary-drop-in-on-thursdays", "recovery services team"))
    for other in ("coo_harbor", "det_lake"):
        assert "canary-to-cook" not in community.client(other).get(f"/cases/{case}/plans").text
    desk, named = community.desk, paper(community, ("cac",), ("service_plan",))
    given = releases.record(desk, community.actor(ANA), case, named, new_id())
    assert "canary-to-cook" in community.client("coo_harbor").get(f"/cases/{case}/plans").text
    assert "canary-to-cook" not in community.client("det_lake").get(f"/cases/{case}/plans").text
    releases.revoke(desk, community.actor(ANA), case, given, "oral", new_id())
    assert "canary-to-cook" not in community.client("coo_harbor").get(f"/cases/{case}/plans").text
