"""Room: tests. The CSV of an accounting: no cell is taken for a formula."""

from __future__ import annotations

from datetime import UTC, datetime

from coordination.casework import (
    disclosure_sheet,
    spreadsheet,
)
from coordination.model.disclosure import Accounting, Line, Way


def test_a_cell_that_begins_a_formula_is_made_safe() -> None:
    line = Line(
        seq=1, at=datetime(2026, 11, 21, tzinfo=UTC), key="", recipient="=cmd()", person="", way=Way.READ, what="@a",
        purpose="", authority="+1",
    )  # fmt: skip
    cells = spreadsheet.line(disclosure_sheet.cells(_shape(), line, "UTC"))
    assert '"\'=cmd()"' in cells
    assert '"\'@a"' in cells


def _shape() -> Accounting:
    shape = object.__new__(Accounting)
    object.__setattr__(shape, "persons", False)
    object.__setattr__(shape, "individual", True)
    return shape
