"""Room: tests. The law table of the help: each row of the law notes once, as a rule or a question for counsel.

What the notes have from memory alone is nowhere encoded without its question.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from coordination.casework.rules_file import of_plugins
from coordination.settings import DEFAULT_PLUGINS
from coordination.web.help_text import FOLDER
from tests.oracles.law_rows import ROWS

ROOT = FOLDER.parent.parent
TABLE = FOLDER / "27-law-table.md"
NOT_ENCODED = re.compile(r"not encoded: ", re.IGNORECASE)


def rows(text: str) -> list[list[str]]:
    """The cells of the table's rows: id, what the law says, source, rule, test."""
    return [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in text.splitlines()
        if re.match(r"\| (V|\d)", line)
    ]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


@cache
def words() -> str:
    """Everything that the hub and its plugins say in code, without the questions for counsel."""
    files = [*(ROOT / "coordination").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return re.sub(r'NotEncoded\(\s*slug="\w+"', "", text)


@cache
def questions() -> frozenset[str]:
    return frozenset(gap.slug for _, gap in of_plugins(DEFAULT_PLUGINS).rulebook.not_encoded)


def is_rule(name: str) -> bool:
    """A slug that stands in code, or the name of something made there."""
    made = rf"^\s*(?:def |class )?{re.escape(name)}\b\s*[:=(]"
    return f'"{name}"' in words() or re.search(made, words(), re.MULTILINE) is not None


def faults(text: str) -> list[str]:
    """What is wrong with the table, as sentences."""
    table = rows(text)
    ids = [row[0] for row in table]
    found = [f"{one} is missing" for one in ROWS if one not in ids]
    found += [f"{one} stands there twice or is unknown" for one in ids if ids.count(one) > 1 or one not in ROWS]
    for number, _, source, cell, test in table:
        rules, _, gaps = cell.partition(next(iter(NOT_ENCODED.findall(cell)), "\0"))
        found += [f"{number}: no rule {one}" for one in code(rules) if not is_rule(one)]
        found += [f"{number}: no question {one}" for one in code(gaps) if one not in questions()]
        found += [f"{number}: no test {one}" for one in code(test) if not (ROOT / one).is_file()]
        found += [f"{number}: names neither a rule nor a question"] if not code(cell) else []
        found += [f"{number}: a rule without a test"] if code(rules) and not code(test) else []
        found += [f"{number}: no source"] if not source else []
        memory = ROWS.get(number, ("R", ""))[0] == "M"
        found += [f"{number}: from memory, without a question"] if memory and not code(gaps) else []
    return found


def test_each_row_of_the_law_is_a_rule_with_its_test_or_a_question_for_counsel() -> None:
    assert not faults(TABLE.read_text(encoding="utf-8"))


def test_every_question_stands_in_the_matrix_with_its_reason() -> None:
    matrix = (FOLDER / "30-matrix.md").read_text(encoding="utf-8")
    asked = {gap.slug: gap.ask for _, gap in of_plugins(DEFAULT_PLUGINS).rulebook.not_encoded}
    named = {one for row in rows(TABLE.read_text(encoding="utf-8")) for one in code(row[3]) if one in asked}
    assert len(named) > 40
    assert not [one for one in named if asked[one] not in matrix]


T = "`tests/web/test_law_table.py`"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (f"| V1 | x | s | `no_such_rule` | {T} |", "V1: no rule no_such_rule"),
        (f"| V1 | x | s | `voca_rest` | {T} |", "V1: no rule voca_rest"),
        ("| V1 | x | s | Not encoded: `no_question` | - |", "V1: no question no_question"),
        ("| V1 | x | s | `youth_shelter_never` | - |", "V1: a rule without a test"),
        ("| V1 | x | s | `youth_shelter_never` | `tests/none.py` |", "V1: no test tests/none.py"),
        (f"| V1 | x | s | the house | {T} |", "V1: names neither a rule nor a question"),
        (f"| V1 | x | | `youth_shelter_never` | {T} |", "V1: no source"),
        (f"| 1.5.6 | x | s | `substance_use` | {T} |", "1.5.6: from memory, without a question"),
        (f"| V99 | x | s | `substance_use` | {T} |", "V99 stands there twice or is unknown"),
        (f"| V1 | x | s | `substance_use` | {T} |", "V2 is missing"),
    ],
)
def test_a_row_that_is_wrong_is_found(row: str, fault: str) -> None:
    assert fault in faults(row)
