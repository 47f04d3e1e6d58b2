"""Room: tests. The list of the law document's rows is whole."""

from __future__ import annotations

from collections import Counter

from tests.oracles.law_rows import ROWS


def test_every_section_has_its_rows_in_order() -> None:
    many = Counter(one.rpartition(".")[0] or "V" for one in ROWS)
    assert many == {
        "0": 11,
        "V": 11,
        "1.1": 3,
        "1.2": 5,
        "1.3": 2,
        "1.4": 2,
        "1.5": 10,
        "1.6": 10,
        "1.7": 8,
        "1.8": 10,
        "1.9": 7,
        "1.10": 4,
        "1.11": 12,
        "1.12": 1,
    }
    assert list(ROWS)[11:22] == [f"V{n}" for n in range(1, 12)]


def test_each_has_a_mark_and_a_line_of_its_own() -> None:
    lines = [line for _, line in ROWS.values()]
    assert len(set(lines)) == len(lines)
    assert {mark for mark, _ in ROWS.values()} == {"R", "M"}
