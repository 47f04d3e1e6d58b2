"""Room: tests. The partner types beside the community's four, cell by cell against the oracle; what a release says."""

from __future__ import annotations

import ast
import itertools
from pathlib import Path

import pytest

from coordination.casework.release_words import PURPOSES
from coordination.declare.information import InformationType
from coordination.declare.regime import Regime
from coordination.policy import consents
from tests.matrix import legal_cells, oracle_of_partners
from tests.matrix.cells import REGIMES
from tests.matrix.neighbours import OWNERS, acts_judged, of_type, sights_judged
from tests.matrix.oracle_of_partners import refused_fields
from tests.policy.bugs_of_partners import PAPERS, SIGHTS


def papers_judged() -> list[str]:
    """Every owner, every pair of types, every purpose of the form: where policy and oracle differ."""
    pairs = [frozenset(pair) for pair in itertools.combinations_with_replacement(InformationType, 2)]
    return [
        f"{owner.slug} {sorted(types)} {purpose}"
        for owner, types, purpose in itertools.product((*OWNERS, of_type("child_welfare")), pairs, PURPOSES)
        if set(consents.objections(owner, types, purpose))
        != refused_fields(frozenset(owner.regimes), frozenset(types), purpose)
    ]


def test_every_sight_and_every_notice_is_what_the_documents_say() -> None:
    judged = list(sights_judged())
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 100_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


def test_every_act_is_what_the_documents_say() -> None:
    judged = list(acts_judged())
    wrong = [cell for cell in judged if cell]
    assert len(judged) > 20_000
    assert not wrong, f"{len(wrong)} of {len(judged)}: " + "\n".join(wrong[:20])


def test_every_release_is_refused_where_the_documents_stand_against_it() -> None:
    assert papers_judged() == []


def test_proceedings_are_purposes_of_the_form() -> None:
    assert set(PURPOSES) >= consents.PROCEEDINGS == oracle_of_partners.PROCEEDINGS


@pytest.mark.parametrize("bug", SIGHTS)
def test_planted_bug_in_what_is_seen_turns_the_matrix_red(monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    SIGHTS[bug][0](monkeypatch)
    assert next((cell for cell in sights_judged() if cell), None) is not None


@pytest.mark.parametrize("bug", PAPERS)
def test_planted_bug_in_what_is_released_turns_the_matrix_red(monkeypatch: pytest.MonkeyPatch, bug: str) -> None:
    PAPERS[bug][0](monkeypatch)
    assert papers_judged()


def test_this_part_of_the_oracle_imports_nothing_of_the_hub_either() -> None:
    tree = ast.parse(Path(oracle_of_partners.__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules == {"__future__", "tests.matrix.oracle"}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]


def test_every_regime_owns_something_in_one_of_the_matrices() -> None:
    here = {regime for owner in OWNERS for regime in owner.regimes}
    assert here.union(*REGIMES.values(), *legal_cells.REGIMES.values()) == set(Regime)
