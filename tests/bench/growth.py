"""Room: tests. What My cases costs as the hub grows from a thousand cases to a million, for one and the same viewer.

Two databases begin with the same thousand cases, on 200 of which the viewer is. One of them then grows in steps by
other people's cases. After each step the two take turns, so that a busy machine slows both alike; the cost is CPU, the
server's with it. Each engine by itself, and its databases go before the next one's come.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coordination.web.app import create_app
from tests.bench import lean
from tests.bench.figures import Figure, middle
from tests.bench.load import Loaded, Say, over
from tests.bench.wsgi import Caller, Cost
from tests.databases import Store

FIRST = 1_000
TARGET = 1.3
WARM = 40  # requests of each side, or as many as are measured when those are fewer
_BACKENDS = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'coordination-hub'"
)


def measure(store: Store, most: int, requests: int, say: Say) -> list[Figure]:
    """The list's cost at each step ÷ at a thousand cases, on one engine; the last step is judged."""
    every, first = [store.fresh(), store.fresh()], min(FIRST, most // 10)
    figures = []
    with over(every, first, say) as (small, grown):
        callers = [_caller(small), _caller(grown)]
        size = first
        for step in _steps(first, most):
            say(f"{grown.name}: growing to {step:,} cases")
            lean.add(grown.databases, grown.town, size + 1, step)
            size = step
            figures.append(_figure(grown.name, callers, (first, step), requests, last=step == most))
    for databases in every:
        store.drop(databases)
    return figures


def _steps(first: int, most: int) -> Iterator[int]:
    step = first * 10
    while step < most:
        yield step
        step *= 10
    yield most


def _figure(engine: str, callers: list[Caller], sizes: tuple[int, int], requests: int, *, last: bool) -> Figure:
    for _ in range(min(WARM, requests)):
        for caller in callers:
            caller.get("/cases")
    costs: tuple[list[Cost], list[Cost]] = ([], [])
    for turn in range(requests):
        for side in (0, 1) if turn % 2 else (1, 0):
            costs[side].append(callers[side].get("/cases"))
    spent = [middle([cost.cpu + cost.server for cost in side]) * 1000 for side in costs]
    waited = [middle([cost.wall for cost in side]) * 1000 for side in costs]
    return Figure(
        what=f"case list with {sizes[1]:,} cases ÷ with {sizes[0]:,}",
        engine=engine,
        value=spent[1] / spent[0],
        target=TARGET if last else None,
        detail=f"{spent[1]:.2f} ÷ {spent[0]:.2f} ms CPU with the server's; wall {waited[1]:.2f} and {waited[0]:.2f} ms",
    )


def _caller(loaded: Loaded) -> Caller:
    hub = loaded.hub
    caller = Caller(app=create_app(hub), base_url=hub.settings.public_url, token=loaded.token())
    caller.get("/cases")
    if loaded.databases.kind == "postgresql" and Path("/proc/self/schedstat").exists():
        with hub.desk.database.read() as connection:
            caller.backends = list(connection.exec_driver_sql(_BACKENDS).scalars())
    return caller
