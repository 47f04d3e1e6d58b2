"""Room: casework. The matrix as a CSV file: one line for each thing that is open, and one for each law not encoded."""

from __future__ import annotations

from collections.abc import Iterator

from coordination.casework import spreadsheet
from coordination.model.matrix import Matrix

COLUMNS = (
    "sharing type",
    "recipient type",
    "information type",
    "authority",
    "jurisdiction",
    "government",
    "agreement needed",
    "citation",
)
NOT_ENCODED = "not encoded: ask counsel"


def lines(found: Matrix) -> Iterator[str]:
    """The file, line by line, each cell safe for a spreadsheet. The rules hash is in the last line."""
    yield spreadsheet.line(COLUMNS)
    for one in found.opens:
        government = "government only" if one.government else "any"
        yield spreadsheet.line((*one[:5], government, one.agreement, one.citation))
    for gap in found.gaps:
        yield spreadsheet.line(("", "", "", NOT_ENCODED, gap.where, "", "", f"{gap.citation}: {gap.ask}"))
    yield spreadsheet.line(("", "", "", "rules hash", "", "", "", found.rules_hash))
