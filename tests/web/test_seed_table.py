"""Room: tests. The seed table of the help: each row of the checklist once, with a page, a rule and a test that exist.

What is not here yet says so and names no page.
"""

from __future__ import annotations

import re

import pytest

from coordination.web.help_text import FOLDER
from tests.community import Community
from tests.oracles.seed_rows import ROWS

ROOT = FOLDER.parent.parent
TABLE = FOLDER / "25-seed-table.md"
NOT_YET = "Not here yet"


def rows(text: str) -> list[list[str]]:
    """The cells of the table's rows: id, what the seed asks for, page, rule, test."""
    return [
        [cell.strip() for cell in line.strip("| ").split("|")]
        for line in text.splitlines()
        if re.match(r"\| [A-D]\d", line)
    ]


def code(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def said() -> str:
    """Everything that the hub and its plugins say in code."""
    files = [*(ROOT / "coordination").rglob("*.py"), *(ROOT / "plugins").rglob("*.py")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def faults(text: str, pages: frozenset[str], words: str) -> list[str]:
    """What is wrong with the table, as sentences."""
    found, table = [], rows(text)
    ids = [row[0] for row in table]
    found += [f"{one} is missing" for one in ROWS if one not in ids]
    found += [f"{one} stands there twice or is unknown" for one in ids if ids.count(one) > 1 or one not in ROWS]
    for number, _, page, rule, test in table:
        if page.startswith(NOT_YET):
            continue
        found += [f"{number}: no page {one}" for one in code(page) if one not in pages]
        found += [f"{number}: no rule {one}" for one in code(rule) if f'"{one}"' not in words]
        found += [f"{number}: no test {one}" for one in code(test) if not (ROOT / one).is_file()]
        found += [f"{number}: names no {what}" for what, cell in (("page", page), ("test", test)) if not code(cell)]
    return found


@pytest.fixture(scope="module")
def words() -> str:
    return said()


def pages_of(community: Community) -> frozenset[str]:
    return frozenset(rule.rule for rule in community.app.url_map.iter_rules())


def test_each_row_of_the_seeds_has_a_page_a_rule_and_a_test_or_says_that_it_is_not_here(
    community: Community, words: str
) -> None:
    assert not faults(TABLE.read_text(encoding="utf-8"), pages_of(community), words)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("| A1 | x | `/nowhere` | `missing_to_police` | `tests/web/test_seed_table.py` |", "A1: no page /nowhere"),
        ("| A1 | x | `/cases` | `no_such_rule` | `tests/web/test_seed_table.py` |", "A1: no rule no_such_rule"),
        ("| A1 | x | `/cases` | - | `tests/none.py` |", "A1: no test tests/none.py"),
        ("| A1 | x | a page | - | `tests/web/test_seed_table.py` |", "A1: names no page"),
        ("| A1 | x | Not here yet: later | - | - |", "B1 is missing"),
        ("| Z9 | x | `/cases` | - | `tests/web/test_seed_table.py` |", ""),
    ],
)
def test_a_row_that_is_wrong_is_found(row: str, fault: str, community: Community, words: str) -> None:
    found = faults(row, pages_of(community), words)
    assert (fault in found) if fault else ("A1 is missing" in found)
