"""Room: tests. The oracle of disclosures answers as the note says, and an example holds every row of its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from tests.oracles.disclosures import TABLES, Tables, expected
from tests.oracles.disclosures_bounds import EVERYTHING, LAW_SLUGS, REGIMES, TYPE_BOUNDS, Bound
from tests.oracles.disclosures_cells import cells
from tests.oracles.disclosures_examples import Example
from tests.oracles.disclosures_examples_floor import FLOOR
from tests.oracles.disclosures_examples_state import STATES, STATUTES
from tests.oracles.disclosures_law import LAW, NOT_ENCODED
from tests.oracles.disclosures_papers import NOT_COURTS, PAPERS
from tests.oracles.disclosures_words import ABSENT, KINDS, OPEN, PARTNERS, SIDES, TYPES

EXAMPLES = [*FLOOR, *STATUTES, *STATES]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.promise)
def test_the_promise_is_kept(example: Example) -> None:
    assert expected(example.cell) == example.answer, example.cite


def test_no_promise_stands_twice() -> None:
    assert len({example.promise for example in EXAMPLES}) == len(EXAMPLES)
    assert len({example.cell for example in EXAMPLES}) == len(EXAMPLES)


def test_every_word_is_of_the_vocabulary() -> None:
    assert len(TYPES) == len(set(TYPES)) == 27
    assert set(PAPERS) == set(KINDS)
    assert {row.slug for row in LAW} == LAW_SLUGS
    assert {regime for side in SIDES.values() for regime in side.regimes} == set(REGIMES)
    assert {side.partner for side in SIDES.values()} == PARTNERS
    assert all(bound.allows <= EVERYTHING for bound in [*REGIMES.values(), *TYPE_BOUNDS.values()])
    assert set(TYPE_BOUNDS) <= set(TYPES)
    assert all(types <= set(TYPES) for types in [*(r.types for r in LAW), *(r.types for r in PAPERS.values())])


def test_every_row_says_where_it_comes_from() -> None:
    rows: list[Any] = [*REGIMES.values(), *TYPE_BOUNDS.values(), *PAPERS.values(), *LAW]
    assert [row for row in rows if not (row.cite and row.line)] == []
    assert [row for row in LAW if row.mark not in {"R", "U"}] == []
    assert [row for row in NOT_ENCODED if not (row.what and row.cite and row.why)] == []


def test_there_are_cells_enough_and_all_three_answers_occur_in_number() -> None:
    seen = {OPEN: 0, "known": 0, ABSENT: 0}
    for cell in cells():
        answer = expected(cell)
        seen[answer.shown] += 1
        assert bool(answer.authorities) == (answer.shown == OPEN)
    print(f"{sum(seen.values()):,} cells: {seen}")
    assert 150_000 <= sum(seen.values()) <= 500_000
    assert min(seen.values()) > 10_000


def _without(rows: Mapping[str, Any], key: str) -> dict[str, Any]:
    return {name: row for name, row in rows.items() if name != key}


def _with(**changes: object) -> Tables:
    """The tables with one of them changed."""
    rows: dict[str, Any] = changes
    return replace(TABLES, **rows)


def _bounds_broken() -> Iterator[tuple[str, Tables]]:
    for name, rows in (("regimes", REGIMES), ("types", TYPE_BOUNDS)):
        for key, bound in rows.items():
            yield f"{key} binds nobody", _with(**{name: _without(rows, key)})
            if bound.allows:
                shut: dict[str, Bound] = {**rows, key: replace(bound, allows=frozenset())}
                yield f"{key} lets nothing through", _with(**{name: shut})


# What a row asks for, and the same row asking for nothing.
LOOSE: dict[str, Any] = {
    "recipients": PARTNERS,
    "types": frozenset(TYPES),
    "government": frozenset(),
    "noted_for": frozenset(),
    "states": frozenset(),
    "agreement": False,
    "part_2_only": False,
    "tribal_side": False,
}


def _papers_broken() -> Iterator[tuple[str, Tables]]:
    for kind, row in PAPERS.items():
        yield f"{kind} opens nothing", _with(papers=_without(PAPERS, kind))
        for name, loose in LOOSE.items():
            asks = getattr(row, name)
            if asks not in (loose, NOT_COURTS):
                broken = {**PAPERS, kind: replace(row, **{name: loose})}
                yield f"{kind} asks nothing of {name}", _with(papers=broken)


def _law_broken() -> Iterator[tuple[str, Tables]]:
    loose: dict[str, Any] = {"recipients": PARTNERS, "types": frozenset(TYPES), "agreement": False, "government": False}
    for at, row in enumerate(LAW):
        yield f"{row.slug} opens nothing", _with(law=LAW[:at] + LAW[at + 1 :])
        for name, value in {**loose, "jurisdiction": "us_federal"}.items():
            if getattr(row, name) != value:
                asking: dict[str, Any] = {name: value}
                broken = replace(row, **asking)
                yield f"{row.slug} asks nothing of {name}", _with(law=(*LAW[:at], broken, *LAW[at + 1 :]))


def _sets_broken() -> Iterator[tuple[str, Tables]]:
    for name in ("never_locked", "client_fact", "step_up", "readers"):
        for word in sorted(getattr(TABLES, name)):
            yield f"{name} without {word}", _with(**{name: getattr(TABLES, name) - {word}})
    for role in ("administrator", "auditor", "privacy_officer"):
        yield f"{role} reads", _with(readers=TABLES.readers | {role})


BROKEN = [*_bounds_broken(), *_papers_broken(), *_law_broken(), *_sets_broken()]


@pytest.mark.parametrize("tables", [tables for _, tables in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_row_broken_on_purpose_is_noticed_by_an_example(tables: Tables) -> None:
    assert any(expected(example.cell, tables) != example.answer for example in EXAMPLES)
