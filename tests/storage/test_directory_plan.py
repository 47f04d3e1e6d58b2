"""Room: tests. A page of the directory is the beginning of one index range: no table of it is ever read through."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from coordination.casework import directory
from coordination.model.directory import Asked, ServiceKey
from coordination.storage.program_facts import PROGRAM_COLUMNS
from tests.bench.directory import SEARCHES, bare_statement, fill
from tests.casework.almanac import Almanac
from tests.community import Community, make_community
from tests.databases import Store

AFTER = ServiceKey(sort="n", service_id="0" * 32)


def told(_sentence: str) -> None:
    """The bench says how far it is; a test need not hear it."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def listed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Community]:
    """Ten thousand services, as the bench makes them: enough that reading them through would cost more."""
    store: Store = request.getfixturevalue("postgres_store" if request.param == "postgresql" else "sqlite_store")
    for community in make_community(store, tmp_path_factory.mktemp("plan") / "home"):
        fill(community, 10_000, told)
        yield community


@pytest.mark.parametrize("name", SEARCHES)
@pytest.mark.parametrize("after", [None, AFTER], ids=["first", "later"])
def test_no_search_reads_the_services_through(listed: Community, name: str, after: ServiceKey | None) -> None:
    text, values = bare_statement(listed, SEARCHES[name], after)
    with listed.desk.database.read() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        explain = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
        plan = "\n".join(str(row[-1]) for row in raw.execute(f"{explain} {text}", values).fetchall())
    assert "pk_service_terms" in plan or "sqlite_autoindex_service_terms" in plan
    for through in ("SCAN services", "Seq Scan on services", "Seq Scan on service_terms", "SCAN walked"):
        assert through not in plan, plan


def test_a_search_is_one_statement_and_writes_nothing(listed: Community) -> None:
    actor = listed.actor("det_lake")
    with listed.desk.database.count() as tally:
        assert directory.find(listed.desk, actor, Asked(need="shelter")).services
    assert tally.statements == 1
    assert all(text.startswith("SELECT") for text in tally.texts)


def test_the_bench_and_the_hub_find_the_same(listed: Community) -> None:
    actor = listed.actor("det_lake")
    for asked in SEARCHES.values():
        text, values = bare_statement(listed, asked, None)
        with listed.desk.database.read() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            rows = raw.execute(text, values).fetchall()
        found = directory.find(listed.desk, actor, asked).services
        assert [one.service.name for one in found] == [row[len(PROGRAM_COLUMNS) + 2] for row in rows][: len(found)]
        assert len(found) == min(len(rows), 25)


def test_a_service_listed_by_a_person_is_found_among_many(listed: Community) -> None:
    Almanac(community=listed).service("cps", name="Zebra crossing help", needs=["transport"])
    found = directory.find(listed.desk, listed.actor("det_lake"), Asked(words="zebra"))
    assert [one.service.name for one in found.services] == ["Zebra crossing help"]
