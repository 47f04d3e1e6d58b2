"""Room: tests. Battery B13: an agency's key changes while people file, and some of their processes are killed half-way.

Between any two steps of the rotation one process files on and another is killed in the middle of an act. Afterwards
nothing acknowledged is lost or unreadable, and no data key of the agency lies under the old key, the newest included.
Killing the rotation itself: tests/cli/test_keys_rotate.py.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coordination.crypto.keyring import wraps
from coordination.model.errors import Unavailable
from coordination.storage import record_tables, rewraps
from coordination.storage.cabinet import Cabinet
from tests.casework.story import opened
from tests.cli.drill import every_row
from tests.cli.operator import operator
from tests.community import Community, make_community
from tests.databases import SqliteStore
from tests.faults.nursery import Hired, Nursery, environ_of
from tests.faults.soundness import acknowledged, faults

pytestmark = [pytest.mark.slow]
VICTIMS = 3


def rotated(community: Community, nursery: Nursery, monkeypatch: pytest.MonkeyPatch) -> tuple[int, list[str]]:
    """Rotate under writers, killing some; how many were killed, and every promise broken."""
    home, kind = community.hub.settings.home, community.databases
    environ = environ_of(home, kind.app, kind.sequencer)
    here = operator(kind, home)
    agency = community.agencies["north_county"]
    before = {row[0]: row[1] for row in every_row(here.settings())["agency_keys"]}[agency]
    for _ in range(6):
        opened(community, "ana_cps_worker")
    writers = [nursery.hire(environ) for _ in range(VICTIMS + 1)]
    for writer in writers:
        writer.do("open")
        writer.do("file")
    steady, victims, killed = writers[0], writers[1:], list[Hired]()
    step = rewraps.facts_of_cases

    def between(cabinet: Cabinet, after: str) -> list[str]:
        if victims:
            victim = victims.pop()
            victim.tell("open")
            time.sleep(0.004 * len(victims))  # at three different moments of the act
            victim.kill()
            killed.append(victim)
            steady.do("open")
            steady.do("file")
        return step(cabinet, after)

    with monkeypatch.context() as patch:
        patch.setattr(rewraps, "MOST", 3)
        patch.setattr(rewraps, "facts_of_cases", between)
        done = here.run("keys", "rotate", "agency", "north_county")
    assert done.exit_code == 0, done.output
    steady.do("open")
    steady.do("file")
    steady.line.close()
    broken = faults(here.settings(), acknowledged(home), reader=kind.superuser)
    return len(killed), [*broken, *left_under(community, before)]


def left_under(community: Community, before: bytes) -> list[str]:
    """Data keys of the agency that the old key opens still, and a frame that holds two keys."""
    agency, ring = community.agencies["north_county"], community.desk.keyring
    rows = every_row(operator(community.databases, community.hub.settings.home).settings())
    after = {row[0]: row[1] for row in rows["agency_keys"]}[agency]
    names = [column.name for column in record_tables.data_keys.columns]
    keys = [dict(zip(names, row, strict=True)) for row in rows["data_keys"]]
    old = [
        key["id"]
        for key in keys
        if key["agency_id"] == agency and not ring.lies_under(agency, after, key["id"], key["wrapped"])
    ]
    assert len(keys) > VICTIMS
    return [
        *(f"{key} lies under the old key" for key in old),
        *(["two keys"] if len(wraps(after)) != 1 or after == before else []),
    ]


def test_writers_killed_during_a_rotation_lose_nothing_they_acknowledged(
    community: Community, nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed, broken = rotated(community, nursery, monkeypatch)
    assert killed == VICTIMS
    assert broken == []


def test_a_rotation_that_leaves_some_behind_is_found(
    sqlite_store: SqliteStore, tmp_path: Path, nursery: Nursery, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: one step wraps nothing anew, and the old key is given up all the same; what lay under it opens no more."""
    wrap: Callable[..., int] = rewraps.data_keys_under_newest
    calls: list[int] = []

    def lazy(*given: object) -> int:
        calls.append(1)
        return 0 if len(calls) == 1 else wrap(*given)

    monkeypatch.setattr(rewraps, "data_keys_under_newest", lazy)
    for community in make_community(sqlite_store, tmp_path / "home"):
        with pytest.raises(Unavailable):
            rotated(community, nursery, monkeypatch)
