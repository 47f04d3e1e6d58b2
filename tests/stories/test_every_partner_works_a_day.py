"""Room: tests. Issue 3: one person of each partner type signs in and does their ordinary task; four loops close.

SQLite carries the whole story, with a look at every page at 1280 and at 360 px (tests/stories/eyes.py); PostgreSQL the
loops, which is where an engine could differ.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.databases import SqliteStore
from tests.postgres import Cluster
from tests.stories import days, loops, troupe
from tests.stories.theatre import theatre

pytestmark = [pytest.mark.browser, pytest.mark.accessibility, pytest.mark.slow]

TEAM = (
    *("cac", "casa", "civil", "clinic", "court", "criminal", "detectives"),
    *("probation", "school", "therapy", "tribe", "witness"),
)
DAYS = (
    *(days.police, days.center, days.prosecutor, days.civil_attorney, days.clerk, days.guardian_ad_litem),
    *(days.probation, days.hospital, days.therapist, days.school, days.treatment, days.tribe, days.advocate),
    days.victim_witness,
)
BROUGHT = ("clinic", "detectives", "school")  # the tribe is not on the second case: it is brought to it


def test_every_partner_type_works_a_day_and_four_loops_close(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    databases = sqlite_store.fresh()
    pictures = Path(os.environ.get("COORDINATION_TEST_PICTURES", tmp_path / "pictures")) / "partners"
    with theatre(databases, tmp_path / "home", pictures) as (here, backstage):
        case = days.child_protection(here)
        backstage.team(case, *TEAM)
        for day in DAYS:
            day(here, case)
        second = backstage.open("Aspen")
        backstage.team(second, *BROUGHT)
        for loop in (loops.school, loops.hospital, loops.tribe, loops.shelter):
            loop(here, second)
        # INVARIANT: nobody of the troupe was left out; a partner type without a day would go unnoticed.
        assert set(here.pages) == {one.name for one in troupe.PLAYERS}
        assert {kind for _, _, kind in troupe.PROGRAMS.values()} == set(backstage.desk.catalog.partner_types)
        assert not here.faults, "\n".join(here.faults)
    sqlite_store.drop(databases)


def test_four_loops_close_on_postgresql_too(postgres_store: Cluster, tmp_path: Path) -> None:
    databases = postgres_store.fresh()
    with theatre(databases, tmp_path / "home", tmp_path / "pictures", looks=False) as (here, backstage):
        case = backstage.open("Aspen")
        backstage.team(case, *BROUGHT)
        for loop in (loops.school, loops.hospital, loops.tribe, loops.shelter):
            loop(here, case)
        assert not here.faults, "\n".join(here.faults)
    postgres_store.drop(databases)
