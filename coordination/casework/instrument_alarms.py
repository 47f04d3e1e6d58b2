"""Room: casework. That an operator instrument ends is told 60, 30 and 7 days before, to its program's supervisors.

Only where the program would then not be live. Constant words: which paper stands on the page of instruments. About no
case, and nobody of a confidential program gets a row, since storage/recipients finds nobody there: they, and every
administrator and privacy officer, find it on their pages (casework/instruments.warning).
"""

from __future__ import annotations

from dataclasses import replace

from coordination.casework.agreement_alarms import NO_CASE, cause
from coordination.casework.notices import messages
from coordination.model.instrument import WARN_BEFORE
from coordination.model.notice import Kind, Message
from coordination.storage import instruments
from coordination.storage.cabinet import Cabinet


def due(cabinet: Cabinet) -> list[Message]:
    """What is to be told at the cabinet's instant; each instrument once for each of its three warnings."""
    return [
        replace(message, case_id=None)
        for one, handle, place, program in instruments.facts_of_ending(cabinet)
        for message in messages(
            cabinet, Kind.INSTRUMENT_ENDING, program, NO_CASE, cause(one, WARN_BEFORE[place]), handle
        )
    ]
