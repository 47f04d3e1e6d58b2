"""Room: tests. `sweep`: by hand it does what the worker does, says how far it is, and a second time nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from coordination.casework import sweep
from coordination.cli.main import main
from coordination.storage.deadline_tables import deadlines
from tests.casework.overdue import told
from tests.casework.story import opened
from tests.community import Community, make_community
from tests.databases import SqliteStore

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)  # the command looks at the clock of this machine


@pytest.fixture
def town(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """The community."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("swept") / "home")


def run(community: Community) -> Result:
    settings = community.hub.settings
    environ = {"COORDINATION_HOME": str(settings.home), "COORDINATION_DATABASE_URL": settings.database_url}
    return CliRunner(env=environ).invoke(main, ["sweep"])


def test_the_sweep_by_hand_tells_of_each_once_and_says_how_far_it_is(
    town: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = opened(town, "ana_cps_worker")
    for _ in range(3):
        told(town, case)
    with town.desk.database.write() as connection:
        ended = {"due_at": LONG_AGO, "at_risk_at": LONG_AGO - timedelta(hours=6), "next_at": LONG_AGO}
        connection.execute(update(deadlines).values(**ended))
    monkeypatch.setattr(sweep, "BATCH", 1)
    first, second = run(town), run(town)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert first.stdout == "Told of 3 deadlines.\n"
    assert first.stderr.splitlines() == [f"{done} of 3 deadlines looked at" for done in (1, 2, 3)]
    assert (second.stdout, second.stderr) == ("Told of 0 deadlines.\n", "")
