"""Room: tests. The list of the checklist's rows is whole."""

from __future__ import annotations

from tests.oracles.seed_rows import ROWS


def test_every_id_is_there_once_and_in_order() -> None:
    many = {"A": 15, "B": 18, "C": 16, "D": 12}
    assert list(ROWS) == [f"{letter}{n}" for letter, last in many.items() for n in range(1, last + 1)]
    assert len(ROWS) == 61


def test_each_has_a_line_of_its_own() -> None:
    assert len(set(ROWS.values())) == len(ROWS)
    assert all(line and "\n" not in line for line in ROWS.values())
