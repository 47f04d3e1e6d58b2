"""Room: tests. An agreement or an operator instrument that was ended since a backup stays ended once it is restored."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordination.casework import agreements, instruments
from coordination.model.actor import Actor
from coordination.model.ids import new_id
from coordination.model.program import Agreement
from coordination.storage import ended_since
from tests.casework.agreed import confirmed, officer, recorded
from tests.cli.drill import Drill
from tests.community import Community


def agreed(community: Community) -> dict[str, Agreement]:
    """The agreements in force of child protection, as every decision reads them, by id."""
    now = community.clock.now
    of = community.actor("sam_cps_supervisor").program.agreements
    return {one.id: one for one in of if one.ends_at > now and (one.ended_at is None or now < one.ended_at)}


def filing(community: Community) -> Actor:
    return officer(community, "sgt_lake")


def ended_since_then(drill: Drill) -> tuple[str, str, Path]:
    """An agreement that goes on, one that is ended after the backup, and the backup; an instrument is ended too."""
    community = drill.community
    goes_on, ends = (confirmed(community, recorded(community)) for _ in range(2))
    drill.checkpoint()
    manifest = drill.backup()
    agreements.end(community.desk, community.actor("pri_privacy"), ends, new_id())
    keeper = filing(community)
    filed = [one for program in instruments.listed(community.desk, keeper) for one in program.filed]
    instruments.end(
        community.desk, keeper, next(one.id for one in filed if one.program_id == keeper.program_id), new_id()
    )
    drill.checkpoint()
    return goes_on, ends, manifest


def test_what_was_ended_since_the_backup_stays_ended(drill: Drill) -> None:
    goes_on, ends, manifest = ended_since_then(drill)
    assert set(agreed(drill.community)) == {goes_on}
    with drill.elsewhere() as there:
        done = drill.restore(there, manifest, "--give-up-signed-entries")
        assert done.exit_code == 0, done.output
        for kind in (ended_since.AGREEMENT, ended_since.INSTRUMENT):
            assert f"1 of kind {kind}" in done.output
        with drill.open(there) as restored:
            assert set(agreed(restored)) == {goes_on}
            assert not filing(restored).program.live(restored.clock.now)
            read = agreements.read(restored.desk, restored.actor("pri_privacy"), ends)
            assert read.ended_at is not None
        assert there.run("access-log", "verify", "--projections").exit_code == 0


@pytest.mark.parametrize("engine_store", ["sqlite"], indirect=True)
def test_columns_of_the_backups_day_would_open_it_again(drill: Drill, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: rows that are ended close nothing by themselves."""
    goes_on, ends, manifest = ended_since_then(drill)
    monkeypatch.setattr(ended_since, "close_again", lambda _cabinet, _told: None)
    with drill.elsewhere() as there:
        assert drill.restore(there, manifest, "--give-up-signed-entries").exit_code == 0
        with drill.open(there) as restored:
            assert set(agreed(restored)) == {goes_on, ends}
            assert filing(restored).program.live(restored.clock.now)
