"""Room: casework. An accounting as it stands on paper: what it is, under which law, and a block for each line."""

from __future__ import annotations

from coordination.casework import disclosure_sheet
from coordination.model.disclosure import Accounting
from coordination.model.document import Paper

MOST = 2_000
CUT = "Only the newest {most} lines are on this paper. The CSV has all of them."
NOTHING = "The hub knows of no disclosure that this list asks for."


def paper(found: Accounting, zone: str) -> Paper:
    """The paper to be drawn (document_pdf), at most 2,000 lines and a sentence where there are more."""
    heads = disclosure_sheet.columns(found)
    blocks = []
    for line in found.lines[:MOST]:
        cells = disclosure_sheet.cells(found, line, zone)
        said = [f"{head}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True) if cell]
        blocks.append((cells[0], tuple(said)))
    cut = (CUT.format(most=MOST),) if len(found.lines) > MOST else ()
    none = () if blocks else (NOTHING,)
    return Paper(
        title=found.title,
        about=(f"Case {found.header.reference}. {found.citation}. {found.window}.", *found.notes, *cut, *none),
        blocks=tuple(blocks),
        reference=found.header.reference,
        number=found.number,
        person=found.person,
        program=found.program,
        made=found.made,
        made_at=found.made_at,
    )
