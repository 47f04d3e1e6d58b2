"""Room: tests. Directory search ÷ its bare query: the same statement on the driver, rows as they come.

What the hub adds is the judgement, the choice of terms, and a page of `ServiceFacts` instead of tuples. Calls take
turns on one engine, one process; the figure is the ratio of the medians. A page is 25 services and one more.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coordination.casework import directory
from coordination.database.engine import Database
from coordination.database.types import microseconds
from coordination.model.counties import COUNTIES
from coordination.model.directory import LANGUAGES, NEEDS, Asked, Offering, ServiceKey
from coordination.storage.directory import PAGE, page_query
from coordination.storage.directory_tables import service_terms, services
from coordination.storage.directory_terms import facts_of_terms, sort_of, terms_of
from tests.bench.bulk import Filler
from tests.bench.figures import Figure, middle
from tests.community import START, Community, make_community
from tests.databases import Store

TARGET = 2.0
BATCH = 5_000
KINDS = ("House", "Center", "Clinic", "Line", "Project", "Path", "Circle", "Bridge")
PLACES = ("North", "River", "Harbor", "Prairie", "Lakes", "Pine", "Iron", "Valley", "Granite", "Meadow")
Say = Callable[[str], None]

SEARCHES = {
    "need and county": Asked(need="shelter", county="27053"),
    "county and language": Asked(county="27137", language="som"),
    "need and two words": Asked(need="legal", words="harbor clinic"),
    "room now": Asked(need="housing", county="27123", available=True),
    "everything, first page": Asked(),
}


MIDDLE = ServiceKey(sort="meadow", service_id="0" * 32)


def measure(store: Store, count: int, requests: int, say: Say) -> list[Figure]:
    """The ratio for each search on one engine, over `count` services."""
    with TemporaryDirectory(prefix="bench-directory-") as folder:
        for community in make_community(store, Path(folder) / "home"):
            fill(community, count, say)
            return [_figure(community, name, asked, count, requests, say) for name, asked in SEARCHES.items()] + [
                _figure(community, "a page in the middle", Asked(), count, requests, say, after=MIDDLE)
            ]
    return []


def fill(community: Community, count: int, say: Say) -> None:
    """List `count` services of all programs, each with its terms, and let the engine learn about them."""
    chance, programs = random.Random(7), sorted(program.id for program in community.programs.values())
    filler, at = Filler(community.databases), microseconds(START)
    for first in range(0, count, BATCH):
        rows, terms = [], []
        for number in range(first, min(count, first + BATCH)):
            made, id_ = _service(chance, number), f"{chance.getrandbits(128):032x}"
            said = [" ".join(sorted(words)) for words in (made.needs, made.areas, made.languages)]
            rows.append((
                id_, programs[number % len(programs)], made.name, sort_of(made.name), *said, made.about,
                made.eligibility, made.hours, made.number, made.capacity, made.available, at,
                "", "", at, None, at, None, "", "",
            ))  # fmt: skip
            terms += [(term, sort_of(made.name), id_) for term in sorted(terms_of(made))]
        filler.write(services, rows)
        filler.write(service_terms, terms)
        say(f"{community.databases.kind}: {min(count, first + BATCH):,} of {count:,} services")
    filler.close()
    with closing(Database.open(community.databases.owner, allow_owner=True)) as owner, owner.alter() as connection:
        connection.exec_driver_sql("ANALYZE")


def _service(chance: random.Random, number: int) -> Offering:
    name = f"{chance.choice(PLACES)} {chance.choice(KINDS)} {number}"
    return Offering(
        name=name,
        needs=frozenset(chance.sample(sorted(NEEDS), chance.randint(1, 2))),
        areas=frozenset(chance.sample(sorted(COUNTIES), chance.randint(1, 4))),
        about="Open to young people who ask, without a form.",
        eligibility="12 to 17 years",
        languages=frozenset(chance.sample(sorted(LANGUAGES), 2)),
        hours="Always",
        number="218-555-0100",
        capacity=10,
        available=chance.choice((0, 0, 1, 3)),
    )


def _figure(
    community: Community,
    name: str,
    asked: Asked,
    count: int,
    requests: int,
    say: Say,
    after: ServiceKey | None = None,
) -> Figure:
    hub, bare = _timed(community, asked, after, requests)
    say(f"{community.databases.kind}: {name}")
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[community.databases.kind]
    return Figure(
        what=f"directory search ÷ bare query, {name}",
        engine=engine,
        value=middle(hub) / middle(bare),
        target=TARGET,
        detail=f"{middle(hub) * 1e3:.2f} ÷ {middle(bare) * 1e3:.2f} ms over {count:,} services",
    )


def _timed(
    community: Community, asked: Asked, after: ServiceKey | None, requests: int
) -> tuple[list[float], list[float]]:
    desk, actor = community.desk, community.actor("det_lake")
    hub: list[float] = []
    plain: list[float] = []
    text, values = bare_statement(community, asked, after)
    warm = min(20, requests)
    for turn in range(requests + warm):
        for side in (0, 1) if turn % 2 else (1, 0):
            began = time.perf_counter()
            if side:
                with desk.database.read() as connection:
                    raw: Any = connection.connection.driver_connection
                    rows = raw.execute(text, values).fetchall()
            else:
                found = directory.find(desk, actor, asked, after).services
            spent = time.perf_counter() - began
            if turn >= warm:
                (plain if side else hub).append(spent)
    assert len(found) == min(len(rows), PAGE)
    return hub, plain


def bare_statement(community: Community, asked: Asked, after: ServiceKey | None) -> tuple[str, Any]:
    """The statement as text with its values, as the driver takes it."""
    terms = facts_of_terms(asked)
    query = page_query(len(terms), fresh=asked.available, after=after is not None, size=PAGE + 1)
    desk = community.desk
    values: dict[str, Any] = {f"term{number}": term for number, term in enumerate(terms)}
    values |= {"now": desk.now, "fresh": desk.now}
    if after is not None:
        values |= {"after_sort": after.sort, "after_id": after.service_id}
    with desk.database.read() as connection:
        compiled = query.params(values).compile(dialect=connection.dialect)
        bound = {
            name: how(value) if (how := compiled._bind_processors.get(name)) and callable(how) else value
            for name, value in compiled.params.items()
        }
        names = compiled.positiontup
        return str(compiled), tuple(bound[name] for name in names) if names is not None else bound
