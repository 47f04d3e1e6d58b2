"""Room: tests. Battery B24: a flood of strangers leaves a bounded number of entries, locks nobody out, and is counted.

Counted lines: coordination/web/signin/noise.py. What a signed-in person is refused is one entry each, by promise; that
flood has a name and a session, and one click ends it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from time import perf_counter

import pytest

from coordination.casework import people
from coordination.model.ids import new_id
from coordination.web.signin import noise
from tests.casework.story import entries_of, opened
from tests.community import Community, issuer_of, make_community
from tests.databases import SqliteStore
from tests.web.gateway import gateway

FLOOD = 150
SOURCES = 20


@pytest.fixture
def here(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """One engine: what is counted never reaches the database."""
    yield from make_community(sqlite_store, tmp_path_factory.mktemp("flood") / "home")


def attacks(community: Community, count: int, source: str) -> Counter[int]:
    """So many of each: forged returns, logout notices, passkey answers, absent pages, forms without a session."""
    stranger, said = community.client(), Counter[int]()
    where = {"environ_base": {"REMOTE_ADDR": source}}
    for at in range(count):
        forged = f"/sign-in/return?state={at}&code=x&iss=https://evil.example"
        said[stranger.get(forged, **where).status_code] += 1
        said[stranger.get(f"/nothing/{at}", **where).status_code] += 1
        said[stranger.get(f"/cases/{new_id()}", **where).status_code] += 1
        said[stranger.post("/sign-in/back-channel", data={"logout_token": f"x.{at}.y"}, **where).status_code] += 1
        said[stranger.post("/cases", data={"called": "x"}, **where).status_code] += 1
    return said


def test_a_flood_of_strangers_leaves_a_handful_of_entries(here: Community) -> None:
    before = len(entries_of(here))
    said = attacks(here, FLOOD, "203.0.113.9")
    assert sum(said.values()) == 5 * FLOOD
    assert not {status for status in said if status >= 500}
    grown = len(entries_of(here)) - before
    assert 0 < grown <= 4, Counter((one["action"], one["outcome"]) for one in entries_of(here))
    here.clock.forward(minutes=1)
    attacks(here, 2, "203.0.113.9")
    counted = [one["purpose"] for one in entries_of(here) if one["purpose"].startswith("count:")]
    assert sum(int(one.partition(":")[2]) for one in counted) >= FLOOD  # nothing is forgotten, only not written singly


def test_a_flood_from_many_sources_is_bounded_by_its_sources(here: Community) -> None:
    before = len(entries_of(here))
    for at in range(SOURCES):
        attacks(here, 3, f"198.51.100.{at}")
    assert len(entries_of(here)) - before <= 4 * SOURCES


def test_a_flood_locks_nobody_out_and_slows_nobody_for_good(here: Community) -> None:
    case_id, ana = opened(here, "ana_cps_worker"), here.client("ana_cps_worker")

    def pace() -> float:
        took = []
        for _ in range(15):
            begun = perf_counter()
            assert ana.get(f"/cases/{case_id}").status_code == 200
            took.append(perf_counter() - begun)
        return sorted(took)[7]

    quiet = pace()
    attacks(here, FLOOD, "127.0.0.1")  # from the very office in which Ana works
    assert pace() < 4 * quiet + 0.5
    assert here.client("ana_cps_worker").get("/cases").status_code == 200


def test_somebody_elses_failed_tries_do_not_lock_a_person_out(here: Community) -> None:
    with gateway(here) as gate:
        attacks(here, 50, "127.0.0.1")
        assert gate.sign_in().status_code == 303
        assert gate.token()


def test_a_signed_in_flood_is_logged_by_name_and_ends_with_one_act(here: Community) -> None:
    leo = here.client("det_lake")
    for _ in range(20):
        assert leo.get(f"/cases/{new_id()}").status_code == 404
    refused = [one for one in entries_of(here) if one["outcome"] == "refused"]
    assert len(refused) == 20
    assert len({one["actor"] for one in refused}) == 1
    people.disable(here.desk, issuer_of("det_lake"), "det_lake")
    before = len(entries_of(here))
    for _ in range(20):
        assert leo.get(f"/cases/{new_id()}").status_code == 303
    assert len(entries_of(here)) == before


def test_without_the_count_the_flood_would_fill_the_log(here: Community, monkeypatch: pytest.MonkeyPatch) -> None:
    """Meta: a line for each refusal, and the same look finds it."""
    monkeypatch.setattr(
        noise.Noise, "count", lambda _self, source, kind, _now: noise.NoiseLine(source=source, kind=kind, count=1)
    )
    before = len(entries_of(here))
    attacks(here, 20, "203.0.113.9")
    assert len(entries_of(here)) - before >= 20
