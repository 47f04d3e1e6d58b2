"""Room: tests. Judges of mutants that are quick: an even cut of each oracle's cells, not all of them.

Collected by `make mutate` alone, which asks every mutant that they could meet; the whole of the cells is asked of the
rules as they are by tests/matrix and tests/policy at every change.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from coordination.model.actor import Actor
from tests.community import PEOPLE, Community
from tests.matrix import cells, legal_cells, neighbours
from tests.matrix import test_disclosures_against_oracle as disclosures
from tests.matrix import test_legal_side_against_oracle as legal
from tests.matrix import test_policy_against_oracle as table
from tests.matrix.cells import viewers
from tests.matrix.oracle import Situation, Viewer
from tests.oracles.disclosures_words import Cell
from tests.policy import test_scope_agrees as lists

PARTS, EACH = 8, 97  # of the disclosures: every 97th cell, in eight tests
ACTS, SIGHTS = 4_000, 1_500  # cells of a viewer
STEP = 40  # of the situations of partners and courts, one in forty
_CELLS: dict[int, list[Cell]] = {}


def _cut(part: int) -> list[Cell]:
    """The cells of one part; made once, before any mutant is planted."""
    if not _CELLS:
        known = list(itertools.islice(disclosures._in_the_hub(Counter()), 0, None, EACH))
        _CELLS.update({number: known[number::PARTS] for number in range(PARTS)})
    return _CELLS[part]


@pytest.mark.parametrize("part", range(PARTS))
def test_disclosures_are_what_the_law_note_says(part: int) -> None:
    for cell, shown, difference in disclosures.judged(_cut(part)):
        assert difference is not None, f"{shown}: {cell}"


@pytest.mark.parametrize("judged", [table.acts_judged, table.sights_judged, table.carried_judged])
@pytest.mark.parametrize("part", range(4))
def test_the_table_is_what_the_documents_say(
    judged: Callable[[Viewer, Actor], Iterator[str | None]], part: int
) -> None:
    most = ACTS if judged is table.acts_judged else SIGHTS
    for each in list(viewers())[part::4]:
        for wrong in itertools.islice(judged(*each), most):
            assert wrong is None


@pytest.mark.parametrize("seed", range(3))
def test_lists_and_decisions_agree(community: Community, seed: int) -> None:
    everybody = [community.actor(slug) for slug in PEOPLE]
    assert next(lists._disagreements(community, everybody, seed), None) is None


def _some(every: Callable[..., Iterator[Situation]], part: int) -> Callable[..., Iterator[Situation]]:
    """Every fortieth situation, another one for each viewer in turn."""
    turn = itertools.count(part)
    return lambda *of: itertools.islice(every(*of), next(turn) % STEP, None, STEP)


@pytest.mark.parametrize("part", range(2))
@pytest.mark.parametrize(
    ("of", "judged"),
    [
        (neighbours, neighbours.sights_judged),
        (neighbours, neighbours.acts_judged),
        (legal_cells, legal.sights_judged),
        (cells, legal.acts_judged),
    ],
    ids=["neighbours' sights", "neighbours' acts", "legal sights", "legal acts"],
)
def test_partners_and_courts_get_what_the_documents_say(
    of: ModuleType, judged: Callable[[], Iterator[str | None]], part: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(of, "situations", _some(of.situations, part))
    for wrong in judged():
        assert wrong is None
