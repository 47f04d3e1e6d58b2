"""Room: tests. The bench itself, at a size that measures nothing: each part runs and lands in the report.

What it measures is no test: a figure depends on the machine. That it can be measured is one.
"""

from __future__ import annotations

import pytest

from tests.bench import report
from tests.bench.__main__ import PARTS, measured, parser
from tests.databases import SqliteStore
from tests.postgres import Cluster

TINY = (
    "--cases=60", "--entries=200", "--services=300", "--most-cases=400", "--messages=60", "--deadlines=200",
    "--requests=3",
    "--samples=3", "--rounds=1", "--seconds=0.02", "--writers=1,2",
)  # fmt: skip
BY_ITSELF = {"decision": {""}, "score": {""}, "nodes": {"PostgreSQL"}}  # the others are measured on both engines


@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
def test_each_part_of_the_bench_runs_and_is_in_the_report(
    part: str, sqlite_store: SqliteStore, postgres_store: Cluster
) -> None:
    asked = parser().parse_args(TINY)
    figures = measured({"sqlite": sqlite_store, "postgresql": postgres_store}, asked, [part], lambda _sentence: None)
    page = report.write(figures, {}, "")
    assert {figure.engine for figure in figures} == BY_ITSELF.get(part, {"SQLite", "PostgreSQL"})
    for figure in figures:
        assert f"| {figure.what} | {figure.engine} |" in page
        assert figure.value >= 0
