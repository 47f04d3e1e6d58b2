"""Room: tests. An oracle imports nothing of the hub, so that it can be wrong only by itself."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ORACLES = sorted(path for path in HERE.glob("*.py") if not path.name.startswith("test_"))


def _foreign(text: str) -> list[str]:
    """What is imported that is neither of the standard library nor an oracle."""
    named = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            named += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            named.append("." * node.level + (node.module or ""))
    known = sys.stdlib_module_names
    return [name for name in named if name.partition(".")[0] not in known and not name.startswith("tests.oracles")]


@pytest.mark.parametrize("path", ORACLES, ids=lambda path: path.stem)
def test_an_oracle_knows_nothing_of_the_hub(path: Path) -> None:
    assert _foreign(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "text",
    ["import coordination.policy", "from holidays import US", "from . import x", "from tests.matrix import oracle"],
)
def test_an_import_of_the_hub_would_be_noticed(text: str) -> None:
    assert _foreign(text)
